"""The hatching of an area: parallel strokes, written out, so that whoever draws them needs no pattern."""

from math import ceil, floor, sqrt

from shapely.geometry import MultiLineString

APART = 7
"""Units from stroke to stroke."""


def hatching(area):
    """Return the strokes, rising to the right, of an area in units of a drawing: a `MultiLineString`.

    They lie where those of every other area lie, so that neighbours look alike.
    """
    left, top, right, bottom = area.bounds
    step = APART * sqrt(2)
    sums = (order * step for order in range(ceil((left + top) / step), floor((right + bottom) / step) + 1))
    whole = MultiLineString([[(left, total - left), (right, total - right)] for total in sums])
    return whole.intersection(area)
