"""What a planner takes home: opened with the programs that will open it, and compared with the answer."""

import csv
import io
import json
import re
from xml.etree import ElementTree

import geopandas
import openpyxl
import pyogrio
import pyproj
import pytest
import shapely
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from shapely import Polygon

from mapapp.blocks.exports import endings, tables, workbook
from mapapp.blocks.filtering import chosen
from mapapp.earth.crs import reference
from mapapp.earth.datums import convert
from mapapp.errors import TakeawayTooLarge
from mapapp.writing.columns import safe
from mapapp.writing.geopackage import RESERVED
from mapapp.writing.kml import NO_XML
from mapapp.writing.spreadsheet import plain
from tests.blocks import answers

FORMULAS = ["=1+1", "+SUM(A1)", "-2+3", "@x", "\t=1", "＝1"]
SVG = "<svg onload=alert(1)>&"
ZONE_39, GCJ = map(reference, ("EPSG:4548", "GCJ-02"))
LOCAL = pyproj.CRS("+proj=tmerc +lon_0=116.35 +x_0=500000 +y_0=300000 +datum=WGS84 +type=crs").to_wkt()
"""A city grid that has no code."""


@pytest.fixture(scope="module")
def answer():
    return answers.answer()


def written(ending, answer, names=answers.NAMES, reference=None, **query):
    return endings.write(ending, answer, answers.units(names), chosen(answer, query).units, reference)


