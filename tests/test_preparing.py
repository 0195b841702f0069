"""Builds are made ready beside the workers, which show them as soon as they are told, and without being told later."""

import gzip
import json
import os
import re
import time

import brotli
import pytest

from mapapp.atlas.build import build
from mapapp.layers import store
from mapapp.settings import Settings
from mapapp.web import edition as editions_module
from mapapp.web.app import create_app
from mapapp.web.board import Board
from mapapp.web.body import Body
from mapapp.web.language import LANGUAGES
from mapapp.web.preparing import Preparer, prepare
from tests.test_publishing import write_version

BR = {"Accept-Encoding": "br"}


def test_a_statement_is_read_once_and_the_next_one_too():
    board = Board(100)
    assert board.news() is None
    assert board.state(b"one")
    assert [board.news(), board.news()] == [b"one", None]
    assert board.state(b"the second")
    assert board.news() == b"the second"


def test_a_statement_that_is_being_written_is_not_read():
    board = Board(100)
    board.state(b"one two")
    board._shared[45] ^= 1
    assert board.news() is None
    board._shared[45] ^= 1
    assert board.news() == b"one two"


def test_a_statement_without_room_leaves_the_one_before():
    board = Board(10)
    board.state(b"one")
    assert not board.state(b"x" * 11)
    assert board.news() == b"one"


class Worker:
    """An application that a `Preparer` gets builds ready for, and one that stands for that process."""

    def __init__(self, geodata):
        self.geodata, self.preparer = geodata, Preparer()
        self.app, self.beside = (create_app(Settings(geodata), preparer=preparer) for preparer in (self.preparer, None))
        self.editions = self.app.extensions["editions"]

    def publish(self, number):
        write_version(self.geodata, number)
        store.publish(self.geodata / "layers", build(self.geodata))

    def prepare(self):
        """Return what is told of the newest build: at first, and then."""
        editions = self.beside.extensions["editions"]
        return list(prepare(self.beside, editions, editions.newest()))

    def shown(self, path="/layers/points.geojson", **headers):
        self.editions._looked = 0
        return self.app.test_client().get(path, headers=headers)

    def shows(self, number):
        return re.findall("altar(!*)", self.shown().text) == ["!" * number]


@pytest.fixture
def worker(geodata):
    return Worker(geodata)


def test_a_new_build_is_shown_when_it_was_made_ready_and_not_before(worker):
    worker.publish(3)
    assert not worker.shows(3)
    first, _ = worker.prepare()
    worker.preparer.tell(first)
    assert worker.shows(3)


def test_a_build_that_was_made_ready_is_shown_though_a_newer_one_is_there(worker):
    worker.publish(3)
    first, _ = worker.prepare()
    worker.publish(4)
    worker.preparer.tell(first)
    assert worker.shows(3)


def test_what_is_told_late_brings_no_older_build_back(worker, monkeypatch):
    monkeypatch.setattr(editions_module, "PATIENCE_S", 0)
    worker.publish(3)
    first, _ = worker.prepare()
    worker.publish(4)
    worker.shown()
    assert worker.shows(4)
    worker.preparer.tell(first)
    assert worker.shows(4)


def test_what_is_asked_before_all_is_packed_is_answered_all_the_same(worker):
    for path in ("/ogc/collections/points/items", "/openapi.json", "/feed.atom", "/layers/points.csv"):
        assert worker.shown(path).status_code == 200
    _, then = worker.prepare()
    worker.preparer.tell(then)
    assert worker.shown("/ogc/collections/points/items").status_code == 200
    assert all(isinstance(page, Body) for page in worker.editions.current().pages.values())


def test_without_a_word_a_new_build_is_shown_after_some_seconds(worker, monkeypatch):
    monkeypatch.setattr(editions_module, "PATIENCE_S", 0.2)
    worker.publish(3)
    assert not worker.shows(3)
    time.sleep(0.3)
    assert worker.shows(3)


def test_a_broken_build_is_not_shown_and_the_next_whole_one_is(worker, monkeypatch):
    monkeypatch.setattr(editions_module, "PATIENCE_S", 0)
    receipt = worker.geodata / "layers" / store.RECEIPT
    receipt.write_text(json.dumps(json.loads(receipt.read_text(encoding="utf-8")) | {"articles": {}}), encoding="utf-8")
    for _ in range(2):
        assert worker.shown().status_code == 200
    assert worker.editions.refused
    worker.publish(3)
    worker.preparer.tell(worker.prepare()[0])
    assert worker.shows(3)
    assert not worker.editions.refused


def test_the_first_pages_come_rendered_in_every_language(worker, monkeypatch):
    worker.preparer.tell(worker.prepare()[0])
    worker.shown()
    monkeypatch.setattr(worker.app.extensions["pages"], "text", None)
    assert {worker.shown(f"/{code}/").status_code for code in LANGUAGES} == {200}
    for language in LANGUAGES.values():
        assert f'lang="{language.tag}"' in worker.shown("/", Accept_Language=language.tag).text


def test_what_is_packed_beside_replaces_what_was_packed_fast(worker):
    fast = worker.shown("/map.geojson", **BR)
    for told in worker.prepare():
        worker.preparer.tell(told)
        worker.shown()
    small = worker.shown("/map.geojson", **BR)
    assert len(small.data) < len(fast.data)
    assert brotli.decompress(small.data) == brotli.decompress(fast.data) == worker.shown("/map.geojson").data
    assert fast.headers["ETag"] == small.headers["ETag"].replace("-br", "-br-fast")
    assert gzip.decompress(worker.shown("/map.geojson", Accept_Encoding="gzip").data) == brotli.decompress(small.data)
    assert worker.shown("/map.geojson", If_None_Match=small.headers["ETag"], **BR).status_code == 304


def test_nothing_is_packed_for_a_build_that_is_no_longer_the_newest(worker):
    editions = worker.beside.extensions["editions"]
    telling = prepare(worker.beside, editions, editions.newest())
    assert next(telling).packed == {}
    worker.publish(3)
    assert list(telling) == []


def test_the_process_beside_tells_of_every_build_and_ends(worker):
    worker.preparer.start(worker.beside)
    try:
        assert heard(worker, lambda told: told.packed)
        worker.publish(3)
        assert heard(worker, lambda told: told.print == store.fingerprint(worker.geodata / "layers"))
    finally:
        worker.preparer.stop()


def test_what_goes_wrong_beside_is_said_and_ends_the_process(worker, monkeypatch, capfd):
    monkeypatch.setattr("mapapp.web.preparing.prepare", None)
    worker.preparer.start(worker.beside)
    assert os.waitstatus_to_exitcode(os.waitpid(worker.preparer._pid, 0)[1]) == 1
    assert "no longer made ready" in capfd.readouterr().err


def heard(worker, of):
    end = time.monotonic() + 30
    while time.monotonic() < end:
        told = worker.preparer.news()
        if told and of(told):
            return told
        time.sleep(0.05)
    return None
