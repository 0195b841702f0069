"""The search box: by keyboard alone and by mouse, in two languages, wide and narrow, and whatever the data hold."""

import re
from threading import Event

import pytest

from tests.browser.conftest import NAME, drawn
from tests.combinations import in_turn

BOX = "#find-query"
OPTIONS = "#find-list [role=option]"
VIEWS = [(language, width) for language in ("zh-hans", "en") for width in (390, 1280)]


def ask(page, typed):
    """Enter the box, type, and wait until something is told; return the options."""
    page.locator(BOX).focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(typed)
    page.wait_for_function(
        "() => !document.querySelector('#find-list').hidden || document.querySelector('.find__told').textContent"
    )
    return page.locator(OPTIONS)


def active(page):
    """Return the option that a screen reader is told is the active one, or `None`."""
    id = page.locator(BOX).get_attribute("aria-activedescendant")
    return page.locator(f"#{id}[aria-selected=true]") if id else None


@pytest.mark.parametrize(("language", "width"), VIEWS)
def test_a_place_is_found_by_pinyin_and_its_quote_read_by_keyboard_alone(visit, site, language, width):
    page = drawn(visit(f"{site}/{language}/", width=width))
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "find-query":
            break
    page.keyboard.type("zhuanta")
    page.wait_for_selector(OPTIONS)
    assert page.locator(BOX).get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    assert "zhuan ta hu tong" in active(page).inner_text()
    page.keyboard.press("Enter")
    assert page.locator(".sign .plate--sign").inner_text() == "18"
    assert page.locator(".sign mark").inner_text() == "磚塔胡同"
    assert page.url.endswith("#zhuanta-hutong")
    assert page.locator("[data-site=zhuanta-hutong]").get_attribute("aria-current") == "true"
    assert page.locator("#find-list").is_hidden()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "find-query"
    assert page.locator(BOX).input_value() == "zhuanta"


@pytest.mark.parametrize(*in_turn(language=["zh-hans", "en"], width=[390, 1280]))
def test_a_place_is_chosen_by_mouse(visit, site, language, width):
    page = drawn(visit(f"{site}/{language}/", width=width))
    ask(page, "動批").first.click()
    assert page.locator(".sign .plate--sign").inner_text() == "10"
    assert page.locator("#find-list").is_hidden()


