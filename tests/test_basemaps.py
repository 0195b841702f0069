"""Base maps of others: what may be set, what the policy lets through, and on which datum the places lie."""

import json
import logging
import socket

import numpy as np
import pytest
from gunicorn.http import errors as gunicorn_errors

from mapapp.cli import arguments, main
from mapapp.earth.datums import convert
from mapapp.errors import SettingRefused
from mapapp.layers import query
from mapapp.settings import Settings, read_settings
from mapapp.view import parts, sitemap
from mapapp.view.basemaps import choose
from mapapp.view.datum import moved, shifted
from mapapp.view.mapdata import map_data
from mapapp.web import server
from mapapp.web.app import create_app
from mapapp.web.headers import CONTENT_POLICY, guard
from tests.conftest import FIRST
from tests.walls import markup_not_ours

TILES = "https://tiles.example/{z}/{x}/{y}.png"
KEY = "0123456789abcdef0123456789abcdef"
BEFORE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""The content policy of a site without tiles."""
SHIFTS_M = {"GCJ-02": (540, 557), "BD-09": (1335, 1381)}
"""How far a place in the district lies from itself, on each datum, at least and at most."""


def chosen(**settings):
    return choose(Settings(FIRST, **settings))


def addressed(datum=None, **settings):
    return Settings(FIRST, basemap=TILES, basemap_datum=datum, basemap_credit="© Example", **settings)


# Settings


def test_without_settings_the_base_map_is_ours_and_on_wgs_84():
    base = choose(read_settings({}))
    assert (base.name, base.addresses, base.datum, base.origin) == ("schematic", (), "WGS-84", None)


def test_the_settings_are_read_from_variables_and_from_a_file(tmp_path):
    (tmp_path / "settings.toml").write_text(f'basemap = "{TILES}"\nbasemap_credit = "file"', encoding="utf-8")
    environ = {"MAPAPP_SETTINGS": str(tmp_path / "settings.toml"), "MAPAPP_BASEMAP_DATUM": "GCJ-02"}
    base = choose(read_settings(environ | {"MAPAPP_BASEMAP_CREDIT": "variable"}))
    assert (base.addresses, base.datum, base.credit) == ((TILES,), "GCJ-02", "variable")
    assert choose(read_settings({"MAPAPP_BASEMAP": ""})).name == "schematic"


def test_openstreetmap_is_asked_at_its_one_address():
    base = chosen(basemap="openstreetmap")
    assert base.addresses == ("https://tile.openstreetmap.org/{z}/{x}/{y}.png",)
    assert (base.origin, base.host) == ("https://tile.openstreetmap.org", "tile.openstreetmap.org")


def test_tianditu_is_asked_for_streets_and_labels_with_the_key():
    base = chosen(basemap="tianditu", tianditu_key=KEY)
    assert [address.partition("_w/")[0] for address in base.addresses] == [
        "https://t0.tianditu.gov.cn/vec",
        "https://t0.tianditu.gov.cn/cva",
    ]
    for layer, address in zip(("vec", "cva"), base.addresses, strict=True):
        query_ = address.partition("?")[2].split("&")
        assert {f"LAYER={layer}", f"tk={KEY}", "TILEMATRIX={z}", "TILEROW={y}", "TILECOL={x}"} <= set(query_)
        assert "TILEMATRIXSET=w" in query_


@pytest.mark.parametrize(
    "address",
    ["google", "Schematic", "https://a.example/", "https://a.example/{z}/{x}.png", "https://a.example/{z}/{x}/{x}/{y}",
     "https://{s}.a.example/{z}/{x}/{y}", "https://a.example/{z}/{x}/{y}{r}.png", "https://a.example/{z}/{x}/{-y}",
     "https://a.example/{z}/{x}/{y}}", "https://*.example/{z}/{x}/{y}", "https://u:p@a.example/{z}/{x}/{y}",
     "https://a.example;script-src/{z}/{x}/{y}", "https://a.example /{z}/{x}/{y}", "https://a.example/{z}/{x}/{y}\n",
     "https://[::1]/{z}/{x}/{y}", "https://地图.example/{z}/{x}/{y}", "https://a.example:99999/{z}/{x}/{y}",
     "https://a.example/{z}/{x}/{y}#top", "https://a.example/{z}/{x}/{y}'", "ftp://a.example/{z}/{x}/{y}",
     "//a.example/{z}/{x}/{y}", "javascript:alert(1)//{z}/{x}/{y}", "https:///{z}/{x}/{y}"],
)  # fmt: skip
def test_what_is_no_address_of_one_tile_server_is_refused(address):
    with pytest.raises(SettingRefused, match=r"(?s)^basemap is .*one host only") as refused:
        chosen(basemap=address, basemap_credit="© Example")
    assert "只能有一个主机" in refused.value.sentence("zh-hans")


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ({"basemap": TILES}, "basemap_credit"),
        ({"basemap": TILES, "basemap_credit": " \n"}, "basemap_credit"),
        ({"basemap": TILES, "basemap_credit": "x", "basemap_datum": "CGCS2000"}, "basemap_datum"),
        ({"basemap": "openstreetmap", "basemap_datum": "GCJ-02"}, "basemap_datum"),
        ({"basemap": "tianditu", "tianditu_key": KEY, "basemap_datum": "BD-09"}, "basemap_datum"),
        ({"basemap_datum": "GCJ-02"}, "basemap_datum"),
        ({"basemap_credit": "© Example"}, "basemap_credit"),
        ({"basemap": "none", "basemap_credit": "© Example"}, "basemap_credit"),
        ({"basemap": "tianditu"}, "tianditu_key"),
        ({"basemap": "tianditu", "tianditu_key": "a&b"}, "tianditu_key"),
        ({"basemap": "tianditu", "tianditu_key": KEY + "\n"}, "tianditu_key"),
    ],
)
def test_what_does_not_go_together_is_refused_by_name(settings, name):
    with pytest.raises(SettingRefused) as refused:
        chosen(**settings)
    assert str(refused.value).startswith(f"{name} is “")
    assert refused.value.sentence("zh-hans").startswith(f"设置 {name} 的值")


def test_a_key_that_is_refused_is_not_shown():
    with pytest.raises(SettingRefused) as refused:
        chosen(basemap="tianditu", tianditu_key=KEY + "!")
    assert KEY not in str(refused.value)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8080/{z}/{x}/{y}", "https://a.example/t?x={x}&y={y}&z={z}&k=a_b"]
)
def test_any_other_xyz_address_will_do(address):
    assert chosen(basemap=address, basemap_credit="x").addresses == (address,)


def test_the_server_says_in_one_sentence_what_is_wrong_and_ends(monkeypatch, capsys):
    monkeypatch.setenv("MAPAPP_BASEMAP", TILES)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert main.main(["serve", "--port", "0"]) == arguments.UNUSABLE
    assert capsys.readouterr().err.startswith("basemap_credit is “”: ")


# Headers


def test_a_tile_server_is_let_through_for_images_and_nothing_else():
    answer = create_app(addressed()).test_client().get("/en/")
    (policy,) = answer.headers.getlist("Content-Security-Policy")
    assert policy == BEFORE.replace("img-src 'self' data:", "img-src 'self' data: https://tiles.example")


@pytest.mark.parametrize("name", ["schematic", "none"])
def test_without_tiles_the_policy_is_what_it_was_to_the_byte(name):
    page = create_app(Settings(FIRST, basemap=name)).test_client().get("/en/")
    assert page.headers["Content-Security-Policy"] == CONTENT_POLICY == BEFORE


def test_the_workers_own_refusals_carry_the_same_policy(monkeypatch):
    served = []
    monkeypatch.setattr(server, "_check_free", lambda host, port: None)
    monkeypatch.setattr(server._Server, "run", lambda self: served.append(self.cfg.worker_class))
    server.serve(addressed(), host="127.0.0.1", port=0)
    worker = served[0].__new__(served[0])
    worker.log = logging.getLogger("worker")
    ours, theirs = socket.socketpair()
    with ours, theirs:
        worker.handle_error(None, ours, ("127.0.0.1", 1), gunicorn_errors.InvalidRequestLine("<img>"))
        ours.shutdown(socket.SHUT_WR)
        head = theirs.makefile("rb").read().decode()
    for name, value in guard("https://tiles.example"):
        assert f"\r\n{name}: {value}\r\n" in head
    assert "img-src 'self' data: https://tiles.example;" in head


# Pages


@pytest.mark.parametrize(
    ("settings", "credit"),
    [
        (Settings(FIRST, basemap="openstreetmap"), "© OpenStreetMap contributors, ODbL"),
        (Settings(FIRST, basemap="tianditu", tianditu_key=KEY, basemap_credit="No. 1"), "Base map: Tianditu"),
        (addressed(), "© Example"),
    ],
)
def test_over_tiles_their_credit_is_in_sight_and_nothing_claims_to_be_schematic(settings, credit):
    page = create_app(settings).test_client().get("/en/").text
    assert page.count(credit) == 1
    assert "Schematic" not in page
    assert "chart--tiles" in page
    assert f"The base map of {choose(settings).host} does not answer." in page
    assert (settings.basemap_credit or "") in page


def test_an_operators_credit_is_words():
    settings = Settings(FIRST, basemap=TILES, basemap_credit="<img src=x onerror=alert(1)>")
    page = create_app(settings).test_client().get("/en/").text
    assert markup_not_ours(page) == []
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_without_any_base_map_the_outline_is_called_schematic_and_nothing_lies_below():
    client = create_app(Settings(FIRST, basemap="none")).test_client()
    page = client.get("/en/").text
    assert "Schematic outline" in page and "chart--tiles" not in page and "data-tileless" not in page
    assert client.get("/basemap.geojson").json["features"] == []


def script_of(layers, **settings):
    return parts.take_apart(sitemap.draw(layers, "/map.geojson", base=chosen(**settings))).script


def test_the_addresses_of_the_tiles_reach_the_browser_as_they_are(layers):
    address = f"https://a.example/{{z}}/{{x}}/{{y}}?a=1&key=pk_{KEY}"
    script = script_of(layers, basemap=address, basemap_credit="x")
    (line,) = [line.strip() for line in script.splitlines() if "drawTiles" in line]
    assert json.loads(line.removeprefix("drawTiles(map_1, ").removesuffix(");")) == [address]


def test_the_tiles_are_asked_for_when_the_map_shows_the_district(layers):
    script = script_of(layers, basemap="openstreetmap")
    assert script.index("fitBounds") < script.index("drawTiles")
    assert "drawGround" not in script


# Datums


def metres_between(one, other):
    east, north = (np.asarray(other) - one).T
    return np.hypot(east * 111_320 * np.cos(np.radians(39.9)), north * 111_035)


def vertices(geometry):
    """Return every vertex of a GeoJSON geometry as an array (n, 2)."""
    return np.array(list(_walk(geometry["coordinates"])))


def _walk(coordinates):
    if isinstance(coordinates[0], (int, float)):
        yield coordinates
    else:
        for inner in coordinates:
            yield from _walk(inner)


@pytest.mark.parametrize("datum", SHIFTS_M)
def test_every_vertex_of_every_place_lies_where_the_datum_says_and_leads_back(layers, datum):
    before = map_data(layers)["features"]
    client = create_app(addressed(datum)).test_client()
    answer = client.get("/map.geojson").json
    assert answer["datum"] == datum
    assert "crs" not in answer
    least, most = SHIFTS_M[datum]
    for one, other in zip(before, answer["features"], strict=True):
        assert one["id"] == other["id"]
        if one["geometry"]:
            anchors = [one["properties"].get("anchor", []), other["properties"].get("anchor", [])]
            for was, is_ in ((vertices(one["geometry"]), vertices(other["geometry"])), map(np.atleast_2d, anchors)):
                if was.size:
                    shift = metres_between(was, is_)
                    assert least <= shift.min() and shift.max() <= most, (one["id"], shift.min(), shift.max())
                    assert metres_between(was, convert(is_, datum, "WGS-84")).max() < 0.01


def test_all_else_in_the_data_is_as_it_was(layers):
    whole = map_data(layers)
    for one, other in zip(whole["features"], shifted(whole, "GCJ-02")["features"], strict=True):
        assert [one["id"], _without(one["properties"], "anchor")] == [
            other["id"],
            _without(other["properties"], "anchor"),
        ]
        assert (one["geometry"] is None) == (other["geometry"] is None)
        if one["geometry"]:
            assert one["geometry"]["type"] == other["geometry"]["type"]


def _without(properties, name):
    return {key: value for key, value in properties.items() if key != name}


@pytest.mark.parametrize("name", ["schematic", "none", "openstreetmap"])
def test_on_wgs_84_no_coordinate_changes_and_the_data_say_so(layers, name):
    answer = create_app(Settings(FIRST, basemap=name)).test_client().get("/map.geojson").json
    expected = json.loads(json.dumps(map_data(layers)))
    assert answer == expected | {"datum": "WGS-84"}


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {"type": "MultiPolygon", "coordinates": [[[[116.3, 39.9], [116.4, 39.9], [116.4, 40.0], [116.3, 39.9]]]]},
        {"type": "MultiPoint", "coordinates": [[116.3, 39.9], [116.4, 39.9]]},
    ],
)
def test_any_geometry_can_be_moved(geometry):
    there = moved(geometry, "GCJ-02")
    assert (there is None) == (geometry is None)
    if there:
        shift = metres_between(vertices(geometry), vertices(there))
        assert there["type"] == geometry["type"] and shift.min() > 500 and shift.max() < 600


@pytest.mark.parametrize("datum", SHIFTS_M)
def test_the_map_opens_on_the_district_where_its_base_map_has_it(layers, datum):
    script = script_of(layers, basemap=TILES, basemap_datum=datum, basemap_credit="x")
    bounds = json.loads(script.partition("fitBounds(")[2].partition(",\n")[0])
    outline = vertices(query.district(layers)["geometry"])
    there = convert(outline, "WGS-84", datum)
    assert np.allclose(bounds, [there.min(axis=0)[::-1], there.max(axis=0)[::-1]], atol=1e-8)


# The layers on another datum


@pytest.mark.parametrize("name", ["points", "lines", "areas", "district"])
@pytest.mark.parametrize("datum", SHIFTS_M)
def test_a_layer_is_given_on_another_datum_and_says_so(client, layers, name, datum):
    answer = client.get(f"/layers/{name}.geojson?crs={datum.lower()}")
    collection = answer.json
    assert (answer.status_code, answer.mimetype) == (200, "application/geo+json")
    assert collection["datum"] == datum and "crs" not in collection
    for one, other in zip(layers.collections[name]["features"], collection["features"], strict=True):
        assert one["properties"] == other["properties"]
        if one["geometry"]:
            back = convert(vertices(other["geometry"]), datum, "WGS-84")
            assert metres_between(vertices(one["geometry"]), back).max() < 0.01
            assert other["geometry"]["coordinates"] != one["geometry"]["coordinates"]
    assert all(len(number.partition(".")[2]) <= 9 for number in map(str, _numbers(collection)))


def _numbers(collection):
    return [n for f in collection["features"] if f["geometry"] for n in vertices(f["geometry"]).ravel().tolist()]


def test_a_layer_on_another_datum_is_made_once_and_not_sent_again(client):
    first = client.get("/layers/points.geojson?crs=GCJ-02")
    again = client.get("/layers/points.geojson?crs=gcj-02", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert first.headers["ETag"] != client.get("/layers/points.geojson").headers["ETag"]


def test_the_base_map_does_not_change_what_layers_are_given(layers):
    client = create_app(addressed("GCJ-02")).test_client()
    assert client.get("/layers/points.geojson").data == layers.files["points.geojson"]
