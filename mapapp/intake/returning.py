"""Our own table come back from a spreadsheet: a proposal for each row in which a cell was changed, and nothing else."""

import json

from mapapp.errors import SourceContradicted, SourceUnreadable
from mapapp.intake.candidate import Reading
from mapapp.intake.proposing import CORRECTION, NEW, OPEN, hashed
from mapapp.intake.sources import read_table
from mapapp.intake.tables import table_of
from mapapp.places.audit import COLUMNS
from mapapp.places.gazetteer import TABLE
from mapapp.writing.spreadsheet import plain

FORMAT = "gazetteer"
EDITED = ("A cell of our own table was changed.", "我们自己的表格里改了单元格。")
ADDED = ("A row was added to our own table.", "我们自己的表格里加了一行。")


def read_own(file, wishes):
    """Return the rows (column → text) of a table with every column of the gazetteer, and its SHA-256; else `None`.

    Raises SourceUnreadable where two rows have one id or one has none, and SourceContradicted where `wishes` states
    what each row states itself.
    """
    text, sha256 = read_table(file)
    if text is None:
        return None
    columns, rows = table_of(file, text)
    if not set(COLUMNS) <= set(columns):
        return None
    for option in ("source", "licence", "crs"):
        if getattr(wishes, option):
            raise SourceContradicted(file=file, option=f"--{option}", stated=TABLE)
    named = [dict(zip(columns, row, strict=False)) for row in rows]
    _check_ids(file, [row.get("id", "").strip() for row in named])
    return [{name: row.get(name, "").strip() for name in COLUMNS} for row in named], sha256


def _check_ids(file, ids):
    seen = set()
    for id in ids:
        if not id or id in seen:
            why_en = f"the id “{id}” stands in two rows" if id else "a row has no id"
            why_zh = f"两行的 id 都是“{id}”" if id else "有一行没有 id"
            raise SourceUnreadable(file=file, why_en=why_en, why_zh=why_zh)
        seen.add(id)


def reading(rows):
    """Return what a file of proposals says of such a table: each row states its own source and licence."""
    return Reading(FORMAT, TABLE, "", "", len(rows), 0, 0, rows)


def corrections(rows, gazetteer, origin):
    """Return a proposal for each of `rows` that differs from the gazetteer's; rows that are missing stay as they are.

    `origin`: the path of the proposals, and the SHA-256 of the table.
    """
    stated = {id: json.loads(row) for id, row in gazetteer.rows.items()}
    proposals = (_proposal(row, stated.get(row["id"]), origin) for row in rows)
    return [proposal for proposal in proposals if proposal]


def _proposal(row, before, origin):
    """Return the proposal that a row makes, or `None` where it says what stands there already."""
    changed = {name: _unguarded(text) for name, text in row.items() if not before or not _same(text, before[name])}
    if not changed:
        return None
    action, why = (CORRECTION, EDITED) if before else (NEW, ADDED)
    path, sha256 = origin
    return {
        "id": hashed(path, action, row["id"], json.dumps(changed, ensure_ascii=False, sort_keys=True)),
        "action": action,
        "place": row["id"] if before else None,
        "row": changed,
        "geometry": None,
        "before": {name: before[name] for name in changed} if before else None,
        "from": {"source": TABLE, "ref": row["id"], "licence": row["licence"], "sha256": sha256},
        "why": dict(zip(("en", "zh"), why, strict=True)),
        "ambiguous": False,
        "state": OPEN,
    }


def _same(text, before):
    """Return whether a cell holds what it held when it was written for a spreadsheet, whatever its line ends are."""
    return _lines(text) in (_lines(before), _lines(plain(before)))


def _lines(text):
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _unguarded(text):
    """Return a cell without the apostrophe that keeps a spreadsheet from running it.

    >>> _unguarded("'=1"), _unguarded("'tis")
    ('=1', "'tis")
    """
    return text[1:] if text.startswith("'") and plain(text[1:]) == text else text
