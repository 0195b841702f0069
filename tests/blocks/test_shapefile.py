"""Shapefiles: what they hold comes out exactly, and what is broken is refused."""

import math
import struct

import geopandas as gpd
import numpy as np
import pytest
import shapely

from mapapp.blocks.blocks import Limits, Wishes
from mapapp.blocks.formats import shapefile
from mapapp.errors import (
    EncodingInvalid,
    LayerEmpty,
    LayerUnknown,
    NothingInArchive,
    ShapefileCorrupt,
    TooManyColumns,
    TooManyFeatures,
    TooManyVertices,
    UnknownCRS,
)
from tests.blocks.test_archive import zipped

NO_WISHES, USUAL = Wishes(), Limits()
SQUARE = [(0, 0), (0, 4), (4, 4), (4, 0), (0, 0)]
HOLE = [(1, 1), (3, 1), (3, 3), (1, 3), (1, 1)]
ISLAND = [(1.5, 1.5), (1.5, 2), (2, 2), (2, 1.5), (1.5, 1.5)]
PLAIN, HEIGHTS, MEASURES = 5, 15, 25


def polygon(*rings, kind=PLAIN):
    """Return the content of a record: a polygon of rings, with heights or measures where its kind has them."""
    points = [point for ring in rings for point in ring]
    starts = np.cumsum([0, *map(len, rings)])[:-1]
    more = {PLAIN: 0, HEIGHTS: 2 * (2 + len(points)), MEASURES: 0}[kind]
    return b"".join(
        [
            struct.pack("<i4d2i", kind, 0, 0, 9, 9, len(rings), len(points)),
            struct.pack(f"<{len(rings)}i", *starts),
            np.array(points, "<f8").tobytes(),
            struct.pack(f"<{more}d", *[7.0] * more),
        ]
    )


def shp(*records, kind=PLAIN):
    """Return the bytes of a .shp and of its .shx."""
    body, index = b"", b""
    for number, record in enumerate(records, 1):
        index += struct.pack(">2i", (100 + len(body)) // 2, len(record) // 2)
        body += struct.pack(">2i", number, len(record) // 2) + record
    return _header(kind, len(body)) + body, _header(kind, len(index)) + index


def _header(kind, length):
    return struct.pack(">i20xi", 9994, (100 + length) // 2) + struct.pack("<2i8d", 1000, kind, *[0] * 8)


def dbf(fields, rows, language=0, deleted=()):
    """Return the bytes of a .dbf: fields are (name, type, width), all values bytes."""
    head = b"".join(struct.pack("<11sc4xB15x", name, kind, width) for name, kind, width in fields)
    body = b"".join(
        (b"*" if number in deleted else b" ")
        + b"".join(value.ljust(width) for value, (_, _, width) in zip(row, fields, strict=True))
        for number, row in enumerate(rows)
    )
    width = 1 + sum(width for _, _, width in fields)
    return struct.pack("<4xIHH17xB2x", len(rows), 33 + len(head), width, language) + head + b"\r" + body + b"\x1a"


@pytest.fixture
def read(tmp_path):
    def found(parts, wishes=NO_WISHES, limits=USUAL):
        path = tmp_path / "upload"
        path.write_bytes(zipped(parts))
        return shapefile.read(path, "units.zip", wishes, limits)

    return found


def parts(*records, kind=PLAIN, stem="units", **more):
    """Return the files of a layer, by name."""
    shapes, index = shp(*records, kind=kind)
    files = {".shp": shapes, ".shx": index} | {f".{suffix}": content for suffix, content in more.items()}
    return {stem + suffix: content for suffix, content in files.items()}


def codes(found):
    return [finding.code for finding in found.findings]


def test_what_gdal_writes_is_read_as_it_was(read, tmp_path):
    shapes = [shapely.box(0, 0, 1, 1).difference(shapely.box(0.2, 0.2, 0.4, 0.4)), shapely.box(3, 3, 4, 5)]
    frame = gpd.GeoDataFrame({"名称": ["月坛", "德胜"], "n": [1, 2]}, geometry=shapes, crs="EPSG:4548")
    frame.to_file(tmp_path / "g.shp", encoding="GBK")
    found = read({one.name: one.read_bytes() for one in tmp_path.glob("g.*")})
    assert shapely.equals(found.geometry, shapes).all()
    assert found.columns == {"名称": ["月坛", "德胜"], "n": ["1", "2"]}
    assert found.crs.to_epsg() == 4548
    assert (found.encoding, found.layer, found.layers, found.by_format) == ("GBK", "g", ("g",), False)


@pytest.mark.parametrize("kind", [PLAIN, HEIGHTS, MEASURES])
def test_heights_and_measures_are_left_out(read, kind):
    found = read(parts(polygon(SQUARE, HOLE, kind=kind), kind=kind))
    assert found.geometry[0].equals(shapely.Polygon(SQUARE, [HOLE]))
    assert not found.geometry[0].has_z


@pytest.mark.parametrize("turned", [1, -1])
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_holes_and_islands_are_told_by_where_they_lie_whatever_their_direction_and_order(read, turned, order):
    rings = [SQUARE, HOLE, ISLAND]
    found = read(parts(polygon(*(rings[index][::turned] for index in order))))
    truth = shapely.MultiPolygon([(SQUARE, [HOLE]), (ISLAND, [])])
    assert found.geometry[0].equals(truth)
    assert found.geometry[0].is_valid


def test_two_parts_side_by_side_are_one_multipolygon(read):
    far = [(x + 9, y) for x, y in SQUARE]
    assert read(parts(polygon(SQUARE, far))).geometry[0].area == 32


def test_a_ring_that_comes_twice_makes_no_hole_of_itself(read):
    found = read(parts(polygon(SQUARE, SQUARE[::-1])))
    assert shapely.make_valid(found.geometry[0], method="structure").area == 16


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), 1e300])
@pytest.mark.parametrize("at", [0, 1])
def test_coordinates_that_are_no_numbers_come_through_as_such(read, odd, at):
    ring = [*SQUARE]
    ring[at] = (odd, 0)
    found = read(parts(polygon(ring, HOLE), polygon(ring), polygon(SQUARE)))
    assert [bool((shapely.get_coordinates(shape) < 9).all()) for shape in found.geometry] == [False, False, True]


