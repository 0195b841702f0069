"""The account of every site: how much of it lies in no unit, and how much in more than one."""

import numpy as np
import shapely

from mapapp.blocks.measuring import in_threads, shared, sizes_of

ROUNDING = 1e-10
"""A share below this is nothing but rounding: coordinates in metres are kept to about a nanometre."""


def accounts_of(units, shapes, parts, covered):
    """Return four arrays, a row for each shape: its size, what of it lies in no unit, the share of that, and the share
    that lies in a second unit, a third, and so on.

    `units`, `shapes`: in metres; `parts`: their `Parts`; `covered`: the union of the units as an array of polygons.
    """
    dimensions = shapely.get_dimensions(shapes)
    sizes = sizes_of(shapes, dimensions)
    outside = np.where(
        dimensions == 1, _left_of_lines(units, shapes, parts), sizes - _in_pieces(shapes, covered, sizes)
    )
    outside_share = _rounded(outside / sizes)
    twice_share = _rounded(np.bincount(parts.site, parts.share, len(shapes)) + outside_share - 1)
    return sizes, outside_share * sizes, outside_share, twice_share


def _in_pieces(shapes, pieces, sizes):
    """Return how much of each shape lies in polygons that do not overlap."""
    shape, piece = shapely.STRtree(pieces).query(shapes, predicate="intersects")
    return np.minimum(np.bincount(shape, shared(shapes[shape], pieces[piece]), len(shapes)), sizes)


def _left_of_lines(units, shapes, parts):
    """Return what is left of each line when one unit after the other is taken away; 0 for what is no line.

    A line may run along a border. The union of units has other corners than the units have, and may miss it there.
    """
    left, turn = shapes.copy(), _turns(parts.site)
    lines = (shapely.get_dimensions(shapes)[parts.site] == 1) & (parts.measure > 0)
    for number in range(turn.max(initial=-1) + 1):
        rows = np.flatnonzero(lines & (turn == number))
        site = parts.site[rows]
        left[site] = in_threads(shapely.difference, site, left[site], units[parts.unit[rows]])
    return np.where(shapely.get_dimensions(shapes) == 1, shapely.length(left), 0.0)


def _turns(owners):
    """Return for each of sorted numbers how often it came before."""
    return np.arange(len(owners)) - np.searchsorted(owners, owners)


def _rounded(shares):
    return np.where(np.abs(shares) < ROUNDING, 0.0, shares)
