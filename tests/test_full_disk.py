"""A disk without room: what stands, stands, and nothing half-written stays."""

import os
import resource
import shutil
import subprocess
import sys
from contextlib import contextmanager

import pytest

from mapapp import paths
from mapapp.layers import store
from tests.conftest import FIRST
from tests.running import ask, serving, square, upload
from tests.test_backup import hashes
from tests.test_publishing import write_version


def run_without_room(most_bytes, *arguments):
    """Run a command whose files cannot grow beyond some length, as on a full disk; return (status, complaint)."""
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))  # noqa: E731
    environ = {"PYTHONPATH": str(paths.PACKAGE.parent), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "mapapp", *map(str, arguments)]
    run = subprocess.run(command, env=environ, preexec_fn=limit, capture_output=True, text=True, check=False)
    assert run.stdout == ""
    return run.returncode, run.stderr


def test_a_server_starts_and_answers_without_room(geodata, tmp_path):
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # noqa: E731
    with serving(geodata, preexec_fn=limit, results=tmp_path / "results") as server:
        assert [ask(server.port, path)[0] for path in ("/", "/layers/points.geojson", "/readyz")] == [200] * 3
        body, kind = upload(square("a"), "a.geojson")
        assert ask(server.port, "/api/blocks", method="POST", body=body, Content_Type=kind)[0] in (422, 507)
        assert ask(server.port, "/en/")[0] == 200
    assert list((tmp_path / "results").iterdir()) == []


@pytest.mark.parametrize("most_bytes", [0, 1000, 100_000])
def test_a_build_without_room_leaves_the_published_layers_and_nothing_else(geodata, most_bytes):
    write_version(geodata, 1)
    before = hashes(geodata.parent)
    status, complaint = run_without_room(most_bytes, "build", "--geodata", geodata)
    assert (status, complaint.count("\n")) == (2, 1)
    assert hashes(geodata.parent) == before
    store.load(geodata / "layers", patience_s=0)


@pytest.mark.parametrize("most_bytes", [0, 1000, 100_000])
def test_a_backup_without_room_leaves_the_older_one(geodata, tmp_path, most_bytes):
    (tmp_path / "b.tgz").write_bytes(b"old")
    before = hashes(tmp_path)
    status, complaint = run_without_room(most_bytes, "backup", tmp_path / "b.tgz", "--geodata", geodata)
    assert (status, complaint.count("\n")) == (2, 1)
    assert hashes(tmp_path) == before


def test_a_restore_without_room_leaves_what_stands(geodata, tmp_path):
    assert subprocess.run(
        [sys.executable, "-m", "mapapp", "backup", tmp_path / "b.tgz", "--geodata", geodata],
        env={"PYTHONPATH": str(paths.PACKAGE.parent)}, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    (geodata / "mine.txt").write_text("mine", encoding="utf-8")
    before = hashes(tmp_path)
    status, complaint = run_without_room(5000, "restore", tmp_path / "b.tgz", "--replace", "--geodata", geodata)
    assert (status, complaint.count("\n")) == (2, 1)
    assert hashes(tmp_path) == before


@contextmanager
def small_disk(folder, megabytes):
    """A disk of its own at a folder, which takes root's rights to have."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no disk may be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def filled(disk, left_bytes):
    """Fill a disk but for some bytes; return the file that does."""
    filling = disk / "filling"
    with filling.open("wb") as file:
        file.write(bytes(shutil.disk_usage(disk).free // 4096 * 4096 - left_bytes // 4096 * 4096))
    return filling


@pytest.mark.long
def test_on_a_disk_that_is_full_all_that_stands_is_served_and_all_is_well_when_there_is_room(tmp_path):
    room = sum(path.stat().st_size for path in FIRST.rglob("*")) // 1_000_000 + 8
    with small_disk(tmp_path / "disk", room) as disk:
        geodata, results = shutil.copytree(FIRST, disk / "geodata"), disk / "results"
        commands = (["build"], ["backup", str(disk / "b.tgz")])
        with serving(geodata, results=results) as server:
            for number, left in enumerate((0, 4096, 40_960, 200_000)):
                write_version(geodata, number + 1)
                filling, before = filled(disk, left), hashes(geodata)
                told = [run_on(geodata, command) for command in commands]
                assert told[1] == (2, 1)
                assert told[0] in ((2, 1), (0, 0))
                assert hashes(geodata) == before or told[0][0] == 0
                body, kind = upload(square("a"), "a.geojson")
                status, headers, _ = ask(server.port, "/api/blocks", method="POST", body=body, Content_Type=kind)
                assert status in ((422, 507) if left < 10_000 else (201, 422, 507))
                if status == 201:
                    ask(server.port, "/api/blocks/" + headers["Location"].rpartition("/")[2], method="DELETE")
                pages = ("/", "/layers/points.geojson", "/readyz")
                assert [ask(server.port, path)[0] for path in pages] == [200] * 3
                store.load(geodata / "layers", patience_s=0)
                filling.unlink()
                assert sorted(path.name for path in disk.iterdir()) == ["geodata", "results"]
                assert list(results.iterdir()) == []
            assert run_on(geodata, ["build"]) == run_on(geodata, commands[1]) == (0, 0)
            assert ask(server.port, "/api/blocks", method="POST", body=body, Content_Type=kind)[0] == 201


def run_on(geodata, command):
    """Run a command; return (status, how many lines of complaint)."""
    environ = os.environ | {"PYTHONPATH": str(paths.PACKAGE.parent), "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(
        [sys.executable, "-m", "mapapp", *command, "--geodata", geodata],
        env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return run.returncode, run.stderr.count("\n")
