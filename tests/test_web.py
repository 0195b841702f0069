"""The site as a visitor asks for it: pages, languages, layers, refusals, headers, and new builds."""

import gzip
import json
import logging
import re
import shutil
import socket
import string
from collections import Counter
from functools import cache
from html import unescape
from pathlib import Path

import brotli
import pytest
from gunicorn.http import errors as gunicorn_errors

import mapapp.web
from mapapp import paths
from mapapp.atlas.build import build
from mapapp.layers import schema, store
from mapapp.places.audit import SHAPES_OF_KIND
from mapapp.settings import Settings
from mapapp.view.plates import plates
from mapapp.view.promises import promises
from mapapp.web import assets, bundles, edition, onefile
from mapapp.web.app import create_app
from mapapp.web.headers import CONTENT_POLICY, GUARD
from mapapp.web.language import WORDS, preferred
from mapapp.web.server import GuardedWorker
from tests.conftest import FIRST, SECOND
from tests.walls import altered, features, make_hostile, unplace

WEB, VIEW = Path(mapapp.web.__file__).parent, paths.PACKAGE / "view"
NAME = "<img src=x onerror=alert(1)>"
QUOTE = "${alert(1)}"
LANGUAGES = ("zh-hans", "zh-hant", "en")
PAGES = (
    "/", "/sites/yuetan", "/sites/xichanganjie-jiedao", "/articles/xicheng", "/articles/xicheng?text=found", "/about",
    "/downloads", "/subdistricts", "/subdistricts/xichanganjie-jiedao", "/subdistricts/niujie-jiedao",
)  # fmt: skip
KINDS = (
    *PAGES, "/en/", "/layers/points.geojson", "/map.geojson", "/healthz", "/readyz", "/favicon.ico",
    "/static/images/layers.png", "/sites/nowhere", "/articles/nothing", "/layers/none.geojson", "/static/none.js",
    "/nope",
)  # fmt: skip


def read(answer):
    """Return the words of a page: its text, unescaped, without the tags."""
    return unescape(re.sub(r"<[^>]+>", "", answer.text))


# Pages


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("prefix", ["", *(f"/{code}" for code in LANGUAGES)])
def test_every_page_answers_in_every_language(client, prefix, path):
    assert client.get(prefix + path).status_code == 200


def test_the_list_holds_every_quote_and_every_place(client, layers):
    words = read(client.get("/"))
    for promise in promises(layers, plates(layers)):
        assert promise.commitment["quote"] in words.replace("\n", "")
        for plate in promise.plates:
            assert plate.properties["name_zh_hans"] in words


def test_the_page_of_a_place_holds_all_that_is_known(client, layers):
    for plate in plates(layers).values():
        page = client.get(f"/sites/{plate.id}")
        words = read(page).replace("\n", "")
        (row,) = plate.properties["commitments"]
        facts = [plate.properties[name] for name in ("name_zh_hans", "name_en", "method_zh_hans", "source", "licence")]
        facts += [row[name] for name in ("quote", "printed", "theme")] + [row["selectors"]["source_sha256"]]
        assert all(fact in words for fact in facts)
        assert f'href="/articles/xicheng#{row["id"]}"' in page.text
        assert "<mark" in page.text


def test_the_page_of_a_street_tells_its_error_in_metres_and_names_the_others(client):
    words = read(client.get("/en/sites/gulou-xidajie"))
    assert "good to about 60 m" in words
    assert "North Chang Street" in words


def test_a_place_without_an_outline_says_so(client):
    assert "轮廓不详" in read(client.get("/sites/xichanganjie-jiedao"))
    assert "Not drawn" in read(client.get("/en/"))


@pytest.fixture(scope="module")
def unplaced(published, tmp_path_factory):
    """A function that returns a visitor of a site where a place of some kind has no position."""

    @cache
    def visitor(kind, reason):
        geodata = tmp_path_factory.mktemp(kind)
        altered(published, geodata / "layers", lambda files: unplace(files, site="yuetan", kind=kind, reason=reason))
        return create_app(Settings(geodata)).test_client()

    return visitor


@pytest.mark.parametrize("path", ["/en/", "/en/sites/yuetan", "/en/about", "/en/articles/xicheng", "/map.geojson"])
@pytest.mark.parametrize(
    ("kind", "reason"), [("heritage", "not-placed"), ("street", "not-placed"), ("community", "outline-unknown")]
)
def test_a_place_of_any_kind_without_a_position_is_shown_everywhere(unplaced, path, kind, reason):
    page = unplaced(kind, reason).get(path)
    assert page.status_code == 200
    assert "yuetan" in page.text


