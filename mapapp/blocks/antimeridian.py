"""Units across the 180th meridian, which plain numbers would stretch round the whole globe."""

import numpy as np
import shapely
from shapely import box

from mapapp.blocks.findings import noted
from mapapp.blocks.polygons import polygonal

WHOLE_TURN = 360
HERE, BEYOND = box(-180, -90, 180, 90), box(180, -90, 540, 90)


def split(geometry, names):
    """Return an array of polygons in degrees with those across the 180th meridian cut there, and the findings.

    A ring with an edge longer than half a turn, and shorter than a whole one, is read as the narrow shape.
    """
    across = _across(geometry)
    if not len(across):
        return geometry, []
    cut = geometry.copy()
    for index in across:
        cut[index] = _cut(geometry[index])
    return cut, [noted("antimeridian", *(names[index] for index in across), count=len(across))]


def _across(geometry):
    """Return the indexes of the shapes that have such an edge."""
    coordinates, owner = shapely.get_coordinates(geometry, return_index=True)
    suspects = np.unique(owner[np.abs(coordinates[:, 0]) > WHOLE_TURN / 4])
    wide = suspects[np.ptp(shapely.bounds(geometry[suspects])[:, [0, 2]], axis=1) > WHOLE_TURN / 2]
    return [index for index in wide if _has_long_edge(geometry[index])]


def _has_long_edge(shape):
    rings = shapely.get_rings(shapely.get_parts(shape))
    steps = np.concatenate([np.abs(np.diff(shapely.get_coordinates(ring)[:, 0])) for ring in rings])
    return bool(((steps > WHOLE_TURN / 2) & (steps < WHOLE_TURN)).any())


def _cut(shape):
    """Return the shape with its western part on the other side of the map, as it lies on the ground."""
    unrolled = shapely.transform(shape, _unrolled)
    whole = shapely.make_valid(unrolled, method="structure", keep_collapsed=False)
    beyond = shapely.transform(whole.intersection(BEYOND), lambda degrees: degrees - (WHOLE_TURN, 0))
    parts = shapely.get_parts(shapely.GeometryCollection([whole.intersection(HERE), beyond]))
    return polygonal(shapely.GeometryCollection(parts.tolist())) or shapely.Polygon()


def _unrolled(degrees):
    return degrees + np.outer(degrees[:, 0] < 0, (WHOLE_TURN, 0))
