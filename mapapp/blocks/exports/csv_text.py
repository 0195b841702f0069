"""The answer as CSV for a spreadsheet: a row for each unit and commitment, and nothing that a spreadsheet would run."""

import csv
import io
import re

from mapapp.blocks.exports.tables import commitments_table

MEDIA_TYPE = "text/csv; charset=utf-8"
FORMULA = re.compile(r"[\s\ufeff\u200b-\u200f\u2060]*[=+\-@＝＋－＠]|[\t\r\n]")
"""How a text begins that a spreadsheet may take for a formula, whatever blank or invisible stands before."""
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)


def write(answer, units, chosen, reference):
    """Return the bytes of the CSV of the chosen units: UTF-8 with a byte order mark, lines ended by CR LF.

    Shapes and coordinate system (`units`, `reference`) have no place in it. Raises `TakeawayTooLarge`.
    """
    table = commitments_table(answer, chosen, with_inputs=True)
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(table.headings.values())
    rows.writerows([plain(value) for value in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def plain(value):
    """Return a value such that no spreadsheet takes it for a formula: an apostrophe before what begins like one.

    >>> plain("=1+1"), plain("-12.5"), plain(-12.5)
    ("'=1+1", '-12.5', -12.5)
    """
    risky = isinstance(value, str) and FORMULA.match(value) and not NUMBER.fullmatch(value)
    return f"'{value}" if risky else value
