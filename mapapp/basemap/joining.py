"""Lines: ways of one name joined, and of two carriageways of one name side by side only one kept."""

import shapely
from shapely.ops import linemerge

from mapapp.basemap.kinds import line_kind
from mapapp.basemap.names import NAMELESS, names
from mapapp.basemap.pieces import DRAWN_ERROR_M, Piece

BESIDE_M = 40
"""A carriageway that runs within this distance of another one of its road is not drawn a second time."""

SPOT = 0.381966
"""Where, as a share of its length, a way is asked which joined line it lies on: hardly ever at a crossing."""


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
    joined = sorted(_joined(ways), key=lambda one: (-one[0].length, one[1]))
    kept, doubled = _apart([line for line, _ in joined]) if name else (range(len(joined)), ())
    for place in kept:
        line, members = joined[place]
        error_m = DRAWN_ERROR_M + BESIDE_M // 2 * (place in doubled)
        remark = "; one of two carriageways" if place in doubled else ""
        yield Piece(kind, members, line, names=called, error_m=error_m, remark=remark)


def _apart(lines):
    """Return the places of those of `lines`, the longest first, to keep, and of those beside which another one ran."""
    tree, zones, kept, doubled = shapely.STRtree(lines), {}, [], set()
    for place, line in enumerate(lines):
        beside = [other for other in tree.query(line, "dwithin", BESIDE_M) if other in zones]
        if line.difference(shapely.union_all([zones[other] for other in beside])).length > BESIDE_M:
            zones[place] = line.buffer(BESIDE_M)
            kept.append(place)
        else:
            doubled.update(beside)
    return kept, doubled


def _called(ways):
    """Return the names of a road: each language as the way that states the most has it."""
    return max((names(way.tags) for way in ways), key=lambda three: len(set(three)))


def _joined(ways):
    """Return (line, ids of the ways that make it up) for ways joined end to end."""
    merged = shapely.normalize(linemerge([way.geometry for way in ways]))
    lines = shapely.get_parts(merged)
    spots = [way.geometry.interpolate(SPOT, normalized=True) for way in ways]
    members = {}
    for way, owner in zip(ways, shapely.STRtree(lines).nearest(spots), strict=True):
        members.setdefault(owner, []).append(way.id)
    return [(lines[owner], tuple(ids)) for owner, ids in members.items()]
