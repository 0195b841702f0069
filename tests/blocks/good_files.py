"""Thirty good files of block units, in every format, five encodings and eight coordinate systems, with their truth."""

import io
import json
import tempfile
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import geopandas
import numpy as np
import pyogrio
import shapely
from pyproj import Transformer

from mapapp.blocks.blocks import Wishes
from mapapp.earth.datums import DATUMS, WGS84, convert

NAMES = ("西长安街街区", "金融街街区", "月坛街区", "什刹海街区", "大栅栏街区", "广安门外街区")
TRADITIONAL = ("西長安街街區", "金融街街區", "月壇街區", "什剎海街區", "大柵欄街區", "廣安門外街區")
HEADS = {NAMES: ("编号", "名称"), TRADITIONAL: ("編號", "名稱")}
"""The heads of the columns of ids and names."""
IDS = tuple(f"{number:03}" for number in range(1, len(NAMES) + 1))
WEST, SOUTH, STEP = 116.352, 39.884, 0.006
"""The corner of the first unit and the side of each, in degrees, WGS-84."""


@dataclass(frozen=True)
class GoodFile:
    """A file under its name, what the planner says of it, and the truth: names, ids and polygons in WGS-84.

    `tolerance_m`: how far a vertex that is read may lie from the truth.
    """

    name: str
    data: bytes
    format: str
    names: tuple = NAMES
    wishes: Wishes = field(default_factory=Wishes)
    tolerance_m: float = 0.01
    ids: tuple = IDS

    @property
    def truth(self):
        """The polygons in WGS-84, in the order of the names."""
        return units()


