"""What coordinates can be by their numbers alone, when they are known to lie near a place."""

import numpy as np

from mapapp.earth.crs import reference
from mapapp.earth.datums import BD09, GCJ02
from mapapp.earth.zones import ZONES

DEGREES = ("EPSG:4490", "EPSG:4326", GCJ02, BD09, "EPSG:4610", "EPSG:4214", "EPSG:4555")
ELSEWHERE = ("EPSG:32649", "EPSG:32650", "EPSG:3857")
DEGREE_M = 111_320
NEAR_M = 60_000
FURTHEST_DEGREES = 6
"""How far from its central meridian a zone may be stretched by mistake."""


def fitting(x, y, longitude, latitude):
    """Return every `Reference` in which the point (x, y) may lie near a place given in WGS-84 degrees.

    CGCS2000 comes first. Of two zones that are the same projection only that of 3 degrees is named. A rough
    estimate, good to 60 km, picks those that are worth a conversion.
    """
    if abs(x) <= 180 and abs(y) <= 90:
        return [reference(code) for code in DEGREES]
    codes = [f"EPSG:{zone.code}" for zone in _zones_near(x, y, longitude, latitude)]
    here = np.array([[longitude, latitude]])
    others = [one for one in map(reference, ELSEWHERE) if np.hypot(*(one.from_wgs84(here)[0] - (x, y))) < NEAR_M]
    return [*map(reference, codes), *others]


def _zones_near(x, y, longitude, latitude):
    parallel_m = DEGREE_M * np.cos(np.radians(latitude))
    seen = set()
    for zone in ZONES.values():
        easting = zone.false_easting + (longitude - zone.meridian) * parallel_m
        same = (zone.datum.name, zone.meridian, zone.false_easting)
        near = abs(x - easting) < NEAR_M and abs(y - latitude * DEGREE_M) < NEAR_M
        if near and abs(longitude - zone.meridian) <= FURTHEST_DEGREES and same not in seen:
            seen.add(same)
            yield zone
