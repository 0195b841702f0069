"""GeoPackage: read by SQLite alone, as plain tables of a file that cannot change and may run nothing."""

import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import quote

from mapapp.blocks.blocks import Found
from mapapp.blocks.formats import curves, wkb
from mapapp.blocks.formats.stated import crs_of_code, crs_of_wkt
from mapapp.errors import (
    ContentMismatch,
    GeoPackageCorrupt,
    GeoPackageView,
    LayerEmpty,
    LayerUnknown,
    NoGeometry,
    TooManyColumns,
    TooManyFeatures,
    TooMuchTime,
    UnknownCRS,
)

CATALOGUE = ("gpkg_contents", "gpkg_geometry_columns", "gpkg_spatial_ref_sys")
PRECAUTIONS = ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON", "ignore_check_constraints = ON")
STEPS = 10_000
"""Instructions of SQLite between two looks at the clock."""
INTERRUPTED = "interrupted"
UNDEFINED = (-1, 0)
ENVELOPE_BYTES = (0, 32, 48, 48, 64)
HEADER_BYTES = 8
AREAS = ("POLYGON", "SURFACE")
EMPTY, EXTENDED = 0x10, 0x20
GDAL_ROW_NUMBER = "fid"
"""The key that GDAL gives every table, which no GIS counts among its columns."""


@dataclass(frozen=True)
class Layer:
    """A layer by its table, the column of its geometry, the name of its geometry type and the id of its CRS."""

    table: str
    column: str
    kind: str
    srs: int


def read(path, name, wishes, limits):
    """Return what a layer of the GeoPackage at `path` holds, as `Found`; `name` is for sentences.

    The layer is the one wished, or the first with polygons. Raises ContentMismatch, GeoPackageCorrupt,
    GeoPackageView, LayerUnknown, LayerEmpty, NoGeometry, UnknownCRS, GeometryCorrupt, TooManyFeatures,
    TooManyVertices, TooManyColumns and TooMuchTime.
    """
    try:
        with closing(_opened(path, limits)) as database:
            return _found(database, name, wishes, limits)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        if str(error) == INTERRUPTED:
            raise TooMuchTime(file=name, seconds=limits.seconds) from None
        raise GeoPackageCorrupt(file=name) from None


def _opened(path, limits):
    database = sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)
    end = time.monotonic() + limits.seconds
    database.set_progress_handler(lambda: time.monotonic() > end, STEPS)
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, limits.unpacked_mb * 1_000_000)
    for precaution in PRECAUTIONS:
        database.execute(f"PRAGMA {precaution}")
    return database


def _found(database, name, wishes, limits):
    layers = _layers(database, name)
    layer = _wished(layers, wishes.layer, name) if wishes.layer else _likely(database, layers, name)
    columns = _checked_columns(database, layer, name, limits)
    rows = _rows(database, layer, columns, name, limits)
    blobs, *values = zip(*rows, strict=True)
    straight, arcs = curves.straightened(
        [_wkb(blob, name, row) for row, blob in enumerate(blobs, start=1)], name, limits
    )
    return Found(
        "GeoPackage",
        {column: [_text(value) for value in cells] for column, cells in zip(columns, values, strict=True)},
        wkb.shapes(straight, name, limits),
        crs=_crs(database, layer, name),
        layer=layer.table,
        layers=tuple(one.table for one in layers),
        encoding="UTF-8",
        findings=(arcs,) if arcs else (),
    )


def _layers(database, name):
    """Return the `Layer` of every feature table. Raises ContentMismatch where the database is no GeoPackage."""
    for table in CATALOGUE:
        if not _is_table(database, table, name):
            raise ContentMismatch(file=name, format="GeoPackage")
    query = (
        "SELECT c.table_name, g.column_name, g.geometry_type_name, g.srs_id FROM gpkg_contents AS c"
        " JOIN gpkg_geometry_columns AS g ON lower(c.table_name) = lower(g.table_name)"
        " WHERE c.data_type = 'features' ORDER BY c.rowid LIMIT 1000"
    )
    layers = [
        Layer(str(table), str(column), str(kind).upper(), srs) for table, column, kind, srs in database.execute(query)
    ]
    if not layers:
        _refuse_views(database, name)
        raise NoGeometry(file=name)
    return layers


