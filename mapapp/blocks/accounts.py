"""The account of every site: how much of it lies in no unit, and how much in more than one."""

import numpy as np
import shapely

from mapapp.blocks.measuring import in_threads, shared, sizes_of
from mapapp.blocks.stretches import held_along

ROUNDING = 1e-10
"""A share below this is nothing but rounding."""


def accounts_of(units, shapes, parts, covered):
    """Return four arrays, a row for each shape: its size, what of it lies in no unit, the share of that, and the share
    that lies in a second unit, a third, and so on.

    `units`, `shapes`: in metres; `parts`: their `Parts`; `covered`: the union of the units as an array of polygons.
    """
    dimensions = shapely.get_dimensions(shapes)
    sizes, lines = sizes_of(shapes, dimensions), dimensions == 1
    outside, again = _of_covered(shapes, sizes, parts, covered)
    outside[lines], again[lines] = _of_lines(units, shapes, sizes, parts, lines)
    outside_share = _rounded(outside / sizes)
    return sizes, outside_share * sizes, outside_share, _rounded(again / sizes)


def _of_covered(shapes, sizes, parts, covered):
    """Return what of each point or area the union of the units leaves, and what units hold beyond what it covers."""
    shape, piece = shapely.STRtree(covered).query(shapes, predicate="intersects")
    held = np.minimum(np.bincount(shape, shared(shapes[shape], covered[piece]), len(shapes)), sizes)
    areas = shapely.get_dimensions(shapes) == 2
    cut = areas[shape] & (held < sizes)[shape]
    outside = sizes - held
    outside[areas] = np.where(held < sizes, _left(shapes, shape[cut], covered[piece[cut]]), 0)[areas]
    return outside, np.bincount(parts.site, parts.measure, len(shapes)) - held


def _left(shapes, owners, pieces):
    """Return the area that is left of each shape when the polygons beside its index in `owners` are taken away."""
    left, turn = shapes.copy(), _turns(owners)
    for number in range(turn.max(initial=-1) + 1):
        rows = np.flatnonzero(turn == number)
        left[owners[rows]] = in_threads(shapely.difference, owners[rows], left[owners[rows]], pieces[rows])
    return shapely.area(left)


def _turns(owners):
    """Return for each of sorted numbers how often it came before."""
    return np.arange(len(owners)) - np.searchsorted(owners, owners)


def _of_lines(units, shapes, sizes, parts, lines):
    """Return what of each line lies in no unit, and what in a second one, a third, and so on.

    A line may run along a border. The union of units has other corners than the units have, and may miss it there.
    """
    rows = np.flatnonzero(lines[parts.site] & (parts.measure > 0))
    line = (np.cumsum(lines) - 1)[parts.site[rows]]
    once, added = held_along(shapes[lines], line, units[parts.unit[rows]])
    return np.maximum(sizes[lines] - once, 0), added - once


def _rounded(shares):
    return np.where(np.abs(shares) < ROUNDING, 0.0, shares)
