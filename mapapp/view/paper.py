"""The paper of a small drawing: turns degrees into the numbers of an SVG."""

from math import cos, radians

WIDTH = 360
MARGIN = 14
METRES_PER_DEGREE = 111_320


class Paper:
    """Turns degrees into units of the drawing, south down, equal scale both ways."""

    def __init__(self, bounds):
        west, south, east, north = bounds
        narrow = cos(radians((south + north) / 2))
        self._west, self._north, self._narrow = west, north, narrow
        self._scale = (WIDTH - 2 * MARGIN) / ((east - west) * narrow)
        self.width = WIDTH
        self.height = round((north - south) * self._scale) + 2 * MARGIN
        self.units_per_metre = self._scale / METRES_PER_DEGREE

    def point(self, degrees):
        x = MARGIN + (degrees[0] - self._west) * self._narrow * self._scale
        y = MARGIN + (self._north - degrees[1]) * self._scale
        return round(x, 1), round(y, 1)

    def path(self, geometry):
        """Return the path data of a line or polygon, single or multiple."""
        return path_of(geometry, self.point)


def path_of(geometry, point):
    """Return the path data of a GeoJSON line or polygon, single or multiple; `point` turns degrees into (x, y)."""
    closing = "Z" if geometry["type"].endswith("Polygon") else ""
    return "".join(_stroke(line, point) + closing for line in _lines(geometry["coordinates"]))


def _stroke(line, point):
    return "M" + "L".join("{:g} {:g}".format(*point(degrees)) for degrees in line)


def _lines(coordinates):
    """Yield every list of positions in a nested list of coordinates."""
    if isinstance(coordinates[0][0], (int, float)):
        yield coordinates
    else:
        for inner in coordinates:
            yield from _lines(inner)
