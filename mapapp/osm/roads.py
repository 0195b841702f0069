"""Lines of one road: joined end to end, and of two carriageways side by side only one kept."""

import shapely
from shapely.ops import linemerge

BESIDE_M = 40
"""A carriageway that runs within this distance of another one of its road is not kept."""

SPOT = 0.381966
"""Where, as a share of its length, a way is asked which joined line it lies on: hardly ever at a crossing."""


def joined(ways):
    """Return (line, ids of the ways that make it up) for ways joined end to end.

    A way has an `id` and a `geometry`, a line in metres. The longest line comes first.
    """
    merged = shapely.normalize(linemerge([way.geometry for way in ways]))
    lines = shapely.get_parts(merged)
    spots = [way.geometry.interpolate(SPOT, normalized=True) for way in ways]
    members = {}
    for way, owner in zip(ways, shapely.STRtree(lines).nearest(spots), strict=True):
        members.setdefault(owner, []).append(way.id)
    found = [(lines[owner], tuple(ids)) for owner, ids in members.items()]
    return sorted(found, key=lambda one: (-one[0].length, one[1]))


def apart(lines):
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
