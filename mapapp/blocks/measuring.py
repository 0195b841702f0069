"""How much of a shape lies in an area: the one measure of which an overlay is made."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import shapely

THREADS = 2
_PIECES = 8
_ENOUGH = 2_000
"""From so many pairs on a second thread is worth its start."""


def sizes_of(shapes, dimensions):
    """Return the size of every shape, as of a place of these dimensions: 1.0 for 0, metres for 1, m² for 2."""
    return np.select(
        [dimensions == 0, dimensions == 1],
        [np.where(shapely.is_empty(shapes), 0.0, 1.0), shapely.length(shapes)],
        shapely.area(shapes),
    )


def shared(shapes, areas):
    """Return how much of every shape lies in the area beside it (two equal arrays, metric): 1.0, metres or m².

    What a border runs through is cut by it. A shape wholly in its area, or an area wholly in its shape, needs no cut.
    A line or a point on the border lies in the area.
    """
    dimensions, found = shapely.get_dimensions(shapes), np.full(len(shapes), np.nan)
    shape_boxes, area_boxes = shapely.bounds(shapes), shapely.bounds(areas)
    held = _covered(areas, area_boxes, shapes, shape_boxes)
    found[held] = sizes_of(shapes[held], dimensions[held])
    holding = _covered(shapes, shape_boxes, areas, area_boxes)
    found[holding] = shapely.area(areas[holding])
    cut = np.isnan(found)
    found[cut] = sizes_of(shapely.intersection(shapes[cut], areas[cut]), dimensions[cut])
    return found


def in_threads(function, owners, *arrays):
    """Return `function(*arrays)`, an array in the same order, computed in two threads where there is enough to do.

    `owners`: sorted numbers, one a row. Rows of one owner stay together: a prepared shape serves one thread only.
    """
    if len(owners) < _ENOUGH:
        return function(*arrays)
    cuts = np.searchsorted(owners, owners[len(owners) * np.arange(1, _PIECES) // _PIECES])
    with ThreadPoolExecutor(THREADS) as pool:
        return np.concatenate(list(pool.map(function, *(np.split(array, cuts) for array in arrays))))


def _covered(outer, outer_boxes, inner, inner_boxes):
    """Return for each pair whether the outer shape covers the inner one; their boxes say for most that it cannot."""
    covered = np.all(outer_boxes[:, :2] <= inner_boxes[:, :2], axis=1)
    covered &= np.all(outer_boxes[:, 2:] >= inner_boxes[:, 2:], axis=1)
    covered[covered] = shapely.covers(outer[covered], inner[covered])
    return covered
