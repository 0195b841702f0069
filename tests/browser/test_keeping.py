"""What is kept and what never: within limits, of one build, at leisure, and only while the site wants it."""

import base64
import json

import pytest
from axe_playwright_python.sync_playwright import Axe

from mapapp.atlas.build import build
from mapapp.layers import store
from mapapp.view.plates import plates
from mapapp.web.assets import STATIC
from mapapp.web.manifest import ICONS
from tests.browser.conftest import drawn
from tests.browser.test_accessibility import RULES
from tests.browser.test_offline import KEPT, LEISURE_MS, Site, keep, wait_until_kept
from tests.conftest import SECOND
from tests.walls import altered

NAME, NEW_NAME = "Altar of the Moon", "Altar of the Other Build"
ADDRESSES = "http://worker.test/addresses.js"
HASHED = "static/site.0123456789abcdef.css"
POST = """async (paths) => {
  const {build, root} = JSON.parse(document.querySelector("[data-page]").dataset.page);
  const {active} = await navigator.serviceWorker.ready;
  paths.forEach((page) => active.postMessage({build, page, root}));
}"""
PIXELS = """async ([size, ...sources]) => {
  const [[width, one], [, other]] = await Promise.all(sources.map(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const pen = new OffscreenCanvas(size, size).getContext("2d");
    pen.drawImage(image, 0, 0, size, size);
    return [image.naturalWidth, pen.getImageData(0, 0, size, size).data];
  }));
  return [width, one.reduce((sum, value, place) => sum + Math.abs(value - other[place]), 0) / one.length];
}"""


class Watched(Site):
    """A site that notes which paths it is asked for, and that can take some away for good."""

    def __init__(self, geodata):
        self.asked, self.gone = [], set()
        super().__init__(geodata)
        self._app = self._server.app
        self._server.app = self._answer

    def _answer(self, environ, start_response):
        self.asked.append(environ["PATH_INFO"])
        if environ["PATH_INFO"] in self.gone:
            start_response("410 GONE", [("Content-Type", "text/plain")])
            return [b""]
        return self._app(environ, start_response)


@pytest.fixture
def geodata(published, tmp_path):
    """A data folder of the published layers alone."""
    altered(published, tmp_path / "geodata" / "layers", lambda files: None)
    return tmp_path / "geodata"


@pytest.fixture
def watched(geodata):
    """A `Watched` site of the published layers."""
    site = Watched(geodata)
    yield site
    site.stop()


@pytest.fixture
def tab(browser):
    """A page of a browser that knows nothing; an error thrown in it fails the test."""
    context = browser.new_context(locale="en-GB", reduced_motion="reduce")
    page, thrown = context.new_page(), []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    yield page
    context.close()
    assert thrown == []


@pytest.fixture(scope="module")
def decide(browser):
    """A function that evaluates an expression with what decides in the worker at hand as `m`."""
    page = browser.new_page()
    page.route("http://worker.test/", lambda route: route.fulfill(body="", content_type="text/html"))
    module = STATIC / "worker" / "addresses.js"
    page.route(ADDRESSES, lambda route: route.fulfill(path=module, content_type="text/javascript"))
    page.goto("http://worker.test/")
    yield lambda expression: page.evaluate(f"import('{ADDRESSES}').then((m) => {expression})")
    page.close()


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://a.test/en/?near=116.3,39.9&view=1,2,3#yuetan", "https://a.test/en/"),
        ("https://a.test/en/?near=1&text=found", "https://a.test/en/?text=found"),
        ("https://a.test/en/?text=clean", "https://a.test/en/"),
        ("https://a.test/en/?text=none", None),
    ],
)
def test_a_page_is_kept_by_path_and_form_alone(decide, address, key):
    assert decide(f"m.keyOf('{address}', ['clean', 'found'])") == key


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "other"), ("en/sites/yuetan", "other"), ("map.geojson", "data"), ("search.json", "data"),
        ("articles/xicheng.txt", "data"),
        ("map.geojson?x=1", "other"), (HASHED, "hashed"), ("static/images/layers.png", "other"),
        ("healthz", "never"), ("readyz", "never"), ("api/v1", "never"), ("../elsewhere", "never"),
        ("embed", "never"), ("en/embed/new", "never"), ("zh-hant/embed/", "never"), ("embedded", "other"),
    ],
)  # fmt: skip
def test_the_worker_knows_what_an_address_is(decide, path, kind):
    assert decide(f"m.kindOf('https://a.test/xicheng/{path}', 'https://a.test/xicheng/')") == kind


