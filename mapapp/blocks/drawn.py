"""The units as the page draws them: GeoJSON, simplified as far as the page needs it."""

import json

import numpy as np
import shapely

from mapapp.blocks.blocks import UNITS

MOST_VERTICES, MOST_PER_UNIT = 20_000, 8
MANY_VERTICES = 200_000
DECIMALS = 6
FIRST_TOLERANCE, LAST_TOLERANCE = 2e-5, 5e-3
"""Degrees: about 2 m and 500 m."""
TOLD = ("name", "low", "drawn", "high")


def drawn(blocks, answer):
    """Return the bytes of a FeatureCollection in WGS-84: each unit's id is its index, its properties are its counts.

    Beyond 20,000 vertices, and 8 a unit, shapes are simplified; no measure is taken from these.
    """
    shapes = simplified(blocks.geometry) if blocks.kind == UNITS else blocks.geometry
    features = [_feature(index, *unit) for index, unit in enumerate(zip(shapes, answer["units"], strict=True))]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def simplified(shapes):
    """Return an array of polygons with at most 20,000 vertices, or 8 a polygon, where that is possible within 500 m."""
    most = max(MOST_VERTICES, MOST_PER_UNIT * len(shapes))
    tolerance, simpler = FIRST_TOLERANCE, shapes
    while _vertices(simpler) > most and tolerance < LAST_TOLERANCE:
        simpler = _simpler(shapes, tolerance)
        tolerance *= 4
    return np.where(shapely.is_empty(simpler), shapes, simpler)


def _simpler(shapes, tolerance):
    """Return the polygons simplified, with borders that units share alike unless there are too many vertices for it."""
    if _vertices(shapes) > MANY_VERTICES:
        return shapely.simplify(shapes, tolerance, preserve_topology=False)
    return shapely.coverage_simplify(shapes, tolerance)


def _vertices(shapes):
    return int(shapely.get_num_coordinates(shapes).sum())


def _feature(index, shape, unit):
    rounded = shapely.transform(shape, lambda degrees: degrees.round(DECIMALS))
    geometry = json.loads(shapely.to_geojson(shapely.orient_polygons(rounded)))
    counts = {name: unit[name] for name in TOLD if name in unit}
    return {"type": "Feature", "id": index, "geometry": geometry, "properties": counts}
