"""Shapes in the coordinates that are wanted."""

import numpy as np
import shapely

from mapapp.earth.crs import OutOfRange

WGS84 = "EPSG:4326"
DEGREES, METRES = 9, 4
"""Decimals of coordinates: a tenth of a millimetre each."""


def placed(shapes, reference):
    """Return shapes in WGS-84 as an array, outer rings counter-clockwise, rounded to 0.1 mm; `None` stays `None`.

    `reference`: a `Reference`, or `None` for WGS-84. A shape that lies where the reference has no coordinates becomes
    `None`.
    """
    given = np.asarray(shapes, dtype=object)
    decimals = DEGREES if reference is None or reference.in_degrees else METRES
    converted = given if reference is None else _converted(given, reference)
    return shapely.orient_polygons(shapely.transform(converted, lambda coordinates: coordinates.round(decimals)))


def _converted(shapes, reference):
    try:
        return shapely.transform(shapes, reference.from_wgs84)
    except OutOfRange:
        return np.array([_one(shape, reference) for shape in shapes], dtype=object)


def _one(shape, reference):
    try:
        return shapely.transform(shape, reference.from_wgs84)
    except OutOfRange:
        return None
