"""Pack the data folder, and planners' results if asked for, into one archive."""

import hashlib
import io
import os
import stat
import tarfile
from datetime import UTC, datetime
from pathlib import Path

from mapapp.backup import manifest
from mapapp.editing.revision import JOURNAL, alone, finish
from mapapp.errors import BackupFailed

PASSING = (JOURNAL, ".layers.next")
"""What is there only while something changes."""
UNFINISHED = ("unfinished-", "begun-")


def pack(file, geodata, results=None):
    """Write `geodata`, and the folder `results` if it is given, into the gzipped tar `file`; return its files.

    The files are from one moment: no editor and no build writes meanwhile. An older `file` is replaced
    at the end, in one step. Raises `BackupFailed`; then it stands as it was.
    """
    file, geodata = Path(file), Path(geodata)
    _check_outside(file, geodata, results)
    try:
        finish(geodata)
        with alone(geodata), _replaced(file) as out, tarfile.open(fileobj=out, mode="w:gz", compresslevel=6) as archive:
            return _add_all(archive, geodata, results)
    except OSError as reason:
        raise BackupFailed(file=file, why=reason.strerror or reason) from reason


def _check_outside(file, geodata, results):
    """An archive must not be packed into itself."""
    for folder in filter(None, (geodata, results)):
        if file.resolve().is_relative_to(Path(folder).resolve()):
            raise BackupFailed(file=file, why=f"it would lie in {folder}, which is to be packed")


class _replaced:
    """A file written beside and put in place of `file` at the end; only its owner may read it."""

    def __init__(self, file):
        self._file = file

    def __enter__(self):
        self._beside = self._file.with_name(f".{self._file.name}.next")
        self._beside.unlink(missing_ok=True)
        self._out = open(self._beside, "xb", opener=lambda path, flags: os.open(path, flags, 0o600))
        return self._out

    def __exit__(self, kind, *_):
        try:
            with self._out:
                self._out.flush()
                os.fsync(self._out.fileno())
            if kind is None:
                os.replace(self._beside, self._file)
        finally:
            self._beside.unlink(missing_ok=True)


def _add_all(archive, geodata, results):
    files = {}
    for path, name in _found(geodata, results):
        files[name] = _add(archive, path, name)
    content = manifest.written(files, datetime.now(UTC).isoformat(timespec="seconds"))
    entry = tarfile.TarInfo(manifest.MANIFEST)
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))
    return files


def _found(geodata, results):
    """Yield (path, name in the archive) of everything that is packed, in order."""
    yield from _walked(geodata, manifest.GEODATA, lambda name: name in PASSING)
    if results and Path(results).is_dir():
        yield from _walked(Path(results), manifest.RESULTS, lambda name: name.startswith(UNFINISHED))


def _walked(folder, name, is_left_out):
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if not is_left_out(inside.parts[0]) and not (path.is_dir() and not path.is_symlink()):
            yield path, f"{name}/{inside.as_posix()}"


def _add(archive, path, name):
    """Add one file; return its hash and length as they were packed. Raises `BackupFailed` for what is no file."""
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode) or not manifest.is_safe(name):
        raise BackupFailed(file=path, why="it is a link, no plain file, or has a name that cannot be kept")
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime, entry.mode = status.st_size, int(status.st_mtime), 0o600
    with path.open("rb") as opened:
        told = _Told(opened)
        archive.addfile(entry, told)
    return {"sha256": told.digest.hexdigest(), "bytes": status.st_size}


class _Told:
    """A file that is hashed as it is read."""

    def __init__(self, opened):
        self._opened = opened
        self.digest = hashlib.sha256()

    def read(self, size):
        part = self._opened.read(size)
        self.digest.update(part)
        return part
