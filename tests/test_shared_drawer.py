"""Results in a database: found by every machine, for their time, and by nobody after it."""

import json

import pytest

from mapapp.blocks.drawer import ANSWER, DRAWN, MB, new_id
from mapapp.blocks.shared_drawer import SharedDrawer
from mapapp.errors import NoRoomLeft, StoreUnreachable, UnknownResult
from mapapp.layers.postgres import connected
from tests.postgis import empty, server

__all__ = ["empty", "server"]


@pytest.fixture
def drawers(empty, tmp_path):
    """The same drawer on two machines."""
    return [SharedDrawer(tmp_path / name, hours=24, most_mb=1, address=empty) for name in ("here", "there")]


def put(drawer, id, content=b"\x00\xff"):
    with drawer.desk() as desk:
        (desk / "upload").write_bytes(b"the file")
        (desk / "result").mkdir()
        (desk / "result" / ANSWER).write_text(json.dumps({"id": id}))
        (desk / "result" / DRAWN).write_bytes(content)
        drawer.keep(desk / "result", id)
    return id


def make_old(address, hours):
    with connected(address) as connection:
        connection.run("UPDATE mapapp.results SET made = made - make_interval(hours => :hours)", hours=hours)


def test_a_result_is_found_on_every_machine_to_the_byte(drawers):
    id = put(drawers[0], new_id())
    for drawer in drawers:
        assert drawer.answer(id) == {"id": id}
        assert (drawer.find(id) / DRAWN).read_bytes() == b"\x00\xff"
        assert [path.name for path in drawer.folder.iterdir()] == [id]


def test_a_result_deleted_on_one_machine_is_gone_on_all_with_its_copies(drawers):
    here, there = drawers
    found, forgotten = put(here, new_id()), put(here, new_id())
    there.find(found), there.find(forgotten)
    here.delete(found), here.delete(forgotten)
    for drawer in drawers:
        with pytest.raises(UnknownResult):
            drawer.find(found)
    there.sweep()
    assert [*here.folder.iterdir(), *there.folder.iterdir()] == []


def test_a_result_whose_time_is_over_is_gone(drawers, empty):
    id = put(drawers[0], new_id())
    drawers[1].find(id)
    make_old(empty, 25)
    for drawer in drawers:
        with pytest.raises(UnknownResult):
            drawer.find(id)
    young = put(drawers[0], new_id())
    with connected(empty) as connection:
        assert connection.run("SELECT DISTINCT id FROM mapapp.results") == [[young]]


def test_all_results_together_take_no_more_than_they_may(drawers):
    put(drawers[0], new_id(), bytes(MB + 1))
    with pytest.raises(NoRoomLeft):
        put(drawers[1], new_id())


@pytest.mark.parametrize("id", ["", "../../etc", "a" * 22, "' OR '1'='1' OR '1'='", "x" * 23])
def test_what_is_no_id_is_unknown(drawers, id):
    put(drawers[0], new_id())
    with pytest.raises(UnknownResult):
        drawers[0].find(id)


def test_without_the_database_nothing_is_kept_and_it_is_named(tmp_path):
    drawer = SharedDrawer(tmp_path / "here", hours=24, most_mb=1, address="postgresql://mapapp@127.0.0.1:9/postgres")
    with pytest.raises(StoreUnreachable, match=r"127\.0\.0\.1:9"):
        put(drawer, new_id())