def rows_of(content):
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def sheets(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def unpacked(ending, content):
    """Return bytes in which texts can be looked for; a workbook is packed."""
    return repr([row for sheet in sheets(content) for row in sheet.values]).encode() if ending == "xlsx" else content


@pytest.fixture
def opened(tmp_path):
    """Write bytes where GDAL can open them."""

    def _opened(content, ending):
        path = tmp_path / f"result.{ending}"
        path.write_bytes(content)
        return path

    return _opened


@pytest.mark.parametrize("ending", endings.MODULES)
def test_the_same_answer_gives_the_same_bytes(ending, answer):
    assert written(ending, answer) == written(ending, answers.answer())


@pytest.mark.parametrize("ending", ["xlsx", "gpkg"])
def test_a_takeaway_is_dated_by_its_answer_in_utc(ending, answer):
    zoned = answer | {"made": "2026-11-24T16:00:00+08:00"}
    assert made_of(written(ending, zoned)) == made_of(written(ending, answer))


def made_of(content):
    """Return the dates that a workbook or a GeoPackage states of itself."""
    if content.startswith(b"PK"):
        return sheets(content).properties.created.isoformat()
    return re.search(rb"2026-11-24T08:00:00\.000Z", content)[0].decode()


@pytest.mark.parametrize("ending", endings.MODULES)
def test_every_takeaway_states_both_hashes_and_the_settings(ending, answer):
    content = unpacked(ending, written(ending, answer))
    for stated in (answer["file"]["sha256"], answer["layers_sha256"], "nearby_m", "EPSG:4548"):
        assert stated.encode() in content


@pytest.mark.parametrize("ending", endings.MODULES)
def test_an_illustrative_sample_says_so_in_every_takeaway(ending):
    plainly, marked = (unpacked(ending, written(ending, answers.answer(illustrative=value))) for value in (False, True))
    for words in ("示意样例", "illustrative sample"):
        assert words.encode() in marked
        assert words.encode() not in plainly


@pytest.mark.parametrize("ending", endings.MODULES)
def test_points_are_taken_home_too(ending):
    answer = answers.points_answer()
    points = geopandas.GeoDataFrame({"name": answers.POINT_NAMES}, geometry=answers.POINT_SHAPES, crs="EPSG:4326")
    content = endings.write(ending, answer, points, [0, 1, 2])
    assert ending == "xlsx" or "太平桥".encode() in content


def test_the_sheets_of_an_illustrative_sample_say_so_in_every_row():
    book = sheets(written("xlsx", answers.answer(illustrative=True)))
    for sheet in book.worksheets[:2]:
        heading, *rows = sheet.values
        at = heading.index("示意 Illustrative")
        assert rows
        assert all("非官方" in row[at] for row in rows)


# CSV


def test_csv_has_a_row_for_each_unit_and_commitment(answer):
    rows = rows_of(written("csv", answer))
    assert len(rows) == sum(len(unit["parts"]) for unit in answer["units"])
    (row,) = (row for row in rows if row["单元 Unit"] == "004" and row["地点代码 Place id"] == "xidan-beidajie")
    words = answer["commitments"]["xicheng.12.4"]
    assert list(row.values()) == [
        "004", "4", "3764380.3", "西单北大街", "Xidan North Street", "xidan-beidajie", "274.2", "m", "0.2791", "0.0",
        "982.5", "是 yes", "沿街道 street", "50", words["theme"], words["quote"], words["simplified"],
        words["translation_en"], "xicheng", "12", "4", "xicheng.12.4", answer["file"]["sha256"],
        answer["layers_sha256"], "nearby_m=500; measured_in=EPSG:4548", "",
    ]  # fmt: skip


def test_csv_has_one_row_for_a_unit_that_nothing_touches():
    rows = rows_of(endings.write("csv", answers.points_answer(), None, [2]))
    assert [(row["单元 Unit"], row["承诺编号 Commitment"]) for row in rows] == [("远处", "")]


def test_takeaways_hold_the_units_that_were_chosen_in_their_order(answer):
    query = {"border": "1", "sort": "-name"}
    rows = rows_of(written("csv", answer, **query))
    assert list(dict.fromkeys(row["单元 Unit"] for row in rows)) == ["005", "004", "001"]
    features = json.loads(written("geojson", answer, **query))["features"]
    assert [(one["id"], one["properties"]["mapapp_unit"]) for one in features] == [(4, "005"), (3, "004"), (0, "001")]
    units = sheets(written("xlsx", answer, **query)).worksheets[0]
    assert [row[0] for row in units.values][1:] == ["005", "004", "001"]


def test_what_begins_like_a_formula_stays_text_in_csv():
    rows = rows_of(written("csv", answers.answer(FORMULAS), FORMULAS))
    assert list(dict.fromkeys(row["单元 Unit"] for row in rows)) == [f"'{name}" for name in FORMULAS]


@pytest.mark.parametrize("text", ["-12.5", "+3", "-1e9", "001", "西单", "a=b", "", " x"])
def test_numbers_and_plain_words_are_left_alone(text):
    assert plain(text) == text


@pytest.mark.parametrize("text", [" =1", "\ufeff=1", "\u200b@x", "\n=1", "\r", "－1", "＋1", "-1-cmd|x", "+٣"])
def test_hidden_and_wide_beginnings_are_seen_through(text):
    assert plain(text) == "'" + text


# XLSX


def test_no_cell_of_the_workbook_is_a_formula_or_a_link():
    names = [*FORMULAS[:4], "{=1}", "http://example.org/"]
    book = sheets(written("xlsx", answers.answer(names), names))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    assert [row[0] for row in book.worksheets[0].values][1:] == names


def test_the_workbook_has_a_sheet_for_each_table(answer):
    book = sheets(written("xlsx", answer))
    assert [(sheet.title, sheet.max_row - 1) for sheet in book][:6] == [
        ("单元 Units", 6),
        ("承诺 Commitments", 23),
        ("边界街道 Border streets", 2),
        ("不在任何单元 In no unit", 8),
        ("重叠与空隙 Overlaps and gaps", 2),
        ("全区 District-wide", 17),
    ]
    assert book["说明 About"].max_row > 15
    assert {sheet.freeze_panes for sheet in book} == {"B2"}
    unit = next(book["单元 Units"].iter_rows(min_row=2, values_only=True))
    assert unit[:6] == ("001", 1, 4300664.8, 0, 2, 3)
    assert unit[7:] == ("001", "新街口", "12200")


def test_what_lies_in_no_unit_names_the_places_without_a_place_too(answer):
    states = {row[2]: row[3] for row in sheets(written("xlsx", answer))["不在任何单元 In no unit"].values}
    assert states["dongpi"] == "整体在单元之外 wholly in no unit"
    assert states["zhongzhouxian"] == "部分在单元之外 partly in no unit"
    assert states["xichanganjie-jiedao"] == "地图上没有位置 has no place on the map"
    assert "shichahai" not in states


@pytest.mark.parametrize(("module", "ending"), [(tables, "csv"), (workbook, "xlsx")])
def test_more_values_than_the_limit_are_refused_and_not_cut(monkeypatch, answer, module, ending):
    monkeypatch.setattr(module, "MOST_VALUES", 100)
    with pytest.raises(TakeawayTooLarge):
        written(ending, answer)


# GeoJSON


def test_geojson_gives_the_units_as_they_were_read_with_their_results(answer):
    collection = json.loads(written("geojson", answer))
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    units = answers.units()
    for index, feature in enumerate(collection["features"]):
        assert shapely.equals(shapely.from_geojson(json.dumps(feature["geometry"])), units.geometry[index])
        assert feature["properties"]["编号"] == answers.NAMES[index]
        assert feature["properties"]["mapapp_parts"] == answer["units"][index]["parts"]
    assert collection["mapapp"]["borders"] == answer["borders"]
    assert collection["mapapp"]["commitments"] == answer["commitments"]


def test_geojson_hands_out_no_address_of_the_result(answer):
    assert answer["id"].encode() not in written("geojson", answer)


def test_geojson_turns_outer_rings_counter_clockwise(answer):
    clockwise = answers.units()
    clockwise["geometry"] = shapely.reverse(clockwise.geometry.normalize().array)
    hole = Polygon([(0, 0), (0, 9), (9, 9), (9, 0)], [[(1, 1), (2, 1), (2, 2), (1, 2)]])
    clockwise.loc[0, "geometry"] = hole
    for feature in json.loads(endings.write("geojson", answer, clockwise, range(6)))["features"]:
        outer, *inner = feature["geometry"]["coordinates"]
        assert shapely.LinearRing(outer).is_ccw
        assert not any(shapely.LinearRing(ring).is_ccw for ring in inner)


def test_geojson_in_other_coordinates_says_which(answer):
    collection = json.loads(written("geojson", answer, reference=ZONE_39))
    assert collection["crs"]["properties"]["name"] == "urn:ogc:def:crs:EPSG::4548"
    assert collection["mapapp"]["crs"] == "EPSG:4548"
    there = collection["features"][0]["geometry"]["coordinates"][0]
    assert ZONE_39.to_wgs84(there)[0] == pytest.approx((116.35, 39.9224), abs=1e-8)
    collection = json.loads(written("geojson", answer, reference=GCJ))
    assert "crs" not in collection
    assert collection["mapapp"]["crs"] == "GCJ-02"
    there = collection["features"][0]["geometry"]["coordinates"][0]
    assert convert(there, "GCJ-02", "WGS-84")[0] == pytest.approx((116.35, 39.9224), abs=1e-8)


def test_a_shape_without_coordinates_there_is_null_and_the_others_are_not(answer, opened):
    units = answers.units()
    units.loc[2, "geometry"] = shapely.box(170, 0, 190, 10)
    features = json.loads(endings.write("geojson", answer, units, range(6), ZONE_39))["features"]
    assert [feature["geometry"] is None for feature in features] == [False, False, True, False, False, False]
    path = opened(endings.write("gpkg", answer, units, range(6), ZONE_39), "gpkg")
    assert list(pyogrio.read_dataframe(path, layer="units").geometry.isna()) == [index == 2 for index in range(6)]


# GeoPackage


def test_the_geopackage_opens_in_the_planners_crs_with_counts_and_chinese_text(answer, opened):
    path = opened(written("gpkg", answer), "gpkg")
    counts = {layer: pyogrio.read_info(path, layer=layer)["features"] for layer, _ in pyogrio.list_layers(path)}
    assert counts | {"about": 0} == {
        "units": 6, "commitments": 23, "borders": 2, "in_no_unit": 8, "overlaps_and_gaps": 2, "district_wide": 17,
        "about": 0,
    }  # fmt: skip
    units = pyogrio.read_dataframe(path, layer="units")
    assert units.crs.to_epsg() == 4548
    assert list(units["街道"])[:5] == answers.blocks().columns["街道"][:5]
    assert list(units["编号"]) == answers.NAMES
    given = [shapely.MultiPolygon([shape]) for shape in answers.UNIT_SHAPES.values()]
    assert shapely.equals_exact(units.to_crs("EPSG:4326").geometry.array, given, 1e-8).all()
    assert int.from_bytes(path.read_bytes()[60:64]) == 10200
    words = pyogrio.read_dataframe(path, layer="commitments")
    assert set(words["quote"]) <= {said["quote"] for said in answer["commitments"].values()}
    assert words["share"].dtype == float


def test_a_geopackage_cannot_be_in_gcj02_and_says_what_it_is_in(answer, opened):
    path = opened(written("gpkg", answers.answer(crs="GCJ-02")), "gpkg")
    assert pyogrio.read_info(path, layer="units")["total_bounds"][0] == pytest.approx(116.35)
    assert pyogrio.read_info(path, layer="units")["crs"] == "EPSG:4326"
    assert pyogrio.read_dataframe(path, layer="about")["value"][0] == "EPSG:4326 (WGS 84)"


def test_columns_of_the_planner_that_are_called_as_ours_are_kept_in_geojson(opened):
    odd = ["mapapp_unit", "mapapp_unit_2", "mapapp_row", "mapapp_parts", "名"]
    answer = answers.answer(columns={name: [f"{name}!"] * 6 for name in odd})
    properties = json.loads(written("geojson", answer))["features"][0]["properties"]
    kept = ["mapapp_unit_3", "mapapp_unit_2", "mapapp_row_2", "mapapp_parts_2", "名"]
    assert [properties[name] for name in kept] == [f"{name}!" for name in odd]
    assert properties["mapapp_unit"] == answer["units"][0]["name"]
    assert isinstance(properties["mapapp_parts"], list)


def test_odd_and_reserved_columns_are_made_safe(opened):
    odd = ["fid", "GEOM", "", "a", "A", "select", 'x"; DROP TABLE', "mapapp_unit", "rowid", "名"]
    answer = answers.answer(columns={name: [f"{name}!"] * 6 for name in odd})
    units = pyogrio.read_dataframe(opened(written("gpkg", answer), "gpkg"), layer="units")
    assert [units[name][0] for name in safe(odd, {"fid", "geom", "mapapp_unit"})] == [f"{name}!" for name in odd]


@pytest.mark.parametrize("crs", ["EPSG:4490", "EPSG:4527", "EPSG:2422", LOCAL])
def test_a_geopackage_is_in_whatever_crs_the_file_was_in(opened, crs):
    path = opened(written("gpkg", answers.answer(crs=crs)), "gpkg")
    own = reference(crs)
    units = pyogrio.read_dataframe(path, layer="units")
    assert units.crs.equals(own.crs, ignore_axis_order=True)
    back = shapely.transform(units.geometry.array, own.to_wgs84)
    given = [shapely.MultiPolygon([shape]) for shape in answers.UNIT_SHAPES.values()]
    assert shapely.equals_exact(back, given, 1e-8).all()


# KML


def test_kml_holds_names_and_quotes_as_text_and_opens(answer, opened):
    names = [SVG, *answers.NAMES[1:]]
    content = written("kml", answers.answer(names), names)
    root = ElementTree.fromstring(content)
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert "svg" not in tags
    placemarks = root.findall(".//{*}Placemark")
    assert placemarks[0].find("{*}name").text == SVG
    assert answer["commitments"]["xicheng.12.3"]["quote"] in placemarks[0].find("{*}description").text
    read = pyogrio.read_dataframe(opened(content, "kml"))
    assert list(read["Name"]) == names
    assert shapely.equals_exact(read.geometry[0].geoms[0].normalize(), answers.UNIT_SHAPES["001"].normalize(), 1e-9)


def test_characters_that_xml_may_not_hold_are_left_out():
    names = ["\x0b\ufffe a", *answers.NAMES[1:]]
    root = ElementTree.fromstring(written("kml", answers.answer(names), names))
    assert root.find(".//{*}Placemark/{*}name").text == " a"


# Any text

TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=12
)


