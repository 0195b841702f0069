"""Shapes with arcs, from well-known binary: arcs are drawn as chords, and all that is straight stays exact."""

import struct
from itertools import pairwise

import numpy as np
import shapely

from mapapp.blocks.findings import noted
from mapapp.errors import TooManyVertices

LINE, POLYGON, COLLECTION = 2, 3, 7
ARCS, COMPOUND, CURVE_POLYGON, MULTICURVE, MULTISURFACE = range(8, 13)
CURVED = {COLLECTION, ARCS, COMPOUND, CURVE_POLYGON, MULTICURVE, MULTISURFACE}
"""Types of ISO 13249-3 that are curved, or may hold what is."""
WITH_SRID, WITH_HEIGHTS, WITH_MEASURES = 0x20000000, 0x80000000, 0x40000000
FURTHEST_DEGREES = 360
OFF_METRES, OFF_DEGREES = 1e-3, 9e-9
"""How far a chord lies from its arc at most: 1 mm, in metres and in degrees."""
STRAIGHT = 1e-12
"""The sine between two chords of an arc below which it is a straight line."""
DEEPEST = 8
BROKEN = (struct.error, ValueError, TypeError, LookupError, OverflowError, shapely.errors.ShapelyError)
"""What is raised on the way through WKB that is broken."""


def straightened(blobs, name, limits):
    """Return WKB (bytes or `None`) with chords for arcs, and the `Finding` on the rows that had some, or `None`.

    WKB that cannot be read stays as it is. Raises TooManyVertices.
    """
    found, rows = list(blobs), []
    for index, blob in enumerate(blobs):
        if blob and _kind(blob) in CURVED:
            found[index], arcs = _chorded(blob, name, limits)
            rows += [str(index + 1)] if arcs else []
    return found, noted("curves_drawn", *rows, count=len(rows)) if rows else None


def _kind(blob):
    return int.from_bytes(blob[1:5], "little" if blob[:1] == b"\1" else "big") % WITH_SRID % 1000


def _chorded(blob, name, limits):
    reader = _Reader(blob, limits.vertices)
    try:
        return shapely.to_wkb(reader.shape()), reader.arcs
    except _TooMany:
        raise TooManyVertices(file=name, limit=limits.vertices) from None
    except BROKEN:
        return blob, 0


class _TooMany(Exception):
    """There are more chords than vertices are allowed."""


