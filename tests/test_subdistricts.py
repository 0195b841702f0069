"""The pages of the subdistricts: what names them, what is known to lie in them, what is said for the whole district."""

import re
import shutil
from html import unescape

import pytest

from mapapp.atlas.build import build
from mapapp.layers import store
from mapapp.settings import Settings
from mapapp.view.plates import plates
from mapapp.view.subdistricts import subdistricts
from mapapp.web.app import create_app
from tests.conftest import SECOND
from tests.walls import altered, features

LANGUAGES = ("zh-hans", "zh-hant", "en")
FORMS = ("clean", "found", "simplified")


def read(answer):
    """Return the words of a page: its text, unescaped, without the tags and line breaks."""
    return unescape(re.sub(r"<[^>]+>", "", answer.text.partition("<body")[2])).replace("\n", "")


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """(a visitor, the layers) of the site of another district."""
    geodata = shutil.copytree(SECOND, tmp_path_factory.mktemp("other") / "second")
    store.publish(geodata / "layers", build(geodata))
    return create_app(Settings(geodata)).test_client(), store.load(geodata / "layers")


@pytest.fixture
def placed(geodata, published):
    """A visitor of a site on which a source puts the Altar of the Moon into a subdistrict."""

    def change(files):
        for feature in features(files):
            if feature["id"] == "yuetan":
                feature["properties"] |= {"subdistrict": "yuetan-jiedao", "source": "A gazette of 2010, page 7"}

    altered(published, geodata / "layers", change)
    return create_app(Settings(geodata)).test_client()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_each_subdistrict_has_its_page_with_what_is_said_for_the_whole_district(client, layers, language, form):
    key = {"zh-hans": "name_zh_hans", "zh-hant": "name_zh_hant", "en": "name_en"}[language]
    known = subdistricts(layers, plates(layers))
    assert len(known) == 15
    listed = client.get(f"/{language}/subdistricts?text={form}")
    for id, subdistrict in known.items():
        page = client.get(f"/{language}/subdistricts/{id}?text={form}")
        assert page.status_code == 200
        words = read(page)
        assert subdistrict.properties[key] in words and subdistrict.properties["source"] in words
        assert words.count(district_wide(layers, form)[0]) == 1
        assert all(quote in words for quote in district_wide(layers, form))
        assert f'href="/{language}/subdistricts/{id}' in listed.text


def district_wide(layers, form):
    said = [c for article in layers.articles.values() for c in article["commitments"] if c["scope"] == "district"]
    pick = {"clean": lambda c: c["quote"], "found": lambda c: c["printed"]}
    return [pick.get(form, lambda c: c["selectors"]["simplified"][0]["exact"])(c) for c in said]


def test_a_subdistrict_that_a_sentence_names_shows_it_and_leads_to_its_page_as_a_place_and_back(client, layers):
    (row,) = plates(layers)["xichanganjie-jiedao"].properties["commitments"]
    page = client.get("/en/subdistricts/xichanganjie-jiedao")
    assert row["quote"] in read(page) and row["translation_en"] in read(page)
    assert 'href="/en/sites/xichanganjie-jiedao"' in page.text
    assert 'href="/en/subdistricts/xichanganjie-jiedao"' in client.get("/en/sites/xichanganjie-jiedao").text


def test_what_is_not_known_of_a_subdistrict_is_said_not_to_be(client):
    words = read(client.get("/en/subdistricts/niujie-jiedao"))
    assert "No sentence names this subdistrict." in words
    assert "Of any other place no source at hand says whether it lies here" in words
    assert "Not known: no source at hand" in read(client.get("/en/sites/yuetan"))


def test_a_subdistrict_lists_its_communities_and_no_others_without_a_script(client, layers):
    page = client.get("/subdistricts/niujie-jiedao")
    folded = re.search(r"<details[^>]*>\s*<summary><h3>社区 10</h3>.*?</details>", page.text, re.DOTALL)[0]
    named = {place["name_zh_hans"] for place in layers.ledger["places"] if place["subdistrict"] == "niujie-jiedao"}
    assert {*re.findall("<li>(.*?)</li>", folded)} == named and "法源寺社区" in named and len(named) == 10
    assert "里仁街社区" not in read(page)


def test_a_subdistrict_of_which_no_community_is_known_says_so(other):
    visitor, _ = other
    assert "Neither an outline of this subdistrict nor a source" in read(visitor.get("/en/subdistricts/longtan-jiedao"))


def test_a_place_that_a_source_puts_in_a_subdistrict_stands_on_its_page_with_that_source(placed):
    page = placed.get("/en/subdistricts/yuetan-jiedao")
    assert 'href="/en/sites/yuetan"' in page.text and "A gazette of 2010, page 7" in read(page)
    assert 'href="/en/subdistricts/yuetan-jiedao"' in placed.get("/en/sites/yuetan").text
    assert "places known: 1" in read(placed.get("/en/subdistricts"))
    assert "yuetan" not in placed.get("/en/subdistricts/niujie-jiedao").text


@pytest.mark.parametrize("page", ["/en/", "/en/about"])
def test_the_list_of_subdistricts_is_found_from_the_map_and_from_the_sources(client, page):
    assert 'href="/en/subdistricts"' in client.get(page).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_subdistricts_of_another_district_are_its_own(other, language):
    visitor, layers = other
    known = subdistricts(layers, plates(layers))
    assert known
    assert "niujie" not in visitor.get(f"/{language}/subdistricts").text
    for id in known:
        page = visitor.get(f"/{language}/subdistricts/{id}")
        assert page.status_code == 200
        assert all(quote in read(page) for quote in district_wide(layers, "clean"))
