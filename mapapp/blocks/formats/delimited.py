"""A CSV of units or points: its dialect is found out, and every row that cannot be read is named."""

import contextlib
import csv
from dataclasses import dataclass
from pathlib import PurePath

import numpy as np
import shapely

from mapapp.blocks import encoding
from mapapp.blocks.blocks import Found
from mapapp.blocks.findings import noted
from mapapp.blocks.formats import lonlat, wkt
from mapapp.blocks.formats.columns import distinct
from mapapp.blocks.formats.dialect import SAMPLE_CHARACTERS, dialect
from mapapp.blocks.texts import text
from mapapp.errors import (
    ContentMismatch,
    CSVMalformed,
    EncodingInvalid,
    LayerEmpty,
    NoGeometry,
    PlacesUnread,
    TooManyColumns,
    TooManyFeatures,
)

HEAD_BYTES, PIECE_BYTES = 4096, 1 << 20
VERTEX_CHARACTERS = 64
"""How long one vertex is in WKT at most, with a height and a measure."""
TOO_LONG = "field limit"
"""How the reader complains of a value that is too long, and of nothing else."""
MOST_SAMPLE_BYTES = 16 << 20
MOST_NOTES, LONGEST_NOTE = 100, 60


@dataclass(frozen=True)
class _Table:
    """The names of the columns, the rows that are not blank, what separates values, and a finding if names are ours."""

    header: list
    rows: list
    separator: str
    unnamed: object = None


def read(path, name, wishes, limits):
    """Return the `Found` of a CSV whose rows have a WKT, or a longitude and a latitude (or easting and northing).

    The columns of the geometry are no attributes. Rows whose place cannot be read are left out and noted by their
    number. Raises `ContentMismatch`, `CSVMalformed`, `NoGeometry`, `LayerEmpty`, `GeometryCorrupt`, `UnknownCRS`,
    the refusals of `encoding.decode` and those of limits.
    """
    found, heard = _encoding(path, name, wishes)
    table = _table(path, found, name, limits)
    placement = _placement(table, name, limits)
    good = [index for index, shape in enumerate(placement.geometry) if shape is not None]
    if not good:
        raise _unread(table, placement, name)
    findings = (
        noted("coordinates_from", columns=", ".join(table.header[at].strip() for at in placement.columns)),
        heard,
        table.unnamed,
        _dialect(table, placement.decimal),
        _skipped(table, placement.geometry),
    )
    layer = PurePath(name).stem
    return Found(
        format="CSV",
        columns=_columns(table.header, [table.rows[index] for index in good], placement.columns),
        geometry=placement.geometry[good],
        crs=placement.crs,
        by_format=placement.crs is None and _in_degrees(placement.geometry[good]),
        layer=layer,
        layers=(layer,),
        encoding=found,
        findings=tuple(finding for finding in findings if finding),
    )


def _encoding(path, name, wishes):
    """Return the encoding of the file and its finding, from the mark at its start and all that is not ASCII."""
    head = _head(path)
    wide = encoding.is_wide(head, name, wishes.encoding)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or (b"\0" in head and not wide):
        raise ContentMismatch(file=name, format="CSV")
    if wide:
        return "UTF-16", noted("encoding_used", encoding="UTF-16")
    return encoding.decode(_samples(path), name, [encoding.marked(head) or ""], wishes.encoding)


def _head(path):
    with open(path, "rb") as file:
        return file.read(HEAD_BYTES)


def _samples(path):
    """Return the different runs of bytes that are not ASCII, up to a size that says enough."""
    samples, size = set(), 0
    with open(path, "rb") as file:
        while size < MOST_SAMPLE_BYTES and (piece := file.read(PIECE_BYTES)):
            if found := encoding.runs(piece + file.readline(PIECE_BYTES)):
                samples |= found
                size = sum(map(len, samples))
    return sorted(samples)


