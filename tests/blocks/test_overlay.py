"""Units over sites: what lies where, by how much, at least and at most."""

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import seed as seeded

from mapapp.blocks.overlay import overlay
from mapapp.blocks.parts import MOST_VERTICES
from mapapp.blocks.sites import sites_of
from tests.blocks.cases import cases, in_degrees, site, square, street
from tests.blocks.slow_truth import SlowTruth

TWO = in_degrees(square(0, 0), square(100, 0))


def rows(result):
    """Return {(unit, site): (measure, share, low, high)}."""
    parts = result.parts
    figures = zip(parts.measure, parts.share, parts.low, parts.high, strict=True)
    return {(int(u), int(s)): tuple(map(float, row)) for u, s, row in zip(parts.unit, parts.site, figures, strict=True)}


def check(property_, examples, drawn=cases):
    quick = settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    quick(seeded(20_240_601)(given(drawn)(property_)))()


# Points, lines and areas


def test_a_point_is_in_the_unit_around_it():
    result = overlay(TWO, [site(shapely.Point(30, 50))])
    assert rows(result) == {(0, 0): (1, 1, 1, 1)}
    assert result.outside_share.tolist() == result.twice_share.tolist() == [0]


def test_a_point_on_the_corner_of_two_units_is_in_both():
    result = overlay(TWO, [site(shapely.Point(100, 0))])
    assert [key for key, row in rows(result).items() if row[0]] == [(0, 0), (1, 0)]
    assert result.twice_share.tolist() == [1]


def test_a_point_where_two_units_touch_only_in_a_corner_is_in_both_and_nowhere_else():
    result = overlay(in_degrees(square(0, 0), square(100, 100)), [site(shapely.Point(100, 100))])
    assert set(rows(result)) == {(0, 0), (1, 0)}
    assert (result.outside_share.tolist(), result.twice_share.tolist()) == ([0], [1])


def test_a_line_is_shared_by_length():
    result = overlay(TWO, [site(street((20, 50), (140, 50)))])
    assert rows(result)[0, 0] == pytest.approx((80, 2 / 3, 80, 80), rel=1e-6)
    assert rows(result)[1, 0] == pytest.approx((40, 1 / 3, 40, 40), rel=1e-6)


def test_an_area_is_shared_by_area_and_the_rest_is_in_no_unit():
    result = overlay(TWO, [site(square(50, 0, 100, 200))])
    assert rows(result)[0, 0] == pytest.approx((5_000, 0.25, 5_000, 5_000), rel=1e-6)
    assert result.sizes == pytest.approx([20_000], rel=1e-6)
    assert result.outside == pytest.approx([10_000], rel=1e-6)
    assert result.outside_share == pytest.approx([0.5], rel=1e-6)


def test_an_area_larger_than_its_units_holds_them_whole():
    result = overlay(TWO, [site(square(-100, -100, 400))])
    assert rows(result)[1, 0][0] == result.unit_area_m2[1] == pytest.approx(10_000, rel=1e-6)


def test_what_two_units_cover_is_counted_again():
    result = overlay(in_degrees(square(0, 0), square(50, 0)), [site(square(0, 0, 200, 100))])
    assert result.twice_share == pytest.approx([0.25], rel=1e-6)
    assert result.outside_share == pytest.approx([0.25], rel=1e-6)


def test_a_street_that_doubles_back_counts_once():
    result = overlay(TWO, [site(street((20, 50), (50, 50), (80, 50), (50, 50)))])
    assert result.sizes == pytest.approx([60], rel=1e-6)
    assert rows(result)[0, 0][1] == pytest.approx(1)


# At least and at most