def test_a_null_shape_is_none_and_a_ring_that_bounds_nothing_is_empty(read):
    found = read(parts(struct.pack("<i", 0), polygon([(0, 0), (1, 1), (0, 0)]), polygon(SQUARE)))
    assert found.geometry[0] is None
    assert found.geometry[1].is_empty
    assert found.geometry[2].area == 16


@pytest.mark.parametrize(
    ("kind", "record", "wkt"),
    [
        (1, struct.pack("<i2d", 1, 2, 3), "POINT (2 3)"),
        (11, struct.pack("<i4d", 11, 2, 3, 4, 5), "POINT (2 3)"),
        (8, struct.pack("<i4di4d", 8, 0, 0, 9, 9, 2, 1, 2, 3, 4), "MULTIPOINT (1 2, 3 4)"),
        (3, struct.pack("<i4d3i4d", 3, 0, 0, 9, 9, 1, 2, 0, 1, 2, 3, 4), "MULTILINESTRING ((1 2, 3 4))"),
    ],
)
def test_points_and_lines_are_read_too(read, kind, record, wkt):
    assert read(parts(record, kind=kind)).geometry[0].equals(shapely.from_wkt(wkt))


def test_without_an_index_the_records_are_read_in_their_order(read):
    files = parts(polygon(SQUARE), polygon(HOLE))
    del files["units.shx"]
    assert [shape.area for shape in read(files).geometry] == [16, 4]


def test_the_index_says_which_record_is_valid_after_one_was_rewritten(read):
    files = parts(polygon(ISLAND), polygon(HOLE), polygon(SQUARE))
    index = files["units.shx"]
    files["units.shx"] = _header(PLAIN, 16) + index[116:] + index[108:116]
    assert [shape.area for shape in read(files).geometry] == [16, 4]


def test_values_stay_the_text_that_was_written(read):
    fields = [(b"id", b"C", 5), (b"n", b"N", 8), (b"d", b"D", 8), (b"l", b"L", 1), (b"f", b"F", 6)]
    table = dbf(fields, [(b"001\0\0", b"   007.0", b"20180822", b"T", b"1e-3"), (b" ", b" " * 8, b"", b"", b"")])
    found = read(parts(polygon(SQUARE), polygon(HOLE), dbf=table))
    first = {name: values[0] for name, values in found.columns.items()}
    assert first == {"id": "001", "n": "007.0", "d": "20180822", "l": "T", "f": "1e-3"}
    assert {values[1] for values in found.columns.values()} == {None}


