"""Tiles in a browser: whom it asks and whom not, where the places lie on them, and a server that does not answer."""

import math
import socket
import struct
import threading
import zlib
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from mapapp.earth.datums import convert
from tests.browser.conftest import drawn, serving
from tests.conftest import FIRST
from tests.walls import altered, features

TIANANMEN = {"WGS-84": (116.3913, 39.9073), "GCJ-02": (116.3975, 39.9087)}
"""The gate, as both datums are known to have it, to four decimals."""
SILENCE = {
    "zh-hans": "{} 的底图没有回应。没有它，地点和名单照常可用。",
    "zh-hant": "{} 的底圖沒有回應。沒有它，地點和名單照常可用。",
    "en": "The base map of {} does not answer. Places and list work without it.",
}
PATIENCE_MS = 8000
SPOT = """() => {
  const pin = document.querySelector(".pin.is-chosen");
  const {left, top} = pin.getBoundingClientRect();
  return [left - parseFloat(pin.style.marginLeft), top - parseFloat(pin.style.marginTop)];
}"""
TILES = """() => [...document.querySelectorAll("img.leaflet-tile")].map((tile) => {
  const {left, top, width, height} = tile.getBoundingClientRect();
  return [...tile.src.match(/(\\d+)\\/(\\d+)\\/(\\d+)\\.png$/).slice(1).map(Number), left, top, width, height];
})"""


def png(size=256, grey=225):
    """Return a grey picture as PNG."""

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = (b"\0" + bytes([grey]) * size) * size
    header = struct.pack(">IIBBBBB", size, size, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class TileServer(ThreadingHTTPServer):
    """A server of XYZ tiles that answers with `status`, once `answers` is set; it remembers who asked for what."""

    daemon_threads = True
    status = 200

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Tiles)
        self.asked, self.answers = [], threading.Event()
        self.answers.set()
        self.host = f"127.0.0.1:{self.server_port}"
        self.address = f"http://{self.host}/{{z}}/{{x}}/{{y}}.png"


class _Tiles(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, self.headers["Referer"]))
        self.server.answers.wait(60)
        content = png() if self.server.status == 200 else b""
        self.send_response(self.server.status)
        self.send_header("Content-Type", "image/png")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass

    def handle(self):
        try:
            super().handle()
        except ConnectionError:
            """The visitor left."""


@contextmanager
def tile_server():
    server = TileServer()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.answers.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def tiles():
    with tile_server() as server:
        yield server