def test_the_oldest_pages_go_first_and_what_all_need_stays(decide):
    entries = [{"key": key, "size": 4, "page": key != "script"} for key in ("script", "first", "second", "third")]
    surplus = f"m.surplus({json.dumps(entries)}, %s)"
    assert decide(surplus % "{pages: 2, bytes: 99}") == ["first"]
    assert decide(surplus % "{pages: 9, bytes: 9}") == ["first", "second"]
    assert decide(surplus % "{pages: 9, bytes: 1}") == ["first", "second", "third"]


def test_no_more_pages_are_kept_than_the_limit(tab, watched, layers):
    keep(tab, watched.address, "/en/")
    places = [f"/{language}/sites/{id}" for language in ("en", "zh-hans", "zh-hant") for id in plates(layers)]
    paths = [path + form for form in ("", "?text=found") for path in places][:66]
    tab.evaluate(POST, paths)
    has = f"async () => Object.values(await ({KEPT})()).flat().some((url) => url.endsWith({json.dumps(paths[-1])}))"
    wait_for(tab, has, seconds=60)
    (kept,) = tab.evaluate(KEPT).values()
    assert sum("/sites/" in url or url.endswith(("/en/", "/en/articles/xicheng")) for url in kept) == 60
    assert f"{watched.address}/map.geojson" in kept


def test_what_is_no_page_of_ours_is_not_kept(tab, watched):
    keep(tab, watched.address, "/en/")
    tab.goto(f"{watched.address}/en/nope")
    tab.goto(f"{watched.address}/en/about")
    tab.evaluate("Promise.all(['/healthz', '/readyz', '/layers/points.geojson'].map((path) => fetch(path)))")
    kept = wait_until_kept(tab, f"{watched.address}/en/about", lambda _: True)
    assert not [url for url in kept if any(word in url for word in ("nope", "healthz", "readyz", "layers"))]


def wait_for(tab, expression, seconds=30):
    """Wait until what an expression promises is true."""
    for _ in range(seconds * 10):
        if tab.evaluate(expression):
            return
        tab.wait_for_timeout(100)
    raise AssertionError(f"never true: {expression}")


def rename(files):
    for layer in ("points", "lines", "areas"):
        for feature in files[f"{layer}.geojson"]["features"]:
            if feature["id"] == "yuetan":
                feature["properties"]["name_en"] = NEW_NAME


def publish_another(published, geodata, site, tab):
    """Publish a build with another name, and wait until it is on show."""
    altered(published, geodata / "layers", rename)
    for _ in range(100):
        if NEW_NAME in tab.context.request.get(f"{site.address}/en/").text():
            return
        tab.wait_for_timeout(100)
    raise AssertionError("the new build never came")


def test_a_page_never_runs_with_data_of_another_build(tab, watched, published, geodata):
    fetched = "fetch('/map.geojson').then((answer) => answer.text(), (reason) => reason.name)"
    keep(tab, watched.address, "/en/")
    drawn(tab).goto(f"{watched.address}/en/sites/yuetan")
    publish_another(published, geodata, watched, tab)
    text = tab.evaluate(fetched)
    assert NAME in text and NEW_NAME not in text
    tab.evaluate("caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))))")
    assert tab.evaluate(fetched) == "TypeError"


