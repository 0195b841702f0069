"""axe-core finds nothing: every page in every language, wide and narrow, in three kinds of colours, with and without
something chosen."""

import pytest
from axe_playwright_python.sync_playwright import Axe

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
PAGES = (
    "/", "/#gulou-xidajie", "/sites/yuetan", "/articles/xicheng", "/articles/xicheng#gulou-xidajie", "/about", "/nope",
    "/subdistricts", "/subdistricts/xichanganjie-jiedao",
)  # fmt: skip
ODD_PAGES = (
    "/en/subdistricts/niujie-jiedao",
    "/en/#tan-sitong-guju",
    "/en/sites/xichanganjie-jiedao",
    "/en/articles/xicheng?text=found#xicheng.15.2",
)
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


def test_axe_finds_nothing(visit, site, axe, address, width, colours):
    page = visit(site + address, width=width, reduced_motion="reduce", **COLOURS[colours])
    if page.locator(".chart").count():
        page.wait_for_selector(".chart.is-drawn", state="attached")
    if "#" in address:
        page.wait_for_selector(".sign")
        page.evaluate("scrollTo(0, 0)")  # what slides under the header is not small
    found = axe.run(page, options=RULES).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
