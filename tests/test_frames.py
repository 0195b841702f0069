"""The page for frames: what each option shows, what hostile ones do not, and what is kept of them."""

import re
from html import unescape
from itertools import product

import brotli
import pytest

from mapapp.settings import Settings
from mapapp.web import app as application
from mapapp.web.assets import SYSTEM_IS_DARK
from mapapp.web.body import Body
from mapapp.web.edition import Editions
from mapapp.web.frame_options import OPTIONS, YES
from mapapp.web.frames import PAPERS, offered
from mapapp.web.lately import Lately
from tests.conftest import FIRST

TILES = {"basemap": "https://tiles.example/{z}/{x}/{y}.png", "basemap_credit": "The tile makers"}
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "${alert(1)}",
    "{{7*7}}",
    "javascript:alert(1)",
    "</title><svg onload=alert(1)>",
    "#fff;}</style><style>*{display:none}",
    "url(//evil.example/x)",
    "../../etc/passwd",
    "__proto__",
    "constructor",
    "\x00\x01",
    "%00",
    "\ud7ff\u202e\ufffd",
    "9" * 2000,
    "-1e999,NaN,Infinity",
    "yes,yes",
    " no",
    "é́" * 300,
)


@pytest.fixture(scope="module")
def frames(client):
    """A function that asks for the page for frames, in English."""
    return lambda query="", **headers: client.get(f"/embed?lang=en&{query}", headers=headers)


@pytest.fixture
def edition(monkeypatch):
    """The edition on show of a fresh application, and a visitor of it."""
    made = []
    monkeypatch.setattr(application, "Editions", lambda *told: made.append(Editions(*told)) or made[0])
    visitor = application.create_app(Settings(FIRST)).test_client()
    return made[0].current(), visitor


def body_class(answer):
    return re.search(r'<body class="([^"]*)"', answer.text)[1].split()


def shown(answer, attribute):
    """Return the ids, under an attribute, of the sentences or places that are not hidden."""
    tags = re.findall(rf"<(?:li|section)[^>]* {attribute}=[^>]*>", answer.text)
    return [re.search(rf'{attribute}="([^"]*)"', tag)[1] for tag in tags if not tag.endswith(" hidden>")]


def notes(answer):
    part = re.search(r"<div class=\"notes\".*?</div>", answer.text, re.DOTALL)[0]
    return [unescape(note) for note in re.findall(r'<p class="note">(.*?)</p>', part, re.DOTALL)]


def still_numbers(answer):
    return [int(number) for number in re.findall(r'<text x="[^>]*>(\d+)</text>', answer.text)]


# What each option shows


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_colours_are_those_asked_for_whatever_the_system_has(client, frames, colours):
    auto, answer = frames(), frames(f"colours={colours}")
    assert f'<meta name="color-scheme" content="{colours}">' in answer.text
    sheet, usual = (re.search(r'<link rel="stylesheet" href="([^"]*)"', page.text)[1] for page in (answer, auto))
    assert sheet != usual and f"<{sheet}>" in answer.headers["Link"]
    css, usual_css = client.get(sheet).data, client.get(usual).data
    assert SYSTEM_IS_DARK in usual_css and SYSTEM_IS_DARK not in css
    assert len(usual_css) - len(css) < 40


def test_an_accent_takes_the_place_of_the_gold_by_a_stylesheet_of_its_own(client, frames):
    answer = frames("accent=c8102e")
    assert '<link rel="stylesheet" href="/embed/accent/auto/c8102e.css">' in answer.text
    sheet = client.get("/embed/accent/auto/c8102e.css")
    assert sheet.headers["Content-Type"].startswith("text/css")
    assert "--gold:#c8102e;--on-gold:#ffffff" in sheet.text and "--gold-edge" in sheet.text
    assert "prefers-color-scheme" not in client.get("/embed/accent/dark/ffc400.css").text


@pytest.mark.parametrize("path", ["auto/777777", "auto/C8102E", "auto/red", "none/c8102e", "auto/c12", "auto/%22%3E"])
def test_no_other_colour_has_a_stylesheet(client, path):
    assert client.get(f"/embed/accent/{path}.css").status_code == 404


def test_an_accent_that_cannot_be_read_is_refused_with_its_own_sentence(frames):
    answer = frames("accent=777777")
    assert "accent/" not in answer.text
    (note,) = notes(answer)
    assert note.startswith("The accent colour in the address is left out") and "readable" in note