def pass_time(tab, ms):
    """Let time pass for a page at once, and then half a second for what it asks of the server."""
    tab.clock.fast_forward(ms)
    tab.wait_for_timeout(500)


def test_a_first_glance_registers_nothing_and_who_stays_can_come_back_offline(tab, watched):
    tab.clock.install()
    tab.goto(f"{watched.address}/en/")
    pass_time(drawn(tab), ms=4000)
    assert "/sw.js" not in watched.asked
    pass_time(tab, ms=6000)
    wait_until_kept(tab, f"{watched.address}/en/", lambda _: True)
    watched.stop()
    tab.reload()
    drawn(tab).get_by_text("You are offline, or the site does not answer.").wait_for()


@pytest.mark.parametrize("line", ["{saveData: true}", "{effectiveType: '2g'}"])
def test_a_line_to_be_spared_is_spared(tab, watched, line):
    tab.add_init_script(f"Object.defineProperty(navigator, 'connection', {{value: {line}}})")
    tab.clock.install()
    tab.goto(f"{watched.address}/en/about")
    tab.evaluate("location.href = '/en/'")
    tab.wait_for_url("**/en/")
    pass_time(drawn(tab), ms=5000)
    assert "/sw.js" not in watched.asked


def test_a_worker_that_the_site_takes_away_goes_with_its_copies(tab, watched):
    keep(tab, watched.address, "/en/")
    watched.gone.add("/sw.js")
    devtools = tab.context.new_cdp_session(tab)
    devtools.send("ServiceWorker.enable")
    devtools.send("ServiceWorker.stopAllWorkers")
    tab.goto(f"{watched.address}/en/about")
    wait_for(tab, "caches.keys().then((names) => !names.length)")
    wait_for(tab, "navigator.serviceWorker.getRegistrations().then((all) => !all.length)")


@pytest.mark.parametrize("path", ["/en/", "/zh-hant/sites/yuetan"], ids=["kept", "never seen"])
def test_axe_finds_nothing_in_what_is_shown_without_a_network(tab, watched, path):
    keep(tab, watched.address, "/en/")
    watched.stop()
    tab.goto(watched.address + path)
    tab.locator("[data-notes] .note, [data-kept-pages] a").first.wait_for()
    found = Axe().run(tab, options=RULES).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []


def test_places_are_found_without_a_network(tab, watched):
    keep(tab, watched.address, "/en/")
    watched.stop()
    tab.reload()
    drawn(tab).fill("#find-query", "zhuanta")
    tab.locator("[role=option]", has_text="Zhuanta Hutong").first.wait_for()


def test_another_district_is_read_offline_too(tab, tmp_path):
    store.publish(tmp_path / "layers", build(SECOND))
    site = Site(tmp_path)
    try:
        tab.clock.install()
        tab.goto(f"{site.address}/en/about")
        tab.evaluate("location.href = '/en/'")
        tab.wait_for_url("**/en/")
        tab.clock.fast_forward(LEISURE_MS)
        article = f"{site.address}/en/articles/dongcheng"
        wait_for(tab, f"({KEPT})().then((kept) => Object.values(kept).flat().includes('{article}'))")
        site.stop()
        tab.reload()
        assert drawn(tab).locator("html").get_attribute("data-kept")
    finally:
        site.stop()


@pytest.mark.parametrize(("name", "size"), [(name, size) for name, size, use in ICONS if use == "any"])
def test_an_icon_is_the_drawing(tab, name, size):
    drawing = (STATIC / "icon.svg").read_bytes().replace(b"<svg ", b'<svg width="%d" height="%d" ' % (size, size))
    kinds = {"png": (STATIC / "icons" / f"{name}.png").read_bytes(), "svg+xml": drawing}
    sources = [f"data:image/{kind};base64,{base64.b64encode(image).decode()}" for kind, image in kinds.items()]
    width, difference = tab.evaluate(PIXELS, [size, *sources])
    assert width == size
    assert difference < 1
