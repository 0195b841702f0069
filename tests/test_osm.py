"""From an extract of OpenStreetMap to a base map: what is drawn, what is refused, and what the site says of it.

`tests/data/city.osm` is a town invented for these tests; `city.osm.pbf` is the same, written by osmium.
"""

import configparser
import json
import logging
import os
import shutil
import subprocess
import sys
import time
from html import unescape
from pathlib import Path

import pytest
import shapely
from shapely.geometry import shape

from mapapp.basemap import extract, importing, joining, kinds, names
from mapapp.basemap.extract import Thing
from mapapp.cli import main
from mapapp.errors import BaseMapNotWritten, ExtractTooLarge
from mapapp.layers import basemap
from mapapp.paths import PACKAGE
from mapapp.places.gazetteer import open_gazetteer
from mapapp.settings import Settings
from mapapp.web.app import create_app
from tests.conftest import FIRST

DATA = Path(__file__).parent / "data"
XML, PBF = DATA / "city.osm", DATA / "city.osm.pbf"
TEXT = XML.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def outline():
    return open_gazetteer(FIRST).district.geometry


@pytest.fixture
def target(tmp_path):
    return tmp_path / "basemap" / "openstreetmap.geojson"


@pytest.fixture
def made(outline, target):
    """Return a function that makes a base map of a file or of the text of one; it returns its features by id."""

    def _made(source):
        if isinstance(source, str):
            file = target.parents[1] / "some.osm"
            file.write_text(source, encoding="utf-8")
        else:
            file = source
        return {feature["id"]: feature for feature in importing.import_extract(file, outline, target)}

    return _made


def test_both_formats_give_the_same_bytes_time_after_time(made, target):
    found = []
    for file in (XML, PBF, XML):
        made(file)
        found.append(target.read_bytes())
    assert found[0] == found[1] == found[2]


def test_what_is_made_can_be_drawn_without_exception(made, target):
    features = made(XML)
    assert basemap.sift(target, target.read_bytes()) == (list(features.values()), [])
    collection = json.loads(target.read_bytes())
    assert collection["licence"] == "ODbL-1.0"
    assert collection["attribution"] == "© OpenStreetMap contributors"
    assert {feature["properties"]["kind"] for feature in features.values()} == set(basemap.KINDS) - {"sight"}


def test_a_lake_of_two_shores_has_its_island_and_one_name(made):
    features = made(XML)
    lake, other, island = (features[id] for id in ("osm-relation-7", "osm-relation-7-2", "osm-way-103"))
    assert shape(lake["geometry"]).interiors
    assert shape(lake["geometry"]).intersection(shape(island["geometry"])).area == 0
    assert [one["properties"]["name_en"] for one in (lake, other)] == ["Twin Lake", ""]
    assert (lake["properties"]["rank"], other["properties"]["rank"]) == (1, 3)


def test_a_ring_of_three_ways_is_one_line_and_its_second_carriageway_is_not_drawn(made):
    ring = made(XML)["osm-way-121"]
    form = shape(ring["geometry"])
    assert form.is_ring
    assert len(form.coords) == 5
    assert ring["properties"]["kind"] == "ring"
    assert ring["properties"]["placed"].startswith("OpenStreetMap way/121, way/122, way/123, as of the extract")
    assert ring["properties"]["error_m"] == 35
    assert "osm-way-124" not in made(XML)
    far_apart = TEXT.replace('lat="39.90016"', 'lat="39.90216"')
    assert made(far_apart)["osm-way-124"]["properties"]["error_m"] == 15


def test_stations_of_one_name_are_one_where_they_are_near(made):
    features = made(XML)
    station = features["osm-node-91"]
    assert station["geometry"]["coordinates"] == [116.37, 39.9085]
    assert station["properties"]["error_m"] == 40 + 56
    assert station["properties"]["name_zh_hant"] == "甲門"
    assert "osm-node-94" not in features
    apart = made(TEXT.replace('lat="39.9090"', 'lat="39.9290"'))
    assert {"osm-node-91", "osm-node-92"} <= apart.keys()


def test_a_neighbour_is_named_outside_the_district(made, outline):
    neighbour = made(XML)["osm-relation-8"]
    assert not outline.contains(shape(neighbour["geometry"]))
    here = TEXT.replace('lon="116.4000"', 'lon="116.3300"').replace('lon="116.4060"', 'lon="116.3900"')
    assert "osm-relation-8" not in made(here)


def test_what_is_small_or_far_away_is_left_out(made):
    features = made(XML)
    assert not {"osm-way-164", "osm-way-151"} & features.keys()
    assert features["osm-way-131"]["properties"]["name_zh_hans"] == ""
    assert "osm-way-141" in features


