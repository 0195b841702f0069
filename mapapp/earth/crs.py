"""The coordinate systems in which China's offices keep their maps, and what we promise of each.

PROJ lets CGCS2000, Xian 1980, New Beijing and, at Beijing, Beijing 1954 pass for WGS-84 unshifted and says nothing of
it. Here the same is done on purpose, by a table that says how far off each may be: a projection is undone on its own
datum, without grids and without network, and the degrees are taken as WGS-84.
"""

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from mapapp.earth.datums import BD09, GCJ02, WGS84, convert
from mapapp.earth.shifts import shift_of
from mapapp.earth.zones import DATUMS, WORLD, ZONES


class UnknownReference(ValueError):
    """A coordinate system of which nothing is promised."""


class OutOfRange(ValueError):
    """Coordinates lie where the coordinate system has none."""


DEGREE = np.pi / 180
"""A degree in radians, by which definitions state their unit."""
METHODS = {
    "Transverse Mercator",
    "Popular Visualisation Pseudo Mercator",
    "Mercator (variant A)",
    "Mercator (variant B)",
    "Lambert Conic Conformal (1SP)",
    "Lambert Conic Conformal (2SP)",
    "Albers Equal Area",
    "Lambert Azimuthal Equal Area",
}
"""Projections that a definition without a code may use: all are formulas, none opens a file."""


@dataclass(frozen=True)
class Reference:
    """A coordinate system with what is promised of it.

    `code`: `EPSG:n`, `GCJ-02`, `BD-09` or a definition in WKT. `crs`: a `pyproj.CRS`, `None` for the datums of web
    maps. `accuracy_m`: how far from WGS-84 its positions may be; NaN where the definition brings a shift of its own.
    `doubtful`: no published shift ties it to WGS-84.
    """

    code: str
    name: str
    crs: CRS | None
    datum: str
    accuracy_m: float
    doubtful: bool
    name_zh: str = ""

    @property
    def in_degrees(self):
        """Whether its coordinates are degrees."""
        return self.crs is None or self.crs.is_geographic

    @property
    def custom(self):
        """Whether it is known by its definition only."""
        return self.crs is not None and not self.code.startswith("EPSG:")

    @property
    def shift(self):
        """The numbers of the shift to WGS-84 that its definition brings; mostly none."""
        return shift_of(self.crs) if self.crs is not None and self.crs.is_bound else ()

    @cached_property
    def projection(self):
        """The way to degrees on its own datum, or by its own shift to WGS-84, as a `pyproj.Transformer`."""
        return _projection(self.crs)

    def to_wgs84(self, coordinates):
        """Return WGS-84 degrees for an array (n, 2) of coordinates, x first, of any axis order. Raises OutOfRange."""
        given = np.asarray(coordinates, dtype=float)
        if self.in_degrees:
            within_the_globe(given)
        if self.in_degrees and not self.shift:
            return convert(given, self.datum_of_degrees, WGS84)
        return within_the_globe(_transformed(self.projection, given, "FORWARD"))

    def from_wgs84(self, degrees):
        """Return coordinates, x first, for an array (n, 2) of WGS-84 degrees. Raises OutOfRange."""
        given = within_the_globe(np.asarray(degrees, dtype=float))
        if self.in_degrees and not self.shift:
            return convert(given, WGS84, self.datum_of_degrees)
        placed = _transformed(self.projection, given, "INVERSE")
        if not np.isfinite(placed).all():
            raise OutOfRange(self.name)
        return placed

    @property
    def datum_of_degrees(self):
        """The datum of its degrees as `mapapp.earth.datums` names it."""
        return self.datum if self.crs is None else WGS84


def within_the_globe(degrees):
    """Return the degrees, an array (n, 2), as they are. Raises OutOfRange beyond ±180 or ±90, and for no numbers."""
    if not (np.abs(degrees) <= (180, 90)).all():
        raise OutOfRange("degrees")
    return degrees


def _transformed(projection, coordinates, direction):
    x, y = np.reshape(coordinates, (-1, 2)).T
    return np.column_stack(projection.transform(x, y, direction=direction))


WEB_MAPS = {
    GCJ02: Reference(GCJ02, "GCJ-02 (Amap, Tencent)", None, GCJ02, 1.0, False, "GCJ-02（高德、腾讯等网络地图）"),
    BD09: Reference(BD09, "BD-09 (Baidu)", None, BD09, 1.0, False, "BD-09（百度地图）"),
}
"""Their formula is not official; it is undone exactly, and holds to about a metre."""
NAMES = {"GCJ02": GCJ02, "BD09": BD09, "WGS84": "EPSG:4326", "CRS84": "EPSG:4326", "OGC:CRS84": "EPSG:4326"}


