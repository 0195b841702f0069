"""Feeds: Atom that readers take, the words of the sources to the letter, places with latitude first."""

import warnings
from types import SimpleNamespace
from xml.etree import ElementTree

import feedparser
import pytest
from shapely.geometry import shape

from mapapp.atlas.build import build
from mapapp.layers import query, store
from mapapp.layers.themes import themes
from mapapp.publish import follow
from mapapp.publish.georss import shapes
from mapapp.publish.identity import lasting_id
from mapapp.publish.legible import legible
from mapapp.settings import Settings
from mapapp.view.plates import plates
from mapapp.web.app import create_app
from mapapp.web.language import LANGUAGES
from tests.conftest import FIRST, SECOND
from tests.walls import altered, make_hostile, markup_not_ours

ATOM, GEORSS = "{http://www.w3.org/2005/Atom}", "{http://www.georss.org/georss}"
HOSTILE = "]]><script>alert(1)</script>&amp;\x08\x00 <![CDATA["
LOG = [
    # Made up for these tests, as is the host.
    {"subject": "yuetan", "date": "2027-03-01", "status": "begun", "quote": "月坛修缮开工。",
     "source": "https://example.org/1", "publisher": "测试报"},
    {"subject": "xicheng.11.2", "date": "2027-05-02", "status": "delayed", "quote": "推迟到明年 ]]>",
     "source": "https://example.org/2?a=1&b=2", "publisher": None},
    {"subject": "nowhere", "date": "2027-05-03", "status": "done", "quote": "…", "source": "https://example.org/3",
     "publisher": None},
]  # fmt: skip


def parsed(client, path, **headers):
    """Return a feed as feedparser understands it; a warning of any kind is a failure."""
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        feed = feedparser.parse(answer.data, response_headers={"content-type": answer.headers["Content-Type"]})
    assert (feed.bozo, feed.version) == (False, "atom10"), feed.get("bozo_exception")
    return feed


def paths_of(layers):
    """Return the path of every feed of a map."""
    return [
        "/feed.atom",
        *(f"/themes/{id}/feed.atom" for id in themes(layers)),
        *(f"/sites/{id}/feed.atom" for id in plates(layers)),
        *(f"/subdistricts/{id}/feed.atom" for id in follow.subdistricts(layers)),
    ]


def with_log(layers, entries=LOG):
    return SimpleNamespace(**(vars(layers) | {"status": {"entries": entries}}))


@pytest.fixture
def told(layers, monkeypatch):
    """A visitor of the site where a log of made-up statuses is known."""
    monkeypatch.setattr(store, "load", lambda *_, **__: with_log(layers))
    return create_app(Settings(FIRST)).test_client()


@pytest.fixture(scope="module")
def second(tmp_path_factory):
    """(visitor, layers) of the second district."""
    geodata = tmp_path_factory.mktemp("second")
    store.publish(geodata / "layers", build(SECOND))
    return create_app(Settings(geodata)).test_client(), store.load(geodata / "layers")


# Whatever the feed


def test_every_feed_parses_without_a_warning_in_every_language(client, layers):
    for order, path in enumerate(paths_of(layers)):
        # That of the district holds every entry, and is read in all three; the others take turns.
        for language in list(LANGUAGES.values()) if order == 0 else [list(LANGUAGES.values())[order % 3]]:
            feed = parsed(client, f"/{language.code}{path}")
            assert feed.feed.language == language.tag
            assert feed.entries


def test_every_feed_and_entry_has_what_the_format_requires(client, layers):
    for path in paths_of(layers):
        root = ElementTree.fromstring(client.get(path).data)
        ids = [element.text for element in root.iter(f"{ATOM}id")]
        assert len(ids) == len(set(ids))
        for part in [root, *root.iter(f"{ATOM}entry")]:
            for name in ("id", "title", "updated"):
                assert len([one for one in part.findall(f"{ATOM}{name}") if one.text]) == 1
            rels = [link.get("rel") for link in part.findall(f"{ATOM}link")]
            assert rels.count("alternate") == 1
            assert part.find(f"{ATOM}author/{ATOM}name").text
        assert [link.get("rel") for link in root.findall(f"{ATOM}link")].count("self") == 1


