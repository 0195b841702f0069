"""A GeoPackage is read as plain tables, and whatever could run something is refused."""

import contextlib
import math
import sqlite3
import struct

import pyogrio
import pytest
import shapely

from mapapp.blocks.blocks import Limits, Wishes
from mapapp.blocks.formats import geopackage
from mapapp.errors import (
    ContentMismatch,
    GeometryCorrupt,
    GeoPackageCorrupt,
    GeoPackageView,
    LayerEmpty,
    LayerUnknown,
    NoGeometry,
    TooManyColumns,
    TooManyFeatures,
    TooManyVertices,
    TooMuchTime,
    UnknownCRS,
)
from tests.blocks import good_files

LAYER = "街区单元"
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS fid, NULL AS geom FROM n"
CUSTOM_WKT = (
    'PROJCS["local",GEOGCS["a",DATUM["b",SPHEROID["c",6378137,298.257222101]{}],PRIMEM["Greenwich",0],'
    'UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],'
    'PARAMETER["central_meridian",116.35],PARAMETER["scale_factor",1],PARAMETER["false_easting",500000],'
    'PARAMETER["false_northing",300000],UNIT["metre",1]]'
)


@pytest.fixture
def package(tmp_path):
    """The path of a GeoPackage with six units."""
    path = tmp_path / "upload"
    path.write_bytes(good_files.written("GPKG", "EPSG:4548"))
    return path


