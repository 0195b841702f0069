"""What people do on the map page: choose a place in list or map, read its quote, go on."""

import pytest

from mapapp.view.plates import plates
from tests.browser.conftest import NAME, QUOTE, drawn
from tests.combinations import in_turn

SIGN = ".sign"


def quote_on(page):
    return page.locator(f"{SIGN} .quote").inner_text()


def test_a_place_chosen_in_the_list_is_chosen_on_the_map(visit, site):
    page = drawn(visit(f"{site}/en/"))
    page.locator("[data-site=yuetan]").click()
    assert page.locator(f"{SIGN} h2").inner_text().startswith("Altar of the Moon")
    assert page.locator(".pin.is-chosen").inner_text() == "15"
    assert page.locator(f"{SIGN} mark").inner_text() == "月壇"
    assert page.url.endswith("#yuetan")


def test_a_place_chosen_on_the_map_is_chosen_in_the_list(visit, site):
    page = drawn(visit(f"{site}/en/"))
    page.locator(".pin").filter(has_text="17").click()
    assert page.locator("[data-site=tianning-yihao]").get_attribute("aria-current") == "true"
    assert "Tianning No. 1" in page.locator(f"{SIGN} h2").inner_text()


def test_a_click_on_a_street_opens_it_like_its_plate(visit, site):
    page = drawn(visit(f"{site}/en/"))
    page.locator("path.street-core[aria-label^='8 ']").dispatch_event("click")
    assert "South Xinhua Street" in page.locator(f"{SIGN} h2").inner_text()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_press_beside_a_plate_opens_it_as_far_as_a_fingertip_reaches(visit, site, width):
    page = drawn(visit(f"{site}/en/", width=width, reduced_motion="reduce"))
    pin = page.locator(".pin[aria-label^='14 ']")
    for across, down in ((-21, 0), (0, 21), (-20, 20)):
        page.locator("[data-whole]").click()
        pin.scroll_into_view_if_needed()
        box = pin.bounding_box()
        page.mouse.click(box["x"] + box["width"] / 2 + across, box["y"] + box["height"] / 2 + down)
        assert page.locator(f"{SIGN} .plate--sign").inner_text() == "14"
        page.keyboard.press("Escape")


def test_the_sign_tells_theme_certainty_reason_and_where_to_read_on(visit, site):
    page = drawn(visit(f"{site}/en/#gulou-xidajie"))
    sign = page.locator(SIGN)
    assert "raising the quality of the city" in sign.locator(".sign__theme").inner_text()
    assert "Unofficial translation" in sign.locator(".translation").inner_text()
    assert "good to about 60 m" in sign.inner_text()
    assert "Drum Tower" in sign.inner_text()
    assert sign.get_by_role("link", name="Page of this place").get_attribute("href") == "/en/sites/gulou-xidajie"
    assert sign.get_by_role("link", name="Read in the article").get_attribute("href") == (
        "/en/articles/xicheng#xicheng.12.3"
    )


def test_the_other_places_of_the_sentence_lead_from_sign_to_sign(visit, site):
    page = drawn(visit(f"{site}/en/#gulou-xidajie"))
    page.locator(f"{SIGN} .same").get_by_text("North Chang Street").click()
    assert "North Chang Street" in page.locator(f"{SIGN} h2").inner_text()
    assert page.locator(f"{SIGN} mark").inner_text() == "南北長街"


def test_back_and_forward_walk_through_the_chosen_places(visit, site):
    page = drawn(visit(f"{site}/en/"))
    page.locator("[data-site=yuetan]").click()
    page.locator("[data-site=dongpi]").click()
    page.go_back()
    assert "Altar of the Moon" in page.locator(f"{SIGN} h2").inner_text()
    page.go_back()
    assert page.locator(SIGN).count() == 0