def test_numbers_that_are_not_written_as_text_are_read_and_what_is_neither_is_named(read):
    fields = [(b"id", b"C", 2), (b"i", b"I", 4), ("备注".encode("gbk"), b"M", 4), (b"b", b"B", 8), (b"z", b"0", 1)]
    rows = [(b"a", struct.pack("<i", -7), b"\xff" * 4, struct.pack("<d", value), b"\0") for value in (1.5, math.nan)]
    found = read(parts(polygon(SQUARE), polygon(HOLE), dbf=dbf(fields, rows), cpg=b"GBK"))
    assert found.columns == {"id": ["a", "a"], "i": ["-7", "-7"], "b": ["1.5", None]}
    assert [(one.code, one.notes) for one in found.findings] == [("columns_not_read", ("备注",))]


def test_a_deleted_row_goes_with_its_shape(read):
    table = dbf([(b"id", b"C", 2)], [(b"a",), (b"b",)], deleted=[0])
    found = read(parts(polygon(SQUARE), polygon(HOLE), dbf=table))
    assert found.columns == {"id": ["b"]}
    assert [shape.area for shape in found.geometry] == [4]


@pytest.mark.parametrize(
    ("codec", "language", "cpg", "encoding", "code"),
    [
        ("gbk", 0, b"GBK", "GBK", "encoding_used"),
        ("gbk", 0x4D, None, "GBK", "encoding_used"),
        ("gbk", 0, None, "GB18030", "encoding_guessed"),
        ("gbk", 0x57, b"UTF-8", "GB18030", "encoding_guessed"),
        ("utf-8", 0x4D, b"UTF-8", "UTF-8", "encoding_used"),
        ("cp950", 0x78, None, "Big5", "encoding_used"),
    ],
)
def test_the_cpg_file_and_the_mark_of_the_table_are_heard(read, codec, language, cpg, encoding, code):
    name, value = "名稱" if codec == "cp950" else "名称", "金融街"
    table = dbf([(name.encode(codec), b"C", 20)], [(value.encode(codec),)], language)
    files = parts(polygon(SQUARE), dbf=table) | ({"units.cpg": cpg} if cpg else {})
    found = read(files)
    assert (found.columns, found.encoding, codes(found)) == ({name: [value]}, encoding, [code])


def test_a_wished_encoding_goes_before_what_the_file_says(read):
    files = parts(polygon(SQUARE), dbf=dbf([(b"a", b"C", 20)], [("街".encode("gbk"),)]), cpg=b"Big5")
    assert read(files, Wishes(encoding="gbk")).columns == {"a": ["街"]}
    with pytest.raises(EncodingInvalid):
        read(files, Wishes(encoding="utf-8"))


def test_names_cut_within_a_character_are_read_without_it_and_told_apart(read):
    names = ["建筑高度".encode()[:10], "建筑高程".encode()[:10], "建筑高".encode()[:8] + b"_1", b"", "名称".encode()]
    table = dbf([(name, b"C", 4) for name in names], [(b"a", b"b", b"c", b"d", "月坛".encode()[:4])])
    assert read(parts(polygon(SQUARE), dbf=table)).columns == {
        "建筑高": ["a"],
        "建筑高_2": ["b"],
        "建筑_1": ["c"],
        "_4": ["d"],
        "名称": ["月"],
    }


def test_a_layer_without_a_table_has_no_attributes_and_says_so(read):
    found = read(parts(polygon(SQUARE)))
    assert (found.columns, codes(found), len(found.geometry)) == ({}, ["no_attributes"], 1)


def test_the_first_layer_with_polygons_is_read_unless_another_is_wished_for(read):
    files = parts(struct.pack("<i2d", 1, 2, 3), kind=1, stem="a/stops")
    files |= parts(polygon(SQUARE), stem="b/Units") | parts(polygon(HOLE), stem="c/more")
    assert read(files).layer == "Units"
    assert read(files).layers == ("stops", "Units", "more")
    assert read(files, Wishes(layer="more")).geometry[0].area == 4
    with pytest.raises(LayerUnknown) as refused:
        read(files, Wishes(layer="none"))
    assert refused.value.facts["candidates"] == ["stops", "Units", "more"]


def test_an_empty_layer_is_passed_over_for_one_with_units(read):
    files = parts(stem="empty") | parts(struct.pack("<i2d", 1, 2, 3), kind=1, stem="stops")
    files |= parts(polygon(SQUARE), stem="units")
    assert (read(files).layer, read(files).layers) == ("units", ("empty", "stops", "units"))
    with pytest.raises(LayerEmpty):
        read(files, Wishes(layer="empty"))


