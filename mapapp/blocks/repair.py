"""Repair of rings that cross or touch themselves, and what became of each area."""

from time import process_time

import numpy as np
import shapely
from shapely.errors import GEOSException

from mapapp.blocks.findings import noted
from mapapp.blocks.polygons import polygonal
from mapapp.earth.crs import OutOfRange, reference_of
from mapapp.earth.metres import metric_crs
from mapapp.errors import GeometryTooComplex


def repaired(geometry, limits, name):
    """Return an array of polygons with every invalid one made valid, and a mask of those.

    What has no area becomes empty. Raises GeometryTooComplex when it takes more seconds of the processor than the limit; `name` is for the
    sentence.
    """
    invalid = ~shapely.is_valid(geometry)
    valid, end = geometry.copy(), process_time() + limits.repair_seconds
    for index in np.flatnonzero(invalid):
        valid[index] = _repaired(geometry[index])
        if process_time() > end:
            raise GeometryTooComplex(file=name, seconds=limits.repair_seconds)
    valid[shapely.area(valid) == 0] = shapely.Polygon()
    return valid, invalid


def _structured(shape):
    # The default method needs time by the square of the crossings.
    return shapely.make_valid(shape, method="structure", keep_collapsed=False)


def _merged(shape):
    return shapely.union_all(shapely.get_parts(shape))


def _buffered(shape):
    return shapely.buffer(shape, 0)


MEANS = (_structured, _merged, _buffered)
"""What is tried in turn: the first sometimes leaves two parts with a common edge, which the second joins."""


def _repaired(shape):
    for mend in MEANS:
        try:
            shape = polygonal(mend(shape)) or shapely.Polygon()
        except GEOSException:
            continue
        if shape.is_valid:
            return shape
    return shapely.Polygon()


def repair_findings(before, after, invalid, names, longitude):
    """Return the findings on what was repaired, and on what has no area.

    `before`, `after`: arrays of shapes in WGS-84 degrees; `names`: of the units; `longitude`: of the district. A note
    says how the area changed; that of an invalid ring is the one its vertices enclose as they stand.
    """
    empty = shapely.is_empty(after)
    mended = np.flatnonzero(invalid & ~empty)
    was, is_now = (_areas_m2(shapes[mended], longitude) for shapes in (before, after))
    notes = [_note(names[i], *areas) for i, *areas in zip(mended, was, is_now, strict=True)]
    dropped = [names[i] for i in np.flatnonzero(empty)]
    findings = [noted("geometry_repaired", *notes, count=len(notes))] if notes else []
    return findings + ([noted("geometry_dropped", *dropped, count=len(dropped))] if dropped else [])


def _note(name, was, is_now):
    return f"{name}: {was:,.0f} m² → {is_now:,.0f} m²" if np.isfinite(was + is_now) else name


def _areas_m2(shapes, longitude):
    """Return the area of each of an array of shapes in degrees; nan for one that lies beyond the projection."""
    from_wgs84 = reference_of(metric_crs(longitude)).from_wgs84
    try:
        return shapely.area(shapely.transform(shapes, from_wgs84))
    except OutOfRange:
        return np.array([_area_m2(shape, from_wgs84) for shape in shapes])


def _area_m2(shape, from_wgs84):
    try:
        return shapely.transform(shape, from_wgs84).area
    except OutOfRange:
        return np.nan
