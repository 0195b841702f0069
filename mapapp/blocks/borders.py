"""Border streets: the streets that run where two units meet, and so belong to both."""

from dataclasses import dataclass

import numpy as np
import shapely

from mapapp.blocks.ground import polygons_in
from mapapp.blocks.measuring import in_threads
from mapapp.blocks.parts import intricate, moved_borders

LONGER_THAN = 3
"""Times the accuracy. A street that crosses a border at a right angle is near both units for twice its accuracy."""
HALF = 0.5
SHORTEST_M = 0.001
"""What is shorter is nothing but rounding."""


@dataclass(frozen=True)
class Border:
    """A street along two units (indexes a < b), `length_m` metres of it within its accuracy of both.

    `drawn`, `low`, `high`: metres of the street in each of the two, as drawn, at least and at most.
    """

    site: int
    units: tuple
    length_m: float
    drawn: tuple
    low: tuple
    high: tuple


def borders_of(units, shapes, reach, parts):
    """Return every `Border`, sorted by site and units.

    `units`, `shapes`: in metres; `reach`: how many metres each shape may be off; `parts`: their `Parts`. A line is a
    border street of two units if one unbroken stretch of it within its reach of both is longer than three times the
    reach, or all such stretches are at least half of it. A stretch that lies surely in both, where the two overlap by
    more than twice the reach, is on no border. Units with more than 10,000 vertices are not looked at.
    """
    rows = np.flatnonzero(_long_enough(shapes, reach, parts) & ~intricate(units)[parts.unit])
    lines, off = shapes[parts.site[rows]], reach[parts.site[rows]]
    grown = moved_borders(units, parts.unit[rows], off)
    near = in_threads(shapely.intersection, parts.site[rows], lines, grown)
    a, b = _meeting(parts.site[rows], near)
    first, second = _by_their_shape(a, b, units[parts.unit[rows]])
    common = in_threads(shapely.intersection, parts.site[rows[a]], near[first], grown[second])
    common = _not_surely_in_both(common, units, parts, rows[a], rows[b], off[a])
    lengths = shapely.length(common)
    along = (_longest(common) > LONGER_THAN * off[a]) | (lengths >= HALF * shapely.length(lines[a]))
    along &= lengths > SHORTEST_M
    return [
        _border(parts, *pair)
        for pair in zip(rows[a][along].tolist(), rows[b][along].tolist(), lengths[along].tolist(), strict=True)
    ]


def _long_enough(shapes, reach, parts):
    """Return for each part whether it is of a line, and at most long enough for a border street."""
    least = np.minimum(LONGER_THAN * reach, HALF * shapely.length(shapes))[parts.site]
    return (shapely.get_dimensions(shapes)[parts.site] == 1) & (parts.high >= least)


def _meeting(site, near):
    """Return (a, b), rows of one site with a before b, of which the stretches near each unit have boxes that meet."""
    tree = shapely.STRtree(near)
    a, b = tree.query(near)
    ordered = (a < b) & (site[a] == site[b])
    return _sorted_pairs(a[ordered], b[ordered])


def _sorted_pairs(a, b):
    order = np.lexsort((b, a))
    return a[order], b[order]


def _by_their_shape(a, b, units):
    """Return each pair in an order that its units alone decide, wherever they stand in the file: cutting rounds."""
    keys = np.unique(np.column_stack([shapely.bounds(units), shapely.area(units)]), axis=0, return_inverse=True)[1]
    turned = keys.reshape(-1)[a] > keys.reshape(-1)[b]
    return np.where(turned, b, a), np.where(turned, a, b)


def _not_surely_in_both(stretches, units, parts, a, b, reach):
    """Return the stretches without what lies in both units shrunk by the reach."""
    sure = np.flatnonzero((parts.low[a] > 0) & (parts.low[b] > 0))
    both = shapely.intersection(*(moved_borders(units, parts.unit[row[sure]], -reach[sure]) for row in (a, b)))
    left = stretches.copy()
    left[sure] = shapely.difference(stretches[sure], polygons_in(both))
    return left


def _longest(stretches):
    """Return the length of the longest unbroken piece of every line."""
    pieces, line = shapely.get_parts(shapely.line_merge(stretches), return_index=True)
    longest = np.zeros(len(stretches))
    np.maximum.at(longest, line, shapely.length(pieces))
    return longest


def _border(parts, a, b, length):
    def both(values):
        return tuple(values[[a, b]].tolist())

    return Border(int(parts.site[a]), both(parts.unit), length, both(parts.measure), both(parts.low), both(parts.high))
