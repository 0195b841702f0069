"""The table of a Shapefile: fixed-width values, kept as the text that was written."""

import re
import struct
from dataclasses import dataclass
from itertools import filterfalse

import numpy as np

from mapapp.blocks import encoding
from mapapp.blocks.formats.columns import distinct
from mapapp.errors import ShapefileCorrupt, TooManyColumns

LANGUAGES = {
    0x03: "1252",
    0x13: "932",
    0x4D: "936",
    0x4E: "949",
    0x4F: "950",
    0x57: "1252",
    0x78: "950",
    0x79: "949",
    0x7A: "936",
    0x7B: "932",
}
"""The code pages that byte 29 of the table may name, as far as they are known here."""
HEADER_BYTES = FIELD_BYTES = 32
LONGEST_NAME = 10
"""Bytes of a name; a longer one was cut, perhaps within a character."""
FIELDS_END = 0x0D
DELETED = ord("*")
TEXT_TYPES = b"CNFDL"
NUMBERED = re.compile(rb"(.*)(_\d{1,2})", re.DOTALL)


@dataclass(frozen=True)
class Table:
    """The rows that are not deleted. `columns`: text by name. `kept`: for each row as written, whether it is one."""

    columns: dict
    kept: np.ndarray
    encoding: str
    findings: tuple


@dataclass(frozen=True)
class _Field:
    name: bytes
    kind: int
    start: int
    stop: int


def table(dbf, name, limits, stated=(), wished=None):
    """Return the `Table` in the bytes of a .dbf file.

    Every value is the trimmed text as written, so `001` stays, and `None` where it is blank. What is no text, such as
    a memo kept in another file, is left out. `stated`, `wished`: encodings, see `encoding.decode`, whose errors are
    raised besides `ShapefileCorrupt` and `TooManyColumns`.
    """
    rows, fields = _layout(dbf, name, limits)
    kept = rows[:, 0] != DELETED
    raw = [_values(rows[kept, field.start : field.stop]) for field in fields]
    samples, cut = _samples(fields, raw)
    stated = [*stated, LANGUAGES.get(dbf[29], "")]
    found, finding = encoding.decode(samples, name, stated, wished, cut=cut)
    names = distinct([_name(field.name, found) for field in fields])
    columns = {name: [_text(value, found) for value in values] for name, values in zip(names, raw, strict=True)}
    return Table(columns, kept, found, (finding,) if finding else ())


def _layout(dbf, name, limits):
    """Return the rows, an array of bytes (n, row), and the fields that are text."""
    if len(dbf) < HEADER_BYTES:
        raise ShapefileCorrupt(file=name, part=".dbf")
    count, header, width = struct.unpack_from("<IHH", dbf, 4)
    fields = _fields(dbf[:header])
    if len(fields) > limits.columns:
        raise TooManyColumns(file=name, limit=limits.columns)
    reach = fields[-1].stop if fields else 1
    if reach > width or header + count * width > len(dbf) or any(field.start >= field.stop for field in fields):
        raise ShapefileCorrupt(file=name, part=".dbf")
    rows = np.frombuffer(dbf, np.uint8, count * width, min(header, len(dbf))).reshape(count, width)
    return rows, [field for field in fields if field.kind in TEXT_TYPES]


def _fields(header):
    fields, start = [], 1
    for at in range(HEADER_BYTES, len(header) - FIELD_BYTES + 1, FIELD_BYTES):
        if header[at] == FIELDS_END:
            break
        stop = start + header[at + 16]
        fields.append(_Field(_until_nul(header[at : at + LONGEST_NAME + 1]), header[at + 11], start, stop))
        start = stop
    return fields


def _until_nul(value):
    return value.partition(b"\0")[0]


def _values(cells):
    """Return the bytes of each row of an array (n, width), of which the end may be padded."""
    rows, width = cells.shape
    return [_until_nul(value) for value in np.ascontiguousarray(cells).view(f"S{width}").reshape(rows).tolist()]


def _samples(fields, raw):
    """Return what is written beyond ASCII: whole texts, and those that fill their width, which may be cut."""
    whole, cut = set(), set()
    for field, values in zip(fields, raw, strict=True):
        width = field.stop - field.start
        for value in filterfalse(bytes.isascii, values):
            (cut if len(value) == width else whole).add(value)
        (cut if len(field.name) >= LONGEST_NAME else whole).add(_stem(field.name))
    return sorted(whole), sorted(cut)


def _stem(name):
    """Return a name without the number that a program added to it after it had cut it."""
    numbered = NUMBERED.fullmatch(name) if len(name) >= LONGEST_NAME else None
    return numbered[1] if numbered else name


def _name(name, found):
    try:
        return encoding.text(name, found, cut=len(name) >= LONGEST_NAME).strip()
    except UnicodeDecodeError:
        stem = _stem(name)
        return encoding.text(stem, found, cut=True) + name[len(stem) :].decode("ascii")


def _text(value, found):
    return encoding.text(value, found, cut=True).strip() or None
