"""axe-core finds nothing: every page in every language, wide and narrow, in three kinds of colours, with and without
something chosen."""

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe

from mapapp.atlas.build import build
from mapapp.layers import store
from tests.browser.conftest import serving
from tests.browser.test_reach import faults
from tests.conftest import FIRST
from tests.years import with_articles

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
PAGES = (
    "/", "/#gulou-xidajie", "/sites/yuetan", "/articles/xicheng", "/articles/xicheng#gulou-xidajie", "/about", "/nope",
    "/subdistricts", "/subdistricts/xichanganjie-jiedao", "/embed/new?accent=x&height=fit&site=yuetan", "/embed/guide",
    "/downloads",
)  # fmt: skip
ODD_PAGES = (
    "/en/subdistricts/niujie-jiedao",
    "/en/#tan-sitong-guju",
    "/en/sites/xichanganjie-jiedao",
    "/en/articles/xicheng?text=found#xicheng.15.2",
)
TONGUES = ("zh-hans", "zh-hant", "en")
ADDRESSES = [f"/{language}{page}" for page in PAGES for language in TONGUES] + [*ODD_PAGES]
FILTERED = "/?theme=xicheng.12,xicheng.17&kind=street&scope=nope"
COLOURS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
}
LOOKS = [(language, width, kind) for language in TONGUES for width in (390, 1280) for kind in COLOURS]
SOME_LOOKS = [("en", 390, "dark"), ("zh-hans", 1280, "light")]
SOME_ADDRESSES = [f"/{TONGUES[place % 3]}{page}" for place, page in enumerate(PAGES)] + [*ODD_PAGES]


@pytest.fixture(scope="module")
def axe():
    return Axe()


PASSED_ON = {
    "panel": ("/?text=found#yuetan", "[data-opens=share]", ".qr[src]"),
    "copied": ("/", "[data-opens=share], [data-share=copy]", ".copied:not(:empty)"),
    "place": ("/sites/dayunhe", "#share summary", "#share[open] .qr"),
    "unplaced": ("/sites/xichanganjie-jiedao", "#share summary", "#share[open] .qr"),
    "frame": ("/embed#gulou-xidajie", None, ".sign"),
    "frame refused": ("/embed?lang=xx", None, ".note"),
}
"""Where a view is passed on: the address, what is pressed one after the other, what has then come."""


@pytest.fixture(scope="module")
def answering_site():
    """The address of the site of an owner who can be written to."""
    with serving(FIRST, contact="map@example.org") as address:
        yield address


@pytest.mark.parametrize("state", PASSED_ON)
def test_axe_finds_nothing_where_a_view_is_passed_on(visit, answering_site, axe, state, language, width, kind):
    address, pressed, come = PASSED_ON[state]
    page = visit(f"{answering_site}/{language}{address}", width=width, reduced_motion="reduce", **COLOURS[kind])
    if page.locator(".chart").count():
        page.wait_for_selector(".chart.is-drawn")
    for target in pressed.split(", ") if pressed else ():
        page.click(target)
    page.wait_for_selector(come)
    page.evaluate("scrollTo(0, 0)")
    assert violations(axe, page) == []