def test_a_place_without_a_position_is_not_said_to_have_one(client):
    placed, unplaced = client.get("/en/sites/yuetan"), client.get("/en/sites/xichanganjie-jiedao")
    assert "See it on the map" in read(placed) and "Source of the position" in read(placed)
    assert "See it on the map" not in read(unplaced) and "Source of the position" not in read(unplaced)
    assert "/en/#" not in unplaced.text


def test_the_margin_counts_only_what_is_drawn(client):
    words = read(client.get("/en/articles/xicheng"))
    assert "on the map: 5" in words
    assert words.count("named, not drawn: 1") == 1


def test_the_article_stands_whole_with_an_anchor_for_every_sentence(client, layers):
    article = layers.articles["xicheng"]
    page = client.get("/articles/xicheng").text
    for commitment in article["commitments"]:
        assert f'id="{commitment["id"]}"' in page
    assert 'id="xicheng.12"' in page
    assert page.count('class="name name--') == sum(
        any(place in plates(layers) for place in mention["places"]) for mention in article["mentions"]
    )


def test_a_sentence_in_a_heading_has_its_anchor_its_names_and_its_margin(geodata, published):
    def change(files):
        files["article-xicheng.json"]["headings"] = [12, 13]

    altered(published, geodata / "layers", change)
    page = create_app(Settings(geodata)).test_client().get("/articles/xicheng").text
    heading = re.search(r'<h2 id="xicheng.12".*?</h2>', page, re.DOTALL)[0]
    assert 'id="xicheng.12.3"' in heading and 'href="/sites/gulou-xidajie"' in heading
    assert 'href="#xicheng.12.3"' in page
    assert holds_every_sentence(page, published)


def holds_every_sentence(page, published):
    article = json.loads((published / "article-xicheng.json").read_bytes())
    return all(f'id="{commitment["id"]}"' in page for commitment in article["commitments"])


@pytest.mark.parametrize("path", ["/en/", "/en/sites/yuetan", "/en/articles/xicheng", "/en/about"])
def test_an_unknown_form_of_the_text_is_said_plainly_and_the_first_one_is_shown(client, path):
    asked = client.get(f"{path}?text=<img>")
    note = "The address asks for a form of the text that there is not."
    assert note in read(asked) and "&lt;img" not in asked.text and "<img>" not in asked.text
    assert read(asked).replace(f"{note} What you read is the Traditional text.", "") == read(client.get(path))
    assert client.get(f"{path}?text=clean").text == client.get(path).text


