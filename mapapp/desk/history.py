"""The history: every decision, the newest first, with what was there before and what is there now, and the way back."""

import json
from dataclasses import dataclass

from flask import request

from mapapp.desk.pages import go, page
from mapapp.editing.undoing import undo
from mapapp.errors import BadGazetteer, BadProposal, DecisionRefused, Findings
from mapapp.intake.reopening import reopen
from mapapp.places.decisions import Decision

PER_PAGE = 100


@dataclass(frozen=True)
class Entry:
    """A decision as the page tells it: `exact` its words, `changes` (what, before, after), whether it stands."""

    decision: Decision
    exact: str | None
    changes: list
    stands: bool


def register(app, desk):
    """Add the page and its form."""

    @app.get("/<code>/history")
    def history():
        return _page(desk)

    @app.post("/<code>/history/<int:number>")
    def take_back(number):
        try:
            desk.decide(undo, number, {"proposal": reopen})
        except (DecisionRefused, BadGazetteer, BadProposal, Findings) as problem:
            return _page(desk, problem)
        return go(_back(request.form.get("back", "")))


def _back(path):
    """Return where to go after an undo: a page of an article where it came from one, or the history."""
    return path if path.startswith("/articles/") and "//" not in path else "/history#latest"


def _page(desk, problem=None):
    state = desk.state()
    before = request.args.get("before", type=int) or state.next_id
    told = [decision for decision in reversed(state.decisions) if decision.id < before]
    in_force = {decision.id for decision in state.in_force}
    entries = [entry(decision, in_force) for decision in told[:PER_PAGE]]
    older = told[PER_PAGE - 1].id if len(told) > PER_PAGE else None
    return page("history.html", problem, here="history", entries=entries, older=older)


def entry(decision, in_force):
    """Return the `Entry` of a decision; `in_force`: the ids of those that stand."""
    exact = decision.selector[0]["exact"] if decision.selector else None
    return Entry(decision, exact, list(changes(decision.before, decision.after)), decision.id in in_force)


def changes(before, after):
    """Yield (what, before, after) of everything that a decision changed, as texts; "" for nothing."""
    before, after = (value if isinstance(value, dict) else {} for value in (before, after))
    for name in dict.fromkeys([*before, *after]):
        one, other = _text(before.get(name)), _text(after.get(name))
        if one != other:
            yield name, one, other


def _text(value):
    if name := isinstance(value, list) and value and isinstance(value[0], dict) and value[0].get("exact"):
        return name
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return " ; ".join(map(str, value))
    return "" if value is None else str(value)
