"""Arcs in well-known binary are drawn as chords, and what is straight stays exact."""

import math
import struct

import numpy as np
import pytest
import shapely

from mapapp.blocks.blocks import Limits
from mapapp.blocks.formats import curves
from mapapp.errors import TooManyVertices

SQUARE = [(0, 0), (4, 0), (4, 4), (0, 4), (0, 0)]
CIRCLE = [(200, 100), (100, 200), (0, 100), (100, 0), (200, 100)]
"""Two half circles of 100 m, by start, middle and end, one after the other."""
POLYGON, ARCS, COMPOUND, CURVE_POLYGON, MULTISURFACE = 3, 8, 9, 10, 12


def run(points, kind=2, order="<"):
    """Return the WKB of a line or of arcs."""
    head = struct.pack(order + "BII", order == "<", kind, len(points))
    return head + np.array(points, order + "f8").tobytes()


def made(kind, *parts, order="<"):
    """Return the WKB of a shape made of others."""
    return struct.pack(order + "BII", order == "<", kind, len(parts)) + b"".join(parts)


def straightened(blob, limits=None):
    (found,), finding = curves.straightened([blob], "units.gpkg", limits or Limits())
    return shapely.from_wkb(found), finding


@pytest.mark.parametrize("order", "<>")
def test_a_curve_polygon_of_straight_lines_is_exact(order):
    hole = [(1, 1), (1, 2), (2, 2), (1, 1)]
    rings = [made(COMPOUND, run(SQUARE[:3], order=order), run(SQUARE[2:], order=order), order=order)]
    blob = made(CURVE_POLYGON, *rings, run(hole, order=order), order=order)
    shape, finding = straightened(made(MULTISURFACE, blob, order=order))
    assert shapely.equals_exact(shape, shapely.MultiPolygon([shapely.Polygon(SQUARE, [hole])]))
    assert finding is None


def test_heights_and_measures_are_left_out():
    points = [(*point, 7, 8) for point in SQUARE]
    shape, _ = straightened(made(3000 + CURVE_POLYGON, run(points, 3002)))
    assert shapely.equals_exact(shape, shapely.Polygon(SQUARE))
    assert not shape.has_z


@pytest.mark.parametrize("points", [CIRCLE, CIRCLE[::-1], [CIRCLE[0], CIRCLE[2], CIRCLE[0]]])
def test_no_chord_lies_more_than_a_millimetre_from_its_arc(points):
    away = np.add(points, (440_000, 4_410_000))
    shape, finding = straightened(made(CURVE_POLYGON, run(away, ARCS)))
    xy = shapely.get_coordinates(shape) - (440_100, 4_410_100)
    assert abs(np.hypot(*xy.T) - 100).max() < 1e-8
    middles = np.hypot(*((xy[1:] + xy[:-1]) / 2).T)
    assert 0.0005 < 100 - middles.min() < 0.001
    assert shape.area == pytest.approx(math.pi * 100**2, rel=2e-5)
    assert set(map(tuple, away)) <= set(map(tuple, shapely.get_coordinates(shape)))
    assert (finding.code, finding.notes) == ("curves_drawn", ("1",))


def test_an_arc_in_degrees_is_drawn_as_finely():
    points = np.array(CIRCLE) / 1e5 + (116, 39)
    shape, _ = straightened(made(CURVE_POLYGON, run(points, ARCS)))
    xy = shapely.get_coordinates(shape) - (116.001, 39.001)
    middles = np.hypot(*((xy[1:] + xy[:-1]) / 2).T)
    assert 0.001 - middles.min() < 1e-8


def test_arcs_may_turn_either_way_and_follow_lines():
    ring = made(COMPOUND, run([(2, 1), (2, 0), (0, 0), (0, 1)]), run([(0, 1), (1, 0.5), (2, 1)], ARCS))
    shape, _ = straightened(made(CURVE_POLYGON, ring))
    assert shapely.get_num_coordinates(shape) > 20
    assert shape.area == pytest.approx(2 - 0.6988, abs=0.001)


def test_more_chords_than_vertices_are_allowed_are_refused():
    wide = np.array(CIRCLE) * 1e9
    with pytest.raises(TooManyVertices):
        straightened(made(CURVE_POLYGON, run(wide, ARCS)))


def test_what_is_broken_stays_for_others_to_refuse():
    whole = made(CURVE_POLYGON, run(CIRCLE, ARCS))
    for blob in [*(whole[:size] for size in range(5, len(whole))), made(CURVE_POLYGON, run(CIRCLE[:4], ARCS))]:
        assert curves.straightened([blob, None, b""], "units.gpkg", Limits()) == ([blob, None, b""], None)
