"""The names that stand in the articles and that no row of the gazetteer has, the frequent ones first."""

from dataclasses import dataclass

from mapapp.editing.reviewing import open_page
from mapapp.errors import MapappError
from mapapp.reading.article import Span


@dataclass(frozen=True)
class Unnamed:
    """A name without a row: how it reads in full, Simplified, what it was taken for, and where it stands first."""

    name: str
    kind: str
    article: str
    span: Span
    count: int


def unnamed(state):
    """Return every `Unnamed` of the articles of a state; an article that cannot be read has none."""
    first, counts = {}, {}
    for path in sorted((state.geodata / "articles").glob("*.txt")):
        for named in _mentions(state, path.stem):
            if not named.mention.place_ids:
                first.setdefault(named.canonical, (named.kind, path.stem, named.mention.span))
                counts[named.canonical] = counts.get(named.canonical, 0) + 1
    found = [Unnamed(name, *where, counts[name]) for name, where in first.items()]
    return sorted(found, key=lambda one: -one.count)


def _mentions(state, id):
    try:
        return open_page(state, id).decided.survey.mentions
    except MapappError:
        return []
