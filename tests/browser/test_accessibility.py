"""axe-core finds nothing, on every page, wide and narrow, light and dark, with the sign open and closed."""

import pytest
from axe_playwright_python.sync_playwright import Axe

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
PAGES = (
    "/", "/#gulou-xidajie", "/en/#tan-sitong-guju", "/zh-hant/sites/yuetan", "/en/sites/xichanganjie-jiedao",
    "/articles/xicheng", "/en/articles/xicheng?text=found", "/en/about", "/nope",
)  # fmt: skip


@pytest.fixture(scope="module")
def axe():
    return Axe()


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(visit, site, axe, path, width, colours):
    page = visit(site + path, width=width, color_scheme=colours, reduced_motion="reduce")
    if page.locator(".chart").count():
        page.wait_for_selector(".sign" if "#" in path else ".chart.is-drawn")
    found = axe.run(page, options=RULES).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
