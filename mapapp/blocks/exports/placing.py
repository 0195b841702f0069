"""The shapes of the chosen units in the coordinates that are wanted."""

import numpy as np
import shapely

WGS84 = "EPSG:4326"
DEGREES, METRES = 9, 4
"""Decimals of coordinates: a tenth of a millimetre each."""
LARGEST_DEGREES = 400


def placed(units, chosen, reference):
    """Return the shapes of the chosen units as an array, outer rings counter-clockwise, rounded to 0.1 mm.

    `units`: a GeoDataFrame in WGS-84. `reference`: has `from_wgs84`, which converts an array (n, 2), or is `None` for
    WGS-84. A shape that lies where the reference has no coordinates becomes `None`.
    """
    shapes = np.asarray(units.geometry.array, dtype=object)[list(chosen)]
    if reference is not None:
        shapes = shapely.transform(shapes, reference.from_wgs84)
    coordinates, of = shapely.get_coordinates(shapes, return_index=True)
    shapes[np.unique(of[~np.isfinite(coordinates).all(axis=1)])] = None
    return shapely.orient_polygons(shapely.transform(shapes, _rounded))


def _rounded(coordinates):
    in_degrees = np.abs(coordinates).max(initial=0) <= LARGEST_DEGREES
    return coordinates.round(DEGREES if in_degrees else METRES)