@pytest.mark.parametrize(
    ("old", "new", "gone"),
    [
        ('<nd ref="34"/><nd ref="31"/>', '<nd ref="34"/>', "osm-way-131"),
        ('<nd ref="63"/><nd ref="64"/>', '<nd ref="63"/>', "osm-way-162"),
        ('<nd ref="63"/><nd ref="64"/>', '<nd ref="63"/><nd ref="63"/>', "osm-way-162"),
        ('<member type="way" ref="102"', '<member type="way" ref="998"', "osm-relation-7"),
    ],
)
def test_a_thing_without_a_form_does_not_spoil_the_others(made, old, new, gone):
    assert old in TEXT
    features = made(TEXT.replace(old, new))
    assert gone not in features
    assert len(features) >= 10


def test_a_park_that_crosses_itself_is_cut_where_it_does(made, target):
    bow = TEXT.replace('<nd ref="31"/><nd ref="32"/><nd ref="33"/>', '<nd ref="31"/><nd ref="33"/><nd ref="32"/>')
    assert {"osm-way-131", "osm-way-131-2"} <= made(bow).keys()
    assert basemap.sift(target, target.read_bytes())[1] == []


def test_the_configuration_names_every_tag_that_is_sought():
    configuration = configparser.ConfigParser()
    configuration.read(extract.CONFIGURATION)
    for layer, keys in kinds.SOUGHT.items():
        assert configuration[extract.LAYERS[layer]]["attributes"].split(",") == list(keys)
    closed = configuration["general"]["closed_ways_are_polygons"].split(",")
    assert set(kinds.AREA_KINDS) - {"admin_level"} <= set(closed)
    assert list(kinds.AREA_KINDS) == list(kinds.SOUGHT["areas"])


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"highway": "trunk", "name": "北二环"}, "ring"),
        ({"highway": "primary", "ref": "三环路"}, "ring"),
        ({"highway": "tertiary", "name": "湖环路"}, "street"),
        ({"highway": "trunk_link", "name": "北二环"}, None),
        ({"highway": "motorway", "name": "京开高速"}, "avenue"),
        ({"highway": "secondary", "area": "yes"}, None),
        ({"waterway": "canal", "tunnel": "culvert"}, None),
        ({"waterway": "river", "tunnel": "no"}, "moat"),
        ({"waterway": "stream"}, None),
    ],
)
def test_the_kind_of_a_line(tags, kind):
    assert kinds.line_kind(tags) == kind


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"natural": "water", "water": "moat"}, "lake"),
        ({"natural": "water", "water": "wastewater"}, None),
        ({"leisure": "park", "place": "islet"}, "island"),
        ({"leisure": "garden", "historic": "palace"}, "palace"),
        ({"castle_type": "palace", "historic": "castle"}, "palace"),
        ({"admin_level": "6", "boundary": "administrative"}, "neighbour"),
        ({"admin_level": "6"}, None),
        ({"leisure": "pitch"}, None),
    ],
)
def test_the_kind_of_an_area(tags, kind):
    assert kinds.area_kind(tags) == kind


@pytest.mark.parametrize(
    ("tags", "three"),
    [
        ({}, ("", "", "")),
        ({"name": "后海"}, ("后海", "后海", "后海")),
        ({"name": "後海", "name:zh-Hans": "后海", "name:en": "Houhai"}, ("后海", "后海", "Houhai")),
        ({"name": "后海", "name:zh-Hant": "後海", "name:zh_pinyin": "Hòu Hǎi"}, ("后海", "後海", "Hòu Hǎi")),
        ({"name": " a\n\u202eb\x00 "}, ("a b", "a b", "a b")),
    ],
)
def test_names_are_those_of_openstreetmap_and_none_is_made(tags, three):
    assert names.names(tags) == three


def test_a_long_road_of_many_ways_says_how_many():
    ways = [
        Thing(("way", number), {"highway": "primary", "name": "路"}, shapely.LineString([(x, 0), (x + 100, 0)]))
        for number, x in enumerate(range(0, 1000, 100), 1)
    ]
    (piece,) = joining.line_pieces(ways)
    assert piece.placed == "OpenStreetMap way/1, way/2, way/3 and 7 more, as of the extract"
    assert piece.geometry.length == 1000


# What is refused


