"""A frame of units that is in memory already, as if a file had held it."""

import numpy as np
import shapely

from mapapp.blocks.blocks import Found

FORMAT = "GeoDataFrame"


def found_in(units):
    """Return what a `GeoDataFrame` of units holds, as `Found`: every value as text, shapes without heights."""
    columns = {str(name): _texts(units[name]) for name in units.columns if name != units.geometry.name}
    shapes = np.array(units.geometry.to_numpy(), dtype=object)
    return Found(FORMAT, columns, shapely.force_2d(shapes), units.crs)


def _texts(column):
    """Return the values of a column as text, `None` where there is none."""
    return [None if missing else str(value) for value, missing in zip(column, column.isna(), strict=True)]
