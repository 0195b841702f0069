"""CSV for a spreadsheet: UTF-8 that Excel opens as such, and nothing that a spreadsheet would run."""

import csv
import io
import re

MEDIA_TYPE = "text/csv; charset=utf-8"
FORMULA = re.compile(r"[\s\ufeff\u200b-\u200f\u2060]*[=+\-@＝＋－＠]|[\t\r\n]")
"""How a text begins that a spreadsheet may take for a formula, whatever blank or invisible stands before."""
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)


def write(headings, rows):
    """Return the bytes of a CSV: UTF-8 with a byte order mark, lines ended by CR LF, `None` as nothing."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([plain(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def plain(value):
    """Return a value such that no spreadsheet takes it for a formula: an apostrophe before what begins like one.

    >>> plain("=1+1"), plain("-12.5"), plain(-12.5)
    ("'=1+1", '-12.5', -12.5)
    """
    risky = isinstance(value, str) and FORMULA.match(value) and not NUMBER.fullmatch(value)
    return f"'{value}" if risky else value
