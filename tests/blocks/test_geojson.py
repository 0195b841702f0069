"""GeoJSON is read to the letter, or refused with the reason."""

import json

import pytest
import shapely

from mapapp.blocks.blocks import Limits, Wishes
from mapapp.blocks.formats import geojson
from mapapp.errors import (
    CRSLinkNotAllowed,
    CRSOutOfRange,
    EncodingInvalid,
    EncodingUnknown,
    GeometryCorrupt,
    InvalidJSON,
    LayerEmpty,
    NotFeatureCollection,
    TooManyColumns,
    TooManyFeatures,
    TooManyVertices,
    UnknownCRS,
)
from tests.blocks import good_files

RING = [[116.355, 39.895], [116.359, 39.895], [116.359, 39.899], [116.355, 39.895]]
POLYGON = {"type": "Polygon", "coordinates": [RING]}


def feature(geometry=POLYGON, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features, **members):
    return {"type": "FeatureCollection", **members, "features": list(features)}


@pytest.fixture
def read(tmp_path):
    def read(document, wishes=None, limits=None):
        path = tmp_path / "upload"
        path.write_bytes(document if isinstance(document, bytes) else json.dumps(document, ensure_ascii=False).encode())
        return geojson.read(path, "units.geojson", wishes or Wishes(), limits or Limits())

    return read


def properties(text):
    """Return a file whose one feature has these properties, a piece of JSON."""
    return b'{"type":"Feature","geometry":null,"properties":%s}' % text.encode("utf-8", "surrogatepass")


def with_coordinates(text):
    return b'{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":%s}}' % text.encode()


def test_names_ids_and_shapes_are_those_of_the_file(read):
    found = read(good_files.geojson())
    assert found.columns == {"编号": list(good_files.IDS), "名称": list(good_files.NAMES)}
    assert shapely.equals_exact(found.geometry, good_files.units()).all()
    assert (found.encoding, found.crs, found.by_format) == ("UTF-8", None, True)
    assert [finding.code for finding in found.findings] == ["encoding_used"]


@pytest.mark.parametrize(
    "document", [collection(feature(a=1)), feature(a=1), POLYGON], ids=["collection", "feature", "geometry"]
)
def test_a_feature_or_a_geometry_alone_will_do(read, document):
    assert shapely.equals_exact(read(document).geometry[0], shapely.Polygon(RING))


@pytest.mark.parametrize(
    "document",
    [
        12345,
        [],
        "text",
        {"type": "Topology", "objects": {}, "arcs": []},
        {"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline"},
        {"links": []},
        {"type": ["FeatureCollection"], "features": []},
        {"type": "FeatureCollection"},
        {"type": "FeatureCollection", "features": {}},
        collection(1),
        collection({"type": "Polygon"}),
        collection({"type": "Feature", "properties": [], "geometry": None}),
    ],
)
def test_other_json_is_no_geojson(read, document):
    with pytest.raises(NotFeatureCollection):
        read(document)


def test_a_collection_without_features_is_empty(read):
    with pytest.raises(LayerEmpty):
        read(collection())


@pytest.mark.parametrize(
    "data",
    [
        b"<svg/>",
        b"  ",
        b'{"type": "FeatureCollection", "features": [',
        properties('{"a": NaN}'),
        with_coordinates("[Infinity, -Infinity]"),
        properties('{"a": 1, "a": 2}'),
        properties("[" * 100_000),
        properties('{"a":' * 100_000),
        properties('{"a": 01}'),
        properties('{"a": "\n"}'),
        properties('{"a": 1,}'),
        properties('{"a": "') + b"\xff\xff",
        properties('{"名称": "西长安街"}').replace("街".encode(), b"\xe8\xa1"),
    ],
)
def test_what_rfc_8259_does_not_allow_is_refused(read, data):
    with pytest.raises(InvalidJSON):
        read(data)


