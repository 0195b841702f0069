"""What filters leave of the list, on the server as in the browser (`sifting.js`): for pages that come narrowed."""

from dataclasses import dataclass

from mapapp.layers import schema
from mapapp.layers.themes import theme_of
from mapapp.view import sources


@dataclass(frozen=True)
class Listed:
    """A sentence of the list: what it can be narrowed by, and its places as (id, subdistrict)."""

    id: str
    article: str
    theme: str
    scope: str
    places: tuple = ()


@dataclass(frozen=True)
class Left:
    """The ids of the sentences and places that filters leave; `is_all` if there was no filter.

    `is_placed`: whether places were judged.
    """

    commitments: frozenset
    places: frozenset
    is_all: bool
    is_placed: bool = False


def listed(layers, promises):
    """Return a `Listed` for each sentence of the list: the promises that name places, then those not on the map.

    One whose only place cannot be drawn stands in both, and counts once.
    """
    themes = theme_of(layers)
    places = {promise.id: tuple(map(_place, promise.plates)) for promise in promises}
    rows = [promise.commitment for promise in promises]
    for reason in schema.REASONS:
        rows += [row for entries in sources.unmapped(layers, reason).values() for row in entries]
    once = {row["id"]: row for row in rows}
    return [
        Listed(id, row["article"], themes.get(id, "none"), row["scope"], places.get(id, ())) for id, row in once.items()
    ]


def left(sentences, *, article=(), theme=(), scope=(), subdistrict=(), place=()):
    """Return the `Left` of `Listed` sentences; several values of a filter are "or", filters are "and".

    Where places are judged, a sentence stays only while one of its places does.
    """
    of_sentences = {
        name: values for name, values in (("article", article), ("theme", theme), ("scope", scope)) if values
    }
    commitments, places = set(), set()
    for sentence in sentences:
        standing = {
            id
            for id, within in sentence.places
            if (not subdistrict or within in subdistrict) and (not place or id in place)
        }
        is_asked = all(getattr(sentence, name) in values for name, values in of_sentences.items())
        if is_asked and (standing or not (sentence.places or subdistrict or place)):
            commitments.add(sentence.id)
            places |= standing
    is_placed = bool(subdistrict or place)
    return Left(frozenset(commitments), frozenset(places), not (of_sentences or is_placed), is_placed)


def _place(plate):
    return plate.id, plate.properties["subdistrict"] or "unknown"
