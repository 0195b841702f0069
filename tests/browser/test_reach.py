"""Every page can be reached: by thumb, by keyboard, by ear, with large letters and in a narrow window."""

from pathlib import Path

import pytest

from tests.combinations import in_turn

QUESTIONS = Path(__file__).with_name("reach.js").read_text(encoding="utf-8")
SIDES = (("zh-hans", 390), ("zh-hant", 1280), ("en", 390), ("en", 1280))
PAGES = ("/", "/#yuetan", "/sites/yuetan", "/sites/xichanganjie-jiedao", "/articles/xicheng", "/about", "/nope")
VISITS = [pytest.param(one.values, marks=one.marks) for one in in_turn(path=PAGES, side=SIDES)[1]]
HEIGHT = 844


@pytest.fixture(scope="module", params=VISITS, ids=str)
def page(browser, site, request):
    """A page in a language at a width, ready; no test leaves a mark on it."""
    path, (language, width) = request.param
    page = browser.new_page(viewport={"width": width, "height": HEIGHT}, reduced_motion="reduce")
    page.goto(f"{site}/{language}{path}")
    if page.locator(".chart").count():
        page.wait_for_selector(".sign .quote" if "#" in path else ".chart.is-drawn", state="attached")
    yield page
    page.close()


def faults(page, question):
    """Return the faults that one of the functions of `reach.js` finds in a page."""
    return page.evaluate(f"(() => {{ {QUESTIONS}\nreturn {question}(); }})()")


def test_every_target_is_44_pixels_wide_and_high(page):
    assert faults(page, "smallTargets") == []


def test_the_focus_is_seen_on_every_stop_of_the_tab_key(page):
    page.keyboard.press("Shift")
    assert faults(page, "unseenFocus") == []


def test_every_text_says_its_language(page):
    assert faults(page, "wrongLanguages") == []


def test_there_is_one_title_and_no_heading_skips_a_level(page):
    assert faults(page, "brokenOutline") == []


def test_nothing_is_lost_in_a_window_of_320_pixels(page):
    before = page.viewport_size
    page.set_viewport_size({"width": 320, "height": before["height"]})
    found = faults(page, "lostText")
    page.set_viewport_size(before)
    assert found == []


def test_nothing_is_lost_when_letters_are_twice_as_large(page):
    page.evaluate(f"(() => {{ {QUESTIONS}\ndoubleText(); }})()")
    found = faults(page, "lostText")
    page.evaluate("document.body.querySelectorAll('*').forEach((one) => one.style.removeProperty('font-size'))")
    assert found == []
