"""Rows and shapes of the gazetteer, changed in the text of their file: what is not changed stays byte for byte."""

import csv
import io
import json
import re
from dataclasses import dataclass

from mapapp.errors import GazetteerUnreadable
from mapapp.places.audit import shape_id
from mapapp.places.gazetteer import BYTE_ORDER_MARK, SHAPES, TABLE

DECIMALS = 6
CELLS = re.compile(r'(?:^|,)("(?:[^"]|"")*"|[^,]*)')
"""The cells of a line, each as it is written."""
NEEDS_QUOTES = re.compile('[",\r\n]')


@dataclass(frozen=True)
class _Line:
    """A row of a table: its id, its cells by column, and its text with what ends the line."""

    id: str
    cells: dict
    text: str


def with_row(table, row):
    """Return the text of a gazetteer's table with a row (column → text): see `with_rows`."""
    return with_rows(table, [row])


def with_rows(table, rows):
    """Return the text of a gazetteer's table with `rows`, each in place of the one with its id, or at the end.

    A row is a dict, column → text. Of one that is there, only the cells that change are written anew, and columns
    that the dict does not name keep what they hold; in a new one they are empty. Raises `GazetteerUnreadable`.
    """
    first, columns, lines = _lines(table)
    wanted = {row["id"]: row for row in rows}
    kept = [_changed(line, columns, wanted.pop(line.id)) if line.id in wanted else line.text for line in lines]
    ending = _ending(first)
    if wanted and not (kept or [first])[-1].endswith(("\n", "\r")):
        kept.append(ending)
    quoted = first.removeprefix(BYTE_ORDER_MARK).startswith('"')
    new = (",".join(_cell(row.get(column, ""), quoted) for column in columns) for row in wanted.values())
    return first + "".join(kept) + "".join(line + ending for line in new)


def without_row(table, id):
    """Return the text of a gazetteer's table without the row of an id, if any. Raises `GazetteerUnreadable`."""
    first, _, lines = _lines(table)
    return first + "".join(line.text for line in lines if line.id != id)


def _lines(table):
    """Return the text of the first line, the columns that it names, and a `_Line` for each row."""
    lines = list(io.StringIO(table.removeprefix(BYTE_ORDER_MARK), newline=""))
    reader = csv.reader(lines, strict=True)
    try:
        columns = next(reader, [])
        first, found = reader.line_num, []
        at = first
        for cells in reader:
            named = dict(zip(columns, cells, strict=False))
            found.append(_Line(named.get("id", "").strip(), named, "".join(lines[at : reader.line_num])))
            at = reader.line_num
    except csv.Error as reason:
        raise GazetteerUnreadable(file=TABLE, why=reason) from reason
    mark = BYTE_ORDER_MARK if table.startswith(BYTE_ORDER_MARK) else ""
    return mark + "".join(lines[:first]), columns, found


def _changed(line, columns, row):
    body = line.text.rstrip("\r\n")
    written = dict(zip(columns, CELLS.findall(body), strict=False))
    cells = [_kept_or_new(column, line.cells.get(column, ""), written.get(column, ""), row) for column in columns]
    return ",".join(cells) + line.text[len(body) :]


def _kept_or_new(column, value, written, row):
    new = row.get(column, value)
    return written if new == value.strip() or column not in row else _cell(new, written.startswith('"'))


def _cell(value, quoted):
    return '"{}"'.format(value.replace('"', '""')) if quoted or NEEDS_QUOTES.search(value) else value


def _ending(line):
    return _end_of(line) or "\n"


def with_shape(shapes, id, geometry):
    """Return the text of a gazetteer's GeoJSON with the shape of an id, or without it (`None`): see `with_shapes`."""
    return with_shapes(shapes, {id: geometry})


