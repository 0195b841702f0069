"""Planners' units as drawings, as numbers for an SVG: coloured by count, and as a guess of where they lie."""

from bisect import bisect_right
from dataclasses import dataclass

from shapely import box
from shapely.geometry import shape

from mapapp.view.paper import Paper

DARKEST = 4
"""The slot of the highest class; the lowest, of no commitments, is 0."""


@dataclass(frozen=True)
class Cell:
    """A unit in a drawing: its index, its path (a point has none), where its count stands, and its colour's slot."""

    id: int
    path: str
    x: float
    y: float
    slot: int
    count: int


@dataclass(frozen=True)
class Drawing:
    """A drawing `width` × `height` units large: the district's outline and the units over it."""

    width: int
    height: int
    outline: str
    cells: list


def slots(bounds):
    """Return the slot of each class, given the least count of each: spread from the lightest to the darkest colour.

    >>> slots([0, 1, 3])
    [0, 2, 4]
    """
    return [round(place * DARKEST / max(len(bounds) - 1, 1)) for place in range(len(bounds))]


def slot(count, bounds):
    """Return the slot of a count: that of the last class that it reaches."""
    return slots(bounds)[bisect_right(bounds, count) - 1]


def coloured(outline, features, bounds):
    """Return the `Drawing` of units, GeoJSON features with `drawn`, over the district; `bounds`: of the classes."""
    paper = Paper(shape(outline).bounds)
    return _drawing(paper, outline, [_cell(feature, paper, bounds) for feature in features])


def guess(outline, geometry):
    """Return the `Drawing` of a geometry in WGS-84 with the district's outline, however far apart they are."""
    there = shape(geometry)
    paper = Paper(_square(box(*shape(outline).bounds).union(box(*there.bounds)).bounds))
    pieces = there.geoms if there.geom_type == "MultiPoint" else [there]
    path = "" if there.geom_type.endswith("Point") else paper.path(geometry)
    return _drawing(paper, outline, [Cell(0, path, *_middle(piece, paper), DARKEST, 0) for piece in pieces])


def _drawing(paper, outline, cells):
    return Drawing(paper.width, paper.height, paper.path(outline), cells)


def _cell(feature, paper, bounds):
    geometry, count = feature["geometry"], feature["properties"]["drawn"]
    there = shape(geometry)
    path = "" if there.geom_type.endswith("Point") else paper.path(geometry)
    return Cell(feature["id"], path, *_middle(there, paper), slot(count, bounds), count)


def _middle(there, paper):
    middle = there.representative_point()
    return paper.point((middle.x, middle.y))


def _square(bounds):
    """Return bounds widened to a square of degrees, so that no drawing is a thin strip."""
    west, south, east, north = bounds
    half, x, y = max(east - west, north - south) / 2, (west + east) / 2, (south + north) / 2
    return x - half, max(y - half, -85), x + half, min(y + half, 85)