def test_map_files_of_other_formats_in_the_archive_are_named(read):
    files = {"units.shp": shp(polygon(SQUARE))[0], "more/单元.kml": b"", "a.geojson": b"", "read.me": b""}
    (finding,) = [finding for finding in read(files).findings if finding.code == "files_not_read"]
    assert finding.notes == ("more/单元.kml", "a.geojson")


def test_layers_of_one_name_are_told_apart_by_their_folders(read):
    files = parts(polygon(SQUARE), stem="a/units") | parts(polygon(HOLE), stem="b/units")
    assert read(files).layers == ("a/units", "b/units")


def test_the_case_of_a_suffix_does_not_matter(read):
    files = parts(polygon(SQUARE), dbf=dbf([(b"id", b"C", 2)], [(b"a",)]))
    assert read({name.upper(): content for name, content in files.items()}).columns == {"id": ["a"]}


def test_a_projection_that_says_nothing_states_none_and_nonsense_is_refused(read):
    assert read(parts(polygon(SQUARE), prj=b" \r\n")).crs is None
    with pytest.raises(UnknownCRS):
        read(parts(polygon(SQUARE), prj=b"PROJCS[nonsense"))


def test_a_layer_without_shapes_is_empty(read):
    with pytest.raises(LayerEmpty):
        read(parts(dbf=dbf([(b"id", b"C", 2)], [])))


def test_an_archive_without_shapes_holds_nothing(read):
    with pytest.raises(NothingInArchive):
        read({"units.dbf": dbf([(b"id", b"C", 2)], [(b"a",)])})


def changed(files, name, at, value):
    content = files[name]
    return files | {name: content[:at] + value + content[at + len(value) :]}


@pytest.mark.parametrize(
    ("name", "at", "value"),
    [
        ("units.shp", 0, struct.pack(">i", 9995)),
        ("units.shp", 24, struct.pack(">i", 1 << 20)),
        ("units.shp", 32, struct.pack("<i", 31)),
        ("units.shp", 104, struct.pack(">i", 0x7FFFFFF0)),
        ("units.shp", 108, struct.pack("<i", 3)),
        ("units.shp", 144, struct.pack("<i", 500_000_000)),
        ("units.shp", 144, struct.pack("<i", -1)),
        ("units.shp", 148, struct.pack("<i", 500_000_000)),
        ("units.shp", 148, struct.pack("<i", 4)),
        ("units.shp", 152, struct.pack("<i", 1)),
        ("units.shp", 156, struct.pack("<i", 11)),
        ("units.shx", 0, struct.pack(">i", 0)),
        ("units.shx", 100, struct.pack(">i", 0x7FFFFFF0)),
        ("units.shx", 104, struct.pack(">i", 3)),
        ("units.dbf", 4, struct.pack("<I", 5)),
        ("units.dbf", 8, struct.pack("<H", 60_000)),
        ("units.dbf", 10, struct.pack("<H", 2)),
        ("units.dbf", 48, b"\0"),
    ],
)
def test_a_length_or_count_that_is_not_true_is_refused(read, name, at, value):
    files = parts(polygon(SQUARE, HOLE), dbf=dbf([(b"id", b"C", 2)], [(b"a",)]))
    read(files)
    with pytest.raises(ShapefileCorrupt):
        read(changed(files, name, at, value))
    if name == "units.shp":
        with pytest.raises(ShapefileCorrupt):
            read({name: changed(files, name, at, value)[name]})


@pytest.mark.parametrize("suffix", [".shp", ".shx", ".dbf"])
def test_a_part_that_was_cut_is_refused(read, suffix):
    files = parts(polygon(SQUARE, HOLE), dbf=dbf([(b"id", b"C", 2)], [(b"ab",)]))
    whole = files["units" + suffix]
    for length in range(1, len(whole) - 1, 11):
        with pytest.raises(ShapefileCorrupt):
            read(files | {"units" + suffix: whole[:length]})


@pytest.mark.parametrize(
    ("limits", "refusal"),
    [
        (Limits(features=1), TooManyFeatures),
        (Limits(vertices=9), TooManyVertices),
        (Limits(columns=1), TooManyColumns),
    ],
)
def test_more_than_a_limit_is_refused(read, limits, refusal):
    table = dbf([(b"a", b"C", 2), (b"b", b"C", 2)], [(b"a", b"b")] * 2)
    with pytest.raises(refusal):
        read(parts(polygon(SQUARE), polygon(HOLE), dbf=table), limits=limits)
