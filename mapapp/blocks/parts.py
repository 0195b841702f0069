"""Which unit holds how much of which site: as drawn, at least and at most."""

from dataclasses import dataclass

import numpy as np
import shapely

from mapapp.blocks.measuring import in_threads, shared, sizes_of

QUARTER = 16
"""Straight pieces that stand for a quarter of a circle where a unit is grown or shrunk (0.1 % of the radius short)."""

MOST_VERTICES = 10_000
"""Of a unit that is grown or shrunk as it is. A block has some hundred."""


@dataclass(frozen=True)
class Parts:
    """Equal arrays, a row for each unit and site that meet, or may meet; sorted by site, then by unit.

    `unit`, `site`: indexes. `measure`, `low`, `high`: of the site in the unit, as drawn, at least and at most, in
    metres for a line, m² for an area, 1.0 or 0.0 for a point. `share`: of the whole site, as drawn.
    """

    unit: np.ndarray
    site: np.ndarray
    measure: np.ndarray
    share: np.ndarray
    low: np.ndarray
    high: np.ndarray


def parts_of(units, tree, shapes, reach):
    """Return the `Parts` of units and shapes of which each may lie anywhere within its `reach` (metres).

    Low is what lies in the unit shrunk by the reach, high what lies in the unit grown by it: 0 <= low <= measure <=
    high <= size. A row with a share of 0 and a high above it says that the site may be in the unit. Of a unit with
    more than 10,000 vertices low is 0, and high is what lies in its box, grown.
    """
    site, unit = _within_reach(units, tree, shapes, reach)
    place, size, reach = shapes[site], sizes_of(shapes, shapely.get_dimensions(shapes))[site], reach[site]
    measure = np.minimum(in_threads(shared, site, place, units[unit]), size)
    low, high = measure.copy(), measure.copy()
    doubtful, short = (reach > 0) & (measure > 0), (reach > 0) & (measure < size)
    low[doubtful] = _moved(-reach[doubtful], units, unit[doubtful], place[doubtful], site[doubtful])
    high[short] = _moved(reach[short], units, unit[short], place[short], site[short])
    low, high = np.minimum(low, measure), np.clip(high, measure, size)
    met = high > 0
    return Parts(unit[met], site[met], measure[met], (measure / size)[met], low[met], high[met])


def moved_borders(units, unit, reach):
    """Return the units of these indexes grown by `reach` metres (shrunk, if below 0), each pair of the two once."""
    lengths, length = np.unique(reach, return_inverse=True)
    keys, place = np.unique(unit * len(lengths) + length, return_inverse=True)
    unit, length = np.divmod(keys, len(lengths))
    return in_threads(_buffered, unit, units[unit], lengths[length])[place]


def _moved(reach, units, unit, place, site):
    return in_threads(shared, site, place, moved_borders(units, unit, reach))


def _buffered(units, reach):
    """Return units grown or shrunk. For an intricate one its grown box stands, or nothing: too much, or too little."""
    moved, plain = shapely.buffer(shapely.box(*shapely.bounds(units).T), reach), ~intricate(units)
    moved[reach < 0] = shapely.Polygon()
    moved[plain] = shapely.buffer(units[plain], reach[plain], quad_segs=QUARTER)
    return moved


def intricate(units):
    """Return for each unit whether it has so many vertices that growing it takes too long."""
    return shapely.get_num_coordinates(units) > MOST_VERTICES


def _within_reach(units, tree, shapes, reach):
    """Return (site, unit) of all that lie within the reach of each other, sorted."""
    west, south, east, north = shapely.bounds(shapes).T
    site, unit = tree.query(shapely.box(west - reach, south - reach, east + reach, north + reach))
    order = np.lexsort((unit, site))
    site, unit = site[order], unit[order]
    close = in_threads(shapely.dwithin, site, shapes[site], units[unit], reach[site])
    return site[close], unit[close]
