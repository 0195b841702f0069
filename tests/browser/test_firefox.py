"""The same journeys in Firefox ESR: by mouse and by keyboard, without storage, and without JavaScript."""

import json

import pytest

from mapapp.view.plates import plates
from tests.browser.firefox import find_firefox, firefox
from tests.browser.test_near import expected

PATH = find_firefox()
MISSING = (
    "Firefox is missing. On Debian, scripts/test installs firefox-esr. Ubuntu's firefox is a snap, which may not read "
    "a test's profile: install Mozilla's own package and name it, FIREFOX=/usr/bin/firefox scripts/test."
)
pytestmark = pytest.mark.skipif(not PATH, reason=MISSING)

DRAWN = "Boolean(document.querySelector('.chart.is-drawn'))"
SIGN = "Boolean(document.querySelector('.sign .quote'))"
NO_SIGN = "!document.querySelector('.sign')"
FOCUSED = "document.activeElement"
ROW = "[data-site=yuetan]"
NO_LOCATION = {"permissions.default.geo": 2}
"""Firefox asks before it tells a location; here its answer is no."""
NO_STORAGE = {
    "network.cookie.cookieBehavior": 2,
    "dom.storage.enabled": False,
    "dom.indexedDB.enabled": False,
}
NO_SCRIPTS = {"javascript.enabled": False}
PIN = '.pin[aria-label^="15 "]'


@pytest.fixture(scope="module")
def as_it_comes(tmp_path_factory):
    with firefox(PATH, tmp_path_factory.mktemp("firefox"), NO_LOCATION) as browser:
        yield browser


@pytest.fixture
def running(as_it_comes):
    as_it_comes.said.clear()
    return as_it_comes


@pytest.fixture
def tab(running):
    """A tab in which any error, warning or breach of the content security policy fails the test."""
    with running.tab() as tab:
        yield tab
        tab.value("0")
    assert running.said == []


def open_map(tab, address):
    tab.open(address).wait(DRAWN)
    return tab


def test_errors_and_breaches_of_the_policy_are_heard(running, site):
    with running.tab() as tab:
        tab.open(f"{site}/en/about")
        tab.value("document.body.setAttribute('style', 'color: red')")
        tab.value("setTimeout(() => nowhere.at.all)")
        tab.value("document.body.append(Object.assign(new Image(), {src: 'http://elsewhere.test/a.png'}))")
        said = "\n".join(_heard(running, tab, 3))
    assert "style-src" in said
    assert "img-src" in said
    assert "nowhere is not defined" in said


def _heard(running, tab, count):
    for _ in range(100):
        tab.value("0")
        if len(running.said) >= count:
            break
    return running.said


def test_a_place_chosen_in_the_list_opens_its_sign(tab, site, layers):
    open_map(tab, f"{site}/en/").click(ROW)
    tab.wait(SIGN)
    assert tab.text(".sign .quote") == _quote(layers, "yuetan")
    assert tab.text(".sign h2").startswith("Altar of the Moon")
    assert tab.value(f"document.querySelector('{ROW}').ariaCurrent") == "true"
    assert tab.value("[...document.querySelectorAll('.pin[aria-current]')].map((pin) => pin.innerText)") == ["15"]


def test_a_plate_opens_by_keyboard_and_escape_gives_the_focus_back(tab, site, layers):
    open_map(tab, f"{site}/en/").value(f"document.querySelector('{PIN}').focus()")
    tab.press("Enter")
    tab.wait(SIGN)
    assert tab.text(".sign .quote") == _quote(layers, "yuetan")
    assert tab.value(f"document.querySelector('.sign').contains({FOCUSED})")
    tab.press("Escape")
    tab.wait(NO_SIGN)
    assert tab.value(f"{FOCUSED}.matches('{PIN}')")


def test_back_and_forward_walk_through_the_chosen_places(tab, site):
    open_map(tab, f"{site}/en/").click(ROW)
    tab.wait(SIGN)
    first = tab.text(".sign h2")
    tab.click("[data-site=dongpi]")
    tab.wait(f"document.querySelector('.sign h2').innerText !== {json.dumps(first)}")
    tab.go(-1)
    tab.wait(f"document.querySelector('.sign h2').innerText === {json.dumps(first)}")
    assert tab.value("location.hash") == "#yuetan"
    tab.go(-1)
    tab.wait(NO_SIGN)
    assert tab.value("location.hash") == ""
    tab.go(1)
    tab.wait(SIGN)
    assert tab.text(".sign h2") == first


def test_an_address_of_a_place_opens_its_sign(tab, site, layers):
    open_map(tab, f"{site}/zh-hans/#yuetan").wait(SIGN)
    assert tab.text(".sign .quote") == _quote(layers, "yuetan")


def test_the_language_is_switched_and_the_page_stays(tab, site):
    open_map(tab, f"{site}/en/").click(".languages [hreflang='zh-Hant']")
    tab.wait(f"location.pathname === '/zh-hant/' && {DRAWN}")
    assert tab.value("document.documentElement.lang") == "zh-Hant"
    assert "鼓樓西大街" in tab.text("[data-site=gulou-xidajie]")


def test_a_name_in_the_article_leads_to_its_place(tab, site):
    open_map(tab, f"{site}/en/articles/xicheng")
    tab.click("main a.name[href*='gulou-xidajie']")
    tab.wait("document.querySelector('.sign h2') !== null")
    assert "Gulou West Street" in tab.text(".sign h2")
    assert tab.value("location.hash") == "#gulou-xidajie"


