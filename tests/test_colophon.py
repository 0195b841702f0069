"""The colophon: approval number, owner, contact, imprint and credits, wherever the map is shown."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from mapapp.errors import SettingRefused
from mapapp.settings import Settings, read_settings
from mapapp.view.basemaps import BaseMap
from mapapp.view.colophon import Credit, colophon, credits_of
from mapapp.web import colophon as words
from mapapp.web.app import create_app
from mapapp.web.language import LANGUAGES
from mapapp.web.onefile import one_file
from mapapp.web.visit import Visit
from tests.conftest import FIRST

NUMBER, OWNER, IMPRINT, FORM = (
    "京S(2026)001号",
    "西城区某部门",
    "https://www.example.org/imprint",
    "https://x.example/new?b={body}",
)
STATED = Settings(FIRST, approval=NUMBER, owner=OWNER, imprint=IMPRINT, contact="map@example.org")
TILES = {"basemap": "https://tiles.test/{z}/{x}/{y}.png", "basemap_credit": "© Stub"}
MAPS = ("/", "/embed", "/articles/xicheng")
OTHERS = ("/sites/yuetan", "/subdistricts", "/about", "/planners", "/nowhere")


def page_of(path, settings):
    return create_app(settings).test_client().get(path).text


def visit(code):
    return Visit(LANGUAGES[code], True, "/", "")


@pytest.mark.parametrize("path", [*MAPS, *OTHERS])
def test_every_page_says_the_number_once_and_who_answers_for_the_map(path):
    page = page_of(f"/zh-hans{path}", STATED)
    assert page.count(f"审图号：{NUMBER}") == 1
    assert f"{OWNER}主办" in page and "非官方网站" not in page
    assert f'href="{IMPRINT}"' in page and 'href="mailto:map@example.org"' in page


def test_the_one_file_says_the_number_once_and_who_answers_for_the_map():
    text = one_file(STATED, "zh-hans").decode()
    assert text.count(f"审图号：{NUMBER}") == 1 and f"{OWNER}主办" in text and f'href="{IMPRINT}"' in text


@pytest.mark.parametrize("path", ["/", "/embed", "/about"])
@pytest.mark.parametrize(
    ("language", "said"),
    [("zh-hans", "审图号：未提供"), ("zh-hant", "審圖號：未提供"), ("en", "Map approval number: not stated")],
)
def test_a_number_that_is_not_stated_is_said_to_be_unknown(client, path, language, said):
    page = client.get(f"/{language}{path}").text
    assert page.count(said) == 1
    assert "colophon__ways" not in page


def test_what_an_operator_states_is_words():
    hostile = replace(STATED, approval="<img src=x onerror=alert(1)>", owner="${alert(1)}<b>")
    for path in ("/en/", "/en/about"):
        page = page_of(path, hostile)
        assert "<img src=x" not in page and "<b>" not in page.partition("<footer")[2]
        assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_credits_stand_beside_the_map_and_no_setting_takes_them_away():
    page = page_of("/en/embed", replace(STATED, **TILES, basemap_datum="GCJ-02"))
    credits = page.partition('<p class="credit">')[2].partition("</p>")[0]
    for said in ("© Stub", "© OpenStreetMap contributors, ODbL", "Places are drawn on GCJ-02"):
        assert credits.count(said) == 1


@pytest.mark.parametrize(
    ("base", "from_openstreetmap", "keys"),
    [
        (("schematic", ()), False, ["home.ground", "site.credit"]),
        (("schematic", ()), True, ["home.ground.openstreetmap"]),
        (("openstreetmap", ("https://x/",)), False, ["site.credit"]),
        (("tianditu", ("https://x/",)), False, ["home.tiles.tianditu", "site.credit"]),
    ],
)
def test_openstreetmap_is_thanked_once_by_whatever_it_gave(base, from_openstreetmap, keys):
    below = SimpleNamespace(base=BaseMap(*base), is_there=True, from_openstreetmap=from_openstreetmap)
    assert [one.key for one in credits_of(below, places_from_openstreetmap=True)] == keys


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_lines_for_paper_say_all_of_it_the_number_first(code):
    whole = colophon(replace(STATED, contact=FORM), [Credit("site.credit"), Credit(None, "© Stub")])
    lines = words.lines(whole, visit(code))
    assert NUMBER in lines[0] and OWNER in lines[1] and lines[2].endswith("https://x.example/new")
    assert IMPRINT in lines[3] and "OpenStreetMap" in lines[4] and lines[5:] == ["© Stub"]
    assert len(words.lines(colophon(Settings(FIRST)), visit(code))) == 1


def test_a_form_is_opened_empty():
    assert words.contact_address(FORM) == "https://x.example/new?b="


def test_the_pictures_of_links_carry_the_number():
    app = create_app(STATED)
    plain = create_app(Settings(FIRST)).test_client().get("/zh-hans/share.png").data
    assert app.test_client().get("/zh-hans/share.png").data != plain


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("approval", "x" * 81),
        ("owner", "two\nlines"),
        ("imprint", "javascript:alert(1)"),
        ("imprint", "https://x.example"),
        ("imprint", 'https://x.example/"onclick'),
    ],
)
def test_what_cannot_stand_there_is_refused_with_a_sentence(name, value):
    with pytest.raises(SettingRefused, match=name):
        read_settings({f"MAPAPP_{name.upper()}": value})


def test_the_settings_are_read():
    read = read_settings({"MAPAPP_APPROVAL": NUMBER, "MAPAPP_OWNER": OWNER, "MAPAPP_IMPRINT": IMPRINT})
    assert (read.approval, read.owner, read.imprint) == (NUMBER, OWNER, IMPRINT)
