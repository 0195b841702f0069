"""CSV files: whatever their dialect, a row lies where it says, or is named as unread."""

import csv

import pytest
import shapely

from mapapp.blocks.blocks import Limits, Wishes
from mapapp.blocks.formats import delimited
from mapapp.errors import (
    ContentMismatch,
    CRSContradictory,
    CSVMalformed,
    EncodingInvalid,
    GeometryCorrupt,
    LayerEmpty,
    NoGeometry,
    PlacesUnread,
    TooManyColumns,
    TooManyFeatures,
    TooManyVertices,
    UnknownCRS,
)

NO_WISHES, USUAL = Wishes(), Limits()


@pytest.fixture
def read(tmp_path):
    def found(content, wishes=NO_WISHES, limits=USUAL):
        path = tmp_path / "upload"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return delimited.read(path, "单元.csv", wishes, limits)

    return found


def places(found):
    return [point.coords[0] for point in found.geometry]


def noted(found, code):
    return [finding for finding in found.findings if finding.code == code]


@pytest.mark.parametrize(
    "header",
    [
        "lon,lat",
        "Lng,Lat",
        "LONGITUDE,Latitude",
        "x,y",
        "经度,纬度",
        "東經,北緯",
        "经度（°）,纬度（°）",
        "Easting,Northing",
        "东坐标,北坐标",
        "横坐标,纵坐标",
        "point_x,point_y",
        "GPS_lon,GPS_lat",
        "Ｘ坐标,Ｙ坐标",
    ],
)
def test_coordinates_are_found_by_the_names_of_their_columns(read, header):
    found = read(f"名称,{header},备注\n月坛,116.3459,39.9148,001\n")
    assert places(found) == [(116.3459, 39.9148)]
    assert found.columns == {"名称": ["月坛"], "备注": ["001"]}
    assert (found.layer, found.layers) == ("单元", ("单元",))
    (told,) = noted(found, "coordinates_from")
    assert told.facts == {"columns": header.replace(",", ", ")}
    assert found.crs == ("WGS-84" if "GPS" in header else None) and found.by_format == (found.crs is None)


@pytest.mark.parametrize(
    ("header", "place", "datum"),
    [
        ("百度经度,百度纬度,x,y", 0, "BD-09"),
        ("gcj02_lng,gcj02_lat,a,b", 0, "GCJ-02"),
        ("火星经度,火星纬度,a,b", 0, "GCJ-02"),
        ("lng_bd09,lat_bd09,a,b", 0, "BD-09"),
        ("bd09_lng,bd09_lat,wgs84_lng,wgs84_lat", 2, "WGS-84"),
        ("bd09_lng,bd09_lat,lng,lat", 2, None),
        ("gps_lng,lat,bd09_lng,bd09_lat", 0, None),
        ("百度坐标,经度,纬度,a", 1, None),
    ],
)
def test_columns_that_name_a_datum_are_paired_by_it_and_heard(read, header, place, datum):
    found = read(f"{header}\n116.1,39.1,116.2,39.2\n")
    numbers = [116.1, 39.1, 116.2, 39.2]
    assert found.crs == datum
    assert places(found) == [tuple(numbers[place : place + 2])]


def test_the_longitude_of_one_datum_is_never_paired_with_the_latitude_of_another(read):
    found = read("bd09_lng,wgs84_lat,wgs84_lng,bd09_lat\n1,39,116,2\n")
    assert (places(found), found.crs) == ([(116, 39)], "WGS-84")
    with pytest.raises(NoGeometry):
        read("bd09_lng,gcj02_lat\n116,39\n")


def test_columns_in_degrees_go_before_others_and_either_order_is_good(read):
    assert places(read("x,y,lat,lon\n1,2,39.9,116.3\n")) == [(116.3, 39.9)]


@pytest.mark.parametrize("pair", ["116.3,39.9", "116.3, 39.9", "116.3 39.9", "１１６．３，３９．９"])
def test_one_column_may_hold_both_coordinates(read, pair):
    found = read(f'名称;经纬度\n月坛;{pair}\n德胜;116.3\n牛街;"116.3,39.9,1"\n')
    assert places(found) == [(116.3, 39.9)]
    assert found.columns == {"名称": ["月坛"]}


