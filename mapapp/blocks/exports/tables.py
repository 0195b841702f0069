"""The answer as tables, headed in Chinese and English: the same rows for CSV, workbook and GeoPackage."""

from dataclasses import dataclass

from mapapp.blocks.blocks import POINTS
from mapapp.blocks.exports.about import inputs
from mapapp.blocks.exports.headings import CERTAINTIES, DECIMALS, HEADINGS, MEASURED, YES
from mapapp.blocks.exports.results import places
from mapapp.blocks.filtering import touching
from mapapp.errors import TakeawayTooLarge


@dataclass(frozen=True)
class Table:
    """`name` and the keys of `headings` are for programs, `title` and the headings for readers.

    `rows`: lists in the order of `headings`, of texts, numbers and `None`.
    """

    name: str
    title: str
    headings: dict
    rows: list


def table(name, title, columns, rows):
    """Return the `Table` of dicts by column; numbers are rounded to what their column states."""
    headings = {column: HEADINGS[column] for column in columns}
    return Table(name, title, headings, [[_cell(column, row.get(column)) for column in columns] for row in rows])


def _cell(column, value):
    return round(value, DECIMALS[column]) if column in DECIMALS and value is not None else value


MOST_VALUES = 2_000_000
"""The most values of one table: some seconds' work, and the commitments of several thousand units."""
NOTHING = 1e-9
"""A share that is nothing but the last digits of a computation."""

UNIT = ("unit", "row", "area_m2", "low", "drawn", "high", "places")
POINT = ("unit", "row", "longitude", "latitude", "drawn", "places")
SITE = ("site", "site_en", "site_id")
MEASURE = ("measure", "measured_in", "share", "least", "most", "border")
NEAR = ("distance_m",)
SURE = ("certainty", "accuracy_m")
WORDS = ("theme", "quote", "simplified", "translation_en", "article", "line", "sentence", "commitment")
INPUTS = ("file_sha256", "layers_sha256", "settings", "illustrative")


def tables(answer, chosen):
    """Return every `Table` of the chosen units, and of what concerns the whole answer."""
    across = answer["kind"] != POINTS
    return [
        units_table(answer, chosen),
        commitments_table(answer, chosen),
        *([borders_table(answer, chosen)] if across else []),
        outside_table(answer),
        *([overlaps_table(answer, chosen)] if across else []),
        district_table(answer),
    ]


def units_table(answer, chosen):
    """Return a row for each chosen unit or point, with the planner's own columns after ours."""
    columns = (*(POINT if answer["kind"] == POINTS else UNIT), *_mark(answer))
    made_from = inputs(answer)
    ours = table("units", "单元 Units", columns, [_unit(answer, answer["units"][unit]) | made_from for unit in chosen])
    theirs = [answer["units"][unit]["attributes"] for unit in chosen]
    names = answer["file"]["columns"]
    rows = [[*row, *map(own.get, names)] for row, own in zip(ours.rows, theirs, strict=True)]
    return Table(ours.name, ours.title, ours.headings | {f"planner:{name}": name for name in names}, rows)


def commitments_table(answer, chosen, *, with_inputs=False):
    """Return a row for each chosen unit, site that touches it or may, and commitment that names the site.

    A unit without any has one row. `with_inputs`: each row ends with the hashes of both inputs and the settings. Raises
    `TakeawayTooLarge` beyond `MOST_VALUES`.
    """
    size, measures = (("row",), NEAR) if answer["kind"] == POINTS else (("row", "area_m2"), MEASURE)
    columns = ("unit", *size, *SITE, *measures, *SURE, *WORDS, *(INPUTS if with_inputs else _mark(answer)))
    _check_size(answer, chosen, len(columns))
    made_from = inputs(answer)
    rows = (row | made_from for unit in chosen for row in _touching(answer, answer["units"][unit]))
    return table("commitments", "承诺 Commitments", columns, rows)


def _mark(answer):
    """Return the column that says in every row that units are illustrative, where they are."""
    return ("illustrative",) if answer["file"]["illustrative"] else ()


def _check_size(answer, chosen, columns):
    named = [len(site["commitments"]) for site in answer["sites"]]
    rows = sum(named[site] for unit in chosen for site in touching(answer["units"][unit]))
    if rows * columns > MOST_VALUES:
        raise TakeawayTooLarge(file=answer["file"]["name"], limit=MOST_VALUES)