def with_shapes(shapes, changes):
    """Return the text of a gazetteer's GeoJSON with `changes` (id → shape), in place of what is there, or at the end.

    A shape is a GeoJSON geometry in WGS-84 degrees, which is rounded to 6 decimals, or `None` to take it away. What
    else a feature states stays. Raises `GazetteerUnreadable`.
    """
    opening, features = _features(shapes)
    starts = [opening, *(end for _, _, end in features)]
    gaps = [shapes[at:start] for at, (_, start, _) in zip(starts, features, strict=False)]
    there = {shape_id(feature): shapes[start:end] for feature, start, end in features}
    if len(there) < len(features):
        raise GazetteerUnreadable(file=SHAPES, why="two shapes have the same id")
    known = {shape_id(feature): feature for feature, _, _ in features}
    drawn = {id: _feature(known.get(id), id, geometry) for id, geometry in changes.items() if geometry}
    gone = {id for id, geometry in changes.items() if not geometry}
    before = dict(zip(there, gaps, strict=True))
    usual = gaps[-1] if len(gaps) > 1 else ",\n"
    pieces = [(before.get(id, usual), text) for id, text in (there | drawn).items() if id not in gone]
    body = "".join((gap if number else (gaps or ["\n"])[0]) + text for number, (gap, text) in enumerate(pieces))
    return shapes[:opening] + body + shapes[starts[-1] :]


def _feature(known, id, geometry):
    feature = known or {"type": "Feature", "id": id, "properties": {}}
    geometry = {"type": geometry["type"], "coordinates": _rounded(geometry["coordinates"])}
    return json.dumps(feature | {"geometry": geometry}, ensure_ascii=False)


def _rounded(coordinates):
    return round(coordinates, DECIMALS) if isinstance(coordinates, (int, float)) else [*map(_rounded, coordinates)]


def _features(shapes):
    """Return where the list of features begins, and each feature with where in the text it begins and ends."""
    try:
        at = _past(shapes, len(shapes) - len(shapes.removeprefix(BYTE_ORDER_MARK)), "{")
        key, _, at = _value(shapes, at)
        while key != "features":
            _, _, at = _value(shapes, _past(shapes, at, ":"))
            key, _, at = _value(shapes, _past(shapes, at, ","))
        opening = _past(shapes, _past(shapes, at, ":"), "[")
        return opening, list(_listed(shapes, opening))
    except (ValueError, RecursionError) as reason:
        raise GazetteerUnreadable(file=SHAPES, why=f"JSON: {reason}") from reason


def _listed(text, at):
    """Yield each object of a list in a JSON text with where it begins and ends; `at`: behind the bracket."""
    while text[(at := _start(text, at)) : at + 1] == "{":
        value, start, at = _value(text, at)
        yield value, start, at
        ended = _start(text, at)
        if text[ended : ended + 1] != ",":
            break
        at = ended + 1
    _past(text, at, "]")


def _value(text, at):
    start = _start(text, at)
    value, end = json.JSONDecoder().raw_decode(text, start)
    return value, start, end


def _start(text, at):
    """Return where something begins behind `at`."""
    return re.compile("[ \t\r\n]*").match(text, at).end()


def _past(text, at, sign):
    at = _start(text, at)
    if text[at : at + 1] != sign:
        raise ValueError(f"“{sign}” is missing at {at}")
    return at + 1


def row_text(table, id):
    """Return the row of an id as the text of the table has it, without its line end; `None` if there is none."""
    _, _, lines = _lines(table)
    return next((line.text.rstrip("\r\n") for line in lines if line.id == id), None)


def shape_text(shapes, id):
    """Return the feature of an id as the text of the GeoJSON has it; `None` if there is none."""
    _, features = _features(shapes)
    return next((shapes[start:end] for feature, start, end in features if shape_id(feature) == id), None)


def with_row_text(table, id, text):
    """Return the text of a table with the row of an id written as `text`, in its place or at the end."""
    first, _, lines = _lines(table)
    kept = [text + _end_of(line.text) if line.id == id else line.text for line in lines]
    if all(line.id != id for line in lines):
        gap = "" if _end_of((kept or [first])[-1]) else _ending(first)
        kept.append(gap + text + _ending(first))
    return first + "".join(kept)


def with_shape_text(shapes, id, text):
    """Return the text of a GeoJSON with the feature of an id written as `text`, in its place or at the end."""
    _, features = _features(shapes)
    at = next(((start, end) for feature, start, end in features if shape_id(feature) == id), None)
    if at is None:
        return with_shape(shapes, id, json.loads(text)["geometry"])
    return shapes[: at[0]] + text + shapes[at[1] :]


def _end_of(line):
    return line[len(line.rstrip("\r\n")) :]
