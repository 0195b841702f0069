"""Walk one row of the log, and name each promise that it breaks."""

import re
from datetime import date

from mapapp.errors import (
    StatusCharacterRefused,
    StatusRowMisshapen,
    StatusSubjectUnknown,
    StatusValueMissing,
    StatusValueRefused,
)
from mapapp.layers import schema

REQUIRED = tuple(column for column in schema.ENTRY if column != "publisher")

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
"""Control characters, line ends, and what turns the direction of the text around it (Unicode, UAX 9)."""
ADDRESS = re.compile(
    r"https?://(?=.{1,253}(?:[:/?#]|$))(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?::[0-9]{1,5})?"
    r"(?:[/?#][^\s\"<>\\^`{|}]*)?",
    re.IGNORECASE,
)
"""A web address (RFC 3986); no user before the host, and the host in ASCII: it is shown and must not deceive."""
ALLOWED = {
    "date": ("a day that there is, written like 2026-11-24", "存在的日期，写法如 2026-11-24"),
    "status": (" / ".join(schema.STATUSES), " " + " / ".join(schema.STATUSES)),
    "source": (
        "a web address, http:// or https://, its host in letters a–z, without a user name",
        "以 http:// 或 https:// 开头的网址，域名用 a–z 书写，不含用户名",
    ),
}


def row_problems(path, row, cells, subjects):
    """Yield a problem for each rule that the cells of a row break; `subjects`: the ids it may be about."""
    if len(cells) != len(schema.ENTRY):
        yield StatusRowMisshapen(file=path, row=row, count=len(cells), needed=len(schema.ENTRY))
        return
    entry = dict(zip(schema.ENTRY, cells, strict=True))
    where = {"file": path, "row": row, "subject": seen(entry["subject"]) or "?"}
    for column, value in entry.items():
        if column in REQUIRED and not value.strip():
            yield StatusValueMissing(column=column, **where)
        elif unseen := UNSEEN.search(value):
            yield StatusCharacterRefused(column=column, character=f"U+{ord(unseen[0]):04X}", **where)
        elif column == "subject" and value not in subjects:
            yield StatusSubjectUnknown(**where)
        elif not _fits(column, value):
            allowed_en, allowed_zh = ALLOWED[column]
            yield StatusValueRefused(
                column=column, value=seen(value), allowed_en=allowed_en, allowed_zh=allowed_zh, **where
            )


def seen(text):
    """Return a text with everything that cannot be seen written as its code point."""
    return UNSEEN.sub(lambda unseen: f"[U+{ord(unseen[0]):04X}]", text)


def _fits(column, value):
    if column == "date":
        return bool(DAY.fullmatch(value)) and _is_day(value)
    if column == "status":
        return value in schema.STATUSES
    return column != "source" or bool(ADDRESS.fullmatch(value))


def _is_day(value):
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
