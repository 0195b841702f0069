"""What a page says to machines: JSON-LD that names place, quote and source, and invents nothing."""

import json
import re
import shutil
from html.parser import HTMLParser

from mapapp.atlas.build import build
from mapapp.layers import store
from mapapp.publish import jsonld
from mapapp.settings import Settings
from mapapp.view.plates import plates
from mapapp.web.app import create_app
from tests.conftest import SECOND
from tests.walls import altered, features, make_hostile

EVIL = "</script><script>alert(1)</script><!--\u2028\u2029&"


class Blocks(HTMLParser):
    """The data blocks of a page as a browser's parser cuts them out."""

    def __init__(self, page):
        super().__init__()
        self.blocks, self._inside = [], False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self._inside = tag == "script" and dict(attributes).get("type") == "application/ld+json"

    def handle_data(self, data):
        if self._inside:
            self.blocks.append(data)

    def handle_endtag(self, tag):
        self._inside = False


def told(answer):
    """Return the things that a page tells of, by type."""
    (block,) = Blocks(answer.text).blocks
    document = json.loads(block)
    assert document["@context"] == "https://schema.org"
    return {type_: [one for one in document["@graph"] if one["@type"] == type_] for type_ in types(document)}


def types(document):
    return {one["@type"] for one in document["@graph"]}


def test_a_place_is_told_with_its_names_its_quote_and_its_source(client, layers):
    for plate in plates(layers).values():
        things = told(client.get(f"/en/sites/{plate.id}"))
        (place,), (article,) = things["Place"], things["Article"]
        names = {name["@language"]: name["@value"] for name in place["name"]}
        properties = plate.properties
        assert names == {
            "zh-Hans": properties["name_zh_hans"], "zh-Hant": properties["name_zh_hant"], "en": properties["name_en"],
        }  # fmt: skip
        assert place["@id"] == f"/sites/{plate.id}"
        for quotation, row in zip(things["Quotation"], properties["commitments"], strict=True):
            assert quotation["text"] == row["quote"]
            assert quotation["text"] in layers.articles["xicheng"]["texts"]["clean"]
            assert quotation["isPartOf"] == {"@id": article["@id"]}
            assert quotation["about"] == [{"@id": place["@id"]}]
            assert client.get(quotation["isBasedOn"]["@id"]).status_code == 200


def test_addresses_told_to_machines_lead_somewhere(client, layers):
    for path in ("/en/", "/en/sites/yuetan", "/en/subdistricts/niujie-jiedao", "/en/articles/xicheng"):
        for things in told(client.get(path)).values():
            for thing in things:
                address, _, anchor = thing["@id"].partition("#")
                page = client.get(address)
                assert page.status_code == 200
                assert not anchor or f'id="{anchor}"' in page.text


