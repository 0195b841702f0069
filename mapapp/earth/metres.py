"""Metres on the ground: a projection that fits the place.

China's 3-degree Gauss-Krüger zones on CGCS2000 (EPSG:4534 to EPSG:4554, central meridians
75°E to 135°E, GB/T 17798) serve inside China; elsewhere the same projection is made around
the nearest multiple of three degrees. WGS-84 and CGCS2000 agree to about a metre.
"""

from pyproj import CRS, Geod

_FIRST_ZONE_EPSG, _FIRST_MERIDIAN, _LAST_MERIDIAN = 4534, 75, 135


def metric_crs(longitude):
    """Return the projected CRS, in metres, for places near `longitude` (degrees, WGS-84).

    >>> metric_crs(116.37).to_epsg()
    4548
    """
    meridian = 3 * round(longitude / 3)
    if _FIRST_MERIDIAN <= meridian <= _LAST_MERIDIAN:
        return CRS.from_epsg(_FIRST_ZONE_EPSG + (meridian - _FIRST_MERIDIAN) // 3)
    return CRS.from_proj4(f"+proj=tmerc +lon_0={meridian} +x_0=500000 +datum=WGS84 +units=m")


def metres_between(one, other):
    """Return the distance in metres between two positions (longitude, latitude; WGS-84), on the ellipsoid.

    >>> round(metres_between((116.3913, 39.9073), (116.3975, 39.9087)))
    552
    """
    return Geod(ellps="WGS84").inv(*one, *other)[2]
