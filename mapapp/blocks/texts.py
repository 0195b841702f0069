"""Text that may be shown and kept: without characters that no text may hold, and no longer than a cell may be."""

import re

from mapapp.blocks.findings import noted

FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""Control characters, marks that turn the direction of writing round, halves of a character, and non-characters."""
BREAKS = re.compile("[\t\n\x0b\x0c\r\x85\u2028\u2029]+")
LONGEST_COLUMN = 100
"""Characters of a column's name."""


def clean(columns, limit):
    """Return the columns with every value fit to be shown, and the findings.

    `columns`: text or `None` by name. `limit`: characters of a value. Line breaks and tabs become spaces. Names of
    columns are cleaned, never empty and unique.
    """
    cleaned = {column: [value and text(value) for value in values] for column, values in columns.items()}
    changed = sum(
        _had_forbidden(before, after)
        for column in columns
        for before, after in zip([column, *columns[column]], [text(column), *cleaned[column]], strict=True)
    )
    long = sum(len(value or "") > limit for values in cleaned.values() for value in values)
    findings = [noted("text_cleaned", count=changed)] if changed else []
    findings += [noted("text_truncated", count=long, limit=limit)] if long else []
    cut = ([value and value[:limit] for value in values] for values in cleaned.values())
    return dict(zip(_names(columns), cut, strict=True)), findings


def text(value):
    """Return one value without forbidden characters, its line breaks as spaces.

    >>> text("什刹海\\x00\\n街区")
    '什刹海 街区'
    """
    return value if value.isprintable() else FORBIDDEN.sub("", BREAKS.sub(" ", value))


def _had_forbidden(before, after):
    return before is not None and len(before) != len(after) and FORBIDDEN.search(before) is not None


def _names(columns):
    """Return the names of columns, fit to be shown, each another one."""
    names = {}
    for number, column in enumerate(columns, start=1):
        name = text(column).strip()[:LONGEST_COLUMN] or f"column {number}"
        names[_unique(name, names)] = None
    return list(names)


def _unique(name, taken):
    number = 2
    unique = name
    while unique in taken:
        unique, number = f"{name} ({number})", number + 1
    return unique