def test_a_position_is_told_where_there_is_one_with_its_error(client, layers):
    (point,) = told(client.get("/en/sites/yuetan"))["Place"]
    longitude, latitude = plates(layers)["yuetan"].feature["geometry"]["coordinates"]
    assert point["geo"] == {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    facts = {fact["name"]: fact for fact in point["additionalProperty"]}
    assert (facts["accuracy"]["value"], facts["accuracy"]["unitCode"]) == (150, "MTR")
    assert point["description"] == "A point, good to about 150 m"
    assert facts["source"]["value"] == plates(layers)["yuetan"].properties["source"]


def test_a_line_and_an_area_are_told_latitude_first_to_the_last_digit(client, layers):
    (street,) = told(client.get("/en/sites/nanchang-jie"))["Place"]
    points = [float(number) for number in street["geo"]["line"].split()]
    coordinates = plates(layers)["nanchang-jie"].feature["geometry"]["coordinates"]
    assert list(zip(points[1::2], points[::2], strict=True)) == [tuple(point) for point in coordinates]
    (area,) = told(client.get("/en/sites/jinrong-jie"))["Place"]
    points = area["geo"]["polygon"].split()
    assert points[:2] == points[-2:] and float(points[0]) < 41


def test_what_is_not_known_is_left_out(client):
    (place,) = told(client.get("/en/sites/xichanganjie-jiedao"))["Place"]
    assert "geo" not in place and "containedInPlace" not in place
    assert {fact["name"] for fact in place["additionalProperty"]} == {"source", "licence"}
    (article,) = told(client.get("/en/articles/xicheng"))["Article"]
    assert not {"headline", "datePublished", "publisher", "sameAs"} & article.keys()


def test_a_shape_that_schema_org_cannot_say_is_left_out():
    ring = [[116.3, 39.9], [116.4, 39.9], [116.4, 40.0], [116.3, 39.9]]
    properties = {"certainty": "area", "accuracy_m": 50, "source": "a", "licence": "b"}
    holed = {"geometry": {"type": "Polygon", "coordinates": [ring, ring]}, "properties": properties}
    assert "geo" not in jsonld._position(holed, "")
    parts = {"geometry": {"type": "MultiPolygon", "coordinates": [[ring], [ring]]}, "properties": properties}
    assert len(jsonld._position(parts, "")["geo"]) == 2


def test_a_subdistrict_is_a_part_of_its_district(client):
    things = told(client.get("/en/subdistricts/niujie-jiedao"))
    subdistrict, district = things["AdministrativeArea"]
    assert subdistrict["containedInPlace"] == {"@id": district["@id"]}
    assert "Quotation" not in things


def test_a_place_lies_in_a_subdistrict_where_its_row_says_so(geodata, published):
    def change(files):
        for feature in features(files):
            if feature["id"] == "yuetan":
                feature["properties"]["subdistrict"] = "yuetan-jiedao"

    altered(published, geodata / "layers", change)
    (place,) = told(create_app(Settings(geodata)).test_client().get("/sites/yuetan"))["Place"]
    assert place["containedInPlace"] == {"@id": "/subdistricts/yuetan-jiedao"}


def test_the_article_and_the_district_are_told_with_all_that_they_say(client, layers):
    said = layers.articles["xicheng"]["commitments"]
    quotations = told(client.get("/en/articles/xicheng"))["Quotation"]
    assert [one["text"] for one in quotations] == [commitment["quote"] for commitment in said]
    whole = told(client.get("/en/subdistricts"))["Quotation"]
    assert [one["text"] for one in whole] == [c["quote"] for c in said if c["scope"] == "district"]


def test_the_map_is_told_in_few_words(client):
    page = client.get("/en/")
    things = told(page)
    assert set(things) == {"WebSite", "AdministrativeArea"}
    assert len(Blocks(page.text).blocks[0]) < 1000


def test_with_a_public_address_every_address_is_absolute(geodata):
    visitor = create_app(Settings(geodata, "https://city.example/west")).test_client()
    for path in ("/en/", "/en/sites/yuetan", "/en/articles/xicheng", "/en/subdistricts/niujie-jiedao"):
        (block,) = Blocks(visitor.get(path).text).blocks
        addresses = re.findall(r'"@id":"([^"]*)"', block)
        assert addresses and all(address.startswith("https://city.example/west/") for address in addresses)


def test_hostile_names_and_quotes_stay_data(geodata, published):
    altered(published, geodata / "layers", lambda files: make_hostile(files, site="yuetan", name=EVIL, quote=EVIL))
    answer = create_app(Settings(geodata)).test_client().get("/en/sites/yuetan")
    (block,) = Blocks(answer.text).blocks
    assert not set(block) & set("<>&\u2028\u2029")
    (place,) = told(answer)["Place"]
    assert {name["@value"] for name in place["name"]} == {EVIL}
    assert told(answer)["Quotation"][0]["text"] == EVIL + EVIL


def test_another_article_is_told_with_what_is_known_of_it(tmp_path):
    geodata = shutil.copytree(SECOND, tmp_path / "second")
    store.publish(geodata / "layers", build(geodata))
    visitor = create_app(Settings(geodata)).test_client()
    things = told(visitor.get("/en/articles/dongcheng"))
    assert things["Article"][0]["headline"] == "守护古都风貌 办好民生小事"
    text = store.load(geodata / "layers").articles["dongcheng"]["texts"]["found"]
    assert all(one["text"] in text for one in things["Quotation"])