def test_the_feed_of_the_district_holds_every_promise_word_for_word(client, layers):
    promised = {c["id"]: c for article in layers.articles.values() for c in article["commitments"]}
    entries = parsed(client, "/feed.atom").entries
    assert len(entries) == len(promised) == 48
    for entry in entries:
        commitment = promised[entry.link.rpartition("#")[2]]
        assert [content.value for content in entry.content] == [commitment["quote"]]
        assert entry.content[0].value in layers.articles["xicheng"]["texts"]["clean"]
        assert (entry.content[0].type, entry.content[0].language) == ("text/plain", "zh-Hant")


@pytest.mark.parametrize(("form", "tag"), [("found", "zh-Hant"), ("simplified", "zh-Hans")])
def test_a_feed_is_read_in_the_form_of_the_text_that_is_asked_for(client, layers, form, tag):
    for entry in parsed(client, f"/feed.atom?text={form}").entries:
        assert entry.content[0].value in layers.articles["xicheng"]["texts"][form]
        assert entry.content[0].language == tag
        assert f"?text={form}#" in entry.link


def test_titles_say_in_our_words_whom_a_promise_concerns(client):
    titles = [entry.title for entry in parsed(client, "/en/feed.atom").entries]
    assert "Promised: Beijing Zoo wholesale market" in titles
    assert sum(title.startswith("Promised for the whole district: ") for title in titles) == 17
    assert sum(title.startswith("Promised, not on the map: ") for title in titles) == 25
    assert len(set(titles)) == 48


def test_entries_are_of_their_theme_and_say_that_the_article_is_not_dated(client, layers):
    for entry in parsed(client, "/en/feed.atom").entries:
        assert entry.updated == "2026-11-24T00:00:00Z"
        assert "own date is not known" in entry.summary
        (tag,) = entry.tags
        assert tag.label == themes(layers)[tag.term].name_en


def test_an_article_with_a_date_is_told_with_it(geodata, published):
    altered(
        published, geodata / "layers", lambda files: files["article-xicheng.json"]["metadata"].update(date="2018-3")
    )
    feed = parsed(create_app(Settings(geodata)).test_client(), "/en/feed.atom")
    assert all("The article is dated 2018-3." in entry.summary for entry in feed.entries)


def test_a_sentence_that_states_a_time_without_a_date_is_told_so(client):
    said = [entry for entry in parsed(client, "/en/feed.atom").entries if "Time stated" in entry.summary]
    assert len(said) == 1
    assert "“三年行動計劃”, without a date" in said[0].summary


# What concerns whom


def test_a_theme_has_its_own_promises(client, layers):
    for id, theme in themes(layers).items():
        entries = parsed(client, f"/themes/{id}/feed.atom").entries
        assert [entry.link.rpartition("#")[2] for entry in entries] == [c["id"] for c in theme.commitments]


def test_a_place_has_the_promises_that_name_it(client, layers):
    for plate in plates(layers).values():
        entries = parsed(client, f"/sites/{plate.id}/feed.atom").entries
        named = [commitment["id"] for commitment in plate.properties["commitments"]]
        assert [entry.link.rpartition("#")[2] for entry in entries] == named
        assert f"/zh-hans/sites/{plate.id}" in [link.href for link in entries[0].links if link.rel == "related"]


def test_a_subdistrict_has_what_lies_in_it_and_what_concerns_the_whole_district(client, layers):
    kept = 0
    for id in follow.subdistricts(layers):
        inside = {p.id for p in plates(layers).values() if id in (p.id, p.properties["subdistrict"])}
        expected = [
            commitment["id"]
            for commitment in layers.articles["xicheng"]["commitments"]
            if commitment["scope"] == "district" or inside & set(commitment["places"])
        ]
        entries = parsed(client, f"/subdistricts/{id}/feed.atom").entries
        assert [entry.link.rpartition("#")[2] for entry in entries] == expected
        kept += bool(inside)
    assert kept


