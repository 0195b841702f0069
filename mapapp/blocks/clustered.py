"""The overlay of many units on a cluster of dask, on this machine or others: the same measures, made in pieces.

Sites that lie together are measured with the units near them, and units that lie together are compared with those that
meet them. What no piece can see, the gaps that units enclose, is found in what each piece covers. The pieces are frames
of dask-geopandas; what is measured, and how, is that of the overlay on one machine.
"""

import dask
import dask.dataframe
import dask_geopandas
import geopandas
import numpy as np
import shapely

from mapapp.blocks.accounts import accounts_of
from mapapp.blocks.borders import Border, borders_of
from mapapp.blocks.coverage import gaps_of, overlaps_of, uneven, united
from mapapp.blocks.ground import ground_of
from mapapp.blocks.overlay import Overlay, each_once
from mapapp.blocks.parts import Parts, parts_of

SITES, UNITS = 1_000, 20_000
"""At most so many sites, or units, make one piece, however many workers there are."""


def overlay(units, sites):
    """Return the `Overlay` of an array of valid WGS-84 polygons and a list of one or more `Site`.

    Works on the current `distributed.Client`, without one in this process.
    """
    drawn = np.array([site.geometry for site in sites], dtype=object)
    reach = np.array([site.accuracy_m for site in sites], dtype=float)
    ground = ground_of(drawn)
    laid, shapes = ground.cut(units), each_once(ground.in_metres(drawn))
    tree = shapely.STRtree(laid)
    measured, compared = dask.compute(_by_sites(laid, tree, shapes, reach), _by_units(laid, tree))
    covered = shapely.union_all([piece["covered"] for piece in compared])
    return Overlay(
        ground.crs.to_string(),
        _joined_parts(measured),
        np.where(ground.holds(units), shapely.area(laid), np.nan),
        *_joined_accounts(measured),
        sorted((border for piece in measured for border in piece["borders"]), key=lambda one: (one.site, one.units)),
        sorted(overlap for piece in compared for overlap in piece["overlaps"]),
        gaps_of(covered, tree, ground),
    )


def _by_sites(laid, tree, shapes, reach):
    """Return what is to be measured of each piece of sites with the units within their reach."""
    owned, near = [], []
    west, south, east, north = shapely.bounds(shapes).T
    boxes = shapely.box(west - reach, south - reach, east + reach, north + reach)
    for rows in _together(shapes, SITES):
        owned.append(_frame(shapes, rows, reach=reach[rows]))
        near.append(_frame(laid, np.unique(tree.query(boxes[rows])[1])))
    return _each(_measured, owned, near)


def _by_units(laid, tree):
    """Return what is to be compared of each piece of units with all that may meet them."""
    owned, near = [], []
    for rows in _together(laid, UNITS):
        around = np.unique(np.append(rows, tree.query(laid[rows])[1]))
        owned.append(_frame(laid, rows))
        near.append(_frame(laid, around))
    return _each(_compared, owned, near)


def _together(shapes, most):
    """Return arrays of indexes, sorted, of at most so many shapes that lie near each other (along a Hilbert curve)."""
    there = ~shapely.is_empty(shapes)
    along = np.zeros(len(shapes), dtype=np.int64)
    along[there] = geopandas.GeoSeries(shapes[there]).hilbert_distance()
    order = np.argsort(along, kind="stable")
    return [np.sort(rows) for rows in np.array_split(order, -(-len(order) // most))]


def _frame(shapes, rows, **columns):
    return geopandas.GeoDataFrame(columns, index=rows, geometry=shapes[rows])


def _each(function, owned, near):
    """Return `function` of each frame of `owned` and the frame of `near` beside it, to be computed."""
    pairs = zip(_partitioned(owned).to_delayed(), _partitioned(near).to_delayed(), strict=True)
    return [dask.delayed(function)(*pair) for pair in pairs]


def _partitioned(frames):
    """Return frames as the partitions of one dask-geopandas frame."""
    return dask.dataframe.from_map(_itself, frames, meta=dask_geopandas.from_geopandas(frames[0], npartitions=1)._meta)


def _itself(frame):
    return frame


def _measured(sites, units):
    """Return `parts`, `accounts` and `borders` of sites, a row each, and units, numbered as the frames number them."""
    shapes, laid = (np.array(frame.geometry, dtype=object) for frame in (sites, units))
    shapely.prepare(shapes)
    reach, number, name = sites["reach"].to_numpy(), sites.index.to_numpy(), units.index.to_numpy()
    parts = parts_of(laid, shapely.STRtree(laid), shapes, reach)
    covered = shapely.get_parts(united(laid, uneven(laid)))
    told = [name[parts.unit], number[parts.site], parts.measure, parts.share, parts.low, parts.high]
    return {
        "sites": number,
        "parts": told,
        "accounts": accounts_of(laid, shapes, parts, covered),
        "borders": [_numbered(border, number, name) for border in borders_of(laid, shapes, reach, parts)],
    }


def _numbered(border, number, name):
    facts = vars(border) | {"site": int(number[border.site]), "units": tuple(name[list(border.units)].tolist())}
    return Border(**facts)


def _compared(owned, units):
    """Return what `owned` units cover, and where they overlap `units`; each pair is told by the piece of its first."""
    laid, name = np.array(units.geometry, dtype=object), units.index.to_numpy()
    odd, ours = uneven(laid), np.isin(name, owned.index.to_numpy())
    pairs = overlaps_of(laid, shapely.STRtree(laid), odd)
    return {
        "covered": united(laid[ours], odd[ours]),
        "overlaps": [(int(name[a]), int(name[b]), area) for a, b, area in pairs if ours[a]],
    }


def _joined_parts(measured):
    columns = [np.concatenate(column) for column in zip(*(piece["parts"] for piece in measured), strict=True)]
    order = np.lexsort((columns[0], columns[1]))
    return Parts(*(column[order] for column in columns))


def _joined_accounts(measured):
    """Return the accounts of all sites, in their order."""
    order = np.argsort(np.concatenate([piece["sites"] for piece in measured]))
    columns = zip(*(piece["accounts"] for piece in measured), strict=True)
    return [np.concatenate(column)[order] for column in columns]
