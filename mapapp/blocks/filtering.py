"""Which units a query chooses, and in what order: the same for the page, for programs and for every export."""

import re
import unicodedata
from dataclasses import dataclass

SORTS = ("name", "row", "area", "drawn", "low", "high")
"""What units can be sorted by; with `-` before it, the largest first."""
LARGEST = 6
"""The digits of a number that is understood."""


@dataclass(frozen=True)
class Chosen:
    """`units`: indexes into the answer's units, in order. `refused`: the keys whose value was not understood."""

    units: list
    refused: tuple = ()


class _NotUnderstood(Exception):
    """A value of a query means nothing here."""


def chosen(answer, query):
    """Return what a query, texts by key, has `Chosen` of an answer. No value raises.

    `name`: text in the name or an attribute. `site`: the id of a site that touches the unit, or may. `theme`: the id or
    the name of one whose commitments do. `least`: so many commitments at least. `border`: `1` for units with a border
    street. `sort`: one of `SORTS`. Other keys, and empty values, say nothing. A filter that is not understood chooses
    no unit; such a `sort` is left out.
    """
    units, refused = range(len(answer["units"])), []
    for key, filter_of in FILTERS.items():
        if query.get(key):
            try:
                keeps = filter_of(answer, query[key])
                units = [unit for unit in units if keeps(answer["units"][unit])]
            except _NotUnderstood:
                units = []
                refused.append(key)
    try:
        return Chosen(_sorted(answer, units, query.get("sort") or "row"), tuple(refused))
    except _NotUnderstood:
        return Chosen(list(units), (*refused, "sort"))


def _text(value):
    """Return a text as it is compared: full-width letters as plain ones, capitals as small ones."""
    if not isinstance(value, str):
        raise _NotUnderstood
    return unicodedata.normalize("NFKC", value).casefold().strip()


def _named(answer, value):
    wanted = _text(value)
    return lambda unit: any(wanted in _text(text) for text in (unit["name"], *unit["attributes"].values()) if text)


def _with_site(answer, value):
    numbers = {number for number, site in enumerate(answer["sites"]) if site["id"] == value}
    if not numbers:
        raise _NotUnderstood
    return lambda unit: not numbers.isdisjoint(touching(unit))


def _with_theme(answer, value):
    themes = {id: (words["theme_id"], words["theme"], words["theme_en"]) for id, words in answer["commitments"].items()}
    wanted = {id for id, names in themes.items() if value in names}
    if not wanted:
        raise _NotUnderstood
    return lambda unit: any(not wanted.isdisjoint(answer["sites"][site]["commitments"]) for site in touching(unit))


def _with_least(answer, value):
    if not isinstance(value, str) or not value.isdecimal() or len(value) > LARGEST:
        raise _NotUnderstood
    return lambda unit: unit["drawn"] >= int(value)


def _with_border(answer, value):
    if value != "1":
        raise _NotUnderstood
    return lambda unit: any(part["border"] for part in unit.get("parts", ()))


FILTERS = {
    "name": _named,
    "site": _with_site,
    "theme": _with_theme,
    "least": _with_least,
    "border": _with_border,
}


def touching(unit):
    """Return the indexes of the sites that touch a unit, or may, or that are near a point."""
    return [part["site"] for part in unit.get("parts", unit.get("near", ()))]


def _sorted(answer, units, sort):
    """Return units in the order of one thing; what has none comes last, and equals stay as they are in the file."""
    if not isinstance(sort, str) or sort.removeprefix("-") not in SORTS:
        raise _NotUnderstood
    worth = {unit: _worth(answer["units"][unit], sort.removeprefix("-")) for unit in units}
    known = [unit for unit in units if worth[unit] is not None]
    unknown = [unit for unit in units if worth[unit] is None]
    return sorted(known, key=worth.get, reverse=sort.startswith("-")) + unknown


def _worth(unit, sort):
    return _natural(unit["name"]) if sort == "name" else unit.get({"area": "area_m2"}.get(sort, sort))


def _natural(name):
    """Return a key by which `单元 2` comes before `单元 10`.

    >>> _natural("单元 10") > _natural("单元 2")
    True
    """
    pieces = re.split(r"(\d+)", _text(name))
    return [(len(piece.lstrip("0")), piece.lstrip("0")) if at % 2 else piece for at, piece in enumerate(pieces)]
