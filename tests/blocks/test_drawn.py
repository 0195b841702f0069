"""The units as the page draws them."""

import json

import numpy as np
import pytest
import shapely

from mapapp.blocks.blocks import POINTS, UNITS, Blocks
from mapapp.blocks.drawn import MANY_VERTICES, MOST_VERTICES, drawn, simplified


def wavy(vertices):
    """Return a round polygon in Xicheng whose border waves."""
    turn = np.linspace(0, 2 * np.pi, vertices, endpoint=False)
    radius = 0.02 * (1 + 0.01 * np.sin(vertices / 20 * turn))
    return shapely.Polygon(np.column_stack([116.36 + radius * np.cos(turn), 39.91 + radius * np.sin(turn)]))


def halves(shape):
    """Return the western and the eastern half of a shape."""
    return np.array(
        [shapely.clip_by_rect(shape, 116, 39, 116.36, 40), shapely.clip_by_rect(shape, 116.36, 39, 117, 40)]
    )


def blocks(kind, shapes):
    return Blocks(
        kind, ["001"] * len(shapes), {}, np.array(shapes), [1] * len(shapes), "EPSG:4326", "WGS 84", "GeoJSON"
    )


def test_few_vertices_are_drawn_as_they_are():
    shapes = halves(wavy(1_000))
    assert simplified(shapes).tolist() == shapes.tolist()


@pytest.mark.parametrize("vertices", [40_000, MANY_VERTICES + 1_000])
def test_many_vertices_become_few(vertices):
    (shape,) = simplified(np.array([wavy(vertices)]))
    assert 3 < shapely.get_num_coordinates(shape) <= MOST_VERTICES
    assert shape.area == pytest.approx(wavy(vertices).area, rel=0.03)


def test_a_shared_border_stays_shared():
    west, east = simplified(halves(wavy(40_000)))
    assert west.intersection(east).area == 0
    assert west.intersection(east).length == pytest.approx(0.04, rel=0.1)


def test_each_unit_is_told_by_its_index_with_its_counts():
    units = [{"name": "001", "low": 0, "drawn": 1, "high": 2, "attributes": {"note": "x"}}]
    (feature,) = json.loads(drawn(blocks(UNITS, [shapely.box(116.35, 39.9, 116.36, 39.91)]), {"units": units}))[
        "features"
    ]
    assert (feature["id"], feature["properties"]) == (0, {"name": "001", "low": 0, "drawn": 1, "high": 2})
    assert feature["geometry"]["type"] == "Polygon"


def test_points_are_drawn_where_they_are():
    collection = json.loads(
        drawn(blocks(POINTS, [shapely.Point(116.35, 39.9)]), {"units": [{"name": "a", "drawn": 3}]})
    )
    assert collection["features"][0]["geometry"] == {"type": "Point", "coordinates": [116.35, 39.9]}
