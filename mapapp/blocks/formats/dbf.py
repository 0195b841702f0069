"""The table of a Shapefile: fixed-width values, kept as the text that was written, or as exact numbers."""

import re
import struct
from dataclasses import dataclass
from itertools import filterfalse

import numpy as np

from mapapp.blocks import encoding
from mapapp.blocks.findings import noted
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
NUMBERS = {(ord("I"), 4): "<i4", (ord("B"), 8): "<f8"}
"""How the numbers of FoxPro are kept, by type and width."""
SYSTEM_TYPE = ord("0")
"""What a program notes for itself, such as which values are null."""
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

    @property
    def width(self):
        return self.stop - self.start


def table(dbf, name, limits, stated=(), wished=None):
    """Return the `Table` in the bytes of a .dbf file.

    Every value is the trimmed text as written, so `001` stays, and `None` where it is blank. What is neither text nor a
    number, such as a memo kept in another file, is left out and noted. `stated`, `wished`: encodings, see
    `encoding.decode`, whose errors are raised besides `ShapefileCorrupt` and `TooManyColumns`.
    """
    rows, fields = _layout(dbf, name, limits)
    kept = rows[:, 0] != DELETED
    raw = {field: _values(rows[kept, field.start : field.stop]) for field in fields if field.kind in TEXT_TYPES}
    samples, cut = _samples(raw)
    stated = [*stated, LANGUAGES.get(dbf[29], "")]
    found, finding = encoding.decode(samples, name, stated, wished, cut=cut)
    values = {field: [_text(value, found) for value in cells] for field, cells in raw.items()}
    values |= {field: _numbers(rows[kept], field) for field in fields if (field.kind, field.width) in NUMBERS}
    read = [field for field in fields if field in values]
    names = distinct([_name(field.name, found) for field in read])
    columns = {name: values[field] for name, field in zip(names, read, strict=True)}
    return Table(columns, kept, found, tuple(filter(None, (finding, _left_out(fields, values, found)))))


def _left_out(fields, values, found):
    others = [field.name for field in fields if field not in values and field.kind != SYSTEM_TYPE]
    names = [other.decode(encoding.CODECS[found], "replace") for other in others]
    return noted("columns_not_read", *names, count=len(names)) if names else None


def _layout(dbf, name, limits):
    """Return the rows, an array of bytes (n, row), and the fields."""
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
    return rows, fields


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


def _numbers(rows, field):
    """Return the numbers of a field as text, `None` for what is none."""
    cells = np.ascontiguousarray(rows[:, field.start : field.stop])
    numbers = cells.view(NUMBERS[field.kind, field.width])[:, 0].tolist()
    return [None if number != number else str(number) for number in numbers]


def _samples(raw):
    """Return what is written beyond ASCII: whole texts, and those that fill their width, which may be cut."""
    whole, cut = set(), set()
    for field, values in raw.items():
        for value in filterfalse(bytes.isascii, values):
            (cut if len(value) == field.width else whole).add(value)
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
