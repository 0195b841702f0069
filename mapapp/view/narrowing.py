"""What filters leave of the list, on the server as in the browser (`sifting.js`): for pages that come narrowed."""

from dataclasses import dataclass

from mapapp.layers import schema
from mapapp.layers.themes import theme_of
from mapapp.view import sources


@dataclass(frozen=True)
class Listed:
    """A sentence of the list: what it can be narrowed by, and its places as (id, subdistrict)."""

    id: str
    theme: str
    scope: str
    places: tuple = ()


@dataclass(frozen=True)
class Left:
    """The ids of the sentences and places that filters leave; `is_all` if there was no filter."""

    commitments: frozenset
    places: frozenset
    is_all: bool


def listed(layers, promises):
    """Return a `Listed` for each sentence of the list: the promises that name places, then those not on the map.

    One whose only place cannot be drawn stands in both, and counts once.
    """
    themes = theme_of(layers)
    places = {promise.id: tuple(map(_place, promise.plates)) for promise in promises}
    rows = [promise.commitment for promise in promises]
    for reason in schema.REASONS:
        rows += [row for entries in sources.unmapped(layers, reason).values() for row in entries]
    once = {row["id"]: row["scope"] for row in rows}
    return [Listed(id, themes.get(id, "none"), scope, places.get(id, ())) for id, scope in once.items()]


def left(sentences, *, theme=(), scope=(), subdistrict=()):
    """Return the `Left` of `Listed` sentences; several values of a filter are "or", filters are "and".

    Where places are judged, a sentence stays only while one of its places does.
    """
    commitments, places = set(), set()
    for sentence in sentences:
        standing = {id for id, within in sentence.places if not subdistrict or within in subdistrict}
        is_asked = (not theme or sentence.theme in theme) and (not scope or sentence.scope in scope)
        if is_asked and (standing or not (sentence.places or subdistrict)):
            commitments.add(sentence.id)
            places |= standing
    return Left(frozenset(commitments), frozenset(places), not (theme or scope or subdistrict))


def _place(plate):
    return plate.id, plate.properties["subdistrict"] or "unknown"