def units():
    """Return six polygons in WGS-84, in two rows; every third has a hole."""
    corners = [(WEST + index % 3 * STEP, SOUTH + index // 3 * STEP) for index in range(len(NAMES))]
    return np.array([_unit(west, south, hole=index % 3 == 2) for index, (west, south) in enumerate(corners)])


def _unit(west, south, *, hole):
    box = shapely.box(west, south, west + STEP, south + STEP)
    return box - shapely.box(west + 0.002, south + 0.002, west + 0.003, south + 0.003) if hole else box


def units_in(crs):
    """Return the six polygons in `EPSG:n`, GCJ-02 or BD-09, x first."""
    if crs in DATUMS:
        return shapely.transform(units(), lambda xy: convert(xy, WGS84, crs))
    there = Transformer.from_crs("EPSG:4326", crs, always_xy=True)
    return shapely.transform(units(), lambda xy: np.column_stack(there.transform(*xy.T)))


def frame(crs="EPSG:4326", names=NAMES):
    """Return the units as a GeoDataFrame with ids and names; in GCJ-02 and BD-09 it says WGS-84, as such files do."""
    stated = "EPSG:4326" if crs in DATUMS else crs
    return geopandas.GeoDataFrame(
        dict(zip(HEADS[names], (IDS, names), strict=True)), geometry=units_in(crs), crs=stated
    )


def geojson(crs="EPSG:4326", encoding="utf-8", *, member=None):
    """Return the units as a FeatureCollection; `member`: its member `crs`."""
    rows = zip(IDS, NAMES, units_in(crs), strict=True)
    features = [
        {"type": "Feature", "properties": {"编号": id_, "名称": name}, "geometry": json.loads(shapely.to_geojson(unit))}
        for id_, name, unit in rows
    ]
    document = {"type": "FeatureCollection", **(member or {}), "features": features}
    return json.dumps(document, ensure_ascii=False).encode(encoding)


def named_crs(crs):
    """Return the member `crs` of GeoJSON 2008 for `EPSG:n`."""
    return {"crs": {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{crs.removeprefix('EPSG:')}"}}}


def shapefile(crs="EPSG:4326", encoding="UTF-8", names=NAMES, *, cpg=True):
    """Return the units as a zipped Shapefile."""
    with tempfile.TemporaryDirectory() as folder:
        pyogrio.write_dataframe(
            frame(crs, names), Path(folder, "units.shp"), driver="ESRI Shapefile", encoding=encoding
        )
        parts = {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}
    parts.pop("units.cpg", None)
    if cpg:
        parts["units.cpg"] = encoding.encode()
    return archive(parts)


def archive(parts):
    """Return a ZIP archive of bytes by name."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return packed.getvalue()


def written(driver, crs="EPSG:4326", **options):
    """Return the units as GDAL writes them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "units.gpkg" if driver == "GPKG" else "units.fgb")
        pyogrio.write_dataframe(frame(crs), path, driver=driver, layer="街区单元", **options)
        return path.read_bytes()


def geoparquet(crs="EPSG:4326", **options):
    """Return the units as GeoParquet."""
    packed = io.BytesIO()
    frame(crs).to_parquet(packed, **options)
    return packed.getvalue()


def kml(datum=WGS84):
    """Return the units as KML."""
    rows = zip(IDS, NAMES, units_in(datum), strict=True)
    return KML.format("".join(_placemark(id_, name, unit) for id_, name, unit in rows)).encode()


KML = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}</Document></kml>'
)
PLACEMARK = (
    '<Placemark><name>{}</name><ExtendedData><Data name="编号"><value>{}</value></Data></ExtendedData>'
    "<Polygon>{}</Polygon></Placemark>"
)


def _placemark(id_, name, unit):
    sides = [("outerBoundaryIs", unit.exterior), *(("innerBoundaryIs", hole) for hole in unit.interiors)]
    rings = (
        f"<{side}><LinearRing><coordinates>{_tuples(ring)}</coordinates></LinearRing></{side}>" for side, ring in sides
    )
    return PLACEMARK.format(name, id_, "".join(rings))


def _tuples(ring):
    return " ".join(f"{x!r},{y!r}" for x, y in shapely.get_coordinates(ring).tolist())


def csv(crs="EPSG:4326", encoding="utf-8", names=NAMES):
    """Return the units as CSV with WKT."""
    rows = zip(IDS, names, shapely.to_wkt(units_in(crs), rounding_precision=-1), strict=True)
    lines = [",".join([*HEADS[names], "WKT"]), *(f'{id_},{name},"{wkt}"' for id_, name, wkt in rows)]
    return "\r\n".join([*lines, ""]).encode(encoding)


def good_files():
    """Return the thirty files, each a `GoodFile`."""
    return [*_geojson_files(), *_shapefiles(), *_kml_files(), *_csv_files(), *_binary_files()]


def _geojson_files():
    return [
        GoodFile("utf8.geojson", geojson(), "GeoJSON"),
        GoodFile("bom.json", geojson(encoding="utf-8-sig"), "GeoJSON"),
        GoodFile("gb18030.geojson", geojson(encoding="gb18030"), "GeoJSON"),
        *(
            GoodFile(f"{crs[5:]}.geojson", geojson(crs, member=named_crs(crs)), "GeoJSON")
            for crs in ("EPSG:4548", "EPSG:4527", "EPSG:3857")
        ),
        *(_by_planner(f"{datum}.geojson", geojson(datum), "GeoJSON", datum) for datum in ("GCJ-02", "BD-09")),
    ]


def _by_planner(name, data, format_, crs, **facts):
    tolerance_m = 1.0 if crs in DATUMS else 0.01
    encoding = facts.pop("encoding", None)
    return GoodFile(name, data, format_, wishes=Wishes(crs=crs, encoding=encoding), tolerance_m=tolerance_m, **facts)


def _shapefiles():
    return [
        GoodFile("utf8.zip", shapefile(), "Shapefile"),
        GoodFile("gbk.zip", shapefile("EPSG:4548", "GBK"), "Shapefile"),
        GoodFile("no_cpg.zip", shapefile("EPSG:4527", "GBK", cpg=False), "Shapefile"),
        GoodFile("big5.zip", shapefile("EPSG:4490", "BIG5", TRADITIONAL), "Shapefile", names=TRADITIONAL),
        _by_planner("gcj02.zip", shapefile("GCJ-02", "GB18030"), "Shapefile", "GCJ-02"),
    ]


def _kml_files():
    return [
        GoodFile("units.kml", kml(), "KML"),
        _by_planner("gcj02.kml", kml("GCJ-02"), "KML", "GCJ-02"),
        GoodFile("units.kmz", archive({"doc.kml": kml()}), "KMZ"),
    ]


def _csv_files():
    big5 = csv(encoding="big5", names=TRADITIONAL)
    return [
        _by_planner("bom.csv", csv(encoding="utf-8-sig"), "CSV", "EPSG:4326"),
        _by_planner("gbk.csv", csv("EPSG:4548", "gbk"), "CSV", "EPSG:4548"),
        _by_planner("big5.csv", big5, "CSV", "EPSG:4326", encoding="Big5", names=TRADITIONAL),
        _by_planner("bd09.csv", csv("BD-09"), "CSV", "BD-09"),
    ]


def _binary_files():
    packages = [("EPSG:4326", "wgs84"), ("EPSG:4548", "4548"), ("EPSG:4527", "4527"), ("EPSG:4490", "4490")]
    buffers = [("EPSG:4326", "wgs84"), ("EPSG:4548", "4548"), ("EPSG:32650", "utm")]
    tables = [("EPSG:4326", "wgs84"), ("EPSG:4548", "4548"), ("EPSG:4490", "4490")]
    return [
        *(GoodFile(f"{name}.gpkg", written("GPKG", crs), "GeoPackage") for crs, name in packages),
        *(GoodFile(f"{name}.fgb", written("FlatGeobuf", crs), "FlatGeobuf") for crs, name in buffers),
        *(GoodFile(f"{name}.parquet", geoparquet(crs), "GeoParquet") for crs, name in tables),
    ]
