"""Border streets: along, across, oblique, in gaps, along three units, and where units overlap."""

import numpy as np
import pytest
import shapely

from mapapp.blocks.overlay import overlay
from tests.blocks.cases import in_degrees, site, square, street

OFF = 20
WEST, EAST = square(0, 0, 1000), square(1000, 0, 1000)


def borders(units, *streets, off=OFF):
    return overlay(in_degrees(*units), [site(each, off) for each in streets]).borders


def pairs(found):
    return [each.units for each in found]


def test_a_street_along_a_border_belongs_to_both_units():
    (border,) = borders([WEST, EAST], street((1000, 100), (1000, 700)))
    assert (border.site, border.units) == (0, (0, 1))
    assert border.length_m == pytest.approx(600, rel=1e-6)
    assert border.low == (0, 0)
    assert border.high == pytest.approx((600, 600), rel=1e-6)


def test_a_street_drawn_in_one_unit_within_its_accuracy_of_the_other_belongs_to_both():
    (border,) = borders([WEST, EAST], street((990, 100), (990, 700)))
    assert border.drawn == pytest.approx((600, 0), rel=1e-6)
    assert border.low == (0, 0)
    assert border.high == pytest.approx((600, 600), rel=1e-6)


def test_a_street_farther_from_the_border_than_its_accuracy_is_no_border_street():
    assert borders([WEST, EAST], street((979, 100), (979, 700))) == []


@pytest.mark.parametrize("along", [(0, 0), (30, 0), (0, 40)])
def test_a_street_across_a_border_is_no_border_street(along):
    lean, shift = along
    assert borders([WEST, EAST], street((800, 500), (1200 + shift, 500 + lean))) == []


@pytest.mark.parametrize(("degrees", "found"), [(80, 0), (60, 0), (45, 0), (40, 1), (20, 1), (5, 1)])
def test_an_oblique_street_is_a_border_street_from_three_times_its_accuracy(degrees, found):
    aside, up = 400 * np.sin(np.radians(degrees)), 400 * np.cos(np.radians(degrees))
    (*borders_found,) = borders([WEST, EAST], street((1000 - aside, 500 - up), (1000 + aside, 500 + up)))
    assert len(borders_found) == found
    for border in borders_found:
        near = 2 * OFF / np.sin(np.radians(degrees))
        assert border.length_m == pytest.approx(min(near, 800), rel=0.05)


def test_a_street_that_crosses_a_border_twice_runs_along_it_nowhere():
    there_and_back = street((700, 300), (1300, 300), (1300, 700), (700, 700))
    assert borders([WEST, EAST], there_and_back) == []


def test_a_street_half_of_which_is_near_both_units_is_a_border_street_though_short():
    assert pairs(borders([WEST, EAST], street((965, 500), (1035, 500)))) == [(0, 1)]
    assert borders([WEST, EAST], street((950, 500), (1035, 500))) == []


@pytest.mark.parametrize(("width", "found"), [(30, [(0, 1)]), (38, [(0, 1)]), (42, [])])
def test_units_that_leave_the_street_free_share_it_within_its_accuracy(width, found):
    west, east = square(0, 0, 1000 - width / 2, 1000), square(1000 + width / 2, 0, 1000)
    streets = borders([west, east], street((1000, 100), (1000, 700)))
    assert pairs(streets) == found
    for each in streets:
        assert each.drawn == (0, 0)
        assert each.high == pytest.approx((600, 600), rel=1e-6)


def test_a_street_along_three_units_is_a_border_of_each_two_that_it_parts():
    north, south = square(1000, 500, 1000, 500), square(1000, 0, 1000, 500)
    found = borders([WEST, north, south], street((1000, 100), (1000, 900)))
    assert pairs(found) == [(0, 1), (0, 2)]
    assert [each.length_m for each in found] == pytest.approx([420, 420], rel=1e-3)


def test_a_street_that_ends_at_a_border_is_no_border_street():
    assert borders([WEST, EAST], street((500, 500), (1000, 500))) == []


def test_a_street_within_the_overlap_of_two_units_is_a_border_street_only_near_their_borders():
    narrow, wide = square(980, 0, 1000), square(800, 0, 1000)
    middle = street((990, 100), (990, 700)), street((900, 100), (900, 700))
    assert pairs(borders([WEST, narrow], middle[0])) == [(0, 1)]
    assert borders([WEST, wide], middle[1]) == []


def test_two_equal_units_make_no_border_within_them():
    assert borders([WEST, WEST], street((500, 100), (500, 700))) == []


def test_a_street_of_no_doubt_is_a_border_street_only_on_the_border_itself():
    corners = [(1000, 0), (1000, 1000)]
    assert pairs(borders([WEST, EAST], street(*corners), off=0)) == [(0, 1)]
    assert borders([WEST, EAST], street((500, 500), (1500, 500)), off=0) == []


def test_each_border_says_what_its_units_hold_of_the_whole_street():
    bent = street((500, 100), (1000, 100), (1000, 700), (1500, 700))
    result = overlay(in_degrees(WEST, EAST), [site(square(0, 0)), site(bent, OFF)])
    (border,) = result.borders
    assert border.site == 1
    rows = [int(np.flatnonzero((result.parts.site == 1) & (result.parts.unit == unit))[0]) for unit in border.units]
    assert border.low == tuple(result.parts.low[rows]) == pytest.approx((480, 480), rel=1e-3)
    assert border.drawn == tuple(result.parts.measure[rows])
    assert border.high == tuple(result.parts.high[rows]) == pytest.approx((1120, 1120), rel=1e-3)


def test_points_and_areas_are_no_border_streets():
    shapes = shapely.Point(1000, 500), square(900, 100, 200)
    assert borders([WEST, EAST], *shapes) == []