@pytest.mark.parametrize(
    ("written", "cell"),
    [
        ("9007199254740993", "9007199254740993"),
        ("18446744073709551616", "18446744073709551616"),
        ("1" * 5_000, "1" * 5_000),
        ("-0", "-0"),
        ("0.50", "0.50"),
        ("1e400", "1e400"),
        ("0.1", "0.1"),
        ('"001"', "001"),
        ("true", "true"),
        ("null", None),
        ('{"b": [1, "月坛"]}', '{"b": [1, "月坛"]}'),
        (r'"a\ud800b"', "a\ud800b"),
        (r'"\u0000"', "\0"),
    ],
)
def test_a_value_is_kept_as_it_was_written(read, written, cell):
    assert read(properties(f'{{"a": {written}}}')).columns == {"a": [cell]}


def test_properties_may_have_any_name(read):
    names = ["geometry", "id", "fid", "type", "style", "__proto__", "<img src=x>", ""]
    found = read(collection({"id": 7, **feature(), "properties": dict.fromkeys(names, "x")}))
    assert found.columns == {name: ["x"] for name in names}
    assert shapely.equals_exact(found.geometry[0], shapely.Polygon(RING))


def test_the_id_of_a_feature_is_a_column_where_the_properties_have_none(read):
    found = read(collection({"id": 9007199254740993, **feature(a="x")}, feature()))
    assert found.columns == {"id": ["9007199254740993", None], "a": ["x", None]}


def test_a_byte_order_mark_is_no_part_of_the_text(read):
    assert read(good_files.geojson(encoding="utf-8-sig")).columns["名称"] == list(good_files.NAMES)


@pytest.mark.parametrize(("codec", "wished"), [("utf-16", None), ("utf-16", "UTF-16"), ("utf-16-be", "UTF-16")])
def test_utf_16_is_read_by_its_mark_or_the_word_of_the_planner(read, codec, wished):
    found = read(good_files.geojson(encoding=codec), Wishes(encoding=wished))
    assert found.columns["名称"] == list(good_files.NAMES)
    assert [(one.code, one.facts) for one in found.findings] == [("encoding_used", {"encoding": "UTF-16"})]


def test_gb18030_is_guessed_and_said(read):
    found = read(good_files.geojson(encoding="gb18030"))
    assert found.columns["名称"] == list(good_files.NAMES)
    assert found.encoding == "GB18030"
    assert [finding.code for finding in found.findings] == ["encoding_guessed"]


def test_the_encoding_that_the_planner_names_is_taken_or_refused(read):
    assert read(good_files.geojson(encoding="gb18030"), Wishes(encoding="GBK")).columns["名称"] == list(
        good_files.NAMES
    )
    with pytest.raises(EncodingInvalid):
        read(good_files.geojson(encoding="gb18030"), Wishes(encoding="UTF-8"))
    with pytest.raises(EncodingUnknown):
        read(good_files.geojson(), Wishes(encoding="zip"))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("EPSG:4548", "EPSG:4548"),
        ("urn:ogc:def:crs:EPSG::4527", "EPSG:4527"),
        ("urn:ogc:def:crs:EPSG:6.9:3857", "EPSG:3857"),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", "OGC:CRS84"),
        ("http://www.opengis.net/def/crs/EPSG/0/4490", "EPSG:4490"),
    ],
)
def test_a_named_crs_is_heard(read, name, code):
    found = read(collection(feature(), crs={"type": "name", "properties": {"name": name}}))
    assert ":".join(found.crs.to_authority()) == code
    assert not found.by_format


@pytest.mark.parametrize(
    "crs",
    [
        {"type": "name", "properties": {"name": name}}
        for name in (
            "EPSG:999999",
            "/etc/passwd",
            "+proj=longlat +nadgrids=/etc/passwd +no_defs",
            'GEOGCS["a",DATUM["b",SPHEROID["c",1,2]]]',
            "EPSG:4326\n/etc/passwd",
            None,
        )
    ]
    + ["EPSG:4326", [], {"type": "name"}, {"type": "name", "properties": []}],
)
def test_anything_else_is_no_crs_that_we_know(read, crs):
    with pytest.raises(UnknownCRS):
        read(collection(feature(), crs=crs))


def test_a_linked_crs_is_not_followed(read):
    with pytest.raises(CRSLinkNotAllowed):
        read(collection(feature(), crs={"type": "link", "properties": {"href": "http://127.0.0.1/", "type": "proj4"}}))


