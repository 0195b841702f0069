"""What a resident does to be told of news: finds the address to follow and gives it to a reader."""

from urllib.parse import urljoin

import feedparser
import icalendar
import pytest

from tests.combinations import in_turn

FOCUSED = "() => document.activeElement.href || ''"


def tab_to(page, ending):
    """Press Tab until a link that ends so has the focus; return its address."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).endswith(ending):
            return page.evaluate(FOCUSED)
    raise AssertionError(f"no key press leads to {ending}")


@pytest.mark.parametrize(*in_turn(code=["zh-hans", "en"], width=[390, 1280]))
def test_a_feed_address_is_on_the_page_of_a_place(visit, site, code, width):
    page = visit(f"{site}/{code}/sites/zhuanta-hutong", width=width)
    link = page.locator(f"[href='/{code}/sites/zhuanta-hutong/feed.atom']:visible")
    link.scroll_into_view_if_needed()
    assert link.locator("code").inner_text() == f"/{code}/sites/zhuanta-hutong/feed.atom"
    assert link.bounding_box()["height"] >= 44
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    feed = feedparser.parse(page.request.get(urljoin(page.url, link.get_attribute("href"))).body())
    assert not feed.bozo
    assert "磚塔胡同" in feed.entries[0].content[0].value


@pytest.mark.parametrize(*in_turn(code=["en", "zh-hans"], width=[1280, 390]))
def test_a_feed_address_is_reached_by_keyboard_alone(visit, site, code, width):
    page = visit(f"{site}/{code}/sites/zhuanta-hutong", width=width)
    address = tab_to(page, "/zhuanta-hutong/feed.atom")
    assert page.evaluate("() => document.activeElement.matches(':focus-visible')")
    box = page.evaluate("() => document.activeElement.getBoundingClientRect().toJSON()")
    assert 0 <= box["top"] < box["bottom"] <= page.viewport_size["height"]
    assert not feedparser.parse(page.request.get(address).body()).bozo
    calendar = page.request.get(tab_to(page, "/calendar.ics"))
    assert icalendar.Calendar.from_ical(calendar.body()).name == "VCALENDAR"


def test_the_list_ends_with_what_can_be_followed(visit, site):
    page = visit(f"{site}/en/")
    page.locator(".follow-foot").get_by_role("link", name="By theme and by subdistrict").click()
    assert page.url.endswith("/en/about#follow")
    assert page.locator("#follow .follow a").count() == 2 + 14 + 15
    assert "no date stated" in page.locator("#follow").inner_text()


def test_long_names_and_themes_stay_on_the_page(visit, long_site):
    for path in ("/en/sites/yuetan", "/en/about"):
        page = visit(f"{long_site}{path}", width=320)
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