def test_a_place_is_open_from_the_start_without_a_script(frames):
    answer = frames("site=gulou-xidajie")
    sign = re.search(r'<section class="sign".*?</section>', answer.text, re.DOTALL)[0]
    assert "Gulou West Street" in sign and "<mark>鼓樓西大街</mark>" in sign
    assert "扎實推進什剎海區域" in re.sub(r"<[^>]*>", "", sign)
    assert 'href="/en/sites/gulou-xidajie"' in sign
    assert re.findall(r'class="row is-chosen" href="([^"]*)"', answer.text) == ["/en/sites/gulou-xidajie"]
    assert answer.text.count("still-plate--street is-chosen") == 1
    assert '<section class="sign"' not in frames().text


def test_a_theme_narrows_list_drawing_and_counts_on_the_server(frames):
    every, some = frames(), frames("theme=xicheng.12")
    assert len(shown(every, "data-commitment")) == len(set(shown(every, "data-commitment"))) + 1
    assert shown(some, "data-theme") == ["xicheng.12"] * 4
    assert set(still_numbers(some)) == {1, 2, 3, 4, 5, 6, 7, 8, 9} and len(still_numbers(every)) == 18
    assert "<b>9</b> places" in some.text and "4 of 48" in re.search(r'class="narrowed"[^>]*>([^<]*)', some.text)[1]
    assert not re.search(r"<a (?![^>]*href=)[^>]*target=", some.text)
    assert 'class="narrowed"' not in every.text


def test_scopes_and_themes_narrow_together(frames):
    assert set(shown(frames("scope=policy"), "data-scope")) == {"policy"}
    assert set(shown(frames("scope=policy,district"), "data-scope")) == {"policy", "district"}
    both = frames("scope=district&theme=xicheng.12")
    assert set(zip(shown(both, "data-scope"), shown(both, "data-theme"), strict=True)) == {("district", "xicheng.12")}
    assert shown(both, "data-place") == []
    assert not re.search(r'href="#places"', both.text)


def test_a_subdistrict_leaves_only_sentences_with_a_place_in_it(geodata, published, tmp_path):
    from tests.walls import altered

    def settle(files):
        for name in ("points", "lines", "areas"):
            for feature in files[f"{name}.geojson"]["features"]:
                if feature["id"] == "yuetan":
                    feature["properties"]["subdistrict"] = "xichanganjie-jiedao"

    altered(published, tmp_path / "data" / "layers", settle)
    visitor = application.create_app(Settings(tmp_path / "data")).test_client()
    answer = visitor.get("/embed?lang=en&subdistrict=xichanganjie-jiedao")
    assert shown(answer, "data-place") == ["yuetan"] and len(shown(answer, "data-commitment")) == 1
    assert still_numbers(answer) == [15]
    assert "yuetan" not in shown(visitor.get("/embed?subdistrict=unknown"), "data-place")


def test_forms_of_the_text_keep_the_options_without_a_script(frames):
    answer = frames("theme=xicheng.12&list=below&utm_source=x")
    links = [unescape(link) for link in re.findall(r'<a href="([^"]*)" data-same-page', answer.text)]
    assert links[1] == "/en/embed?text=found&theme=xicheng.12&list=below"


@pytest.mark.parametrize("place", ["beside", "below", "none"])
def test_the_list_stands_where_it_is_asked_for_and_is_always_there_to_read(frames, place):
    answer = frames(f"list={place}")
    assert f"embed--{place}" in body_class(answer)
    assert len(re.findall(r'class="promise"', answer.text)) == 6


@pytest.mark.parametrize(
    ("option", "piece"),
    [
        ("search", 'id="find-query"'),
        ("legend", '<ul class="key"'),
        ("link", "Open the whole site of this map"),
        ("filters", '<div class="tools" data-tools role="group" aria-label="Find and narrow down">'),
        ("title", '<div class="intro__head">'),
    ],
)
def test_a_part_is_there_unless_the_address_says_no(frames, option, piece):
    assert piece in frames().text and piece in frames(f"{option}=yes").text
    assert piece not in frames(f"{option}=no").text


def test_without_a_heading_the_page_still_has_one_for_those_who_do_not_see(frames):
    assert "<h1>" in frames("title=no").text and "intro__head vh" in frames("title=no").text


def test_buttons_and_height_are_a_matter_of_style(frames):
    assert "embed--bare" in body_class(frames("controls=no")) and "embed--bare" not in body_class(frames())
    assert "embed--fit" in body_class(frames("height=fit")) and "embed--fixed" in body_class(frames())


def test_the_base_map_can_be_left_out_and_its_credit_only_with_it():
    visitor = application.create_app(Settings(FIRST, **TILES)).test_client()
    usual, plain, legendless = (
        visitor.get(f"/embed?lang=en&{query}").text for query in ("", "basemap=none", "legend=no")
    )
    assert "The tile makers" in usual and "chart--tiles" in usual
    assert "The tile makers" not in plain and "chart--tiles" not in plain and "is-plain" in plain
    assert "The tile makers" in legendless and "OpenStreetMap contributors" in plain
    assert notes(visitor.get("/embed?lang=en&basemap=address")) == []
    assert "basemap" in notes(visitor.get("/embed?lang=en&basemap=openstreetmap"))[0]