def test_a_place_without_an_outline_opens_too(visit, site):
    page = drawn(visit(f"{site}/en/"))
    page.locator("[data-site=xichanganjie-jiedao]").click()
    assert "Outline not known" in page.locator(SIGN).inner_text()
    assert page.locator(f"{SIGN} mark").inner_text() == "西長安街街道"


def test_an_unknown_place_in_the_address_opens_nothing(visit, site):
    page = drawn(visit(f"{site}/en/#nowhere"))
    assert page.locator(SIGN).count() == 0


@pytest.mark.parametrize("part", ["nope", "%", "constructor"])
def test_an_address_of_no_place_closes_the_sign(visit, site, part):
    page = drawn(visit(f"{site}/en/#yuetan"))
    page.evaluate(f"location.hash = '{part}'")
    page.locator(SIGN).wait_for(state="detached")
    assert page.locator(".pin.is-chosen").count() == 0


def test_skipping_to_the_content_leaves_the_sign_open(visit, site):
    page = drawn(visit(f"{site}/en/#yuetan"))
    page.evaluate("location.hash = 'content'")
    page.wait_for_timeout(50)
    assert page.locator(SIGN).count() == 1


def inside(inner, outer):
    return (
        outer["x"] <= inner["x"]
        and outer["y"] <= inner["y"]
        and inner["x"] + inner["width"] <= outer["x"] + outer["width"]
        and inner["y"] + inner["height"] <= outer["y"] + outer["height"]
    )


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1000, 700), (1280, 800)])
def test_a_wide_error_is_seen_whole_while_its_place_is_read(visit, site, width, height):
    page = drawn(visit(f"{site}/en/#dayunhe", width=width, height=height, reduced_motion="reduce"))
    circle = page.locator("path.error--wide.is-chosen").bounding_box()
    assert inside(circle, page.locator(".chart__map").bounding_box())


@pytest.mark.parametrize("width", [900, 1280])
def test_in_a_low_window_the_quote_is_in_sight_beside_the_map(visit, site, width):
    page = drawn(visit(f"{site}/en/#gulou-xidajie", width=width, height=400, reduced_motion="reduce"))
    window = {"x": 0, "y": 0, "width": width, "height": 400}
    assert inside(page.locator(f"{SIGN} .quote").bounding_box(), window)
    assert inside(page.locator(".pin.is-chosen").bounding_box(), window)
    assert page.locator(SIGN).bounding_box()["x"] >= page.locator(".chart__map").bounding_box()["width"]


@pytest.mark.parametrize("width", [390, 1280])
def test_on_paper_the_whole_district_is_drawn_and_afterwards_the_view_is_as_it_was(visit, site, width):
    page = drawn(visit(f"{site}/en/#yuetan", width=width, reduced_motion="reduce"))
    district, ground = page.locator("path.outline"), page.locator(".chart__ground")
    before = district.bounding_box(), ground.bounding_box()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert inside(district.bounding_box(), ground.bounding_box())
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    for one, other in zip((district.bounding_box(), ground.bounding_box()), before, strict=True):
        assert one == pytest.approx(other, abs=1.5)


def test_on_paper_the_sign_stands_beside_the_map_on_the_first_page(visit, site):
    page = drawn(visit(f"{site}/en/#dayunhe", width=688, reduced_motion="reduce"))
    page.emulate_media(media="print")
    chart, sign = (page.locator(part).bounding_box() for part in (".chart", SIGN))
    assert chart["y"] == sign["y"]
    assert sign["x"] >= chart["x"] + chart["width"]
    assert sign["y"] + sign["height"] <= 1016


# The reading room


