"""What is promised of the coordinate systems in which China's offices keep their maps."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import CRS, Transformer

from mapapp.earth.crs import OutOfRange, UnknownReference, reference, reference_of
from mapapp.earth.fitting import fitting
from mapapp.earth.zones import ZONES

XICHENG = np.array([[116.3152, 39.8675], [116.3933, 39.9717], [116.36, 39.91]])
DISTRICT = (116.36, 39.91)
OFFICES = ["EPSG:4490", "EPSG:4527", "EPSG:4548", "EPSG:4549", "EPSG:2436", "EPSG:2384", "EPSG:4796", "EPSG:32650"]
CITY_ZONE = CRS.from_epsg(4548).to_wkt("WKT1_ESRI").replace("117.0", "116.35").replace("CM_117E", "Beijing")


@pytest.mark.parametrize("zone", ZONES.values(), ids=lambda zone: str(zone.code))
def test_every_zone_of_the_table_is_what_epsg_says(zone):
    crs = CRS.from_epsg(zone.code)
    values = {parameter.name: parameter.value for parameter in crs.coordinate_operation.params}
    assert values["Longitude of natural origin"] == zone.meridian
    assert values["False easting"] == zone.false_easting
    assert crs.geodetic_crs.to_epsg() == zone.datum.degrees
    assert ("3-degree" in crs.name) == (zone.width == 3)


def test_all_zones_of_the_four_datums_are_in_the_table():
    assert {4534, 4513, 4502, 4491, 2370, 2327, 2422, 21453, 4782, 4812, 4822, 4656, 4766, 4568} <= ZONES.keys()
    assert len(ZONES) == 4 * (21 + 21 + 11 + 11)


@pytest.mark.parametrize("code", [4548, 4527, 4509, 2436, 2384, 21420, 4796, 32650, 3857, 4326, 4490, 4214])
@pytest.mark.parametrize("form", ["WKT1_ESRI", "WKT1_GDAL", "WKT2_2019"])
def test_a_definition_without_a_code_is_known_by_what_it_says(code, form):
    assert reference_of(CRS.from_wkt(CRS.from_epsg(code).to_wkt(form))).code == f"EPSG:{code}"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("epsg:4548", "EPSG:4548"),
        (" EPSG:4979 ", "EPSG:4326"),
        ("gcj02", "GCJ-02"),
        ("Bd-09", "BD-09"),
        ("WGS 84", "EPSG:4326"),
        ("CRS84", "EPSG:4326"),
    ],
)
def test_a_planner_may_name_it_in_several_ways(text, code):
    assert reference(text).code == code


@pytest.mark.parametrize(
    "text",
    [
        "EPSG:999999",
        "EPSG:99999999999",
        "EPSG:27700",
        "EPSG:4479",
        "4548",
        "+proj=longlat +datum=WGS84",
        "+proj=tmerc +lon_0=117 +ellps=GRS80 +nadgrids=/etc/passwd",
        "/etc/passwd",
        "https://epsg.io/4548.wkt",
        "init=epsg:4548",
        "\ud800",
        "EPSG:4548\0",
        CITY_ZONE.replace('"Scale_Factor",1.0', '"Scale_Factor",-1.0'),
        "",
    ],
)
def test_whatever_else_is_named_is_unknown(text):
    with pytest.raises(UnknownReference):
        reference(text)


@pytest.mark.parametrize(
    "definition",
    [
        "+proj=tmerc +lon_0=117 +x_0=500000 +ellps=GRS80",
        "+proj=tmerc +lon_0=117 +x_0=500000 +ellps=krass +towgs84=10,20,30 +type=crs",
        "+proj=tmerc +lon_0=117 +x_0=500000 +ellps=GRS80 +nadgrids=/etc/passwd",
        "+proj=gnom +lat_0=39 +lon_0=117 +datum=WGS84",
        "+proj=longlat +datum=WGS84 +pm=paris",
        "+proj=tmerc +lon_0=117 +datum=WGS84 +axis=wsu",
    ],
)
def test_a_definition_with_an_unknown_datum_a_shift_or_a_grid_is_unknown(definition):
    with pytest.raises(UnknownReference):
        reference_of(CRS.from_user_input(definition))


def test_a_city_may_have_a_central_meridian_of_its_own():
    city = reference_of(CRS.from_wkt(CITY_ZONE))
    assert (city.custom, city.datum, city.doubtful) == (True, "CGCS2000", False)
    assert city.from_wgs84([[116.35, 39.9]])[0, 0] == pytest.approx(500_000, abs=1e-6)
    assert reference(city.code) == city


def test_a_code_that_does_not_fit_its_definition_is_not_believed():
    lying = CITY_ZONE[:-1] + ',AUTHORITY["EPSG","4548"]]'
    assert reference_of(CRS.from_wkt(lying)).custom


@pytest.mark.parametrize("datum", ["D_China_2000", "China_2000", "D_CGCS2000", "China_Geodetic_Coordinate_System_2000"])
def test_a_datum_is_known_by_any_of_its_names(datum):
    assert reference_of(CRS.from_wkt(CITY_ZONE.replace("D_China_2000", datum))).datum == "CGCS2000"


def test_a_datum_on_the_ellipsoid_of_another_is_unknown():
    with pytest.raises(UnknownReference):
        reference_of(CRS.from_wkt(CITY_ZONE.replace("6378137.0,298.257222101", "6378245.0,298.3")))


def test_a_shift_of_nothing_is_no_shift():
    beijing = CRS.from_epsg(2436).to_wkt("WKT1_GDAL")
    shift = 'TOWGS84[{},0,0,0,0,0,0],AUTHORITY["EPSG","6214"]]'
    nothing, something = (beijing.replace('AUTHORITY["EPSG","6214"]]', shift.format(metres)) for metres in (0, 5))
    assert reference_of(CRS.from_wkt(nothing)).code == "EPSG:2436"
    assert reference_of(CRS.from_wkt(something)).shift == (5, 0, 0, 0, 0, 0, 0)


@pytest.mark.parametrize("code", ["EPSG:2436", "EPSG:4214"])
def test_a_shift_that_a_definition_brings_is_used(code):
    base = CRS.from_user_input(code).to_wkt("WKT1_GDAL")
    bound = CRS.from_wkt(
        base.replace('AUTHORITY["EPSG","6214"]]', 'TOWGS84[15.8,-154.4,-82.3,0,0,0,0],AUTHORITY["EPSG","6214"]]')
    )
    one = reference_of(bound)
    assert (one.doubtful, one.datum, one.in_degrees) == (False, "Beijing 1954", code == "EPSG:4214")
    proj = Transformer.from_crs(bound, "EPSG:4326", always_xy=True)
    placed = np.column_stack(proj.transform(*XICHENG.T, direction="INVERSE"))
    assert np.abs(one.to_wgs84(placed) - np.column_stack(proj.transform(*placed.T))).max() < 1e-12
    assert np.abs(one.to_wgs84(one.from_wgs84(XICHENG)) - XICHENG).max() < 1e-8
    assert np.hypot(*(reference(code).to_wgs84(placed) - XICHENG).T * 100_000).min() > 30
    assert np.array_equal(reference(one.code).to_wgs84(placed), one.to_wgs84(placed))
    with pytest.raises(OutOfRange):
        one.to_wgs84([[np.nan, 1]])


@pytest.mark.parametrize("text", ["EPSG:2436", "EPSG:2384", "EPSG:4796", "EPSG:4214", "EPSG:4610"])
def test_the_old_datums_are_doubtful(text):
    assert (reference(text).doubtful, reference(text).accuracy_m) == (True, 100)


def test_cgcs2000_is_wgs84_to_about_a_metre():
    assert (reference("EPSG:4548").doubtful, reference("EPSG:4548").accuracy_m) == (False, 1)
    assert np.array_equal(reference("EPSG:4490").to_wgs84(XICHENG), XICHENG)


@pytest.mark.parametrize("code", OFFICES)
def test_positions_agree_with_those_of_proj(code):
    proj = Transformer.from_crs("EPSG:4326", code, always_xy=True)
    placed = np.column_stack(proj.transform(*XICHENG.T))
    assert np.abs(reference(code).to_wgs84(placed) - XICHENG).max() < 1e-11


@pytest.mark.parametrize("datum", ["GCJ-02", "BD-09"])
def test_web_map_datums_are_undone(datum):
    shifted = reference(datum).from_wgs84(XICHENG)
    assert np.abs(shifted - XICHENG).max() > 0.005
    assert np.abs(reference(datum).to_wgs84(shifted) - XICHENG).max() < 1e-9


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("EPSG:4326", (444_429, 4_420_848)),
        ("GCJ-02", (181, 39)),
        ("EPSG:4548", (39_444_429, 4_420_848)),
        ("EPSG:4548", (np.inf, 4_420_848)),
        ("EPSG:4490", (116, np.nan)),
    ],
)
def test_coordinates_that_it_cannot_say_are_refused(code, place):
    with pytest.raises(OutOfRange):
        reference(code).to_wgs84([place])


def test_a_quarter_of_the_earth_away_a_zone_has_no_place():
    with pytest.raises(OutOfRange):
        reference("EPSG:4548").from_wgs84([[27, 0]])


@pytest.mark.parametrize(
    ("code", "among"),
    [
        ("EPSG:4549", {"EPSG:4549"}),
        ("EPSG:4548", {"EPSG:4548", "EPSG:2436", "EPSG:2384", "EPSG:32650"}),
        ("EPSG:2436", {"EPSG:4548", "EPSG:2436"}),
        ("EPSG:4527", {"EPSG:4527", "EPSG:2415"}),
        ("EPSG:4498", {"EPSG:4498"}),
        ("EPSG:3857", {"EPSG:3857"}),
        ("BD-09", {"EPSG:4490", "EPSG:4326", "GCJ-02", "BD-09"}),
    ],
)
def test_numbers_tell_what_they_can_be(code, among):
    x, y = reference(code).from_wgs84(XICHENG[2:])[0]
    codes = [one.code for one in fitting(x, y, *DISTRICT)]
    assert among <= set(codes)
    assert codes[0] in {"EPSG:4549", "EPSG:4548", "EPSG:4527", "EPSG:4498", "EPSG:4490", "EPSG:3857"}


def test_numbers_from_nowhere_can_be_nothing():
    assert fitting(5_000_000, 12, *DISTRICT) == []


@pytest.mark.parametrize("code", [*OFFICES, "EPSG:3857", "GCJ-02", "BD-09"])
def test_there_and_back_is_the_same_place_to_a_millimetre(code, times):
    one = reference(code)

    @settings(max_examples=times(20, 2000), deadline=None)
    @given(st.floats(115, 118), st.floats(38.5, 41.5))
    def check(longitude, latitude):
        degrees = np.array([[longitude, latitude]])
        assert np.abs(one.to_wgs84(one.from_wgs84(degrees)) - degrees).max() * 111_320 < 0.001

    check()
