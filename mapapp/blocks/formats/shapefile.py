"""A Shapefile in a zip: every record is checked against its own lengths before anything is made of it."""

from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np
import pyproj
from pyproj.exceptions import CRSError

from mapapp.blocks.blocks import Found
from mapapp.blocks.findings import noted
from mapapp.blocks.formats import archive, dbf, shp
from mapapp.errors import LayerEmpty, LayerUnknown, NothingInArchive, ShapefileCorrupt, UnknownCRS

SUFFIXES = (".shp", ".shx", ".dbf", ".prj", ".cpg")
LONGEST_PRJ = 1 << 14


@dataclass(frozen=True)
class _Layer:
    """The files of one layer: their bytes by suffix."""

    name: str
    parts: dict


def read(path, name, wishes, limits):
    """Return the `Found` of the layer that is wished for, or else of the first that holds polygons.

    Raises `LayerUnknown`, `LayerEmpty`, `ShapefileCorrupt`, `UnknownCRS`, the refusals of `archive.unpack` and
    `encoding.decode`, and those of limits.
    """
    contents = archive.unpack(path, name, limits, SUFFIXES)
    layers, unread = _layers(contents, name), archive.passed_over(path, contents)
    layer = _chosen(layers, wishes.layer, name)
    geometry = shp.shapes(layer.parts[".shp"], layer.parts.get(".shx"), name, limits)
    if not len(geometry):
        raise LayerEmpty(file=name)
    table = _table(layer, len(geometry), name, wishes, limits)
    return Found(
        format="Shapefile",
        columns=table.columns,
        geometry=geometry[table.kept],
        crs=_crs(layer.parts.get(".prj", b""), name),
        layer=layer.name,
        layers=tuple(one.name for one in layers),
        encoding=table.encoding,
        findings=(*table.findings, *([unread] if unread else [])),
    )


def _layers(contents, name):
    """Return the layers in the order of the archive, each named by its file, or by its path where two are alike."""
    parts = {}
    for member, content in contents.items():
        stem, dot, suffix = member.rpartition(".")
        parts.setdefault(stem.casefold(), {})[dot + suffix.lower()] = (stem, content)
    stems = [(files[".shp"][0], files) for files in parts.values() if ".shp" in files]
    if not stems:
        raise NothingInArchive(file=name)
    short = [PurePosixPath(stem).name for stem, _ in stems]
    return [
        _Layer(own if short.count(own) == 1 else stem, {suffix: content for suffix, (_, content) in files.items()})
        for own, (stem, files) in zip(short, stems, strict=True)
    ]


def _chosen(layers, wished, name):
    if wished:
        for layer in layers:
            if layer.name == wished:
                return layer
        raise LayerUnknown(file=name, layer=wished, candidates=[layer.name for layer in layers])
    full = [layer for layer in layers if shp.holds_records(layer.parts[".shp"])] or layers
    return next((layer for layer in full if shp.holds_polygons(layer.parts[".shp"])), full[0])


def _table(layer, count, name, wishes, limits):
    """Return the table of the layer, which has a row for each of `count` shapes, or one without columns."""
    if ".dbf" not in layer.parts:
        return dbf.Table({}, np.ones(count, bool), None, (noted("no_attributes"),))
    stated = layer.parts.get(".cpg", b"")[:64].decode("ascii", "ignore")
    table = dbf.table(layer.parts[".dbf"], name, limits, [stated], wishes.encoding)
    if len(table.kept) != count:
        raise ShapefileCorrupt(file=name, part=f".shp {count}, .dbf {len(table.kept)}")
    return table


def _crs(prj, name):
    """Return the CRS that a .prj file states, or `None` if it states none."""
    wkt = prj[:LONGEST_PRJ].decode("utf-8-sig", "replace").strip("\0 \t\r\n")
    if not wkt:
        return None
    try:
        return pyproj.CRS.from_wkt(wkt)
    except CRSError as problem:
        raise UnknownCRS(file=name, crs=wkt[:60]) from problem