@pytest.mark.parametrize(
    ("row", "by_format"),
    [("116.3,39.9", True), ("39.9,116.3", True), ("444836.48,4418069.65", False), ("116.3,139.9", False)],
)
def test_only_what_may_be_degrees_is_taken_for_degrees(read, row, by_format):
    assert read(f"x,y\n{row}\n").by_format is by_format


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_usual_separator_is_found(read, separator):
    found = read("name;lon;lat\na;116.3;39.9\n\nb;116.4;39.8\n".replace(";", separator))
    assert places(found) == [(116.3, 39.9), (116.4, 39.8)]
    assert len(noted(found, "csv_dialect_guessed")) == (separator != ",")


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("lng;lat\n116,3459;39,9148\n", (116.3459, 39.9148)),
        ("lng;lat\n116,345;39,914\n", (116.345, 39.914)),
        ('lng,lat\n"116,3459","39,914"\n', (116.3459, 39.914)),
        ('x,y\n"444,836.48","4,418,069.65"\n', (444836.48, 4418069.65)),
        ("x;y\n444836,48;4418069,65\n", (444836.48, 4418069.65)),
    ],
)
def test_commas_are_decimals_or_thousands_as_the_values_show(read, content, place):
    assert places(read(content)) == [place]


def test_decimal_commas_are_said(read):
    (finding,) = noted(read("\ufeff名称;lng;lat\n月坛;116,3459;39,9148\n"), "csv_dialect_guessed")
    assert finding.facts == {"separator": ";", "decimal": ","}


def test_a_comma_that_may_mean_either_is_not_guessed_at(read):
    with pytest.raises(NoGeometry):
        read('x,y\n"501,234","418,069"\n')


def test_decimal_commas_that_split_the_row_never_become_another_place(read):
    with pytest.raises(NoGeometry):
        read("名称,lng,lat\n月坛,116,3459,39,9148\n")


def test_rows_that_cannot_be_read_are_named_and_lie_nowhere(read):
    rows = [
        "a,116°21'36\",39.9",
        "b,１１６．３６,３９．９１",
        "c,,",
        "d,abc,39.9",
        "e,nan,inf",
        "f,116.1,39.1,x",
        "g,1e999,2",
    ]
    found = read("name,lon,lat\n" + "\n".join(rows))
    assert places(found) == [(116.36, 39.91)]
    assert found.columns == {"name": ["b"]}
    (finding,) = noted(found, "row_skipped")
    assert finding.facts == {"count": 6}
    assert [note.partition(":")[0] for note in finding.notes] == ["1", "3", "4", "5", "6", "7"]
    assert finding.notes[2] == "4: d,abc,39.9"


def test_zero_is_a_number(read):
    assert places(read("lon,lat\n0,0\n-1.5,.5\n")) == [(0, 0), (-1.5, 0.5)]


@pytest.mark.parametrize("header", ["wkt", "the_geom", "几何", "whatever"])
def test_shapes_are_read_from_wkt_whatever_the_column_is_called(read, header):
    found = read(f'id,{header}\n001,"POLYGON((0 0,0 1,1 1,0 0))"\n2,"MULTIPOLYGON Z(((0 0 5,0 1 5,1 1 5,0 0 5)))"\n')
    triangle = shapely.Polygon([(0, 0), (0, 1), (1, 1)])
    assert all(shape.equals(triangle) and not shape.has_z for shape in found.geometry)
    assert found.columns == {"id": ["001", "2"]}
    assert found.by_format is True


def test_a_column_named_for_shapes_goes_before_another_that_holds_some(read):
    assert places(read("note,geom\nPOINT(1 2),POINT(3 4)\n")) == [(3, 4)]


def test_the_number_before_a_shape_states_the_coordinate_system(read):
    found = read('id;geom\na;SRID=4548;POINT(1 2)\nb;"SRID=4548;POINT(444836 4418069)"\n')
    assert places(found) == [(444836, 4418069)]
    assert found.crs.to_epsg() == 4548
    assert found.by_format is False


@pytest.mark.parametrize("codes", [(4548, 4527), (999999,), (0, 4548)])
def test_a_number_that_means_no_coordinate_system_or_several_is_refused(read, codes):
    with pytest.raises(UnknownCRS):
        read("geom\n" + "".join(f'"SRID={code};POINT(1 2)"\n' for code in codes))


