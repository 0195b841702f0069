"""The places: which have no position, what each row says of where it comes from, and a new position for it."""

from flask import request

from mapapp.desk.answers import POSITION, UNASKED, answers, asked, values
from mapapp.desk.finding import find
from mapapp.desk.origin import origin
from mapapp.desk.pages import go, page, today
from mapapp.desk.proposals import beside
from mapapp.desk.unnamed import unnamed
from mapapp.editing.placing import place, position
from mapapp.errors import BadGazetteer, DecisionRefused, Findings, RowUnknown
from mapapp.places.audit import NEVER_A_POINT


def register(app, desk):
    """Add the pages and their forms."""
    path = "/<code>/places/<id>"

    @app.get("/<code>/places")
    def places():
        return _places_page(desk)

    @app.get(path)
    def row(id):
        return _row_page(desk, id)

    @app.post(path)
    def stand(id):
        if request.form.get("did") == "ask":
            return _row_page(desk, id, **asked(desk, _row(desk.state(), id).name_zh_hans))
        try:
            number = desk.decide(place, id, position(answers(POSITION)), today())
        except (DecisionRefused, BadGazetteer, Findings) as problem:
            return _row_page(desk, id, problem)
        came_from = origin(desk.state())
        return go(came_from.onward(desk, number) if came_from else f"/places/{id}?done={number}")


def _places_page(desk):
    state, typed = desk.state(), request.args.get("q", "").strip()
    gaps = [one for one in state.gazetteer.places.values() if one.geometry is None]
    found = find(state.gazetteer, typed) if typed else []
    return page("places.html", here="places", q=typed, gaps=gaps, found=found, unnamed=unnamed(state))


def _row_page(desk, id, problem=None, **told):
    told = UNASKED | told | {"done": request.args.get("done", type=int), "offers": beside(desk.geodata, [], {id})}
    state = desk.state()
    row = _row(state, id)
    return page(
        "place.html", problem, here="places", row=row, outlined=row.kind in NEVER_A_POINT, values=values({}),
        card=origin(state), **told,
    )  # fmt: skip


def _row(state, id):
    if id not in state.gazetteer.places:
        raise RowUnknown(id=id)
    return state.gazetteer.places[id]
