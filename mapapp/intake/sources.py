"""A file of others: what it is, by what it holds, and what it says."""

import hashlib
import os
import stat

from mapapp.errors import (
    NothingNamed,
    SourceClosed,
    SourceMissing,
    SourceTooLarge,
    SourceUnknown,
    SourceUnreadable,
)
from mapapp.intake import extracts, geojson, tables
from mapapp.osm.recognised import HEAD_BYTES, form_of

LARGEST_TEXT_MB = 60
MARK = b"\xef\xbb\xbf"


def read_source(file, wishes, box):
    """Return the `Reading` of the file at a path, and its SHA-256. `wishes`: `Wishes`; `box`: the district's, degrees.

    The name of the file does not matter. Raises a `BadSource` or a `BadExtract`; nothing is fetched or written.
    """
    head, sha256 = _looked_at(file)
    if form_of(head):
        reading = extracts.read(file, wishes, box)
    elif head.removeprefix(MARK).lstrip()[:1] == b"{":
        reading = geojson.read(file, _text(file), wishes)
    elif _is_text(head):
        reading = tables.read(file, _text(file), wishes)
    else:
        raise SourceUnknown(file=file)
    if not reading.candidates:
        raise NothingNamed(file=file, objects=reading.objects)
    return reading, sha256


def read_table(file):
    """Return the text of a file that may be a table, else `None`, and its SHA-256. Raises a `BadSource`."""
    head, sha256 = _looked_at(file)
    is_other = form_of(head) or head.removeprefix(MARK).lstrip()[:1] == b"{"
    return None if is_other or not _is_text(head) else _text(file), sha256


def _looked_at(file):
    """Return the first bytes of a file, and its SHA-256. What is no file, such as a device, may never end."""
    try:
        if not stat.S_ISREG(os.stat(file).st_mode):
            raise SourceClosed(file=file, why="it is no file")
        with open(file, "rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
            opened.seek(0)
            return opened.read(HEAD_BYTES), digest
    except FileNotFoundError as reason:
        raise SourceMissing(file=file) from reason
    except (OSError, ValueError) as reason:
        raise SourceClosed(file=file, why=getattr(reason, "strerror", None) or reason) from reason


def _is_text(head):
    start = head.removeprefix(MARK).lstrip()
    return (
        bool(start)
        and b"\0" not in head
        and start[:1] not in (b"<", b"[")
        and not start.startswith((b"PK\3\4", b"%PDF"))
    )


def _text(file):
    with open(file, "rb") as opened:
        content = opened.read(LARGEST_TEXT_MB * 1_000_000 + 1)
    if len(content) > LARGEST_TEXT_MB * 1_000_000:
        raise SourceTooLarge(file=file, limit=LARGEST_TEXT_MB)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        why_en = f"byte {reason.start} is not UTF-8 (it may be GBK); save it as UTF-8"
        why_zh = f"第 {reason.start} 字节不是 UTF-8（可能是 GBK），请另存为 UTF-8"
        raise SourceUnreadable(file=file, why_en=why_en, why_zh=why_zh) from reason
