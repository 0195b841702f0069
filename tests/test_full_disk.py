"""A disk without room: what stands, stands, and nothing half-written stays."""

import resource
import subprocess
import sys

import pytest

from mapapp import paths
from mapapp.layers import store
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
