"""The queue of an article: a card for each commitment and each name that stands in it, or was taken out."""

import re
from dataclasses import dataclass

from mapapp.editing.reviewing import Page
from mapapp.errors import FindingGone
from mapapp.places.decisions import Decision
from mapapp.reading.article import Span

FILTERS = ("open", "unplaced", "decided", "all")


@dataclass(frozen=True)
class Card:
    """`what`: "commitment" or "name". `state`: "open", "decided" or "rejected", by `decision`.

    `facts`: what stands, as the log states it; `places`: the rows that a name means.
    """

    what: str
    span: Span
    quote: str
    state: str
    facts: dict
    places: tuple = ()
    decision: Decision | None = None

    @property
    def key(self):
        """What the card is called in addresses: c-12-30, n-15-18."""
        return f"{self.what[0]}-{self.span.start}-{self.span.end}"

    @property
    def unplaced(self):
        """Whether this is a name without a row, or whose rows have no position."""
        stands = self.what == "name" and self.state != "rejected"
        return stands and not any(place.geometry for place in self.places)

    @property
    def placeless(self):
        """The one row that this name means, if it has no position; otherwise `None`."""
        return self.places[0] if len(self.places) == 1 and self.unplaced else None

    def shown_as(self, filter):
        """Return whether a filter shows this card."""
        if filter == "unplaced":
            return self.unplaced
        return filter == "all" or (self.state == "open") == (filter == "open")


def cards(page: Page, gazetteer):
    """Return every `Card` of a page, in the order of the text, a commitment before the names in it."""
    survey = page.decided.survey
    spans = [("commitment", one.commitment.span) for one in survey.commitments]
    spans += [("name", named.mention.span) for named in survey.mentions]
    standing = [_card(page, gazetteer, what, span) for what, span in spans]
    return sorted(
        [*standing, *_rejected(page, gazetteer)], key=lambda card: (card.span.start, -card.span.end, card.what)
    )


def read_key(key):
    """Return what a card's key says: "commitment" or "name", and its span. Raises `FindingGone` for no such key."""
    parts = re.fullmatch(r"([cn])-([0-9]{1,9})-([0-9]{1,9})", key)
    if not parts:
        raise FindingGone()
    return {"c": "commitment", "n": "name"}[parts[1]], Span(int(parts[2]), int(parts[3]))


def following(cards, span, filter):
    """Return the first card behind the start of `span` that a filter shows, or else the first of all; or `None`."""
    shown = [card for card in cards if card.shown_as(filter)]
    return next((card for card in shown if card.span.start >= span.start), shown[0] if shown else None)


def _card(page, gazetteer, what, span):
    facts, decision = page.finding(what, span), page.decisions(what).get(span)
    state = "decided" if decision else "open"
    return Card(what, span, page.article.quote(span), state, facts, _places(gazetteer, facts), decision)


def _rejected(page, gazetteer):
    for decision, span in page.decided.rejected:
        facts = decision.before
        places = _places(gazetteer, facts)
        yield Card(decision.subject, span, page.article.quote(span), "rejected", facts, places, decision)


def _places(gazetteer, facts):
    return tuple(gazetteer.places[id] for id in facts.get("places", ()) if id in gazetteer.places)
