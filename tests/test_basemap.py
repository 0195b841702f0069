"""The base map: where its features lie, what a broken one does, and how it is served."""

import csv
import json
import logging
from itertools import groupby
from math import cos, radians
from pathlib import Path

import pytest
from shapely.affinity import scale
from shapely.geometry import Point, shape

from mapapp.layers import basemap
from mapapp.settings import Settings
from mapapp.web.app import create_app
from tests.conftest import FIRST, SECOND

FILE = Settings(FIRST).schematic
with open(Path(__file__).parent / "data" / "base_points.csv", encoding="utf-8", newline="") as file:
    POINTS = sorted(csv.DictReader(file), key=lambda row: row["id"])
"""Nodes and centres of OpenStreetMap (© its contributors, ODbL): a feature reaches each within its own error."""
DRY = {
    "xihai": ["way/1056898240", "node/6724002358", "node/9385085643"],
    "houhai": ["way/26514871", "way/1056898240", "way/42676210", "way/235270899"],
    "qianhai": ["way/42676210", "node/5305505993", "way/26514871", "node/3815540247"],
    "beihai": ["node/5441526453", "way/1015780638"],
    "zhonghai": ["way/1015780638", "way/1021068648", "way/1021068649"],
    "nanhai": ["node/6447754030", "way/1021068648"],
}
"""Places on land, which a lake must leave dry."""
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


def place_of(row):
    return float(row["lon"]), float(row["lat"])


@pytest.mark.parametrize(("id", "rows"), [(id, list(rows)) for id, rows in groupby(POINTS, lambda row: row["id"])])
def test_a_feature_lies_where_it_says_within_its_error(features, id, rows):
    for row in rows:
        assert metres_between(features[id], place_of(row)) <= features[id]["properties"]["error_m"], row


def test_every_station_is_compared_and_most_avenues(features):
    compared = {row["id"] for row in POINTS}
    of_kind = {
        kind: {id for id, one in features.items() if one["properties"]["kind"] == kind} for kind in basemap.KINDS
    }
    for kind in ("station", "avenue", "ring"):
        assert of_kind[kind] <= compared


def test_a_station_stands_on_its_node(features):
    for row in POINTS:
        if row["id"].startswith("station-"):
            assert metres_between(features[row["id"]], place_of(row)) <= 1, row


@pytest.mark.parametrize("lake", DRY)
def test_a_lake_leaves_dry_what_stands_on_land(features, lake):
    dry = [place_of(row) for row in POINTS if row["osm"] in DRY[lake]]
    assert dry
    assert all(metres_between(features[lake], point) > 0 for point in dry)


def test_no_lake_lies_on_the_street_beside_it(features, layers):
    (street,) = [f for f in layers.collections["lines"]["features"] if f["id"] == "gulou-xidajie"]
    for lake in ("xihai", "houhai", "qianhai"):
        apart = in_metres(shape(features[lake]["geometry"])).distance(in_metres(shape(street["geometry"])))
        assert apart > 20


def test_the_park_of_the_moon_is_as_large_as_it_is(features):
    assert in_metres(shape(features["yuetan-park"]["geometry"])).area / 10_000 == pytest.approx(8.1, abs=1.5)


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
    assert "shown without it" in str(problem)


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
