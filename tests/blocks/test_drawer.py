"""Results on disk, and that nothing else stays there."""

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from mapapp.blocks.drawer import ANSWER, ID, Drawer, new_id
from mapapp.errors import NoRoomLeft, UnknownResult
from mapapp.paths import PACKAGE


@pytest.fixture
def drawer(tmp_path):
    return Drawer(tmp_path / "results", hours=24, most_mb=1)


def put(drawer, id):
    with drawer.desk() as desk:
        (desk / "upload").write_bytes(b"the file")
        (desk / "result").mkdir()
        (desk / "result" / ANSWER).write_text(json.dumps({"id": id}))
        drawer.keep(desk / "result", id)
    return id


def make_old(path, hours):
    then = time.time() - hours * 3600
    os.utime(path, (then, then))


def test_a_result_is_found_and_the_upload_is_gone(drawer):
    id = put(drawer, new_id())
    assert drawer.answer(id) == {"id": id}
    assert [path.name for path in drawer.folder.rglob("*")] == [id, ANSWER]


def test_what_fails_on_a_desk_leaves_nothing(drawer):
    with pytest.raises(ValueError), drawer.desk() as desk:
        (desk / "upload").write_bytes(b"the file")
        raise ValueError
    assert list(drawer.folder.iterdir()) == []


def test_a_result_can_be_deleted_at_once(drawer):
    id = put(drawer, new_id())
    drawer.delete(id)
    with pytest.raises(UnknownResult):
        drawer.find(id)
    assert list(drawer.folder.iterdir()) == []


@pytest.mark.parametrize("id", ["", ".", "..", "../" * 7 + "a", "x" * 22, "ü" * 22])
def test_what_is_no_id_is_no_result(drawer, id):
    put(drawer, new_id())
    with pytest.raises(UnknownResult):
        drawer.find(id)


def test_a_result_is_gone_when_its_time_is_over(drawer):
    id = put(drawer, new_id())
    make_old(drawer.folder / id, hours=23)
    assert drawer.find(id)
    make_old(drawer.folder / id, hours=25)
    with pytest.raises(UnknownResult):
        drawer.find(id)
    drawer.sweep()
    assert list(drawer.folder.iterdir()) == []


KILLED = """
import os, signal, sys
from mapapp.blocks.drawer import Drawer
with Drawer(sys.argv[1], 24, 10).desk() as desk:
    (desk / "upload").write_bytes(b"secret")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_server_left_goes_at_once_and_what_is_worked_at_stays(drawer):
    with drawer.desk() as desk:
        command = [sys.executable, "-c", KILLED, str(drawer.folder)]
        run = subprocess.run(command, env={"PYTHONPATH": str(PACKAGE.parent)}, check=False)
        assert run.returncode == -signal.SIGKILL
        assert len(list(drawer.folder.glob("unfinished-*/upload"))) == 1
        make_old(desk, hours=1)
        drawer.sweep()
        assert list(drawer.folder.iterdir()) == [desk]
    assert list(drawer.folder.iterdir()) == []


def test_a_full_drawer_takes_no_more(drawer):
    there = drawer.folder / put(drawer, new_id())
    (there / "big").write_bytes(bytes(2 << 20))
    with pytest.raises(NoRoomLeft), drawer.desk():
        pass


def test_many_may_work_at_their_desks_at_once(drawer):
    def work(_):
        with drawer.desk() as desk:
            (desk / "upload").write_bytes(b"x")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(400)))
    assert list(drawer.folder.iterdir()) == []


def test_only_its_owner_may_look_into_the_drawer(drawer):
    put(drawer, new_id())
    assert drawer.folder.stat().st_mode & 0o077 == 0


def test_a_drawer_that_somebody_else_could_have_made_is_refused(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "results").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NoRoomLeft), Drawer(tmp_path / "results", 1, 1).desk():
        pass


def test_ids_are_long_and_never_the_same():
    ids = {new_id() for _ in range(1_000)}
    assert len(ids) == 1_000
    assert all(ID.fullmatch(id) for id in ids)
