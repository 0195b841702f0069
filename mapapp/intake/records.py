"""From the records of a table or a GeoJSON file to candidates, each with its source, licence and datum."""

import re
from dataclasses import dataclass
from math import ceil, isfinite

import numpy
import shapely

from mapapp.earth.crs import OutOfRange, UnknownReference, reference
from mapapp.errors import DatumUnknown, ElementBroken, LicenceMissing
from mapapp.intake.candidate import Candidate, Reading
from mapapp.intake.kinds import kind_of_name, kind_of_tags
from mapapp.intake.naming import names_of
from mapapp.osm.letters import clean
from mapapp.places.audit import SHAPES_OF_KIND

SOURCE = ("source", "来源", "attribution")
LICENCE = ("licence", "license", "许可")
KIND = ("kind", "类别")
ACCURACY = ("accuracy_m", "accuracy", "精度")
ASSUMED_M = 100
"""How far off a position may be of which its source says nothing: our assumption."""
WORST_M = 100
"""How far a datum may be off whose definition brings its own shift."""
LARGEST_M = 50_000


@dataclass(frozen=True)
class Wishes:
    """What the editor states where the file does not: its source, its licence, its coordinates (`EPSG:n`, `GCJ-02`)."""

    source: str | None = None
    licence: str | None = None
    crs: str | None = None


@dataclass(frozen=True)
class Record:
    """One object: its id in the source, its columns as text, and its shape as the file has it, `None` without one.

    `broken`: why its shape cannot be used, (en, zh). `certain`: `False` where the source is not sure of it.
    """

    ref: str
    tags: dict
    geometry: object = None
    broken: tuple | None = None
    certain: bool = True


def read_records(file, format, records, wishes, crs="WGS-84", stated=None):
    """Return the `Reading` of `records`, with coordinates in `crs`. `stated`: columns that the file states for all.

    Raises DatumUnknown, and LicenceMissing where neither file nor `wishes` state source and licence.
    """
    ground = _reference(file, crs)
    usual = {"source": clean(wishes.source or ""), "licence": clean(wishes.licence or "")}
    common = {"source": _first(stated or {}, SOURCE), "licence": _first(stated or {}, LICENCE)}
    candidates, broken = [], []
    called = [(record, names) for record in records if (names := names_of(record.tags))]
    for record, names in called:
        try:
            candidates.append(_candidate(file, record, names, ground, {k: common[k] or usual[k] for k in common}))
        except ElementBroken as reason:
            broken.append((names.hans, reason))
    source, licence = (common[key] or usual[key] for key in ("source", "licence"))
    nameless = len(records) - len(called)
    return Reading(format, source, licence, datum_of(ground), len(records), nameless, 0, candidates, broken)


def datum_of(ground):
    """Return how a `Reference` is called in a sentence: `GCJ-02`, `EPSG:4548`, or the name of a definition."""
    return {"EPSG:4326": "WGS-84"}.get(ground.code, ground.name if ground.custom else ground.code)


def contradicts(file, crs, stated):
    """Return whether `crs`, which the editor states, is another one than what the file states. Raises DatumUnknown."""
    return bool(crs and stated) and _reference(file, crs).code != _reference(file, stated).code


def _reference(file, crs):
    try:
        return reference(crs)
    except UnknownReference as reason:
        raise DatumUnknown(file=file, crs=clean(str(crs))[:80]) from reason


def _candidate(file, record, names, ground, usual):
    geometry = _in_degrees(record, ground)
    stated_m = _metres(_first(record.tags, ACCURACY))
    datum_m = (ground.accuracy_m if isfinite(ground.accuracy_m) else WORST_M) if geometry is not None else 0
    source, licence = _first(record.tags, SOURCE) or usual["source"], _first(record.tags, LICENCE) or usual["licence"]
    missing = [option for option, value in (("--source", source), ("--licence", licence)) if not value]
    if missing:
        raise LicenceMissing(file=file, options=", ".join(missing))
    return Candidate(
        (record.ref,), names, _kind(record.tags, names.hans), geometry, source, licence,
        accuracy_m=min(ceil((stated_m or ASSUMED_M) + datum_m), LARGEST_M), assumed=stated_m is None,
        certain=record.certain, datum=datum_of(ground),
    )  # fmt: skip


def _first(tags, keys):
    return next((clean(tags[key]) for key in keys if clean(tags.get(key) or "")), "")


def _metres(text):
    number = re.fullmatch(r"(\d{1,6})(\.\d*)?( ?m)?", text)
    return max(1, int(number[1])) if number else None


def _kind(tags, name):
    stated = _first(tags, KIND)
    return stated if stated in SHAPES_OF_KIND else kind_of_tags(tags, name) or kind_of_name(name) or "other"


def _in_degrees(record, ground):
    """Return the shape of a record in WGS-84 degrees, or `None`. Raises ElementBroken."""
    if record.broken:
        raise _broken(record, *record.broken)
    if record.geometry is None:
        return None
    flat = shapely.force_2d(record.geometry)
    if flat.is_empty or not numpy.isfinite(shapely.get_coordinates(flat)).all():
        raise _broken(record, "its coordinates are no numbers", "坐标不是数值")
    try:
        degrees = shapely.transform(flat, ground.to_wgs84)
    except OutOfRange:
        raise _broken(
            record, f"its coordinates are none of {ground.name}", f"坐标不在 {ground.name} 的范围内"
        ) from None
    if not degrees.is_valid:
        raise _broken(record, "its outline crosses itself", "轮廓自相交")
    return degrees


def _broken(record, why_en, why_zh):
    return ElementBroken(ref=record.ref, why_en=why_en, why_zh=why_zh)
