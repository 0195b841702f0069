"""The answer as a GeoPackage in the planner's own coordinates: the units, and the tables beside them."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow
import pyogrio
import shapely

from mapapp.blocks.blocks import POINTS
from mapapp.blocks.exports.about import about
from mapapp.blocks.exports.placing import WGS84, placed
from mapapp.blocks.exports.results import results
from mapapp.blocks.exports.tables import tables
from mapapp.earth import crs

MEDIA_TYPE = "application/geopackage+sqlite3"
VERSION = "1.2"
"""Of GeoPackage: what the programs of offices read without a doubt (GDAL 2.2 and later)."""
RESERVED = {"fid", "geom"}
"""The columns that a GeoPackage has of its own."""


def write(answer, units, chosen, reference):
    """Return the bytes of the GeoPackage of the chosen units; the same answer gives the same bytes.

    `reference`: the `Reference` that is wanted; `None` for the planner's own. GCJ-02 and BD-09, which no GeoPackage can
    state, become WGS-84, and the table `about` says so. Raises `TakeawayTooLarge`.
    """
    made = datetime.fromisoformat(answer["made"]).astimezone(UTC)
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": made.strftime("%Y-%m-%dT%H:%M:%S.000Z")})
    wanted = reference or crs.reference(answer["file"]["crs"])
    stated = wanted if wanted.crs else crs.reference(WGS84)
    with TemporaryDirectory(prefix="mapapp-") as folder:
        path = Path(folder) / "result.gpkg"
        kind = "Point" if answer["kind"] == POINTS else "MultiPolygon"
        layer = _units(answer, placed(units, chosen, stated), chosen)
        pyogrio.write_arrow(
            layer,
            path,
            layer="units",
            driver="GPKG",
            geometry_name="geom",
            geometry_type=kind,
            crs=stated.code,
            dataset_options={"VERSION": VERSION},
        )
        for name, columns in _tables(answer, chosen, stated):
            pyogrio.write_arrow(pyarrow.table(columns), path, layer=name, driver="GPKG")
        return path.read_bytes()


def _units(answer, shapes, chosen):
    """Return the units as an Arrow table: results, the planner's columns, and the shapes as WKB."""
    rows = [answer["units"][unit] for unit in chosen]
    found = [results(answer, unit) for unit in rows]
    columns = {name: _array([one[name] for one in found]) for name in results(answer, answer["units"][0])}
    names = answer["file"]["columns"]
    own = [pyarrow.array([unit["attributes"].get(name) for unit in rows], pyarrow.string()) for name in names]
    columns |= zip(safe(names, RESERVED | columns.keys()), own, strict=True)
    wkb = shapely.to_wkb(np.array([_multiple(shape) for shape in shapes], dtype=object)).tolist()
    return pyarrow.table(columns | {"geom": pyarrow.array(wkb, pyarrow.binary())})


def _multiple(shape):
    return shapely.MultiPolygon([shape]) if isinstance(shape, shapely.Polygon) else shape


def _tables(answer, chosen, stated):
    """Yield (name, columns) of every table beside the units."""
    for table in tables(answer, chosen)[1:]:
        columns = zip(*table.rows, strict=True) if table.rows else [()] * len(table.headings)
        yield table.name, {name: _array(values) for name, values in zip(table.headings, columns, strict=True)}
    what, value = zip(
        ("此文件的坐标系 Coordinate system here", f"{stated.code} ({stated.name})"), *about(answer, chosen), strict=True
    )
    yield "about", {"about": _array(what), "value": _array(value)}


def _array(values):
    """Return values as an Arrow array of one type: text where there is any, or nothing at all."""
    types = {type(value) for value in values} - {type(None)}
    of = {frozenset({int}): pyarrow.int64(), frozenset({bool}): pyarrow.bool_()}
    number = pyarrow.float64() if types and types <= {int, float} else pyarrow.string()
    return pyarrow.array(values, of.get(frozenset(types), number))


def safe(names, taken):
    """Return column names that a GeoPackage takes: none empty, and none twice, whatever their capitals.

    >>> safe(["FID", "名", "a", "A", ""], {"fid"})
    ['FID_2', '名', 'a', 'A_2', 'column']
    """
    used, safe_names = {name.casefold() for name in taken}, []
    for name in names:
        first = unused = name or "column"
        number = 1
        while unused.casefold() in used:
            number += 1
            unused = f"{first}_{number}"
        used.add(unused.casefold())
        safe_names.append(unused)
    return safe_names
