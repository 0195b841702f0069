"""How units cover the ground together: where they overlap, and which gaps they leave."""

from dataclasses import dataclass

import numpy as np
import shapely

SMALLEST_M2 = 1.0
NARROWEST_M = 0.05
"""On average. Straight edges of a kilometre move by 2 cm when they change projection."""
_TOUCH_M = 0.001


@dataclass(frozen=True)
class Gap:
    """Ground that units enclose and none covers. `units`: indexes of those that touch it; `at`: (lon, lat) in it."""

    units: tuple
    area_m2: float
    at: tuple


def uneven(units):
    """Return for each unit whether one of its edges lies in another unit or meets it without its vertices.

    Of two units that overlap one is uneven, or both.
    """
    return ~shapely.is_empty(shapely.coverage_invalid_edges(units))


def pieces_of(units, odd):
    """Return the union of the units as an array of polygons that touch in points at most. `odd`: see `uneven`."""
    even = shapely.coverage_union_all(units[~odd])
    return shapely.get_parts(shapely.union_all([even, *units[odd]]))


def overlaps_of(units, tree, odd):
    """Return (a, b, area_m2) of every two units (a < b) that overlap, sorted."""
    at, other = tree.query(units[odd], predicate="intersects")
    one = np.flatnonzero(odd)[at]
    pairs = np.unique(np.sort(np.stack([one, other])[:, one != other], axis=0), axis=1)
    both = shapely.intersection(*units[pairs])
    seen = _worth_saying(both)
    return list(zip(*pairs[:, seen].tolist(), shapely.area(both[seen]).tolist(), strict=True))


def gaps_of(pieces, tree, ground):
    """Return every `Gap`, the largest first: the holes of the union (`pieces`), without the islands in them."""
    gaps = _without_islands(_holes(pieces), shapely.polygons(shapely.get_exterior_ring(pieces)))
    gaps = gaps[_worth_saying(gaps)]
    gaps = gaps[np.argsort(-shapely.area(gaps), kind="stable")]
    gap, unit = tree.query(gaps, predicate="dwithin", distance=_TOUCH_M)
    areas, at = shapely.area(gaps).tolist(), ground.in_degrees(shapely.point_on_surface(gaps))
    return [Gap(tuple(sorted(unit[gap == i].tolist())), areas[i], at[i]) for i in range(len(gaps))]


def _holes(pieces):
    rings, piece = shapely.get_rings(pieces, return_index=True)
    outer = np.append(True, piece[1:] != piece[:-1])[: len(rings)]
    return shapely.polygons(rings[~outer])


def _without_islands(holes, islands):
    """Return the holes less the filled islands that lie in them."""
    hole, island = shapely.STRtree(islands).query(holes, predicate="covers")
    for i in np.unique(hole):
        holes[i] = shapely.difference(holes[i], shapely.union_all(islands[island[hole == i]]))
    return holes


def _worth_saying(shapes):
    """Return for each polygon whether it is more than a sliver."""
    areas = shapely.area(shapes)
    return (areas > SMALLEST_M2) & (2 * areas > NARROWEST_M * shapely.length(shapes))