@pytest.mark.parametrize(
    ("form", "quote", "tag"),
    [("clean", "扎實推進什剎海區域", "zh-Hant"), ("found", "扎實推進什剎海區(qū)域", "zh-Hant"),
     ("simplified", "扎实推进什刹海区域", "zh-Hans")],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/en/", "/en/sites/gulou-xidajie"])
def test_quotes_are_shown_in_the_form_that_the_address_asks_for_and_links_keep_it(client, path, form, quote, tag):
    page = client.get(f"{path}?text={form}").text
    blockquote = re.search(r"<blockquote[^>]*>(.*?)</blockquote>", page, re.DOTALL)
    assert quote in unescape(re.sub(r"<[^>]+>", "", blockquote[0])).replace("\n", "")
    assert f'lang="{tag}"' in blockquote[0]
    links = re.findall(r'href="(/en/(?:sites|articles)/[^"]*)"', page.partition("<body")[2])
    assert links and all(("?text=" + form in link) == (form != "clean") or "?text=" in link for link in links)


def test_what_is_for_the_whole_district_or_not_on_the_map_stands_in_the_list_too(client, layers):
    page = client.get("/en/")
    words = read(page)
    for entry in layers.ledger["commitments"]:
        assert entry["quote"] in words
        assert f'href="/en/articles/xicheng#{entry["id"]}"' in page.text
        assert f'href="#{entry["reason"]}"' in page.text


def test_the_file_of_an_article_is_served_byte_for_byte(client):
    answer = client.get("/articles/xicheng.txt")
    assert answer.data == (FIRST / "articles" / "xicheng.txt").read_bytes()
    assert answer.mimetype == "text/plain"
    assert client.get("/articles/xicheng.txt?again=1").data == answer.data
    assert client.get("/articles/none.txt?again=1").status_code == client.get("/articles/none.txt").status_code == 404


@pytest.mark.parametrize(
    ("form", "words", "tag"),
    [("clean", "扎實推進", "zh-Hant"), ("found", "啟動區(qū)片", "zh-Hant"), ("simplified", "扎实推进", "zh-Hans")],
)
def test_the_article_is_read_in_the_form_that_is_asked_for(client, form, words, tag):
    page = client.get(f"/articles/xicheng?text={form}")
    assert words in read(page)
    assert f'lang="{tag}">' in page.text


def test_every_form_of_the_article_is_its_own_text(client, layers):
    for form, text in layers.articles["xicheng"]["texts"].items():
        lines = read(client.get(f"/articles/xicheng?text={form}")).split("\n")
        assert set(text.split("\n")) <= set(lines)


def test_what_is_not_on_the_map_is_told_with_its_reason(client, layers):
    words = read(client.get("/en/about"))
    for entry in layers.ledger["commitments"]:
        assert entry["quote"] in words
    for place in layers.ledger["places"]:
        assert place["name_en"] in words
    assert "outline not known" in words


def test_the_places_that_are_not_drawn_are_folded_by_kind_and_counted(client, layers):
    page = client.get("/en/about").text
    section = page.partition('<section id="places">')[2].partition("</section>")[0]
    folded = re.findall(r"<details(?! open)[^>]*>\s*<summary><h3>(.+?) (\d+)</h3>.*?</details>", section, re.DOTALL)
    counts = Counter(place["kind"] for place in layers.ledger["places"])
    assert {(kind, int(count)) for kind, count in folded} == set(counts.items())
    assert section.count("<li>") == len(layers.ledger["places"]) > 1000


def test_names_without_a_row_are_listed_by_article_and_escaped(client, published, geodata):
    assert 'id="names"' not in client.get("/en/about").text
    names = [{"name_zh_hans": "永兴<b>大街", "kind": "street", "article": "xicheng", "count": 2}]
    altered(published, geodata / "layers", lambda files: files["ledger.json"].update(names=names))
    page = create_app(Settings(geodata)).test_client().get("/en/about").text
    section = page.partition('<section id="names">')[2].partition("</section>")[0]
    assert "永兴&lt;b&gt;大街" in section
    assert "street, 2×" in section
    assert "/en/articles/xicheng" in section


def test_the_long_list_of_places_makes_no_page_heavy_and_the_first_one_not_at_all(client):
    about = client.get("/en/about", headers={"Accept-Encoding": "br"})
    assert len(about.data) < 24_000
    assert "Lirenjie" not in client.get("/en/").text and "Lirenjie" in client.get("/en/about").text


def test_sources_and_receipt_stand_on_the_about_page(client, layers):
    words = read(client.get("/about"))
    for sha in (*layers.receipt["layers"].values(), layers.receipt["articles"]["xicheng"]["text_sha256"]):
        assert sha in words
    for plate in plates(layers).values():
        assert plate.properties["source"] in words


@pytest.mark.parametrize("path", ["/en/", "/en/about", "/en/sites/yuetan"])
def test_openstreetmap_is_credited_in_sight(client, path):
    assert "© OpenStreetMap contributors, ODbL" in read(client.get(path))


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_written_into_a_page_that_a_strict_policy_forbids(client, path):
    page = client.get(path).text
    scripts = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", page)
    assert scripts in ([], ['<script type="application/ld+json">'])
    assert not re.search(r"<style|\sstyle=|\son\w+=", page)
    assert "http://" not in page.replace("http://www.w3.org", "")


def test_a_page_links_to_itself_in_the_other_languages(client):
    page = client.get("/en/articles/xicheng?text=found").text
    assert '<link rel="alternate" hreflang="zh-Hant" href="/zh-hant/articles/xicheng?text=found">' in page
    assert '<link rel="alternate" hreflang="x-default" href="/articles/xicheng?text=found">' in page


def test_behind_a_prefix_every_address_carries_it(geodata):
    client = create_app(Settings(geodata, "https://city.example/west")).test_client()
    page = client.get("/en/").text
    local = re.findall(r'(?:href|src|data-root|data-data)="(/[^"]*)"', page)
    assert local and all(address.startswith("/west/") for address in local)
    assert 'hreflang="en" href="https://city.example/west/en/"' in page


# Languages


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("", "zh-hans"), ("zh-CN,zh;q=.9,en;q=.8", "zh-hans"), ("zh", "zh-hans"), ("zh-SG", "zh-hans"),
        ("zh-TW,zh;q=0.9", "zh-hant"), ("zh-HK", "zh-hant"), ("zh-MO", "zh-hant"), ("zh-Hant-CN", "zh-hant"),
        ("zh-Hans-HK", "zh-hans"), ("en-GB,en;q=0.9", "en"), ("fr,en;q=0.3,zh-TW;q=0.5", "zh-hant"), ("fr", "zh-hans"),
        ("*", "zh-hans"), ("en;q=0", "zh-hans"), ("en;q=0.9;x=1", "en"),
        ("EN ; Q=0.9 , zh;q=0.1", "en"), ("en;q=nonsense,zh-tw", "zh-hant"), (";;,=,", "zh-hans"),
    ],
)  # fmt: skip
def test_the_language_follows_language_and_script_of_the_browser(header, code):
    assert preferred(header) == code