VIEWS = [("zh-hans", 390), ("en", 1280)]


@pytest.fixture(params=VIEWS, ids=lambda view: f"{view[0]}-{view[1]}")
def resident(running, site, request):
    """The map in a language at a width, as a resident opens it: (tab, address, language)."""
    language, width = request.param
    with running.tab(width, 844) as tab:
        address = f"{site}/{language}/"
        yield open_map(tab, address), address, language
        tab.value("0")
    assert running.said == []


def test_a_place_is_found_by_pinyin_and_its_quote_read_by_keyboard_alone(resident, layers):
    tab, _, _ = resident
    tab.value("document.querySelector('.brand').focus()")
    for _ in range(40):
        tab.press("Tab")
        if tab.value(f"{FOCUSED}.id") == "find-query":
            break
    tab.type("zhuanta")
    tab.wait("document.querySelectorAll('#find-list [role=option]').length > 0")
    tab.press("Enter")
    tab.wait(SIGN)
    assert tab.text(".sign .quote") == _quote(layers, "zhuanta-hutong")
    assert tab.value("location.hash") == "#zhuanta-hutong"


def test_what_is_within_800_m_of_xidan_is_found_with_location_refused(resident, layers):
    tab, _, language = resident
    tab.click("[data-opens=near]")
    tab.wait("document.querySelector('#near-pick option[value=station-xidan]') !== null")
    tab.click(".near__locate button")
    refused = {"zh-hans": "浏览器不肯给出位置。", "en": "Your browser does not give your location."}[language]
    tab.wait(f"document.querySelector('.near__said').innerText.startsWith({json.dumps(refused)})")
    pick = "document.querySelector('#near-pick')"
    tab.value(f"({pick}.value = 'station-xidan', {pick}.dispatchEvent(new Event('change', {{bubbles: true}})))")
    tab.wait("location.search === '?near=station-xidan&within=800'")
    within, perhaps = expected(layers, 800)
    listed = "[...document.querySelectorAll('[data-place]')].filter((row) => row.checkVisibility())"
    tab.wait(f"{listed}.length === {len(within + perhaps)}")
    assert sorted(tab.value(f"{listed}.map((row) => row.dataset.place)")) == sorted(within + perhaps)


def test_one_theme_is_chosen_and_whoever_opens_the_address_sees_the_same(resident, running):
    tab, _, _ = resident
    tab.click("[data-opens=filter]")
    tab.wait("document.querySelector('.facet--theme [value=\"xicheng.12\"]') !== null")
    tab.click(".facet--theme label:has([value='xicheng.12'])")
    tab.wait("location.search === '?theme=xicheng.12'")
    listed = (
        "[...document.querySelectorAll('[data-commitment], [data-place]')].filter((one) => one.checkVisibility())"
        ".map((one) => one.dataset.commitment ?? one.dataset.place)"
    )
    chosen = tab.value(listed)
    with running.tab() as other:
        open_map(other, tab.value("location.href")).wait("document.querySelector('.tools.is-ready') !== null")
        assert other.value(listed) == chosen
    assert 0 < len(chosen) < 48


def test_a_feed_address_is_found_on_the_page_of_a_place(resident):
    tab, address, language = resident
    tab.open(f"{address}sites/zhuanta-hutong")
    assert tab.value("document.querySelector('link[type=\"application/atom+xml\"]') !== null")
    path = f"/{language}/sites/zhuanta-hutong/feed.atom"
    shown = f"[...document.querySelectorAll('code')].find((one) => one.innerText === {json.dumps(path)})"
    assert tab.value(f"{shown}.checkVisibility()")
    assert tab.value(f"{shown}.closest('a').href") == f"{address}sites/zhuanta-hutong/feed.atom"


def test_without_storage_the_map_works(site, layers, tmp_path):
    with firefox(PATH, tmp_path, NO_STORAGE) as browser, browser.tab(390, 844) as tab:
        open_map(tab, f"{site}/en/")
        assert tab.value("(() => { try { return Boolean(localStorage); } catch { return false; } })()") is False
        tab.click(ROW)
        tab.wait(SIGN)
        assert tab.text(".sign .quote") == _quote(layers, "yuetan")
        tab.value("0")
        assert browser.said == []


def test_without_scripts_list_place_article_and_receipt_are_complete(site, layers, tmp_path):
    places = plates(layers)
    with firefox(PATH, tmp_path, NO_SCRIPTS) as browser, browser.tab() as tab:
        tab.open(f"{site}/en/")
        assert tab.value("document.querySelectorAll('.chart.is-drawn').length") == 0
        assert set(tab.value("[...document.querySelectorAll('[data-site]')].map((row) => row.dataset.site)")) == {
            *places
        }
        assert "needs JavaScript" in tab.text("main")
        tab.click(ROW)
        tab.wait("location.pathname === '/en/sites/yuetan' && document.readyState === 'complete'")
        assert tab.text("main blockquote") == _quote(layers, "yuetan")
        tab.open(f"{site}/en/articles/xicheng")
        assert _quote(layers, "yuetan") in tab.value("document.querySelector('main').textContent")
        tab.open(f"{site}/en/about")
        assert len(tab.text("main")) > 1000


def _quote(layers, place):
    return plates(layers)[place].properties["commitments"][0]["quote"]
