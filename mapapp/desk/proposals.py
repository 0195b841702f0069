"""The proposals of imports: what each would change and why, to be accepted or rejected one by one."""

from dataclasses import dataclass

from flask import request

from mapapp.desk.pages import go, now, page
from mapapp.errors import BadGazetteer, BadProposal, Findings
from mapapp.intake.deciding import Ruling, decide
from mapapp.intake.proposals import FOLDER, parse
from mapapp.intake.proposing import ACCEPTED, OPEN, REJECTED
from mapapp.places.audit import listed
from mapapp.reading.variants import fold

PER_PAGE = 50
MOST_BESIDE = 10
NAMES = ("name_zh_hans", "name_zh_hant", "aliases", "shared_aliases")


@dataclass(frozen=True)
class Offer:
    """An open proposal as a page tells it: its id, `action`, the row it is about, why, from what, and what changes."""

    id: str
    action: str
    place: str
    name: str
    why: dict
    source: dict
    ambiguous: bool
    changes: list


def register(app, desk):
    """Add the page and its form."""

    @app.get("/<code>/proposals")
    def proposals():
        return _page(desk)

    @app.post("/<code>/proposals/<number>")
    def rule(number):
        state = ACCEPTED if request.form.get("did") == "accept" else REJECTED
        try:
            decide(desk.geodata, [number], Ruling(state, desk.by, now()))
        except (BadProposal, BadGazetteer, Findings) as problem:
            return _page(desk, problem)
        back = request.form.get("back", "")
        return go(back if back.startswith(("/articles/", "/places/")) else "/proposals")


def offers(geodata):
    """Return every open proposal of a data folder as an `Offer`. Raises `ProposalsUnreadable`."""
    paths = sorted((geodata / FOLDER).glob("*.json"))
    stated = [one for path in paths for one in parse(path, path.read_bytes().decode("utf-8"))[1]]
    return [_offer(one) for one in stated if one["state"] == OPEN]


def beside(geodata, names, places):
    """Return the offers that are about one of these names or places, at most ten."""
    wanted = set(map(fold, names))
    about = (one for one in offers(geodata) if one.place in places or wanted & _names(one))
    return [one for one, _ in zip(about, range(MOST_BESIDE), strict=False)]


def _names(offer):
    stated = {name: after for name, _, after in offer.changes if name in NAMES}
    return {fold(part) for text in stated.values() for part in listed(text)}


def _offer(proposal):
    before, row = proposal["before"] or {}, proposal["row"]
    changes = [(name, before.get(name) or "", text) for name, text in row.items() if text != (before.get(name) or "")]
    if proposal["geometry"]:
        before_shape = before.get("geometry") or {}
        changes.append(("geometry", before_shape.get("type", ""), proposal["geometry"]["type"]))
    place = proposal["place"] or row["id"]
    told = row.get("name_zh_hans") or place
    facts = (proposal["why"], proposal["from"], proposal["ambiguous"], changes)
    return Offer(proposal["id"], proposal["action"], place, told, *facts)


def _page(desk, problem=None):
    typed, begin = request.args.get("q", "").strip(), max(request.args.get("from", 0, type=int), 0)
    every = offers(desk.geodata)
    fitting = [one for one in every if fold(typed) in fold(f"{one.name} {one.place} {' '.join(_names(one))}")]
    more = begin + PER_PAGE if len(fitting) > begin + PER_PAGE else None
    shown = fitting[begin : begin + PER_PAGE]
    return page("proposals.html", problem, here="places", offers=shown, count=len(fitting), q=typed, more=more)
