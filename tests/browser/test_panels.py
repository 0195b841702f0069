"""The tools over the list: they narrow and reorder list and map together, and without a script there are none."""

import pytest

from tests.browser.conftest import drawn


def test_each_tool_opens_its_panel_alone_and_escape_closes_it(visit, site):
    page = drawn(visit(f"{site}/en/"))
    for name in ("near", "filter", "share"):
        page.click(f"[data-opens={name}]")
        assert page.locator(".tools__panel:visible").count() <= 1
        assert page.locator("[aria-expanded=true][data-opens]").get_attribute("data-opens") == name
    page.keyboard.press("Escape")
    assert page.locator("[aria-expanded=true][data-opens]").count() == 0
    assert page.evaluate("document.activeElement.dataset.opens") == "share"


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_without_a_script_no_tool_is_offered(browser, site, language):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site}/{language}/")
    assert page.locator(".tools").is_hidden()
    page.context.close()
