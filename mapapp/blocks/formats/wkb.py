"""Shapes from well-known binary, however it is wrapped."""

import numpy as np
import shapely

from mapapp.errors import GeometryCorrupt, TooManyVertices

BROKEN = (shapely.errors.ShapelyError, NotImplementedError, TypeError, ValueError)
"""What shapely raises for WKB that is broken, or that has curves."""

NOWHERE = shapely.Point(np.nan, np.nan)
"""A point whose coordinates are no numbers, which GEOS reads as an empty one."""


def shapes(blobs, name, limits):
    """Return an array of 2-D shapes of WKB, a list of bytes or `None`; `None` where there is none or an empty one.

    Coordinates that are no numbers stay. Raises GeometryCorrupt and TooManyVertices.
    """
    try:
        geometry = shapely.from_wkb(np.array([*blobs, None], dtype=object)[:-1])
    except BROKEN:
        raise corrupt(name, _first_broken(blobs)) from None
    if shapely.get_num_coordinates(geometry).sum() > limits.vertices:
        raise TooManyVertices(file=name, limit=limits.vertices)
    geometry = shapely.force_2d(geometry)
    empty, points = shapely.is_empty(geometry), shapely.get_type_id(geometry) == shapely.GeometryType.POINT
    geometry[empty] = None
    geometry[empty & points] = NOWHERE
    return geometry


def corrupt(name, row):
    """Return the refusal of a geometry that cannot be read, `row` counted from 1."""
    return GeometryCorrupt(
        file=name, where_en=f"row {row}", where_zh=f"第 {row} 行", where_zh_hant=f"第 {row} 列", features=[int(row)]
    )


def _first_broken(blobs):
    for row, blob in enumerate(blobs, start=1):
        try:
            shapely.from_wkb(blob)
        except BROKEN:
            return row
    return len(blobs)