@pytest.mark.parametrize("path", ["/", "/en/sites/dongpi", "/articles/xicheng", "/about", "/sites/nowhere"])
def test_a_page_says_in_its_headers_which_stylesheet_it_will_need(client, path):
    answer = client.get(path)
    (address,) = re.findall(r"<(.+)>; rel=preload; as=style", answer.headers["Link"])
    assert f'<link rel="stylesheet" href="{address}">' in answer.text
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(("header", "tag"), [("zh-TW", "zh-Hant"), ("en", "en"), ("de", "zh-Hans")])
def test_without_a_prefix_the_browser_decides(client, header, tag):
    page = client.get("/about", headers={"Accept-Language": header})
    assert f'<html lang="{tag}">' in page.text
    assert page.status_code == 200
    assert "Accept-Language" in page.headers["Vary"]


def test_a_prefix_fixes_the_language_and_links_keep_it(client):
    page = client.get("/zh-hant/", headers={"Accept-Language": "en"})
    assert '<html lang="zh-Hant">' in page.text
    assert 'href="/zh-hant/sites/yuetan"' in page.text
    assert "Accept-Language" not in page.headers["Vary"]


def test_quotes_say_that_they_are_traditional(client):
    assert '<blockquote class="quote" lang="zh-Hant"' in client.get("/en/sites/yuetan").text


@pytest.mark.parametrize("key", WORDS)
def test_our_words_stand_in_all_three_languages_with_the_same_blanks(key):
    assert set(WORDS[key]) == set(LANGUAGES)
    blanks = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in WORDS[key].values()]
    assert all(WORDS[key].values())
    assert blanks[0] == blanks[1] == blanks[2]


@pytest.mark.parametrize(
    "key",
    [
        *(f"about.reason.{reason}" for reason in schema.PLACE_REASONS),
        *(f"about.{'district' if reason == 'district-wide' else reason}" for reason in schema.REASONS),
        *(f"kind.{kind}" for kind in SHAPES_OF_KIND),
    ],
)
def test_every_reason_and_every_kind_has_its_words(key):
    assert set(WORDS[key]) == set(LANGUAGES)


def test_no_word_of_ours_is_missing_or_unused():
    said = "".join(
        path.read_text(encoding="utf-8")
        for folder, pattern in ((WEB, "*.py"), (VIEW, "*.py"), (WEB, "static/js/*.js"), (paths.templates(), "*.html"))
        for path in folder.glob(pattern)
    )
    whole = set(re.findall(r"""["'`]([a-z]+\.[\w.-]*\w)["'`]""", said))
    families = tuple(re.findall(r"""["'`]([a-z]+\.(?:\w+\.)*)(?:["'] ~|\$?\{)""", said))
    unused = {key for key in WORDS if key not in whole and not key.startswith(families)}
    called = set(re.findall(r"""\bsay\(\s*["']([\w.-]+)["']\s*[,)]""", said))
    assert unused == set()
    assert called <= WORDS.keys()


