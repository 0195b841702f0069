"""Making the code of a frame: by mouse, by keyboard, without a script; the guide; what WordPress makes of a page."""

from urllib.parse import urlsplit

import pytest

from tests.browser.test_share import framed, host, open_panel, part

MADE = "Preview and code are up to date."


def made(page):
    """Return the address that the page says its code shows, once the server has answered."""
    page.get_by_text(MADE).wait_for()
    return page.locator("[data-made=address]").input_value()


def choose(page, act):
    """Do something that asks for other code, and return the address of the code."""
    page.evaluate("document.querySelector('[data-told]').replaceChildren()")
    act()
    return made(page)


def test_by_mouse_code_and_preview_follow_each_choice(visit, site):
    page = visit(f"{site}/en/embed/new", permissions=["clipboard-read", "clipboard-write"])
    framed(page)
    assert choose(page, lambda: page.get_by_label("Place that is open").select_option("yuetan")).endswith("site=yuetan")
    choose(page, lambda: page.get_by_role("group", name="List").get_by_label("none").check())
    choose(page, lambda: page.get_by_label("Legend").uncheck())
    address = choose(page, lambda: page.get_by_label("fits the content").check())
    page.wait_for_function("() => ['list=none', 'legend=no'].every((one) => frames[0].location.search.includes(one))")
    assert address == f"{site}/embed?lang=en&site=yuetan&list=none&legend=no&height=fit"
    code = page.locator("[data-made=code]").input_value()
    assert f'src="{address.replace("&", "&amp;")}"' in code and f'<script src="{site}/embed.js" async>' in code
    page.get_by_role("button", name="Copy code").click()
    page.get_by_text("Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == code
    assert urlsplit(page.url).query and "legend=no" in page.url
    assert "legend=no" in page.get_by_role("link", name="简体中文").get_attribute("href")
    page.go_back()
    assert page.url == "about:blank"


def test_by_keyboard_alone_a_frame_is_made(visit, site):
    page = visit(f"{site}/en/embed/new")
    page.focus("#option-site")
    assert "site=shichahai" in choose(page, lambda: page.keyboard.press("ArrowDown"))
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "colours":
            break
    assert "colours=light" in choose(page, lambda: page.keyboard.press("ArrowDown"))
    page.focus("[data-made=code]")
    assert page.evaluate("getSelection().toString()").startswith("<iframe")


def test_what_the_preview_shows_is_taken_over(visit, site):
    page = visit(f"{site}/en/embed/new")
    frame = framed(page)
    frame.locator("[data-site=dongpi]").click()
    frame.locator(".sign").wait_for()
    page.wait_for_function("() => frames[0].location.href.includes('dongpi')")
    address = choose(page, lambda: page.get_by_role("button", name="Take position and place").click())
    assert "site=dongpi" in address


def test_without_a_script_the_form_is_sent_and_answered(visit, site):
    page = visit(f"{site}/en/embed/new", java_script_enabled=False)
    page.get_by_label("Place that is open").select_option("yuetan")
    page.get_by_label("Legend").uncheck()
    page.get_by_role("button", name="Show preview and code").click()
    page.wait_for_url("**/embed/new?**")
    assert page.locator("[data-made=address]").input_value() == f"{site}/embed?lang=en&site=yuetan&legend=no"
    assert page.frames[1].url == f"{site}/embed?lang=en&site=yuetan&legend=no"
    assert not page.get_by_role("button", name="Copy code").is_visible()


def test_the_share_panel_leads_to_the_same_view_with_all_options(visit, site):
    page = open_panel(visit(f"{site}/en/?theme=xicheng.12&kind=street#gulou-xidajie"))
    code = part(page, "code").input_value()
    part(page, "more").click()
    page.wait_for_url("**/embed/new?**")
    address = page.locator("[data-made=address]").input_value()
    assert address == f"{site}/embed?lang=en&site=gulou-xidajie&theme=xicheng.12&kind=street"
    made_code = page.locator("[data-made=code]").input_value()
    assert made_code.partition(" title=")[2] == code.partition(" title=")[2]


@pytest.mark.parametrize("path", ["/embed/new", "/embed/guide"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_fit_their_width(visit, site, path, width):
    page = visit(f"{site}/zh-hans{path}", width=width)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_the_frames_of_the_guide_are_alive(visit, site):
    page = visit(f"{site}/en/embed/guide")
    for place in range(3):
        page.locator("iframe").nth(place).scroll_into_view_if_needed()
        page.frame_locator("iframe").nth(place).locator(".chart.is-drawn").wait_for()


@pytest.mark.parametrize("path", ["/en/sites/yuetan", "/en/"])
def test_what_wordpress_makes_of_a_page_shows_the_map(visit, site, path):
    page = visit("about:blank")
    code = page.request.get(f"{site}/oembed", params={"url": site + path, "maxwidth": "600"}).json()["html"]
    # So does WordPress 6.1 (wp_filter_oembed_result); `scripts/check_wordpress` asks it.
    kept = code.replace('" title', '#?secret=eW6fNk1ivo" title').replace("<iframe", '<iframe sandbox="allow-scripts"')
    with host(f"<!doctype html><title>x</title>{kept}") as address:
        page.goto(address)
        frame = framed(page)
        assert frame.locator(".note:visible").count() == 0
        assert frame.locator(".sign h2").count() == ("sites" in path)
        assert frame.locator("blockquote").count() > 6
