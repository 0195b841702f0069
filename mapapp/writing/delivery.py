"""A takeaway put where it is wanted, all at once or not at all."""

import os
from contextlib import suppress

from mapapp.errors import TakeawayNotWritten


def deliver(path, content):
    """Write bytes to `path`. Raises `TakeawayNotWritten`, and then what was there is as it was."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.next")
    try:
        beside.write_bytes(content)
        os.replace(beside, path)
    except OSError as reason:
        with suppress(OSError):
            beside.unlink()
        raise TakeawayNotWritten(file=path, why=reason.strerror) from reason
