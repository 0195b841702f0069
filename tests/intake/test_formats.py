"""What is read of each format: names, kinds, datum, source and licence; and what is refused, and how."""

import json
from pathlib import Path

import pytest
from shapely.geometry import Point

from mapapp import errors
from mapapp.intake.importing import import_file
from mapapp.intake.records import Wishes
from mapapp.places.ground import metres_away
from tests.intake.conftest import STATED
from tests.intake.test_import import everything
from tests.osm import drawn

HERE, THERE = (116.3600, 39.9000), (116.3612, 39.9000)
NOTHING = Wishes()


def feature(name, geometry=None, **properties):
    geometry = {"type": "Point", "coordinates": list(geometry)} if isinstance(geometry, tuple) else geometry
    return {"type": "Feature", "properties": {"name": name} | properties, "geometry": geometry}


def collection(*features, **members):
    return json.dumps({"type": "FeatureCollection", "features": features} | members)


def only(proposals):
    (proposal,) = proposals
    return proposal


# GeoJSON


def test_geojson_is_on_wgs84_and_keeps_its_id_source_and_licence(bring, proposed):
    bring(collection(feature("槐树会馆", HERE, kind="heritage", name_en="Scholar-Tree Hall") | {"id": 7}))
    new = only(proposed())
    assert new["geometry"] == {"type": "Point", "coordinates": list(HERE)}
    assert new["from"] | {"sha256": ""} == {"source": "Our survey", "ref": "7", "licence": "CC0", "sha256": ""}
    row = new["row"]
    assert (row["id"], row["kind"], row["name_en"]) == ("huaishu-huiguan", "heritage", "Scholar-Tree Hall")
    assert (row["name_zh_hant"], row["pinyin"]) == ("槐樹會館", "huai shu hui guan")
    assert (row["certainty"], row["accuracy_m"]) == ("exact", "100")
    assert (row["source"], row["licence"]) == ("Our survey: 7", "CC0")
    assert "our assumption. Made by machine: Traditional characters, pinyin." in row["method"]


def test_the_file_may_state_source_licence_and_accuracy_itself(bring, proposed):
    said = feature("槐树会馆", HERE, source="街道普查", licence="CC BY 4.0", accuracy_m=5)
    bring(collection(said, feature("榆树会馆", THERE), source="District", license="MIT"), NOTHING)
    first, second = sorted(proposed(), key=lambda proposal: proposal["from"]["ref"])
    assert (first["from"]["source"], first["from"]["licence"]) == ("街道普查", "CC BY 4.0")
    assert (second["from"]["source"], second["from"]["licence"]) == ("District", "MIT")
    assert first["row"]["accuracy_m"] == "5"
    assert "The accuracy is what the source states." in first["row"]["method"]


@pytest.mark.parametrize(
    ("crs", "member", "shift_m", "said"),
    [
        (None, None, 0, None),
        ("GCJ-02", None, 550, "GCJ-02"),
        ("bd09", None, 1350, "BD-09"),
        (None, "urn:ogc:def:crs:OGC:1.3:CRS84", 0, None),
        (None, "urn:ogc:def:crs:EPSG::4490", 0, "EPSG:4490"),
        ("EPSG:4490", "EPSG:4490", 0, "EPSG:4490"),
    ],
)
def test_another_datum_is_named_and_converted(bring, proposed, crs, member, shift_m, said):
    members = {"crs": {"type": "name", "properties": {"name": member}}} if member else {}
    bring(collection(feature("槐树会馆", HERE), **members), Wishes("x", "CC0", crs))
    new = only(proposed())
    assert abs(metres_away(Point(HERE), *new["geometry"]["coordinates"]) - shift_m) < 25
    assert ("Converted from" in new["row"]["method"]) == bool(said)
    assert not said or f"由 {said} 转换为 WGS-84" in new["row"]["method_zh_hans"]


def test_a_projected_file_is_read_in_its_own_coordinates(bring, proposed):
    bring(collection(feature("槐树会馆", (445297.0, 4418500.0))), Wishes("x", "CC0", "EPSG:4548"))
    lon, lat = only(proposed())["geometry"]["coordinates"]
    assert (round(lon, 2), round(lat, 2)) == (116.36, 39.9)


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Point", "coordinates": ["1e999", 39.9]},
        {"type": "Point", "coordinates": [39.9, 116.36]},
        {"type": "Point", "coordinates": [10**400, 39.9]},
        {"type": "Point", "coordinates": []},
        {"type": "Point", "coordinates": ["a", "b"]},
        {"type": "Point"},
        {"type": "MultiPoint", "coordinates": [[116.36, 39.9]]},
        {
            "type": "Polygon",
            "coordinates": [[[116.36, 39.9], [116.37, 39.91], [116.37, 39.9], [116.36, 39.91], [116.36, 39.9]]],
        },
        {"type": "GeometryCollection", "geometries": []},
        "POINT (1 1)",
        [1, 2],
    ],
)
def test_a_shape_that_cannot_be_used_is_broken_and_told(bring, geodata, proposed, geometry):
    text = collection(feature("坏树会馆", geometry), feature("槐树会馆", HERE)).replace('"1e999"', "1e999")
    account = bring(text)
    assert (account.broken, account.used, account.objects) == (1, 1, 2)
    told = json.loads((geodata / account.path).read_bytes())["file"]["broken"]
    assert only(told)["name"] == "坏树会馆"
    assert only(told)["en"].startswith("feature 1: ")


