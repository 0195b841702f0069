"""Polygons made of rings, whichever way these run and in whatever order they come."""

import numpy as np
import shapely

LEAST_POINTS = 4
"""Points of the shortest ring that bounds anything, its first one again at its end."""
FARTHEST = 1e12
"""No coordinate in any unit is as large."""
ALIKE = 1e-9
"""How much larger one ring must be than another to be another one."""


def whole(rings):
    """Whether each ring, an array (n, 2), has enough points to bound anything, once it is closed."""
    return [len(ring) + bool((ring[:1] != ring[-1:]).any()) >= LEAST_POINTS for ring in rings]


def filled(rings):
    """Return an array of polygons, one of each ring; what is no number becomes infinite, so that its ring can close."""
    index = np.repeat(np.arange(len(rings)), [len(ring) for ring in rings])
    pairs = np.concatenate([*rings, np.empty((0, 2))])
    return shapely.polygons(shapely.linearrings(np.where(np.isnan(pairs), np.inf, pairs), indices=index))


def polygon(shell, holes=()):
    """Return the polygon of a shell and its holes, arrays (n, 2); an empty one where the shell bounds nothing."""
    if not all(whole([shell])):
        return shapely.Polygon()
    return shapely.Polygon(shell, [hole for hole, good in zip(holes, whole(holes), strict=True) if good])


def nested(polygons):
    """Return what filled rings, an array of polygons, enclose together: each ring within another turns it over.

    The direction of rings does not matter. Where coordinates make no sense each ring stands for itself.
    """
    if len(polygons) == 1:
        return polygons[0]
    if not (np.abs(shapely.get_coordinates(polygons)) < FARTHEST).all():
        return shapely.multipolygons(polygons)
    within, around = _containments(polygons)
    depth = np.bincount(within, minlength=len(polygons))
    parents = _parents(polygons, within, around, depth)
    shells = [
        _with_holes(polygons, index, np.flatnonzero(parents == index)) for index in np.flatnonzero(depth % 2 == 0)
    ]
    return shells[0] if len(shells) == 1 else shapely.multipolygons(shells)


def _containments(polygons):
    """Return pairs of indices, of a ring and of one that contains it and more; a ring does not contain its double."""
    within, around = shapely.STRtree(polygons).query(polygons, predicate="covered_by")
    area = shapely.area(polygons)
    larger = area[around] > area[within] * (1 + ALIKE)
    return within[larger], around[larger]


def _parents(polygons, within, around, depth):
    """Return for each ring the index of the one that it is a hole of, or -1."""
    parents = np.full(len(polygons), -1)
    hole = (depth[within] % 2 == 1) & (depth[around] == depth[within] - 1)
    parents[within[hole]] = around[hole]
    return parents


def _with_holes(polygons, index, holes):
    rings = shapely.get_exterior_ring(polygons[holes])
    return shapely.polygons(shapely.get_exterior_ring(polygons[index]), list(rings)) if len(holes) else polygons[index]
