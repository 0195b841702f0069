"""axe-core finds nothing: every page in every language, wide and narrow, in three kinds of colours, with and without
something chosen."""

import pytest
from axe_playwright_python.sync_playwright import Axe

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
PAGES = (
    "/", "/#gulou-xidajie", "/sites/yuetan", "/articles/xicheng", "/articles/xicheng#gulou-xidajie", "/about", "/nope",
)  # fmt: skip
ODD_PAGES = ("/en/#tan-sitong-guju", "/en/sites/xichanganjie-jiedao", "/en/articles/xicheng?text=found#xicheng.15.2")
ADDRESSES = [f"/{language}{page}" for page in PAGES for language in ("zh-hans", "zh-hant", "en")] + [*ODD_PAGES]
COLOURS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
}


@pytest.fixture(scope="module")
def axe():
    return Axe()


def pytest_generate_tests(metafunc):
    """Every address at both widths in all colours; without `--long` each at both widths, the colours in turn."""
    if "colours" in metafunc.fixturenames:
        kinds = list(COLOURS)
        every = [(a, width, kind) for a in ADDRESSES for width in (390, 1280) for kind in kinds]
        some = [
            (address, width, kinds[(place + turn) % 3])
            for place, address in enumerate(ADDRESSES)
            for turn, width in enumerate((390, 1280))
        ]
        metafunc.parametrize(("address", "width", "colours"), every if metafunc.config.getoption("long") else some)


@pytest.mark.parametrize(("width", "kind"), [(390, "light"), (1280, "dark"), (390, "forced")])
@pytest.mark.parametrize("path", ["/en/sites/zhuanta-hutong", "/zh-hans/articles/xicheng", "/zh-hant/about"])
def test_axe_finds_nothing_where_there_is_a_time_line(visit, told_site, axe, path, width, kind):
    page = visit(told_site + path, width=width, reduced_motion="reduce", **COLOURS[kind])
    assert page.locator(".timeline li, .standing").count()
    assert violations(axe, page) == []


def test_axe_finds_nothing(visit, site, axe, address, width, colours):
    page = visit(site + address, width=width, reduced_motion="reduce", **COLOURS[colours])
    if page.locator(".chart").count():
        page.wait_for_selector(".chart.is-drawn", state="attached")
    if "#" in address:
        page.wait_for_selector(".sign")
        page.evaluate("scrollTo(0, 0)")  # what slides under the header is not small
    assert violations(axe, page) == []


def violations(axe, page):
    """Return what axe-core finds on a page: each rule with the parts that break it."""
    found = axe.run(page, options=RULES).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]