def test_a_name_in_the_article_is_chosen_on_the_map_and_a_plate_in_the_article(visit, site):
    page = drawn(visit(f"{site}/en/articles/xicheng", reduced_motion="reduce"))
    page.locator(".prose .name[data-site=yuetan]").click()
    assert page.locator(".pin.is-chosen").inner_text() == "15"
    assert page.url.endswith("#yuetan")
    page.locator(".pin[aria-label^='18 ']").click()
    chosen = page.locator(".prose .name.is-chosen")
    assert chosen.inner_text() == "磚塔胡同"
    assert inside(chosen.bounding_box(), {"x": 0, "y": 0, "width": 1280, "height": 800})
    page.go_back()
    page.locator(".prose .name.is-chosen[data-site=yuetan]").wait_for()
    assert chosen.inner_text() == "月壇"


def test_a_map_that_only_changes_its_size_writes_nothing_into_the_address(visit, site):
    page = drawn(visit(f"{site}/en/articles/xicheng", reduced_motion="reduce"))
    page.locator(".chart__map").click(position={"x": 20, "y": 60})
    page.set_viewport_size({"width": 1280, "height": 640})
    page.wait_for_timeout(200)
    page.locator(".prose .name[data-site=yuetan]").click()
    page.locator(".pin[aria-label^='18 ']").click()
    assert "view=" not in page.url
    page.go_back()
    page.locator(".prose .name.is-chosen[data-site=yuetan]").wait_for()
    assert page.url.endswith("/articles/xicheng#yuetan")


def test_a_sentence_without_a_place_says_why_it_is_not_on_the_map(visit, site):
    page = drawn(visit(f"{site}/en/articles/xicheng#xicheng.15.2"))
    assert "For the whole district" in page.locator(SIGN).inner_text()
    page.evaluate("location.hash = 'xicheng.11.9'")
    page.get_by_text("which is not in this article").wait_for()


def test_the_map_follows_what_is_read_and_the_contents_do_too(visit, site):
    page = drawn(visit(f"{site}/en/articles/xicheng", reduced_motion="reduce"))
    page.locator("[id='xicheng.12']").evaluate("paragraph => paragraph.scrollIntoView({ block: 'center' })")
    page.wait_for_function("() => document.querySelectorAll('.pin.is-same').length >= 9")
    assert page.locator(".toc [aria-current][data-line='12']").count() == 1


def test_on_a_phone_the_folded_map_shows_what_is_chosen_once_it_is_opened(visit, site):
    page = visit(f"{site}/en/articles/xicheng#gulou-xidajie", width=390, height=844, reduced_motion="reduce")
    page.wait_for_selector(".chart.is-drawn", state="attached")
    page.locator(".stage__bar").click()
    page.wait_for_timeout(300)
    ground = page.locator(".chart__map").bounding_box()
    for number in (1, 2, 3, 4, 5):
        assert inside(page.locator(f".pin[aria-label^='{number} '] .plate").bounding_box(), ground)


# The view in the address


def test_a_map_that_is_moved_keeps_its_position_in_the_address_and_takes_it_to_other_languages(visit, site):
    page = drawn(visit(f"{site}/en/", reduced_motion="reduce"))
    assert "view=" not in page.url
    page.locator("[data-zoom='1']").click()
    page.wait_for_url("**view=**")
    page.locator("[data-site=yuetan]").click()
    assert "view=" not in page.url
    page.locator("[data-zoom='-1']").click()
    page.wait_for_url("**view=**#yuetan")
    stated = page.url.partition("view=")[2]
    page.locator(".languages [hreflang='zh-Hant']").click()
    drawn(page)
    assert page.url == f"{site}/zh-hant/?view={stated}"
    assert page.locator(f"{SIGN} h2").inner_text().startswith("月壇")


@pytest.mark.parametrize("view", ["nonsense", "1,2,12", "116.37,39.9,99"])
def test_an_unknown_position_in_the_address_is_said_plainly_and_not_used(visit, site, view):
    page = drawn(visit(f"{site}/en/?view={view}#yuetan"))
    page.get_by_text("The map position in the address cannot be read or is too far away.").wait_for()
    assert page.locator(SIGN).count() == 1


