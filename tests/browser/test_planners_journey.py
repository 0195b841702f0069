"""A planner's whole way in a browser, with files that are really read: from the file to the memo, in every manner."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import drawn, serving
from tests.browser.test_accessibility import COLOURS, LOOKS, violations
from tests.combinations import in_turn
from tests.conftest import FIRST

RESULT = r"**/planners/*"
CALM = {"reduced_motion": "reduce"}
LOOK = in_turn(language=("zh-hans", "en"), width=(1280, 390))


def metres(west, south):
    """Return a square of a kilometre, its corner in metres of EPSG:4548."""
    ring = [[west, south], [west + 1_000, south], [west + 1_000, south + 1_000], [west, south + 1_000], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def file_of(*units):
    """Return a file that does not state its coordinates."""
    features = [{"type": "Feature", "properties": {"编号": name}, "geometry": shape} for name, shape in units]
    text = json.dumps({"type": "FeatureCollection", "crs": None, "features": features})
    return {"name": "街区.geojson", "mimeType": "application/geo+json", "buffer": text.encode()}


STATELESS = file_of(("001", metres(444_500, 4_418_500)), ("002", metres(445_500, 4_418_500)))


@pytest.fixture(scope="module")
def planning_site(tmp_path_factory):
    """The address of a site whose planners' results are real."""
    with serving(FIRST, results=tmp_path_factory.mktemp("results")) as address:
        yield address


def memo(page):
    """Return the headline of the result that is open, once its map is drawn."""
    drawn(page).wait_for_selector(".leaflet-units-pane .cell")
    return page.inner_text(".memo h1")


@pytest.mark.parametrize(*LOOK)
def test_by_mouse_from_the_sample_to_the_memo(visit, planning_site, language, width):
    page = visit(f"{planning_site}/{language}/planners", width=width, accept_downloads=True, **CALM)
    page.click("button[name=sample]")
    page.wait_for_url(RESULT)
    assert "101" in memo(page)
    page.click("[data-unit]:has(b:text-is('3')) a")
    said = page.locator(".sign--unit .quote").first.inner_text()
    assert said in page.locator("[data-dossier] .quote").all_text_contents()
    page.select_option("#by-site", "zhuanta-hutong")
    shown = page.locator("[data-unit]:not([hidden])").count()
    with page.expect_download() as download:
        page.click(".takeaway button >> nth=0")
    rows = download.value.path().read_bytes()
    assert rows.startswith(b"\xef\xbb\xbf")
    assert len({row.split(",")[0] for row in rows.decode("utf-8-sig").splitlines()[1:]}) == shown > 0


@pytest.mark.parametrize(*LOOK)
def test_by_keyboard_alone_from_a_file_without_coordinates_to_the_memo(visit, planning_site, language, width):
    page = visit(f"{planning_site}/{language}/planners", width=width, **CALM)
    page.set_input_files("#file", STATELESS)
    press_until(page, "Tab", ".intake__do button")
    page.keyboard.press("Enter")
    page.wait_for_selector(".question")
    press_until(page, "Tab", ".question input")
    page.keyboard.press(" ")
    assert page.evaluate("document.activeElement.value") == "EPSG:4548"
    press_until(page, "Tab", ".intake__do button")
    page.keyboard.press("Enter")
    page.wait_for_url(RESULT)
    assert "2" in memo(page)
    press_until(page, "Tab", "[data-unit] a")
    page.keyboard.press("Enter")
    assert page.locator(".sign--unit").get_by_role("heading").first.inner_text().startswith("001")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('[data-unit] a')")


def press_until(page, key, target, most=80):
    """Press a key until what has the focus is the target."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate("target => document.activeElement.matches(target)", target):
            return
    raise AssertionError(f"{target} cannot be reached")


@pytest.mark.parametrize(*LOOK)
def test_without_a_script_from_a_file_to_the_memo(browser, planning_site, language, width):
    context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{planning_site}/{language}/planners")
    page.set_input_files("#file", STATELESS)
    page.click(".intake__do button")
    page.check(".question [value='EPSG:4548']")
    page.set_input_files("#file", STATELESS)
    page.click(".intake__do button")
    page.wait_for_url(RESULT)
    assert page.locator(".sketch--units .cell").count() == 2
    page.fill("#by-name", "002")
    page.click("[data-apply]")
    assert page.locator("[data-unit]").count() == 1
    page.click("[data-delete] button >> nth=0")
    page.wait_for_url("**/planners?deleted=1")
    context.close()


STATES = {
    "form": (),
    "refused": (("set", {"name": "街区.exe", "mimeType": "", "buffer": b"MZ"}), ("click", ".intake__do button"),
                ("see", "[data-refused] p")),
    "question": (("set", STATELESS), ("click", ".intake__do button"), ("see", ".question")),
    "result": (("click", "button[name=sample]"), ("see", ".leaflet-units-pane .cell")),
    "chosen": (("click", "button[name=sample]"), ("see", ".leaflet-units-pane .cell"), ("click", "[data-unit='45'] a"),
               ("see", ".sign--unit")),
    "nothing found": (("click", "button[name=sample]"), ("see", ".leaflet-units-pane .cell"), ("fill", "zzz")),
    "everything open": (("click", "button[name=sample]"), ("see", ".leaflet-units-pane .cell"), ("open", "details")),
}  # fmt: skip
SELDOM = {"result", "nothing found"}
"""Looked at with `--long` only: what other states show as well, or a sentence more than they do."""


def test_axe_finds_nothing_in_any_state(browser, planning_site, state, look):
    language, width, colours = look
    context = browser.new_context(viewport={"width": width, "height": 900}, **COLOURS[colours], **CALM)
    page = context.new_page()
    page.goto(f"{planning_site}/{language}/planners")
    for act, what in STATES[state]:
        ACTS[act](page, what)
    page.evaluate("scrollTo(0, 0)")
    assert violations(Axe(), page) == []
    context.close()


ACTS = {
    "set": lambda page, what: page.set_input_files("#file", what),
    "click": lambda page, what: page.click(what),
    "see": lambda page, what: page.wait_for_selector(what),
    "fill": lambda page, what: page.fill("#by-name", what),
    "open": lambda page, what: page.eval_on_selector_all(what, "all => all.forEach((one) => { one.open = true; })"),
}


def pytest_generate_tests(metafunc):
    """Most states once, in a look of their own; every state in every look with `--long`."""
    if "look" in metafunc.fixturenames:
        every = [(state, look) for state in STATES for look in LOOKS]
        some = [(state, LOOKS[7 * place % len(LOOKS)]) for place, state in enumerate(STATES) if state not in SELDOM]
        metafunc.parametrize(("state", "look"), every if metafunc.config.getoption("long") else some)