ODD = ["_x0041_", "'quoted'", "\u202e反", "😀", "NULL", "1e9999"]


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@example(ODD, 'a"b')
@example([" ", "\u3000", "''", "]]>", "&amp;", "a,b;c"], "FID")
@given(st.lists(TEXTS, min_size=6, max_size=6), TEXTS)
def test_whatever_text_a_planner_has_comes_home_as_it_was(opened, names, column):
    answer = answers.answer(names, columns={column: names})
    at = sum(len(unit["parts"]) for unit in answer["units"][:5])
    cells = rows_of(written("csv", answer, names))
    assert cells[at]["单元 Unit"] in (names[5], f"'{names[5]}")
    features = json.loads(written("geojson", answer, names))["features"]
    assert [feature["properties"][column] for feature in features] == names
    units = pyogrio.read_dataframe(opened(written("gpkg", answer, names), "gpkg"), layer="units")
    assert list(units["mapapp_unit"]) == names
    assert list(units[safe([column], RESERVED | set(units.columns[:8]))[0]]) == names
    placemarks = ElementTree.fromstring(written("kml", answer, names)).iterfind(".//{*}Placemark/{*}name")
    assert [placemark.text for placemark in placemarks] == [NO_XML.sub("", name) or None for name in names]
    sheet = sheets(written("xlsx", answer, names)).worksheets[0]
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == names
