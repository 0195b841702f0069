"""Passing a view on: the share panel, the frame in somebody else's page, and the message to the owner."""

import threading
from contextlib import contextmanager
from urllib.parse import unquote

import pytest
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

from tests.browser.conftest import Silent, drawn, equipped, serving
from tests.combinations import in_turn
from tests.conftest import FIRST

CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}
PANEL = "#tool-share"
SHARE_AND_LEAVE = """navigator.share = (what) => {
    window.sent = what;
    return Promise.reject(new DOMException("", "AbortError"));
};"""
VIEW = "?text=found&view=116.37000,39.91000,13.5#yuetan"


def part(page, name):
    return page.locator(f"{PANEL} [data-share={name}]")


def shared(page):
    return part(page, "address").input_value()


def open_panel(page):
    """Open the share panel and wait for its QR code; return the page."""
    drawn(page).click("[data-opens=share]")
    page.wait_for_function(f"() => document.querySelector('{PANEL} img')?.naturalWidth")
    return page


# The panel


def test_the_qr_code_is_asked_for_only_when_the_panel_opens(visit, site):
    page, asked = visit("about:blank"), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/en/", wait_until="networkidle")
    assert asked and not any("/qr.svg" in url for url in asked)
    open_panel(page)
    assert [url for url in asked if "/qr.svg" in url] == [f"{site}/qr.svg?to=%2Fen%2F"]


def test_the_address_holds_exactly_this_view_with_its_language_fixed(visit, site):
    page = open_panel(visit(f"{site}/{VIEW}", locale="zh-TW", reduced_motion="reduce"))
    assert shared(page) == f"{site}/zh-hant/{VIEW}"
    assert part(page, "qr").locator("img").get_attribute("alt") == f"二維碼，打開 {site}/zh-hant/{VIEW}"
    page.locator("[data-site=dongpi]").click()
    page.wait_for_function(f"() => document.querySelector('{PANEL} [data-share=address]').value.endsWith('#dongpi')")
    assert "lang=zh-hant" in part(page, "code").input_value()
    again = drawn(visit(shared(page)))
    assert again.locator(".sign h2").inner_text().startswith("動物園批發市場")


def test_it_is_copied_and_said_to_be(visit, site):
    page = open_panel(visit(f"{site}/en/#yuetan", **CLIPBOARD))
    for button, said, field in (("copy", "copied", "address"), ("copy-code", "copied-code", "code")):
        part(page, button).click()
        part(page, said).get_by_text("Copied").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == part(page, field).input_value()


def test_where_the_clipboard_is_closed_it_is_shown_to_be_copied_by_hand(visit, site):
    page = open_panel(visit(f"{site}/en/#yuetan"))
    page.evaluate("() => Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    part(page, "copy").click()
    field = part(page, "copied").locator("input")
    field.wait_for()
    assert field.input_value() == shared(page)


def test_the_browsers_own_dialog_gets_the_address_and_may_be_left_again(visit, site):
    page = visit("about:blank")
    page.add_init_script(SHARE_AND_LEAVE)
    page.goto(f"{site}/en/#yuetan")
    open_panel(page)
    part(page, "send").click()
    assert page.evaluate("() => window.sent.url") == f"{site}/en/#yuetan"


def test_by_keyboard_alone_the_panel_opens_is_walked_through_and_closes(visit, site):
    page = drawn(visit(f"{site}/en/", **CLIPBOARD))
    page.focus("[data-opens=share]")
    page.keyboard.press("Enter")
    page.locator("[data-share=copy]").wait_for()
    reached = []
    for _ in range(4):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("() => document.activeElement.dataset.share"))
    assert reached in (["address", "copy", "code", "copy-code"], ["address", "copy", "send", "code"])
    page.keyboard.press("Escape")
    assert page.locator(PANEL).is_hidden()
    assert page.evaluate("() => document.activeElement.dataset.opens") == "share"


@pytest.mark.parametrize("width", [390, 1280])
def test_the_panel_fits_its_width(visit, site, width):
    page = open_panel(visit(f"{site}/en/{VIEW}", width=width))
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    panel = page.locator(PANEL).bounding_box()
    for piece in page.locator(f"{PANEL} :is(input, textarea, button, img, a):visible").all():
        box = piece.bounding_box()
        assert panel["x"] - 1 <= box["x"] and box["x"] + box["width"] <= panel["x"] + panel["width"] + 1
        assert box["height"] >= 44


def draws(page):
    """Return the addresses under which the view on show is drawn."""
    return page.locator(f"{PANEL} [data-draws]").evaluate_all("links => links.map((link) => link.href)")


def test_the_view_on_show_can_be_printed_and_taken_along_as_a_picture(visit, site):
    page = open_panel(visit(f"{site}/en/?view=116.37000,39.91000,13.5&theme=xicheng.17&utm_source=x#yuetan"))
    view = "view=116.37000,39.91000,13.5&theme=xicheng.17&site=yuetan"
    files = ("sheet.pdf?", "sheet.pdf?size=a3&", "map.png?", "map.svg?")
    assert draws(page) == [f"{site}/en/{file}{view}" for file in files]
    for address in draws(page):
        assert page.request.get(address).ok, address
    page.goto(f"{site}/en/#xicheng.12.3")
    assert draws(open_panel(page))[0] == f"{site}/en/sheet.pdf"


# The frame in somebody else's page


