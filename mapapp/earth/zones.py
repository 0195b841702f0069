"""The datums of Chinese maps and their Gauss-Krüger zones, by EPSG code: the table of what is promised of each."""

from dataclasses import dataclass

from mapapp.earth.datums import WGS84


@dataclass(frozen=True)
class Datum:
    """A datum: its degrees by EPSG code, how far off WGS-84 it may be, and the names that definitions give it.

    `known_as`: in small letters, without signs and without the `D_` of ESRI.
    """

    name: str
    name_zh: str
    degrees: int
    accuracy_m: float
    doubtful: bool
    known_as: tuple


CGCS2000 = Datum(
    *("CGCS2000", "2000 国家大地坐标系", 4490, 1.0, False),
    ("china2000", "cgcs2000", "chinageodeticcoordinatesystem2000"),
)
WORLD = Datum(
    *(WGS84, "WGS-84", 4326, 0.0, False),
    ("worldgeodeticsystem1984", "worldgeodeticsystem1984ensemble", "wgs1984", "wgs84"),
)
XIAN = Datum("Xian 1980", "西安 1980", 4610, 100.0, True, ("xian1980",))
BEIJING = Datum("Beijing 1954", "北京 1954", 4214, 100.0, True, ("beijing1954",))
NEW_BEIJING = Datum("New Beijing", "新北京 1954", 4555, 100.0, True, ("newbeijing",))
DATUMS = (CGCS2000, WORLD, XIAN, BEIJING, NEW_BEIJING)

SERIES = (
    (CGCS2000, 3, 4534, 75, None, 21),
    (CGCS2000, 3, 4513, 75, 25, 21),
    (CGCS2000, 6, 4502, 75, None, 11),
    (CGCS2000, 6, 4491, 75, 13, 11),
    (XIAN, 3, 2370, 75, None, 21),
    (XIAN, 3, 2349, 75, 25, 21),
    (XIAN, 6, 2338, 75, None, 11),
    (XIAN, 6, 2327, 75, 13, 11),
    (BEIJING, 3, 2422, 75, None, 21),
    (BEIJING, 3, 2401, 75, 25, 21),
    (BEIJING, 6, 21453, 75, None, 11),
    (BEIJING, 6, 21413, 75, 13, 11),
    (NEW_BEIJING, 3, 4782, 75, None, 19),
    (NEW_BEIJING, 3, 4812, 132, None, 1),
    (NEW_BEIJING, 3, 4822, 135, None, 1),
    (NEW_BEIJING, 3, 4652, 75, 25, 5),
    (NEW_BEIJING, 3, 4766, 90, 30, 16),
    (NEW_BEIJING, 6, 4579, 75, None, 11),
    (NEW_BEIJING, 6, 4568, 75, 13, 11),
)
"""Gauss-Krüger zones in a row: datum, degrees a zone, the first's EPSG code, its central meridian, its number (where
the easting begins with it) and how many there are."""


@dataclass(frozen=True)
class Zone:
    """A Gauss-Krüger zone; `number` stands before the easting, or is `None`."""

    code: int
    datum: Datum
    width: int
    meridian: int
    number: int | None

    @property
    def false_easting(self):
        """The easting of the central meridian, in metres."""
        return 500_000 + 1_000_000 * (self.number or 0)

    @property
    def name_zh(self):
        """Its name as Chinese offices say it."""
        which = f"第 {self.number} 带" if self.number else f"中央经线 {self.meridian}°E"
        return f"{self.datum.name_zh} {self.width} 度带 {which}"


ZONES = {
    first + step: Zone(first + step, datum, width, meridian + step * width, number and number + step)
    for datum, width, first, meridian, number, count in SERIES
    for step in range(count)
}
"""Every zone of the table, by EPSG code."""


def home_zones(longitude):
    """Return the 3-degree zones of CGCS2000 around `longitude` (degrees), with a number before the easting or not.

    There are none outside China's zones.

    >>> [zone.code for zone in home_zones(116.37)]
    [4548, 4527]
    """
    meridian = 3 * round(longitude / 3)
    return [zone for zone in ZONES.values() if (zone.datum, zone.width, zone.meridian) == (CGCS2000, 3, meridian)]
