"""The base map: where its features lie, what a broken one does, and how it is served."""

import json
import logging
from math import cos, radians

import pytest
from shapely.affinity import scale
from shapely.geometry import Point, shape

from mapapp.layers import basemap
from mapapp.settings import Settings
from mapapp.web.app import create_app
from tests.conftest import FIRST, SECOND

FILE = Settings(FIRST).schematic
LYING_ON = {
    "changan": [(116.368204, 39.905739), (116.350511, 39.905948), (116.385162, 39.90597)],
    "qiansanmen": [(116.368014, 39.898387), (116.377775, 39.898693), (116.392942, 39.898281)],
    "liangguang": [(116.368216, 39.887991), (116.377481, 39.888398)],
    "fuchengmen": [(116.350067, 39.922313), (116.366815, 39.922545)],
    "ring2": [(116.349235, 39.939217), (116.350067, 39.922313), (116.387637, 39.946731)],
    "changhe": [(116.334023, 39.941898), (116.337957, 39.940988)],
    "jingshan": [(116.39008, 39.924351)],
    "beihai-park": [(116.382564, 39.926892)],
    "taoranting": [(116.375181, 39.87369)],
    "tiantan": [(116.406623, 39.882251)],
    "station-xidan": [(116.368204, 39.905739)],
    "station-xizhimen": [(116.349235, 39.939217)],
}
"""Points of OpenStreetMap that a feature must reach within its own error."""
PALACE = (116.3908, 39.9164)


@pytest.fixture(scope="module")
def features():
    sound, problems = basemap.sift(FILE, FILE.read_bytes())
    assert problems == []
    return {feature["id"]: feature for feature in sound}


def in_metres(form):
    return scale(form, 111_320 * cos(radians(39.91)), 111_320, origin=(0, 0))


def metres_between(feature, point):
    return in_metres(shape(feature["geometry"])).distance(in_metres(Point(point)))


@pytest.mark.parametrize("id", LYING_ON)
def test_a_feature_lies_where_it_says_within_its_error(features, id):
    for point in LYING_ON[id]:
        assert metres_between(features[id], point) <= features[id]["properties"]["error_m"]


def test_the_palace_is_as_large_as_it_is_and_where_it_is(features):
    form = in_metres(shape(features["palace"]["geometry"]))
    assert form.centroid.distance(in_metres(Point(PALACE))) <= 50
    west, south, east, north = form.bounds
    assert east - west == pytest.approx(753, abs=50)
    assert north - south == pytest.approx(961, abs=50)


def test_the_lakes_follow_each_other_from_north_to_south(features):
    names = ("xihai", "houhai", "qianhai", "beihai", "zhonghai", "nanhai")
    norths = [shape(features[name]["geometry"]).centroid.y for name in names]
    assert norths == sorted(norths, reverse=True)
    assert shape(features["beihai-park"]["geometry"]).contains(shape(features["beihai"]["geometry"]).centroid)


def test_a_name_stands_in_all_three_languages_or_in_none(features):
    for feature in features.values():
        names = [feature["properties"][name] for name in ("name_zh_hans", "name_zh_hant", "name_en")]
        assert all(names) or not any(names), feature["id"]


def broken(change):
    collection = json.loads(FILE.read_bytes())
    change(collection["features"])
    return basemap.sift(FILE, json.dumps(collection).encode())


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda features: features[0].update(geometry=None), "not a GeoJSON feature"),
        (lambda features: features[0].update(id="other"), "its id"),
        (lambda features: features.__setitem__(0, "text"), "not a GeoJSON feature"),
        (lambda features: features[0]["properties"].update(error_m=251), "error_m"),
        (lambda features: features[0]["properties"].update(error_m=True), "error_m"),
        (lambda features: features[0]["properties"].update(rank=9), "rank"),
        (lambda features: features[0]["properties"].update(kind="ufo"), "no kind"),
        (lambda features: features[0]["properties"].update(placed=""), "how it was placed"),
        (lambda features: features[0]["properties"].pop("name_en"), "name_en is missing"),
        (lambda features: features[0]["geometry"].update(type="Point", coordinates=[116, 39]), "must be a"),
        (lambda features: features[0]["geometry"].update(coordinates=[[[1, 2], ["x", 3]]]), "not a GeoJSON feature"),
    ],
)
def test_a_broken_feature_is_left_out_and_told_in_one_sentence(features, change, why):
    sound, (problem,) = broken(change)
    assert len(sound) == len(features) - 1
    assert why in str(problem)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"features": 3}', b"\xff", b"[" * 100_000])
def test_a_file_that_cannot_be_read_is_told_in_one_sentence(content):
    sound, (problem,) = basemap.sift(FILE, content)
    assert sound == []
    assert "without a base map" in str(problem)


def test_the_map_works_without_a_broken_feature_and_says_so(geodata, caplog):
    file = Settings(geodata).schematic
    file.write_text(file.read_text(encoding="utf-8").replace('"error_m": 50', '"error_m": 5000', 1), encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        client = create_app(Settings(geodata)).test_client()
    assert len(caplog.records) == 1
    page = client.get("/en/").get_data(as_text=True)
    assert "Schematic map, not for measuring" in page
    assert "Base map: 1 not drawn" in page


def test_a_district_without_a_base_map_stands_on_plain_ground(client):
    assert "示意底图，不作测量之用" in client.get("/zh-hans/").get_data(as_text=True)
    assert not (SECOND / "basemap").exists()


def test_the_base_map_is_served_whole_and_packed(client, features):
    answer = client.get("/basemap.geojson", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) < 12_000
    assert [f["id"] for f in client.get("/basemap.geojson?v=1").json["features"]] == list(features)
