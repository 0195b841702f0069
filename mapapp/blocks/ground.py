"""The ground under the sites: shapes in degrees laid out in metres, and cut to where a projection holds."""

from dataclasses import dataclass

import numpy as np
import shapely
from pyproj import CRS, Proj

from mapapp.earth.metres import metric_crs

MARGIN_M = 60_000
"""How far around the sites the ground reaches. What lies farther off has no part in any of them."""
_METRES_A_DEGREE = 111_195
_LONGEST_EDGE_DEGREES = 0.005
_POLYGON, _MULTIPOLYGON = 3, 6


@dataclass(frozen=True)
class Ground:
    """A projected CRS in metres and the `box` where it is used (west, south, east, north, WGS-84 degrees).

    Metres are counted from `origin`, whole metres of the CRS in the box: small numbers leave room for small fractions.
    """

    crs: CRS
    box: tuple
    origin: tuple

    def in_metres(self, shapes):
        """Return an array of WGS-84 shapes in metres. What the projection has folded is made valid again."""
        project, (easting, northing) = Proj(self.crs), self.origin

        def metres(longitudes, latitudes):
            eastings, northings = project(longitudes, latitudes)
            return eastings - easting, northings - northing

        laid = shapely.transform(shapes, metres, interleaved=False)
        folded = ~shapely.is_valid(laid)
        laid[folded] = shapely.make_valid(laid[folded], method="structure", keep_collapsed=False)
        return laid

    def in_degrees(self, points):
        """Return the (longitude, latitude) of every point of an array in metres, as plain pairs."""
        at = shapely.get_coordinates(points) + self.origin
        longitudes, latitudes = Proj(self.crs)(*at.T, inverse=True)
        return list(zip(longitudes.tolist(), latitudes.tolist(), strict=True))

    def holds(self, shapes):
        """Return for each WGS-84 shape whether it lies wholly in the box."""
        west, south, east, north = shapely.bounds(shapes).T
        return (west >= self.box[0]) & (south >= self.box[1]) & (east <= self.box[2]) & (north <= self.box[3])

    def cut(self, units):
        """Return the part of every WGS-84 polygon that lies in the box, in metres: maybe empty, polygons or not.

        What reaches beyond the box may have edges of any length: they are kept straight in degrees.
        """
        pieces, beyond = np.array(units), ~self.holds(units)
        within = shapely.intersection(pieces[beyond], shapely.box(*self.box))
        pieces[beyond] = shapely.segmentize(polygons_in(within), _LONGEST_EDGE_DEGREES)
        return self.in_metres(pieces)


def ground_of(shapes):
    """Return the `Ground` that fits an array of WGS-84 shapes, `MARGIN_M` around them all."""
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    up = MARGIN_M / _METRES_A_DEGREE
    aside = up / np.cos(np.radians(max(abs(south), abs(north))))
    crs = metric_crs((west + east) / 2)
    origin = tuple(map(round, Proj(crs)((west + east) / 2, (south + north) / 2)))
    return Ground(crs, (west - aside, south - up, east + aside, north + up), origin)


def polygons_in(shapes):
    """Return shapes without the lines and points that a cut leaves where two polygons only touch."""
    mixed = ~np.isin(shapely.get_type_id(shapes), (_POLYGON, _MULTIPOLYGON))
    return np.where(mixed, shapely.buffer(shapes, 0), shapes)