def test_a_feature_without_a_shape_is_a_row_without_a_position(bring, proposed):
    bring(collection(feature("槐树会馆"), feature("砖塔胡同", alt_name="塔胡同")))
    new, alias = sorted(proposed(), key=lambda proposal: proposal["action"], reverse=True)
    assert (new["action"], new["row"]["certainty"], new["geometry"]) == ("new", "", None)
    assert new["row"]["method"].startswith("The source gives no position")
    assert (alias["action"], alias["row"]) == ("alias", {"aliases": "塔胡同"})


# Linked Places


def test_linked_places_state_names_by_language_and_how_sure_they_are(bring, proposed):
    place = {
        "@id": "https://places.example/1",
        "type": "Feature",
        "properties": {"title": "Scholar Tree Lane"},
        "names": [
            {"toponym": "槐樹胡同", "lang": "zh-Hant"},
            {"toponym": "Huaishu Hutong", "lang": "en"},
            {"toponym": "槐树胡同", "lang": "zh"},
            {"toponym": "大槐树胡同", "lang": "zh"},
            {"toponym": 3},
        ],
        "types": [{"label": "hutong"}],
        "geometry": {"type": "GeometryCollection", "geometries": [
            {"type": "LineString", "coordinates": [HERE, THERE], "certainty": "uncertain"},
        ]},
    }  # fmt: skip
    context = "https://raw.githubusercontent.com/LinkedPasts/linked-places-format/main/linkedplaces-context-v1.1.jsonld"
    bring(
        collection(place, **{"@context": context, "indexing": {"license": "CC BY 4.0", "name": "x"}}),
        Wishes(source="WHG"),
    )
    new = only(proposed())
    row = new["row"]
    assert (row["name_zh_hans"], row["name_zh_hant"], row["name_en"]) == ("槐树胡同", "槐樹胡同", "Huaishu Hutong")
    assert (row["aliases"], row["kind"], row["certainty"]) == ("大槐树胡同;大槐樹胡同", "hutong", "approximate")
    assert new["from"] | {"sha256": ""} == {
        "source": "WHG", "ref": "https://places.example/1", "licence": "CC BY 4.0", "sha256": "",
    }  # fmt: skip


# CSV


@pytest.mark.parametrize(
    ("text", "crs"),
    [
        ("name,lon,lat\n槐树会馆,116.36,39.9\n", "WGS-84"),
        ("\ufeff名称;经度;纬度\r\n槐树会馆;116.36;39.9\r\n", "WGS-84"),
        ("name\tlng_wgs84\tlat_wgs84\n槐树会馆\t116.36\t39.9\n", None),
        ("name,WKT\n槐树会馆,POINT (116.36 39.9)\n", "WGS-84"),
        ('name,x,y\n"槐树会馆",116.36,39.9\n', "EPSG:4326"),
    ],
)
def test_a_table_is_read_by_its_columns(bring, proposed, text, crs):
    bring(text, Wishes("x", "CC0", crs), name="places.csv")
    new = only(proposed())
    assert new["geometry"]["coordinates"] == list(HERE)
    assert new["from"]["ref"] == "row 1"


def test_a_row_of_a_table_without_a_usable_position_is_broken(bring):
    text = "name,lon,lat\n甲树馆,nan,39.9\n乙树馆,116.36,inf\n丙树馆,x,y\n丁树馆,39.9,116.36\n戊树馆,116.36,39.9\n"
    account = bring(text, Wishes("x", "CC0", "WGS-84"), name="places.csv")
    assert (account.broken, account.used) == (4, 1)


# What is refused

LINKED = {"type": "link", "properties": {"href": "http://127.0.0.1/"}}
NAMED = {"type": "name", "properties": {"name": "EPSG:4490"}}


