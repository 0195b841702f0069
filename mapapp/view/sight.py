"""What of a feature is in sight of a window: nothing far outside of it is written into a drawing."""

import shapely
from shapely.geometry import box, mapping, shape

from mapapp.view.paper import path_of

BEYOND = 60
"""So many units beyond the window are kept: more than half of the broadest line."""


def is_near(feature, window):
    """Return whether the bounds of a feature touch what is in sight."""
    west, south, east, north = shape(feature["geometry"]).bounds
    (left, top), (right, bottom) = window.point((west, north)), window.point((east, south))
    beyond_x, beyond_y = window.width + BEYOND, window.height + BEYOND
    return left <= beyond_x and right >= -BEYOND and top <= beyond_y and bottom >= -BEYOND


def in_units(feature, window):
    """Return the geometry of a feature in the units of a window, valid where the feature's is not."""
    moved = shapely.transform(shape(feature["geometry"]), lambda degrees: [window.point(one) for one in degrees])
    return shapely.make_valid(moved)


def in_sight(feature, window):
    """Return what of a feature's geometry, in units, is in sight."""
    return in_units(feature, window).intersection(_reach(window))


def path_in_sight(feature, window):
    """Return the path of what is in sight of a line or area; a point has none."""
    type_ = feature["geometry"]["type"].removeprefix("Multi")
    return written(in_sight(feature, window), type_) if type_ != "Point" else ""


def edge_in_sight(feature, window):
    """Return the path of what is in sight of the edge of an area."""
    return written(in_units(feature, window).boundary.intersection(_reach(window)), "LineString")


def written(geometry, type_):
    """Return the path data of those parts of a geometry in units that are of one type."""
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type == type_ and not part.is_empty]
    return "".join(path_of(mapping(part), _short) for part in parts)


def _reach(window):
    return box(-BEYOND, -BEYOND, window.width + BEYOND, window.height + BEYOND)


def _short(point):
    return round(point[0], 1), round(point[1], 1)
