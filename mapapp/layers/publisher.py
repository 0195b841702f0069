"""Put a whole folder in the place of another at once: `python publisher.py FOLDER < files.json`.

A process of its own, so that killing the build leaves either the old folder or the new
one and nothing between: it begins only when its input is complete, and then ends its work
whatever becomes of the process that started it.

The folder is written beside and exchanged in one step (Linux `renameat2`); where the file
system cannot do that, file after file is replaced, the receipt last.
"""

import ctypes
import fcntl
import json
import os
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2


def publish(folder, files):
    """Make `files` (name → text) the whole content of `folder`."""
    with only_one(folder.parent):
        staged = folder.with_name(f".{folder.name}.next")
        remove(staged)
        try:
            _write(staged, files)
            _put_in_place(staged, folder)
        finally:
            remove(staged)


@contextmanager
def only_one(parent):
    """Wait until nobody else publishes into a folder."""
    handle = os.open(parent, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def remove(path):
    """Remove a file or a whole folder, if it is there."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _write(staged, files):
    staged.mkdir()
    for name, text in files.items():
        with open(staged / name, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())


def _put_in_place(staged, folder):
    if not folder.exists():
        staged.rename(folder)
    elif not exchange(staged, folder):
        replace_each(staged, folder)


def exchange(one, other):
    """Exchange two folders in one step; return whether the system could."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    return rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0


def replace_each(staged, folder):
    """Replace the files of `folder` one by one, the receipt last; drop those that are no more."""
    names = sorted((path.name for path in staged.iterdir()), key=lambda name: (name == "receipt.json", name))
    for name in names:
        os.replace(staged / name, folder / name)
    for path in folder.iterdir():
        if path.name not in names:
            path.unlink()


if __name__ == "__main__":
    publish(Path(sys.argv[1]), json.load(sys.stdin))
