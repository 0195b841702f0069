"""Placing: an editor's wishes on rows of the gazetteer, checked before they are written: a new one, a position."""

from dataclasses import dataclass

from mapapp.earth.datums import DATUMS, WGS84, convert
from mapapp.editing.deciding import Deed
from mapapp.editing.rows import row_text, shape_text, with_row, with_shape
from mapapp.errors import AnswerMissing, ChoiceRefused, NumberRefused, RowTaken, RowUnknown
from mapapp.places.gazetteer import SHAPES, TABLE, read_gazetteer
from mapapp.places.ground import check_ground

CERTAINTIES = ("exact", "approximate")
"""How sure a point can be."""

METHODS = {
    "click": {
        "method": "Point set by hand on the schematic map of this project, {day}.",
        "method_zh_hans": "在本项目的示意底图上手工标点，{day}。",
        "method_zh_hant": "在本專案的示意底圖上手工標點，{day}。",
    },
    "typed": {
        "method": "Point by coordinates typed by hand on {datum}, kept in WGS-84, {day}.",
        "method_zh_hans": "按手工输入的 {datum} 坐标标点，存为 WGS-84，{day}。",
        "method_zh_hant": "按手工輸入的 {datum} 座標標點，存為 WGS-84，{day}。",
    },
    "none": {
        "method": "Not placed: no position is known.",
        "method_zh_hans": "未定位：位置不明。",
        "method_zh_hant": "未定位：位置不明。",
    },
}
"""How a place was placed, as its row says it."""


@dataclass(frozen=True)
class Position:
    """A point as an editor gave it: degrees on `datum`, by a "click" on the map or "typed"; how sure, and from what."""

    lon: float
    lat: float
    datum: str
    how: str
    certainty: str
    accuracy_m: int
    source: str
    licence: str

    @property
    def geometry(self):
        """The point as GeoJSON in WGS-84, 6 decimals."""
        ((lon, lat),) = convert([[self.lon, self.lat]], self.datum, WGS84)
        return {"type": "Point", "coordinates": [round(float(lon), 6), round(float(lat), 6)]}

    def cells(self, day):
        """Return the cells of a row that state this position."""
        texts = {name: text.format(day=day, datum=self.datum) for name, text in METHODS[self.how].items()}
        sure = {"certainty": self.certainty, "accuracy_m": str(self.accuracy_m)}
        return texts | sure | {"source": self.source, "licence": self.licence}

    def facts(self):
        """Return what a decision says of where it comes from."""
        typed = {"datum": self.datum, "lon": self.lon, "lat": self.lat}
        return {"source": self.source, "how": self.how, **typed}


def position(answers):
    """Return the `Position` that the answers of a form state. Raises what is wrong with the first of them."""
    stated = grounds(answers)
    for field, allowed in (("datum", DATUMS), ("how", ("click", "typed")), ("certainty", CERTAINTIES)):
        if answers[field] not in allowed:
            raise ChoiceRefused(field=field, value=answers[field], allowed=" / ".join(allowed))
    return Position(
        _number("lon", answers["lon"], -180, 180), _number("lat", answers["lat"], -90, 90),
        *(answers[field] for field in ("datum", "how", "certainty")),
        int(_number("accuracy_m", answers["accuracy_m"], 1, 50_000)),
        **stated,
    )  # fmt: skip


def grounds(answers):
    """Return source and licence as a form states them, each on one line. Raises `AnswerMissing`."""
    for field in ("source", "licence"):
        if not answers[field].strip():
            raise AnswerMissing(field=field)
    return {field: " ".join(answers[field].split()) for field in ("source", "licence")}


def _number(field, text, least, most):
    try:
        number = float(text)
    except ValueError:
        number = None
    if number is None or not least <= number <= most:
        raise NumberRefused(field=field, value=text, least=least, most=most)
    return number


def place(state, id, position, day):
    """Return the deed that the place `id` stands at a `Position`."""
    if id not in state.gazetteer.places:
        raise RowUnknown(id=id)
    return _deed(state, "place.position", {"id": id, **position.cells(day)}, position.geometry, position.facts())


def add_row(state, row, position, day):
    """Return the deed that the gazetteer has a new row (column → text), at a `Position`, or `None`: not placed."""
    if row["id"] in state.gazetteer.places:
        raise RowTaken(id=row["id"])
    if position is None:
        row = METHODS["none"] | row
        return _deed(state, "place.add", row, None, {"source": row["source"]})
    return _deed(state, "place.add", row | position.cells(day), position.geometry, position.facts())


def _deed(state, did, row, geometry, source):
    table = with_row(state.table, row)
    shapes = with_shape(state.shapes, row["id"], geometry) if geometry else state.shapes
    files = checked_files(state, table, shapes)
    before = written(state.table, state.shapes, row["id"])
    return Deed(did, source, before, written(table, shapes, row["id"]), {"place": row["id"]}, files)


def written(table, shapes, id):
    """Return row and shape of a place as the two files have them; `None` for what is not there."""
    return {"row": row_text(table, id), "shape": shape_text(shapes, id)}


def checked_files(state, table, shapes):
    """Return the files of the gazetteer with new texts. Raises what is wrong with them."""
    gazetteer = read_gazetteer(state.geodata, table, shapes)
    check_ground(state.geodata / SHAPES, gazetteer)
    files = {TABLE: table, SHAPES: shapes}
    old = {TABLE: state.table, SHAPES: state.shapes}
    return {name: text.encode("utf-8") for name, text in files.items() if text != old[name]}
