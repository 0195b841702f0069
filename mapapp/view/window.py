"""The window through which a drawing shows the map: turns degrees into its units, in Web Mercator as on screen."""

from dataclasses import dataclass, replace
from functools import cached_property
from math import asinh, atan, cos, degrees, log2, pi, radians, sinh, tan

from shapely.geometry import shape

from mapapp.view.paper import METRES_PER_DEGREE, path_of

TILE = 256
"""Units of the whole world at zoom 0, as tile servers count."""
EARTH_RADIUS_M = 6_378_137
MARGIN = 24
NEIGHBOURHOOD = 14.2
"""The zoom at which a neighbourhood is seen."""


@dataclass(frozen=True)
class Window:
    """`longitude`, `latitude`: of its middle, WGS-84. `zoom` as on screen; `width`, `height`: units, pixels there."""

    longitude: float
    latitude: float
    zoom: float
    width: int
    height: int

    @cached_property
    def world(self):
        """How many units the whole world is wide."""
        return TILE * 2**self.zoom

    @property
    def units_per_metre(self):
        """At its middle: Mercator stretches what lies farther north."""
        return self.world / (2 * pi * EARTH_RADIUS_M * cos(radians(self.latitude)))

    def point(self, position):
        """Return (x, y) in units from the upper left corner, of [longitude, latitude] in degrees."""
        x = (_across(position[0]) - _across(self.longitude)) * self.world + self.width / 2
        y = (_down(position[1]) - _down(self.latitude)) * self.world + self.height / 2
        return round(x, 1), round(y, 1)

    def path(self, geometry):
        """Return the path data of a line or polygon, single or multiple."""
        return path_of(geometry, self.point)


def around(bounds, width, height):
    """Return the `Window` of a size that just shows (west, south, east, north) in degrees, and a margin."""
    west, south, east, north = bounds
    wide, high = _across(east) - _across(west), _down(south) - _down(north)
    zoom = log2(min((width - 2 * MARGIN) / wide, (height - 2 * MARGIN) / high) / TILE)
    middle = degrees(atan(sinh(pi * (1 - _down(south) - _down(north)))))
    return Window((west + east) / 2, middle, zoom, width, height)


def surrounding(feature, width, height):
    """Return the `Window` of a size around a place and its error, not nearer than a neighbourhood."""
    west, south, east, north = shape(feature["geometry"]).bounds
    high = feature["properties"]["accuracy_m"] / METRES_PER_DEGREE
    wide = high / cos(radians((south + north) / 2))
    window = around((west - wide, south - high, east + wide, north + high), width, height)
    return replace(window, zoom=min(window.zoom, NEIGHBOURHOOD))


def _across(longitude):
    """Return how far east a longitude lies, in shares of the world (spherical Mercator, EPSG:3857)."""
    return longitude / 360 + 0.5


def _down(latitude):
    return 0.5 - asinh(tan(radians(latitude))) / (2 * pi)