def reference(text):
    """Return the `Reference` of `EPSG:n`, `GCJ-02`, `BD-09`, `WGS-84`, `CRS84`, or of a definition in WKT.

    PROJ strings, paths and addresses are none of these. Raises UnknownReference.

    >>> reference("epsg:4548").name_zh
    '2000 国家大地坐标系 3 度带 中央经线 117°E'
    """
    said = text.strip()
    said = NAMES.get(re.sub("[ _-]", "", said.upper()), said)
    if said in WEB_MAPS:
        return WEB_MAPS[said]
    code = re.fullmatch(r"EPSG:(\d{1,6})", said, re.IGNORECASE | re.ASCII)
    try:
        return reference_of(CRS.from_epsg(int(code[1])) if code else CRS.from_wkt(said))
    except (CRSError, UnicodeEncodeError):
        raise UnknownReference(text) from None


def reference_of(crs):
    """Return the `Reference` of a `pyproj.CRS`: by its code where it has one, else by its definition.

    A definition counts only with a datum of the table and a projection that is a formula; a shift to WGS-84 that it
    brings is used. Raises UnknownReference.
    """
    flat = _horizontal(crs)
    plain = flat.source_crs.to_2d() if flat.is_bound else flat
    datum = _datum(plain)
    code = datum.degrees if plain.is_geographic else _code_of_projected(plain, datum)
    if flat.is_bound:
        return Reference(flat.to_wkt(), plain.name, flat, datum.name, np.nan, False, plain.name)
    if code is None:
        return _custom(plain, datum)
    known = CRS.from_epsg(code)
    name_zh = ZONES[code].name_zh if code in ZONES else datum.name_zh if plain.is_geographic else known.name
    return Reference(f"EPSG:{code}", known.name, known, datum.name, datum.accuracy_m, datum.doubtful, name_zh)


def _custom(crs, datum):
    """Return the `Reference` of a definition. Raises UnknownReference where PROJ can do nothing with its numbers."""
    try:
        _projection(crs)
    except ProjError:
        raise UnknownReference(crs.name) from None
    return Reference(crs.to_wkt(), crs.name, crs, datum.name, datum.accuracy_m, datum.doubtful, crs.name)


def _projection(crs):
    return Transformer.from_crs(crs, crs.target_crs if crs.is_bound else crs.geodetic_crs, always_xy=True)


def _horizontal(crs):
    """Return the flat part of a CRS, bound where it brings a shift. Raises UnknownReference for none of a map's."""
    flat = crs.sub_crs_list[0] if crs.is_compound else crs
    shift = shift_of(flat) if flat.is_bound else ()
    plain = (flat.source_crs if flat.is_bound else flat).to_2d()
    if shift is None or plain.type_name not in ("Geographic 2D CRS", "Projected CRS"):
        raise UnknownReference(crs.name)
    if {axis.direction for axis in plain.axis_info} != {"east", "north"}:
        raise UnknownReference(crs.name)
    return flat if shift else plain


def _datum(crs):
    """Return the `Datum` of a flat CRS in degrees east of Greenwich, or on top of such. Raises UnknownReference."""
    base = crs.geodetic_crs
    named = re.sub(r"[\W_]", "", re.sub("^D_", "", base.datum.name if base.datum else "")).lower()
    datum = next((datum for datum in DATUMS if named in datum.known_as), None)
    in_degrees = all(abs(axis.unit_conversion_factor - DEGREE) < 1e-12 for axis in base.axis_info)
    if datum is None or not in_degrees or base.prime_meridian.longitude != 0 or not _is_ellipsoid_of(datum, base):
        raise UnknownReference(crs.name)
    return datum


def _is_ellipsoid_of(datum, base):
    due, given = CRS.from_epsg(datum.degrees).ellipsoid, base.ellipsoid
    flattenings = abs(due.inverse_flattening - given.inverse_flattening)
    return abs(due.semi_major_metre - given.semi_major_metre) < 0.5 and flattenings < 0.01


def _code_of_projected(crs, datum):
    """Return its EPSG code, or `None` for a definition that has none. Raises UnknownReference for one we do not use."""
    if crs.coordinate_operation.method_name not in METHODS:
        raise UnknownReference(crs.name)
    if datum is WORLD:
        return crs.to_epsg()
    same = _zones_of(crs, datum)
    return next(
        (zone.code for zone in same if CRS.from_epsg(zone.code).name == crs.name), same[0].code if same else None
    )


def _zones_of(crs, datum):
    """Return the zones of the table that are the same projection, those of 3 degrees first."""
    values = {parameter.name: parameter.value for parameter in crs.coordinate_operation.params}
    meridian, easting = values.pop("Longitude of natural origin", None), values.pop("False easting", None)
    plain = {"Latitude of natural origin": 0, "Scale factor at natural origin": 1, "False northing": 0}
    if values != plain or any(axis.unit_conversion_factor != 1 for axis in crs.axis_info):
        return []
    zones = (zone for zone in ZONES.values() if zone.datum is datum)
    return [zone for zone in zones if (zone.meridian, zone.false_easting) == (meridian, easting)]