class _Reader:
    """The shapes of one WKB, from its start on. `arcs`: how many were met."""

    def __init__(self, blob, most):
        self._blob, self._at, self._left, self.arcs = blob, 0, most, 0

    def shape(self, depth=0):
        """Return the next shape, a shapely geometry."""
        kind, found = self._next(depth)
        if kind in (LINE, ARCS, COMPOUND):
            return shapely.LineString(found)
        return found

    def _next(self, depth):
        """Return the type of the next shape, and it, a line as an array (n, 2)."""
        if depth > DEEPEST:
            raise ValueError("nested too deep")
        order = "<" if self._numbers("B")[0] == 1 else ">"
        (code,) = self._numbers(order + "I")
        self._numbers(order + "I" if code & WITH_SRID else "")
        more, kind = divmod(code % WITH_SRID, 1000)
        width = 2 + max((0, 1, 1, 2)[more], bool(code & WITH_HEIGHTS) + bool(code & WITH_MEASURES))
        return kind, self._content(kind, order, width, depth)

    def _content(self, kind, order, width, depth):
        if kind == 1:
            return shapely.Point(self._pairs(1, order, width)[0])
        (count,) = self._numbers(order + "I")
        if kind == LINE:
            return self._pairs(count, order, width)
        if kind == ARCS:
            return self._drawn(self._pairs(count, order, width))
        if kind == POLYGON:
            return _polygon([self._pairs(*self._numbers(order + "I"), order, width) for _ in range(count)])
        if kind == COMPOUND:
            return _joined([self._next(depth + 1)[1] for _ in range(count)])
        if kind == CURVE_POLYGON:
            return _polygon([self._next(depth + 1)[1] for _ in range(count)])
        return COLLECTIONS[kind]([self.shape(depth + 1) for _ in range(count)])

    def _numbers(self, form):
        found = struct.unpack_from(form, self._blob, self._at)
        self._at += struct.calcsize(form)
        return found

    def _pairs(self, count, order, width):
        flat = np.frombuffer(self._blob, order + "f8", count * width, self._at)
        self._at += flat.nbytes
        return flat.reshape(-1, width)[:, :2].astype(float)

    def _drawn(self, points):
        """Return the points of a line of arcs, each by start, middle and end, with those of its chords between."""
        if (len(points) and len(points) % 2 == 0) or not np.isfinite(points).all():
            raise ValueError("an arc has three points, each further one two more")
        pieces = [points[:1]]
        for start, middle, end in zip(points[:-2:2], points[1::2], points[2::2], strict=True):
            pieces.append(self._arc(start, middle, end))
        return np.concatenate(pieces)

    def _arc(self, start, middle, end):
        """Return the points of an arc after its first; the two that are stated after it are exact."""
        centre = _centre(middle - start, end - start)
        if centre is None:
            return np.array([middle, end])
        self.arcs += 1
        radius, turn = np.hypot(*centre), _turn(middle - start, end - start)
        off = OFF_DEGREES if np.abs(start).max() <= FURTHEST_DEGREES else OFF_METRES
        step = 2 * np.arccos(max(1 - off / radius, 0))
        around = [np.arctan2(*(point - start - centre)[::-1]) for point in (start, middle, end)]
        halves = [self._half(one, (two - one) * turn % (2 * np.pi), turn, step) for one, two in pairwise(around)]
        first, second = (start + centre + radius * np.column_stack([np.cos(half), np.sin(half)]) for half in halves)
        return np.concatenate([first, [middle], second, [end]])

    def _half(self, begin, sweep, turn, step):
        """Return the angles between two points of an arc."""
        count = sweep / step
        if not count < self._left:
            raise _TooMany
        self._left -= int(count)
        return begin + turn * np.linspace(0, sweep, int(np.ceil(count)) + 1)[1:-1]


def _centre(middle, end):
    """Return the centre of the circle through 0 and two points, or `None` of a straight line; a circle ends at 0."""
    if not end.any():
        return middle / 2 if middle.any() else None
    cross = middle[0] * end[1] - middle[1] * end[0]
    if abs(cross) <= STRAIGHT * np.hypot(*middle) * np.hypot(*end):
        return None
    one, two = middle @ middle, end @ end
    return np.array([end[1] * one - middle[1] * two, middle[0] * two - end[0] * one]) / (2 * cross)


def _turn(middle, end):
    """Return 1 where an arc from 0 turns to the left, or else -1."""
    return -1 if middle[0] * end[1] - middle[1] * end[0] < 0 else 1


def _joined(runs):
    """Return lines that follow each other as one, without its joints twice."""
    runs = [run for run in runs if len(run)]
    if any((one[-1] != two[0]).any() for one, two in pairwise(runs)):
        raise ValueError("the parts of a curve do not meet")
    return np.concatenate([runs[0], *(run[1:] for run in runs[1:])]) if runs else np.empty((0, 2))


def _polygon(rings):
    rings = [ring for ring in rings if len(ring)]
    return shapely.Polygon(rings[0], rings[1:]) if rings else shapely.Polygon()


COLLECTIONS = {
    4: shapely.MultiPoint,
    5: shapely.MultiLineString,
    6: shapely.MultiPolygon,
    COLLECTION: shapely.GeometryCollection,
    MULTICURVE: shapely.MultiLineString,
    MULTISURFACE: shapely.MultiPolygon,
}
