"""Points over sites: what lies near each."""

import numpy as np
import pytest
import shapely

from mapapp.blocks.vicinity import near
from tests.blocks.cases import in_degrees, site, square, street

SITES = [site(shapely.Point(0, 0)), site(street((0, 300), (900, 300))), site(square(400, -100, 200))]


def test_the_nearest_site_comes_first_with_its_distance():
    (found,) = near(in_degrees(shapely.Point(0, 100)), SITES, 500)
    assert [index for index, _ in found] == [0, 1, 2]
    assert [metres for _, metres in found] == pytest.approx([100, 200, 400], rel=1e-5)


def test_a_point_in_an_area_is_no_way_off():
    (found,) = near(in_degrees(shapely.Point(500, 0)), SITES, 10)
    assert found == [(2, 0.0)]


def test_what_is_farther_off_is_left_out():
    (found,) = near(in_degrees(shapely.Point(0, 100)), SITES, 150)
    assert [index for index, _ in found] == [0]


def test_every_point_has_its_own_list():
    found = near(in_degrees(shapely.Point(0, 0), shapely.Point(5_000, 5_000), shapely.Point(900, 301)), SITES, 50)
    assert [[index for index, _ in each] for each in found] == [[0], [], [1]]


def test_points_at_the_other_end_of_the_world_are_near_nothing():
    assert near(np.array([shapely.Point(-179, 89), shapely.Point(2, 48)]), SITES, 60_000) == [[], []]