def pytest_generate_tests(metafunc):
    """Every address at both widths in all colours, every state of a tool in three languages too.

    Without `--long` each page once, languages, widths and colours in turn, and each state once.
    """
    if "colours" in metafunc.fixturenames:
        kinds = list(COLOURS)
        every = [(a, width, kind) for a in ADDRESSES for width in (390, 1280) for kind in kinds]
        some = [
            (address, (390, 1280)[place % 2], kinds[place // 2 % 3]) for place, address in enumerate(SOME_ADDRESSES)
        ]
        metafunc.parametrize(("address", "width", "colours"), every if metafunc.config.getoption("long") else some)
    elif "kind" in metafunc.fixturenames:
        looks = LOOKS if metafunc.config.getoption("long") else SOME_LOOKS
        metafunc.parametrize(("language", "width", "kind"), looks)


@pytest.mark.parametrize("path", ["/sites/zhuanta-hutong", "/articles/xicheng", "/about"])
def test_axe_finds_nothing_where_there_is_a_time_line(visit, told_site, axe, path, language, width, kind):
    page = visit(f"{told_site}/{language}{path}", width=width, reduced_motion="reduce", **COLOURS[kind])
    assert page.locator(".timeline li, .standing").count()
    assert violations(axe, page) == []


@pytest.mark.parametrize("typed", ["yuetan", "lifts", "qqq"])
def test_axe_finds_nothing_in_what_search_found(visit, site, axe, language, width, kind, typed, times):
    page = visit(f"{site}/{language}/", width=width, reduced_motion="reduce", **COLOURS[kind])
    page.wait_for_selector(".chart.is-drawn")
    page.locator("#find-query").fill(typed)
    page.wait_for_function("() => document.querySelector('.find__told').textContent")
    page.locator("#find-query").press("ArrowDown")
    assert violations(axe, page, times(".intro", None)) == []


def test_axe_finds_nothing(visit, site, axe, address, width, colours):
    page = visit(site + address, width=width, reduced_motion="reduce", **COLOURS[colours])
    if page.locator(".chart").count():
        page.wait_for_selector(".chart.is-drawn", state="attached")
    if "#" in address:
        page.wait_for_selector(".sign")
        page.evaluate("scrollTo(0, 0)")  # what slides under the header is not small
    assert violations(axe, page) == []


def violations(axe, page, within=None):
    """Return what axe-core finds on a page, or within one part of it: rules, each with the elements that break it."""
    found = axe.run(page, context=within, options=RULES).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]


NEAR_STATES = {
    "open": (),
    "refused": ("click .near__locate button",),
    "station": ("pick station-xidan",),
    "subdistrict": ("pick yuetan-jiedao",),
    "nothing": ("pick station-jimenqiao",),
    "tap": ("click .near__map button",),
    "middle": ("click .near__map button:last-child",),
}
USUAL_STATES = ("open", "refused", "station", "tap")


@pytest.mark.parametrize(
    "state", [pytest.param(one, marks=() if one in USUAL_STATES else pytest.mark.long) for one in NEAR_STATES]
)
def test_axe_finds_nothing_where_one_looks_for_what_is_near(visit, site, axe, state, language, width, kind, times):
    page = visit(f"{site}/{language}/", width=width, reduced_motion="reduce", **COLOURS[kind])
    page.wait_for_selector(".chart.is-drawn")
    page.click("[data-opens=near]")
    page.wait_for_selector("#near-pick option[value=station-xidan]", state="attached")
    for step in NEAR_STATES[state]:
        act, target = step.split(" ", 1)
        page.click(target) if act == "click" else page.select_option("#near-pick", target)
    page.wait_for_timeout(200)
    assert violations(axe, page, times(".list", None)) == []


def test_axe_finds_nothing_in_the_open_filters(visit, site, axe, language, width, kind, times):
    page = visit(f"{site}/{language}{FILTERED}", width=width, reduced_motion="reduce", **COLOURS[kind])
    page.wait_for_selector(".chart.is-drawn", state="attached")
    page.click("[data-opens=filter]")
    page.wait_for_selector("#tool-filter input")
    page.evaluate("scrollTo(0, 0)")
    assert violations(axe, page, times(".list", None)) == []


@pytest.fixture(scope="module")
def years_site(tmp_path_factory):
    """The address of a site with several articles, one of which has an earlier version."""
    geodata = with_articles(shutil.copytree(FIRST, tmp_path_factory.mktemp("years") / "geodata"), 3)
    (geodata / "articles" / "earlier").mkdir()
    before = (geodata / "articles" / "year-2.txt").read_text(encoding="utf-8")
    (geodata / "articles" / "earlier" / "year-2.2024-05-06.txt").write_text(
        before.replace("。", "。推进月坛的修缮。", 1).replace("公园", "花园"), encoding="utf-8"
    )
    store.publish(geodata / "layers", build(geodata))
    with serving(geodata) as address:
        yield address


SEVERAL = ("/#yuetan", "/sites/yuetan", "/articles", "/articles/year-2#year-2.3.5", "/articles/year-2/changes")
"""What looks otherwise where there are several articles; the other pages are looked at with `--long`."""


@pytest.mark.parametrize(
    "path", [*SEVERAL, *(pytest.param(one, marks=pytest.mark.long) for one in ("/", "/about", "/subdistricts"))]
)
def test_axe_finds_nothing_where_there_are_several_articles(visit, years_site, axe, path, language, width, kind):
    page = visit(f"{years_site}/{language}{path}", width=width, reduced_motion="reduce", **COLOURS[kind])
    if page.locator(".chart").count():
        page.wait_for_selector(".chart.is-drawn", state="attached")
    page.evaluate("scrollTo(0, 0)")
    assert violations(axe, page) == []
    for question in ("smallTargets", "wrongLanguages", "brokenOutline", "lostText"):
        assert faults(page, question) == [], question


@pytest.mark.parametrize("scripts", [True, False])
def test_an_old_address_says_where_its_words_are_now(browser, years_site, scripts):
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{years_site}/en/articles/year-2#year-2.3.5")
    there = page.locator('[id="year-2.3.5"]')
    assert "It is now at 3.4" in there.inner_text()
    if scripts:
        page.wait_for_selector(".chart.is-drawn", state="attached")
        page.wait_for_function("id => { const { top, bottom } = document.getElementById(id).getBoundingClientRect(); "
                               "return top >= 0 && bottom <= innerHeight; }", arg="year-2.3.5")  # fmt: skip
        assert page.locator("[data-notes]").inner_text() == ""
        there.locator("a").first.click()
        page.wait_for_selector(".sentence.is-read")
        assert page.locator(".sentence.is-read").get_attribute("id") == "year-2.3.4"
    context.close()
