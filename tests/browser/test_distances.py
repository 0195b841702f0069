"""Distances in the browser, against a library that measures on the ellipsoid, and what they are said to mean."""

import json
import random
from functools import cache

import pytest
import shapely
from pyproj import Transformer
from shapely import LineString, Point, Polygon
from shapely.geometry import mapping, shape

from mapapp.atlas.build import build
from mapapp.earth.datums import convert
from mapapp.layers import store
from mapapp.layers.store import LAYERS
from tests.conftest import SECOND


@pytest.fixture(scope="module")
def other_layers(tmp_path_factory):
    """The layers of another district."""
    folder = tmp_path_factory.mktemp("other") / "layers"
    store.publish(folder, build(SECOND))
    return store.load(folder)


@cache
def way_to(crs):
    return Transformer.from_crs("EPSG:4326", crs, always_xy=True).transform


def on_plane(crs, geometry):
    """Return a geometry of WGS-84 degrees in the metres of a coordinate system."""
    return shapely.transform(geometry, way_to(crs), interleaved=False)


def around(point):
    """Return a system in which every way from `point` has its length on the ellipsoid."""
    return f"+proj=aeqd +lon_0={point.x} +lat_0={point.y} +ellps=WGS84 +units=m"


def geometries(layers):
    """Yield the shape of every feature that has one."""
    for name in LAYERS:
        for feature in layers.collections[name]["features"]:
            if feature["geometry"]:
                yield shape(feature["geometry"])


def measured(ask, pairs):
    """Return what the browser measures between pairs of geometries."""
    told = json.dumps([[mapping(one), mapping(other)] for one, other in pairs])
    return ask("near", f"{told}.map(([one, other]) => m.metresBetween(one, other))")


@pytest.mark.parametrize("which", ["first", "second"])
def test_distances_from_a_point_are_those_on_the_ellipsoid(ask, layers, other_layers, which):
    shapes = [*geometries(layers if which == "first" else other_layers)]
    chance = random.Random(20261124)
    west, south, east, north = LineString([one.centroid for one in shapes]).bounds
    points = [
        Point(chance.uniform(west - 0.02, east + 0.02), chance.uniform(south - 0.02, north + 0.02)) for _ in range(60)
    ]
    pairs = [(point, one) for point in points for one in shapes]
    found = measured(ask, pairs)
    true = [on_plane(around(point), one).distance(Point(0, 0)) for point, one in pairs]
    near = [(one, other) for one, other in zip(found, true, strict=True) if other <= 5000]
    assert len(near) > 300
    assert any(true == 0 for _, true in near) and all(found == 0 for found, true in near if true == 0)
    assert max(abs(found - true) for found, true in near) < 0.01
    gauss = [on_plane("EPSG:4548", point).distance(on_plane("EPSG:4548", one)) for point, one in pairs]
    assert all(abs(one - other) < 0.5 for one, other in zip(found, gauss, strict=True) if other <= 5000)


def test_distances_between_lines_and_areas_are_those_of_their_nearest_points(ask, layers):
    shapes = [*geometries(layers)]
    pairs = [(one, other) for one in shapes for other in shapes]
    found = measured(ask, pairs)
    true = [on_plane("EPSG:4548", one).distance(on_plane("EPSG:4548", other)) for one, other in pairs]
    assert any(
        one.geom_type == other.geom_type == "LineString" and not way
        for (one, other), way in zip(pairs, true, strict=True)
    )
    assert all(abs(one - other) < 0.5 for one, other in zip(found, true, strict=True) if other <= 5000)


def test_a_hole_is_no_part_of_an_area(ask):
    outer, hole = (
        [(116, 39), (116.1, 39), (116.1, 39.1), (116, 39.1)],
        [(116.04, 39.04), (116.06, 39.04), (116.06, 39.06), (116.04, 39.06)],
    )
    area, middle = Polygon(outer, [hole]), Point(116.05, 39.05)
    true = on_plane(around(middle), area).distance(Point(0, 0))
    in_area, in_hole, within_hole = measured(
        ask, [(Point(116.02, 39.02), area), (middle, area), (middle.buffer(0.001), area)]
    )
    assert in_area == 0
    assert abs(in_hole - true) < 0.05 and true > 800
    assert 0 < within_hole < in_hole


def test_what_has_no_position_has_no_distance(ask):
    point = json.dumps(mapping(Point(116.37, 39.91)))
    assert ask("near", f"[m.metresBetween(null, {point}), m.metresBetween({point}, null)]") == [None, None]


