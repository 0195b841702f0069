"""A small drawing of the district and its places, as numbers for an SVG: the map for those without a script."""

from dataclasses import dataclass, replace

from shapely.geometry import shape

from mapapp.layers import query
from mapapp.view.mapdata import anchor
from mapapp.view.paper import Paper
from mapapp.view.spread import spread

PLATE = (24, 20)
FOOT = 5
WIDE_ERROR_M = 500
"""A wider error is not drawn where all places are."""


@dataclass(frozen=True)
class Mark:
    """One place in the drawing: its plate, the path of its line or area, its spot, its error, its number's stand."""

    plate: object
    path: str
    x: float
    y: float
    radius: float
    stand: tuple = ()

    @property
    def wide(self):
        """Whether its error is too wide to be drawn among the others."""
        return self.plate.properties["accuracy_m"] > WIDE_ERROR_M


@dataclass(frozen=True)
class Sketch:
    """A drawing `width` × `height` units large: the district's outline and the marks of its places."""

    width: int
    height: int
    outline: str
    marks: list
    chosen: str | None


def sketch(layers, plates, chosen=None):
    """Return the drawing of all places that have a geometry; `chosen` is the id of the one to bring out."""
    outline = query.district(layers)["geometry"]
    paper = Paper(shape(outline).bounds)
    marks = [mark_of(plate, paper) for plate in plates.values() if plate.feature["geometry"]]
    return Sketch(paper.width, paper.height, paper.path(outline), stood(marks, PLATE, FOOT), chosen)


def stood(marks, plate, foot):
    """Return marks with a stand for the number of each, none over another; `plate`: its width and height.

    A point's number would rather stand above it, on a foot that is so high, every other one on its spot.
    """
    stands = spread([_spot(mark, plate[1] / 2 + foot) for mark in marks], *plate)
    return [replace(mark, stand=stand) for mark, stand in zip(marks, stands, strict=True)]


def _spot(mark, above):
    return mark.x, mark.y - (above if mark.plate.symbol == "point" else 0)


def mark_of(plate, paper):
    """Return the `Mark` of a plate on a paper, its number still without a stand."""
    geometry = plate.feature["geometry"]
    x, y = paper.point(anchor(plate.feature))
    path = "" if geometry["type"].endswith("Point") else paper.path(geometry)
    return Mark(plate, path, x, y, round(plate.properties["accuracy_m"] * paper.units_per_metre, 1))