# Refusals


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/en/sites/nowhere", "This map has no site “nowhere”."),
        ("/zh-hant/sites/nowhere", "這張地圖上沒有地點「nowhere」。"),
        ("/zh-hans/articles/nothing", "这张地图没有文章“nothing”。"),
        ("/en/subdistricts/nothing", "This map knows no subdistrict “nothing”."),
        ("/zh-hant/subdistricts/yuetan", "這張地圖上沒有街道「yuetan」。"),
        ("/en/sites/nowhere.png", "This map has no site “nowhere”."),
        ("/en/nope", "There is no page at this address."),
    ],
)
def test_an_unknown_address_gets_a_clear_sentence_and_a_way_back(client, path, sentence):
    answer = client.get(path)
    assert answer.status_code == 404
    assert sentence in read(answer)
    assert f'href="{path[: path.index("/", 1)]}/"' in answer.text


@pytest.mark.parametrize(
    ("path", "language"), [("/fr/", "fr"), ("/fr", "fr"), ("/zh-tw/sites/yuetan", "zh-tw"), ("/EN/about", "EN")]
)
def test_an_unknown_language_is_said_plainly_with_the_way_to_the_same_page_in_ours(client, path, language):
    answer = client.get(path, headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    assert f"This map does not speak “{language}”." in read(answer)
    page = path.removeprefix(f"/{language}") or "/"
    for code in LANGUAGES:
        assert f'href="/{code}{page}"' in answer.text


@pytest.mark.parametrize("path", ["/fr/nowhere/at/all", "/nope", "/xyz/"])
def test_an_address_that_leads_nowhere_in_any_language_is_no_page(client, path):
    assert "There is no page at this address." in read(client.get(path, headers={"Accept-Language": "en"}))


def test_a_program_that_asks_for_an_unknown_layer_gets_a_problem_it_can_read(client):
    answer = client.get("/layers/none.geojson", headers={"Accept": "*/*"})
    problem = json.loads(answer.data)
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert problem["status"] == 404 and "none" in problem["detail"]


def test_a_person_who_asks_for_an_unknown_layer_gets_a_page(client):
    answer = client.get("/layers/none.geojson", headers={"Accept": "text/html", "Accept-Language": "en"})
    assert answer.status_code == 404
    assert "There is no layer “none”" in read(answer)


@pytest.mark.parametrize("query", ["", "?", "?crs=CRS84", "?crs=epsg:4326", "?crs=OGC%3ACRS84", "?other=1"])
def test_layers_are_given_in_wgs_84_by_any_of_its_names(client, layers, query):
    answer = client.get(f"/layers/points.geojson{query}")
    assert (answer.status_code, answer.data) == (200, layers.files["points.geojson"])


@pytest.mark.parametrize(
    "crs", ["EPSG:3857", "EPSG:4610", "EPSG:4534", "GCJ02", "", "CRS84&crs=EPSG:3857", "CRS84&crs=BD-09", "<img>"]
)
@pytest.mark.parametrize("name", ["crs", "CRS"])
def test_other_coordinates_are_refused_not_passed_off(client, name, crs):
    answer = client.get(f"/layers/points.geojson?{name}={crs}")
    problem = json.loads(answer.data)
    assert answer.status_code == problem["status"] == 422
    assert answer.mimetype == "application/problem+json"
    assert problem["code"] == "crs_unsupported"
    assert "GCJ-02 or BD-09, not" in problem["title_en"] and "只提供 WGS-84" in problem["title_zh"]
    assert "座標" in problem["title_zh_hant"]
    zones = ["EPSG:4498", "EPSG:4509", "EPSG:4527", "EPSG:4548"]
    assert problem["candidates"] == ["CRS84", "EPSG:4326", "EPSG:4490", *zones, "GCJ-02", "BD-09"]
    for served in problem["candidates"]:
        assert client.get(f"/layers/points.geojson?{name}={served}").status_code == 200


def test_a_person_reads_in_three_languages_why_coordinates_are_refused(client):
    for language, words in (("zh-CN", "只提供"), ("zh-TW", "座標"), ("en", "GCJ-02 or BD-09, not")):
        headers = {"Accept": "text/html", "Accept-Language": language}
        answer = client.get("/layers/points.geojson?crs=EPSG:3857", headers=headers)
        assert answer.status_code == 422
        assert words in read(answer)


@pytest.mark.parametrize(
    "path",
    [*KINDS, "/sites//jinrong-jie", "//sites/yuetan", "/about/", "/en", "/en//about", "/sites/yuetan/",
     "/layers//points.geojson", "/static//none.js", "/articles/xicheng/", "//evil.example/"],
)  # fmt: skip
def test_nobody_is_ever_sent_elsewhere(client, path):
    answer = client.get(path, headers={"Host": "evil.example"})
    assert not 300 <= answer.status_code < 400
    assert "Location" not in answer.headers
    assert b"evil.example" not in answer.data


def test_script_and_style_are_given_with_a_query_too(client):
    assert client.get("/static/images/layers.png?v=1").status_code == 200
    assert client.get("/map.geojson?v=1").data == client.get("/map.geojson").data


@pytest.mark.parametrize(
    ("refused", "status"),
    [
        (gunicorn_errors.LimitRequestLine(9000, 4094), "414"),
        (gunicorn_errors.LimitRequestHeaders("too much"), "431"),
        (gunicorn_errors.InvalidRequestLine("<img>"), "400"),
        (OverflowError("ours"), "500"),
    ],
)
def test_what_is_no_request_is_refused_with_our_headers(refused, status):
    head, body = refusal_of_the_worker(refused)
    assert head.startswith(f"HTTP/1.1 {status} ")
    assert all(f"\r\n{name}: {value}" in head for name, value in GUARD)
    assert f"Content-Length: {len(body.encode())}" in head
    assert "text/plain" in head and "<" not in body


def refusal_of_the_worker(refused):
    """Return head and body of what a worker sends to a client whose request cannot be read."""
    worker = GuardedWorker.__new__(GuardedWorker)
    worker.log = logging.getLogger("worker")
    ours, theirs = socket.socketpair()
    with ours, theirs:
        worker.handle_error(None, ours, ("127.0.0.1", 1), refused)
        ours.shutdown(socket.SHUT_WR)
        return theirs.makefile("rb").read().decode().split("\r\n\r\n")


def test_a_request_of_the_wrong_kind_is_refused_politely(client):
    answer = client.post("/en/about")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert "does not take such a request" in read(answer)


# Headers


@pytest.mark.parametrize("path", KINDS)
def test_the_content_policy_stands_on_every_answer(client, path):
    answer = client.get(path)
    assert answer.headers.getlist("Content-Security-Policy") == [CONTENT_POLICY]
    assert "unsafe" not in CONTENT_POLICY and "nonce" not in CONTENT_POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] and answer.headers["Permissions-Policy"]
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/sites/yuetan", "/layers/points.geojson", "/map.geojson"])
def test_what_has_not_changed_is_not_sent_again(client, path):
    for encoding in ("br", "gzip", "identity"):
        first = client.get(path, headers={"Accept-Encoding": encoding})
        again = client.get(path, headers={"Accept-Encoding": encoding, "If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
        assert again.headers["Vary"] == first.headers["Vary"]


@pytest.mark.parametrize("path", ["/", "/layers/lines.geojson", "/map.geojson"])
def test_answers_come_compressed_only_to_those_who_take_it(client, path):
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    packed = client.get(path, headers={"Accept-Encoding": "gzip"})
    smaller = client.get(path, headers={"Accept-Encoding": "gzip, br"})
    assert (packed.headers["Content-Encoding"], smaller.headers["Content-Encoding"]) == ("gzip", "br")
    assert gzip.decompress(packed.data) == brotli.decompress(smaller.data) == plain.data
    assert len(smaller.data) < len(packed.data) < len(plain.data)
    assert len({answer.headers["ETag"] for answer in (plain, packed, smaller)}) == 3
    assert "Accept-Encoding" in plain.headers["Vary"]


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip", "gzip"), ("GZIP", "gzip"), ("br;q=1, gzip;q=0.2", "br"), ("*", "br"), ("deflate , gzip", "gzip"),
        ("br;q=0, gzip", "gzip"), ("gzip;q=0, *", "br"), ("br;q=0, gzip;q=0, *", None), ("", None), ("nogzip", None),
        ("gzipped", None), ("x;y=gzip", None), ("gzip;q=0", None), ("gzip; q=0.0", None), ("*;q=0", None),
        ("identity", None),
    ],
)  # fmt: skip
def test_a_coding_is_sent_to_whoever_names_it_and_to_nobody_else(client, accepted, coding):
    answer = client.get("/map.geojson", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == coding


def test_a_layer_is_the_published_file(client, layers):
    for name in layers.collections:
        answer = client.get(f"/layers/{name}.geojson")
        assert answer.data == layers.files[f"{name}.geojson"]
        assert answer.mimetype == "application/geo+json"


def test_script_and_stylesheet_are_kept_for_ever_under_their_own_name(client):
    page = client.get("/").text
    for address in re.findall(r'(?:src|href)="(/static/[^"]+)"', page):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]


