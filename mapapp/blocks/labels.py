"""The column that names the units."""

import re
from collections import Counter
from dataclasses import dataclass

from mapapp.blocks.findings import noted
from mapapp.errors import LabelUnknown

HEADINGS = (
    *("单元名称", "街区单元名称", "街区名称", "街区单元", "街区名", "單元名稱", "街區單元名稱", "街區名稱", "街區單元"),
    *("unitname", "blockname", "名称", "名稱", "namezh", "namezhhans", "name", "街区", "街區", "单元", "單元", "名字"),
    *("label", "title", "标题", "標題", "jqmc", "dymc", "mc", "单元编号", "街区编号", "單元編號", "街區編號"),
    *("单元号", "街区号", "單元號", "街區號", "dybh", "jqbh", "dkbh"),
    *("unitid", "blockid", "unit", "block", "编号", "編號", "代码", "代碼", "编码", "code", "bh", "dm", "uid", "id"),
)
"""What columns that name units are called, the likeliest first; without case, spaces and signs."""
DISTINCT, HALF = 0.9, 0.5
"""The share of the units that a column must tell apart to be chosen before one that stands later in the list, and
before one whose heading says nothing."""
LONGEST_NAME = 60


@dataclass(frozen=True)
class Labels:
    """The `names` of the units, the column that they come from or `None`, and the findings on it."""

    names: list
    column: str | None
    findings: list


def labels(columns, rows, wished, file):
    """Return the `Labels` of the units in the given rows (indexes) of the columns, text or `None` by name.

    `wished`: the column that the planner names, or `None`. Raises LabelUnknown. A unit without a name is called by
    its row, as `#7`.
    """
    columns = {name: [values[row] for row in rows] for name, values in columns.items()}
    if wished is not None and wished not in columns:
        raise LabelUnknown(file=file, label=wished, candidates=list(columns))
    known = _known(columns)
    column = wished or _telling(columns, known) or _by_values(columns) or next(iter(known), None)
    if column is None:
        return Labels([str(number) for number, _ in enumerate(rows, start=1)], None, [noted("label_numbered")])
    names = [(value or "").strip() or f"#{row + 1}" for value, row in zip(columns[column], rows, strict=True)]
    repeated = [name for name, count in Counter(names).items() if count > 1]
    warnings = [noted("names_repeated", *repeated, count=len(repeated))] if repeated else []
    return Labels(names, column, [noted("label_chosen", label=column), *warnings])


def _known(columns):
    """Return the columns that are called as names of units are and tell any apart, those that tell most first."""
    places = {name: HEADINGS.index(heading) for name in columns if (heading := _heading(name)) in HEADINGS}
    likely = sorted(places, key=lambda name: (-_distinct(columns[name]), places[name]))
    return {name: places[name] for name in likely if _distinct(columns[name]) > 0}


def _telling(columns, known):
    """Return the likeliest of the known columns that tells units apart, or `None`."""
    likely = [name for name in sorted(known, key=known.get) if _distinct(columns[name]) >= DISTINCT]
    return next(iter(likely), next((name for name in known if _distinct(columns[name]) >= HALF), None))


def _heading(name):
    return re.sub(r"[\W_]", "", name.lower())


def _by_values(columns):
    """Return the first column of short words of which every unit has another one, or `None`."""
    return next((name for name, values in columns.items() if _distinct(values) == 1 and _are_words(values)), None)


def _are_words(values):
    """Tell whether values can be names: short, and no plain numbers; digits that begin with a zero are a number."""
    short = all(len(value) <= LONGEST_NAME for value in values)
    numbers = any(re.fullmatch(r"[-+\d.,eE\s]*", value) for value in values)
    coded = all(value.isdigit() and len(value) == len(values[0]) for value in values) and values[0][:1] == "0"
    return short and (coded or not numbers)


def _distinct(values):
    """Return how many of the units a column tells apart, as a share."""
    return len({value.strip() for value in values if value and value.strip()}) / max(len(values), 1)
