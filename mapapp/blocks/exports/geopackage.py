"""The answer as a GeoPackage in the planner's own coordinates: the units, and the tables beside them."""

from datetime import UTC, datetime

import numpy as np
import pyarrow

from mapapp.blocks.blocks import POINTS
from mapapp.blocks.exports.about import about
from mapapp.blocks.exports.chosen import multiple, shapes_of
from mapapp.blocks.exports.results import results
from mapapp.blocks.exports.tables import tables
from mapapp.earth import crs
from mapapp.writing import geopackage
from mapapp.writing.columns import array, safe
from mapapp.writing.placing import WGS84, placed

MEDIA_TYPE = geopackage.MEDIA_TYPE


def write(answer, units, chosen, reference):
    """Return the bytes of the GeoPackage of the chosen units; the same answer gives the same bytes.

    `reference`: the `Reference` that is wanted; `None` for the planner's own. GCJ-02 and BD-09, which no GeoPackage can
    state, become WGS-84, and the table `about` says so. Raises `TakeawayTooLarge`.
    """
    wanted = reference or crs.reference(answer["file"]["crs"])
    stated = wanted if wanted.crs else crs.reference(WGS84)
    shapes = [multiple(shape) for shape in placed(shapes_of(units, chosen), stated)]
    return geopackage.write(
        "units",
        _units(answer, chosen),
        np.array(shapes, dtype=object),
        _tables(answer, chosen, stated),
        kind="Point" if answer["kind"] == POINTS else "MultiPolygon",
        code=stated.code,
        made=datetime.fromisoformat(answer["made"]).astimezone(UTC),
    )


def _units(answer, chosen):
    """Return the columns of the units as Arrow arrays by name: results, and the planner's own."""
    rows = [answer["units"][unit] for unit in chosen]
    found = [results(answer, unit) for unit in rows]
    columns = {name: array([one[name] for one in found]) for name in results(answer, answer["units"][0])}
    names = answer["file"]["columns"]
    own = [pyarrow.array([unit["attributes"].get(name) for unit in rows], pyarrow.string()) for name in names]
    return columns | dict(zip(safe(names, geopackage.RESERVED | columns.keys()), own, strict=True))


def _tables(answer, chosen, stated):
    """Yield (name, columns) of every table beside the units."""
    for table in tables(answer, chosen)[1:]:
        columns = zip(*table.rows, strict=True) if table.rows else [()] * len(table.headings)
        yield table.name, {name: array(values) for name, values in zip(table.headings, columns, strict=True)}
    what, value = zip(
        ("此文件的坐标系 Coordinate system here", f"{stated.code} ({stated.name})"), *about(answer, chosen), strict=True
    )
    yield "about", {"about": array(what), "value": array(value)}
