"""The map in the pages of others, under what their hosts and visitors forbid, and the messages between the two."""

import re

import pytest

from tests.browser.conftest import drawn, serving
from tests.browser.test_first_visit import transfers
from tests.conftest import FIRST

BUDGET_BYTES = 102_400
"""100 KiB, headers included."""

PATIENCE_MS = 8_000
HOST = "http://district.test"
STRICT = (
    "default-src 'none'; script-src {site}; frame-src {site}; style-src 'none'; base-uri 'none'; "
    "require-trusted-types-for 'script'"
)
BLOCKED = """for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
    Object.defineProperty(window, name, { get() { throw new DOMException("blocked", "SecurityError"); } });
}
Object.defineProperty(Document.prototype, "cookie", {
    get() { throw new DOMException("blocked", "SecurityError"); }
});"""
SEEN = """window.seen = [];
addEventListener("message", ({ data, origin }) => seen.push({ ...data, origin }));
addEventListener("mapapp:view", ({ detail }) => seen.push({ ...detail, type: "event" }));"""
QUOTE = "扎實推進什剎海區域、阜內大街、鼓樓西大街、南北長街等啟動區片項目"


def host_page(frame, *, long=False):
    filler = "<p>Text of the district page.</p>" * (60 if long else 1)
    view = '<meta name="viewport" content="width=device-width">'
    return f"<!doctype html><html lang=en>{view}<title>x</title>{filler}{frame}{filler}</html>"


@pytest.fixture
def host(visit):
    """A function that opens somebody's page, on an origin of its own, with some markup on it."""

    def open_host(markup, *, policy=None, origin=HOST, **options):
        page = visit("about:blank", **options)
        page.set_default_timeout(PATIENCE_MS)
        headers = {"Content-Security-Policy": policy} if policy else {}
        page.context.route(
            f"{origin}/", lambda route: route.fulfill(body=markup, content_type="text/html", headers=headers)
        )
        page.goto(f"{origin}/")
        return page

    return open_host


def iframe(site, query="", attributes=""):
    return f'<iframe src="{site}/embed?lang=en{query}" title="Map" width="100%" height="640" {attributes}></iframe>'


def frame_of(page):
    """Return the first frame of a page, once it has come and is in sight: out of sight, browsers draw nothing."""
    page.frame_locator("iframe").locator(".promise__quote").first.wait_for(state="attached")
    page.locator("iframe").scroll_into_view_if_needed()
    return page.frames[1]


def shows_list_and_quotes(page):
    frame = frame_of(page)
    assert QUOTE in frame.locator(".promise__quote").first.inner_text().replace("\n", "")
    assert frame.locator("#places .row").count() >= 19
    return frame


def scrolls(page, x=200, y=200):
    """Turn the wheel over a page until it has moved, however much of it the frame takes first."""
    page.mouse.move(x, y)
    page.mouse.wheel(0, 60_000)
    page.mouse.wheel(0, 60_000)
    page.wait_for_function("() => scrollY > 0")


# (a) to (f)


def test_under_a_strict_policy_of_the_host(host, site):
    script = f'<script src="{site}/embed.js"></script>'
    page = host(host_page(iframe(site, "&height=fit&scope=site") + script, long=True), policy=STRICT.format(site=site))
    drawn(shows_list_and_quotes(page))
    page.wait_for_function("() => document.querySelector('iframe').clientHeight > 1500")
    scrolls(page)


def test_in_a_sandbox(host, site):
    page = host(host_page(iframe(site, "&site=yuetan", 'sandbox="allow-scripts"'), long=True))
    frame = drawn(shows_list_and_quotes(page))
    assert frame.evaluate("self.origin") == "null"
    assert frame.locator(".sign mark").inner_text() == "月壇"
    scrolls(page)


def test_with_storage_of_others_blocked(host, site):
    page = host(host_page(iframe(site), long=True))
    page.context.add_init_script(BLOCKED)
    page.reload()
    frame = drawn(shows_list_and_quotes(page))
    frame.locator("[data-site=yuetan]").click()
    frame.locator(".tools").dispatch_event("pointerover")
    frame.wait_for_selector(".tools.is-ready")
    assert frame.locator(".sign mark").inner_text() == "月壇"
    assert page.context.cookies() == []
    scrolls(page)


def test_with_the_location_denied(host, site):
    page = host(host_page(iframe(site, attributes='allow="geolocation"'), long=True), permissions=[])
    frame = drawn(shows_list_and_quotes(page))
    frame.locator("[data-opens=near]").click()
    frame.get_by_role("button", name="Use my location").click()
    frame.get_by_text("does not give your location").or_(frame.get_by_text("browsers give it no location")).wait_for()
    scrolls(page)


