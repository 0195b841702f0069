"""Which coordinate systems a file can be in, each tried on its own units and shown as a small drawing."""

import numpy as np
import shapely

from mapapp.blocks.whereabouts import District
from mapapp.earth.crs import OutOfRange
from mapapp.earth.datums import BD09, GCJ02
from mapapp.earth.fitting import fitting

DEGREES, SHIFTED = ("EPSG:4326", "EPSG:4490"), (GCJ02, BD09)
NEAR_M = 10_000
SAMPLE = 1_000
DRAWN_VERTICES = 200
FEWEST_VERTICES = 5
"""The vertices of a rectangle."""


def candidates(geometry, outline):
    """Return what the coordinates of a file can be, CGCS2000 first, as a list of dicts that JSON can say.

    `geometry`: an array of shapes as in the file, x first or y first. `outline`: of the district, in WGS-84. What
    brings half of the vertices within 10 km of the outline counts. `inside`: the share of the vertices that lie in
    it. `preview`: a GeoJSON geometry of 200 vertices at most, in WGS-84 degrees. `axes_swapped`: whether it is so
    only with x and y exchanged.
    """
    district = District(outline)
    drawing, points = _drawing(geometry), sample(geometry)
    straight = [*_tried(points, drawing, district, False)]
    taken = {one["crs"] for one in straight}
    turned = _tried(points[:, ::-1], exchanged(drawing), district, True)
    return straight + [one for one in turned if one["crs"] not in taken]


def usual(outline):
    """Return the codes of the coordinate systems that planners of a district use, those of its own zone in metres.

    `outline`: of the district, a GeoJSON geometry in WGS-84.
    """
    return [*DEGREES, *District(shapely.geometry.shape(outline)).zones, *SHIFTED]


def sample(geometry):
    """Return up to 1,000 vertices of all shapes, evenly picked, as an array (n, 2); only those that are numbers."""
    coordinates = shapely.get_coordinates(geometry)
    coordinates = coordinates[np.isfinite(coordinates).all(axis=1)]
    return coordinates[:: len(coordinates) // SAMPLE + 1]


def exchanged(geometry):
    """Return shapes with x and y exchanged."""
    return shapely.transform(geometry, lambda coordinates: coordinates[:, ::-1])


def _tried(points, drawing, district, axes_swapped):
    """Yield a candidate for each coordinate system that brings the points near the district."""
    for reference in fitting(*np.median(points, axis=0), *district.centre):
        try:
            degrees = reference.to_wgs84(points)
            preview = shapely.transform(drawing, lambda xy, to_wgs84=reference.to_wgs84: to_wgs84(xy).round(6))
        except OutOfRange:
            continue
        if district.is_near(degrees, NEAR_M):
            yield {
                "crs": reference.code,
                "name_zh": reference.name_zh,
                "name_en": reference.name,
                "accuracy_m": reference.accuracy_m,
                "doubtful": reference.doubtful,
                "inside": round(district.share_inside(degrees), 4),
                "preview": shapely.geometry.mapping(preview),
                "axes_swapped": axes_swapped,
            }


def _drawing(geometry):
    """Return a few of the shapes, simply drawn, as one: polygons, or points where there are none."""
    polygons = geometry[shapely.get_dimensions(geometry) == 2]
    if not len(polygons):
        points = sample(geometry)
        return shapely.multipoints(points[:: len(points) // DRAWN_VERTICES + 1])
    few = polygons[:: len(polygons) * FEWEST_VERTICES // DRAWN_VERTICES + 1]
    simple = [_simple(shape, DRAWN_VERTICES // len(few)) for shape in few]
    return shapely.MultiPolygon([shape for shape in simple if shape.geom_type == "Polygon"])


def _simple(shape, most):
    """Return a polygon as it is, or its hull, or the rectangle round it, by how many vertices it may have."""
    hull = shapely.convex_hull(shape)
    likenesses = (one for one in (shape, hull) if one.geom_type == "Polygon")
    return next((one for one in likenesses if shapely.get_num_coordinates(one) <= most), shapely.envelope(shape))
