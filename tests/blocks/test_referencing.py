"""Which coordinates a file uses, and where its units lie."""

import json

import numpy as np
import pytest
import shapely
from pyproj import CRS
from shapely import Point, Polygon, box

from mapapp.blocks.blocks import Found, Wishes
from mapapp.blocks.candidates import candidates, exchanged
from mapapp.blocks.referencing import display_name, refer, reference_named
from mapapp.blocks.whereabouts import District, noticed, shifted
from mapapp.earth.crs import reference
from mapapp.errors import CRSContradicted, CRSOutOfRange, CRSRequired, UnknownCRS
from mapapp.layers import query

STEPS = [(116.355 + 0.004 * step, 39.895) for step in range(4)]
UNITS = np.array([box(x, y, x + 0.004, y + 0.004) for x, y in STEPS], dtype=object)


@pytest.fixture(scope="module")
def outline(layers):
    return shapely.geometry.shape(query.district(layers)["geometry"])


def written(code, units=UNITS):
    return shapely.transform(units, reference(code).from_wgs84)


def found(geometry, crs=None, by_format=False):
    crs = CRS.from_user_input(crs) if crs else None
    return Found("GeoJSON", {}, geometry, crs=crs, by_format=by_format)


def codes(findings):
    return [finding.code for finding in findings]


def apart_m(one, other):
    return np.abs(shapely.get_coordinates(one) - shapely.get_coordinates(other)).max() * 111_320


@pytest.mark.parametrize("code", ["EPSG:4548", "EPSG:4527", "EPSG:4490", "EPSG:3857", "EPSG:32650"])
def test_what_the_file_states_is_taken(code, outline):
    geometry, said, findings = refer(found(written(code), crs=code), Wishes(), outline, "a.gpkg")
    assert (said.code, codes(findings)) == (code, ["crs_stated"])
    assert apart_m(geometry, UNITS) < 0.001


def test_degrees_that_are_called_wgs84_are_taken_with_a_doubt(outline):
    _, _, findings = refer(found(UNITS, crs="EPSG:4326"), Wishes(), outline, "a.gpkg")
    assert codes(findings) == ["crs_stated", "datum_unverified"]


@pytest.mark.parametrize("code", ["GCJ-02", "BD-09"])
def test_the_planner_knows_better_than_the_file(code, outline):
    geometry, said, findings = refer(found(written(code), crs="EPSG:4326"), Wishes(crs=code), outline, "a.gpkg")
    assert (said.code, codes(findings)) == (code, ["crs_by_planner"])
    assert apart_m(geometry, UNITS) < 1


def test_the_rule_of_the_format_comes_last_and_with_a_doubt(outline):
    _, said, findings = refer(found(UNITS, by_format=True), Wishes(), outline, "a.geojson")
    assert (said.code, codes(findings)) == ("EPSG:4326", ["crs_by_format", "datum_unverified"])


@pytest.mark.parametrize("code", ["EPSG:2436", "EPSG:2384", "EPSG:4796", "EPSG:4214"])
def test_the_old_datums_come_with_a_doubt(code, outline):
    _, _, findings = refer(found(written(code), crs=code), Wishes(), outline, "a.gpkg")
    assert codes(findings) == ["crs_stated", "datum_doubtful"]


def test_a_definition_of_the_citys_own_is_used_as_it_stands(outline):
    wkt = CRS.from_epsg(4548).to_wkt("WKT1_ESRI").replace("117.0", "116.35").replace("CM_117E", "Local")
    city = reference(wkt)
    geometry, said, findings = refer(found(written(wkt), crs=wkt), Wishes(), outline, "a.zip")
    assert (said, codes(findings)) == (city, ["crs_stated", "crs_custom"])
    assert apart_m(geometry, UNITS) < 0.001


@pytest.mark.parametrize(
    ("crs", "wish"),
    [("+proj=tmerc +lon_0=117 +x_0=500000 +ellps=GRS80 +nadgrids=/etc/passwd", None), (None, "EPSG:999999")],
)
def test_an_unknown_system_is_refused_by_name(crs, wish, outline):
    with pytest.raises(UnknownCRS, match=r"a\.zip"):
        refer(found(UNITS, crs=crs), Wishes(crs=wish), outline, "a.zip")


@pytest.mark.parametrize("code", ["EPSG:4326", "EPSG:4548", "EPSG:4527", "GCJ-02"])
def test_axes_in_the_wrong_order_are_exchanged_and_it_is_said(code, outline):
    geometry, _, findings = refer(found(exchanged(written(code))), Wishes(crs=code), outline, "a.csv")
    assert codes(findings) == ["crs_by_planner", "axes_swapped"]
    assert apart_m(geometry, UNITS) < 1


def test_far_away_units_keep_their_axes(outline):
    far = np.array([box(121.4, 31.2, 121.5, 31.3)], dtype=object)
    geometry, _, findings = refer(found(far, by_format=True), Wishes(), outline, "a.geojson")
    assert "axes_swapped" not in codes(findings)
    assert apart_m(geometry, far) == 0


