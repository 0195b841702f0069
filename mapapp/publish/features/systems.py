"""The coordinate systems in which features are given out, by OGC's address for each, and the order of their axes.

Inside, all is WGS-84 with the longitude first, which OGC calls CRS84. The degrees of CGCS2000 are taken as WGS-84, as
`mapapp.earth.crs` says: the two are within a metre of each other.
"""

from dataclasses import dataclass

import shapely
from shapely.geometry import mapping, shape

from mapapp.earth.crs import OutOfRange, reference
from mapapp.earth.zones import CGCS2000, home_zones

SIDES = 64
"""The pieces into which the sides of a box are cut before they are bent into another system."""

FARTHEST_M = 50_000_000
"""No coordinate in metres is beyond the circumference of the earth."""


DECIMALS, DECIMALS_M = 8, 3
"""How many are given out, of degrees and of metres: a millimetre."""


@dataclass(frozen=True)
class System:
    """`uri`: OGC's address. `code`: what `mapapp.earth.crs` calls it. `is_north_first`: the order of its axes."""

    uri: str
    code: str
    is_north_first: bool

    @property
    def in_degrees(self):
        """Whether its coordinates are degrees."""
        return reference(self.code).in_degrees


CRS84 = System("http://www.opengis.net/def/crs/OGC/1.3/CRS84", "EPSG:4326", False)
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"


def served(longitude):
    """Return the `System`s in which a district at this longitude (degrees) is given out, by address: CRS84 first.

    Of two zones that are the same projection only that of 3 degrees is there: GDAL would take one for the other. For
    EPSG, degrees and the zones of CGCS2000 have the north first.
    """
    codes = ("4326", str(CGCS2000.degrees), *(str(zone.code) for zone in home_zones(longitude)))
    systems = (CRS84, *(System(f"{EPSG}{code}", f"EPSG:{code}", True) for code in codes))
    return {system.uri: system for system in systems}


def given_out(geometry, system):
    """Return a GeoJSON geometry of WGS-84 degrees, or `None`, in a system; a published one stays as it is in CRS84."""
    if geometry is None or system is CRS84:
        return geometry
    return mapping(shapely.transform(shape(geometry), lambda degrees: _out(degrees, system)))


def taken_in(geometry, system):
    """Return a shapely geometry of a system in WGS-84 degrees. Raises `earth.crs.OutOfRange`."""
    return shapely.transform(geometry, lambda given: reference(system.code).to_wgs84(_turned(given, system)))


def box(numbers, system):
    """Return the shapely area of a box, (least, least, most, most) along the axes of a system, in WGS-84 degrees.

    A box whose east is west of its west spans 180°. Raises `earth.crs.OutOfRange`, and ValueError for a box whose
    least is more than its most elsewhere.
    """
    south, west, north, east = numbers if system.is_north_first else (numbers[i] for i in (1, 0, 3, 2))
    if south > north or (west > east and not system.in_degrees):
        raise ValueError(numbers)
    parts = [(west, 180), (-180, east)] if west > east else [(west, east)]
    return shapely.union_all([_area(left, south, right, north, system) for left, right in parts])


def _area(west, south, east, north, system):
    plain = shapely.box(west, south, east, north)
    if system.in_degrees:
        return shapely.transform(plain, reference(system.code).to_wgs84)
    if max(-west, -south, east, north) > FARTHEST_M:
        raise OutOfRange(system.uri)
    cut = shapely.segmentize(plain, max(east - west, north - south, 1) / SIDES)
    return shapely.transform(cut, reference(system.code).to_wgs84)


def _out(degrees, system):
    given = reference(system.code).from_wgs84(degrees).round(DECIMALS if system.in_degrees else DECIMALS_M)
    return _turned(given, system)


def _turned(coordinates, system):
    return coordinates[:, ::-1] if system.is_north_first else coordinates
