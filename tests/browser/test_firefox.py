"""The same journeys in Firefox ESR: by mouse and by keyboard, without storage, and without JavaScript."""

import json

import pytest

from mapapp.view.plates import plates
from tests.browser.firefox import find_firefox, firefoxes

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
KINDS = {
    "as_it_comes": {},
    "without_storage": {
        "network.cookie.cookieBehavior": 2,
        "dom.storage.enabled": False,
        "dom.indexedDB.enabled": False,
    },
    "without_scripts": {"javascript.enabled": False},
}
PIN = '.pin[aria-label^="15 "]'


@pytest.fixture(scope="module")
def browsers(tmp_path_factory):
    with firefoxes(PATH, tmp_path_factory.mktemp("firefox"), KINDS) as browsers:
        yield browsers


@pytest.fixture
def running(browsers):
    browsers["as_it_comes"].said.clear()
    return browsers["as_it_comes"]


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


def test_without_storage_the_map_works(browsers, site, layers):
    with browsers["without_storage"].tab(390, 844) as tab:
        open_map(tab, f"{site}/en/")
        assert tab.value("(() => { try { return Boolean(localStorage); } catch { return false; } })()") is False
        tab.click(ROW)
        tab.wait(SIGN)
        assert tab.text(".sign .quote") == _quote(layers, "yuetan")
    assert browsers["without_storage"].said == []


def test_without_scripts_list_place_article_and_receipt_are_complete(browsers, site, layers):
    places = plates(layers)
    with browsers["without_scripts"].tab() as tab:
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