@pytest.mark.parametrize(("x", "low", "high"), [(50, (1, 0), (1, 0)), (90, (0, 0), (1, 1)), (110, (0, 0), (1, 1))])
def test_a_point_is_surely_in_a_unit_that_holds_it_deeper_than_its_accuracy(x, low, high):
    parts = rows(overlay(TWO, [site(shapely.Point(x, 50), 30)]))
    assert tuple(parts.get((unit, 0), (0,) * 4)[2] for unit in (0, 1)) == low
    assert tuple(parts.get((unit, 0), (0,) * 4)[3] for unit in (0, 1)) == high


def test_a_line_is_at_least_in_the_unit_shrunk_and_at_most_in_the_unit_grown():
    parts = rows(overlay(TWO, [site(street((50, 50), (150, 50)), 10)]))
    assert parts[0, 0] == pytest.approx((50, 0.5, 40, 60), rel=1e-6)


def test_an_area_is_at_least_in_the_unit_shrunk_and_at_most_in_the_unit_grown():
    parts = rows(overlay(TWO, [site(square(0, 0, 200, 100), 10)]))
    assert parts[0, 0] == pytest.approx((10_000, 0.5, 80 * 80, 110 * 100), rel=1e-6)


def test_a_site_near_a_unit_is_possibly_in_it():
    parts = rows(overlay(TWO, [site(shapely.Point(210, 50), 30)]))
    assert parts == {(1, 0): (0, 0, 0, 1)}


def test_a_site_farther_off_than_its_accuracy_has_no_part():
    assert rows(overlay(TWO, [site(shapely.Point(231, 50), 30)])) == {}


# Far away and without end


def test_units_far_away_or_world_wide_are_cut_to_the_ground_around_the_sites():
    far = shapely.box(2, 48, 3, 49)
    world = shapely.box(-180, -90, 180, 90)
    result = overlay(np.array([far, world, TWO[0]]), [site(shapely.Point(50, 50), 10), site(square(20, 20, 10))])
    assert set(rows(result)) == {(1, 0), (2, 0), (1, 1), (2, 1)}
    assert np.isnan(result.unit_area_m2).tolist() == [True, True, False]
    assert result.gaps == []


def test_a_unit_that_touches_the_ground_only_at_its_edge_has_no_part():
    reach = overlay(TWO, [site(shapely.Point(50, 50))])
    assert reach.crs == "EPSG:4548"
    beyond = shapely.box(117.5, 39, 118, 41)
    assert rows(overlay(np.array([beyond]), [site(shapely.Point(50, 50))])) == {}


def test_every_published_site_has_its_account(layers):
    sites = sites_of(layers)
    west, south, east, north = shapely.total_bounds([each.geometry for each in sites])
    result = overlay(np.array([shapely.box(west, south, (west + east) / 2, north)]), sites)
    assert len(result.sizes) == len(sites) > 10
    assert np.all(np.isfinite(result.sizes))


# Properties


def test_shares_and_what_is_in_no_unit_less_what_is_held_again_are_one(times):
    def holds(case):
        units, sites = case
        result = overlay(units, sites)
        shares = np.bincount(result.parts.site, result.parts.share, len(sites))
        assert shares + result.outside_share - result.twice_share == pytest.approx(np.ones(len(sites)), abs=1e-9)
        assert np.all((result.outside_share >= -1e-9) & (result.outside_share <= 1 + 1e-9))
        assert np.all(result.twice_share >= -1e-9)

    check(holds, times(30, 2_000))


def test_least_drawn_and_most_are_in_order_within_the_size(times):
    def holds(case):
        result = overlay(*case)
        parts = result.parts
        assert np.all((parts.low >= 0) & (parts.low <= parts.measure) & (parts.measure <= parts.high))
        assert np.all(parts.high <= result.sizes[parts.site])
        assert np.all(parts.high > 0)

    check(holds, times(30, 2_000))


