"""In which coordinates our layers are given: by name, what is promised of each, and which format can state which."""

from shapely.geometry import shape

from mapapp.earth.crs import reference
from mapapp.earth.datums import BD09, GCJ02
from mapapp.earth.zones import CGCS2000, ZONES
from mapapp.errors import CRSNotInFormat, CRSNotServed
from mapapp.layers import query

WGS84 = "EPSG:4326"
ALSO_WGS84 = ("CRS84", "OGC:CRS84", WGS84)
ONLY_WGS84 = ("kml",)
ONLY_WITH_A_CODE = ("gpkg", "parquet")
"""Formats that state a coordinate system by its definition, which the datums of web maps do not have."""


def longitude(layers):
    """Return the longitude of the middle of the district, in degrees."""
    return shape(query.district(layers)["geometry"]).centroid.x


def offered(longitude):
    """Return the names of the coordinates in which the layers of a district at this longitude (degrees) are given."""
    return ("CRS84", WGS84, f"EPSG:{CGCS2000.degrees}", *(f"EPSG:{code}" for code in _zones(longitude)), GCJ02, BD09)


def asked_for(names, longitude):
    """Return the `Reference` that the names in an address ask for, `None` for WGS-84.

    Raises `CRSNotServed` for one that is not offered, and for two at once.
    """
    known = {name.lower(): reference(name) for name in (*offered(longitude), *ALSO_WGS84)}
    for name in names:
        if name.lower() not in known:
            raise CRSNotServed(crs=name, candidates=offered(longitude))
    wanted = {known[name.lower()].code: known[name.lower()] for name in names}
    if len(wanted) > 1:
        raise CRSNotServed(crs=", ".join(names), candidates=offered(longitude))
    return next((one for one in wanted.values() if one.code != WGS84), None)


def check_format(ending, reference):
    """Raise `CRSNotInFormat` if a file with this ending cannot say that it is in the coordinates of a `Reference`."""
    if reference is None:
        return
    if ending in ONLY_WGS84:
        raise CRSNotInFormat(format=ending.upper(), crs=reference.code, instead="CRS84", candidates=("CRS84",))
    if ending in ONLY_WITH_A_CODE and reference.crs is None:
        instead = ("CRS84", f"EPSG:{CGCS2000.degrees}")
        raise CRSNotInFormat(format=ending, crs=reference.code, instead=" / ".join(instead), candidates=instead)


def stated(reference):
    """Return what a file says of its coordinates: which, in which order, and how far they may be off WGS-84."""
    if reference is None:
        return {"crs": "OGC:CRS84", "crs_name": "WGS 84", "axes": "longitude, latitude", "crs_accuracy_m": 0.0}
    axes = "longitude, latitude" if reference.in_degrees else "easting, northing"
    told = {"crs": reference.code, "crs_name": reference.name, "axes": axes}
    return told | {"crs_accuracy_m": reference.accuracy_m}


def _zones(longitude):
    """Return the codes of the Gauss-Krüger zones of CGCS2000 within whose width of the meridian a longitude lies."""
    zones = (zone for zone in ZONES.values() if zone.datum is CGCS2000)
    return sorted(zone.code for zone in zones if abs(zone.meridian - longitude) <= zone.width / 2)
