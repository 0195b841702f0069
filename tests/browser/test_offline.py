"""The site without a network: what was read is there again, of one build, and says that it is a copy."""

import json
import shutil
import threading
from urllib.parse import urljoin

import pytest
from werkzeug.serving import make_server

from mapapp.settings import Settings
from mapapp.web.app import create_app
from tests.browser.conftest import QUIET, WHOLE, Silent, drawn, find_chromium, serving
from tests.conftest import FIRST
from tests.diary import with_entries

LEISURE_MS = 2000
"""How long a page that one comes back to waits until it asks to be kept."""

KEPT = """async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith("mapapp "));
  const urls = async (name) => (await (await caches.open(name)).keys()).map(({url}) => url);
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await urls(name)])));
}"""


class Site:
    """A site on one port that can be stopped, and started again with other data."""

    def __init__(self, geodata):
        self.port = 0
        self.start(geodata)

    def start(self, geodata):
        app = create_app(Settings(geodata))
        self._server = make_server("127.0.0.1", self.port, app, threaded=True, request_handler=Silent)
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()
        self.address = f"http://127.0.0.1:{self.port}"

    def stop(self):
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()


@pytest.fixture
def own_site():
    """A `Site` of the published layers."""
    site = Site(FIRST)
    yield site
    site.stop()


@pytest.fixture
def open_page(browser):
    """A function that opens an empty page in a browser that knows nothing, and notes what goes wrong in it."""
    contexts = []

    def opened(**options):
        contexts.append(browser.new_context(locale="en-GB", reduced_motion="reduce", **options))
        page = contexts[-1].new_page()
        page.wrong = []
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()


def keep(page, address, path):
    """Come to a page from another one, and wait until it is kept with all that it needs; return all that is kept."""
    page.clock.install()
    page.goto(f"{address}/en/about")
    page.evaluate("(path) => { location.href = path; }", path)
    page.wait_for_url(f"{address}{path}")
    page.clock.fast_forward(LEISURE_MS)
    return wait_until_kept(page, address + path.split("?")[0].split("#")[0], lambda _: True)


def wait_until_kept(page, url, fits):
    """Wait until one build alone, whose cache's name `fits`, is kept, with a page and the article; return its URLs."""
    for _ in range(100):
        kept = page.evaluate(KEPT)
        if len(kept) == 1 and fits(*kept):
            (urls,) = kept.values()
            if url in urls and any(one.endswith("/en/articles/xicheng") for one in urls):
                return urls
        page.wait_for_timeout(200)
    raise AssertionError(f"{url} is not kept, but {kept}")


def test_what_was_read_is_there_without_the_site_and_says_that_it_is_a_copy(open_page, own_site):
    page = open_page()
    keep(page, own_site.address, "/en/sites/zhuanta-hutong")
    keep(page, own_site.address, "/en/?view=116.36,39.92,13")
    own_site.stop()
    page.reload()
    page.locator("[data-notes]", has_text="This is the page as it was on").wait_for()
    drawn(page).click("[data-site=zhuanta-hutong]")
    assert "磚塔胡同" in page.locator(".sign .quote").text_content()
    page.locator(".sign .seal", has_text="Checked word for word").wait_for()
    page.goto(f"{own_site.address}/en/sites/zhuanta-hutong")
    assert "磚塔胡同" in page.locator(".said .quote").first.text_content()
    page.goto(f"{own_site.address}/en/articles/xicheng#xicheng.12.3")
    assert page.locator(".sentence[id='xicheng.12.3']").is_visible()
    assert page.wrong == []


def test_a_page_that_was_never_read_says_so_and_names_those_that_were(open_page, own_site):
    page = open_page()
    keep(page, own_site.address, "/en/sites/zhuanta-hutong")
    own_site.stop()
    page.goto(f"{own_site.address}/zh-hans/sites/yuetan")
    assert page.locator("h1, h2").all_text_contents() == ["这一页没有留下", "這一頁沒有留下", "This page was not kept"]
    page.locator(".unseen__pages a", has_text="Zhuanta Hutong").click()
    assert "磚塔胡同" in page.locator(".said .quote").first.text_content()
    assert page.wrong == []