@pytest.fixture
def run(capsys, monkeypatch, geodata):
    """Run the import; check that it refuses in one sentence of each language and harms nothing; return the English."""
    target = Settings(geodata).imported_basemap
    target.write_bytes(b"what was there")

    def _run(path, status=2):
        sentences = {}
        for locale in ("zh_CN.UTF-8", "C.UTF-8"):
            monkeypatch.setenv("LC_ALL", locale)
            assert main.main(["basemap", "import", str(path), "--geodata", str(geodata)]) == status
            printed, sentences[locale] = capsys.readouterr()
            assert printed == ""
            assert sentences[locale].count("\n") == 1
        assert target.read_bytes() == b"what was there"
        assert [path.name for path in target.parent.iterdir() if path.name.startswith(".")] == []
        assert sentences["C.UTF-8"] != sentences["zh_CN.UTF-8"]
        return sentences["C.UTF-8"]

    return _run


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "not OpenStreetMap"),
        (b"PK\x03\x04", "not OpenStreetMap"),
        (b'{"type": "FeatureCollection", "features": []}', "not OpenStreetMap"),
        (PBF.read_bytes()[:-5], "damaged"),
        (PBF.read_bytes()[:200], "damaged"),
        (XML.read_bytes()[:3000], "damaged"),
        (TEXT.replace('<way id="141">', '<way id="162">').encode(), "damaged"),
        (TEXT.replace("</osm>", '<node id="2" lat="39.9" lon="116.3"/></osm>').encode(), "osmium sort"),
        (TEXT.replace("长街", "\udcff").encode(errors="surrogateescape"), "damaged"),
        (b'<osm version="0.6"></osm>', "nothing in this extract"),
        (TEXT.replace('lat="39.', 'lat="49.').encode(), "116.297,39.854,116.411,39.986"),
    ],
)
def test_bad_input_gets_one_sentence_and_harms_nothing(run, tmp_path, content, why):
    file = tmp_path / "city.osm.pbf"
    file.write_bytes(content)
    assert why in run(file)


def test_a_file_that_is_not_one_gets_one_sentence(run, tmp_path):
    assert "no such file" in run(tmp_path / "none.osm")
    assert "Is a directory" in run(tmp_path)
    assert "cannot be opened" in run("nul\0l.osm")


def test_a_huge_file_is_refused_with_the_way_to_cut_it(outline, target, tmp_path):
    huge = tmp_path / "china.osm.pbf"
    shutil.copy(PBF, huge)
    os.truncate(huge, 500_000_001)
    with pytest.raises(ExtractTooLarge, match=r"-b 116\.297,39\.854,116\.411,39\.986"):
        importing.import_extract(huge, outline, target)


def test_a_full_disk_leaves_what_was_there(outline, target, monkeypatch):
    importing.import_extract(XML, outline, target)
    before = target.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BaseMapNotWritten, match="No space left"):
        importing.import_extract(PBF, outline, target)
    assert list(target.parent.iterdir()) == [target]
    assert target.read_bytes() == before


def test_a_killed_import_leaves_the_old_file_or_the_new_one(geodata, outline, times):
    target = Settings(geodata).imported_basemap
    command = [sys.executable, "-m", "mapapp", "basemap", "import", str(XML), "--geodata", str(geodata)]
    environment = os.environ | {"PYTHONPATH": str(PACKAGE.parent)}
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    new = target.read_bytes()
    for step in range(times(3, 30)):
        target.write_bytes(b"old")
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        time.sleep(0.3 + 1.2 * step / times(3, 30))
        process.kill()
        process.wait()
        assert target.read_bytes() in (b"old", new)


# What the site makes of it


def shown(geodata, language="en"):
    client = create_app(Settings(geodata)).test_client()
    return client.get("/basemap.geojson").json, unescape(client.get(f"/{language}/").get_data(as_text=True))


def test_the_site_shows_the_imported_map_with_its_credit(geodata, capsys):
    assert main.main(["basemap", "import", str(PBF), "--geodata", str(geodata)]) == 0
    assert "12 features" in capsys.readouterr().out
    collection, page = shown(geodata)
    assert collection == json.loads(Settings(geodata).imported_basemap.read_bytes())
    assert "Base map © OpenStreetMap contributors, ODbL" in page
    assert "Schematic map" not in page
    assert page.count("© OpenStreetMap") == 1


def test_a_damaged_imported_map_is_told_and_the_schematic_one_is_shown(geodata, caplog):
    Settings(geodata).imported_basemap.write_bytes(b'{"type": "FeatureColl')
    with caplog.at_level(logging.WARNING):
        collection, page = shown(geodata)
    assert len(caplog.records) == 1
    assert "openstreetmap.geojson" in caplog.text
    assert "ring2" in [feature["id"] for feature in collection["features"]]
    assert "Schematic map, not for measuring" in page