def test_the_browser_modules_are_joined_in_import_order_under_unique_names():
    pages = (
        assets.ENTRY,
        assets.FRAME_ENTRY,
        assets.PLAIN_ENTRY,
        assets.OFFLINE_ENTRY,
        assets.INTAKE_ENTRY,
        assets.EMBEDDING_ENTRY,
        onefile.ENTRY,
    )
    entries = (*pages, assets.TOOLBOX, assets.UNIT_ROOM)
    modules = {name: source for entry in entries for name, source in bundles.Bundle(entry).modules.items()}
    assert modules.keys() == {path.stem for path in (assets.STATIC / "js").glob("*.js")}
    joined = "\n".join(map(bundles.plain, modules.values()))
    assert not re.search(r"^(import|export)\b", joined, re.MULTILINE)
    names = re.findall(r"^(?:async )?(?:function|const|let|class) (\w+)", joined, re.MULTILINE)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", [assets.TOOLBOX, assets.UNIT_ROOM])
def test_a_part_of_the_script_repeats_nothing_and_takes_only_what_is_exported(name):
    whole = bundles.Bundle(assets.ENTRY)
    part = bundles.Bundle(name, within=whole)
    assert part.modules and not part.modules.keys() & whole.modules.keys()
    exported = {name for source in whole.modules.values() for name in bundles.EXPORTED.findall(source)}
    assert part.shared() and set(part.shared()) <= exported


