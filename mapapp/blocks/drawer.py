"""The drawer: results on disk, each in a folder of its own under an unguessable name, until their time is over."""

import fcntl
import json
import os
import re
import secrets
import shutil
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from mapapp.errors import NoRoomLeft, UnknownResult

ID = re.compile(r"[A-Za-z0-9_-]{22}")
ID_BYTES = 16
ANSWER, UNITS, DRAWN = "answer.json", "units.parquet", "map.geojson"
"""What a result is made of: the dossier, the units with their attributes, and the units as the page draws them."""
BEGUN, UNFINISHED = "begun-", "unfinished-"
"""What a desk is called before its owner has locked it, and after; who is killed loses the lock."""
BEGUN_S = 600
HOUR_S = 3600
MB = 1 << 20


class Drawer:
    """Keeps results in `folder`, which is made when it is needed, for `hours`, and no more than `most_mb` of them."""

    def __init__(self, folder, hours, most_mb):
        self.folder = Path(folder)
        self._seconds = hours * HOUR_S
        self._most_mb = most_mb

    @contextmanager
    def desk(self):
        """Yield a private folder to work in; it and all in it is gone afterwards. Raises `NoRoomLeft`."""
        self.sweep()
        if self._used() > self._most_mb * MB:
            raise NoRoomLeft()
        with self._new_desk() as desk:
            yield desk

    @contextmanager
    def _new_desk(self):
        """Yield an empty folder that no other process sweeps away; it is gone afterwards.

        Its name says that it is one only when it is locked.
        """
        _make_private(self.folder)
        begun = tempfile.mkdtemp(prefix=BEGUN, dir=self.folder)
        lock = os.open(begun, os.O_RDONLY | os.O_DIRECTORY)
        fcntl.flock(lock, fcntl.LOCK_EX)
        desk = self.folder / Path(begun).name.replace(BEGUN, UNFINISHED, 1)
        os.rename(begun, desk)
        try:
            yield desk
        finally:
            shutil.rmtree(desk, ignore_errors=True)
            os.close(lock)

    def _used(self):
        """Return how many bytes all results take."""
        return _size(self.folder)

    def keep(self, finished, id):
        """Take a finished result from a desk into the drawer, whole or not at all."""
        os.replace(finished, self.folder / id)

    def find(self, id):
        """Return the folder of a result. Raises `UnknownResult` if there is none, or its time is over."""
        there = self.folder / id
        if not ID.fullmatch(id) or not there.is_dir() or _age_s(there) > self._seconds:
            raise UnknownResult()
        return there

    def answer(self, id):
        """Return the dossier of a result. Raises `UnknownResult`."""
        try:
            return json.loads((self.find(id) / ANSWER).read_bytes())
        except FileNotFoundError as reason:
            raise UnknownResult() from reason

    def delete(self, id):
        """Delete a result at once. Raises `UnknownResult`."""
        shutil.rmtree(self.find(id), ignore_errors=True)

    def sweep(self):
        """Delete every result whose time is over, and what an upload left behind whose server was killed."""
        _make_private(self.folder)
        for there in self.folder.iterdir():
            if self._is_over(there):
                shutil.rmtree(there, ignore_errors=True)

    def _is_over(self, there):
        if there.name.startswith(UNFINISHED):
            return _nobody_works_at(there)
        return _age_s(there) > (BEGUN_S if there.name.startswith(BEGUN) else self._seconds)


def _nobody_works_at(desk):
    """Return whether a desk is locked by nobody any more."""
    try:
        lock = os.open(desk, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except OSError:
        return False
    finally:
        os.close(lock)


def new_id():
    """Return an id that nobody guesses: 128 random bits."""
    return secrets.token_urlsafe(ID_BYTES)


def _make_private(folder):
    """Make the folder, for ourselves only. Raises `NoRoomLeft` where somebody else has taken its name."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise NoRoomLeft()


def _age_s(path):
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _size(folder):
    """Return how many bytes lie in a folder; what others delete meanwhile does not count."""
    return sum(_bytes(Path(there, name)) for there, _, names in os.walk(folder) for name in names)


def _bytes(path):
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