def _table(path, found, name, limits):
    """Return the `_Table` of the file."""
    codec = encoding.codec(found, _head(path))
    try:
        with _long_fields(limits), open(path, encoding=codec, newline="") as stream:
            written = dialect(stream.read(SAMPLE_CHARACTERS))
            stream.seek(0)
            if written.stated:
                stream.readline()
            rows = _rows(written.reader(stream, strict=True), int(written.stated), name, limits)
    except UnicodeError as problem:
        raise EncodingInvalid(file=name, encoding=found) from problem
    return _headed(rows, written.separator, name)


def _headed(rows, separator, name):
    """Return the `_Table` of rows; the first names the columns, unless a shape in it shows that it is a unit."""
    unnamed = any(map(wkt.is_shape, rows[0])) if rows else False
    header = [f"column {number}" for number, _ in enumerate(rows[0], 1)] if unnamed else next(iter(rows), [])
    rows = rows if unnamed else rows[1:]
    if not rows:
        raise LayerEmpty(file=name)
    padded = [row + [""] * (len(header) - len(row)) for row in rows]
    return _Table(header, padded, separator, noted("header_missing") if unnamed else None)


@contextlib.contextmanager
def _long_fields(limits):
    """Let one field hold all vertices that are allowed meanwhile; the limit is one for the whole process."""
    usual = csv.field_size_limit(limits.vertices * VERTEX_CHARACTERS)
    try:
        yield
    finally:
        csv.field_size_limit(usual)


def _rows(reader, skipped, name, limits):
    """Return the rows that are not blank, the header first. `skipped`: lines before those of the reader."""
    rows = []
    try:
        for row in filter(any, reader):
            if not rows and len(row) > limits.columns:
                raise TooManyColumns(file=name, limit=limits.columns)
            if len(rows) > limits.features:
                raise TooManyFeatures(file=name, limit=limits.features)
            rows.append(row)
    except csv.Error as problem:
        raise CSVMalformed(file=name, **_why(problem, skipped + reader.line_num)) from problem
    return rows


def _why(problem, line):
    if TOO_LONG in str(problem):
        limit = f"{csv.field_size_limit():,}"
        return {
            "why_en": f"line {line}: a value has more than {limit} characters",
            "why_zh": f"第 {line} 行：字段超过 {limit} 个字符",
        }
    return {"why_en": f"line {line}: a quote or a value does not end", "why_zh": f"第 {line} 行：引号或字段没有结束"}


def _placement(table, name, limits):
    """Return where the rows lie; rows with more values than the header has columns lie nowhere."""
    width = len(table.header)
    whole = [row if not any(row[width:]) else [""] * width for row in table.rows]
    placement = wkt.placement(table.header, whole, name, limits)
    placement = placement or lonlat.placement(table.header, whole, table.separator)
    if placement is None:
        raise NoGeometry(file=name)
    return placement


def _unread(table, placement, name):
    """Return the refusal of a table whose rows all lie nowhere, with how the first says where it lies."""
    row = table.rows[0]
    value = text(" ".join(row[at] for at in placement.columns).strip())[:LONGEST_NOTE]
    if not value or any(row[len(table.header) :]):
        return NoGeometry(file=name)
    return PlacesUnread(file=name, count=len(table.rows), value=value)


def _columns(header, rows, taken):
    names = distinct([one.strip() for one in header])
    return {
        name: [row[at] if row[at].strip() else None for row in rows] for at, name in enumerate(names) if at not in taken
    }


def _dialect(table, decimal):
    if (table.separator, decimal) == (",", "."):
        return None
    return noted("csv_dialect_guessed", separator=table.separator.replace("\t", "Tab"), decimal=decimal)


def _skipped(table, geometry):
    """Return the finding that names the rows without a place, by their number from 1 and how they begin."""
    skipped = [index for index, shape in enumerate(geometry) if shape is None]
    if not skipped:
        return None
    notes = [f"{index + 1}: {table.separator.join(table.rows[index])[:LONGEST_NOTE]}" for index in skipped[:MOST_NOTES]]
    return noted("row_skipped", *notes, count=len(skipped))


def _in_degrees(geometry):
    """Whether all coordinates may be degrees, whichever comes first."""
    bounds = np.abs(shapely.total_bounds(geometry).reshape(2, 2)).max(axis=0)
    return bool(bounds.max() <= 180 and bounds.min() <= 90)
