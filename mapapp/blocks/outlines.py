"""Units that were drawn as closed lines: what each line encloses."""

import numpy as np
import shapely

from mapapp.blocks.formats import rings

KINDS = (1, 2, 5)
"""Shapely's numbers of lines, rings and several lines."""


def count_open(geometry):
    """Return how many lines of an array do not end where they begin, or have too few points to enclose anything."""
    parts, owner = shapely.get_parts(geometry, return_index=True)
    closed = shapely.is_closed(parts) & (shapely.get_num_coordinates(parts) >= rings.LEAST_POINTS)
    return len(np.unique(owner[~closed]))


def enclosed(geometry):
    """Return an array of the polygons that closed lines enclose; a line within another of its row is a hole."""
    parts, owner = shapely.get_parts(geometry, return_index=True)
    xy, index = shapely.get_coordinates(parts, return_index=True)
    polygons = shapely.polygons(shapely.linearrings(xy, indices=index))
    return np.array([rings.nested(one) for one in np.split(polygons, np.flatnonzero(np.diff(owner)) + 1)], dtype=object)
