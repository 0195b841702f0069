"""The log of what became of the promises: `status.csv`, one row an entry, checked, and only ever added to."""

import csv
import io

from mapapp.atlas import permanence, statusaudit
from mapapp.atlas.versions import quotes
from mapapp.errors import Findings, StatusHeaderWrong, StatusLogUnreadable
from mapapp.layers import query, schema
from mapapp.layers.store import Published

LOG = "status.csv"
NOTHING = Published()


def open_log(geodata, subjects, published=NOTHING):
    """Return the entries of the log of a data folder, in its order, as the wall states them; none without a log.

    `subjects`: what an entry may be about, as `subjects_of` returns it. `published`: what the wall
    holds; the log must begin with its entries, each still about the same sentence. Raises
    `StatusLogUnreadable`, `StatusHeaderWrong`, or `Findings`, which names every problem of every row.
    """
    path = geodata / LOG
    rows = log_rows(path)
    problems = [problem for row, cells in rows for problem in statusaudit.row_problems(path, row, cells, subjects)]
    problems += permanence.rewritten(path, rows, published.entries)
    problems += permanence.reworded(path, rows, published, subjects)
    if problems:
        raise Findings(problems)
    return [_entry(cells) for _, cells in rows]


def subjects_of(atlas, collections):
    """Return what an entry may be about: every commitment's id with its quote, every named place's with `None`."""
    said = {id: words for chapter in atlas.chapters for id, words in quotes(chapter).items()}
    return said | {place["id"]: None for layer in collections.values() for place in layer if query.is_site(place)}


def log_bytes(geodata):
    """Return the bytes of the log; `None` where there is none."""
    path = geodata / LOG
    return path.read_bytes() if path.exists() else None


def log_rows(path):
    """Return (row, cells) of each row of a log that is not blank; the first line of the file is row 1."""
    text = _text(path)
    if text is None:
        return []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header, *rows = list(reader) or [[]]
    except csv.Error as reason:
        raise StatusLogUnreadable(file=path, why=f"line {reader.line_num}: {reason}") from reason
    if header != list(schema.ENTRY):
        raise StatusHeaderWrong(file=path, columns=",".join(schema.ENTRY))
    return [(row, tuple(cells)) for row, cells in enumerate(rows, 2) if cells]


def _text(path):
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as reason:
        raise StatusLogUnreadable(file=path, why=reason) from reason


def _entry(cells):
    entry = dict(zip(schema.ENTRY, cells, strict=True))
    return entry | {"publisher": entry["publisher"] or None}