def test_the_tools_find_in_the_script_of_a_frame_all_that_they_take():
    there = bundles.Bundle(assets.FRAME_ENTRY).modules
    exported = {name for source in there.values() for name in bundles.EXPORTED.findall(source)}
    assert set(bundles.Bundle(assets.TOOLBOX, within=bundles.Bundle(assets.ENTRY)).shared()) <= exported


def test_the_parts_that_a_page_asks_for_lie_beside_its_script(client):
    script = re.search(r'src="(/static/map[^"]+)"', client.get("/").text)[1]
    parts = re.findall(r'loadPart\("((?:toolbox|unitroom)\.[^"]+)"', client.get(script).text)
    assert len(parts) == 2
    assert {client.get(f"/static/{part}").mimetype for part in parts} == {"text/javascript"}
    assert f"static/{min(parts)}" in client.get("/offline.json").json["needs"]


def test_no_module_writes_markup():
    for path in (assets.STATIC / "js").glob("*.js"):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", source)
        assert source.count("\n") < 150


def test_every_style_file_is_in_one_of_the_stylesheets():
    kept = [*assets.STYLES, *assets.PLANNERS_STYLES, *assets.EMBEDDING_STYLES, *assets.FILE_STYLES]
    assert sorted(path.stem for path in (assets.STATIC / "css").glob("*.css")) == sorted(kept)


def test_every_token_is_used_and_every_used_one_is_a_token():
    sheets = "".join(path.read_text(encoding="utf-8") for path in (assets.STATIC / "css").glob("*.css"))
    tokens = set(re.findall(r"(?<![\w-])(--[\w-]+):", sheets))
    assert tokens == set(re.findall(r"var\((--[\w-]+)\)", sheets))


# Health and new builds


def test_a_server_with_layers_is_well(client):
    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/readyz").json["newer_build_refused"] is False


@pytest.fixture
def watched(geodata, monkeypatch):
    """An application that looks for a new build at every request, and its data folder."""
    monkeypatch.setattr(edition, "LOOK_EVERY_S", -1)
    return create_app(Settings(geodata)).test_client(), geodata


def rename_yuetan(files):
    for feature in features(files):
        if feature["id"] == "yuetan":
            feature["properties"]["name_en"] = "Moon Altar, renamed"


def test_a_new_build_is_shown_without_a_restart(watched, published):
    client, geodata = watched
    before = client.get("/en/sites/yuetan")
    altered(published, geodata / "layers", rename_yuetan)
    after = client.get("/en/sites/yuetan")
    assert "renamed" not in before.text
    assert "Moon Altar, renamed" in after.text
    assert b"Moon Altar, renamed" in client.get("/layers/points.geojson").data
    assert after.headers["ETag"] != before.headers["ETag"]