@pytest.mark.parametrize(
    "shape",
    [
        "POLYGON((0 0,0 1",
        "CURVEPOLYGON(CIRCULARSTRING(0 0,1 1,2 0,1 -1,0 0))",
        "POINT(x y)",
        "GEOMETRYCOLLECTION(CIRCULARSTRING(0 0,1 1,2 0))",
        "POINT(1,2)",
        "",
    ],
)
def test_a_shape_that_cannot_be_read_is_named(read, shape):
    found = read(f'id,geom\n1,POINT(1 2)\n2,"{shape}"\n')
    assert places(found) == [(1, 2)]
    assert [note[0] for finding in noted(found, "row_skipped") for note in finding.notes] == ["2"]


def test_shapes_within_shapes_without_end_are_refused_before_they_are_read(read):
    deep = "GEOMETRYCOLLECTION(" * 5000 + "POINT(1 2)" + ")" * 5000
    with pytest.raises(GeometryCorrupt, match="row 2"):
        read(f'id,wkt\n1,POINT(1 2)\n2,"{deep}"\n')


@pytest.mark.parametrize(
    ("codec", "wished", "encoding", "code"),
    [
        ("utf-8", None, "UTF-8", "encoding_used"),
        ("utf-8-sig", None, "UTF-8", "encoding_used"),
        ("gbk", None, "GB18030", "encoding_guessed"),
        ("gbk", "gbk", "GBK", "encoding_used"),
        ("cp950", None, "Big5", "encoding_guessed"),
        ("utf-16", None, "UTF-16", "encoding_used"),
        ("utf-16-le", "UTF-16", "UTF-16", "encoding_used"),
        ("utf-16-be", "UTF-16", "UTF-16", "encoding_used"),
    ],
)
def test_the_encoding_is_found_even_where_it_shows_late(read, codec, wished, encoding, code):
    rows = "".join(f"{number},116.3,39.9,\n" for number in range(3000))
    found = read(f"id,lon,lat,note\n{rows}x,116.3,39.9,月台北街西區\n".encode(codec), Wishes(encoding=wished))
    assert found.columns["note"][-1] == "月台北街西區"
    assert found.columns["id"][0] == "0"
    assert (found.encoding, [finding.code for finding in found.findings]) == (encoding, ["coordinates_from", code])


def test_text_in_another_encoding_than_was_wished_is_refused(read):
    with pytest.raises(EncodingInvalid):
        read("名称,lon,lat\n月坛,116.3,39.9\n".encode("gbk"), Wishes(encoding="UTF-8"))


def test_text_stays_as_it_was_written_and_blanks_are_none(read):
    found = read('id,v,v,,lon,lat\n001,"=1+1\n2","a,""b""",, 116.3 ,39.9\n')
    assert found.columns == {"id": ["001"], "v": ["=1+1\n2"], "v_2": ['a,"b"'], "_4": [None]}


def test_a_short_row_has_blanks_at_its_end(read):
    assert read("lon,lat,a,b\n1,2,x\n").columns == {"a": ["x"], "b": [None]}


@pytest.mark.parametrize("content", ["<OGRVRTDataSource/>", "\ufeff <kml/>", "lon,lat\n1,2\0\n"])
def test_what_is_no_text_or_is_xml_is_no_csv(read, content):
    with pytest.raises(ContentMismatch):
        read(content)


@pytest.mark.parametrize("content", ['lon,lat,x\n1,2,"open\n3,4,y\n', 'lon,lat,x\n1,2,"' + "a" * 3_000_000])
def test_a_quote_without_end_is_refused(read, content):
    with pytest.raises(CSVMalformed, match="a quote or a value does not end"):
        read(content)


def test_a_value_may_be_as_long_as_its_vertices_are_many(read):
    vertices = ", ".join(f"{index * 1e-5 + 116:.17f} {index % 2 + 39:.17f}" for index in range(30_000))
    content = f'wkt\n"LINESTRING ({vertices})"\n'
    assert len(content) > 1 << 20
    assert shapely.get_num_coordinates(read(content).geometry).tolist() == [30_000]
    with pytest.raises(CSVMalformed, match="line 2: a value has more than 1,280,000 characters"):
        read(content, limits=Limits(vertices=20_000))


