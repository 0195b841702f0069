"""Lines: ways of one name joined, and of two carriageways of one name side by side only one kept."""

from mapapp.basemap.kinds import line_kind
from mapapp.basemap.names import NAMELESS, names
from mapapp.basemap.pieces import DRAWN_ERROR_M, Piece
from mapapp.osm.roads import BESIDE_M, apart, joined


def line_pieces(ways):
    """Return the pieces of `ways`, things with lines in metres, sorted by id."""
    roads = {}
    for way in ways:
        kind = line_kind(way.tags)
        if kind and way.geometry.length:
            roads.setdefault((kind, names(way.tags)[0]), []).append(way)
    return [piece for (kind, name), members in roads.items() for piece in _pieces(kind, name, members)]


def _pieces(kind, name, ways):
    called = _called(ways) if name else NAMELESS
    lines = joined(ways)
    kept, doubled = apart([line for line, _ in lines]) if name else (range(len(lines)), ())
    for place in kept:
        line, members = lines[place]
        error_m = DRAWN_ERROR_M + BESIDE_M // 2 * (place in doubled)
        remark = "; one of two carriageways" if place in doubled else ""
        yield Piece(kind, members, line, names=called, error_m=error_m, remark=remark)


def _called(ways):
    """Return the names of a road: each language as the way that states the most has it."""
    return max((names(way.tags) for way in ways), key=lambda three: len(set(three)))
