"""How often a polygon crosses itself: repairing one takes time by the square of that."""

import numpy as np
import shapely

MOST = 50_000
"""Crossings that are repaired, in about a second. A slip of the hand makes a handful."""
SAMPLE, STEP = 200, 10


def too_many(shape):
    """Tell whether a polygon or multipolygon crosses itself more often than is repaired, by a sample of its edges."""
    edges = _edges(shape)
    tree, sample = shapely.STRtree(edges), edges[:: max(1, len(edges) // SAMPLE)]
    found = 0
    for start in range(0, len(sample), STEP):
        found += len(tree.query(sample[start : start + STEP], predicate="crosses")[0])
        # Each crossing is found from both of its edges.
        if found / 2 * len(edges) / len(sample) > MOST:
            return True
    return False


def _edges(shape):
    """Return the straight edges of all rings as an array of lines."""
    rings = shapely.get_rings(shapely.get_parts(shape))
    corners, ring = shapely.get_coordinates(rings, return_index=True)
    joined = ring[:-1] == ring[1:]
    return shapely.linestrings(np.stack([corners[:-1][joined], corners[1:][joined]], axis=1))
