"""The front page: every article with what is still to be decided in it, and which places have no position."""

from dataclasses import dataclass

from mapapp.desk.pages import page
from mapapp.desk.queue import cards
from mapapp.editing.reviewing import open_page
from mapapp.errors import MapappError
from mapapp.reading.metadata import open_metadata


@dataclass(frozen=True)
class Entry:
    """An article in the list: how many findings are open, decided, and names without a row; or why it is not read."""

    id: str
    title: str | None
    date: str | None
    open: int = 0
    decided: int = 0
    unplaced: int = 0
    problem: MapappError | None = None


def register(app, desk):
    """Add the page."""

    @app.get("/<code>/")
    def contents():
        state = desk.state()
        paths = sorted((desk.geodata / "articles").glob("*.txt"))
        gaps = [place for place in state.gazetteer.places.values() if place.geometry is None]
        return page("contents.html", here="contents", entries=[entry(state, path) for path in paths], gaps=gaps)


def entry(state, path):
    """Return the `Entry` of the article at `path`."""
    try:
        metadata = open_metadata(path.with_suffix(".json"))
        there = cards(open_page(state, path.stem), state.gazetteer)
    except MapappError as problem:
        return Entry(path.stem, None, None, problem=problem)
    counts = [sum(card.shown_as(kind) for card in there) for kind in ("open", "decided", "unplaced")]
    return Entry(path.stem, metadata["title"], metadata["date"], *counts)
