"""Days and times as RFC 3339 writes them."""

import re
from datetime import UTC, datetime

RFC3339 = re.compile(r"\d{4}-\d\d-\d\d([Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d))?", re.ASCII)


def moment(said):
    """Return a day (its beginning, UTC) or a time in seconds since 1970. Raises ValueError, OverflowError."""
    if not RFC3339.fullmatch(said):
        raise ValueError(said)
    stated = datetime.fromisoformat(said.upper())
    return (stated if stated.tzinfo else stated.replace(tzinfo=UTC)).timestamp()


def is_interval(said):
    """Return whether a text is a moment, or two with a slash between, one of which may be open (OGC 17-069r4, 7.15.4).

    An open end is `..` or nothing.
    """
    try:
        moments = [moment(end) for end in said.split("/") if end not in ("", "..")]
    except (ValueError, OverflowError):
        return False
    return said.count("/") < 2 and len(moments) > 0 and moments == sorted(moments)
