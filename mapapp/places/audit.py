"""Walk every row and shape of the gazetteer, and name each promise that one of them breaks."""

import re
from collections import namedtuple
from operator import attrgetter

from shapely import get_coordinates, is_valid_reason

from mapapp.errors import (
    ColumnMissing,
    DistrictMissing,
    IdTwice,
    NameTooShort,
    ShapeBroken,
    ShapeMissing,
    ShapeUnfit,
    ShapeWithoutRow,
    SubdistrictUnknown,
    ValueMissing,
    ValueRefused,
)

ID = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
"""What may stand in an address."""

COLUMNS = (
    "id", "name_zh_hans", "name_zh_hant", "name_en", "pinyin", "aliases", "shared_aliases", "kind", "subdistrict",
    "certainty", "accuracy_m", "beyond", "source", "licence", "method", "method_zh_hans", "method_zh_hant",
)  # fmt: skip
Row = namedtuple("Row", COLUMNS)
"""A row of the table as the file states it, cell by cell."""

MAY_BE_EMPTY = ("aliases", "shared_aliases", "subdistrict", "certainty", "accuracy_m", "beyond")
REQUIRED = tuple(column for column in COLUMNS if column not in MAY_BE_EMPTY)
_REQUIRED_OF = attrgetter(*REQUIRED)

SHAPES_OF_KIND = {
    "district": ("Polygon", "MultiPolygon"),
    "subdistrict": ("Polygon", "MultiPolygon"),
    "community": ("Polygon", "MultiPolygon"),
    "street": ("LineString", "MultiLineString"),
    "hutong": ("LineString", "MultiLineString"),
    "area": ("Polygon", "MultiPolygon"),
    "park": ("Polygon", "MultiPolygon"),
    "water": ("Polygon", "MultiPolygon", "LineString", "MultiLineString"),
    "heritage": ("Point", "Polygon", "MultiPolygon", "LineString", "MultiLineString"),
    "building": ("Point", "Polygon", "MultiPolygon"),
    "market": ("Point", "Polygon", "MultiPolygon"),
    "transport": ("Point", "LineString", "MultiLineString"),
    "other": ("Point", "LineString", "MultiLineString", "Polygon", "MultiPolygon"),
}
SHAPES_OF_CERTAINTY = {
    "exact": ("Point",),
    "street": ("LineString", "MultiLineString"),
    "area": ("Polygon", "MultiPolygon"),
    "approximate": ("Point", "LineString", "MultiLineString", "Polygon", "MultiPolygon"),
    "district": ("Polygon", "MultiPolygon"),
}
NEVER_A_POINT = ("district", "subdistrict", "community")
"""These have an outline or none; any other place may stand as an approximate point."""


def listed(text):
    """Return the parts of a cell that holds several, separated by semicolons."""
    if not text:
        return ()
    return tuple(part.strip() for part in text.split(";") if part.strip())


def names_of(row):
    """Return the Chinese names of a row that mean its place alone."""
    return (row.name_zh_hans, row.name_zh_hant, *listed(row.aliases))


def shape_id(feature):
    """Return the id of a GeoJSON feature, or "?"."""
    return str(feature.get("id", "?"))


def not_a_geometry(path, id):
    """Return the problem of a shape that no geometry can be made of."""
    return ShapeBroken(
        file=path, id=id, why_en="it is not a GeoJSON geometry with coordinates", why_zh="不是带坐标的 GeoJSON 几何图形"
    )


def check_columns(path, columns):
    """Raise `ColumnMissing`, which names every column that the table lacks."""
    missing = [name for name in COLUMNS if name not in columns]
    if missing:
        raise ColumnMissing(file=path, columns=", ".join(missing))


def table_problems(path, rows):
    """Return the problems of the table alone."""
    numbered = list(enumerate(rows, 2))
    odd = [(number, row) for number, row in numbered if not _is_plain(row)]
    problems = [problem for number, row in odd for problem in _row_problems(path, number, row)]
    return problems + _twice(path, numbered) + _lost(path, numbered)


def _lost(path, numbered):
    """Return a problem for each row that lies in a subdistrict without a row."""
    known = {row.id for _, row in numbered if row.kind == "subdistrict"}
    return [
        SubdistrictUnknown(file=path, row=number, id=row.id, subdistrict=row.subdistrict)
        for number, row in numbered
        if row.subdistrict and row.subdistrict not in known
    ]


