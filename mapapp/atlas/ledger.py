"""The ledger: every commitment and every place without a mark on the map, and why; every name without a row."""

from collections import Counter

from mapapp.places.sites import concerned

_REASON_OF_SCOPE = {"district": "district-wide", "policy": "policy"}
_REASON_OF_KIND = {"subdistrict": "outline-unknown", "community": "outline-unknown", "district": "beyond-district"}


def ledger(atlas):
    """Return the content of `ledger.json`."""
    return {
        "commitments": [entry for chapter in atlas.chapters for entry in _unmapped(atlas.gazetteer, chapter)],
        "places": [_unplaced(place) for place in atlas.gazetteer.places.values() if place.geometry is None],
        "names": [entry for chapter in atlas.chapters for entry in _without_row(chapter)],
    }


def _unmapped(gazetteer, chapter):
    for scoped in chapter.survey.commitments:
        reason = _REASON_OF_SCOPE.get(scoped.scope) or _no_geometry(gazetteer, chapter, scoped)
        if reason:
            commitment = chapter.commitment(scoped)
            columns = ("id", "article", "theme", "theme_en", "group", "scope", "quote", "translation_en")
            yield {column: commitment[column] for column in columns} | {"reason": reason}


def _no_geometry(gazetteer, chapter, scoped):
    places = [gazetteer.places[id] for id in concerned(gazetteer, chapter.survey, scoped)]
    return None if any(place.geometry for place in places) else "no-geometry"


def _unplaced(place):
    columns = ("id", "name_zh_hans", "name_zh_hant", "name_en", "kind", "subdistrict")
    return {column: getattr(place, column) for column in columns} | {
        "reason": _REASON_OF_KIND.get(place.kind, "not-placed")
    }


def _without_row(chapter):
    """Yield the names that an article uses and the gazetteer does not have, and how often, in the order of the text."""
    mentions = [named for named in chapter.survey.mentions if not named.mention.place_ids]
    counts = Counter((named.canonical, named.kind) for named in mentions)
    for (name, kind), count in counts.items():
        yield {"name_zh_hans": name, "kind": kind, "article": chapter.id, "count": count}