@contextmanager
def host(page):
    """Serve somebody's page on an origin of its own; yields its address."""
    server = make_server("127.0.0.1", 0, Response(page, mimetype="text/html"), threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def framed(page):
    """Wait for the map in the first frame of a page; return the frame."""
    frame = page.frame_locator("iframe")
    frame.locator(".chart.is-drawn").wait_for()
    return frame


SANDBOX = ' sandbox="allow-scripts"'


@pytest.mark.parametrize(*in_turn(sandbox=["", SANDBOX], language=["en", "zh-hant"]))
def test_the_code_of_the_panel_shows_the_same_view_in_somebody_elses_page(visit, site, sandbox, language):
    code = part(open_panel(visit(f"{site}/{language}/{VIEW}")), "code").input_value()
    with host(f"<!doctype html><title>x</title>{code.replace('<iframe', '<iframe' + sandbox)}") as address:
        page = visit(address)
        frame = framed(page)
        assert frame.locator(".sign .plate--sign").inner_text() == "15"
        assert frame.locator(".sign mark").inner_text() == "月壇"
        assert frame.locator("header.top").count() == 0
        assert frame.locator("html").get_attribute("lang").lower() == language
        assert "view=116.37,39.91,13.5" in page.frames[1].evaluate("location.search")
        frame.locator("[data-site=dongpi]").click()
        assert frame.locator(".sign .plate--sign").inner_text() == "10"
        assert page.frames[1].evaluate("location.hash") == "#dongpi"
        assert page.context.cookies() == []


def test_what_the_list_is_narrowed_to_is_passed_on_and_into_the_frame(visit, site):
    def left(page):
        page.locator("[data-opens=near]", has_text="800").wait_for()
        return page.locator("[data-place]:visible").evaluate_all("(rows) => rows.map((row) => row.dataset.place)")

    page = open_panel(visit(f"{site}/en/?theme=xicheng.12&kind=street&near=station-xidan"))
    address, code = shared(page), part(page, "code").input_value()
    assert address == f"{site}/en/?theme=xicheng.12&kind=street&near=station-xidan"
    assert left(page) and left(equipped(visit(address))) == left(page)
    with host(f"<!doctype html><title>x</title>{code}") as elsewhere:
        assert left(framed(visit(elsewhere))) == left(page)


def test_links_out_of_the_frame_open_beside_it_and_it_keeps_nothing(visit, site):
    code = f'<iframe src="{site}/embed?lang=en#yuetan" width="100%" height="640"></iframe>'
    with host(f"<!doctype html><title>x</title>{code}") as address:
        page = visit(address)
        frame = framed(page)
        with page.context.expect_page() as opened:
            frame.get_by_role("link", name="Page of this place").click()
        assert opened.value.url == f"{site}/en/sites/yuetan"
        frame.get_by_role("link", name="places", exact=False).first.click()
        assert page.frames[1].url.startswith(f"{site}/embed")
        assert page.frames[1].evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


@pytest.mark.parametrize("path", ["/en/", "/en/sites/yuetan", "/en/about"])
def test_no_other_page_is_shown_in_a_frame(browser, site, path):
    with host(f'<!doctype html><title>x</title><iframe src="{site}{path}"></iframe>') as address:
        assert refused(browser, address)


@pytest.mark.parametrize(("embed", "refuses"), [("nobody", True), ("https://a.example", True), ("everyone", False)])
def test_the_owner_decides_who_may_frame_the_map(browser, embed, refuses):
    with serving(FIRST, embed=embed) as site, host(f'<iframe src="{site}/embed?lang=en"></iframe>') as address:
        assert refused(browser, address) == refuses


def refused(browser, address):
    """Return whether the browser says that it will not show the frame of a page."""
    page, said = browser.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address, wait_until="networkidle")
    page.context.close()
    return any("frame-ancestors" in text for text in said)


# Somebody to tell, and other maps


def test_the_sign_leads_to_other_maps_and_to_whom_to_tell(visit, site):
    page = drawn(visit(f"{site}/en/#yuetan"))
    links = page.locator(".sign__onward a")
    assert [link.get_attribute("href") for link in links.all()] == ["/en/sites/yuetan#maps", "/en/sites/yuetan#tell"]
    links.last.click()
    page.wait_for_url("**/en/sites/yuetan#tell")
    assert page.locator("#tell").is_visible()


def test_no_other_map_is_asked_before_its_link_is_pressed(visit, site):
    page, asked = visit("about:blank"), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/en/sites/yuetan", wait_until="networkidle")
    assert page.locator("#maps a").count() == 5
    assert all(url.startswith((site, "data:")) for url in asked)


def test_the_browser_completes_an_address_that_the_server_does_not_know(visit):
    with serving(FIRST, contact="map@example.org") as site:
        page = visit(f"{site}/zh-hant/sites/yuetan?text=found")
        whole = f"{site}/zh-hant/sites/yuetan?text=found"
        page.wait_for_function("() => document.querySelector('.seal')")
        for link in page.locator("#tell a").all():
            body = unquote(link.get_attribute("href").partition("&body=")[2])
            assert f"網頁：{whole}\r\n" in body
            assert len(link.inner_text()) < 10
        page.click("#share summary")
        assert page.locator("#share a").inner_text() == page.locator("#share a").evaluate("(a) => a.href") == whole
        page.wait_for_function("() => document.querySelector('#share img')?.naturalWidth")