def test_quotes_are_shown_in_the_form_that_the_address_asks_for(visit, site):
    page = drawn(visit(f"{site}/en/?text=simplified#yuetan"))
    assert page.locator(f"{SIGN} mark").inner_text() == "月坛"
    assert page.locator(f"{SIGN} .quote").get_attribute("lang") == "zh-Hans"


def test_the_wheel_moves_the_page_and_only_with_ctrl_the_map(visit, site):
    page = drawn(visit(f"{site}/en/", reduced_motion="reduce"))
    frame = page.locator(".chart__map").bounding_box()
    page.mouse.move(frame["x"] + 200, frame["y"] + 300)
    page.mouse.wheel(0, 300)
    page.wait_for_function("() => scrollY > 100")
    assert "view=" not in page.url
    assert page.locator(".hint").is_visible()
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    page.wait_for_url("**view=**")


def test_on_glass_one_finger_scrolls_the_page(visit, site):
    page = drawn(visit(f"{site}/en/", width=390, height=844, has_touch=True, is_mobile=True))
    assert page.locator(".chart__map").evaluate("map => getComputedStyle(map).touchAction") == "pan-x pan-y"


def test_every_stop_of_the_tab_key_has_a_role_and_a_name(visit, site):
    page = drawn(visit(f"{site}/en/"))
    (ground,) = page.locator(".chart__map[tabindex='0']").all()
    assert ground.get_attribute("role") == "group"
    assert "arrow keys" in ground.get_attribute("aria-label")


def test_the_header_takes_two_rows_at_most_on_a_phone(visit, site):
    page = visit(f"{site}/en/about", width=390)
    assert page.locator(".top").bounding_box()["height"] <= 110


def test_in_forced_colours_only_the_current_page_is_underlined(visit, site):
    page = visit(f"{site}/en/about", forced_colors="active")
    colours = page.eval_on_selector_all(
        ".nav a", "links => links.map(link => [link.ariaCurrent, getComputedStyle(link).borderBottomColor])"
    )
    current = {colour for is_current, colour in colours if is_current}
    assert current and current.isdisjoint(colour for is_current, colour in colours if not is_current)


@pytest.mark.parametrize(*in_turn(path=["/en/", "/zh-hans/"], width=[390, 1280]))
def test_the_first_quote_is_few_keys_away(visit, site, path, width):
    page = drawn(visit(site + path, width=width))
    keys = 1
    while not page.evaluate("document.activeElement.matches('.pin, [data-site]')"):
        page.keyboard.press("Tab")
        keys += 1
    page.keyboard.press("Enter")
    assert page.locator(f"{SIGN} .quote").is_visible()
    assert keys <= 25


def test_every_place_and_its_quote_is_reached_by_keyboard_alone(visit, site, layers):
    page = drawn(visit(f"{site}/en/"))
    reached = {}
    for _ in range(400):
        page.keyboard.press("Tab")
        place = page.evaluate("document.activeElement.dataset.site")
        if place:
            page.keyboard.press("Enter")
            reached[place] = quote_on(page)
            page.keyboard.press("Escape")
            assert page.locator(SIGN).count() == 0
            assert page.evaluate("document.activeElement.dataset.site") == place
        if len(reached) == 19:
            break
    assert reached == {plate.id: plate.properties["commitments"][0]["quote"] for plate in plates(layers).values()}


def test_every_drawn_place_is_a_stop_of_the_tab_key_that_enter_opens(visit, site, layers):
    page = drawn(visit(f"{site}/en/"))
    stops = page.locator(".pin")
    assert stops.count() == 18
    for place in range(18):
        pin = stops.nth(place)
        assert pin.get_attribute("tabindex") == "0"
        pin.focus()
        page.keyboard.press("Enter")
        number = page.locator(f"{SIGN} .plate--sign").inner_text()
        assert pin.get_attribute("aria-label").startswith(f"{number} ")
        page.keyboard.press("Escape")
        assert pin.evaluate("pin => pin === document.activeElement")


