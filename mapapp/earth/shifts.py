"""The shift from its datum to WGS-84 that a definition carries: numbers in formulas, never a grid in a file."""

METHODS = {
    "Geocentric translations (geog2D domain)",
    "Position Vector transformation (geog2D domain)",
    "Coordinate Frame rotation (geog2D domain)",
}
"""Of EPSG (9603, 9606, 9607): what TOWGS84 in WKT and PROJ strings stands for."""
WGS84 = 4326


def shift_of(crs):
    """Return the numbers of the shift to WGS-84 that a bound `pyproj.CRS` carries, in the order of its method.

    Zeros alone are no shift: `()`. `None` for any other way to WGS-84, such as a grid, and for another goal.
    """
    operation = crs.coordinate_operation
    if operation.method_name not in METHODS or crs.target_crs.to_2d().to_epsg() != WGS84:
        return None
    numbers = tuple(parameter.value for parameter in operation.params)
    return numbers if any(numbers) else ()