def _refuse_views(database, name):
    for (table,) in database.execute("SELECT table_name FROM gpkg_contents LIMIT 1000").fetchall():
        _is_table(database, str(table), name)


def _is_table(database, table, name):
    """Tell whether there is such a table. Raises GeoPackageView if it is a view or a virtual table."""
    query = "SELECT type, rootpage FROM sqlite_master WHERE lower(name) = lower(?) AND type IN ('table', 'view')"
    found = database.execute(query, (table,)).fetchone()
    if found and (found[0] != "table" or not found[1]):
        raise GeoPackageView(file=name, layer=table)
    return found is not None


def _wished(layers, wished, name):
    for layer in layers:
        if layer.table == wished:
            return layer
    raise LayerUnknown(file=name, layer=wished, candidates=[layer.table for layer in layers])


def _likely(database, layers, name):
    """Return the first layer with rows whose geometries are polygons, or may be, or else are anything."""
    likely = sorted(layers, key=lambda layer: (not layer.kind.endswith(AREAS), not layer.kind.startswith("GEOMETRY")))
    return next((layer for layer in likely if _has_rows(database, layer, name)), likely[0])


def _has_rows(database, layer, name):
    query = f"SELECT 1 FROM {_quoted(layer.table)} LIMIT 1"
    return _is_table(database, layer.table, name) and database.execute(query).fetchone() is not None


def _checked_columns(database, layer, name, limits):
    """Return the names of the layer's columns but the geometry, once its table is known to be sound and ordinary."""
    if not _is_table(database, layer.table, name):
        raise GeoPackageCorrupt(file=name)
    columns = database.execute(f"PRAGMA table_xinfo({_quoted(layer.table)})").fetchall()
    if any(hidden for *_, hidden in columns):
        raise GeoPackageView(file=name, layer=layer.table)
    if database.execute(f"PRAGMA quick_check({_quoted(layer.table)})").fetchone() != ("ok",):
        raise GeoPackageCorrupt(file=name)
    names = [column for _, column, *_, key, _ in columns if not (key and column.lower() == GDAL_ROW_NUMBER)]
    if layer.column.lower() not in map(str.lower, names):
        raise GeoPackageCorrupt(file=name)
    if len(names) - 1 > limits.columns:
        raise TooManyColumns(file=name, limit=limits.columns)
    return [column for column in names if column.lower() != layer.column.lower()]


def _rows(database, layer, columns, name, limits):
    selected = ", ".join(map(_quoted, [layer.column, *columns]))
    rows = database.execute(f"SELECT {selected} FROM {_quoted(layer.table)}").fetchmany(limits.features + 1)
    if not rows:
        raise LayerEmpty(file=name)
    if len(rows) > limits.features:
        raise TooManyFeatures(file=name, limit=limits.features)
    return rows


def _quoted(identifier):
    return '"' + identifier.replace('"', '""') + '"'


def _text(value):
    """Return a value of SQLite as text; numbers exactly, and nothing for binary data."""
    return None if value is None or isinstance(value, bytes) else str(value)


def _wkb(blob, name, row):
    """Return the WKB within a GeoPackage's binary geometry, `None` for an empty one."""
    if blob is None:
        return None
    if not isinstance(blob, bytes) or len(blob) < HEADER_BYTES or blob[:2] != b"GP":
        raise wkb.corrupt(name, row)
    flags = blob[3]
    envelope = flags >> 1 & 7
    if flags & EXTENDED or envelope >= len(ENVELOPE_BYTES):
        raise wkb.corrupt(name, row)
    return None if flags & EMPTY else blob[HEADER_BYTES + ENVELOPE_BYTES[envelope] :]


def _crs(database, layer, name):
    """Return the CRS of a layer by its organization's code, or else by its definition; `None` if it is undefined."""
    if layer.srs in UNDEFINED:
        return None
    query = "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?"
    organization, code, definition = database.execute(query, (layer.srs,)).fetchone() or ("EPSG", layer.srs, "")
    try:
        return crs_of_code(str(organization).upper(), str(code), name)
    except UnknownCRS:
        if not definition or definition == "undefined":
            raise
        return crs_of_wkt(definition, name)
