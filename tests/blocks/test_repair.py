"""Which shapes are kept, and how invalid rings are repaired."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import GeometryCollection, LineString, MultiPoint, MultiPolygon, Point, Polygon, box

from mapapp.blocks.blocks import Limits
from mapapp.blocks.polygons import kept
from mapapp.blocks.repair import repair_findings, repaired
from mapapp.errors import GeometryTooComplex, LayerEmpty, NoGeometry

SQUARE = box(116.35, 39.9, 116.36, 39.91)
BOW = Polygon([(116.35, 39.9), (116.36, 39.91), (116.36, 39.9), (116.35, 39.91)])


def array(*shapes):
    geometry = np.empty(len(shapes), dtype=object)
    geometry[:] = shapes
    return geometry


def told(findings):
    return {finding.code: finding.notes for finding in findings}


def test_polygons_are_kept_and_whatever_else_is_named_by_its_row():
    with np.errstate(invalid="ignore"):
        bad = Polygon([(116.35, 39.9), (np.nan, 39.9), (116.35, 39.91)])
    collection = GeometryCollection([Point(1, 1), GeometryCollection([SQUARE, MultiPolygon([box(1, 1, 2, 2)])])])
    found = kept(array(SQUARE, None, Point(1, 2), bad, collection, Polygon(), LineString([(0, 0), (1, 1)])), "a.kml")
    assert (found.kind, found.rows.tolist()) == ("units", [0, 4])
    assert found.geometry[1].equals(MultiPolygon([SQUARE, box(1, 1, 2, 2)]))
    assert told(found.findings) == {
        "null_geometry": ("2", "6"),
        "non_finite_coordinates": ("4",),
        "non_polygon_ignored": ("3", "7"),
        "parts_ignored": ("5",),
    }


def test_a_file_of_points_is_kept_as_points():
    found = kept(array(Point(1, 2), MultiPoint([(3, 4), (5, 6)]), LineString([(0, 0), (1, 1)])), "a.csv")
    assert (found.kind, found.rows.tolist()) == ("points", [0, 1, 1])
    assert shapely.get_coordinates(found.geometry).tolist() == [[1, 2], [3, 4], [5, 6]]
    assert told(found.findings) == {"non_polygon_ignored": ("3",)}


def test_heights_are_dropped():
    assert not kept(array(shapely.force_3d(SQUARE, 50)), "a.kml").geometry[0].has_z


@pytest.mark.parametrize(
    ("geometry", "refusal"),
    [
        ([], LayerEmpty),
        ([None, Polygon()], NoGeometry),
        ([LineString([(0, 0), (1, 1)])], NoGeometry),
        ([GeometryCollection([Point(1, 1)])], NoGeometry),
    ],
)
def test_a_file_without_shapes_is_refused(geometry, refusal):
    with pytest.raises(refusal):
        kept(array(*geometry), "a.kml")


def test_valid_polygons_are_the_same_afterwards():
    repair = repaired(array(SQUARE), Limits(), "a.kml")
    assert repair.geometry[0].equals_exact(SQUARE) and not repair.invalid.any()
    assert repair_findings(array(SQUARE), repair, ["什刹海"], 116.36) == []


def test_a_repair_says_how_the_area_changed():
    hole = box(116.352, 39.902, 116.358, 39.908)
    holed = Polygon(SQUARE.exterior, [hole.exterior, hole.exterior])
    before = array(SQUARE, BOW, holed)
    repair = repaired(before, Limits(), "a.kml")
    (finding,) = repair_findings(before, repair, ["a", "月坛", "c"], 116.36)
    assert (finding.code, finding.facts) == ("geometry_repaired", {"count": 2})
    note = finding.notes[0]
    assert note.startswith("月坛: 1 m² → 474,") and note.endswith(" m²")


def test_what_has_no_area_is_dropped():
    before = array(SQUARE, Polygon([(1, 1), (2, 2), (3, 3)]))
    repair = repaired(before, Limits(), "a.kml")
    assert shapely.is_empty(repair.geometry).tolist() == [False, True]
    assert told(repair_findings(before, repair, ["a", "b"], 116.36)) == {"geometry_dropped": ("b",)}


def test_an_area_that_no_map_can_show_is_left_out_of_the_note():
    before = array(Polygon([(-180, -80), (180, 80), (180, -80), (-180, 80), (27, 0), (-153, 0)]))
    repair = repaired(before, Limits(), "a.kml")
    assert told(repair_findings(before, repair, ["world"], 116.36)) == {"geometry_repaired": ("world",)}


def star(points):
    """Return a star whose every edge crosses nearly every other."""
    turns = [points // 2 * 2 * math.pi * step / points for step in range(points)]
    return Polygon([(116.36 + 0.01 * math.cos(turn), 39.9 + 0.01 * math.sin(turn)) for turn in turns])


def test_a_star_that_crosses_itself_thousands_of_times_is_repaired():
    (after,) = repaired(array(star(151)), Limits(), "a.kml").geometry
    assert after.is_valid and after.area > 0


@pytest.mark.parametrize("points", [501, 20_001])
def test_a_star_that_crosses_itself_too_often_is_left_out_and_named(points):
    before = array(SQUARE, star(points))
    repair = repaired(before, Limits(), "a.kml")
    assert shapely.is_empty(repair.geometry).tolist() == [False, True]
    assert told(repair_findings(before, repair, ["a", "b"], 116.36)) == {"geometry_too_complex": ("b",)}


def test_where_nothing_else_is_left_the_file_is_refused():
    with pytest.raises(GeometryTooComplex):
        repaired(array(star(501)), Limits(), "a.kml")


def test_repair_ends_at_its_limit():
    with pytest.raises(GeometryTooComplex) as refused:
        repaired(array(BOW), Limits(repair_seconds=-1), "a.kml")
    assert refused.value.facts["file"] == "a.kml"


GRID = st.integers(0, 8).map(lambda step: 116 + step / 8)
ANY = st.floats(-180, 180)
RINGS = st.one_of(*(st.lists(st.tuples(number, number), min_size=3, max_size=12) for number in (GRID, ANY)))


def test_no_polygon_raises_and_a_second_repair_changes_nothing(times):
    @settings(max_examples=times(50, 2000), deadline=None)
    @given(RINGS, st.lists(RINGS, max_size=2))
    def check(ring, holes):
        once = repaired(array(Polygon(ring, holes)), Limits(), "a.kml").geometry
        twice = repaired(once, Limits(), "a.kml")
        assert shapely.is_valid(once).all() and not twice.invalid.any()
        assert shapely.equals_exact(once, twice.geometry).all()
        assert set(shapely.get_type_id(once)) <= {3, 6}

    check()


def test_numbers_too_small_to_reckon_with_are_no_reason_to_stop():
    tiny = Polygon([(0, 0), (0, -1), (2, 0), (3, -3.381e-293)], [[(0, 0), (1, -1.244e-307), (3, -3.381e-293)]])
    once = repaired(array(tiny), Limits(), "a.kml").geometry
    assert shapely.is_valid(once).all()
