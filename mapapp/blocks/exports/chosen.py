"""The shapes of the units that were chosen."""

import numpy as np
import shapely


def shapes_of(units, chosen):
    """Return the shapes of the chosen units, by index in a GeoDataFrame, as an array."""
    return np.asarray(units.geometry.array, dtype=object)[list(chosen)]


def multiple(shape):
    """Return a polygon as one of several, as every unit is written; any other shape, or `None`, as it is."""
    return shapely.MultiPolygon([shape]) if isinstance(shape, shapely.Polygon) else shape
