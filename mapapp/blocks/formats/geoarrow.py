"""Shapes from the native encodings of GeoParquet: nested lists of coordinates."""

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
    present = column.drop_null().combine_chunks()
    try:
        kind, depth = KINDS[encoding]
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
    return _pairs(array).astype(float), tuple(offsets)


def _pairs(array):
    """Return coordinates as an array (n, 2), whether x and y are kept apart or one after the other."""
    if pa.types.is_fixed_size_list(array.type):
        return array.flatten().to_numpy(zero_copy_only=False).reshape(-1, array.type.list_size)[:, :2]
    return np.column_stack([array.field(one).to_numpy(zero_copy_only=False) for one in "xy"])
