"""The planners' API, with real files read by real throw-away processes."""

import io
import json

import pytest

from mapapp.blocks.drawer import UNFINISHED
from mapapp.errors import UploadBroken
from mapapp.settings import NUMBERS, Settings
from mapapp.web import results as results_module
from mapapp.web.app import create_app
from tests.conftest import FIRST

WEST, SOUTH, EAST, NORTH = 116.355, 39.915, 116.372, 39.93
USUAL = {name: usual for name, (usual, _, _) in NUMBERS.items()}


def square(west, south, east, north):
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def collection(*units, **members):
    features = [
        {"type": "Feature", "properties": {"编号": name, "note": "=1+1"}, "geometry": shape} for name, shape in units
    ]
    return json.dumps({"type": "FeatureCollection", **members, "features": features}).encode()


UNITS = collection(("001", square(WEST, SOUTH, EAST, NORTH)), ("002", square(EAST, SOUTH, EAST + 0.01, NORTH)))
METRES = collection(("001", square(444_000, 4_418_000, 446_000, 4_420_000)), crs=None)


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    app = create_app(Settings(FIRST, results=tmp_path_factory.mktemp("results")))
    yield app
    app.extensions["results"].jobs.close()


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def folder(app):
    return app.extensions["results"].drawer.folder


def send(client, content=UNITS, name="units.geojson", headers=None, **fields):
    form = {"file": (io.BytesIO(content), name), **fields}
    return client.post("/api/blocks", data=form, headers=headers)


def test_a_file_of_units_becomes_a_result(client):
    answer = send(client)
    told = answer.json
    assert answer.status_code == 201
    assert answer.headers["Location"] == told["url"]
    assert all(address.startswith("http://localhost/") for address in (told["url"], *told["downloads"].values()))
    assert (told["units"], told["kind"], told["label"], told["crs"]) == (2, "units", "编号", "EPSG:4326")
    assert {one["code"] for one in told["assumptions"]} >= {"format_recognised", "crs_by_format", "label_chosen"}
    assert all(one["title_zh"] and one["title_en"] for one in told["assumptions"] + told["warnings"])
    assert client.get(told["url"]).json == told


def test_every_download_holds_the_units(client):
    downloads = send(client).json["downloads"]
    assert set(downloads) == {"csv", "xlsx", "geojson", "gpkg", "kml"}
    for address in downloads.values():
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store"
        assert "attachment" in answer.headers["Content-Disposition"]
    back = client.get(downloads["geojson"]).json["features"]
    assert [feature["properties"]["mapapp_unit"] for feature in back] == ["001", "002"]
    assert back[0]["geometry"]["coordinates"][0][0] in json.loads(UNITS)["features"][0]["geometry"]["coordinates"][0]
    assert "砖塔胡同" in client.get(downloads["csv"]).text


def test_a_download_holds_what_the_query_chooses(client):
    address = send(client).json["downloads"]["geojson"]
    chosen = client.get(f"{address}?name=002&crs=EPSG:4548").json
    assert [feature["properties"]["mapapp_unit"] for feature in chosen["features"]] == ["002"]
    assert chosen["features"][0]["geometry"]["coordinates"][0][0][1] > 4_000_000


def test_a_download_in_an_unknown_crs_is_refused(client):
    address = send(client).json["downloads"]["geojson"]
    answer = client.get(f"{address}?crs=EPSG:1")
    assert (answer.status_code, answer.json["code"]) == (422, "crs_unknown")


def test_a_result_can_be_deleted_at_once(client, folder):
    told = send(client).json
    assert client.delete(told["url"]).status_code == 204
    for address in (told["url"], *told["downloads"].values(), f"{told['url']}/map"):
        assert client.get(address).status_code == 404
    assert not (folder / told["id"]).exists()


def test_coordinates_that_nobody_stated_are_asked_for(client):
    answer = send(client, METRES)
    asked = answer.json
    assert (answer.status_code, asked["code"]) == (422, "crs_required")
    assert "EPSG:4548" in [one["crs"] for one in asked["candidates"]]
    told = send(client, METRES, crs="EPSG:4548").json
    assert (told["units"], told["crs"]) == (1, "EPSG:4548")


def test_a_refusal_speaks_three_languages_and_leaves_nothing(client, folder):
    before = set(folder.iterdir())
    answer = send(client, b"", name="街区.geojson")
    problem = answer.json
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert (problem["code"], problem["status"]) == ("empty_file", 422)
    assert "街区.geojson" in problem["title_zh"] and "街区.geojson" in problem["title_en"]
    assert problem["request_id"]
    assert set(folder.iterdir()) == before


@pytest.mark.parametrize(
    ("form", "status", "code"),
    [({}, 422, "file_missing"), ({"file": (io.BytesIO(b"x"), "units.exe")}, 415, "format_not_allowed")],
)
def test_what_is_no_map_file_is_refused(client, form, status, code):
    answer = client.post("/api/blocks", data=form, content_type="multipart/form-data")
    assert (answer.status_code, answer.json["code"]) == (status, code)


def test_a_page_of_somebody_else_can_neither_send_nor_delete(client):
    foreign = {"Origin": "https://elsewhere.example"}
    told = send(client).json
    refused = [send(client, headers=foreign), client.delete(told["url"], headers=foreign)]
    assert [(one.status_code, one.json["code"]) for one in refused] == [(403, "origin_refused")] * 2
    assert client.get(told["url"]).status_code == 200


def test_the_sample_can_be_tried_without_a_file(client):
    told = client.post("/api/blocks", data={"sample": "1"}).json
    assert told["units"] == 101
    assert "illustrative" in [one["code"] for one in told["warnings"]]


def test_nothing_is_kept_for_who_has_left(client, folder, monkeypatch):
    before = set(folder.iterdir())
    monkeypatch.setattr(results_module, "is_gone", lambda environ: lambda: True)
    send(client)
    assert set(folder.iterdir()) == before


@pytest.mark.parametrize(
    ("limit", "code"), [({"upload_features": 1}, "too_many_features"), ({"upload_columns": 1}, "too_many_columns")]
)
def test_a_limit_is_a_setting(tmp_path, app, limit, code):
    small = create_app(Settings(FIRST, results=tmp_path, numbers=USUAL | limit))
    small.extensions["results"].jobs._forks = app.extensions["results"].jobs._forks
    answer = send(small.test_client())
    assert (answer.status_code, answer.json["code"]) == (413, code)


def test_a_fork_server_that_died_is_started_again(client, app):
    app.extensions["results"].jobs.close()
    assert send(client).status_code == 201


def test_nothing_unfinished_stays(client, folder):
    send(client)
    assert [path for path in folder.iterdir() if path.name.startswith(UNFINISHED)] == []


def test_a_form_that_breaks_off_is_refused(client):
    answer = client.post("/api/blocks", data=b"--b\r\n", content_type="multipart/form-data; boundary=b")
    assert (answer.status_code, answer.json["code"]) == (422, UploadBroken.code)