def test_no_copy_is_kept_under_what_tells_of_a_visitor(open_page, own_site):
    page = open_page()
    kept = keep(page, own_site.address, "/en/?near=station-xidan&within=500&view=116.36,39.92,13&theme=xicheng.12")
    assert [url for url in kept if "?" in url] == []
    assert page.context.cookies() == []


def test_a_new_build_takes_the_place_of_the_old_one_whole(open_page, own_site, tmp_path):
    page = open_page()
    keep(page, own_site.address, "/en/")
    (old,) = page.evaluate(KEPT)
    own_site.stop()
    own_site.start(with_entries(shutil.copytree(FIRST, tmp_path / "geodata")))
    page.reload()
    wait_until_kept(page, f"{own_site.address}/en/", lambda name: name != old)
    (new,) = page.evaluate(KEPT)
    own_site.stop()
    page.reload()
    drawn(page)
    assert (
        page.evaluate("JSON.parse(document.querySelector('[data-page]').dataset.page).build") == new.rpartition(" ")[2]
    )


def test_a_page_without_workers_or_storage_works_as_before(open_page, site):
    page = open_page()
    page.add_init_script("""
      Object.defineProperty(navigator, "serviceWorker", {get() { throw new DOMException("no", "SecurityError"); }});
      Object.defineProperty(window, "caches", {get() { throw new DOMException("no", "SecurityError"); }});
    """)
    page.goto(f"{site}/en/")
    drawn(page).click("[data-site=zhuanta-hutong]")
    assert "磚塔胡同" in page.locator(".sign .quote").text_content()
    assert page.wrong == []


START_PAGES = {"/zh-hans/": "西城区承诺地图", "/en/": "Xicheng District promise map"}
LEAST_ICON_PX = 144
"""How wide an icon has to be for Chromium to offer the map as an app."""


@pytest.mark.parametrize("path", START_PAGES)
def test_the_map_can_be_installed_in_the_language_of_its_page(open_page, site, path):
    page = open_page()
    page.goto(site + path)
    found = page.context.new_cdp_session(page).send("Page.getAppManifest")
    assert found["errors"] == []
    stated = json.loads(found["data"])
    assert stated["name"] == START_PAGES[path]
    assert stated["display"] == "standalone"
    assert urljoin(found["url"], stated["start_url"]) == site + path
    assert urljoin(found["url"], stated["scope"]) == f"{site}/"
    icons = [one for one in stated["icons"] if one["purpose"] == "any" and _width(one) >= LEAST_ICON_PX]
    assert icons
    for icon in icons:
        picture = page.request.get(urljoin(found["url"], icon["src"]))
        assert (picture.ok, picture.headers["content-type"]) == (True, "image/png")


def _width(icon):
    return int(icon["sizes"].partition("x")[0])


@pytest.mark.long
@pytest.mark.parametrize("path", START_PAGES)
def test_the_browser_that_people_have_offers_the_map_as_an_app(browser, site, path):
    whole = find_chromium(*WHOLE)
    if not whole:
        pytest.skip("Chromium is missing: install it (apt-get install chromium).")
    chromium = browser.browser_type.launch(executable_path=whole, args=QUIET)
    try:
        page = chromium.new_page()
        page.goto(site + path)
        found = page.context.new_cdp_session(page).send("Page.getInstallabilityErrors")["installabilityErrors"]
    finally:
        chromium.close()
    # A browser of a test context keeps nothing beyond it, and says so.
    assert {error["errorId"] for error in found} <= {"in-incognito"}


def test_in_a_frame_nothing_is_kept(open_page):
    with serving(FIRST) as address:
        page = open_page()
        page.goto(f"{address}/embed?lang=en")
        drawn(page)
        assert page.evaluate("JSON.parse(document.querySelector('[data-page]').dataset.page).worker") is None
        assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