def _is_plain(row):
    """Return whether a row is one of the many in which nothing can be wrong: no position, no alias, all else there."""
    return (
        all(_REQUIRED_OF(row))
        and not (row.certainty or row.accuracy_m or row.beyond or row.aliases)
        and row.kind in SHAPES_OF_KIND
        and min(len(row.name_zh_hans), len(row.name_zh_hant)) > 1
        and bool(ID.fullmatch(row.id))
    )


def _row_problems(path, number, row):
    where = {"file": path, "row": number, "id": row.id or "?"}
    for column in REQUIRED:
        if not getattr(row, column):
            yield ValueMissing(column=column, **where)
    if row.id and not ID.fullmatch(row.id):
        yield ValueRefused(column="id", value=row.id, allowed="a–z, 0–9, -", **where)
    for column, allowed in (("kind", SHAPES_OF_KIND), ("certainty", SHAPES_OF_CERTAINTY), ("beyond", ("yes",))):
        if getattr(row, column) and getattr(row, column) not in allowed:
            yield ValueRefused(column=column, value=getattr(row, column), allowed=", ".join(allowed), **where)
    if bool(row.certainty) != bool(row.accuracy_m):
        yield ValueMissing(column="certainty" if row.accuracy_m else "accuracy_m", **where)
    for name in names_of(row):
        if len(name) == 1:
            yield NameTooShort(name=name, **where)
    if row.accuracy_m and not _is_length(row.accuracy_m):
        yield ValueRefused(column="accuracy_m", value=row.accuracy_m, allowed="1 … 50000", **where)


def _is_length(text):
    return text.isascii() and text.isdigit() and 1 <= int(text) <= 50000


def _twice(path, numbered):
    first, problems = {}, []
    for number, row in numbered:
        if row.id in first:
            problems.append(IdTwice(file=path, row=number, id=row.id, first=first[row.id]))
        first.setdefault(row.id, number)
    return problems


def shape_problems(folder, rows, features, shapes):
    """Return the problems of the shapes, and of rows and shapes that do not belong together."""
    table, path = folder / "gazetteer.csv", folder / "gazetteer.geojson"
    numbered = {row.id: (number, row) for number, row in enumerate(rows, 2)}
    problems = [_orphan(path, id, "has no row", "没有对应的行") for id in shapes if id not in numbered]
    ids = [shape_id(feature) for feature in features]
    problems += [_orphan(path, id, "stands twice", "出现了两次") for id in sorted(set(ids)) if ids.count(id) > 1]
    problems += [problem for id, geometry in shapes.items() for problem in _geometry_problems(path, id, geometry)]
    for id, (number, row) in numbered.items():
        if id in shapes or row.certainty:
            problems += _fit_problems({"file": table, "row": number, "id": id}, row, shapes.get(id))
    outlines = [id for id, (_, row) in numbered.items() if row.kind == "district" and id in shapes]
    if len(outlines) != 1:
        problems.append(DistrictMissing(file=table, count=len(outlines)))
    return problems


def _orphan(path, id, why_en, why_zh):
    return ShapeWithoutRow(file=path, id=id, why_en=why_en, why_zh=why_zh)


def _geometry_problems(path, id, geometry):
    reason = "empty" if geometry.is_empty else is_valid_reason(geometry)
    if reason != "Valid Geometry":
        yield ShapeBroken(file=path, id=id, why_en=f"it is not valid ({reason})", why_zh=f"图形无效（{reason}）")
    degrees = get_coordinates(geometry)
    if (abs(degrees) > (180, 90)).any():
        yield ShapeBroken(file=path, id=id, why_en="its coordinates are not degrees", why_zh="坐标不是经纬度")


def _fit_problems(where, row, geometry):
    kind, certainty = row.kind, row.certainty
    if geometry is None:
        if certainty:
            yield ShapeMissing(**where)
        return
    if not certainty:
        yield ValueMissing(column="certainty", **where)
    elif kind in SHAPES_OF_KIND and certainty in SHAPES_OF_CERTAINTY:
        allowed = _allowed_shapes(kind, certainty)
        if geometry.geom_type not in allowed:
            shape = geometry.geom_type
            yield ShapeUnfit(kind=kind, shape=shape, certainty=certainty, allowed=" / ".join(allowed), **where)


def _allowed_shapes(kind, certainty):
    own = SHAPES_OF_KIND[kind]
    if certainty == "approximate" and kind not in NEVER_A_POINT:
        own = ("Point", *own)
    return tuple(dict.fromkeys(shape for shape in own if shape in SHAPES_OF_CERTAINTY[certainty]))
