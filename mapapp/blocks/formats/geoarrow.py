"""Shapes from the native encodings of GeoParquet: nested lists of the coordinates x and y."""

import numpy as np
import pyarrow as pa
import shapely

from mapapp.blocks.formats import wkb
from mapapp.errors import ParquetCorrupt, TooManyVertices

KINDS = {
    "point": (shapely.GeometryType.POINT, 0),
    "linestring": (shapely.GeometryType.LINESTRING, 1),
    "multipoint": (shapely.GeometryType.MULTIPOINT, 1),
    "polygon": (shapely.GeometryType.POLYGON, 2),
    "multilinestring": (shapely.GeometryType.MULTILINESTRING, 2),
    "multipolygon": (shapely.GeometryType.MULTIPOLYGON, 3),
}
"""The type of shape, and how many lists stand around its coordinates, by the name of the encoding."""
ERRORS = (shapely.errors.ShapelyError, pa.ArrowException, AttributeError, TypeError, ValueError, IndexError, KeyError)


def shapes(column, encoding, name, limits):
    """Return an array of 2-D shapes of a chunked array, `None` where there is none or an empty one.

    Raises ParquetCorrupt, GeometryCorrupt and TooManyVertices.
    """
    kind, depth = KINDS[encoding]
    present = column.drop_null().combine_chunks()
    try:
        xy, offsets = _flat(present, depth)
    except ERRORS:
        raise ParquetCorrupt(file=name) from None
    if len(xy) > limits.vertices:
        raise TooManyVertices(file=name, limit=limits.vertices)
    geometry = np.full(len(column), None, dtype=object)
    try:
        geometry[~column.is_null().to_numpy()] = shapely.from_ragged_array(kind, xy, offsets or None)
    except ERRORS:
        raise wkb.corrupt(name, 1) from None
    geometry[shapely.is_empty(geometry)] = None
    return geometry


def _flat(array, depth):
    """Return the coordinates (n, 2) and the offsets of each level of lists, the innermost first."""
    if isinstance(array, pa.ChunkedArray):
        array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], array.type)
    offsets = []
    for _ in range(depth):
        first = array.offsets[0].as_py()
        offsets.insert(0, array.offsets.to_numpy() - first)
        array = array.flatten()
    xy = np.column_stack(
        [array.field("x").to_numpy(zero_copy_only=False), array.field("y").to_numpy(zero_copy_only=False)]
    )
    return xy.astype(float), tuple(offsets)