@pytest.mark.parametrize(
    ("written_in", "among", "first"),
    [
        ("EPSG:4549", {"EPSG:4549"}, "EPSG:4549"),
        ("EPSG:4548", {"EPSG:4548", "EPSG:2436"}, "EPSG:4548"),
        ("EPSG:2436", {"EPSG:4548", "EPSG:2436"}, "EPSG:4548"),
        ("EPSG:4527", {"EPSG:4527"}, "EPSG:4527"),
        ("BD-09", {"EPSG:4490", "EPSG:4326", "GCJ-02", "BD-09"}, "EPSG:4490"),
    ],
)
@pytest.mark.parametrize("turn", [np.copy, exchanged], ids=["x first", "y first"])
def test_a_file_that_does_not_say_is_asked_with_what_fits(written_in, among, first, turn, outline):
    with pytest.raises(CRSRequired) as asked:
        refer(found(turn(written(written_in))), Wishes(), outline, "a.zip")
    offered = asked.value.facts["candidates"]
    assert among <= {one["crs"] for one in offered}
    assert offered[0]["crs"] == first
    assert {one["axes_swapped"] for one in offered} == {turn is exchanged}
    json.dumps(offered, allow_nan=False)


def test_a_candidate_shows_how_much_lies_inside_and_a_small_drawing(outline):
    many = np.array([Point(116.35 + i / 1e5, 39.9).buffer(0.001) for i in range(300)], dtype=object)
    for geometry in (many, many[:1], shapely.centroid(many)):
        for one in candidates(written("EPSG:4548", geometry), outline):
            preview = shapely.geometry.shape(one["preview"])
            assert 0 < shapely.get_num_coordinates(preview) <= 200
            assert District(outline).away_m(preview) == 0
            assert one["inside"] == 1


def test_numbers_that_fit_nothing_are_asked_without_candidates(outline):
    with pytest.raises(CRSRequired) as asked:
        refer(found(np.array([box(5, 5, 6e6, 7e6)], dtype=object)), Wishes(), outline, "a.zip")
    assert asked.value.facts["candidates"] == []


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:4548"])
def test_numbers_that_the_files_own_system_cannot_say_are_asked_about(crs, outline):
    units = written("EPSG:4527") if crs == "EPSG:4548" else written("EPSG:4548")
    with pytest.raises(CRSContradicted, match=crs) as asked:
        refer(found(units, crs=crs), Wishes(), outline, "a.gpkg")
    assert asked.value.facts["candidates"]


def test_degrees_are_no_metres(outline):
    with pytest.raises(CRSOutOfRange, match="EPSG:4548"):
        refer(found(UNITS), Wishes(crs="EPSG:4548"), outline, "a.zip")


def test_degrees_beyond_the_globe_are_refused(outline):
    with pytest.raises(CRSOutOfRange):
        refer(found(np.array([box(190, 10, 200, 20)], dtype=object), by_format=True), Wishes(), outline, "a.geojson")


@pytest.mark.parametrize("wish", [None, "EPSG:4548", "GCJ-02"])
def test_coordinates_that_no_system_has_are_refused(wish, outline):
    units = np.array([UNITS[0], Polygon([(0, 0), (0, 1), (1e300, 1)])], dtype=object)
    with pytest.raises(CRSOutOfRange):
        refer(found(units), Wishes(crs=wish), outline, "a.zip")


def test_the_name_in_a_refusal_is_short():
    with pytest.raises(UnknownCRS) as refused:
        reference_named("x" * 10_000, "a.zip")
    assert len(str(refused.value)) < 300


def test_a_reference_is_shown_by_code_and_name():
    assert display_name(reference("gcj-02")) == "GCJ-02"


# Where the units lie


def test_units_in_the_district_raise_no_warning(outline):
    assert noticed(UNITS, ["a", "b", "c", "d"], District(outline)) == []


def test_far_units_are_named(outline):
    units = np.array([UNITS[0], box(121.4, 31.2, 121.5, 31.3)], dtype=object)
    far, wide = noticed(units, ["near", "far"], District(outline))
    assert (far.code, far.notes, wide.code) == ("outside_study_area", ("far",), "extent_suspicious")


def test_a_unit_as_large_as_the_world_looks_wrong(outline):
    assert codes(noticed(np.array([box(-180, -90, 180, 90)], dtype=object), ["w"], District(outline))) == [
        "extent_suspicious"
    ]


@pytest.mark.parametrize("datum", ["GCJ-02", "BD-09"])
def test_a_whole_district_that_is_shifted_looks_so(datum, outline):
    west, south, east, north = outline.bounds
    grid = [box(x, y, x + 0.01, y + 0.01) for x in np.arange(west, east, 0.01) for y in np.arange(south, north, 0.01)]
    units = shapely.intersection(np.array(grid, dtype=object), outline)
    units = units[shapely.get_type_id(units) == 3]
    assert shifted(units, outline) == []
    (hint,) = shifted(shapely.transform(units, reference(datum).from_wgs84), outline)
    assert (hint.code, hint.facts) == ("datum_looks_shifted", {"datum": datum})


def test_a_few_units_do_not_show_a_shift(outline):
    assert shifted(written("GCJ-02"), outline) == []
    assert shifted(np.array([Polygon(), box(-180, -90, 180, 90)], dtype=object), outline) == []


def test_a_shift_that_the_file_brings_is_used_and_said(outline):
    shift = 'TOWGS84[15.8,-154.4,-82.3,0,0,0,0],AUTHORITY["EPSG","6214"]]'
    definition = CRS.from_epsg(2436).to_wkt("WKT1_GDAL").replace('AUTHORITY["EPSG","6214"]]', shift)
    _, said, findings = refer(found(written("EPSG:2436"), crs=CRS.from_wkt(definition)), Wishes(), outline, "a.zip")
    told = {finding.code: finding.facts for finding in findings}
    assert told["shift_stated"] == {"datum": "Beijing 1954", "shift": "15.8, -154.4, -82.3, 0, 0, 0, 0"}
    assert not said.doubtful and "datum_doubtful" not in told and "crs_custom" not in told