def test_a_broken_build_is_not_shown_and_the_old_one_stays(watched, published):
    client, geodata = watched
    altered(published, geodata / "layers", rename_yuetan)
    (geodata / "layers" / "points.geojson").write_bytes(b"{")
    assert client.get("/en/sites/yuetan").status_code == 200
    assert b"renamed" not in client.get("/layers/points.geojson").data
    assert client.get("/readyz").json["newer_build_refused"] is True
    assert client.get("/healthz").status_code == 200
    altered(published, geodata / "layers", rename_yuetan)
    assert "Moon Altar, renamed" in client.get("/en/sites/yuetan").text


def forget(key):
    def change(files):
        del files["article-xicheng.json"][key]

    return change


@pytest.mark.parametrize("key", ["mentions", "headings", "texts", "runs", "commitments"])
def test_a_build_that_cannot_be_shown_is_refused_and_the_old_one_stays(watched, published, caplog, key):
    client, geodata = watched
    altered(published, geodata / "layers", forget(key))
    assert [client.get("/en/sites/yuetan").status_code for _ in range(3)] == [200] * 3
    assert client.get("/en/articles/xicheng").status_code == 200
    assert client.get("/readyz").json["newer_build_refused"] is True
    assert [key in record.getMessage() for record in caplog.records] == [True]
    altered(published, geodata / "layers", rename_yuetan)
    assert "Moon Altar, renamed" in client.get("/en/sites/yuetan").text


@pytest.mark.parametrize("key", ["mentions", "headings", "texts"])
def test_a_first_build_that_cannot_be_shown_is_told_like_a_missing_one(geodata, published, key):
    altered(published, geodata / "layers", forget(key))
    client = create_app(Settings(geodata)).test_client()
    assert client.get("/en/").status_code == client.get("/healthz").status_code == 503
    assert "cannot be read at the moment" in read(client.get("/en/"))


def test_without_layers_the_site_says_so_until_they_are_published(tmp_path, published):
    client = create_app(Settings(tmp_path)).test_client()
    page = client.get("/en/")
    assert page.status_code == client.get("/healthz").status_code == 503
    assert "cannot be read at the moment" in read(page)
    assert str(tmp_path) not in page.text
    assert page.headers["Content-Security-Policy"] == CONTENT_POLICY
    altered(published, tmp_path / "layers", lambda files: None)
    assert client.get("/en/").status_code == client.get("/healthz").status_code == 200


# Hostile data


@pytest.mark.parametrize(
    "path", ["/", "/sites/yuetan", "/articles/xicheng", "/about", "/subdistricts/xichanganjie-jiedao"]
)
def test_hostile_data_are_shown_as_words(geodata, published, path):
    altered(published, geodata / "layers", lambda files: make_hostile(files, site="yuetan", name=NAME, quote=QUOTE))
    page = create_app(Settings(geodata)).test_client().get(path)
    assert page.status_code == 200
    assert NAME not in page.text
    assert NAME in read(page)
    assert QUOTE in read(page) or path == "/articles/xicheng"


def test_a_hostile_address_is_shown_as_words(client):
    page = client.get("/en/sites/%3Cimg%20src=x%20onerror=alert(1)%3E")
    assert page.status_code == 404
    assert NAME not in page.text
    assert NAME in read(page)


# Another district


@pytest.fixture(scope="module")
def other_client(tmp_path_factory):
    """A visitor of the site of another district, built from its own data."""
    geodata = shutil.copytree(SECOND, tmp_path_factory.mktemp("other") / "second")
    store.publish(geodata / "layers", build(geodata))
    return create_app(Settings(geodata)).test_client()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["/", "/sites/gulou", "/articles/dongcheng", "/about"])
def test_another_district_is_called_by_its_own_name(other_client, language, page):
    answer = other_client.get(f"/{language}{page}")
    assert answer.status_code == 200
    assert "Xicheng" not in answer.text and "西城" not in answer.text
    assert {"zh-hans": "东城区", "zh-hant": "東城區", "en": "Dongcheng District"}[language] in read(answer)


def test_a_district_without_rows_from_openstreetmap_does_not_thank_it(other_client):
    assert "OpenStreetMap" not in other_client.get("/en/").text


def test_a_known_title_is_the_title(other_client):
    assert "守护古都风貌 办好民生小事" in read(other_client.get("/articles/dongcheng"))
