"""A file is what it holds; its name decides only how a stranger is refused."""

import pytest

from mapapp.blocks.formats.recognise import recognise
from mapapp.errors import ContentMismatch, FileEmpty, FormatNotAllowed
from tests.blocks.good_files import archive, csv, geojson, geoparquet, good_files, kml, written

XML = b'<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by hand -->\n'
VRT = b"<OGRVRTDataSource><OGRVRTLayer><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
BILLION_LAUGHS = b'<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "<b>"><!ENTITY c "&a;&a;">]><kml>&c;</kml>'


@pytest.fixture
def recognised(tmp_path):
    def recognised(data, name, wished=None):
        path = tmp_path / "upload"
        path.write_bytes(data)
        return recognise(path, name, wished)

    return recognised


def test_every_good_file_is_recognised(recognised):
    for file in good_files():
        assert recognised(file.data, file.name) == file.format, file.name


@pytest.mark.parametrize(
    ("data", "format_"),
    [
        (geojson(), "GeoJSON"),
        (kml(), "KML"),
        (written("GPKG"), "GeoPackage"),
        (written("FlatGeobuf"), "FlatGeobuf"),
        (geoparquet(), "GeoParquet"),
        (archive({"units.shp": b""}), "Shapefile"),
        (archive({"doc.kml": b""}), "KMZ"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.parametrize("name", ["units.csv", "units.json", "units.gpkg", "units.kmz", "街区单元"])
def test_a_good_file_under_another_name_is_what_it_holds(recognised, data, format_, name):
    assert recognised(data, name) == format_


@pytest.mark.parametrize(
    "name", ["units.geojson.php", "units.vrt", "units.GML", "units.xlsx", "units.shp", "units.geojson.7z"]
)
def test_an_extension_of_no_format_of_ours_is_refused_whatever_the_file_holds(recognised, name):
    with pytest.raises(FormatNotAllowed):
        recognised(geojson(), name)


@pytest.mark.parametrize(
    "name", ["  .geojson", "UNITS.GeoJSON", "C:\\Windows\\win.ini.geojson", ".htaccess.geojson", "units"]
)
def test_a_strange_name_does_no_harm(recognised, name):
    assert recognised(geojson(), name) == "GeoJSON"


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\xff\xfe"])
@pytest.mark.parametrize("name", ["units.geojson", "units.csv"])
def test_an_empty_file_is_said_to_be_empty(recognised, data, name):
    with pytest.raises(FileEmpty):
        recognised(data, name)


def test_text_with_zero_bytes_is_utf_16_only_where_the_planner_says_so(recognised):
    data = csv().decode().encode("utf-16-be")
    assert recognised(data, "units.csv", "UTF-16") == "CSV"
    with pytest.raises(ContentMismatch):
        recognised(data, "units.csv")


@pytest.mark.parametrize(
    "data",
    [
        VRT,
        XML + VRT,
        XML + b'<gpx version="1.1"/>',
        XML + b"<osm/>",
        XML + b'<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs"/>',
        b"<!DOCTYPE osm [<!ENTITY a 'b'>]><osm/>",
        b"<VRTDataset/>",
        b"\x7fELF\x02\x01\x01\0\0\0",
        b"\x89PNG\r\n\x1a\n\0",
    ],
)
@pytest.mark.parametrize(
    "name", ["units.geojson", "units.csv", "units.kml", "units.gpkg", "units.fgb", "units.parquet"]
)
def test_a_format_that_is_not_ours_is_no_match_for_any_name(recognised, data, name):
    with pytest.raises(ContentMismatch):
        recognised(data, name)


@pytest.mark.parametrize(
    "data", [b'<svg onload="alert(1)"/>', b"<!DOCTYPE html><html/>", b"12345", b"id,name\n", b"  "]
)
def test_text_under_a_name_of_json_is_left_to_the_parser_of_json(recognised, data):
    assert recognised(data, "units.geojson") == "GeoJSON"


@pytest.mark.parametrize("data", [b"<html/>", XML + b"<ogc/>"])
def test_other_xml_is_no_kml_and_no_csv(recognised, data):
    for name in ("units.kml", "units.csv"):
        with pytest.raises(ContentMismatch):
            recognised(data, name)


@pytest.mark.parametrize(
    "data", [BILLION_LAUGHS, b"\xef\xbb\xbf<kml:kml/>", kml().decode().encode("utf-16"), b"<?xml "]
)
def test_strange_and_broken_kml_is_left_to_its_reader(recognised, data):
    assert recognised(data, "units.kml") == "KML"


def test_a_broken_archive_is_left_to_its_reader_and_a_strange_one_is_refused(recognised):
    assert recognised(archive({"units.shp": b""})[:-30], "units.zip") == "Shapefile"
    assert recognised(archive({"units.shp": b""})[:-30], "units.kmz") == "KMZ"
    with pytest.raises(ContentMismatch):
        recognised(archive({"xl/workbook.xml": b""}), "units.geojson")


def test_csv_is_text_under_its_name(recognised):
    assert recognised(csv(), "units.txt") == recognised(csv().decode().encode("utf-16"), "units.csv") == "CSV"
    with pytest.raises(ContentMismatch):
        recognised(csv(), "units.gpkg")


def test_an_unknown_file_without_extension_is_of_no_format(recognised):
    with pytest.raises(FormatNotAllowed):
        recognised(b"\x7fELF\0", "units")


def test_xml_that_never_comes_to_its_root_is_given_up_at_once(recognised):
    assert recognised(b"<?" * 30_000, "units.kml") == "KML"
    assert recognised(b"<!-- -->" * 8_000 + b"<", "units.kml") == "KML"