def test_with_scripts_off(host, site):
    page = host(host_page(iframe(site, "&site=yuetan&list=none"), long=True), java_script_enabled=False)
    frame = page.frame_locator("iframe")
    assert QUOTE in frame.locator(".promise__quote").first.inner_text().replace("\n", "")
    assert frame.locator(".sign mark").inner_text() == "月壇"
    assert frame.locator(".chart__still svg text").count() == 18 and frame.locator(".chart__still svg").is_visible()
    page.mouse.move(20, 20)
    page.mouse.wheel(0, 400)
    page.locator("p").last.scroll_into_view_if_needed()
    assert page.locator("p").last.bounding_box()["y"] < 800


def test_on_a_phone_in_a_long_page(host, site):
    page = host(host_page(iframe(site), long=True), width=390, height=780, has_touch=True, is_mobile=True)
    frame = drawn(shows_list_and_quotes(page))
    assert page.evaluate("() => document.documentElement.scrollWidth") == 390
    spot = page.frame_locator("iframe").locator(".chart__ground").bounding_box()
    swipe(page, spot["x"] + 150, spot["y"] + 280)
    frame.wait_for_function("() => scrollY > 0")
    assert "two fingers" in frame.locator(".hint").text_content()
    page.evaluate("() => scrollTo(0, 0)")
    swipe(page, 150, 400)
    page.wait_for_function("() => scrollY > 0")


def swipe(page, x, y, up=240):
    """Move one finger up over a page."""
    screen = page.context.new_cdp_session(page)
    for type, points in [
        ("touchStart", [(x, y)]),
        *(("touchMove", [(x, y - step)]) for step in range(20, up, 20)),
        ("touchEnd", []),
    ]:
        touches = [{"x": right, "y": down} for right, down in points]
        screen.send("Input.dispatchTouchEvent", {"type": type, "touchPoints": touches})


def test_the_wheel_over_the_map_moves_the_page_and_a_hint_says_how_to_move_the_map(host, site):
    page = host(host_page(iframe(site, "&list=none&title=no&search=no"), long=True))
    frame = drawn(frame_of(page))
    page.locator("iframe").scroll_into_view_if_needed()
    before, zoom = page.evaluate("() => scrollY"), frame.locator(".chart__map").get_attribute("data-zoom")
    box = page.frame_locator("iframe").locator(".chart__ground").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    frame.wait_for_selector(".chart__map:hover")
    page.mouse.wheel(0, 100)
    frame.locator(".hint", has_text="Ctrl").wait_for(state="attached")
    page.wait_for_function(f"() => scrollY > {before}")
    assert frame.locator(".chart__map").get_attribute("data-zoom") == zoom


def test_with_pictures_and_tiles_blocked(host):
    tiles = {"basemap": "http://tiles.test/{z}/{x}/{y}.png", "basemap_credit": "Tile makers"}
    with serving(FIRST, **tiles) as site:
        page = host(host_page(""))
        asked = []
        page.context.route("http://tiles.test/**", lambda route: (asked.append(1), route.fulfill(status=204)))
        page.set_content(host_page(iframe(site, "&basemap=none")))
        drawn(shows_list_and_quotes(page))
        assert asked == []
        page.set_content(host_page(iframe(site)))
        frame = drawn(shows_list_and_quotes(page))
        frame.get_by_text("tiles.test").first.wait_for()
        assert asked and "Tile makers" in frame.locator(".credit").inner_text()


# Who may embed


def answering(markup):
    return lambda route: route.fulfill(body=markup, content_type="text/html")


def test_three_allowed_origins_show_the_map_and_three_foreign_ones_do_not(browser):
    allowed = ("https://www.district.test", "http://beijing.city.test", "http://news.test:8080")
    foreign = ("https://evil.test", "http://www.district.test", "http://news.test")
    right = 0
    with serving(FIRST, embed="https://www.district.test http://*.city.test http://news.test:8080") as site:
        for origin in (*allowed, *foreign):
            page, said = browser.new_page(), []
            page.on("console", lambda message, said=said: said.append(message.text))
            markup = host_page(iframe(site))
            page.route(f"{origin}/", answering(markup))
            page.goto(f"{origin}/", wait_until="load")
            shown = page.frames[1].locator(".promise__quote").count() == 6
            refused = any("frame-ancestors" in text for text in said)
            right += (shown, refused) == (origin in allowed, origin in foreign)
            page.context.close()
    assert right == 6


