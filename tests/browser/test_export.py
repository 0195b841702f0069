"""The map handed on, as a visitor has it: one file opened from disk, and the site as files on a plain file server."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from mapapp.publish.placing import place
from mapapp.settings import Settings
from mapapp.web.onefile import one_file
from tests.browser.conftest import NAME, QUOTE, drawn, equipped
from tests.browser.test_accessibility import axe, violations  # noqa: F401
from tests.conftest import FIRST
from tests.exports import exported
from tests.walls import altered, make_hostile

TYPED = {"tst": "tan-sitong-guju", "动批": "dongpi", "天寧一號": "tianning-yihao"}


@pytest.fixture(scope="module")
def filed(tmp_path_factory):
    """A function that returns the address of the one file in a language, from disk."""
    folder = tmp_path_factory.mktemp("filed")

    def address(language, geodata=FIRST):
        path = folder / f"{geodata.name}-{language}.html"
        if not path.exists():
            path.write_bytes(one_file(Settings(geodata), language))
        return path.as_uri()

    return address


@pytest.fixture
def opened(visit, filed):
    """A function that opens the file; whatever it asks for besides itself fails the test."""
    asked = []

    def open_file(language, target="", **options):
        page = visit("about:blank", **options)
        page.on("request", lambda request: asked.append(request.url))
        page.goto(filed(language) + target)
        return page

    yield open_file
    assert len(asked) == 1 and asked[0].startswith("file://")


def test_the_file_shows_every_place_with_its_quote_checked_word_for_word(opened):
    page = drawn(opened("zh-hans"))
    ids = page.eval_on_selector_all(".row[data-site]", "rows => [...new Set(rows.map((row) => row.dataset.site))]")
    assert len(ids) == 19
    for id in ids:
        page.click(f".row[data-site='{id}']")
        page.wait_for_selector(".sign .seal--proven")
        quote = page.inner_text(f".promise:has([data-site='{id}']) .promise__quote").replace("\n", "")
        assert page.inner_text(".sign .quote").replace("\n", "") == quote
    page.wait_for_selector("[data-seal].seal--proven")
    assert "48" in page.inner_text("[data-seal]")


@pytest.mark.parametrize("typed", TYPED)
def test_search_finds_in_the_file(opened, typed):
    page = drawn(opened("zh-hans"))
    page.fill("#find-query", typed)
    page.wait_for_selector("[role=option]")
    page.press("#find-query", "Enter")
    page.wait_for_selector(".sign .seal--proven")
    assert page.evaluate("location.hash") == f"#{TYPED[typed]}"


def test_filters_near_and_the_article_work_in_the_file(opened):
    page = equipped(opened("en", width=390, height=780))
    page.click("[data-opens=filter]")
    page.check("[data-tool=filter] input[value='street']")
    page.wait_for_function("document.querySelectorAll('li[data-place]:not([hidden])').length < 19")
    page.click("[data-opens=near]")
    assert page.locator("[data-tool=near] select, [data-tool=near] input").count()
    page.click("a[href='#file-xicheng']")
    page.click(".prose [data-site='yuetan']")
    assert "Yuetan" in page.inner_text(".sign h2")
    page.click(".sign .button")
    assert page.evaluate("location.hash") == "#xicheng.17.2"
    assert page.locator("[data-opens=share], .sign a[href*='/sites/']").count() == 0


def test_the_file_shows_drawing_list_and_article_without_scripts(opened):
    page = opened("zh-hant", java_script_enabled=False)
    assert page.locator(".chart__still .still-plate").count() == 18
    assert page.locator(".rows .row").count() >= 19
    assert page.is_visible(".stage noscript .note, .stage .note") and page.locator(".prose .sentence").count() == 48


def test_what_would_run_in_the_file_is_read_instead(visit, published, tmp_path):
    altered(published, tmp_path / "layers", lambda files: make_hostile(files, site="yuetan", name=NAME, quote=QUOTE))
    (tmp_path / "map.html").write_bytes(one_file(Settings(tmp_path), "en"))
    page = drawn(visit((tmp_path / "map.html").as_uri()))
    page.click(".row[data-site='yuetan']")
    assert NAME in page.inner_text(".sign h2") and QUOTE in page.inner_text(".sign .quote")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_in_the_file(opened, axe, width, scheme):  # noqa: F811
    language = "en" if width == 390 else "zh-hans"
    page = drawn(opened(language, "#gulou-xidajie", width=width, color_scheme=scheme))
    page.wait_for_selector(".sign .seal--proven")
    page.wait_for_selector("[data-seal].seal--proven")
    assert violations(axe, page) == []


# The site as files


MISSED = []


class Plain(SimpleHTTPRequestHandler):
    """Hands out files and knows of nothing else; what it has not is kept in `MISSED`."""

    def log_message(self, *_):
        pass

    def send_error(self, code, *rest, **more):
        MISSED.append((code, self.path))
        super().send_error(code, *rest, **more)


@pytest.fixture(scope="module")
def folder(request, tmp_path_factory):
    """The address of the site as files, in a folder within a folder of a plain file server."""
    root = tmp_path_factory.mktemp("www")
    (root / "district").mkdir()
    place(root / "district" / "map", exported(request, "anywhere"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Plain, directory=str(root)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/district/map/"
    server.shutdown()
    thread.join()
    server.server_close()
    assert MISSED == []


def test_a_journey_through_the_files_on_a_plain_server(visit, folder):
    page = drawn(visit(folder))
    page.click(".languages a[lang=en]")
    drawn(page).click(".forms a:nth-child(2)")
    page.wait_for_url(f"{folder}en/text-found/")
    drawn(page).fill("#find-query", "tst")
    page.wait_for_selector("[role=option]")
    page.press("#find-query", "Enter")
    page.wait_for_selector(".sign .seal--proven")
    page.click("[data-opens=share]")
    assert page.input_value("[data-share=address]") == f"{folder}en/text-found/#tan-sitong-guju"
    assert f'src="{folder}en/embed/text-found/#tan-sitong-guju"' in page.input_value("[data-share=code]")
    assert not page.is_visible(".share__code")
    page.click(".sign .button--ink")
    page.wait_for_url(f"{folder}en/sites/tan-sitong-guju/text-found/")
    page.wait_for_selector(".seal--proven")
    page.click(".share summary")
    assert page.inner_text(".share a") == f"{folder}en/sites/tan-sitong-guju/text-found/"
    page.click(".said .actions .button--ink")
    page.wait_for_url(f"{folder}en/articles/xicheng/text-found/#xicheng.17.2")
    drawn(page).wait_for_selector("[data-seal].seal--proven")


def test_an_address_of_the_files_keeps_filter_place_and_frame(visit, folder):
    page = drawn(visit(f"{folder}zh-hant/embed/?kind=street#gulou-xidajie"))
    page.wait_for_selector(".sign")
    page.wait_for_function("document.querySelectorAll('li[data-place]:not([hidden])').length < 19")
    assert page.locator(".top, [data-opens=share]").count() == 0


def test_the_address_of_a_served_page_leads_to_its_files(visit, folder):
    page = visit(f"{folder}en/sites/yuetan", java_script_enabled=False)
    assert page.url == f"{folder}en/sites/yuetan/" and "Yuetan" in page.inner_text("h1")


@pytest.mark.parametrize("path", ["en/", "zh-hans/sites/yuetan/text-found/", "zh-hant/articles/xicheng/"])
def test_axe_finds_nothing_in_the_files(visit, folder, axe, path):  # noqa: F811
    page = visit(folder + path, width=390)
    page.wait_for_selector(".chart.is-drawn, .seal--proven")
    assert violations(axe, page) == []
