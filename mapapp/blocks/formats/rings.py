"""Polygons made of rings, whichever way these run and in whatever order they come."""

import numpy as np
import shapely

LEAST_POINTS = 4
"""Points of the shortest ring that bounds anything, its first one again at its end."""


def whole(rings):
    """Whether each ring, an array (n, 2), has enough points to bound anything, once it is closed."""
    return [len(ring) + bool((ring[:1] != ring[-1:]).any()) >= LEAST_POINTS for ring in rings]


def polygon(shell, holes=()):
    """Return the polygon of a shell and its holes, arrays (n, 2); an empty one where the shell bounds nothing."""
    if not all(whole([shell])):
        return shapely.Polygon()
    return shapely.Polygon(shell, [hole for hole, good in zip(holes, whole(holes), strict=True) if good])


def nested(filled):
    """Return what filled rings, an array of polygons, enclose together: each ring within another turns it over.

    The direction of rings does not matter. Where coordinates are no numbers, each ring stands for itself.
    """
    if len(filled) == 1:
        return filled[0]
    if not np.isfinite(shapely.total_bounds(filled)).all() or not np.isfinite(shapely.get_coordinates(filled)).all():
        return shapely.multipolygons(filled)
    within, around = _containments(filled)
    depth = np.bincount(within, minlength=len(filled))
    parents = _parents(filled, within, around, depth)
    shells = [_with_holes(filled, index, np.flatnonzero(parents == index)) for index in np.flatnonzero(depth % 2 == 0)]
    return shells[0] if len(shells) == 1 else shapely.multipolygons(shells)


def _containments(filled):
    """Return pairs of indices, of a ring and of one that contains it; of two that are alike the later is within."""
    within, around = shapely.STRtree(filled).query(filled, predicate="covered_by")
    area = shapely.area(filled)
    larger = (area[around] > area[within]) | ((area[around] == area[within]) & (around < within))
    return within[larger], around[larger]


def _parents(filled, within, around, depth):
    """Return for each ring the index of the one that it is a hole of, or -1."""
    parents = np.full(len(filled), -1)
    hole = (depth[within] % 2 == 1) & (depth[around] == depth[within] - 1)
    parents[within[hole]] = around[hole]
    return parents


def _with_holes(filled, index, holes):
    rings = shapely.get_exterior_ring(filled[holes])
    return shapely.polygons(shapely.get_exterior_ring(filled[index]), list(rings)) if len(holes) else filled[index]