def test_what_became_of_things_comes_first_with_its_day_words_and_source(told):
    last, first, *promises = parsed(told, "/en/feed.atom").entries
    assert len(promises) == 48
    assert (first.title, first.updated) == ("Altar of the Moon (Yuetan): begun", "2027-03-01T00:00:00Z")
    assert first.content[0].value == "月坛修缮开工。"
    assert first.author == "测试报"
    assert [link.href for link in first.links if link.rel == "via"] == ["https://example.org/1"]
    assert last.title.startswith("Advancing relocation")
    assert last.title.endswith(": delayed")
    assert last.content[0].language == "zh"
    assert last.content[0].value == "推迟到明年 ]]>"
    assert "Source: https://example.org/2?a=1&b=2" in last.summary
    assert parsed(told, "/en/feed.atom").feed.updated == "2027-05-02T00:00:00Z"


@pytest.mark.parametrize(
    ("path", "subjects"),
    [
        ("/sites/yuetan/feed.atom", ["yuetan"]),
        ("/sites/dongpi/feed.atom", []),
        ("/themes/xicheng.17/feed.atom", ["yuetan"]),
        ("/themes/xicheng.11/feed.atom", ["xicheng.11.2"]),
        ("/themes/xicheng.12/feed.atom", []),
        ("/subdistricts/xichanganjie-jiedao/feed.atom", ["xicheng.11.2"]),
    ],
)
def test_a_status_is_told_to_whom_it_concerns(told, path, subjects):
    became = [entry.content[0].value for entry in parsed(told, path).entries if entry.updated > "2027"]
    assert became == [entry["quote"] for entry in LOG if entry["subject"] in subjects]


# Where


def test_latitude_comes_first_and_every_placed_place_is_there(client, layers):
    drawn = plates(layers)
    for entry in ElementTree.fromstring(client.get("/feed.atom").data).iter(f"{ATOM}entry"):
        id = entry.find(f"{ATOM}link[@rel='alternate']").get("href").rpartition("#")[2]
        (commitment,) = (c for c in layers.articles["xicheng"]["commitments"] if c["id"] == id)
        expected = [shape(drawn[place].feature["geometry"]) for place in commitment["places"]
                    if place in drawn and drawn[place].feature["geometry"]]  # fmt: skip
        found = [shape(geojson(element)) for element in entry if element.tag.startswith(GEORSS) and " " in element.text]
        assert [one.wkt for one in found] == [one.wkt for one in expected]


def geojson(element):
    """Return a GeoRSS element as GeoJSON: latitude first becomes longitude first."""
    numbers = [float(number) for number in element.text.split()]
    positions = list(zip(numbers[1::2], numbers[0::2], strict=True))
    assert all(116 < longitude < 117 and 39 < latitude < 41 for longitude, latitude in positions)
    kind = element.tag.removeprefix(GEORSS)
    return {
        "point": {"type": "Point", "coordinates": positions[0]},
        "line": {"type": "LineString", "coordinates": positions},
        "polygon": {"type": "Polygon", "coordinates": [positions]},
    }[kind]


def test_feedparser_finds_one_place_where_there_is_one(client, layers):
    (entry,) = parsed(client, "/en/sites/dongpi/feed.atom").entries
    feature = query.feature(layers, "dongpi")
    assert entry.where["type"] == feature["geometry"]["type"]
    assert shape(entry.where).equals(shape(feature["geometry"]))
    assert f"within about {feature['properties']['accuracy_m']} m" in entry.summary


def test_the_error_of_a_single_place_is_its_radius_and_every_error_is_said(client, layers):
    root = ElementTree.fromstring(client.get("/en/sites/dongpi/feed.atom").data)
    assert [float(e.text) for e in root.iter(f"{GEORSS}radius")] == [
        query.feature(layers, "dongpi")["properties"]["accuracy_m"]
    ]
    (entry,) = parsed(client, "/en/sites/yuetan/feed.atom").entries
    assert entry.summary.count(" m\n") == 7
    assert not list(ElementTree.fromstring(client.get("/en/sites/yuetan/feed.atom").data).iter(f"{GEORSS}radius"))


