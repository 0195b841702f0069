"""Units together: overlaps, gaps, and slivers that are neither."""

import numpy as np
import pytest
import shapely

from mapapp.blocks.overlay import overlay
from tests.blocks.cases import in_degrees, site, square

SITE = site(shapely.Point(50, 50))


def together(*units):
    return overlay(in_degrees(*units), [SITE])


RING = [square(100 * x, 100 * y) for x in range(3) for y in range(3) if (x, y) != (1, 1)]


def test_units_side_by_side_neither_overlap_nor_leave_a_gap():
    result = together(*RING, square(100, 100))
    assert (result.overlaps, result.gaps) == ([], [])


def test_two_units_that_overlap_are_named_with_the_area():
    ((a, b, area),) = together(square(500, 0), square(0, 0), square(90, 0)).overlaps
    assert (a, b) == (1, 2)
    assert area == pytest.approx(1_000, rel=1e-5)


def test_a_unit_within_another_and_a_unit_drawn_twice_overlap():
    pairs = [pair[:2] for pair in together(square(0, 0, 500), square(100, 100), square(0, 0, 500)).overlaps]
    assert pairs == [(0, 1), (0, 2), (1, 2)]


def test_a_gap_is_told_with_the_units_around_it_and_a_point_in_it():
    (gap,) = together(*RING).gaps
    assert gap.units == tuple(range(8))
    assert gap.area_m2 == pytest.approx(10_000, rel=1e-5)
    assert shapely.contains_xy(in_degrees(square(100, 100))[0], *gap.at)


def test_a_hole_in_one_unit_is_a_gap():
    holed = shapely.difference(square(0, 0, 500), square(100, 100))
    (gap,) = together(holed).gaps
    assert gap.units == (0,)


def test_a_unit_in_a_gap_touches_it_and_is_no_part_of_it():
    around = shapely.difference(square(0, 0, 900), square(200, 200, 500))
    island = shapely.difference(square(300, 300, 300), square(400, 400))
    gaps = together(around, island).gaps
    assert [gap.units for gap in gaps] == [(0, 1), (1,)]
    assert [gap.area_m2 for gap in gaps] == pytest.approx([500**2 - 300**2, 100**2], rel=1e-5)


def test_ground_between_units_that_meet_only_at_their_corners_is_a_gap():
    (gap,) = together(square(100, 0), square(0, 100), square(200, 100), square(100, 200)).gaps
    assert gap.units == (0, 1, 2, 3)


def test_open_ground_beside_the_units_is_no_gap():
    assert together(*(unit for unit in RING if not unit.equals(RING[3]))).gaps == []


def test_slivers_are_neither_overlaps_nor_gaps():
    small = together(square(0, 0), square(99.995, 0))
    assert small.overlaps == []
    thin = together(square(0, 0, 1000), square(999.99, 0, 1000))
    assert thin.overlaps == []


def test_straight_edges_that_bend_in_projection_are_no_faults():
    west = shapely.box(116.36, 39.9, 116.38, 39.91)
    halves = [shapely.box(116.36, 39.91, 116.37, 39.92), shapely.box(116.37, 39.91, 116.38, 39.92)]
    result = overlay(np.array([west, *halves]), [SITE])
    assert (result.overlaps, result.gaps) == ([], [])


def test_many_units_with_edges_that_do_not_match_are_one_ground():
    bricks = [square(200 * x + 100 * (y % 2), 100 * y, 200, 100) for x in range(20) for y in range(20)]
    result = overlay(in_degrees(*bricks), [site(square(600, 600, 900))])
    assert (result.overlaps, result.gaps) == ([], [])
    assert result.outside_share == pytest.approx([0], abs=1e-6)
