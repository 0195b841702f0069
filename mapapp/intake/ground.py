"""The district in metres, and what lies in it."""

from math import ceil, floor

import geopandas
import shapely

from mapapp.earth.metres import metric_crs
from mapapp.places.ground import metres_outside

DEGREES = "EPSG:4326"
MARGIN_M = 1_500
"""How far around the district things of others are still looked at."""


class Ground:
    """The ground of a district. `district`: the place whose outline is the district's."""

    def __init__(self, district):
        self._district = district
        self._crs = metric_crs(district.geometry.centroid.x)
        (self._outline,) = self.metres([district.geometry])
        self._frame = shapely.box(*self._outline.buffer(MARGIN_M).bounds)

    @property
    def limit_m(self):
        """How far off the outline may be."""
        return self._district.accuracy_m

    @property
    def box(self):
        """West, south, east, north in degrees, of the district and 1.5 km around it, outward to 0.001 degrees."""
        west, south, east, north = self.degrees([self._frame])[0].bounds
        return floor(west * 1e3) / 1e3, floor(south * 1e3) / 1e3, ceil(east * 1e3) / 1e3, ceil(north * 1e3) / 1e3

    def metres(self, geometries):
        """Return geometries in degrees, or `None`, in metres."""
        return list(geopandas.GeoSeries(geometries, crs=DEGREES).to_crs(self._crs))

    def degrees(self, geometries):
        """Return geometries in metres in degrees."""
        return list(geopandas.GeoSeries(geometries, crs=self._crs).to_crs(DEGREES))

    def near(self, geometry):
        """Return whether a shape in metres touches the district or its surroundings."""
        return self._frame.intersects(geometry)

    def within(self, geometry):
        """Return whether a shape in metres touches the district, given how far off its outline may be."""
        return self._outline.distance(geometry) <= self.limit_m

    def beyond(self, geometry):
        """Return whether a shape in degrees reaches farther out of the district than its outline may be off."""
        return metres_outside([geometry], self._district.geometry)[0] > self.limit_m