def test_a_crs_of_null_says_that_none_is_known(read):
    found = read(collection(feature(), crs=None))
    assert (found.crs, found.by_format) == (None, False)


def test_metres_are_not_taken_for_degrees(read):
    assert not read(good_files.geojson("EPSG:4548")).by_format
    assert read(collection(feature({"type": "Point", "coordinates": [39.9, 116.3]}))).by_format


@pytest.mark.parametrize(
    ("geometry", "wkt"),
    [
        ({"type": "Point", "coordinates": [1, 2, 3, 4, 5]}, "POINT (1 2)"),
        ({"type": "MultiPoint", "coordinates": [[1, 2]]}, "MULTIPOINT ((1 2))"),
        ({"type": "LineString", "coordinates": [[1, 2], [3, 4, 5]]}, "LINESTRING (1 2, 3 4)"),
        ({"type": "LineString", "coordinates": [[1, 2]]}, "LINESTRING (1 2, 1 2)"),
        ({"type": "MultiLineString", "coordinates": [[[1, 2], [3, 4]]]}, "MULTILINESTRING ((1 2, 3 4))"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [0, 2]]]}, "POLYGON ((0 0, 2 0, 0 2, 0 0))"),
        ({"type": "Polygon", "coordinates": [[[0, 0]]]}, "POLYGON ((0 0, 0 0, 0 0, 0 0))"),
        (
            {"type": "MultiPolygon", "coordinates": [[[[0, 0], [2, 0], [0, 2]]]]},
            "MULTIPOLYGON (((0 0, 2 0, 0 2, 0 0)))",
        ),
        (
            {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [1, 2]}]},
            "GEOMETRYCOLLECTION (POINT (1 2))",
        ),
    ],
)
def test_a_geometry_is_flat_and_closed(read, geometry, wkt):
    assert read(geometry).geometry[0].wkt == wkt


@pytest.mark.parametrize("kind", ["Point", "LineString", "Polygon", "MultiPolygon"])
def test_null_and_empty_geometries_are_none(read, kind):
    found = read(collection(feature(None), feature({"type": kind, "coordinates": []}), {"type": "Feature"}))
    assert list(found.geometry) == [None, None, None]


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": None},
        {"type": "Polygon", "coordinates": [[[1], [1, 2], [3, 4, 5]]]},
        {"type": "Polygon", "coordinates": RING},
        {"type": "Polygon", "coordinates": [[["116", "39"], ["116", "40"], ["117", "39"]]]},
        {"type": "Point", "coordinates": [True, False]},
        {"type": "Point", "coordinates": {"x": 1, "y": 2}},
        {"type": "Circle", "coordinates": [1, 2]},
        {"type": "GeometryCollection"},
        {"coordinates": [1, 2]},
        "POINT (1 2)",
    ],
)
def test_a_malformed_geometry_is_named_by_its_number(read, geometry):
    with pytest.raises(GeometryCorrupt, match="feature 2"):
        read(collection(feature(), feature(geometry)))


@pytest.mark.parametrize("number", ["1e400", "-1e400", "1" * 400])
def test_a_number_beyond_all_is_out_of_range(read, number):
    with pytest.raises(CRSOutOfRange):
        read(with_coordinates(f"[{number}, 39.9]"))


def test_collections_within_collections_end_somewhere(read):
    nested = b'{"type":"GeometryCollection","geometries":[' * 2_000 + b"]}" * 2_000
    with pytest.raises(InvalidJSON):
        read(nested)


@pytest.mark.parametrize(
    ("limits", "refusal"),
    [
        (Limits(features=1), TooManyFeatures),
        (Limits(vertices=7), TooManyVertices),
        (Limits(columns=1), TooManyColumns),
    ],
)
def test_limits_are_kept(read, limits, refusal):
    document = collection(feature(a=1), feature(b=2))
    assert len(read(document, limits=Limits(features=2, vertices=8, columns=2)).geometry) == 2
    with pytest.raises(refusal):
        read(document, limits=limits)


def test_a_sample_of_ours_says_that_it_is_illustrative(read):
    assert read(collection(feature(), mapapp={"illustrative": True})).illustrative
    assert not read(collection(feature(), mapapp={"illustrative": "yes"})).illustrative
