"""The shapes of a Shapefile, from its bytes: no length that a file claims is believed before it is checked."""

import struct

import numpy as np
import shapely

from mapapp.blocks.formats import rings
from mapapp.errors import ShapefileCorrupt, TooManyFeatures, TooManyVertices

HEADER_BYTES, RECORD_HEADER_BYTES = 100, 8
CODE = 9994
NULL, POINT, LINE, POLYGON, MULTIPOINT = 0, 1, 3, 5, 8
PLAIN, WITH_HEIGHTS, WITH_MEASURES = 0, 10, 20
KINDS = {NULL: (NULL, PLAIN)} | {
    kind + more: (kind, more)
    for kind in (POINT, LINE, POLYGON, MULTIPOINT)
    for more in (PLAIN, WITH_HEIGHTS, WITH_MEASURES)
}
"""What each type of shape is, and what it has besides two coordinates."""
COUNTS_AT, POINT_COUNT_AT, PARTS_AT, POINTS_OF_MULTIPOINT_AT = 36, 36, 44, 40


def holds_polygons(content):
    """Whether the header of a .shp file says that its shapes are polygons."""
    return len(content) >= HEADER_BYTES and KINDS.get(_integer(content, 32), (NULL,))[0] == POLYGON


def holds_records(content):
    """Whether there is anything behind the header of a .shp file."""
    return len(content) > HEADER_BYTES


def shapes(content, index, name, limits):
    """Return an array of the shapes of a .shp file, 2-D, `None` for those that are null.

    `index`: the bytes of the .shx file, which says where the records are if some were rewritten, or `None`. Rings with
    too few points are left out. Raises `ShapefileCorrupt`, `TooManyFeatures` and `TooManyVertices`.
    """
    kind, more = _kind(content, name)
    spans = _indexed(content, index, name) if index else _in_order(content, name)
    runs, vertices = [], 0
    for number, (start, length) in enumerate(spans, 1):
        if number > limits.features:
            raise TooManyFeatures(file=name, limit=limits.features)
        runs.append(_runs(content[start : start + length], kind, more))
        if runs[-1] is MISFIT:
            raise ShapefileCorrupt(file=name, part=f".shp {number}")
        vertices += sum(map(len, runs[-1] or ()))
        if vertices > limits.vertices:
            raise TooManyVertices(file=name, limit=limits.vertices)
    return _built(kind, runs)


def _kind(content, name):
    kind = KINDS.get(_integer(content, 32)) if len(content) >= HEADER_BYTES else None
    if kind is None or not _is_whole(content):
        raise ShapefileCorrupt(file=name, part=".shp")
    return kind


def _is_whole(content):
    """Whether the header of a .shp or .shx file is one, and the file as long as it says."""
    return _integer(content, 0, ">") == CODE and 2 * _integer(content, 24, ">") <= len(content)


def _integer(content, at, order="<"):
    return struct.unpack_from(order + "i", content, at)[0]


def _in_order(content, name):
    """Yield where the content of each record starts, and its length, in bytes, a record after the other."""
    at, number = HEADER_BYTES, 0
    while at < len(content):
        number += 1
        start = at + RECORD_HEADER_BYTES
        length = 2 * _integer(content, at + 4, ">") if start <= len(content) else -1
        if length < 4 or start + length > len(content):
            raise ShapefileCorrupt(file=name, part=f".shp {number}")
        yield start, length
        at = start + length


def _indexed(content, index, name):
    """Yield where the content of each record starts, and its length, in bytes, as the .shx file says it."""
    rest = len(index) - HEADER_BYTES
    if rest < 0 or rest % RECORD_HEADER_BYTES or not _is_whole(index):
        raise ShapefileCorrupt(file=name, part=".shx")
    entries = 2 * np.frombuffer(index, ">i4", offset=HEADER_BYTES).astype(int).reshape(-1, 2)
    for number, (at, length) in enumerate(entries.tolist(), 1):
        start = at + RECORD_HEADER_BYTES
        inside = at >= HEADER_BYTES and length >= 4 and start + length <= len(content)
        if not inside or 2 * _integer(content, at + 4, ">") != length:
            raise ShapefileCorrupt(file=name, part=f".shx {number}")
        yield start, length


MISFIT = object()
"""Stands for a record whose counts do not fit its length."""


def _runs(record, kind, more):
    """Return the runs of coordinates of a record, a list of arrays (n, 2); `None` for a null shape, or `MISFIT`."""
    found = KINDS.get(_integer(record, 0))
    if found == (NULL, PLAIN):
        return None
    if found != (kind, more):
        return MISFIT
    if kind == POINT:
        return [_pairs(record, 4, 1)] if len(record) in (20, 28, 36) else MISFIT
    if kind == MULTIPOINT:
        return _multipoint(record, more)
    return _parted(record, more)


def _multipoint(record, more):
    if len(record) < POINTS_OF_MULTIPOINT_AT:
        return MISFIT
    count = _integer(record, POINT_COUNT_AT)
    fits = count >= 0 and _fits(record, POINTS_OF_MULTIPOINT_AT, count, more)
    return [_pairs(record, POINTS_OF_MULTIPOINT_AT, count)] if fits else MISFIT


def _parted(record, more):
    if len(record) < PARTS_AT:
        return MISFIT
    parts, count = struct.unpack_from("<2i", record, COUNTS_AT)
    at = PARTS_AT + 4 * parts
    if parts < 0 or count < 0 or not _fits(record, at, count, more):
        return MISFIT
    stops = [*struct.unpack_from(f"<{parts}i", record, PARTS_AT), count]
    if stops[0] != 0 or stops != sorted(stops):
        return MISFIT
    return np.split(_pairs(record, at, count), stops[1:-1]) if parts else []


def _fits(record, at, count, more):
    """Whether a record with `count` points from `at` on has the length that it must have."""
    extra = 16 + 8 * count
    allowed = {PLAIN: (0,), WITH_MEASURES: (0, extra), WITH_HEIGHTS: (extra, 2 * extra)}[more]
    return len(record) - at - 16 * count in allowed


def _pairs(record, at, count):
    return np.frombuffer(record, "<f8", 2 * count, at).reshape(-1, 2)


def _built(kind, runs):
    geometry = np.full(len(runs), None, object)
    drawn = [index for index, one in enumerate(runs) if one is not None]
    with np.errstate(invalid="ignore", over="ignore"):
        geometry[drawn] = BUILDERS[kind]([runs[index] for index in drawn]) if drawn else []
    return geometry


def _points(runs):
    return shapely.points(np.concatenate([one for (one,) in runs]))


def _multipoints(runs):
    return [shapely.MultiPoint(one) for (one,) in runs]


def _lines(runs):
    return [shapely.MultiLineString([run for run in one if len(run) > 1]) for one in runs]


def _polygons(runs):
    good = [[run for run, whole in zip(one, rings.whole(one), strict=True) if whole] for one in runs]
    filled = rings.filled([run for one in good for run in one])
    stops = np.cumsum([len(one) for one in good])[:-1]
    return [rings.nested(one) if len(one) else shapely.Polygon() for one in np.split(filled, stops)]


BUILDERS = {POINT: _points, MULTIPOINT: _multipoints, LINE: _lines, POLYGON: _polygons}
