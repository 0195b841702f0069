"""Coordinates and metres."""

import pytest
from pyproj import Transformer

from mapapp.earth.metres import metric_crs


@pytest.mark.parametrize(
    ("longitude", "epsg"), [(116.37, 4548), (115.4, 4547), (121.5, 4549), (75.9, 4534), (135.0, 4554)]
)
def test_china_is_measured_in_its_own_zones(longitude, epsg):
    assert metric_crs(longitude).to_epsg() == epsg


def test_a_degree_is_as_long_as_it_should_be():
    to_metres = Transformer.from_crs("EPSG:4326", metric_crs(116.37), always_xy=True).transform
    (x1, y1), (x2, y2) = to_metres(116.37, 39.9), to_metres(116.37, 40.9)
    assert ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 == pytest.approx(111_041, abs=40)


def test_elsewhere_metres_are_metres_too():
    to_metres = Transformer.from_crs("EPSG:4326", metric_crs(2.35), always_xy=True).transform
    (x1, y1), (x2, y2) = to_metres(2.35, 48.85), to_metres(2.36, 48.85)
    assert ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 == pytest.approx(734, abs=2)
