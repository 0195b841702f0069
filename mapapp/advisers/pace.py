"""How fast an adviser may be asked: every process waits for its turn, by a time noted beside the answers kept.

The clock is the system's monotonic one, which all processes share; after a restart of the machine it begins anew,
so a time that lies ahead is no reason to wait for longer than one turn.
"""

import fcntl
import os
import time
from contextlib import contextmanager

from mapapp.errors import AdvisersFolderRefused


def wait_for_turn(folder, name, seconds, *, clock=time.monotonic, sleep=time.sleep):
    """Return when `seconds` have passed since the last turn that anybody was given under `name`.

    Raises `AdvisersFolderRefused` where the time cannot be noted in `folder`.
    """
    try:
        with _only_one(folder / f"{name}.turn") as handle:
            while (rest := _rest(os.pread(handle, 64, 0), clock(), seconds)) > 0:
                sleep(rest)
            os.ftruncate(handle, 0)
            os.pwrite(handle, repr(clock()).encode(), 0)
    except OSError as reason:
        raise AdvisersFolderRefused(folder=folder, why=reason.strerror) from reason


@contextmanager
def _only_one(path):
    """Wait until nobody else holds the file; give its handle."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle
    finally:
        os.close(handle)


def _rest(noted, now, seconds):
    """Return how many seconds are left to wait; 0 for a time that nobody can have noted."""
    try:
        passed = now - float(noted)
    except ValueError:
        return 0.0
    return seconds - passed if 0 <= passed < seconds else 0.0
