"""“Tell us”: the messages that a visitor can send the owner about a place or a quote, in the visitor's language."""

from dataclasses import dataclass

from mapapp.publish.message import shortest_needed
from mapapp.view.mapdata import anchor
from mapapp.web.language import metres


@dataclass(frozen=True)
class Telling:
    """`key`: of our words for it. `promise`: whose quote it is about, or `None`. `address`: opens the message."""

    key: str
    promise: object
    address: str


def tellings(plate, promises, visit, receipt, page, contact):
    """Return the `Telling`s for a place and each quote on its page; none where the owner has stated no `contact`.

    `page`: the address of the page. `receipt`: that of the layers on show.
    """
    if not contact:
        return []
    letter = _Letter(plate, visit, receipt, page)
    key = "tell.position" if plate.feature["geometry"] else "tell.unplaced"
    where = Telling(key, None, shortest_needed(contact, letter.of_place(key)))
    return [where, *(_of_quote(letter, promise, contact) for promise in promises)]


def build_of(receipt):
    """Return what a build is called by: our version, and the beginning of the hash of the receipt."""
    return f"mapapp {receipt['project']['version']}, {receipt['receipt_sha256'][:16]}"


def _of_quote(letter, promise, contact):
    return Telling("tell.quote", promise, shortest_needed(contact, letter.of_quote(promise)))


@dataclass(frozen=True)
class _Letter:
    """What every message about one place says."""

    plate: object
    visit: object
    receipt: dict
    page: str

    def of_place(self, key):
        """Return (subject, body) of the message about the position, the second without the place's name."""
        return [self._whole(key, [self._position()], name) for name in (self._name(), "")]

    def of_quote(self, promise):
        """Return (subject, body) of the message about a quote, each shorter than the one before.

        The first holds the whole selector (W3C Web Annotation: exact, prefix, suffix, position), the second no
        context, the third position and hash only and says so, the last no name of the place either.
        """
        exact, position = promise.commitment["selectors"]["found"]
        fixed = [
            self.visit.say("message.sentence", id=promise.id, start=position["start"], end=position["end"]),
            self.visit.say("message.digest", sha=promise.commitment["selectors"]["source_sha256"]),
        ]
        words = self.visit.say("message.exact", exact=exact["exact"])
        around = {name: exact[name] for name in ("prefix", "suffix")}
        context = [self.visit.say("message.context", **around)] if any(around.values()) else []
        left_out = self.visit.say("message.left_out")
        name = self._name()
        shapes = [([words, *context], name), ([words], name), ([left_out], name), ([left_out], "")]
        return [self._whole("tell.quote", [*fixed, *selector], name) for selector, name in shapes]

    def _whole(self, key, facts, name):
        place = self.visit.say("message.place", name=name, id=self.plate.id)
        subject = f"[{self.plate.id}] {self.visit.say(key)}"
        asked = [self.visit.say("message.write"), "", "", self.visit.say("message.facts")]
        build = self.visit.say("message.build", build=build_of(self.receipt))
        return subject, "\n".join([*asked, place, *facts, self.visit.say("message.page", address=self.page), build])

    def _position(self):
        at, accuracy = anchor(self.plate.feature), self.plate.properties["accuracy_m"]
        if at is None:
            return self.visit.say("message.nowhere")
        return self.visit.say("message.at", longitude=at[0], latitude=at[1], metres=metres(accuracy or 0))

    def _name(self):
        return self.visit.name(self.plate.properties)
