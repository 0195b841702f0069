"""The gazetteer: one row a place, in `gazetteer.csv`, with its shape, if known, in `gazetteer.geojson`."""

import csv
import io
import json
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from shapely.errors import ShapelyError
from shapely.geometry import shape

from mapapp.errors import Findings, GazetteerMissing, GazetteerUnreadable
from mapapp.places import audit, claims
from mapapp.places.lasting import uncollected

TABLE = "gazetteer.csv"
SHAPES = "gazetteer.geojson"
BYTE_ORDER_MARK = "\ufeff"


class Place(NamedTuple):
    """One row. `geometry`: a shapely geometry in WGS-84 degrees, or `None` where the position is not known.

    `accuracy_m`: how far, in metres, the true place may lie from the geometry.
    """

    id: str
    name_zh_hans: str
    name_zh_hant: str
    name_en: str
    pinyin: str
    aliases: tuple
    shared_aliases: tuple
    kind: str
    subdistrict: str | None
    certainty: str | None
    accuracy_m: int | None
    source: str
    licence: str
    method: str
    method_zh_hans: str
    method_zh_hant: str
    beyond: bool
    geometry: object

    @property
    def names(self):
        """Every Chinese name under which a text may speak of this place."""
        return (self.name_zh_hans, self.name_zh_hant, *self.aliases, *self.shared_aliases)


@dataclass(frozen=True)
class Gazetteer:
    """All places by id, in the order of the table.

    `ids_by_name`: each name, folded, with the ids of the places it means, in that order. `table` and
    `features`: rows and shapes as the files state them.
    """

    places: dict
    ids_by_name: dict
    table: list
    features: list

    @cached_property
    def rows(self):
        """The text of each row by its id, to tell what changed."""
        return {row.id: _fingerprint(row._asdict()) for row in self.table}

    @cached_property
    def shapes(self):
        """The text of each shape by its id, to tell what changed."""
        return {audit.shape_id(feature): _fingerprint(feature) for feature in self.features}

    @property
    def district(self):
        """The place whose outline is the district's."""
        return next(place for place in self.places.values() if place.kind == "district" and place.geometry)


def open_gazetteer(folder):
    """Return the `Gazetteer` in `folder`. Raises `Findings`, which names every problem of every row."""
    return read_gazetteer(folder, _text(folder / TABLE), _text(folder / SHAPES))


def read_gazetteer(folder, table, drawn):
    """Return the `Gazetteer` that the texts of its two files in `folder` state. Raises as `open_gazetteer` does."""
    with uncollected():
        return _read(folder, table, drawn)


def _read(folder, table, drawn):
    rows = _read_table(folder / TABLE, table)
    features = _read_shapes(folder / SHAPES, drawn)
    shapes, problems = _shapes(folder / SHAPES, features)
    names = claims.ids_by_name(rows)
    problems += audit.table_problems(folder / TABLE, rows)
    problems += claims.claim_problems(folder / TABLE, rows, names)
    problems += audit.shape_problems(folder, rows, features, shapes)
    if problems:
        raise Findings(problems)
    return Gazetteer({row.id: _place(row, shapes.get(row.id)) for row in rows}, names, rows, features)


def _read_table(path, text):
    reader = csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline=""), strict=True)
    try:
        header = next(reader, [])
        audit.check_columns(path, header)
        in_order = itemgetter(*map(header.index, audit.COLUMNS))
        return [_row(path, reader.line_num, cells, in_order, len(header)) for cells in reader if cells]
    except csv.Error as reason:
        raise GazetteerUnreadable(file=path, why=reason) from reason


def _row(path, line, cells, in_order, width):
    if len(cells) > width:
        raise GazetteerUnreadable(file=path, why=f"line {line} has more cells than the first line")
    if len(cells) < width:
        cells += [""] * (width - len(cells))
    return audit.Row._make(map(str.strip, in_order(cells)))


def _read_shapes(path, text):
    try:
        collection = json.loads(text.removeprefix(BYTE_ORDER_MARK))
    except (ValueError, RecursionError) as reason:
        raise GazetteerUnreadable(file=path, why=f"JSON: {reason}") from reason
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list) or not all(isinstance(feature, dict) for feature in features):
        raise GazetteerUnreadable(file=path, why="it is not a GeoJSON FeatureCollection")
    if "crs" in collection:
        raise GazetteerUnreadable(file=path, why="it states a crs; shapes here are WGS-84 and state none")
    return features


def _text(path):
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as reason:
        raise GazetteerMissing(file=path) from reason
    except (OSError, UnicodeDecodeError) as reason:
        raise GazetteerUnreadable(file=path, why=reason) from reason


def _shapes(path, features):
    """Return the geometries by id, and the problems of those that are none."""
    shapes, problems = {}, []
    for feature in features:
        id = audit.shape_id(feature)
        try:
            shapes[id] = shape(feature["geometry"])
        except (ShapelyError, ValueError, TypeError, KeyError, AttributeError, IndexError):
            problems.append(audit.not_a_geometry(path, id))
    return shapes, problems


def _place(row, geometry):
    return Place(
        row.id,
        row.name_zh_hans,
        row.name_zh_hant,
        row.name_en,
        row.pinyin,
        audit.listed(row.aliases),
        audit.listed(row.shared_aliases),
        row.kind,
        row.subdistrict or None,
        row.certainty or None,
        int(row.accuracy_m) if row.accuracy_m else None,
        row.source,
        row.licence,
        row.method,
        row.method_zh_hans,
        row.method_zh_hant,
        row.beyond == "yes",
        geometry,
    )


def _fingerprint(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
