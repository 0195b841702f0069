"""Where coordinates lie, seen from the district: how far off, how much of it inside, and what looks wrong with it."""

from dataclasses import dataclass

import numpy as np
import shapely

from mapapp.blocks.findings import noted
from mapapp.earth.crs import OutOfRange, reference
from mapapp.earth.datums import BD09, GCJ02
from mapapp.earth.zones import home_zones

DEGREE_M = 111_320
FAR_M = 20_000
SPANS = 10
"""How many times the district a file may span before it looks wrong."""
COVERED = 0.5
BETTER = 0.6
MOST_UNITS = 2_000


@dataclass(frozen=True)
class District:
    """The outline of the district, a polygon in WGS-84 degrees."""

    outline: object

    @property
    def centre(self):
        """Its centre, longitude and latitude."""
        return self.outline.centroid.x, self.outline.centroid.y

    @property
    def zones(self):
        """The codes of the coordinate systems in metres that its own planners use: `EPSG:4548`, `EPSG:4527`."""
        return [f"EPSG:{zone.code}" for zone in home_zones(self.centre[0])]

    def away_m(self, geometry):
        """Return how far each of an array of shapes in degrees lies from the outline, in metres, good to a few %."""
        return shapely.distance(self._flat(geometry), self._flat(self.outline))

    def is_near(self, points, within_m):
        """Return whether at least half of the points, an array (n, 2) of degrees, lie so near."""
        return (self.away_m(shapely.points(points)) <= within_m).mean() >= 0.5

    def share_inside(self, points):
        """Return the share of points, an array (n, 2) of degrees, that lie inside the outline."""
        return float(shapely.contains_xy(self.outline, points).mean())

    def _flat(self, geometry):
        metres = DEGREE_M * np.array([np.cos(np.radians(self.centre[1])), 1])
        return shapely.transform(geometry, lambda degrees: degrees * metres)


def noticed(geometry, names, district):
    """Return the warnings on where the units lie: far from the district, or across far more than it.

    `geometry`: an array of valid shapes in WGS-84 degrees, `names`: of the units.
    """
    far = np.flatnonzero(district.away_m(geometry) > FAR_M)
    findings = [noted("outside_study_area", *(names[i] for i in far), count=len(far))] if len(far) else []
    if (_extent(geometry) > SPANS * _extent(district.outline)).any():
        findings.append(noted("extent_suspicious"))
    return findings


def _extent(geometry):
    west, south, east, north = shapely.total_bounds(geometry)
    return np.array([east - west, north - south])


def shifted(geometry, outline):
    """Return the hint that the units look like GCJ-02 or BD-09, as a list of one finding or none.

    The rule: the units cover at least half of the district and no more than half as much again. What the union of
    the units and the outline do not share is measured as the degrees stand, and again with the union read as
    GCJ-02 and as BD-09; a datum is named when by it no more than six tenths of that remain.
    """
    if len(geometry) > MOST_UNITS or shapely.get_dimensions(geometry).max() < 2:
        return []
    union = shapely.union_all(geometry)
    covered, beyond = union.intersection(outline).area / outline.area, union.area / outline.area
    if covered < COVERED or beyond > 1 + COVERED:
        return []
    as_is = union.symmetric_difference(outline).area
    apart = {datum: _read_as(datum, union).symmetric_difference(outline).area for datum in (GCJ02, BD09)}
    best = min(apart, key=apart.get)
    return [noted("datum_looks_shifted", datum=best)] if apart[best] <= BETTER * as_is else []


def _read_as(datum, union):
    try:
        return shapely.make_valid(shapely.transform(union, reference(datum).to_wgs84), method="structure")
    except OutOfRange:
        return shapely.Polygon()