def test_the_arrows_walk_round_home_and_end_jump_and_escape_closes_then_empties(visit, site):
    page = drawn(visit(f"{site}/en/#dongpi"))
    options = ask(page, "jiedao")
    count = options.count()
    assert count > 10
    walked = []
    for key in ("ArrowDown", "ArrowDown", "End", "ArrowDown", "ArrowUp", "Home"):
        page.keyboard.press(key)
        walked.append(active(page).get_attribute("id"))
    assert walked == [f"find-{place}" for place in (0, 1, count - 1, 0, count - 1, 0)]
    assert page.locator("[role=option][aria-selected=true]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("#find-list").is_hidden() and active(page) is None
    assert (page.locator(BOX).input_value(), page.locator(BOX).get_attribute("aria-expanded")) == ("jiedao", "false")
    page.keyboard.press("ArrowDown")
    page.wait_for_selector(OPTIONS)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert (page.locator(BOX).input_value(), page.locator(".find__told").inner_text()) == ("", "")
    assert page.locator(".sign").is_visible()
    page.keyboard.press("Escape")
    assert page.locator(".sign").count() == 0


def test_home_and_end_belong_to_the_text_while_no_option_is_active(visit, site):
    page = drawn(visit(f"{site}/en/"))
    ask(page, "yuetan")
    page.keyboard.press("Home")
    assert page.locator(BOX).evaluate("(box) => box.selectionStart") == 0
    assert active(page) is None


def test_enter_takes_the_first_of_what_was_found(visit, site):
    page = drawn(visit(f"{site}/en/"))
    ask(page, "tst")
    page.keyboard.press("Enter")
    page.wait_for_url("**#tan-sitong-guju")


@pytest.mark.parametrize(
    ("path", "typed", "bold", "tag"),
    [
        ("/zh-hans/", "停车", "停車", "zh-Hant"),
        ("/zh-hans/?text=simplified", "tingche", "停车", "zh-Hans"),
        ("/en/?text=found", "区片", "區(qū)片", "zh-Hant"),
        ("/zh-hant/", "电梯 小区", "小區", "zh-Hant"),
    ],
)
def test_a_sentence_is_told_in_the_form_that_the_page_shows_with_its_words_bold(visit, site, path, typed, bold, tag):
    page = drawn(visit(site + path))
    quote = ask(page, typed).first.locator(".find__quote")
    assert bold in quote.locator("b").all_inner_texts()
    assert quote.get_attribute("lang") == tag
    shown = "".join(page.locator("[data-commitment] blockquote").all_text_contents()).replace("\n", "")
    assert quote.text_content().strip("…") in shown
    family = quote.evaluate("(one) => getComputedStyle(one).fontFamily")
    assert re.search("Song|Serif", family)


def test_english_words_are_bold_in_our_translation(visit, site):
    page = drawn(visit(f"{site}/en/"))
    option = ask(page, "lifts").first
    assert option.locator(".find__translation b").inner_text() == "lifts"
    assert "Unofficial translation" in option.inner_text()
    assert option.locator("[lang=en] b").count() == 1


def test_a_sentence_that_names_no_place_leads_to_its_entry_in_the_list(visit, site):
    page = drawn(visit(f"{site}/en/", width=390))
    ask(page, "tingche")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.dataset.commitment === 'xicheng.16.2'")
    page.wait_for_timeout(200)
    box = page.locator("[data-commitment='xicheng.16.2']").bounding_box()
    assert box["y"] >= 0 and box["y"] + box["height"] <= 800


def test_a_sentence_that_is_narrowed_away_leads_into_the_article(visit, site):
    page = drawn(visit(f"{site}/en/"))
    page.evaluate("document.querySelector(\"[data-commitment='xicheng.16.2']\").hidden = true")
    ask(page, "tingche").first.click()
    page.wait_for_url("**/en/articles/xicheng#xicheng.16.2")


def test_a_sentence_that_names_places_opens_the_sign_of_the_first(visit, site):
    page = drawn(visit(f"{site}/en/"))
    ask(page, "启动区片").first.click()
    assert page.url.endswith("#shichahai")


def test_a_subdistrict_leads_to_its_page_and_the_city_says_that_it_has_no_mark(visit, site):
    page = drawn(visit(f"{site}/en/"))
    ask(page, "beijing")
    page.keyboard.press("Enter")
    assert page.locator(".find__told").inner_text() == "Beijing is named, but not marked on the map."
    page.route(
        "**/subdistricts/*", lambda route: route.fulfill(body="<!doctype html><title>.", content_type="text/html")
    )
    assert "page of the subdistrict" in ask(page, "dashilan").first.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/subdistricts/dashilan-jiedao")


def test_nothing_found_is_said_with_what_to_try(visit, site):
    page = drawn(visit(f"{site}/en/"))
    assert ask(page, "<b>qqq").count() == 0
    assert page.locator("[role=status].find__told").inner_text().startswith("Nothing found for “<b>qqq”. Try")
    assert page.locator(BOX).get_attribute("aria-expanded") == "false"


def test_how_much_was_found_is_told_in_a_status(visit, site):
    page = drawn(visit(f"{site}/en/"))
    ask(page, "yuetan")
    assert page.locator(".find__told[role=status]").inner_text() == "Places: 2. Sentences: 1."


def test_while_an_input_method_composes_keys_are_its_own_and_letters_are_answered(visit, site):
    page = drawn(visit(f"{site}/zh-hans/"))
    page.locator(BOX).focus()
    devtools = page.context.new_cdp_session(page)
    devtools.send("Input.imeSetComposition", {"text": "yue'tan", "selectionStart": 7, "selectionEnd": 7})
    page.wait_for_selector(OPTIONS)
    assert "月坛" in page.locator(OPTIONS).first.inner_text()
    for key in ("Enter", "ArrowDown", "Escape"):
        page.locator(BOX).evaluate(
            "(box, key) => box.dispatchEvent(new KeyboardEvent('keydown', {key, isComposing: true, bubbles: true}))",
            key,
        )
    assert page.locator("#find-list").is_visible() and active(page) is None and "#" not in page.url
    devtools.send("Input.insertText", {"text": "月坛"})
    page.wait_for_function("() => document.querySelector('#find-query').value === '月坛'")
    assert "月坛" in page.locator(OPTIONS).first.inner_text()


def test_the_keys_are_fetched_once_and_only_when_the_box_is_entered(visit, site):
    page, asked = visit("about:blank"), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/en/")
    drawn(page)
    assert not any("search.json" in url for url in asked)
    for typed in ("yue", "tan"):
        ask(page, typed)
    page.locator("[data-whole]").focus()
    page.locator(BOX).focus()
    assert sum("search.json" in url for url in asked) == 1
    before = len(asked)
    ask(page, "parking")
    assert len(asked) == before


def lost_at_first(page, pattern):
    """Lose every answer to a pattern until the event that is returned is set."""
    arrives = Event()
    page.route(pattern, lambda route: route.continue_() if arrives.is_set() else route.abort())
    return arrives


def test_where_the_keys_do_not_arrive_it_is_said_and_tried_again(browser, site):
    page = browser.new_context(locale="en").new_page()
    arrives = lost_at_first(page, "**/search.json")
    page.goto(f"{site}/en/")
    drawn(page)
    ask(page, "yuetan")
    assert "data for search did not arrive" in page.locator(".find__told").inner_text()
    arrives.set()
    page.locator("[data-whole]").focus()
    page.wait_for_load_state("networkidle")
    ask(page, "yuetan").nth(2).wait_for()
    assert page.locator(".find__told").inner_text() == "Places: 2. Sentences: 1."
    page.context.close()


def test_where_the_tools_do_not_arrive_it_is_said_and_tried_again(browser, site):
    page = browser.new_context(locale="en").new_page()
    arrives = lost_at_first(page, "**/toolbox.*.js")
    page.goto(f"{site}/en/?theme=xicheng.12")
    page.get_by_text("Search and filters did not arrive.").wait_for()
    places = page.locator("[data-place]:visible").count()
    page.locator("[data-site]").nth(2).click()
    assert page.locator(".sign .quote").is_visible()
    page.get_by_role("button", name="Share").click()
    assert page.locator("#tool-share").is_visible()
    assert not page.locator("[data-share=copy]").is_visible()
    arrives.set()
    page.get_by_role("button", name="Filter").click()
    page.locator("#tool-filter input").first.wait_for()
    assert page.get_by_text("Search and filters did not arrive.").count() == 0
    assert page.locator(".chips .chip").count() == 1
    assert page.locator("[data-place]:visible").count() < places
    page.context.close()


def test_the_tools_are_fetched_once_and_only_when_they_are_wanted(visit, site):
    page, asked = visit("about:blank"), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/en/?text=simplified", wait_until="networkidle")
    page.locator("[data-site]").first.click()
    assert not any("toolbox" in url for url in asked)
    page.get_by_role("button", name="Share").click()
    ask(page, "tan")
    assert sum("toolbox" in url for url in asked) == 1


def test_nothing_moves_when_the_script_comes_and_rows_are_large_enough(visit, site):
    page = drawn(visit(f"{site}/en/", width=390))
    assert page.locator("[data-tool=find]").bounding_box()["height"] == page.locator(BOX).bounding_box()["height"] == 48
    ask(page, "jie")
    assert all(one.bounding_box()["height"] >= 44 for one in page.locator(OPTIONS).all())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_what_is_elsewhere_is_not_covered_and_leaving_the_box_closes_the_list(visit, site):
    page = drawn(visit(f"{site}/en/"))
    ask(page, "jie")
    bottom = page.locator("#find-list").bounding_box()
    assert page.locator(".tools__bar").bounding_box()["y"] >= bottom["y"] + bottom["height"]
    page.keyboard.press("Tab")
    assert page.locator("#find-list").is_hidden()


def test_hostile_names_stay_words(visit, hostile_site):
    page = drawn(visit(f"{hostile_site}/en/"))
    page.route("**/search.json", lambda route: hostile_keys(route))
    options = ask(page, "alert")
    assert options.first.locator(".find__name").inner_text() == NAME
    assert page.locator("#find-list img").count() == 0
    options = ask(page, "tingche")
    assert "${alert(1)}<img" in options.first.locator(".find__quote").text_content()
    assert page.locator("#find-list img").count() == 0


def hostile_keys(route):
    """Answer with the keys of a build whose place 月坛 has a hostile name everywhere."""
    keys = route.fetch().json()
    for place in keys["places"]:
        if place["id"] == "yuetan":
            place |= {"name_zh_hans": NAME, "name_zh_hant": NAME, "name_en": NAME, "english": [NAME, NAME]}
    route.fulfill(json=keys)