def test_parts_and_holes_become_what_the_format_has():
    ring, hole = [[0, 1], [2, 1], [2, 3], [0, 1]], [[1, 1], [1.5, 1], [1.5, 2], [1, 1]]
    assert (
        list(shapes({"type": "MultiPolygon", "coordinates": [[ring, hole], [ring]]}))
        == [("polygon", "1 0 1 2 3 2 1 0")] * 2
    )
    assert list(shapes({"type": "MultiPoint", "coordinates": [[5, 6], [7, 8]]})) == [("point", "6 5"), ("point", "8 7")]
    assert list(shapes({"type": "MultiLineString", "coordinates": [[[5, 6], [7, 8]]]})) == [("line", "6 5 8 7")]
    assert list(shapes(None)) == []


# Addresses


def test_with_a_public_address_every_link_is_absolute_and_leads_somewhere(layers):
    client = create_app(Settings(FIRST, "https://map.example/west")).test_client()
    for path in paths_of(layers):
        feed = parsed(client, path)
        for link in [*feed.feed.links, *(link for entry in feed.entries for link in entry.links)]:
            assert link.href.startswith("https://map.example/west/zh-hans/")
            page = link.href.removeprefix("https://map.example/west").partition("#")[0]
            assert page.startswith("/zh-hans/subdistricts/") or client.get(page).status_code == 200


def test_without_one_links_are_relative_to_the_host_and_ids_are_the_same(client):
    known = create_app(Settings(FIRST, "https://map.example/west")).test_client()
    for path in ("/en/feed.atom", "/en/sites/yuetan/feed.atom"):
        ours, theirs = parsed(client, path), parsed(known, path)
        assert [entry.id for entry in ours.entries] == [entry.id for entry in theirs.entries]
        assert ours.feed.id == theirs.feed.id
        assert all(link.href.startswith("/en/") for entry in ours.entries for link in entry.links)


def test_an_entry_keeps_its_id_in_every_feed_and_changes_it_with_the_language(client):
    whole = {entry.link: entry.id for entry in parsed(client, "/en/feed.atom").entries}
    for path in ("/en/sites/yuetan/feed.atom", "/en/themes/xicheng.17/feed.atom"):
        assert all(whole[entry.link] == entry.id for entry in parsed(client, path).entries)
    assert not set(whole.values()) & {entry.id for entry in parsed(client, "/zh-hans/feed.atom").entries}
    assert lasting_id("a", "b") != lasting_id("a,b") != lasting_id("ab")
    # An id that was ever given out stays: feeds show an entry with another one as new.
    assert whole["/en/articles/xicheng#xicheng.17.2"] == "urn:uuid:4aa3c367-242d-5f55-946d-b7165ad6451e"


def test_the_same_build_gives_the_same_bytes_and_is_not_sent_twice(client):
    before, again = client.get("/feed.atom"), create_app(Settings(FIRST)).test_client().get("/feed.atom")
    assert before.data == again.data
    for etag in (before.headers["ETag"], again.headers["ETag"]):
        known = client.get("/feed.atom", headers={"If-None-Match": etag})
        assert (known.status_code, known.data) == (304, b"")
    assert client.get("/en/feed.atom", headers={"If-None-Match": before.headers["ETag"]}).status_code == 200


def test_without_a_prefix_a_feed_speaks_as_asked_and_names_the_address_that_keeps_to_it(client):
    feed = parsed(client, "/feed.atom", **{"Accept-Language": "en"})
    assert feed.feed.language == "en"
    assert [link.href for link in feed.feed.links if link.rel == "self"] == ["/en/feed.atom"]
    assert "Accept-Language" in client.get("/feed.atom").headers["Vary"]
    assert "Accept-Language" not in client.get("/en/feed.atom").headers["Vary"]


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/en/sites/nowhere/feed.atom", "This map has no site “nowhere”."),
        ("/en/themes/xicheng.9/feed.atom", "This map has no theme “xicheng.9”."),
        ("/zh-hant/themes/%3Cb%3E/feed.atom", "這張地圖上沒有主題「&lt;b&gt;」。"),
        ("/subdistricts/yuetan/feed.atom", "这张地图上没有街道“yuetan”。"),
        ("/fr/feed.atom", "这张地图不说“fr”。"),
    ],
)
def test_a_feed_that_there_is_not_is_refused_in_words(client, path, sentence):
    answer = client.get(path)
    assert answer.status_code == 404
    assert sentence in answer.text


