"""A revision: new contents for several files of the data folder, all of them or none, whatever happens on the way.

The new contents are written into a journal beside the files first. Once its manifest is there,
the revision counts: whoever comes next puts into place what a killed process left to do.
"""

import fcntl
import json
import os
import shutil
from contextlib import contextmanager
from pathlib import PurePosixPath

from mapapp.errors import RevisionFailed

JOURNAL = ".revision"
MANIFEST = "manifest.json"


def revise(geodata, change):
    """Replace the files of `geodata` that `change()` returns: relative path → bytes, or `None` to remove the file.

    `change` is called when nobody else revises, so it may read what stands there. Returns what
    it returned. Raises `RevisionFailed`: then every file is as it was. What `change` raises, passes.
    """
    with alone(geodata):
        _finish(geodata)
        contents = change()
        _check_paths(geodata, contents)
        try:
            _write_journal(geodata / JOURNAL, contents)
        except OSError as reason:
            shutil.rmtree(geodata / JOURNAL, ignore_errors=True)
            raise RevisionFailed(folder=geodata, why=reason.strerror) from reason
        _finish(geodata)
    return contents


def finish(geodata):
    """Put into place what a killed revision of `geodata` left to do, if anything; return whether there was.

    Raises `RevisionFailed`.
    """
    if not (geodata / JOURNAL).exists():
        return False
    with alone(geodata):
        return _finish(geodata)


@contextmanager
def alone(geodata):
    """Wait until nobody else revises `geodata` or publishes from it; for reading files that belong together, too."""
    try:
        handle = os.open(geodata, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as reason:
        raise RevisionFailed(folder=geodata, why=reason.strerror) from reason
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _check_paths(geodata, contents):
    for name in contents:
        parts = PurePosixPath(name).parts
        if not parts or name.startswith("/") or ".." in parts or parts[0] in (JOURNAL, "layers"):
            raise RevisionFailed(folder=geodata, why=f"“{name}” is no file of its own data")


def _write_journal(journal, contents):
    """Write the new contents, and the manifest last and at once."""
    shutil.rmtree(journal, ignore_errors=True)
    journal.mkdir()
    staged = {name: None if content is None else str(number) for number, (name, content) in enumerate(contents.items())}
    for name, file in staged.items():
        if file:
            _write(journal / file, contents[name])
    _write(journal / "next", json.dumps(staged, ensure_ascii=False).encode("utf-8"))
    os.replace(journal / "next", journal / MANIFEST)
    _settle(journal)
    _settle(journal.parent)


def _finish(geodata):
    """Do what the manifest says, as often as it takes: what is in place already is passed over."""
    journal = geodata / JOURNAL
    if not journal.exists():
        return False
    try:
        counts = (journal / MANIFEST).exists()
        if counts:
            _put_in_place(geodata, json.loads((journal / MANIFEST).read_bytes()))
            (journal / MANIFEST).unlink()
        shutil.rmtree(journal)
    except OSError as reason:
        raise RevisionFailed(folder=geodata, why=reason.strerror) from reason
    return counts


def _put_in_place(geodata, staged):
    for name, file in staged.items():
        if file is None:
            (geodata / name).unlink(missing_ok=True)
        elif (geodata / JOURNAL / file).exists():
            (geodata / name).parent.mkdir(parents=True, exist_ok=True)
            os.replace(geodata / JOURNAL / file, geodata / name)
            _settle((geodata / name).parent)


def _write(path, content):
    with open(path, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder):
    """Have the names in a folder on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
