"""What a first visit costs, and that it asks nobody else."""

import pytest

BUDGET_BYTES = 110_000
BUDGET_REQUESTS = 6


def transfers(page, address):
    """Return (url, bytes with headers) of everything that a visit to an address loads."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    urls, sizes = {}, {}
    devtools.on("Network.requestWillBeSent", lambda event: urls.update({event["requestId"]: event["request"]["url"]}))
    devtools.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    page.goto(address, wait_until="networkidle")
    return [(url, sizes.get(key, 0)) for key, url in urls.items() if not url.startswith("data:")]


@pytest.mark.parametrize("path", ["/", "/en/", "/zh-hant/"])
def test_a_first_visit_is_small_and_asks_nobody_else(visit, site, path):
    loaded = transfers(visit("about:blank"), site + path)
    assert all(url.startswith(site) for url, _ in loaded)
    assert len(loaded) <= BUDGET_REQUESTS
    assert sum(size for _, size in loaded) <= BUDGET_BYTES


def test_a_second_visit_loads_neither_script_nor_stylesheet_again(visit, site):
    page = visit(f"{site}/")
    page.wait_for_load_state("networkidle")
    again = transfers(page, f"{site}/en/about")
    assert not any(url.endswith(".css") and size > 0 for url, size in again)


def test_without_a_script_the_page_says_what_is_missing_and_shows_the_rest(visit, site):
    page = visit(f"{site}/en/", java_script_enabled=False)
    assert "needs JavaScript" in page.locator("noscript").text_content()
    drawing, note = page.locator(".chart__still svg"), page.locator(".note").first
    assert [int(number) for number in drawing.locator("text").all_text_contents()] == [*range(1, 19)]
    assert note.bounding_box()["y"] + note.bounding_box()["height"] <= drawing.bounding_box()["y"]
    page.get_by_role("link", name="Gulou West Street").click()
    assert page.get_by_role("heading", name="Gulou West Street").is_visible()
    assert "扎實推進什剎海區域" in page.locator("blockquote").inner_text()


def test_without_the_data_the_page_says_so_and_the_list_still_leads_on(browser, site):
    page = browser.new_context(locale="en").new_page()
    page.route("**/map.geojson", lambda route: route.abort())
    page.goto(f"{site}/en/")
    page.get_by_text("The map data did not arrive.").wait_for()
    page.get_by_role("link", name="Gulou West Street").click()
    page.wait_for_url("**/en/sites/gulou-xidajie")
    page.context.close()
