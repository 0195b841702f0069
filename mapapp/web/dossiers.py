"""What the page of a planner's result shows: the answer counted, chosen, grouped by sentence, and put into words."""

import json
from bisect import bisect_right
from dataclasses import dataclass
from urllib.parse import urlencode

from mapapp.blocks.blocks import POINTS
from mapapp.blocks.candidates import usual
from mapapp.blocks.classes import SINGLE
from mapapp.blocks.filtering import FILTERS, chosen, touching
from mapapp.layers import query
from mapapp.view import units

MOST_SHOWN = 500
WHOLE = 1 - 1e-6
"""The share from which on a place lies wholly in no unit."""
NUMBERS_FIRST = {"name": "name", "area": "-area", "drawn": "-drawn", "low": "-low", "high": "-high"}
"""What a press on a column's heading sorts by: numbers with the largest first."""


@dataclass(frozen=True)
class Said:
    """A commitment that touches a unit: its id, its words as the answer has them, and its parts in the unit."""

    id: str
    words: dict
    parts: list


@dataclass(frozen=True)
class Row:
    """A unit of the table: its index, the answer's facts of it, its colour, its rank by name, what touches it."""

    index: int
    unit: dict
    slot: int
    rank: int
    sites: list
    themes: list
    borders: int
    said: list


@dataclass(frozen=True)
class Class:
    """A class of counts: its colour, its least and greatest count, and how many units are in it."""

    slot: int
    least: int
    most: int
    units: int


def values(answer, drawn, asked, outline):
    """Return the values of the page of an answer.

    `drawn`: the bytes of its units as GeoJSON. `asked`: the query's texts by key. `outline`: the district's geometry.
    """
    selected = chosen(answer, asked)
    shown = selected.units[:MOST_SHOWN]
    bounds = answer["classes"]["bounds"]
    on_page = set(shown)
    features = [one for one in json.loads(drawn)["features"] if one["id"] in on_page]
    return {
        "answer": answer,
        "points": answer["kind"] == POINTS,
        "rows": _rows(answer, shown),
        "found": len(selected.units),
        "refused": selected.refused,
        "asked": {key: asked.get(key, "") for key in (*FILTERS, "sort")},
        "sort": asked.get("sort") or "row",
        "counts": counts(answer),
        "classes": _classes(answer),
        "drawing": units.coloured(outline, features, bounds),
        "outside": [site for site in answer["sites"] if site["outside_share"]],
        "choices": choices(answer),
        "downloads": _references(answer, outline),
    }


def counts(answer):
    """Return the numbers of the headline, by name."""
    sites = answer["sites"]
    return {
        "units": len(answer["units"]),
        "holding": sum(unit["drawn"] > 0 for unit in answer["units"]),
        "surely": sum(unit.get("low", 0) > 0 for unit in answer["units"]),
        "perhaps": sum(unit.get("high", 0) > 0 and not unit["drawn"] for unit in answer["units"]),
        "borders": len({border["site"] for border in answer["borders"]}),
        "nowhere": sum((site["outside_share"] or 0) >= WHOLE for site in sites),
        "partly": sum(0 < (site["outside_share"] or 0) < WHOLE for site in sites),
    }


def query_of(asked, **changed):
    """Return a query with some keys changed, with its question mark; a key without a value is left out."""
    stated = {key: value for key, value in (asked | changed).items() if value}
    return f"?{urlencode(stated)}" if stated else ""


def next_sort(column, sort):
    """Return what a press on a column's heading sorts by, given what the table is sorted by."""
    first = NUMBERS_FIRST[column]
    opposite = first.removeprefix("-") if first.startswith("-") else f"-{first}"
    return opposite if sort == first else first


def direction(column, sort):
    """Return how a column is sorted, as `aria-sort` says it."""
    return {column: "ascending", f"-{column}": "descending"}.get(sort, "none")


def choices(answer):
    """Return what there is to filter by: sites that touch a unit, and themes as (id, words of one commitment)."""
    touched = {number for unit in answer["units"] for number in touching(unit)}
    sites = [site for number, site in enumerate(answer["sites"]) if number in touched]
    said = [answer["commitments"][id] for site in sites for id in site["commitments"]]
    return {"sites": sites, "themes": {words["theme_id"]: words for words in said if words["theme_id"]}}


def _rows(answer, shown):
    ranks = {unit: rank for rank, unit in enumerate(chosen(answer, {"sort": "name"}).units)}
    return [_row(answer, index, ranks[index]) for index in shown]


def _row(answer, index, rank):
    unit = answer["units"][index]
    said = _said(answer, unit)
    themes = {one.words["theme_id"]: None for one in said if one.words["theme_id"]}
    ids = [answer["sites"][number]["id"] for number in touching(unit)]
    borders = sum(part["border"] for part in unit.get("parts", ()))
    slot = units.slot(unit["drawn"], answer["classes"]["bounds"])
    return Row(index, unit, slot, rank, ids, list(themes), borders, said)


def _said(answer, unit):
    """Return each commitment of a unit's sites, in the order of the articles, with the parts that it names."""
    parts = {}
    for part in unit.get("parts", unit.get("near", ())):
        for id in answer["sites"][part["site"]]["commitments"]:
            parts.setdefault(id, []).append(part)
    return [Said(id, words, parts[id]) for id, words in answer["commitments"].items() if id in parts]


def _classes(answer):
    bounds = answer["classes"]["bounds"]
    drawn = [unit["drawn"] for unit in answer["units"]]
    ends = bounds if answer["classes"]["method"] == SINGLE else [*(bound - 1 for bound in bounds[1:]), max(drawn)]
    within = [bisect_right(bounds, count) - 1 for count in drawn]
    rows = zip(units.slots(bounds), bounds, ends, strict=True)
    return [Class(slot, least, most, within.count(place)) for place, (slot, least, most) in enumerate(rows)]


def _references(answer, outline):
    """Return the coordinate systems that a result can be taken home in, by code; the file's own comes first."""
    own = answer["file"]["crs"]
    known = [own] if own.startswith(("EPSG:", "GCJ", "BD")) else []
    return list(dict.fromkeys([*known, *usual(outline)]))


def outline_of(layers):
    """Return the geometry of the district's outline."""
    return query.district(layers)["geometry"]