# Height and messages


def talking(host, site, query="", attributes="", **options):
    """Open a page with the map and the host script, which writes down what it hears; return page and frame."""
    markup = host_page(f'{iframe(site, query, attributes)}<script src="{site}/embed.js"></script>')
    page = host(markup, **options)
    page.evaluate(SEEN)
    frame = drawn(frame_of(page))
    page.wait_for_function("() => document.querySelector('iframe')")
    page.evaluate(
        "(frame) => frame.contentWindow.postMessage({mapapp: 1, type: 'hello'}, '*')", page.query_selector("iframe")
    )
    page.wait_for_function("() => seen.some(({ type }) => type === 'event')")
    return page, frame


def heard(page):
    """Return the last view that the host script told of."""
    return page.evaluate("() => seen.filter(({ type }) => type === 'event').at(-1)")


def ask_for(page, **view):
    page.evaluate(
        """(view) => document.querySelector("iframe").dispatchEvent(
            new CustomEvent("mapapp:show", { bubbles: true, detail: view }))""",
        view,
    )


@pytest.mark.parametrize("attributes", ["", 'sandbox="allow-scripts"'])
def test_the_page_around_hears_what_is_chosen_and_may_choose(host, site, attributes):
    page, frame = talking(host, site, attributes=attributes)
    frame.locator("[data-site=dongpi]").click()
    page.wait_for_function("() => seen.at(-1).site === 'dongpi'")
    assert (
        {"null"} if attributes else {site} == set(page.evaluate("() => seen.map((one) => one.origin).filter(Boolean)"))
    )
    steps = page.evaluate("() => history.length")
    ask_for(page, site="yuetan", theme=["xicheng.17"])
    page.wait_for_function("() => seen.at(-1).site === 'yuetan' && seen.at(-1).theme.length")
    assert frame.locator(".sign mark").inner_text() == "月壇"
    frame.locator(".chip", has_text="Theme").wait_for()
    ask_for(page, site=None, theme=[], view=[116.37, 39.91, 14])
    page.wait_for_function("() => seen.at(-1).site === null && !seen.at(-1).theme.length")
    assert heard(page)["view"] == [116.37, 39.91, 14] and frame.locator(".sign").count() == 0
    assert page.evaluate("() => history.length") == steps
    assert page.evaluate("() => document.activeElement.tagName") in ("BODY", "IFRAME")


def test_the_page_around_may_choose_the_language(host, site):
    page, frame = talking(host, site, "&site=yuetan&list=below")
    ask_for(page, lang="zh-hant")
    page.frame_locator("iframe").locator("html[lang=zh-Hant] .sign mark").wait_for()
    assert "list=below" in frame.url and "lang=zh-hant" in frame.url and frame.url.endswith("#yuetan")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("query", ["", "&list=below", "&list=none"])
def test_a_frame_that_fits_is_as_high_as_its_content_and_stays_so(host, site, width, query):
    page, frame = talking(host, site, f"&height=fit&scope=site{query}", width=width)
    page.wait_for_timeout(300)
    heights = [page.evaluate("() => document.querySelector('iframe').clientHeight") for _ in range(2)]
    content = frame.evaluate(
        "() => [document.body.getBoundingClientRect().height, document.documentElement.scrollHeight]"
    )
    assert heights[0] == heights[1] == pytest.approx(content[0], abs=1.5) == pytest.approx(content[1], abs=1.5)
    assert page.evaluate("() => seen.filter(({ type }) => type === 'height').length") < 12


def test_a_frame_of_a_fixed_height_tells_none(host, site):
    page, _ = talking(host, site)
    assert page.evaluate("() => [document.querySelector('iframe').style.height, seen.some(({height}) => height)]") == [
        "",
        False,
    ]


def test_nothing_is_taken_from_the_page_around_before_its_visitor_comes(host, site):
    page = host(host_page('<input id="theirs">' + iframe(site, "&site=yuetan")))
    page.locator("#theirs").focus()
    drawn(frame_of(page)).wait_for_selector(".sign .seal")
    assert page.evaluate("() => [document.activeElement.id, scrollY]") == ["theirs", 0]


