"""Publishing from the desk: build and check in one press, and what that changes."""

from dataclasses import dataclass

from flask import request

from mapapp.atlas.build import build
from mapapp.desk.difference import Difference, difference
from mapapp.desk.pages import go, page
from mapapp.editing.revision import alone, finish
from mapapp.errors import DecisionLost, LayersMissing, MapappError
from mapapp.layers import store
from mapapp.places.decisions import open_decisions
from mapapp.proof import problems


@dataclass(frozen=True)
class Published:
    """What came of a press: whether anything changed, what, and what the check found wrong."""

    changed: bool
    difference: Difference
    problems: list


def register(app, desk):
    """Add the page and its form."""
    done = []

    @app.get("/<code>/publish")
    def look():
        last = done[-1] if done and "done" in request.args else None
        try:
            coming = None if last else compare(desk.geodata, desk.settings.layers)
        except MapappError as problem:
            return page("publish.html", problem, here="publish", coming=None, last=None, lost=[])
        return page("publish.html", here="publish", coming=coming, last=last, lost=_lost(desk))

    @app.post("/<code>/publish")
    def press():
        try:
            done[:] = [publish(desk.geodata, desk.settings.layers)]
        except MapappError as problem:
            return page("publish.html", problem, here="publish", coming=None, last=None, lost=[])
        return go("/publish?done=1")


def compare(geodata, layers):
    """Return the `Difference` that publishing would make; nothing is written."""
    finish(geodata)
    with alone(geodata):
        return difference(_standing(layers), build(geodata, layers))


def publish(geodata, layers):
    """Build, publish and check; return what came of it. Raises what stops the build.

    Nobody else decides while the files are read; publishing waits for its own turn.
    """
    finish(geodata)
    with alone(geodata):
        before, files = _standing(layers), build(geodata, layers)
    changed = store.publish(layers, files)
    with alone(geodata):
        return Published(changed, difference(before, files), problems(geodata, layers))


def _standing(layers):
    """Return the published files, name → text; none where nothing is published."""
    try:
        return {name: content.decode("utf-8") for name, content in store.read(layers).items()}
    except LayersMissing:
        return {}


def _lost(desk):
    from mapapp.atlas.chapters import open_atlas

    return [DecisionLost(id=id) for id in open_atlas(desk.geodata).lost] if open_decisions(desk.geodata) else []
