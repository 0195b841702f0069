"""The layers in PostGIS: published whole, read by any number of processes, and the same to every visitor."""

import io
import json
import re
import threading
import time
from contextlib import contextmanager

import pytest

from mapapp.atlas.build import build
from mapapp.errors import DriverMissing, PublishingFailed, SettingRefused, StoreUnreachable
from mapapp.layers import postgres, store
from mapapp.layers.postgres import connected
from mapapp.settings import Settings, read_settings
from mapapp.web.app import create_app
from mapapp.web.crawl import Crawl
from mapapp.web.stillsite import _beginnings
from tests.conftest import FIRST
from tests.postgis import empty, server
from tests.test_cli import one_sentence, run
from tests.walls import altered

__all__ = ["empty", "run", "server"]

OLD, NEW = {"receipt.json": "{}", "a.json": "1"}, {"receipt.json": "{ }", "b.json": "2"}
SAMPLE = FIRST / "sample_blocks" / "sample_blocks.geojson"
NOWHERE = "postgresql://mapapp@127.0.0.1:9/postgres"
ASKED = (
    *(f"/{code}{page}" for code in ("zh-hans", "en") for page in ("/sites/yuetan", "/articles/xicheng", "/about")),
    *("/feed.atom", "/calendar.ics", "/sites/yuetan/feed.atom", "/subdistricts", "/share.png", "/map.svg"),
    *(f"/layers/{layer}.geojson?crs={crs}" for layer in store.LAYERS for crs in ("GCJ-02", "BD-09", "EPSG:4490", "?")),
    *("/healthz", "/readyz", "/oembed", "/oembed?url=http://localhost/sites/yuetan", "/sites/moon", "/api/blocks"),
)
"""What a program asks for, right and wrong."""


@pytest.fixture
def full(empty, published):
    """The address of a database with the published layers."""
    store.publish(empty, texts_of(published))
    return empty


def texts_of(folder):
    return {name: content.decode("utf-8") for name, content in store.read(folder).items()}


def rows(address, statement):
    with connected(address) as connection:
        return connection.run(statement)


# Publishing


def test_what_is_published_is_read_to_the_byte(full, published):
    assert store.read(full) == store.read(published)
    assert store.load(full) == store.load(published)


def test_the_same_is_published_once(full, published):
    before = store.fingerprint(full)
    assert not store.publish(full, texts_of(published))
    assert store.fingerprint(full) == before


def test_an_empty_database_holds_nothing(empty):
    assert store.fingerprint(empty) is None
    assert store.published(empty) == store.Published()


def test_a_new_build_takes_the_place_of_the_old_one_and_the_one_before_is_kept(empty):
    for files in (OLD, NEW, OLD, NEW):
        before = store.fingerprint(empty)
        assert store.publish(empty, files)
        assert store.fingerprint(empty) != before
        assert store.read(empty) == {name: text.encode() for name, text in files.items()}
    assert rows(empty, "SELECT count(*) FROM mapapp.generations") == [[2]]


def test_a_build_that_fails_half_way_leaves_the_old_one(full):
    before, print_ = store.read(full), store.fingerprint(full)
    broken = {"type": "Feature", "id": "x", "properties": {}, "geometry": {"type": "Point", "coordinates": "here"}}
    with pytest.raises(PublishingFailed):
        store.publish(full, OLD | {"points.geojson": json.dumps({"features": [broken]})})
    assert (store.read(full), store.fingerprint(full)) == (before, print_)


def test_readers_see_one_generation_while_others_are_published(empty):
    store.publish(empty, OLD)
    allowed = [{name: text.encode() for name, text in files.items()} for files in (OLD, NEW)]
    seen, done = [], threading.Event()

    def read():
        while not done.is_set():
            seen.append(store.read(empty))

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(5):
        store.publish(empty, NEW)
        store.publish(empty, OLD)
    done.set()
    reader.join()
    assert seen
    assert all(files in allowed for files in seen)


def test_gis_programs_find_the_features_with_their_geometry(full, layers):
    for name in store.LAYERS:
        features = layers.collections[name]["features"]
        found = dict(rows(full, f"SELECT id, ST_AsGeoJSON(geometry, 6)::json FROM mapapp.{name}"))
        assert found == {one["id"]: one["geometry"] for one in features}
    assert rows(full, "SELECT DISTINCT ST_SRID(geometry) FROM mapapp.features WHERE geometry IS NOT NULL") == [[4326]]
    assert ["西单文化广场"] in rows(full, "SELECT name_zh_hans FROM mapapp.points")


# The command


def test_build_and_check_use_the_store(run, empty, geodata, monkeypatch):
    monkeypatch.setenv("MAPAPP_STORE", empty)
    told = [run(command, "--geodata", geodata) for command in ("build", "build", "check")]
    assert [status for status, _, _ in told] == [0, 0, 0]
    assert told[0][1].startswith(f"{empty}: published;")
    assert told[1][1].startswith(f"{empty}: unchanged;")
    assert store.read(empty) == {name: text.encode() for name, text in build(geodata).items()}


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_store_that_does_not_answer_is_named(run, geodata, monkeypatch, command):
    monkeypatch.setenv("MAPAPP_STORE", NOWHERE)
    status, _, complaint = run(command, "--geodata", geodata)
    assert status != 0
    assert one_sentence(complaint)
    assert complaint.startswith(f"{NOWHERE}: ")


