"""Stretches of lines: what several areas hold is counted once, whatever their order."""

import numpy as np
import pytest
import shapely

from mapapp.blocks.overlay import overlay
from mapapp.blocks.stretches import held_along
from tests.blocks.cases import in_degrees, site, square, street


def held(line, *areas):
    once, added = held_along(np.array([line]), np.zeros(len(areas), int), np.array(areas))
    return once[0], added[0]


def test_what_two_areas_hold_counts_once_and_added_up():
    assert held(street((0, 50), (300, 50)), square(0, 0, 200, 100), square(100, 0, 200, 100)) == (300, 400)


def test_an_area_within_another_adds_nothing():
    assert held(street((0, 50), (300, 50)), square(0, 0, 300, 100), square(100, 0, 50, 100)) == (300, 350)


def test_every_straight_piece_is_looked_at_by_itself():
    bent = street((0, 50), (100, 50), (100, 150))
    assert held(bent, square(50, 0, 100, 100)) == (100, 100)


def test_a_line_of_several_parts_is_one_line():
    parts = shapely.MultiLineString([[(0, 0), (10, 0)], [(20, 0), (30, 0)]])
    assert held(parts, shapely.box(5, -1, 25, 1)) == (10, 10)


def test_a_touch_holds_nothing():
    assert held(street((0, 0), (100, 0)), shapely.Polygon([(50, 0), (40, 10), (60, 10)])) == (0, 0)
    assert held_along(np.array([street((0, 0), (1, 0))]), np.array([], int), np.array([], object))[0] == [0]


def test_lines_are_told_apart():
    lines = np.array([street((0, 0), (10, 0)), street((0, 5), (10, 5))])
    areas = np.array([shapely.box(0, -1, 4, 1), shapely.box(0, 4, 6, 6), shapely.box(5, 4, 9, 6)])
    once, added = held_along(lines, np.array([0, 1, 1]), areas)
    assert once.tolist() == [4, 9]
    assert added.tolist() == [4, 10]


@pytest.mark.parametrize("turned", [False, True])
def test_a_line_on_the_edge_of_a_unit_is_in_it_whichever_unit_is_first(turned):
    units = in_degrees(square(0, 0), square(0, 0, 200), shapely.Polygon([(0, 0), (200, 400), (100, 0)]))
    result = overlay(units[::-1] if turned else units, [site(street((0, 0), (200, 400)))])
    assert result.outside_share.tolist() == [0]


@pytest.mark.parametrize("turned", [False, True])
def test_a_border_street_is_one_whichever_unit_is_first(turned):
    units = in_degrees(square(0, 0), square(0, 100, 100, 300), shapely.Polygon([(0, 0), (100, 800), (1, 0)]))
    result = overlay(units[::-1] if turned else units, [site(street((0, 0), (100, 800), (96, 0)))])
    assert [
        {shapely.area(units[::-1] if turned else units)[unit] for unit in border.units} for border in result.borders
    ] == ([set(shapely.area(units[1:]))])