@pytest.mark.parametrize(
    ("content", "wishes", "error", "words"),
    [
        (collection(feature("槐树会馆", HERE)), NOTHING, errors.LicenceMissing, "--source, --licence"),
        (collection(feature("槐树会馆", HERE)), Wishes("x"), errors.LicenceMissing, "with --licence"),
        ("name,lon,lat\n槐树会馆,116.36,39.9\n", STATED, errors.DatumMissing, "--crs"),
        ("name,lon_gcj02,lat\n槐树,1,2\n", Wishes("x", "y", "BD-09"), errors.SourceContradicted, "GCJ-02"),
        ("name,lon,lat\n槐树会馆,1,2\n", Wishes("x", "y", "EPSG:1"), errors.DatumUnknown, "EPSG:1"),
        ("name,lon,lat\n槐树会馆,1,2\n", Wishes("x", "y", "/etc/passwd"), errors.DatumUnknown, "/etc/passwd"),
        ("name,a,b\n槐树会馆,1,2\n", STATED, errors.ColumnsUnknown, "name, a, b"),
        ("lon,lat\n1,2\n", STATED, errors.ColumnsUnknown, "lon, lat"),
        ('name,lon,lat\n"槐树,1,2\n', STATED, errors.SourceUnreadable, "CSV"),
        ("name,lon,lat\n" + "x" * 1_000_001 + ",1,2\n", STATED, errors.SourceUnreadable, "CSV"),
        ("名称,lon,lat\n槐树,1,2\n".encode("gb18030"), STATED, errors.SourceUnreadable, "GBK"),
        (collection(feature("Elm Hall", HERE)), STATED, errors.NothingNamed, "Chinese name"),
        (collection(), STATED, errors.NothingNamed, "0 objects"),
        (collection(crs=LINKED), STATED, errors.SourceUnreadable, "crs"),
        (collection(crs="EPSG:4326"), STATED, errors.SourceUnreadable, "crs"),
        (collection(crs=NAMED), Wishes("x", "y", "GCJ-02"), errors.SourceContradicted, "4490"),
        ('{"type": "FeatureCollection", "features": [{"geometry": [NaN]}]}', STATED, errors.SourceUnreadable, "NaN"),
        ('{"a":' * 100_000, STATED, errors.SourceUnreadable, "nested too deeply"),
        ('{"a": ' + "9" * 5000 + "}", STATED, errors.SourceUnreadable, "JSON"),
        ('{"type": "FeatureCollection", "features": {}}', STATED, errors.SourceUnreadable, "FeatureCollection"),
        ('{"type": "Topology"}', STATED, errors.SourceUnreadable, "FeatureCollection"),
        ("{", STATED, errors.SourceUnreadable, "JSON"),
        (b"", STATED, errors.SourceUnknown, "none of"),
        (b"PK\x03\x04", STATED, errors.SourceUnknown, "none of"),
        (b"a\0b", STATED, errors.SourceUnknown, "none of"),
        ("<OGRVRTDataset><OGRVRTLayer name='x'/></OGRVRTDataset>", STATED, errors.SourceUnknown, "none of"),
        ("<kml/>", STATED, errors.SourceUnknown, "none of"),
        ('<!DOCTYPE osm [<!ENTITY a "aaaa">]><osm>&a;</osm>', NOTHING, errors.ExtractBroken, "document type"),
        (drawn.xml(drawn.Drawing()), NOTHING, errors.NothingNamed, "0 objects"),
        (drawn.xml(drawn.Drawing()), Wishes(crs="GCJ-02"), errors.SourceContradicted, "--crs"),
        (drawn.xml(drawn.Drawing()), Wishes(licence="MIT"), errors.SourceContradicted, "ODbL"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence_and_harms_nothing(
    geodata, tmp_path, content, wishes, error, words
):
    file = tmp_path / "some.osm"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    before = everything(geodata)
    with pytest.raises(error) as refused:
        import_file(file, geodata, wishes)
    english, chinese = (refused.value.sentence(language) for language in ("en", "zh-hans"))
    assert words in english
    assert english.count("\n") == chinese.count("\n") == 0
    assert len(english) < 700
    assert everything(geodata) == before


def test_a_file_that_is_not_there_is_refused(geodata, tmp_path):
    with pytest.raises(errors.SourceMissing):
        import_file(tmp_path / "none.csv", geodata, STATED)
    with pytest.raises(errors.SourceClosed):
        import_file(tmp_path, geodata, STATED)
    with pytest.raises(errors.SourceClosed):
        import_file(Path("/dev/zero"), geodata, STATED)
    with pytest.raises(errors.SourceClosed):
        import_file("nul\0l.csv", geodata, STATED)


def test_letters_that_no_file_can_hold_do_no_harm(bring, geodata, tmp_path):
    file = tmp_path / "a\udcff b.json"
    file.write_text(collection(feature("槐\ud800树馆", HERE, name_en="\udfff") | {"id": "\ud800"}), encoding="utf-8")
    account = bring(file, Wishes("x\udcff", "CC0\n"))
    assert account.path == "proposals/a-b.json"
    assert json.loads((geodata / account.path).read_text(encoding="utf-8"))["file"]["source"] == "x"


def test_a_file_that_is_too_large_is_refused(bring, monkeypatch):
    monkeypatch.setattr("mapapp.intake.sources.LARGEST_TEXT_MB", 0)
    with pytest.raises(errors.SourceTooLarge):
        bring(collection(feature("槐树会馆", HERE)))


def test_what_a_name_holds_stays_text(bring, proposed):
    bring(collection(feature('=HYPERLINK("x"),\n"槐\u202e树"<img onerror=1>', HERE)))
    row = only(proposed())["row"]
    assert row["name_zh_hans"] == '=HYPERLINK("x"), "槐 树"<img onerror=1>'
    assert "\n" not in "".join(row.values())
