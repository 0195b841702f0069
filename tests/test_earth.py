"""Coordinates and metres."""

import numpy as np
import pytest
from pyproj import Transformer

from mapapp.earth.datums import DATUMS, convert
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


# Datums


def metres_between(one, other):
    east, north = (np.asarray(other) - one).T
    return np.hypot(east * 111_320 * np.cos(np.radians(39.9)), north * 111_035)


XICHENG = np.array([[x, y] for x in np.linspace(116.3152, 116.3933, 9) for y in np.linspace(39.8675, 39.9717, 9)])


def test_the_gate_of_heavenly_peace_in_both_datums():
    assert convert([[116.3913, 39.9073]], "WGS-84", "GCJ-02").round(4).tolist() == [[116.3975, 39.9087]]


@pytest.mark.parametrize(("datum", "least", "most"), [("GCJ-02", 540, 557), ("BD-09", 1335, 1381)])
def test_around_xicheng_the_shift_is_as_large_as_it_is_known_to_be(datum, least, most):
    shift = metres_between(XICHENG, convert(XICHENG, "WGS-84", datum))
    assert least - 1 <= shift.min() and shift.max() <= most + 1


@pytest.mark.parametrize("source", DATUMS)
@pytest.mark.parametrize("target", DATUMS)
def test_there_and_back_is_the_same_place(source, target):
    back = convert(convert(XICHENG, source, target), target, source)
    assert metres_between(XICHENG, back).max() < 1e-5


@pytest.mark.parametrize(
    ("gcj02", "wgs84"),
    [([116.391647, 39.941639], [116.385406, 39.94024]), ([116.384695, 39.889467], [116.378467, 39.888076])],
)
def test_the_converted_bus_stops_of_the_gazetteer(gcj02, wgs84):
    assert convert([gcj02], "GCJ-02", "WGS-84").round(6).tolist() == [wgs84]


def test_outside_china_nothing_is_shifted():
    assert convert([[2.35, 48.85]], "WGS-84", "GCJ-02").tolist() == [[2.35, 48.85]]
