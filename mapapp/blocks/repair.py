"""Repair of rings that cross or touch themselves, and what became of each area."""

from dataclasses import dataclass
from time import process_time

import numpy as np
import shapely
from shapely.errors import GEOSException

from mapapp.blocks.crossings import too_many
from mapapp.blocks.findings import noted
from mapapp.blocks.polygons import polygonal
from mapapp.earth.crs import OutOfRange, reference_of
from mapapp.earth.metres import metric_crs
from mapapp.errors import GeometryTooComplex


@dataclass(frozen=True)
class Repair:
    """Valid polygons, empty where nothing is left; and masks: what was `invalid`, and what of it was `left_out`."""

    geometry: np.ndarray
    invalid: np.ndarray
    left_out: np.ndarray


def repaired(geometry, limits, name):
    """Return the `Repair` of an array of polygons: every invalid one made valid, or left out if it is too intricate.

    What has no area becomes empty. Raises GeometryTooComplex where all would be left out, or when it takes more
    seconds of the processor than the limit; `name` is for the sentence.
    """
    repair = Repair(geometry.copy(), ~shapely.is_valid(geometry), np.zeros(len(geometry), bool))
    end = process_time() + limits.repair_seconds
    for index in np.flatnonzero(repair.invalid):
        repair.left_out[index] = too_many(geometry[index])
        repair.geometry[index] = shapely.Polygon() if repair.left_out[index] else _repaired(geometry[index])
        if process_time() > end:
            raise GeometryTooComplex(file=name, seconds=limits.repair_seconds)
    if repair.left_out.all():
        raise GeometryTooComplex(file=name, seconds=limits.repair_seconds)
    repair.geometry[shapely.area(repair.geometry) == 0] = shapely.Polygon()
    return repair


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
            # Whatever numbers came of numbers near zero or without end: the outcome is looked at.
            with np.errstate(all="ignore"):
                shape = polygonal(mend(shape)) or shapely.Polygon()
        except GEOSException:
            continue
        if shape.is_valid:
            return shape
    return shapely.Polygon()


def repair_findings(before, repair, names, longitude):
    """Return the findings on what was repaired, on what was left out, and on what has no area.

    `before`: the array of shapes as they were, `repair`: their `Repair`, in WGS-84 degrees; `names`: of the units;
    `longitude`: of the district. A note says how the area changed; that of an invalid ring is the one its vertices
    enclose as they stand.
    """
    empty = shapely.is_empty(repair.geometry)
    mended = np.flatnonzero(repair.invalid & ~empty)
    was, is_now = (_areas_m2(shapes[mended], longitude) for shapes in (before, repair.geometry))
    notes = [_note(names[i], *areas) for i, *areas in zip(mended, was, is_now, strict=True)]
    findings = [noted("geometry_repaired", *notes, count=len(notes))] if notes else []
    for code, dropped in (("geometry_too_complex", repair.left_out), ("geometry_dropped", empty & ~repair.left_out)):
        concerned = [names[i] for i in np.flatnonzero(dropped)]
        findings += [noted(code, *concerned, count=len(concerned))] if concerned else []
    return findings


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
