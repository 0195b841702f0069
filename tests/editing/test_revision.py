"""Several files change at once or none does, whoever is killed on the way."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest

from mapapp.editing import revision
from mapapp.errors import RevisionFailed

WRITER = """
import itertools, sys
from pathlib import Path
from mapapp.editing.revision import revise
folder = Path(sys.argv[1])
for number in itertools.count():
    content = str(number).encode() * 20_000
    revise(folder, lambda: {"one.csv": content, "sub/two.json": content, "three.txt": None if number % 2 else content})
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "one.csv").write_bytes(b"old")
    return tmp_path


def test_files_are_replaced_made_and_removed(folder):
    revision.revise(folder, lambda: {"one.csv": b"new", "articles/a.txt": b"text"})
    revision.revise(folder, lambda: {"articles/a.txt": None, "two.csv": (folder / "one.csv").read_bytes() + b"er"})
    assert {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == {
        "one.csv": b"new",
        "two.csv": b"newer",
    }


@pytest.mark.parametrize("name", ["../out.csv", "/tmp/out.csv", "layers/points.geojson", ".revision/manifest.json", ""])
def test_only_files_of_the_folder_are_written(folder, name):
    with pytest.raises(RevisionFailed):
        revision.revise(folder, lambda: {"one.csv": b"new", name: b"x"})
    assert (folder / "one.csv").read_bytes() == b"old"
    assert not (folder / revision.JOURNAL).exists()


def test_what_the_change_raises_leaves_everything_as_it_was(folder):
    with pytest.raises(ZeroDivisionError):
        revision.revise(folder, lambda: {"one.csv": 1 / 0})
    assert [path.name for path in folder.iterdir()] == ["one.csv"]
    revision.revise(folder, lambda: {"one.csv": b"after"})
    assert (folder / "one.csv").read_bytes() == b"after"


def test_a_full_disk_leaves_everything_as_it_was(folder, monkeypatch):
    def full(path, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(revision, "_write", full)
    with pytest.raises(RevisionFailed, match="No space left"):
        revision.revise(folder, lambda: {"one.csv": b"new"})
    assert [path.name for path in folder.iterdir()] == ["one.csv"]


def test_a_journal_without_manifest_counts_for_nothing(folder):
    (folder / revision.JOURNAL).mkdir()
    (folder / revision.JOURNAL / "0").write_bytes(b"half")
    assert revision.finish(folder) is False
    assert [path.name for path in folder.iterdir()] == ["one.csv"]


def test_a_journal_with_manifest_is_carried_out_by_whoever_comes_next(folder, monkeypatch):
    monkeypatch.setattr(revision, "_put_in_place", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        revision.revise(folder, lambda: {"one.csv": b"new", "two.csv": b"too"})
    assert (folder / "one.csv").read_bytes() == b"old"
    monkeypatch.undo()
    assert revision.finish(folder) is True
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"one.csv": b"new", "two.csv": b"too"}
    assert revision.finish(folder) is False


def killed_at_random(folder, times):
    """Kill a process that revises without end, again and again; return how often each number stood afterwards."""
    stood = Counter()
    for _ in range(times):
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], start_new_session=True)
        until = time.monotonic() + 20
        while not (folder / "sub").exists() and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(random.uniform(0.15, 0.35))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        revision.finish(folder)
        one, two = (folder / "one.csv").read_bytes(), (folder / "sub" / "two.json").read_bytes()
        number = int(one[: len(one) // 20_000])
        assert one == two == str(number).encode() * 20_000
        assert (folder / "three.txt").exists() == (number % 2 == 0)
        assert not (folder / revision.JOURNAL).exists()
        stood[number] += 1
    return stood


def test_killed_at_any_moment_the_files_agree(folder):
    assert sum(killed_at_random(folder, 5).values()) == 5


@pytest.mark.long
def test_killed_a_hundred_times_the_files_agree(folder):
    assert sum(killed_at_random(folder, 100).values()) == 100