def change(path, *statements):
    """Run SQL on a GeoPackage as a stranger might."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as database:
        for name in ("ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
            database.create_function(name, 1, lambda blob: 0)
        for statement in statements:
            database.execute(*statement) if isinstance(statement, tuple) else database.execute(statement)
    database.close()


def read(path, wishes=None, limits=None):
    return geopackage.read(path, "units.gpkg", wishes or Wishes(), limits or Limits())


def blob(wkb, flags=1, envelope=b""):
    return struct.pack("<2sBBi", b"GP", 0, flags, 4548) + envelope + wkb


def test_names_ids_shapes_and_crs_are_those_of_the_file(package):
    found = read(package)
    assert found.columns == {"编号": list(good_files.IDS), "名称": list(good_files.NAMES)}
    assert shapely.equals_exact(found.geometry, good_files.units_in("EPSG:4548")).all()
    assert found.crs.to_epsg() == 4548
    assert (found.layer, found.layers, found.by_format, found.encoding) == (LAYER, (LAYER,), False, "UTF-8")


def test_the_file_is_left_as_it_was(package):
    before = package.read_bytes()
    read(package)
    assert package.read_bytes() == before
    assert [path.name for path in package.parent.iterdir()] == ["upload"]


def test_values_are_kept_exactly(package):
    change(
        package,
        f'ALTER TABLE "{LAYER}" ADD COLUMN "big" INTEGER',
        f'ALTER TABLE "{LAYER}" ADD COLUMN "real" REAL',
        f'ALTER TABLE "{LAYER}" ADD COLUMN "photo" BLOB',
        f"""UPDATE "{LAYER}" SET "big" = 9223372036854775807, "real" = 0.1, "photo" = x'ff', "名称" = NULL""",
    )
    row = {name: cells[0] for name, cells in read(package).columns.items()}
    assert row == {"编号": "001", "名称": None, "big": "9223372036854775807", "real": "0.1", "photo": None}


@pytest.mark.parametrize("name", ['a"; DROP TABLE units;--', "<img src=x onerror=alert(1)>", "it's", "a b", "select"])
def test_a_layer_may_have_any_name(tmp_path, name):
    path = tmp_path / "a.gpkg"
    pyogrio.write_dataframe(good_files.frame(), path, driver="GPKG", layer="units", SPATIAL_INDEX="NO")
    change(path, "PRAGMA foreign_keys = OFF", f"ALTER TABLE units RENAME TO {geopackage._quoted(name)}")
    change(path, *((f"UPDATE {table} SET table_name = ?", (name,)) for table in geopackage.CATALOGUE[:2]))
    found = read(path)
    assert found.layer == name
    assert found.columns["名称"] == list(good_files.NAMES)


@pytest.fixture
def three_layers(tmp_path):
    path, units = tmp_path / "a.gpkg", good_files.frame()
    pyogrio.write_dataframe(units.set_geometry(shapely.centroid(units.geometry.values)), path, layer="points")
    pyogrio.write_dataframe(units, path, layer="units")
    pyogrio.write_dataframe(units[:2], path, layer="others")
    return path


@pytest.mark.filterwarnings("ignore:Geometry is in a geographic CRS")
def test_the_first_layer_with_polygons_is_read_unless_another_is_wished(three_layers):
    found = read(three_layers)
    assert (found.layer, found.layers) == ("units", ("points", "units", "others"))
    assert len(read(three_layers, Wishes(layer="others")).geometry) == 2
    with pytest.raises(LayerUnknown) as refusal:
        read(three_layers, Wishes(layer="nothing"))
    assert refusal.value.facts["candidates"] == ["points", "units", "others"]


@pytest.mark.filterwarnings("ignore:Geometry is in a geographic CRS")
def test_an_empty_layer_is_passed_over_for_one_with_units(three_layers):
    change(three_layers, "DELETE FROM units")
    assert (read(three_layers).layer, len(read(three_layers).layers)) == ("others", 3)
    with pytest.raises(LayerEmpty):
        read(three_layers, Wishes(layer="units"))


@pytest.mark.parametrize(
    "statements",
    [
        [f"CREATE VIEW v AS {ENDLESS}", "UPDATE gpkg_contents SET table_name = 'v'"],
        ["CREATE VIRTUAL TABLE v USING fts5(fid, geom)", "UPDATE gpkg_contents SET table_name = 'v'"],
        [f'ALTER TABLE "{LAYER}" ADD COLUMN slow TEXT AS (hex(zeroblob(1000))) VIRTUAL'],
        [f'ALTER TABLE "{LAYER}" RENAME TO t', f'CREATE VIEW "{LAYER}" AS SELECT * FROM t'],
        ["ALTER TABLE gpkg_spatial_ref_sys RENAME TO t", "CREATE VIEW gpkg_spatial_ref_sys AS SELECT * FROM t"],
    ],
    ids=["view", "virtual", "generated", "view instead", "view for the catalogue"],
)
def test_a_view_a_virtual_table_and_a_generated_column_are_refused(package, statements):
    change(package, "PRAGMA foreign_keys = OFF", "PRAGMA legacy_alter_table = ON", *statements)
    if "'v'" in statements[-1]:
        change(package, "UPDATE gpkg_geometry_columns SET table_name = 'v', column_name = 'geom'")
    with pytest.raises(GeoPackageView):
        read(package)


def test_a_virtual_table_among_the_attributes_of_a_package_without_layers_is_refused(package):
    change(
        package,
        "CREATE VIRTUAL TABLE v USING fts5(a)",
        "UPDATE gpkg_contents SET table_name = 'v', data_type = 'attributes'",
    )
    with pytest.raises(GeoPackageView):
        read(package)


def test_a_package_of_attributes_alone_has_no_geometry(package):
    change(package, "UPDATE gpkg_contents SET data_type = 'attributes'")
    with pytest.raises(NoGeometry):
        read(package)


def test_another_database_is_no_geopackage(tmp_path):
    change(tmp_path / "a.db", "CREATE TABLE a (b)")
    with pytest.raises(ContentMismatch):
        read(tmp_path / "a.db")


def test_a_layer_without_rows_is_empty(package):
    change(package, f'DELETE FROM "{LAYER}"')
    with pytest.raises(LayerEmpty):
        read(package)


@pytest.mark.parametrize(
    "broken", [lambda data: data[: len(data) // 2], lambda data: data[:4096] + bytes(len(data) - 4096)]
)
def test_a_broken_file_is_refused(package, broken):
    package.write_bytes(broken(package.read_bytes()))
    with pytest.raises(GeoPackageCorrupt):
        read(package)


def test_a_schema_that_is_no_text_is_refused(package):
    package.write_bytes(package.read_bytes().replace(b"CREATE TABLE gpkg_contents", b"CREATE T\xffBLE gpkg_contents"))
    with pytest.raises(GeoPackageCorrupt):
        read(package)


def test_text_that_is_no_utf8_is_refused(package):
    change(package, f"""UPDATE "{LAYER}" SET "名称" = CAST(x'ced2' AS TEXT)""")
    with pytest.raises(GeoPackageCorrupt):
        read(package)


def test_a_table_that_is_not_there_is_refused(package):
    change(package, "PRAGMA foreign_keys = OFF", f'DROP TABLE "{LAYER}"')
    with pytest.raises(GeoPackageCorrupt):
        read(package)


@pytest.mark.parametrize(
    ("limits", "refusal"),
    [
        (Limits(features=5), TooManyFeatures),
        (Limits(vertices=39), TooManyVertices),
        (Limits(columns=1), TooManyColumns),
        (Limits(seconds=-1), TooMuchTime),
    ],
)
def test_limits_are_kept(package, limits, refusal, monkeypatch):
    monkeypatch.setattr(geopackage, "STEPS", 1)
    assert len(read(package, limits=Limits(features=6, vertices=40, columns=2)).geometry) == 6
    with pytest.raises(refusal):
        read(package, limits=limits)


POINT = shapely.to_wkb(shapely.Point(1, 2, 3))


@pytest.mark.parametrize(
    ("geometry", "wkt"),
    [
        (blob(POINT), "POINT (1 2)"),
        (blob(POINT, 0x03, bytes(32)), "POINT (1 2)"),
        (blob(POINT, 0x05, bytes(48)), "POINT (1 2)"),
        (blob(POINT, 0x09, bytes(64)), "POINT (1 2)"),
        (blob(shapely.to_wkb(shapely.Point()), 0x11), None),
        (blob(shapely.to_wkb(shapely.Polygon())), None),
        (None, None),
    ],
)
def test_every_header_of_a_geometry_is_understood(package, geometry, wkt):
    change(package, (f'UPDATE "{LAYER}" SET geom = ?', (geometry,)))
    assert getattr(read(package).geometry[0], "wkt", None) == wkt


@pytest.mark.parametrize(
    "geometry",
    [
        b"",
        b"GP",
        b"XX" + blob(POINT)[2:],
        "text",
        blob(POINT, 0x21),
        blob(POINT, 0x0F),
        blob(POINT[:-1]),
        blob(b"\1\3\0\0\0\xff\xff\xff\x7f"),
    ],
)
def test_a_broken_geometry_is_named_by_its_row(package, geometry):
    change(package, (f'UPDATE "{LAYER}" SET geom = ? WHERE fid = 2', (geometry,)))
    with pytest.raises(GeometryCorrupt, match="row 2"):
        read(package)


@pytest.mark.parametrize("srs", [-1, 0])
def test_an_undefined_crs_is_none(package, srs):
    change(package, f"UPDATE gpkg_geometry_columns SET srs_id = {srs}")
    found = read(package)
    assert (found.crs, found.by_format) == (None, False)


def test_a_definition_serves_where_there_is_no_code(package):
    change(
        package,
        (
            "UPDATE gpkg_spatial_ref_sys SET organization = 'NONE', definition = ? WHERE srs_id = 4548",
            (CUSTOM_WKT.format(""),),
        ),
    )
    assert read(package).crs.name == "local"


@pytest.mark.parametrize(
    "definition",
    ["/etc/passwd", "undefined", "", CUSTOM_WKT.format(',EXTENSION["PROJ4_GRIDS","/etc/passwd"]')],
)
def test_a_definition_that_is_none_or_names_a_file_is_refused(package, definition):
    change(
        package,
        ("UPDATE gpkg_spatial_ref_sys SET organization = 'NONE', definition = ? WHERE srs_id = 4548", (definition,)),
    )
    with pytest.raises(UnknownCRS):
        read(package)


def test_a_curve_polygon_is_read_and_its_arcs_are_named(package):
    xy = (446_000, 4_416_000, 446_050, 4_416_050, 446_100, 4_416_000, 446_050, 4_415_950, 446_000, 4_416_000)
    curve = struct.pack("<BIIBII10d", 1, 10, 1, 1, 8, 5, *xy)
    change(package, (f'UPDATE "{LAYER}" SET geom = ? WHERE fid = 2', (blob(curve),)))
    found = read(package)
    assert found.geometry[1].area == pytest.approx(math.pi * 50**2, rel=1e-4)
    assert [(finding.code, finding.notes) for finding in found.findings] == [("curves_drawn", ("2",))]
