"""Layers and commitments as files: GeoJSON, CSV, KML, GeoPackage and GeoParquet, each saying where it is from."""

from datetime import datetime
from importlib import import_module

import shapely

from mapapp.publish.coordinates import WGS84, check_format, stated
from mapapp.writing.placing import placed

MODULES = {"geojson": "geojson", "csv": "spreadsheet", "kml": "kml", "gpkg": "geopackage", "parquet": "geoparquet"}
"""The module that writes each; loaded when it is first wanted, for GDAL and Arrow are heavy."""
GIVEN = ("article", "theme", "scope", "subdistrict", "place")
"""What an address may narrow a file by."""


def media_type(ending):
    """Return the media type of a file with this ending, one of `MODULES`."""
    return _writer(ending).MEDIA_TYPE


def write(ending, holding, reference=None):
    """Return the bytes of a `Holding` in the coordinates of a `Reference` (`None`: WGS-84); the same make the same.

    Raises `CRSNotInFormat` where a file of this kind cannot say which coordinates it holds.
    """
    check_format(ending, reference)
    shapes = placed(holding.shapes, reference) if holding.features else []
    return WRITE[ending](holding, shapes, reference, {"name": holding.name} | holding.origin | stated(reference))


def _writer(ending):
    return import_module(f"mapapp.writing.{MODULES[ending]}")


def _geojson(holding, shapes, reference, about):
    geojson = _writer("geojson")
    datum = {"datum": reference.code} if reference and reference.crs is None else {}
    head = {"name": holding.name} | geojson.named(reference) | datum | {"mapapp": about}
    rows = zip(holding.features, shapes, strict=True)
    return geojson.write(head, [geojson.feature(one["id"], shape, one["properties"]) for one, shape in rows])


def _csv(holding, shapes, reference, about):
    """Return a CSV: the columns of the rows, then the coordinates, the shape as WKT, and what each row is from."""
    ending = (about["crs"], about["receipt_sha256"])
    rows = [
        (*row.values(), *_at(shape), shape and shapely.to_wkt(shape, -1), *ending)
        for row, shape in zip(holding.rows, shapes, strict=True)
    ]
    return _writer("csv").write((*holding.columns, "x", "y", "wkt", "crs", "receipt_sha256"), rows)


def _at(shape):
    return (shape.x, shape.y) if shape is not None and shape.geom_type == "Point" else (None, None)


def _kml(holding, shapes, reference, about):
    marks = [
        (row["name_zh_hans"] or row["commitment"], row.get("quotes", row.get("quote")), row, shape)
        for row, shape in zip(holding.rows, shapes, strict=True)
    ]
    return _writer("kml").write(holding.name, "\n".join(f"{what}: {text}" for what, text in _told(about)), marks)


def _gpkg(holding, shapes, reference, about):
    told = list(_told(about))
    beside = {"about": _array([what for what, _ in told]), "value": _array([text for _, text in told])}
    return _writer("gpkg").write(
        holding.name,
        _columns(holding),
        shapes,
        [("about", beside)],
        kind=_kind(shapes),
        code=reference.code if reference else WGS84,
        made=datetime.fromisoformat(holding.made),
    )


def _kind(shapes):
    """Return the one geometry type of all shapes, as some programs want it; `Unknown` where there are several."""
    types = {shape.geom_type for shape in shapes if shape is not None}
    return types.pop() if len(types) == 1 else "Unknown"


def _parquet(holding, shapes, reference, about):
    return _writer("parquet").write(_columns(holding), shapes, reference, about)


def _columns(holding):
    rows = holding.rows
    return {name: _array([row[name] for row in rows]) for name in holding.columns}


def _array(values):
    return import_module("mapapp.writing.columns").array(values)


def _told(about):
    """Yield (what, text) of what a file says of itself; lists and filters on one line."""
    for what, value in about.items():
        if isinstance(value, dict):
            value = "; ".join(f"{name}={','.join(chosen)}" for name, chosen in value.items())
        yield what, ", ".join(value) if isinstance(value, list) else str(value)


WRITE = {"geojson": _geojson, "csv": _csv, "kml": _kml, "gpkg": _gpkg, "parquet": _parquet}