def test_lines_and_areas_carry_their_names_and_open_on_enter(visit, site):
    page = drawn(visit(f"{site}/en/"))
    shape = page.locator("path.area[aria-label^='11 Financial Street']")
    assert shape.get_attribute("role") == "button"
    shape.press("Enter")
    assert "Financial Street" in page.locator(f"{SIGN} h2").inner_text()


@pytest.mark.parametrize("width", [390, 1000, 1280])
def test_number_plates_do_not_cover_each_other(visit, site, width):
    page = drawn(visit(f"{site}/", width=width))
    boxes = page.eval_on_selector_all(
        ".pin .plate", "plates => plates.map(plate => plate.getBoundingClientRect().toJSON())"
    )
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            apart = abs(one["x"] - other["x"]) >= one["width"] - 1 or abs(one["y"] - other["y"]) >= one["height"] - 1
            assert apart, (one, other)


@pytest.mark.parametrize(
    *in_turn(
        path=["/en/#dayunhe", "/en/sites/dayunhe", "/articles/xicheng", "/en/about", "/en/nope"],
        width=[320, 390, 768, 1280],
    )
)
def test_no_page_needs_scrolling_sideways(visit, site, path, width):
    page = visit(site + path, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


@pytest.mark.parametrize(
    *in_turn(
        path=["/en/#yuetan", "/zh-hans/", "/en/sites/yuetan", "/articles/xicheng", "/en/about"], width=[320, 390, 1280]
    )
)
def test_long_words_widen_no_page(visit, long_site, path, width):
    page = visit(long_site + path, width=width)
    if "#" in path:
        page.wait_for_selector(SIGN)
    assert "WWWWW" in page.locator("main").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    reach = page.eval_on_selector_all(
        "main :not(.leaflet-container *, .vh, .digests *)",
        "parts => Math.max(...parts.map(part => part.getBoundingClientRect().right))",
    )
    assert reach <= width + 1
    page.context.close()


@pytest.mark.parametrize(*in_turn(path=["/", "/articles/xicheng", "/sites/gulou-xidajie"], width=[320, 390, 1280]))
def test_short_names_stand_whole_on_their_line(visit, site, path, width):
    page = visit(site + path, width=width)
    lines = page.eval_on_selector_all(
        "main mark:not([data-long]), main .name:not([data-long])",
        "names => names.map(name => [name.textContent, name.getClientRects().length])",
    )
    assert lines
    assert [name for name, count in lines if count > 1] == []
    page.context.close()


@pytest.mark.parametrize(
    ("path", "name"),
    [("/sites/gulou-xidajie", "mark"), ("/#gulou-xidajie", f"{SIGN} mark"), ("/articles/xicheng", ".name[data-long]")],
)
def test_a_long_name_begins_where_the_words_before_it_end(visit, named_site, path, name):
    page = visit(named_site + path, width=390)
    page.wait_for_selector(name)
    lines = page.locator(name).evaluate("name => [...name.getClientRects()].map(line => line.left)")
    assert len(lines) > 1
    assert lines[0] > lines[1] + 20


def test_hostile_data_are_shown_as_words_in_sign_and_list(visit, hostile_site):
    page = drawn(visit(f"{hostile_site}/en/"))
    assert NAME in page.locator("[data-site=yuetan]").inner_text()
    page.locator("[data-site=yuetan]").click()
    assert NAME in page.locator(f"{SIGN} h2").inner_text()
    assert QUOTE + NAME in quote_on(page)
    assert QUOTE in page.locator(".sign__why").inner_text()
    assert page.locator("img:not(.qr)").count() == 0


@pytest.mark.parametrize("path", ["/sites/yuetan", "/articles/xicheng", "/about"])
def test_hostile_data_are_shown_as_words_on_every_page(visit, hostile_site, path):
    page = visit(hostile_site + path)
    assert NAME in page.locator("main").inner_text()
    assert page.locator("img:not(.qr)").count() == 0