def test_what_the_script_is_told_are_the_options_that_hold(frames):
    told = unescape(re.search(r'data-page="([^"]*)"', frames("site=yuetan&view=116.4,39.9,13&theme=x&list=q").text)[1])
    assert '"frame":{"query":"?view=116.4,39.9,13"' in told and '"site":"yuetan","fit":false' in told
    assert '"frame":null' in unescape(frames.__closure__[0].cell_contents.get("/").text)


# Hostile values


def corpus():
    return [(name, value) for name, value in product(OPTIONS, HOSTILE) if not (OPTIONS[name].values and value == YES)]


def test_the_corpus_is_large_enough():
    assert len(corpus()) >= 200


@pytest.mark.parametrize("name", OPTIONS)
def test_hostile_values_are_ignored_with_a_sentence_and_never_get_into_the_page(client, name):
    usual = client.get("/embed", headers={"Accept-Language": "en"}).text
    for value in (value for option, value in corpus() if option == name):
        answer = client.get("/embed", query_string={name: value}, headers={"Accept-Language": "en"})
        assert answer.status_code == 200
        (note,) = notes(answer)
        assert "address asks for" in note or "colour in the address" in note
        assert answer.text.replace(note, "").split("<main")[1][:200] == usual.split("<main")[1][:200]
        assert value not in unescape(answer.text.split("</head>")[1]) or value in unescape(usual)
        assert set(re.findall(r"<(script|style|img|svg|iframe)\b", answer.text)) == {"script", "svg"}
        assert answer.text.count("<script") == usual.count("<script")


def test_all_of_them_at_once_are_named_in_one_sentence(client):
    answer = client.get("/embed", query_string=dict.fromkeys(OPTIONS, HOSTILE[0]), headers={"Accept-Language": "en"})
    language, others, accent = notes(answer)
    assert "language" in language and "accent" in accent
    assert [name for name in OPTIONS if name in re.split(r"\W+", others.partition("left out: ")[2])] == [
        name for name in OPTIONS if name not in ("lang", "accent")
    ]


def test_the_sentence_is_in_the_language_of_the_page(client):
    assert notes(client.get("/embed?lang=zh-hant&view=x"))[0].startswith("網址裡的這幾項這裡不認識")


# What is kept


def test_pages_with_options_do_not_pile_up(edition):
    shown_now, visitor = edition
    visitor.get("/embed")
    kept = len(shown_now.pages)
    shown_now.lately = Lately(most_bytes=1_000_000)
    for turn in range(30):
        assert visitor.get(f"/embed?view=116.{turn},39.9,13&accent=c810{turn:02}").status_code == 200
        visitor.get(f"/embed?list=hostile{turn}&utm_source={turn}")
    assert len(shown_now.pages) == kept
    assert len(shown_now.lately) < 30


def test_lately_keeps_the_last_ones_asked_for():
    lately, made = Lately(most_bytes=250), []
    for key in ("a", "b", "a", "c", "a", "b"):
        lately.page(key, lambda key=key: made.append(key) or Body(b"x" * 100, "image/png"))
    assert made == ["a", "b", "c", "b"] and len(lately) == 2


def test_what_is_offered_is_what_the_list_can_be_narrowed_to(edition):
    values = offered(edition[0])
    assert values["site"] == tuple(edition[0].plates) and len(values["site"]) == 19
    assert "xicheng.12" in values["theme"] and values["basemap"] == ("schematic", "none")
    assert PAPERS == {"light": "#fff", "dark": "#15181a"}


def test_nothing_is_kept_with_the_visitor(client, frames):
    for path in ("/embed.js", "/embed/accent/auto/c8102e.css", "/embed?lang=en&site=yuetan"):
        assert "Set-Cookie" not in client.get(path).headers
    assert '"worker":null' in unescape(frames("site=yuetan").text)


# The script for the page around


def test_the_script_for_the_page_around_is_tiny_and_kept_a_day_at_most(client):
    answer = client.get("/embed.js", headers={"Accept-Encoding": "br"})
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "public, max-age=86400" and answer.headers["ETag"]
    assert len(answer.data) < 700 and b"mapapp:view" in brotli.decompress(answer.data)
    assert client.get("/embed.js?v=2").status_code == 200
    assert client.get("/embed.js", headers={"If-None-Match": answer.headers["ETag"]}).status_code in (200, 304)
