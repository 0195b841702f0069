"""A browser, and the site served on this machine for it."""

import shutil
import threading
from contextlib import contextmanager
from urllib.parse import urljoin

import pytest
from playwright.sync_api import sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from mapapp.settings import Settings
from mapapp.web.app import create_app
from mapapp.web.assets import STATIC
from tests.conftest import FIRST
from tests.diary import with_entries
from tests.walls import altered, lengthen, make_hostile, stretch_name

SHELL, WHOLE = ("chromium-headless-shell",), ("chromium", "chromium-browser")
"""Chromium without windows, which opens a page at half the cost, and the one that people have; as Debian and Ubuntu
name them."""
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-features=LocalNetworkAccessChecks"]  # fmt: skip
"""Also: pages of hosts far away, which a test makes up, may show a frame from this machine."""
NAME = "<img src=x onerror=alert(1)>"
QUOTE = "${alert(1)}"
HOST = "http://modules.test"


def pytest_collection_modifyitems(items):
    """Mark every test of this folder as one for the browser."""
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker("browser")


class Silent(WSGIRequestHandler):
    """Answers without writing a line for each request."""

    def log_request(self, *_):
        pass


@contextmanager
def answering(app):
    """Let an application answer on this machine; yields its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def serving(geodata, **settings):
    """Serve the site of a data folder; yields its address."""
    app = create_app(Settings(geodata, **settings))
    with answering(app) as address:
        yield address
    app.extensions["results"].jobs.close()


@pytest.fixture(scope="session")
def site():
    """The address of the site with the published layers."""
    with serving(FIRST) as address:
        yield address


@pytest.fixture(scope="session")
def hostile_site(published, tmp_path_factory):
    """The address of a site whose data try to run as a script."""
    geodata = tmp_path_factory.mktemp("hostile")
    altered(published, geodata / "layers", lambda files: make_hostile(files, site="yuetan", name=NAME, quote=QUOTE))
    with serving(geodata) as address:
        yield address


@pytest.fixture(scope="session")
def long_site(published, tmp_path_factory):
    """The address of a site whose names are 400 letters long, and its texts 600, without a space."""
    geodata = tmp_path_factory.mktemp("long")
    altered(published, geodata / "layers", lambda files: lengthen(files, name="N" * 400, quote="W" * 600))
    with serving(geodata) as address:
        yield address


@pytest.fixture(scope="session")
def named_site(published, tmp_path_factory):
    """The address of a site with a name of 18 characters in a quote."""
    geodata = tmp_path_factory.mktemp("named")
    altered(published, geodata / "layers", lambda files: stretch_name(files, site="gulou-xidajie", length=18))
    with serving(geodata) as address:
        yield address


@pytest.fixture(scope="session")
def told_site(tmp_path_factory):
    """The address of a site with entries of what became of its promises."""
    geodata = with_entries(shutil.copytree(FIRST, tmp_path_factory.mktemp("told") / "geodata"))
    with serving(geodata) as address:
        yield address


def find_chromium(*names):
    """Return the path of the first Chromium that the system has by one of these names; `None` without one."""
    return next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def browser():
    """Headless Chromium, the one of the system: its shell, or else the whole browser."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(*SHELL, *WHOLE), args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser):
    """A function that opens an address in a fresh page; any message on the console fails the test."""
    contexts, messages = [], []

    def open_page(address, *, width=1280, height=800, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: messages.extend(_unexpected(message, address)))
        page.on("pageerror", lambda error: messages.append(str(error)))
        page.on("dialog", lambda dialog: (messages.append(dialog.message), dialog.dismiss()))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert messages == []


def _unexpected(message, address):
    """Yield what a console message says, unless it is the browser's own remark on a refusal that was asked for."""
    there = message.location["url"]
    refused = {address: "404", urljoin(address, "/api/blocks"): "422"}
    if there not in refused or refused[there] not in message.text:
        yield message.text


def drawn(page):
    """Wait until the map is drawn; return the page."""
    page.wait_for_selector(".chart.is-drawn")
    return page


def lettered(page):
    """Wait until the map is drawn and the names of the base map are set; return the page."""
    drawn(page).wait_for_selector(".label:not(.label--place)", state="attached")
    return page


def equipped(page):
    """Wait until the map is drawn and the tools over the list have come; return the page."""
    drawn(page).dispatch_event(".tools", "pointerover")
    page.wait_for_selector(".tools.is-ready")
    return page


def answer_with_module(route):
    name = route.request.url.rpartition("/")[2]
    route.fulfill(path=STATIC / "js" / name, content_type="text/javascript")


@pytest.fixture(scope="module")
def modules_page(browser):
    """A page with nothing on it, at which the modules can be had."""
    context = browser.new_context()
    page = context.new_page()
    page.route(f"{HOST}/*", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"))
    page.route(f"{HOST}/*.js", answer_with_module)
    page.goto(f"{HOST}/")
    yield page
    context.close()


@pytest.fixture(scope="module")
def ask(modules_page):
    """A function that evaluates an expression with a module's exports at hand as `m`."""
    return lambda module, expression: modules_page.evaluate(f"import('{HOST}/{module}.js').then((m) => {expression})")
