"""Finding a place of the gazetteer by what somebody types: a name in either script, pinyin, English or an id."""

from mapapp.reading.variants import fold

MOST_FOUND = 30


def find(gazetteer, typed):
    """Return the places that fit what was typed, the best first: by a whole name, by a part of one, by being a part."""
    wanted = _compared(typed)
    hits = [(rank, place) for place in gazetteer.places.values() if (rank := _rank(place, wanted)) is not None]
    return [place for _, place in sorted(hits, key=lambda hit: hit[0])[:MOST_FOUND]]


def _rank(place, wanted):
    names = [_compared(name) for name in (*place.names, place.name_en, place.pinyin, place.id)]
    if wanted in names:
        return 0
    if any(wanted in name for name in names):
        return 1
    return 2 if any(len(name) > 1 and name in wanted for name in names) else None


def _compared(text):
    return "".join(fold(text).lower().split())
