"""The geometry objects of GeoJSON as shapes: 2-D, rings closed, empty ones `None`."""

from itertools import chain

import numpy as np
import shapely

from mapapp.blocks.formats.strict_json import Real

DEPTHS = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
"""How many lists stand around the positions of each kind."""
COLLECTION = "GeometryCollection"
NUMBERS = {int, float, Real}
ERRORS = (TypeError, ValueError, KeyError, AttributeError, OverflowError, shapely.errors.ShapelyError)
"""What `shape` raises for a geometry that is malformed."""


def is_kind(kind):
    """Tell whether this is the name of a geometry type of GeoJSON."""
    return isinstance(kind, str) and (kind in DEPTHS or kind == COLLECTION)


def count(geometry):
    """Return how many positions a geometry object has; what is malformed counts nothing."""
    if not isinstance(geometry, dict):
        return 0
    if geometry.get("type") == COLLECTION:
        parts = geometry.get("geometries")
        return sum(map(count, parts)) if isinstance(parts, list) else 0
    kind = geometry.get("type")
    return _count(geometry.get("coordinates"), DEPTHS[kind]) if is_kind(kind) else 0


def _count(coordinates, depth):
    if depth == 0 or not isinstance(coordinates, list):
        return 1
    return len(coordinates) if depth == 1 else sum(_count(part, depth - 1) for part in coordinates)


def shape(geometry):
    """Return the shape of a geometry object, `None` for null and for an empty one. Raises one of `ERRORS`.

    >>> shape({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0, 1]]]}).wkt
    'POLYGON ((0 0, 1 0, 0 1, 0 0))'
    """
    if geometry is None:
        return None
    if geometry["type"] == COLLECTION:
        parts = list(filter(None, map(shape, _list(geometry["geometries"]))))
        return shapely.GeometryCollection(parts) if parts else None
    return MAKERS[geometry["type"]](_list(geometry["coordinates"]))


def of_shapes(geometry):
    """Return the positions of an array of shapes, as an array (n, 2)."""
    return shapely.get_coordinates(geometry)


def _point(position):
    return shapely.points(_array([position]))[0] if position else None


def _line(line):
    return shapely.linestrings(_at_least(2, _array(line))) if line else None


def _polygon(rings):
    made = [_ring(ring) for ring in _list(rings) if ring]
    return shapely.polygons(made[0], made[1:] or None) if made else None


def _ring(ring):
    """Return a closed ring; one of fewer than three positions is made a flat one, for others to notice."""
    xy = _array(ring)
    if (xy[0] != xy[-1]).any():
        xy = np.vstack([xy, xy[:1]])
    return shapely.linearrings(_at_least(4, xy))


def _at_least(count, xy):
    return np.vstack([xy, np.repeat(xy[-1:], max(count - len(xy), 0), axis=0)])


def _several(make_one, collect):
    def make(items):
        parts = [part for part in map(make_one, _list(items)) if part is not None]
        return collect(parts) if parts else None

    return make


def _array(points):
    """Return positions, lists of two numbers or more, as an array (n, 2) of their first two."""
    pairs = [_list(point)[:2] for point in _list(points)]
    flat = list(chain.from_iterable(pairs))
    if len(flat) != 2 * len(pairs) or not set(map(type, flat)) <= NUMBERS:
        raise ValueError("a position is two numbers or more")
    return np.array(flat, dtype=float).reshape(-1, 2)


def _list(value):
    if not isinstance(value, list):
        raise TypeError("coordinates are lists")
    return value


MAKERS = {
    "Point": _point,
    "LineString": _line,
    "Polygon": _polygon,
    "MultiPoint": _several(_point, shapely.multipoints),
    "MultiLineString": _several(_line, shapely.multilinestrings),
    "MultiPolygon": _several(_polygon, shapely.multipolygons),
}
"""What makes a shape of the coordinates of each kind."""