def borders_table(answer, chosen):
    """Return a row for each border street of a chosen unit."""
    parts = tuple(f"{measure}_{side}" for side in "ab" for measure in ("drawn", "least", "most"))
    rows = [_border(answer, border) for border in _concerning(answer["borders"], chosen)]
    columns = (*SITE, "unit_a", "unit_b", "length_m", *parts, *SURE, "commitment")
    return table("borders", "边界街道 Border streets", columns, rows)


def outside_table(answer):
    """Return a row for each site of which a part lies in no unit, and each that has no place on the map."""
    columns = (*SITE, "state", "size", "outside", "measured_in", "outside_share", *SURE, *WORDS)
    drawn = [site | {"state": _state(site)} for site in answer["sites"] if (site["outside_share"] or 0) > NOTHING]
    unplaced = [site | {"state": "地图上没有位置 has no place on the map"} for site in answer["unplaced"]]
    rows = [site | _site(site) | words for site in drawn + unplaced for words in _words(answer, site["commitments"])]
    return table("in_no_unit", "不在任何单元 In no unit", columns, rows)


def district_table(answer):
    """Return the commitments for the whole district, once for all units."""
    return table("district_wide", "全区 District-wide", WORDS, _words(answer, answer["district_wide"]))


def overlaps_table(answer, chosen):
    """Return a row for each overlap of chosen units, and each gap beside one."""
    rows = [
        {"what": what, "units": " / ".join(answer["units"][unit]["name"] for unit in place["units"])}
        | {"area_m2": place["area_m2"]}
        | dict(zip(("longitude", "latitude"), place.get("at", ()), strict=False))
        for what, places in (("重叠 overlap", answer["overlaps"]), ("空隙 gap", answer["gaps"]))
        for place in _concerning(places, chosen)
    ]
    columns = ("what", "units", "area_m2", "longitude", "latitude")
    return table("overlaps_and_gaps", "重叠与空隙 Overlaps and gaps", columns, rows)


def _unit(answer, unit):
    where = dict(zip(("longitude", "latitude"), unit.get("at", ()), strict=False))
    return unit | where | {"unit": unit["name"], "places": places(answer, unit)}


def _touching(answer, unit):
    """Yield the rows of one unit."""
    own = {"unit": unit["name"], "row": unit["row"], "area_m2": unit.get("area_m2")}
    found = False
    for part in unit.get("parts", unit.get("near", ())):
        site = answer["sites"][part["site"]]
        for words in _words(answer, site["commitments"]):
            yield own | _site(site) | _part(part) | words
            found = True
    if not found:
        yield own


def _part(part):
    if "distance_m" in part:
        return {"distance_m": part["distance_m"]}
    measures = {"measure": part["measure"], "share": part["share"], "least": part["low"], "most": part["high"]}
    return measures | {"border": YES if part["border"] else None}


def _site(site):
    """Return what a row says of a site; one without a place has neither kind nor certainty."""
    return {
        "site": site["name_zh_hans"],
        "site_en": site["name_en"],
        "site_id": site["id"],
        "measured_in": MEASURED.get(site.get("kind")),
        "certainty": CERTAINTIES.get(site.get("certainty"), site.get("certainty")),
        "accuracy_m": site.get("accuracy_m"),
    }


def _words(answer, commitments):
    return [answer["commitments"][id] | {"commitment": id} for id in commitments]


def _state(site):
    wholly = site["outside_share"] > 1 - NOTHING
    return "整体在单元之外 wholly in no unit" if wholly else "部分在单元之外 partly in no unit"


def _concerning(places, chosen):
    wanted = set(chosen)
    return [place for place in places if not wanted.isdisjoint(place["units"])]


SIDES = {"drawn": "drawn", "least": "low", "most": "high"}
"""The measures of a border street on one side of it: how the table calls them, and the answer."""


def _border(answer, border):
    site = answer["sites"][border["site"]]
    row = {"length_m": border["length_m"], "commitment": "; ".join(site["commitments"])}
    for at, side in enumerate("ab"):
        row[f"unit_{side}"] = answer["units"][border["units"][at]]["name"]
        row |= {f"{ours}_{side}": border[name][at] for ours, name in SIDES.items()}
    return _site(site) | row