@pytest.fixture
def quiet_page(browser):
    """A page whose console may say what it likes: that a tile is missing is said there too."""
    context = browser.new_context(locale="en", reduced_motion="reduce", viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def over(address, datum=None, geodata=FIRST):
    return serving(geodata, basemap=address, basemap_datum=datum, basemap_credit="© Stub")


def xyz(path):
    return tuple(map(int, path.removesuffix(".png").strip("/").split("/")))


def tile_position(zoom, degrees):
    """Return where [longitude, latitude] lies in the grid of Web Mercator tiles of a zoom, in tiles from north-west."""
    longitude, latitude = degrees
    down = (1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2
    return (longitude + 180) / 360 * 2**zoom, down * 2**zoom


def test_tiles_lie_below_the_places_and_their_server_is_told_the_site_and_no_page(visit, tiles):
    with over(tiles.address) as site:
        page = drawn(visit(f"{site}/en/#yuetan", reduced_motion="reduce"))
        page.wait_for_function("() => document.querySelectorAll('.leaflet-tile-loaded').length > 5")
        assert page.locator(".pin .plate").count() == 18
        assert page.get_by_text("© Stub").is_visible()
        assert page.get_by_text("does not answer").is_hidden()
        assert page.locator(".ground, .label:not(.label--place), .veil").count() == 0
        page.wait_for_timeout(300)
        page.context.close()
    assert {referer for _, referer in tiles.asked} == {f"{site}/"}
    for zoom, x, y in (xyz(path) for path, _ in tiles.asked):
        middle = tile_position(zoom, (116.36, 39.92))
        assert 10 <= zoom <= 17
        assert math.dist(middle, (x, y)) < 12


def test_the_policy_lets_through_that_server_and_no_other(quiet_page, tiles):
    with tile_server() as other, over(tiles.address) as site:
        quiet_page.goto(f"{site}/en/")
        drawn(quiet_page)
        load = """(address) => new Promise((done) => {
          const image = new Image();
          document.addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective), {once: true});
          image.onload = () => done("loaded");
          image.src = address;
        })"""
        assert quiet_page.evaluate(load, f"http://{tiles.host}/9/9/9.png") == "loaded"
        assert quiet_page.evaluate(load, f"http://{other.host}/9/9/9.png") == "img-src"
        fetch = "(address) => fetch(address, {mode: 'no-cors'}).then(() => 'loaded', () => 'refused')"
        assert quiet_page.evaluate(fetch, f"http://{tiles.host}/8/8/8.png") == "refused"
    assert other.asked == []
    assert "/8/8/8.png" not in {path for path, _ in tiles.asked}


@pytest.mark.parametrize("name", ["schematic", "none"])
def test_without_tiles_nobody_else_is_asked(visit, name):
    with serving(FIRST, basemap=name) as site:
        page = visit("about:blank")
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{site}/en/#yuetan")
        drawn(page)
        page.click("[data-zoom='1']")
        page.wait_for_timeout(500)
        assert asked and all(url.startswith(f"{site}/") for url in asked)


def stub_of(page, pattern):
    """Let a page find stub tiles at addresses that are never really asked; return what it asks for."""
    asked = []

    def answer(route):
        asked.append(route.request)
        route.fulfill(body=png(), content_type="image/png")

    page.context.route(pattern, answer)
    return asked


def test_openstreetmap_is_asked_with_a_referer_and_credited_with_a_link(visit):
    with serving(FIRST, basemap="openstreetmap") as site:
        page = visit("about:blank")
        asked = stub_of(page, "https://tile.openstreetmap.org/**")
        page.goto(f"{site}/en/")
        drawn(page)
        page.wait_for_selector(".leaflet-tile-loaded")
        assert (
            page.locator("img.leaflet-tile").first.get_attribute("referrerpolicy") == "strict-origin-when-cross-origin"
        )
        link = page.get_by_role("link", name="© OpenStreetMap contributors, ODbL")
        assert link.is_visible() and link.get_attribute("href") == "https://www.openstreetmap.org/copyright"
        assert asked and all(request.url.startswith("https://tile.openstreetmap.org/1") for request in asked)


def test_tianditu_is_asked_for_streets_and_for_labels_above_them(visit):
    with serving(FIRST, basemap="tianditu", tianditu_key="k" * 32) as site:
        page = visit("about:blank")
        asked = stub_of(page, "https://t0.tianditu.gov.cn/**")
        page.goto(f"{site}/zh-hans/")
        drawn(page)
        page.wait_for_function("() => document.querySelectorAll('.leaflet-tile-loaded').length > 5")
        assert page.get_by_text("底图：天地图").is_visible()
        urls = [request.url for request in asked]
        layers = page.locator(".leaflet-tile-pane .leaflet-layer")
        assert ["vec_w" in layers.nth(0).inner_html(), "cva_w" in layers.nth(1).inner_html()] == [True, True]
        assert {"vec", "cva"} == {url.partition("LAYER=")[2][:3] for url in urls}
        assert all(url.endswith(f"&tk={'k' * 32}") for url in urls)


@pytest.mark.parametrize("datum", ["WGS-84", "GCJ-02", "BD-09"])
def test_a_known_point_stands_on_the_tile_where_the_datum_has_it(visit, tiles, published, tmp_path, datum):
    def move(files):
        for feature in features(files):
            if feature["id"] == "yuetan":
                feature["geometry"] = {"type": "Point", "coordinates": list(TIANANMEN["WGS-84"])}
                feature["properties"] |= {"certainty": "exact", "accuracy_m": 10}

    altered(published, tmp_path / "layers", move)
    known = TIANANMEN.get(datum) or convert([TIANANMEN["WGS-84"]], "WGS-84", datum)[0]
    with over(tiles.address, datum, tmp_path) as site:
        page = drawn(visit(f"{site}/en/#yuetan", reduced_motion="reduce"))
        page.wait_for_selector(".pin.is-chosen")
        page.wait_for_function("() => document.querySelectorAll('.leaflet-tile-loaded').length > 5")
        page.wait_for_timeout(500)
        spot = page.evaluate(SPOT)
        zoom = max(tile[0] for tile in page.evaluate(TILES))
        x, y = tile_position(zoom, known)
        (tile,) = [tile for tile in page.evaluate(TILES) if tile[:3] == [zoom, int(x), int(y)]]
        left, top, width, height = tile[3:]
        expected = (left + (x - int(x)) * width, top + (y - int(y)) * height)
        frame = page.locator(".chart__map").bounding_box()
        page.context.close()
        assert (
            frame["x"] < spot[0] < frame["x"] + frame["width"] and frame["y"] < spot[1] < frame["y"] + frame["height"]
        )
        # A pixel is at most 15 m here; the datums lie 540 m and more apart.
        assert zoom >= 13
        assert math.dist(spot, expected) < 2


# A server that does not answer


@contextmanager
def nobody():
    """Yield host and port at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{taken.getsockname()[1]}"


@pytest.mark.parametrize(
    "language", ["zh-hans", *(pytest.param(one, marks=pytest.mark.long) for one in ("zh-hant", "en"))]
)
def test_a_server_that_refuses_is_told_of_once_and_the_rest_works(quiet_page, language):
    with nobody() as host, over(f"http://{host}/{{z}}/{{x}}/{{y}}.png") as site:
        quiet_page.goto(f"{site}/{language}/")
        drawn(quiet_page)
        sentence = quiet_page.get_by_text(SILENCE[language].format(host))
        sentence.wait_for(timeout=5000)
        quiet_page.click("[data-zoom='1']")
        quiet_page.wait_for_timeout(500)
        assert sentence.count() == 1 and sentence.is_visible()
        quiet_page.click("[data-site='yuetan']")
        quiet_page.wait_for_selector(".sign")
        assert quiet_page.locator(".pin .plate").count() == 18


def test_a_server_without_these_tiles_is_told_of_until_it_has_some(quiet_page, tiles):
    tiles.status = 404
    with over(tiles.address) as site:
        quiet_page.goto(f"{site}/en/")
        drawn(quiet_page)
        sentence = quiet_page.get_by_text(SILENCE["en"].format(tiles.host))
        sentence.wait_for(timeout=5000)
        tiles.status = 200
        quiet_page.click("[data-zoom='1']")
        sentence.wait_for(state="hidden", timeout=5000)


def test_a_server_that_hangs_is_told_of_after_eight_seconds_until_its_tiles_arrive(quiet_page, tiles):
    tiles.answers.clear()
    with over(tiles.address) as site:
        quiet_page.clock.install()
        # Tiles under way belong to the loading of the page, which therefore does not end.
        quiet_page.goto(f"{site}/en/", wait_until="domcontentloaded")
        page = drawn(quiet_page)
        sentence = page.get_by_text(SILENCE["en"].format(tiles.host))
        page.clock.fast_forward(PATIENCE_MS - 2000)
        page.wait_for_timeout(100)
        assert tiles.asked and sentence.is_hidden()
        page.clock.fast_forward(2000)
        sentence.wait_for(timeout=4000)
        assert page.locator(".pin .plate").count() == 18
        tiles.answers.set()
        sentence.wait_for(state="hidden", timeout=5000)
        page.wait_for_timeout(500)
        assert sentence.is_hidden()


# Legibility


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_places_keep_a_halo_and_the_colours_of_the_day_over_tiles(visit, tiles, colours):
    with over(tiles.address) as site:
        page = drawn(visit(f"{site}/en/", color_scheme=colours))
        style = page.evaluate("""() => {
          const pin = getComputedStyle(document.querySelector(".pin .plate--point"));
          const line = getComputedStyle(document.querySelector(".street-core"));
          const casing = getComputedStyle(document.querySelector(".street-edge"));
          const land = getComputedStyle(document.querySelector(".land"));
          return [pin.backgroundColor, pin.boxShadow, line.stroke, casing.stroke, land.fill];
        }""")
        assert style == [
            "rgb(65, 74, 81)", "rgb(255, 255, 255) 0px 0px 0px 3px", "rgb(65, 74, 81)", "rgb(255, 255, 255)", "none",
        ]  # fmt: skip
        page.context.close()


# The datums in the browser

BOX = np.array([[x, y] for x in np.linspace(116.3152, 116.3933, 15) for y in np.linspace(39.8675, 39.9717, 15)])
"""225 points of the district's box."""
ELSEWHERE = np.array([[72.0, 30.0], [2.35, 48.85], [121.5, 31.2], [75.9, 39.5], [104.99, 35.01], [-70.0, -33.0]])


@pytest.fixture(scope="module")
def convert_there(browser):
    """A function that converts degrees with the browser's module."""
    from mapapp.web.assets import STATIC

    context = browser.new_context()
    page = context.new_page()
    host = "http://modules.test"
    page.route(f"{host}/*", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"))
    page.route(
        f"{host}/*.js", lambda route: route.fulfill(path=STATIC / "js/datums.js", content_type="text/javascript")
    )
    page.goto(host)
    code = """([degrees, ...datums]) => import("/datums.js")
      .then((m) => degrees.map((one) => m.convertDegrees(one, ...datums)))"""
    yield lambda degrees, *datums: np.array(page.evaluate(code, [degrees.tolist(), *datums]))
    context.close()


@pytest.mark.parametrize("source", ["WGS-84", "GCJ-02", "BD-09"])
@pytest.mark.parametrize("target", ["WGS-84", "GCJ-02", "BD-09"])
@pytest.mark.parametrize("points", [BOX, ELSEWHERE], ids=["district", "elsewhere"])
def test_the_browser_converts_as_the_server_does(convert_there, source, target, points):
    assert len(BOX) >= 200
    there = convert_there(points, source, target)
    assert np.abs(there - convert(points, source, target)).max() < 1e-9
    assert np.abs(convert_there(there, target, source) - points).max() < 1e-9


def test_the_browser_knows_no_other_datum(convert_there):
    with pytest.raises(Exception, match="There is no datum CGCS2000"):
        convert_there(BOX[:1], "WGS-84", "CGCS2000")