# Pages


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("path", ["/", "/sites/yuetan", "/articles/xicheng", "/about"])
def test_a_page_names_its_feeds_and_they_are_there(client, code, path):
    page = client.get(f"/{code}{path}")
    root = "".join(line for line in page.text.splitlines(keepends=True) if 'type="application/atom+xml"' in line)
    addresses = [link.get("href") for link in ElementTree.fromstring(f"<head>{root.replace('>', '/>')}</head>")]
    assert f"/{code}/feed.atom" in addresses
    assert (f"/{code}/sites/yuetan/feed.atom" in addresses) == path.startswith("/sites")
    assert all(parsed(client, address).entries for address in addresses)


def test_links_to_feeds_keep_the_language_even_where_the_address_of_the_page_does_not(client):
    page = client.get("/sites/yuetan", headers={"Accept-Language": "en"})
    assert 'href="/en/sites/yuetan/feed.atom"' in page.text
    assert 'href="/en/calendar.ics"' in page.text


def test_about_leads_to_every_feed_but_those_of_places(client, layers):
    page = client.get("/zh-hant/about").text
    for path in paths_of(layers):
        assert (f'href="/zh-hant{path}"' in page) != path.startswith("/sites/")
    assert "三年行動計劃" in page


# Whatever the data


def test_the_second_district_has_its_feeds(second):
    client, layers = second
    for path in paths_of(layers):
        feed = parsed(client, path)
        assert feed.feed.updated == "2026-11-24T00:00:00Z"
        assert feed.entries or path.startswith("/subdistricts/")
    quotes = [entry.content[0].value for entry in parsed(client, "/feed.atom").entries]
    assert quotes == [c["quote"] for article in layers.articles.values() for c in article["commitments"]]


def test_hostile_words_stay_words(geodata, published):
    def change(files):
        make_hostile(files, site="yuetan", name=HOSTILE, quote=HOSTILE)
        for commitment in files["article-xicheng.json"]["commitments"]:
            commitment |= {"quote": HOSTILE, "theme": HOSTILE, "theme_en": HOSTILE}
        files["article-xicheng.json"]["metadata"]["author"] = dict.fromkeys(("zh_hans", "zh_hant", "en"), HOSTILE)

    altered(published, geodata / "layers", change)
    client = create_app(Settings(geodata)).test_client()
    shown = legible(HOSTILE)
    for code in LANGUAGES:
        root = ElementTree.fromstring(client.get(f"/{code}/feed.atom").data)
        assert {content.text for content in root.iter(f"{ATOM}content")} == {shown}
        assert all(category.get("label") == shown for category in root.iter(f"{ATOM}category"))
        assert any(shown in title.text for title in root.iter(f"{ATOM}title"))
        assert {element.tag for element in root.iter()} <= {ATOM + name for name in ELEMENTS} | {
            GEORSS + name for name in ("point", "line", "polygon", "radius")
        }
        feed = parsed(client, f"/{code}/sites/yuetan/feed.atom")
        assert shown in feed.feed.title
        assert markup_not_ours(client.get("/sites/yuetan").text) == []


ELEMENTS = (
    *("feed", "entry", "id", "title", "subtitle", "updated", "rights", "author", "name", "link", "category"),
    *("summary", "content"),
)


def test_control_characters_are_seen_to_be_missing():
    assert legible("a\x00\x1f\x7f\ud800\uffffb\tc\nd") == "a\ufffd\ufffd\ufffd\ufffd\ufffdb\tc\nd"


def test_layers_that_do_not_say_when_an_article_was_taken_up_are_not_shown(geodata, published):
    altered(published, geodata / "layers", lambda files: files["article-xicheng.json"]["metadata"].pop("added"))
    assert create_app(Settings(geodata)).test_client().get("/en/").status_code == 503