def test_a_wrong_password_is_refused_and_not_repeated(full, monkeypatch):
    monkeypatch.setenv("PGPASSWORD", "not-the-password")
    with pytest.raises(StoreUnreachable) as refusal:
        store.read(full)
    assert "not-the-password" not in str(refusal.value)


def test_without_its_driver_the_store_says_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pg8000.native", None)
    with pytest.raises(DriverMissing):
        store.read(NOWHERE)


@pytest.mark.parametrize(
    "address", ["postgresql://a:secret@h/d", "mysql://a@h/d", "postgresql://a@h/d?sslmode=disable"]
)
def test_an_address_that_is_none_is_refused_without_repeating_it(address):
    with pytest.raises(SettingRefused) as refusal:
        read_settings({"MAPAPP_STORE": address})
    assert address not in str(refusal.value)
    assert "secret" not in str(refusal.value)


def test_encryption_is_asked_for_in_the_address():
    assert postgres._stated("postgresql://a@h/d")["ssl_context"] is False
    context = postgres._stated("postgresql://a@h/d?sslmode=verify-full")["ssl_context"]
    assert context.check_hostname


# To a visitor


@contextmanager
def opened(settings, **options):
    app = create_app(settings, **options)
    yield app
    app.extensions["results"].jobs.close()


def answers(app, *, everywhere):
    """Return what the site answers, status, content and headers by address: of its data, or of all that links reach."""
    client, editions = app.test_client(), app.extensions["editions"]
    asked = [*_beginnings(editions.current(), app.extensions["assets"], None), *ASKED]
    if everywhere:
        crawl = Crawl(app, None)
        crawl.follow(*asked[: -len(ASKED)])
        asked += crawl.answers
    told = {address: client.get(address) for address in asked}
    return {address: (one.status_code, _lasting_content(one), _lasting(one.headers)) for address, one in told.items()}


def _lasting_content(answer):
    """Return the content without the number that every refusal has for itself."""
    return re.sub(rb'("request_id": ?)"[^"]*"', rb"\1", answer.data)


def _lasting(headers):
    return {name: value for name, value in headers.items() if name not in ("Date", "X-Request-Id")}


def test_folder_and_store_answer_the_same_to_every_address(full, tmp_path, times):
    told = []
    for store_ in (None, full):
        with opened(Settings(FIRST, store=store_, results=tmp_path / "results"), served=False) as app:
            told.append(answers(app, everywhere=times(False, True)))
    assert len(told[0]) > times(40, 500)
    assert told[0].keys() == told[1].keys()
    assert [address for address in told[0] if told[0][address] != told[1][address]] == []


def test_folder_and_store_answer_the_same_to_a_planner(full, tmp_path):
    told = []
    for store_ in (None, full):
        with opened(Settings(FIRST, store=store_, results=tmp_path / str(len(told)))) as app:
            form = {"file": (io.BytesIO(SAMPLE.read_bytes()), SAMPLE.name)}
            given = app.test_client().post("/api/blocks", data=form)
            kept = app.extensions["results"].find(given.json["id"])
            told.append((given.status_code, *(_as_of_any(one, given.json["id"]) for one in (given.json, kept))))
    assert told[0][0] == 201
    assert told[0] == told[1]


def _as_of_any(facts, id):
    """Return what is told of a result, as text, without what tells it from another one of the same file."""
    lasting = {name: value for name, value in facts.items() if name not in ("made", "expires")}
    return json.dumps(lasting, ensure_ascii=False, sort_keys=True).replace(id, "ID")


def test_a_result_made_by_one_process_is_exported_and_deleted_by_another(full, tmp_path):
    here, there = (Settings(FIRST, store=full, results=tmp_path / name) for name in ("here", "there"))
    with opened(here) as one, opened(there) as other:
        form = {"file": (io.BytesIO(SAMPLE.read_bytes()), SAMPLE.name)}
        given = one.test_client().post("/api/blocks", data=form).json
        exports = [app.test_client().get(given["downloads"]["csv"]) for app in (one, other)]
        assert exports[0].status_code == 200
        assert exports[0].data == exports[1].data
        assert other.test_client().delete(given["url"]).status_code == 204
        assert [app.test_client().get(given["downloads"]["csv"]).status_code for app in (one, other)] == [404, 404]


def test_every_process_takes_up_a_new_build_within_five_seconds(full, published, tmp_path):
    with opened(Settings(FIRST, store=full)) as one, opened(Settings(FIRST, store=full)) as other:
        clients = [one.test_client(), other.test_client()]
        before = {client.get("/layers/points.geojson").get_etag() for client in clients}
        store.publish(full, texts_of(altered(published, tmp_path / "layers", rename)))
        end = time.monotonic() + 5
        while time.monotonic() < end and b"Renamed" not in min(of(client) for client in clients):
            time.sleep(0.1)
        assert all(b"Renamed" in of(client) for client in clients)
        assert len(before) == 1


def rename(files):
    files["points.geojson"]["features"][0]["properties"]["name_en"] = "Renamed"


def of(client):
    return client.get("/layers/points.geojson").data


def test_while_the_store_is_away_the_last_build_stands(full, monkeypatch):
    with opened(Settings(FIRST, store=full)) as app:
        client, editions = app.test_client(), app.extensions["editions"]
        before = of(client)
        monkeypatch.setenv("PGPASSWORD", "not-the-password")
        editions._looked -= 2
        assert of(client) == before
        assert isinstance(editions.refused, StoreUnreachable)
        monkeypatch.undo()
        editions._looked -= 2
        assert of(client) == before
        assert editions.refused is None
