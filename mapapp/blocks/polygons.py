"""The part of a file that can be units: its polygons, or its points where it holds nothing else."""

from dataclasses import dataclass

import numpy as np
import shapely

from mapapp.blocks import outlines
from mapapp.blocks.blocks import POINTS, UNITS
from mapapp.blocks.findings import noted
from mapapp.errors import LayerEmpty, LinesOpen, NoGeometry

POINT, POLYGON, MULTIPOINT, MULTIPOLYGON, COLLECTION = 0, 3, 4, 6, 7
"""Shapely's numbers of the types."""


@dataclass(frozen=True)
class Kept:
    """What is kept of a file: its `kind`, an array of shapes, and for each the index of its row."""

    kind: str
    geometry: np.ndarray
    rows: np.ndarray
    findings: list


def kept(geometry, name):
    """Return what is `Kept` of an array of shapes, flat and finite.

    Where there are no polygons, closed lines become some. Several points in one row become several. Raises LayerEmpty
    and NoGeometry, among it LinesOpen; `name` is for the sentence.
    """
    if not len(geometry):
        raise LayerEmpty(file=name)
    empty = shapely.is_missing(geometry) | shapely.is_empty(geometry)
    finite = ~empty & _finite(geometry)
    types = shapely.get_type_id(geometry)
    polygons = finite & np.isin(types, (POLYGON, MULTIPOLYGON, COLLECTION))
    shapes = np.array([polygonal(shape) for shape in geometry[polygons]], dtype=object)
    polygons[polygons] = [shape is not None for shape in shapes]
    shapes = shapes[shapes != None]  # noqa: E711
    kind, rows, drawn = UNITS, np.flatnonzero(polygons), []
    if not len(rows):
        kind, shapes, rows, drawn = _without_polygons(geometry, finite, types, name)
    others = finite.copy()
    others[rows] = False
    mixed = polygons & (types == COLLECTION)
    mixed[mixed] = [_is_mixed(shape) for shape in geometry[mixed]]
    return Kept(kind, shapely.force_2d(shapes), rows, [*drawn, *_left_out(empty, finite, others, mixed)])


def _without_polygons(geometry, finite, types, name):
    """Return the kind, shapes, rows and findings of a file of lines or points."""
    lines = np.flatnonzero(finite & np.isin(types, outlines.KINDS))
    open_ = outlines.count_open(geometry[lines])
    if len(lines) and not open_:
        return UNITS, outlines.enclosed(geometry[lines]), lines, [noted("lines_as_units", count=len(lines))]
    points, rows = _points(geometry, finite & np.isin(types, (POINT, MULTIPOINT)))
    if len(rows):
        return POINTS, points, rows, []
    raise LinesOpen(file=name, count=len(lines), open=open_) if open_ else NoGeometry(file=name)


def _left_out(empty, finite, others, mixed):
    masks = {"null_geometry": empty, "non_finite_coordinates": ~empty & ~finite, "non_polygon_ignored": others}
    masks["parts_ignored"] = mixed
    rows = {code: [str(row + 1) for row in np.flatnonzero(mask)] for code, mask in masks.items()}
    return [noted(code, *numbers, count=len(numbers)) for code, numbers in rows.items() if numbers]


def _finite(geometry):
    """Return for each shape whether all of its coordinates are numbers."""
    coordinates, owner = shapely.get_coordinates(geometry, return_index=True)
    finite = np.ones(len(geometry), dtype=bool)
    finite[owner[~np.isfinite(coordinates).all(axis=1)]] = False
    return finite


def polygonal(shape):
    """Return the polygons of a shape as one, or `None`."""
    if shapely.get_type_id(shape) in (POLYGON, MULTIPOLYGON):
        return shape
    polygons = [polygon for part in _leaves(shape) for polygon in shapely.get_parts(part)]
    polygons = [polygon for polygon in polygons if polygon.geom_type == "Polygon" and not polygon.is_empty]
    return shapely.multipolygons(polygons) if len(polygons) > 1 else next(iter(polygons), None)


def _is_mixed(collection):
    leaves = [leaf for leaf in _leaves(collection) if not leaf.is_empty]
    return any(leaf.geom_type not in ("Polygon", "MultiPolygon") for leaf in leaves)


def _leaves(collection):
    """Yield the shapes of a collection that are no collections themselves."""
    waiting = [collection]
    while waiting:
        shape = waiting.pop()
        if shape.geom_type == "GeometryCollection":
            waiting.extend(reversed(shape.geoms))
        else:
            yield shape


def _points(geometry, mask):
    """Return the points of the rows of a mask, and the row of each."""
    rows = np.flatnonzero(mask)
    points, owner = shapely.get_parts(geometry[rows], return_index=True)
    there = ~shapely.is_empty(points)
    return points[there], rows[owner[there]]