def test_the_line_that_states_the_separator_is_no_header(read):
    found = read('sep=;\r\n名称;wkt\r\n月坛;"POINT (116.3 39.9)"\r\n')
    assert (found.columns, places(found)) == ({"名称": ["月坛"]}, [(116.3, 39.9)])
    with pytest.raises(CSVMalformed, match="line 3"):
        read('sep=|\nx|y\n1|"2\n')


def test_spaces_may_stand_before_quotes(read):
    found = read('名称, wkt\n月坛, "LINESTRING (116.3 39.9, 116.4 39.8)"\n" 牛街", "LINESTRING (1 2, 3 4, 5 6)"\n')
    assert found.columns == {"名称": ["月坛", " 牛街"]}
    assert len(found.geometry) == 2


def test_reading_leaves_the_limit_of_other_readers_as_it_was(read):
    usual = csv.field_size_limit()
    read("lon,lat\n116.36,39.91\n")
    assert csv.field_size_limit() == usual


def test_a_table_without_coordinates_or_without_rows_is_refused(read):
    with pytest.raises(NoGeometry):
        read("id,name\n1,a\n")
    with pytest.raises(LayerEmpty):
        read("lon,lat\n\n")
    with pytest.raises(LayerEmpty):
        read("")


@pytest.mark.parametrize(
    ("content", "limits", "refusal"),
    [
        ("lon,lat\n1,2\n1,2\n", Limits(features=1), TooManyFeatures),
        ("lon,lat,a\n1,2,3\n", Limits(columns=2), TooManyColumns),
        ('wkt\n"LINESTRING(0 0,1 1,2 2)"\n', Limits(vertices=2), TooManyVertices),
    ],
)
def test_more_than_a_limit_is_refused(read, content, limits, refusal):
    with pytest.raises(refusal):
        read(content, limits=limits)


def test_what_follows_the_last_row_allowed_is_not_read(read):
    with pytest.raises(TooManyFeatures):
        read("lon,lat\n" + "1,2\n" * 3 + '"open\n', limits=Limits(features=2))


def test_a_first_line_that_holds_a_shape_is_a_unit_and_not_the_names_of_columns(read):
    found = read('月坛,"POLYGON ((0 0, 1 0, 0 1, 0 0))",7\n德胜,"POLYGON ((2 0, 3 0, 2 1, 2 0))"\n')
    assert found.columns == {"column 1": ["月坛", "德胜"], "column 3": ["7", None]}
    assert shapely.area(found.geometry).tolist() == [0.5, 0.5]
    assert noted(found, "header_missing")
    assert not noted(read('name,wkt\na,"POINT (1 1)"\n'), "header_missing")


def test_a_single_line_with_a_shape_is_one_unit(read):
    assert read("德胜;POINT (116.3 39.9)\n").columns == {"column 1": ["德胜"]}


def test_many_rows_without_a_shape_may_come_first(read):
    found = read("name,wkt\n" + "none,\n" * 30 + 'a,"POINT (1 1)"\n')
    assert found.columns == {"name": ["a"]}
    assert noted(found, "row_skipped")[0].facts == {"count": 30}


def test_rings_that_are_not_closed_are_closed(read):
    found = read('wkt\n"POLYGON ((0 0, 1 0, 1 1, 0 1))"\n"POLYGON ((0 0, 1 0"\n')
    assert [shape.wkt for shape in found.geometry] == ["POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))"]
    assert noted(found, "row_skipped")[0].facts == {"count": 1}


def test_shapes_that_contradict_each_other_about_their_system_are_refused_as_such(read):
    with pytest.raises(CRSContradictory, match=r"SRID=4490, SRID=4548, –"):
        read("wkt\nSRID=4548;POINT (1 1)\nSRID=4490;POINT (1 1)\nPOINT (1 1)\n")


def test_places_that_cannot_be_read_are_told_as_they_stand(read):
    with pytest.raises(PlacesUnread, match=r"none of its 2 rows .* row 1 says “E116d21m N39d54m”"):
        read("name,lon,lat\na,E116d21m,N39d54m\nb,E116d22m,N39d55m\n")
    with pytest.raises(NoGeometry, match="no polygon and no point"):
        read("name,lon,lat\na,116.3,39.9,more\n")