HOSTILE = """[null, 1, "show", [], {}, {mapapp: 1}, {mapapp: "1", type: "show", site: "yuetan"},
    {mapapp: 2, type: "show", site: "yuetan"}, {mapapp: 1, type: "__proto__", site: "yuetan"},
    {mapapp: 1, type: "show", site: "__proto__"}, {mapapp: 1, type: "show", site: {toString: 1}},
    {mapapp: 1, type: "show", site: "<img src=x onerror=alert(1)>"}, {mapapp: 1, type: "show", site: "district"},
    JSON.parse('{"mapapp": 1, "type": "show", "__proto__": {"site": "yuetan"}}'),
    {mapapp: 1, type: "show", lang: "javascript:alert(1)"}, {mapapp: 1, type: "show", lang: ["en"]},
    {mapapp: 1, type: "show", theme: "xicheng.12"}, {mapapp: 1, type: "show", theme: ["constructor"]},
    {mapapp: 1, type: "show", theme: Array(1e5).fill("xicheng.12")}, {mapapp: 1, type: "show", scope: [["site"]]},
    {mapapp: 1, type: "show", view: [1e308, NaN, Infinity]}, {mapapp: 1, type: "show", view: ["116", "39", "13"]},
    {mapapp: 1, type: "show", view: {length: 3}}, {mapapp: 1, type: "show", site: "x".repeat(1e6)},
    new Map([["mapapp", 1]]), new Uint8Array(1e6), {mapapp: 1, type: "height", height: 9}]"""


def test_hostile_messages_change_nothing(host, site):
    page, frame = talking(host, site)
    before = [frame.evaluate("location.href"), heard(page)]
    page.evaluate(
        f"() => {HOSTILE}.forEach((one) => document.querySelector('iframe').contentWindow.postMessage(one, '*'))"
    )
    ask_for(page, scope=["site"])
    page.wait_for_function("() => seen.at(-1).scope?.length")
    assert frame.evaluate("location.href") == before[0].replace("?lang=en", "?lang=en&scope=site")
    assert frame.locator(".note:visible").count() == 0 and frame.locator(".sign").count() == 0


def test_only_the_page_around_is_listened_to(host, site):
    page, frame = talking(host, site)
    page.evaluate("() => document.body.append(document.createElement('iframe'))")
    page.wait_for_function("() => frames.length === 2")
    page.frames[2].evaluate("() => parent.frames[0].postMessage({mapapp: 1, type: 'show', site: 'yuetan'}, '*')")
    frame.evaluate("() => postMessage({mapapp: 1, type: 'show', site: 'yuetan'}, '*')")
    page.wait_for_timeout(200)
    assert frame.locator(".sign").count() == 0


def test_the_host_script_listens_to_maps_only_and_to_nothing_strange(host, site):
    page, frame = talking(host, site, "&height=fit&scope=site")
    page.evaluate(
        "() => { const other = document.createElement('iframe'); other.id = 'other'; document.body.append(other); }"
    )
    page.frames[2].evaluate("() => parent.postMessage({mapapp: 1, type: 'height', height: 77}, '*')")
    page.evaluate("() => postMessage({mapapp: 1, type: 'height', height: 77}, '*')")
    for height in ("'77px; color: red'", "-5", "1e9", "NaN", "{}", "null", "[77, 1]"):
        frame.evaluate(f"() => parent.postMessage({{mapapp: 1, type: 'height', height: {height}}}, '*')")
    for strange in ("null", "'x'", "{type: 'height', height: 77}", "{mapapp: 2, type: 'height', height: 77}"):
        frame.evaluate(f"() => parent.postMessage({strange}, '*')")
    page.wait_for_timeout(200)
    heights = page.evaluate("() => [...document.querySelectorAll('iframe')].map(({ style }) => style.height)")
    assert re.fullmatch(r"\d{4}px", heights[0]) and heights[1] == ""


# What it costs


@pytest.mark.parametrize("query", ["lang=en", "lang=zh-hans", "lang=zh-hant&accent=c8102e&colours=dark&height=fit"])
def test_a_first_visit_is_small_and_asks_nobody_else(visit, site, query):
    loaded = transfers(visit("about:blank"), f"{site}/embed?{query}")
    assert all(url.startswith(site) for url, _ in loaded)
    assert sum(size for _, size in loaded) <= BUDGET_BYTES


def test_the_accent_marks_what_is_read(visit, site):
    page = drawn(visit(f"{site}/embed?lang=en&site=yuetan&accent=c8102e&colours=dark", reduced_motion="reduce"))
    page.wait_for_selector(".sign .seal")
    colours = [
        page.locator(part).first.evaluate("(one) => getComputedStyle(one).backgroundColor")
        for part in (".sign mark", ".row.is-chosen", ".pin.is-chosen .plate", "body")
    ]
    assert colours == ["rgb(200, 16, 46)"] * 3 + ["rgb(21, 24, 26)"]