@pytest.mark.parametrize("datum", ["GCJ-02", "BD-09"])
def test_a_geometry_on_another_datum_is_brought_back_first(ask, layers, datum):
    area = next(one for one in geometries(layers) if one.geom_type == "Polygon")
    ring = json.dumps(convert([*area.exterior.coords], "WGS-84", datum).tolist())
    back = ask("near", f"m.onDatum({{type: 'Polygon', coordinates: [{ring}]}}, '{datum}', 'WGS-84').coordinates[0]")
    assert (
        max(
            abs(a - b)
            for one, other in zip(back, area.exterior.coords, strict=True)
            for a, b in zip(one, other, strict=True)
        )
        < 1e-9
    )
    assert ask("near", f"m.onDatum(null, '{datum}', 'WGS-84')") is None


# What a distance says


SAID = """{
  "near.here": "here", "near.far": `${metres}`, "near.km": `${km}km`, "near.error": `~${error}`,
  "near.perhaps.here": "?here", "near.perhaps.within": "?within",
}"""


@pytest.mark.parametrize(
    ("metres", "error", "within", "told"),
    [
        ("640", "150", 800, ["within", "640~150"]),
        ("637", "20", 800, ["within", "640"]),
        ("2", "null", 800, ["within", "10"]),
        ("0", "50", 800, ["within", "here~50"]),
        ("90", "120", 800, ["within", "90~120?here"]),
        ("850", "100", 800, ["perhaps", "850~100?within"]),
        ("1500", "2000", 300, ["perhaps", "1500~2000?here"]),
        ("901", "100", 800, ["beyond", "900"]),
        ("1234", "50", 2000, ["within", "1250"]),
        ("9990", "50", "Infinity", ["within", "10km"]),
    ],
)
def test_a_distance_says_how_sure_it_is(ask, metres, error, within, told):
    say = f"(key, {{metres, km, error}} = {{}}) => ({SAID})[key]"
    place = f"{{metres: {metres}, error: {error}}}"
    assert ask("vicinity", f"[m.standing({place}, {within}), m.toldDistance({place}, {within}, {say})]") == told


def test_what_is_not_placed_is_not_judged(ask):
    assert (
        ask("vicinity", "[800, Infinity].map((within) => m.standing({metres: null, error: null}, within))")
        == ["unplaced"] * 2
    )


def test_how_far_one_looks_is_read_exactly_or_not_at_all(ask):
    assert ask("vicinity", "m.WITHIN_M.map((one) => m.withinIn(m.withinStated(one)))") == [300, 500, 800, 1000, 2000]
    assert ask("vicinity", "m.withinIn(m.withinStated(Infinity)) === Infinity")
    assert ask("vicinity", "['', '801', '800.0', ' 800', 'x'].map(m.withinIn)") == [None] * 5


def feature(id, name, type_=None, **properties):
    coordinates = {"Point": [1, 2], "LineString": [[1, 2], [3, 4]]}.get(type_)
    geometry = type_ and {"type": type_, "coordinates": coordinates}
    return {"id": id, "geometry": geometry, "properties": {"name": name} | properties}


def grouped(ask, tag, **given):
    """Return what `originGroups` makes of features, by group."""
    known = json.dumps({"sites": [], "ground": [], "subdistricts": []} | given)
    told = ask("origins", f"m.originGroups({known}, ({{properties}}) => properties.name, '{tag}')")
    return {one["group"]: one["origins"] for one in told}


def test_origins_are_grouped_and_named_once(ask):
    sites = [
        feature("a", "Zoo", "Point", accuracy_m=30),
        feature("b", "West Street", "LineString", accuracy_m=50),
        feature("c", "Nowhere"),
    ]
    ground = [
        feature("s1", "Xidan", "Point", kind="station", error_m=40),
        feature("s2", "Beihai", "Point", kind="station", error_m=40),
        feature("g1", "West Street", "LineString", kind="street", error_m=9),
        feature("g2", "East Street", "LineString", kind="avenue", error_m=9),
        feature("g3", "East Street", "LineString", kind="street", error_m=12),
        feature("g4", "", "LineString", kind="street", error_m=9),
        feature("a", "Another", "Point", kind="station", error_m=9),
        feature("l", "Lake", "Point", kind="lake", error_m=9),
    ]
    found = grouped(ask, "en", sites=sites, ground=ground, subdistricts=[["d", "Desheng"]])
    assert {group: [origin["id"] for origin in origins] for group, origins in found.items()} == {
        "station": ["s2", "s1"], "place": ["a"], "street": ["g2", "b"], "subdistrict": ["d"],
    }  # fmt: skip
    east, _ = found["street"]
    assert east["error"] == 12
    assert east["geometry"] == {"type": "MultiLineString", "coordinates": [[[1, 2], [3, 4]]] * 2}


def test_origins_stand_in_the_order_of_the_language(ask):
    sites = [feature(name, name, "Point") for name in ("西单", "安定门", "北海")]
    assert [origin["name"] for origin in grouped(ask, "zh-Hans", sites=sites)["place"]] == ["安定门", "北海", "西单"]
