"""Shapes written as WKT in a column of a table."""

import re
from itertools import accumulate, islice

import numpy as np
import pyproj
import shapely
from pyproj.exceptions import CRSError

from mapapp.blocks.formats.placement import Placement, plain
from mapapp.errors import CRSContradictory, GeometryCorrupt, TooManyVertices, UnknownCRS

NAMES = {
    "wkt",
    "ewkt",
    "geom",
    "geometry",
    "thegeom",
    "shape",
    "wktgeom",
    "几何",
    "幾何",
    "图形",
    "圖形",
    "空间",
    "空間",
}
SHAPE = re.compile(
    r"\s*(?:SRID\s*=\s*(\d{1,9})\s*;)?\s*((?:(?:MULTI)?(?:POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION)\s*(?:Z|M|ZM)?\s*(?:\(|EMPTY).*)",
    re.IGNORECASE | re.DOTALL,
)
"""The number of a coordinate system, if there is one, and the shape."""
WORD = re.compile(r"[A-Z]{2,}", re.IGNORECASE)
PARENTHESIS = re.compile(r"[()]")
KINDS = {prefix + kind for prefix in ("", "MULTI") for kind in ("POINT", "LINESTRING", "POLYGON")} | {
    "GEOMETRYCOLLECTION"
}
WORDS = {kind + more for kind in KINDS for more in ("", "Z", "M", "ZM")} | {"EMPTY", "ZM"}
DEEPEST = 12
"""Parentheses within one another; a collection of multipolygons needs four."""
MOST_NAMED = 5
LOOKED_AT = 20
"""Values of a column that are not blank, of which one must be a shape."""


def placement(header, rows, name, limits):
    """Return the `Placement` by the column that holds WKT, one that is named so before others, or `None`.

    Raises `GeometryCorrupt` where shapes are nested too deep, `TooManyVertices` and `UnknownCRS`.
    """
    at = _column(header, rows)
    if at is None:
        return None
    found = [SHAPE.fullmatch(row[at]) for row in rows]
    geometry = shapes([match[2] if match else "" for match in found], name, limits)
    return Placement(geometry, (at,), _crs({int(match[1] or 0) for match in found if match}, name))


def is_shape(text):
    """Whether a value is a shape in WKT, by how it begins."""
    return SHAPE.fullmatch(text) is not None


def _column(header, rows):
    order = sorted(range(len(header)), key=lambda at: plain(header[at]) not in NAMES)
    return next((at for at in order if any(map(is_shape, _first_values(rows, at)))), None)


def _first_values(rows, at):
    return islice((row[at] for row in rows if row[at].strip()), LOOKED_AT)


def shapes(texts, name, limits):
    """Return an array of 2-D shapes of WKT, a list of texts, rings closed; `None` for what is none.

    Raises `GeometryCorrupt` where shapes are nested too deep, and `TooManyVertices`.
    """
    for number, text in enumerate(texts, 1):
        if text.count("(") > DEEPEST and _depth(text) > DEEPEST:
            raise GeometryCorrupt(file=name, where_en=f"row {number}", where_zh=f"第 {number} 行")
    if sum(text.count(",") + 1 for text in texts if text) > limits.vertices:
        raise TooManyVertices(file=name, limit=limits.vertices)
    known = [text if _is_plain(text) else None for text in texts]
    with np.errstate(invalid="ignore"):
        return shapely.force_2d(shapely.from_wkt(np.array(known, object), on_invalid="fix"))


def _depth(text):
    return max(accumulate(1 if one == "(" else -1 for one in PARENTHESIS.findall(text)), default=0)


def _is_plain(text):
    """Whether a collection holds none but plain shapes: no curves, for which there is no reader."""
    return text[:1] not in ("G", "g") or {word.upper() for word in WORD.findall(text)} <= WORDS


def _crs(codes, name):
    """Return the CRS of the numbers that the values state, which must be one; 0 is none."""
    if codes == {0}:
        return None
    if len(codes) > 1:
        stated = [f"SRID={code}" for code in sorted(codes - {0})[:MOST_NAMED]]
        raise CRSContradictory(file=name, crs=", ".join(stated + ["–"] * (0 in codes)))
    (code,) = codes
    try:
        return pyproj.CRS.from_epsg(code)
    except (CRSError, ValueError) as problem:
        raise UnknownCRS(file=name, crs=f"SRID={code}") from problem
