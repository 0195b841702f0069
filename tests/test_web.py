"""The site as a visitor asks for it: pages, languages, layers, refusals, headers, and new builds."""

import gzip
import json
import re
import string
from html import unescape
from pathlib import Path

import pytest

import mapapp.web
from mapapp import paths
from mapapp.settings import Settings
from mapapp.view.plates import plates
from mapapp.view.promises import promises
from mapapp.web import assets, edition
from mapapp.web.app import create_app
from mapapp.web.headers import CONTENT_POLICY
from mapapp.web.language import WORDS, preferred
from tests.walls import altered, features, make_hostile

WEB = Path(mapapp.web.__file__).parent
NAME = "<img src=x onerror=alert(1)>"
QUOTE = "${alert(1)}"
LANGUAGES = ("zh-hans", "zh-hant", "en")
PAGES = (
    "/", "/sites/yuetan", "/sites/xichanganjie-jiedao", "/articles/xicheng", "/articles/xicheng?text=found", "/about",
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
        assert "<mark>" in page.text


def test_the_page_of_a_street_tells_its_error_in_metres_and_names_the_others(client):
    words = read(client.get("/en/sites/gulou-xidajie"))
    assert "good to about 60 m" in words
    assert "North Chang Street" in words


def test_a_place_without_an_outline_says_so(client):
    assert "轮廓不详" in read(client.get("/sites/xichanganjie-jiedao"))
    assert "Outline not known" in read(client.get("/en/"))


def test_the_article_stands_whole_with_an_anchor_for_every_sentence(client, layers):
    article = layers.articles["xicheng"]
    page = client.get("/articles/xicheng").text
    for commitment in article["commitments"]:
        assert f'id="{commitment["id"]}"' in page
    assert 'id="xicheng.12"' in page
    assert page.count('class="name name--') == sum(
        any(place in plates(layers) for place in mention["places"]) for mention in article["mentions"]
    )


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
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
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
        ("*", "zh-hans"), ("en;q=0", "zh-hans"), ("en;q=nonsense,zh-tw", "zh-hant"), (";;,=,", "zh-hans"),
    ],
)  # fmt: skip
def test_the_language_follows_language_and_script_of_the_browser(header, code):
    assert preferred(header) == code


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
    assert '<blockquote class="quote" lang="zh-Hant">' in client.get("/en/sites/yuetan").text


@pytest.mark.parametrize("key", WORDS)
def test_our_words_stand_in_all_three_languages_with_the_same_blanks(key):
    assert set(WORDS[key]) == set(LANGUAGES)
    blanks = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in WORDS[key].values()]
    assert all(WORDS[key].values())
    assert blanks[0] == blanks[1] == blanks[2]


def test_no_word_of_ours_is_missing_or_unused():
    said = "".join(
        path.read_text(encoding="utf-8")
        for folder, pattern in ((WEB, "*.py"), (WEB, "static/js/*.js"), (paths.templates(), "*.html"))
        for path in folder.glob(pattern)
    )
    whole = set(re.findall(r"""["'`]([a-z]+\.[\w.-]*\w)["'`]""", said))
    families = tuple(re.findall(r"""["'`]([a-z]+\.(?:\w+\.)*)(?:["'] ~|\$\{)""", said))
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
        ("/en/nope", "There is no page at this address."),
    ],
)
def test_an_unknown_address_gets_a_clear_sentence_and_a_way_back(client, path, sentence):
    answer = client.get(path)
    assert answer.status_code == 404
    assert sentence in read(answer)
    assert f'href="{path[: path.index("/", 1)]}/"' in answer.text


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
    for encoding in ("gzip", "identity"):
        first = client.get(path, headers={"Accept-Encoding": encoding})
        again = client.get(path, headers={"Accept-Encoding": encoding, "If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
        assert again.headers["Vary"] == first.headers["Vary"]


@pytest.mark.parametrize("path", ["/", "/layers/lines.geojson", "/map.geojson"])
def test_answers_come_compressed_only_to_those_who_take_it(client, path):
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    refused = client.get(path, headers={"Accept-Encoding": "br, gzip;q=0"})
    packed = client.get(path, headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data == refused.data
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in plain.headers["Vary"]


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
    modules = assets.modules_in_order()
    assert len(modules) == len(list((assets.STATIC / "js").glob("*.js")))
    joined = "\n".join(map(assets.plain, modules))
    assert not re.search(r"^(import|export)\b", joined, re.MULTILINE)
    names = re.findall(r"^(?:async )?(?:function|const|let|class) (\w+)", joined, re.MULTILINE)
    assert len(names) == len(set(names))


def test_no_module_writes_markup():
    for path in (assets.STATIC / "js").glob("*.js"):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", source)
        assert source.count("\n") < 150


def test_every_style_file_is_in_the_stylesheet():
    assert {path.stem for path in (assets.STATIC / "css").glob("*.css")} == set(assets.STYLES)


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


@pytest.mark.parametrize("path", ["/", "/sites/yuetan", "/articles/xicheng", "/about"])
def test_hostile_data_are_shown_as_words(geodata, published, path):
    altered(published, geodata / "layers", lambda files: make_hostile(files, site="yuetan", name=NAME, quote=QUOTE))
    page = create_app(Settings(geodata)).test_client().get(path)
    assert page.status_code == 200
    assert "<img" not in page.text
    assert NAME in read(page)
    assert QUOTE in read(page) or path == "/articles/xicheng"


def test_a_hostile_address_is_shown_as_words(client):
    page = client.get("/en/sites/%3Cimg%20src=x%20onerror=alert(1)%3E")
    assert page.status_code == 404
    assert "<img" not in page.text
    assert NAME in read(page)
