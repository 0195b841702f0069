"""How units cover the ground together: where they overlap, and which gaps they leave."""

from dataclasses import dataclass

import numpy as np
import shapely

from mapapp.blocks.measuring import in_threads

SMALLEST_M2 = 1.0
NARROWEST_M = 0.05
"""On average. Straight edges of a kilometre move by 2 cm when they change projection."""
_TOUCH_M = 0.001
_FRAME_M = 100


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


def united(units, odd):
    """Return the union of the units, as one shape. `odd`: see `uneven`; the fewer, the faster."""
    return shapely.union(shapely.coverage_union_all(units[~odd]), shapely.union_all(units[odd]))


def overlaps_of(units, tree, odd):
    """Return (a, b, area_m2) of every two units (a < b) that overlap, sorted."""
    at, other = tree.query(units[odd], predicate="intersects")
    one = np.flatnonzero(odd)[at]
    pairs = np.unique(np.sort(np.stack([one, other])[:, one != other], axis=0), axis=1)
    both = in_threads(shapely.intersection, pairs[0], *units[pairs])
    seen = _worth_saying(both)
    return list(zip(*pairs[:, seen].tolist(), shapely.area(both[seen]).tolist(), strict=True))


def gaps_of(covered, tree, ground):
    """Return every `Gap`, the largest first: what the union of the units leaves free and encloses, be it by corners."""
    frame = shapely.buffer(shapely.envelope(covered), _FRAME_M, join_style="mitre")
    free = shapely.get_parts(shapely.difference(frame, covered))
    gaps = free[_worth_saying(free) & shapely.disjoint(free, shapely.boundary(frame))]
    gaps = gaps[np.argsort(-shapely.area(gaps), kind="stable")]
    gap, unit = tree.query(gaps, predicate="dwithin", distance=_TOUCH_M)
    areas, at = shapely.area(gaps).tolist(), ground.in_degrees(shapely.point_on_surface(gaps))
    return [Gap(tuple(sorted(unit[gap == i].tolist())), areas[i], at[i]) for i in range(len(gaps))]


def _worth_saying(shapes):
    """Return for each polygon whether it is more than a sliver."""
    areas = shapely.area(shapes)
    return (areas > SMALLEST_M2) & (2 * areas > NARROWEST_M * shapely.length(shapes))