def test_the_order_of_units_changes_nothing(times):
    def holds(case):
        units, sites = case
        one, other, last = overlay(units, sites), overlay(units[::-1], sites), len(units) - 1
        turned = {(last - unit, s): row for (unit, s), row in rows(other).items()}
        assert rows(one).keys() == turned.keys()
        for key, row in rows(one).items():
            assert row == pytest.approx(turned[key], rel=1e-12)
        assert one.outside == pytest.approx(other.outside, abs=1e-6)
        assert len(one.borders) == len(other.borders)
        assert {pair[:2] for pair in one.overlaps} == {(last - b, last - a) for a, b, _ in other.overlaps}
        assert sorted(gap.units for gap in one.gaps) == sorted(
            tuple(sorted(last - unit for unit in gap.units)) for gap in other.gaps
        )

    check(holds, times(20, 2_000))


# Against an independent truth


def test_a_slow_and_obvious_overlay_agrees(times):
    def holds(case):
        units, sites = case
        truth = SlowTruth(units, [(each.kind, each.geometry, each.accuracy_m) for each in sites])
        agree(overlay(units, sites), truth)

    check(holds, times(20, 300))


def agree(result, truth):
    sizes = np.array(truth.sizes)
    assert result.sizes == pytest.approx(sizes, rel=1e-9)
    assert result.outside / sizes == pytest.approx(truth.outside() / sizes, abs=1e-9)
    assert result.twice_share == pytest.approx(truth.twice() / sizes, abs=1e-9)
    same(
        {(unit, s): np.array((row[0], row[2], row[3])) / sizes[s] for (unit, s), row in rows(result).items()},
        {(unit, s): np.array(row) / sizes[s] for (unit, s), row in truth.parts().items()},
    )
    same(
        {(each.site, *each.units): each.length_m / sizes[each.site] for each in result.borders},
        {key: length / sizes[key[0]] for key, length in truth.borders().items()},
    )
    same({(a, b): area for a, b, area in result.overlaps}, truth.overlaps())
    ours, theirs = sorted((gap.units, gap.area_m2) for gap in result.gaps), sorted(truth.gaps())
    assert [units for units, _ in ours] == [units for units, _ in theirs]
    assert [area for _, area in ours] == pytest.approx([area for _, area in theirs], rel=1e-9)


def same(ours, theirs):
    """Check that two tables have the same keys and values; a value that is but rounding may be missing."""
    for key in ours.keys() | theirs.keys():
        assert ours.get(key, 0.0) == pytest.approx(theirs.get(key, 0.0), rel=1e-9, abs=1e-9), key


def test_an_intricate_unit_is_bounded_by_nothing_and_its_grown_box():
    turn = np.linspace(0, 2 * np.pi, MOST_VERTICES + 10, endpoint=False)
    radius = 200 + 20 * np.sin(2_000 * turn)
    comb = shapely.Polygon(np.column_stack([radius * np.cos(turn), radius * np.sin(turn)]))
    result = overlay(in_degrees(comb, square(250, -300, 600)), [site(street((0, 0), (400, 0)), accuracy_m=50)])
    measure, _, low, high = rows(result)[0, 0]
    assert low == 0
    assert 180 < measure < 220
    assert high == pytest.approx(comb.bounds[2] + 50, rel=1e-3)
    assert result.borders == []


def test_a_line_along_the_border_of_one_unit_is_all_in_it_whatever_another_one_cuts():
    units = in_degrees(shapely.Polygon([(0, 0), (0, 100), (100, 0)]), shapely.Polygon([(0, 0), (0, 100), (100, 100)]))
    result = overlay(units, [site(street((0, 0), (100, 100)))])
    assert result.outside_share.tolist() == [0]
    assert result.twice_share == pytest.approx([0.5])


def test_a_line_without_error_across_a_border_is_no_border_street():
    units = in_degrees(square(0, 0, 200), square(0, 200, 200), square(0, 400, 200))
    assert overlay(units, [site(street((0, 0), (100, 500)))]).borders == []
    assert overlay(units[::-1], [site(street((0, 0), (100, 500)))]).borders == []
