"""Backup and restore: one archive, every hash, all of it or nothing."""

import contextlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import time
from hashlib import sha256
from pathlib import Path

import pytest

from mapapp import paths
from mapapp.backup import manifest
from mapapp.backup.packing import pack
from mapapp.backup.unpacking import unpack
from mapapp.blocks.drawer import Drawer, new_id
from mapapp.cli.main import main
from mapapp.errors import BackupBroken, BackupFailed, RestoreFailed, RestoreRefused

ODD = "geodata/地图 层.txt"


def hashes(folder):
    """Return the hash of every file of a folder, by its path in it."""
    files = [path for path in Path(folder).rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def small(tmp_path):
    """A data folder of a few files."""
    folder = tmp_path / "small" / "geodata"
    (folder / "layers").mkdir(parents=True)
    (folder / "gazetteer.csv").write_text("id,name\n", encoding="utf-8")
    (folder / "layers" / "地图 层.txt").write_bytes(b"\r\n\0")
    return folder


@pytest.fixture
def archive(small, tmp_path):
    """A good archive of it."""
    pack(tmp_path / "b.tgz", small)
    return tmp_path / "b.tgz"


def rewritten(archive, change):
    """Write an archive anew with other entries: `change` takes and returns a list of (entry, bytes)."""
    with tarfile.open(archive) as opened:
        entries = [(entry, opened.extractfile(entry).read()) for entry in opened]
    with tarfile.open(archive, "w:gz") as out:
        for entry, content in change(entries):
            entry.size = len(content)
            out.addfile(entry, io.BytesIO(content))
    return archive


def stated(entries, **files):
    """Return entries whose manifest states some files more."""
    *others, (entry, content) = entries
    told = json.loads(content)
    told["files"] |= files
    return [*others, (entry, json.dumps(told).encode())]


def row(content):
    return {"sha256": sha256(content).hexdigest(), "bytes": len(content)}


def test_backup_wipe_restore_gives_every_file_back_within_a_minute(geodata, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("MAPAPP_GEODATA", str(geodata))
    monkeypatch.setenv("MAPAPP_RESULTS", str(tmp_path / "results"))
    before, begun = hashes(geodata), time.monotonic()
    assert main(["backup", str(tmp_path / "b.tgz")]) == 0
    shutil.rmtree(geodata)
    assert main(["restore", str(tmp_path / "b.tgz")]) == 0
    assert hashes(geodata) == before
    assert time.monotonic() - begun < 60
    assert f"{len(before)} files" in capsys.readouterr().out
    assert main(["check"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.tgz", "geodata"]


def test_an_archive_is_for_its_owner_and_holds_the_hash_of_each_file(archive, small):
    assert archive.stat().st_mode & 0o777 == 0o600
    with tarfile.open(archive) as opened:
        *_, last = opened.getnames()
        told = manifest.read(opened.extractfile(last).read())
    assert {name.removeprefix("geodata/"): file["sha256"] for name, file in told.items()} == hashes(small)


def test_results_come_along_when_asked_for_and_keep_their_age(small, tmp_path):
    drawer, id = Drawer(tmp_path / "results", 24, 10), new_id()
    with drawer.desk() as desk:
        (desk / "result").mkdir()
        (desk / "result" / "answer.json").write_text("{}", encoding="utf-8")
        drawer.keep(desk / "result", id)
        old = time.time() - 23 * 3600
        os.utime(drawer.folder / id / "answer.json", (old, old))
        assert pack(tmp_path / "b.tgz", small).keys() & {f"results/{id}/answer.json"} == set()
        packed = pack(tmp_path / "b.tgz", small, drawer.folder)
    assert [name for name in packed if name.startswith("results/")] == [f"results/{id}/answer.json"]
    shutil.rmtree(drawer.folder)
    unpack(tmp_path / "b.tgz", small, drawer.folder, replace=True)
    assert drawer.answer(id) == {}
    assert drawer.folder.stat().st_mode & 0o777 == 0o700
    assert abs((drawer.folder / id).stat().st_mtime - old) < 2


def test_what_stands_there_is_replaced_only_when_said_and_whole(archive, small, tmp_path):
    before = hashes(small)
    (small / "new.txt").write_text("new", encoding="utf-8")
    with pytest.raises(RestoreRefused, match="--replace"):
        unpack(archive, small, tmp_path / "results")
    assert (small / "new.txt").exists()
    unpack(archive, small, tmp_path / "results", replace=True)
    assert hashes(small) == before


BREAKS = {
    "geodata/../../evil": lambda entries: stated([named("geodata/../../evil"), *entries], **evil("geodata/../../evil")),
    "/tmp/evil": lambda entries: stated([named("/tmp/evil"), *entries], **evil("/tmp/evil")),
    "other/evil": lambda entries: stated([named("other/evil"), *entries], **evil("other/evil")),
    "geodata/link": lambda entries: [linked("geodata/link", tarfile.SYMTYPE), *entries],
    "geodata/hard": lambda entries: [linked("geodata/hard", tarfile.LNKTYPE), *entries],
    "geodata/pipe": lambda entries: [linked("geodata/pipe", tarfile.FIFOTYPE), *entries],
    "geodata/gazetteer.csv": lambda entries: [(entries[0][0], b"changed\n"), *entries[1:]],
    "geodata/layers/": lambda entries: [entries[0], entries[2]],
    "geodata/more": lambda entries: [named("geodata/more"), *entries],
    "geodata/twice": lambda entries: stated([named("geodata/twice")] * 2 + entries, **evil("geodata/twice")),
    "manifest.json": lambda entries: entries[:-1],
    "manifest": lambda entries: [*entries, named("geodata/late")],
}


def named(name):
    return tarfile.TarInfo(name), b"evil"


def evil(name):
    return {name: row(b"evil")}


def linked(name, kind):
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname = kind, "../../../etc/passwd"
    return entry, b""


@pytest.mark.parametrize("name", BREAKS)
def test_an_archive_with_anything_wrong_is_refused_and_touches_nothing(name, archive, small, tmp_path):
    (small / "new.txt").write_text("new", encoding="utf-8")
    before = hashes(tmp_path / "small")
    with pytest.raises(BackupBroken) as refused:
        unpack(rewritten(archive, BREAKS[name]), small, tmp_path / "results", replace=True)
    assert name in str(refused.value)
    assert hashes(tmp_path / "small") == before
    assert sorted(path.name for path in small.parent.iterdir()) == ["geodata"]
    assert not (tmp_path / "evil").exists()


def test_no_cut_or_changed_byte_gets_through(archive, small, tmp_path, times):
    whole, before = archive.read_bytes(), hashes(small)
    for place in range(0, len(whole), times(37, 1)):
        for broken in (whole[:place], whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :]):
            archive.write_bytes(broken)
            with contextlib.suppress(BackupBroken, RestoreFailed):
                unpack(archive, small, tmp_path / "results", replace=True)
            assert hashes(small) == before


def test_what_cannot_be_kept_is_named_and_an_older_archive_stays(archive, small):
    old = archive.read_bytes()
    (small / "link").symlink_to("/etc/passwd")
    with pytest.raises(BackupFailed, match="link"):
        pack(archive, small)
    assert archive.read_bytes() == old
    (small / "link").unlink()
    with pytest.raises(BackupFailed, match="to be packed"):
        pack(small / "b.tgz", small)
    with pytest.raises(BackupFailed):
        pack(small.parent / "none" / "b.tgz", small)


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_file_that_is_not_there_gets_its_sentence(command, geodata, tmp_path, capsys):
    status = main(
        [command, str(tmp_path / "none" / "b.tgz"), "--geodata", str(geodata), *["--replace"][: command == "restore"]]
    )
    said = capsys.readouterr()
    assert (status, said.out, said.err.count("\n")) == (2, "", 1)


def test_a_restore_killed_at_any_moment_leaves_the_old_folder_or_the_new_one(geodata, tmp_path, times):
    pack(tmp_path / "b.tgz", geodata)
    new = hashes(geodata)
    environ = os.environ | {"PYTHONPATH": str(paths.PACKAGE.parent)}
    command = [
        sys.executable,
        "-m",
        "mapapp",
        "restore",
        str(tmp_path / "b.tgz"),
        "--replace",
        "--geodata",
        str(geodata),
    ]
    for round in range(times(4, 50)):
        (geodata / "old.txt").write_text("old", encoding="utf-8")
        old = hashes(geodata)
        run = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL)
        time.sleep(0.15 + 0.02 * round)
        run.send_signal(signal.SIGKILL)
        run.wait()
        assert hashes(geodata) in (old, new)
    assert subprocess.run(command, env=environ, stdout=subprocess.DEVNULL, check=True).returncode == 0
    assert hashes(geodata) == new
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.tgz", "geodata"]
