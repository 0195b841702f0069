"""How a CSV is written: what separates its values, and whether spaces stand before their quotes."""

import csv
import io
import re
from dataclasses import dataclass
from itertools import islice, product

SEPARATORS = ",;\t|"
SAMPLE_CHARACTERS, SAMPLE_ROWS = 1 << 16, 20
STATED = re.compile(r'"?sep=([^\w\s"]|\t)"?\r?\n', re.IGNORECASE)
"""The line before the header by which a file states its separator to Excel."""


@dataclass(frozen=True)
class Dialect:
    """`spaced`: spaces before a value are not of it. `stated`: the first line says the separator, and nothing else."""

    separator: str
    spaced: bool = False
    stated: bool = False

    def reader(self, lines, **options):
        """Return a reader of the rows in lines of text."""
        return csv.reader(lines, delimiter=self.separator, skipinitialspace=self.spaced, **options)


def dialect(sample):
    """Return the `Dialect` that splits the first rows most evenly, and into most columns; the plainest in doubt.

    `sample`: the first `SAMPLE_CHARACTERS` of a file.

    >>> dialect('name, wkt\\na, "POINT (1 2)"\\n')
    Dialect(separator=',', spaced=False, stated=False)
    """
    stated = STATED.match(sample)
    separators = stated[1] if stated else SEPARATORS
    choices = [Dialect(separator, spaced, bool(stated)) for separator, spaced in product(separators, (False, True))]
    rows = sample[stated.end() :] if stated else sample
    return max(choices, key=lambda choice: _evenness(rows, choice, len(sample) == SAMPLE_CHARACTERS))


def _evenness(sample, choice, cut):
    rows = choice.reader(io.StringIO(sample, newline=""))
    widths = [len(row) for row in islice(rows, SAMPLE_ROWS) if row]
    if len(widths) > 2 and cut:
        widths.pop()
    if not widths or widths[0] < 2:
        return 0, 0
    return widths.count(widths[0]) / len(widths), widths[0]
