"""GeoParquet: rows and columns are counted from the metadata before anything is read."""

import json

import pyarrow as pa
import pyarrow.parquet as pq

from mapapp.blocks.blocks import Found
from mapapp.blocks.formats import geoarrow, wkb, wkt
from mapapp.blocks.formats.arrow import TEXT, is_binary, text_columns
from mapapp.blocks.formats.stated import crs_of_code, crs_of_projjson, crs_of_wkt
from mapapp.errors import (
    GeometryEncodingUnknown,
    LayerEmpty,
    NoGeometry,
    ParquetCorrupt,
    TooManyColumns,
    TooManyFeatures,
    TooMuchMemory,
)

MAGIC = b"PAR1"
BATCH_ROWS = 256
LONGEST_NAME = 40
LONGEST_THRIFT = 16_000_000
"""Bytes of one string, and items of one list, in the metadata."""
BROKEN = (pa.ArrowException, OSError, ValueError, KeyError, RecursionError)
"""What pyarrow raises for a file that is broken."""


def read(path, name, wishes, limits):
    """Return what the GeoParquet file at `path` holds, as `Found`; `name` is for sentences, nothing is wished.

    Raises ParquetCorrupt, GeometryEncodingUnknown, NoGeometry, LayerEmpty, UnknownCRS, GeometryCorrupt,
    TooManyFeatures, TooManyVertices, TooManyColumns and TooMuchMemory.
    """
    _check_ends(path, name)
    try:
        with _opened(path) as file:
            _keep_to(limits, file, name)
            geo = _geo(file, name)
            table = _table(file, name, limits)
        table.validate(full=True)
        columns = text_columns(
            table.drop_columns([column for column in geo["columns"] if column in table.column_names])
        )
    except MemoryError:
        raise TooMuchMemory(file=name) from None
    except BROKEN:
        raise ParquetCorrupt(file=name) from None
    primary = geo["columns"][geo["primary_column"]]
    return Found(
        "GeoParquet",
        columns,
        _geometry(table.column(geo["primary_column"]), primary, name, limits),
        crs=_crs(primary, name),
        by_format="crs" not in primary,
        encoding="UTF-8",
    )


def _check_ends(path, name):
    with path.open("rb") as file:
        first = file.read(len(MAGIC))
        file.seek(-min(len(MAGIC), path.stat().st_size), 2)
        if first != MAGIC or file.read() != MAGIC:
            raise ParquetCorrupt(file=name)


def _opened(path):
    return pq.ParquetFile(
        path,
        pre_buffer=False,
        page_checksum_verification=True,
        arrow_extensions_enabled=False,
        thrift_string_size_limit=LONGEST_THRIFT,
        thrift_container_size_limit=LONGEST_THRIFT,
    )


def _keep_to(limits, file, name):
    facts = file.metadata
    if facts.num_rows > limits.features:
        raise TooManyFeatures(file=name, limit=limits.features)
    if facts.num_columns > limits.columns:
        raise TooManyColumns(file=name, limit=limits.columns)
    unpacked = sum(facts.row_group(group).total_byte_size for group in range(facts.num_row_groups))
    if unpacked > limits.unpacked_mb * 1_000_000:
        raise TooMuchMemory(file=name)
    if facts.num_rows <= 0:
        raise LayerEmpty(file=name)


def _table(file, name, limits):
    """Return all rows; a few bytes that stand for many are noticed on the way."""
    batches, room = [], limits.unpacked_mb * 1_000_000
    for batch in file.iter_batches(BATCH_ROWS, use_threads=False):
        batches.append(batch)
        room -= batch.nbytes
        if room < 0:
            raise TooMuchMemory(file=name)
    return pa.Table.from_batches(batches, file.schema_arrow)


def _geo(file, name):
    """Return the metadata `geo`, with a primary column that is there. Raises NoGeometry and ParquetCorrupt."""
    stated = (file.schema_arrow.metadata or {}).get(b"geo")
    if stated is None:
        raise NoGeometry(file=name)
    geo = json.loads(stated)
    columns, primary = (geo.get("columns"), geo.get("primary_column")) if isinstance(geo, dict) else (None, None)
    known = isinstance(columns, dict) and isinstance(primary, str) and isinstance(columns.get(primary), dict)
    if not known or file.schema_arrow.names.count(primary) != 1:
        raise ParquetCorrupt(file=name)
    return geo


def _geometry(column, facts, name, limits):
    encoding = str(facts.get("encoding", "WKB")).lower()
    if is_binary(column.type) and encoding == "wkb":
        return wkb.shapes(column.to_pylist(), name, limits)
    if any(test(column.type) for test in TEXT) and encoding == "wkt":
        return _of_wkt(column, name, limits)
    if encoding not in {*geoarrow.KINDS, "wkb", "wkt"}:
        raise GeometryEncodingUnknown(file=name, encoding=encoding[:LONGEST_NAME])
    return geoarrow.shapes(column, encoding, name, limits)


def _of_wkt(column, name, limits):
    """Return an array of shapes of texts, of which each must be one."""
    texts = [text or "" for text in column.to_pylist()]
    geometry = wkt.shapes(texts, name, limits)
    for row, (text, shape) in enumerate(zip(texts, geometry, strict=True), 1):
        if text.strip() and shape is None:
            raise wkb.corrupt(name, row)
    return geometry


def _crs(facts, name):
    """Return the CRS of a geometry column: OGC:CRS84 where none is stated, `None` where it is said to be unknown."""
    if "crs" not in facts:
        return crs_of_code("OGC", "CRS84", name)
    if facts["crs"] is None:
        return None
    make = crs_of_wkt if isinstance(facts["crs"], str) else crs_of_projjson
    return make(facts["crs"], name)
