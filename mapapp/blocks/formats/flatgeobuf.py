"""FlatGeobuf: read by GDAL, whole or not at all."""

import re
import warnings

import pyarrow as pa
import pyogrio

from mapapp.blocks.blocks import Found
from mapapp.blocks.formats import curves, fgb_layout, wkb
from mapapp.blocks.formats.arrow import text_columns
from mapapp.blocks.formats.stated import crs_of_code, crs_of_wkt
from mapapp.errors import FlatGeobufCorrupt, LayerEmpty, TooManyColumns, TooManyFeatures

SOUND = {"OGR_FLATGEOBUF_STREAM_BASE_IMPL": "YES"}
"""Settings of GDAL: its own quick way to Arrow loses count where the last geometry is null."""
VERSION = b"fgb\x03fgb"
"""How a file of version 3 begins; the patch level follows."""
UNCOUNTED = -1
"""The count of a file whose header gives none."""
CODE = re.compile(r"([A-Za-z]+):(\w+)")
BROKEN = (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.FeatureError)
BROKEN += (pyogrio.errors.GeometryError, pyogrio.errors.FieldError, pyogrio.errors.CRSError)
BROKEN += (pa.ArrowException, OSError, IndexError, ValueError, RuntimeError)
"""What pyogrio and pyarrow raise for a file that is broken."""


def read(path, name, wishes, limits):
    """Return what the FlatGeobuf file at `path` holds, as `Found`; `name` is for sentences, nothing is wished.

    Raises FlatGeobufCorrupt, LayerEmpty, UnknownCRS, GeometryCorrupt, TooManyFeatures, TooManyVertices and
    TooManyColumns.
    """
    count = _counted(path, name)
    if count > limits.features:
        raise TooManyFeatures(file=name, limit=limits.features)
    try:
        facts, table = _table(path, name, limits)
        *_, geometry = range(table.num_columns)
        columns = text_columns(table.remove_column(geometry))
    except BROKEN:
        raise FlatGeobufCorrupt(file=name) from None
    if table.num_rows != count or facts["features"] not in (count, UNCOUNTED):
        raise FlatGeobufCorrupt(file=name)
    if not table.num_rows:
        raise LayerEmpty(file=name)
    straight, arcs = curves.straightened(table.column(geometry).to_pylist(), name, limits)
    return Found(
        "FlatGeobuf",
        columns,
        wkb.shapes(straight, name, limits),
        crs=_crs(facts["crs"], name),
        layer=facts["layer_name"],
        layers=(facts["layer_name"],),
        encoding="UTF-8",
        findings=(arcs,) if arcs else (),
    )


def _counted(path, name):
    """Return how many features there are. Refuse a file of another version, or whose lengths do not fit."""
    try:
        with path.open("rb") as file:
            if file.read(len(VERSION)) != VERSION:
                raise ValueError("another version")
        return fgb_layout.features(path)
    except ValueError:
        raise FlatGeobufCorrupt(file=name) from None


def _table(path, name, limits):
    """Return what GDAL says of the layer, and its features as a table of Arrow, the geometry last."""
    pyogrio.set_gdal_config_options(SOUND)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        facts = pyogrio.read_info(path)
        _keep_to(limits, facts, name)
        _, table = pyogrio.raw.read_arrow(path, max_features=limits.features + 1)
    table.validate(full=True)
    return facts, table


def _keep_to(limits, facts, name):
    if facts["features"] > limits.features:
        raise TooManyFeatures(file=name, limit=limits.features)
    if len(facts["fields"]) > limits.columns:
        raise TooManyColumns(file=name, limit=limits.columns)


def _crs(stated, name):
    """Return the CRS that GDAL found in the header, `EPSG:n` or WKT, or `None`."""
    if not stated:
        return None
    code = CODE.fullmatch(stated)
    return crs_of_code(code[1], code[2], name) if code else crs_of_wkt(stated, name)
