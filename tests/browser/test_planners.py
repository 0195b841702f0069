"""The planners' pages in a browser: a file to its result, the question between, and table, map and dossiers in step."""

import json
import threading

import pytest
from axe_playwright_python.sync_playwright import Axe
from werkzeug.serving import make_server

from mapapp import errors
from mapapp.blocks.filtering import chosen
from mapapp.settings import Settings
from mapapp.web.app import create_app
from tests.blocks import answers
from tests.blocks.fake_results import FakeResults
from tests.browser.conftest import Silent, drawn
from tests.browser.test_accessibility import violations
from tests.conftest import FIRST
from tests.test_planners_pages import CANDIDATE, QUERIES

ANSWER = answers.answer()
RESULT = f"/planners/{ANSWER['id']}"
FILE = {"name": "街区.zip", "mimeType": "application/zip", "buffer": b"x" * 3000}
CALM = {"reduced_motion": "reduce"}


@pytest.fixture(scope="module")
def results():
    """Results that hold the answer for six units, and that for three points."""
    points = answers.points_answer() | {"id": "points"}
    return FakeResults(
        {ANSWER["id"]: (ANSWER, list(answers.UNIT_SHAPES.values())), "points": (points, answers.POINT_SHAPES)}
    )


@pytest.fixture(scope="module")
def site(results):
    """The address of a site with these results."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mapapp.web.app.Results", lambda _: results)
        server = make_server("127.0.0.1", 0, create_app(Settings(FIRST)), threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def nothing_refused(results):
    results.refusal, results.deleted = None, []


@pytest.fixture
def uploader(browser, site):
    """A function that opens the form's page, where refusals may come: the browser's remark on each is no fault."""
    context, faults = browser.new_context(viewport={"width": 390, "height": 800}, **CALM), []

    def open_page(language):
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{site}/{language}/planners")
        return page

    yield open_page
    context.close()
    assert faults == []


def rows(page):
    """Return the indexes of the units that the table shows, in order."""
    return [
        int(one)
        for one in page.eval_on_selector_all("[data-unit]:not([hidden])", "all => all.map((one) => one.dataset.unit)")
    ]


def test_a_file_without_coordinates_goes_by_the_question_to_its_result(uploader):
    page = uploader("zh-hans")
    refused = errors.CRSRequired(
        file="a.zip", candidates=[CANDIDATE, CANDIDATE | {"crs": "GCJ-02", "axes_swapped": True}]
    )
    asked = []

    def answer(route):
        asked.append(route.request.post_data_buffer)
        if len(asked) > 1:
            route.fulfill(status=201, json={"id": ANSWER["id"]})
        else:
            problem = {
                "code": refused.code,
                "title_zh": refused.sentence("zh-hans"),
                "candidates": refused.facts["candidates"],
            }
            route.fulfill(status=422, json=problem, content_type="application/problem+json")

    page.route("**/api/blocks", answer)
    page.set_input_files("#file", FILE)
    page.locator(".intake__do button").press("Enter")
    page.wait_for_selector(".question")
    assert page.evaluate("document.activeElement.matches('[data-refused]')")
    assert "没有说明用的是哪个坐标系" in page.inner_text("[data-refused]")
    assert page.locator(".guess__units").count() == 2
    assert "两个坐标的顺序相反" in page.locator(".candidate").nth(1).inner_text()
    assert violations(Axe(), page) == []
    page.locator(".question input").first.press(" ")
    page.locator(".intake__do button").press("Enter")
    page.wait_for_url(f"**{RESULT}")
    assert b"x" * 3000 in asked[1]
    assert b"EPSG:4548" in asked[1]
    assert asked[1].count(b'name="crs"') == 1


def test_an_upload_tells_how_far_it_is_and_can_be_broken_off(uploader):
    page = uploader("en")
    page.route("**/api/blocks", lambda _: None)
    page.set_input_files("#file", FILE)
    page.click(".intake__do button")
    page.wait_for_selector("[data-sending]:not([hidden])")
    assert "of 3 KB" in page.inner_text("[data-stage]")
    assert violations(Axe(), page) == []
    page.click("[data-cancel]")
    assert page.text_content("[data-said]") == "Cancelled. Nothing is left behind."
    assert page.is_hidden("[data-sending]")
    page.unroute("**/api/blocks")
    page.route("**/api/blocks", lambda route: route.fulfill(status=502, body="<h1>Bad Gateway</h1>"))
    page.click(".intake__do button")
    page.wait_for_selector("[data-refused]:not(:empty)")
    assert "could not be reached" in page.inner_text("[data-refused]")


@pytest.mark.parametrize(("width", "colours"), [(1280, "light"), (390, "dark")])
def test_a_unit_is_chosen_in_table_map_and_address_alike(visit, site, width, colours):
    page = drawn(visit(f"{site}/en{RESULT}", width=width, color_scheme=colours, **CALM))
    page.wait_for_selector(".leaflet-units-pane .cell")
    assert page.locator(".leaflet-units-pane .cell").count() == 6
    page.locator('[data-unit="3"] a').press("Enter")
    sign = page.locator(".sign--unit")
    assert sign.get_by_role("heading").first.inner_text().startswith("004")
    assert "537 m · 37.5%" in sign.inner_text()
    assert "border street" in sign.inner_text()
    assert page.url.endswith("#unit-3")
    assert page.locator("tr.is-chosen").get_attribute("data-unit") == "3"
    assert page.locator(".unit-crown").count() == 2
    page.evaluate("scrollTo(0, 0)")
    assert violations(Axe(), page) == []
    page.keyboard.press("Escape")
    assert page.locator(".sign").count() == 0
    assert page.evaluate("document.activeElement.dataset.choose") == "unit-3"
    page.locator(".leaflet-units-pane .cell").nth(5).dispatch_event("click")
    assert page.url.endswith("#unit-5")
    assert "006" in sign.inner_text()


def test_the_table_filters_and_sorts_at_once_like_the_server(visit, site):
    page = visit(f"{site}/zh-hans{RESULT}", **CALM)
    page.wait_for_selector("[data-apply]", state="hidden")
    page.fill("#by-name", "什刹")
    page.click('[data-column="drawn"]')
    query = {"name": "什刹", "sort": "-drawn"}
    assert rows(page) == chosen(ANSWER, query).units
    assert page.inner_text("[data-found]") == "2 / 6 个。"
    assert page.locator('th[aria-sort="descending"]').inner_text() == "承诺"
    assert page.evaluate("Object.fromEntries(new URLSearchParams(location.search))") == query
    assert page.eval_on_selector_all("[data-keeps] input", "all => all.map(({ name, value }) => [name, value])") == [
        *map(list, query.items())
    ]
    page.check("[name=border]")
    assert rows(page) == []
    page.click("[data-reset]")
    assert rows(page) == [0, 1, 2, 3, 4, 5]
    assert "?" not in page.url


def test_deleting_asks_first_and_points_stand_on_the_map(visit, site):
    page = drawn(visit(f"{site}/en/planners/points", width=390, forced_colors="active", **CALM))
    page.wait_for_selector(".leaflet-spots-pane .cell")
    assert violations(Axe(), page) == []
    page.click("[data-delete] button >> nth=0")
    assert page.evaluate("document.activeElement.matches('[data-really]')")
    page.click("[data-keep]")
    assert page.is_hidden("[data-really]")
    page.click("[data-delete] button >> nth=0")
    page.click("[data-delete] button >> nth=0")
    page.wait_for_url("**/en/planners?deleted=1")
    assert "Nothing of it is left" in page.inner_text("main")
    assert violations(Axe(), page) == []


def test_paper_holds_every_dossier(visit, site):
    page = visit(f"{site}/en{RESULT}", java_script_enabled=False, **CALM)
    page.emulate_media(media="print")
    assert page.locator(".sketch--units .cell").count() == 6
    assert page.locator(".deeds").is_hidden()
    heights = page.locator(".unit__body").evaluate_all("all => all.map((one) => one.getBoundingClientRect().height)")
    assert len(heights) == 6
    assert min(heights) > 100


def test_the_browser_chooses_units_as_the_server_does(ask):
    ranks = {unit: rank for rank, unit in enumerate(chosen(ANSWER, {"sort": "name"}).units)}
    units = [told(index, unit, ranks[index]) for index, unit in enumerate(ANSWER["units"])]
    for query in [*QUERIES, "least=many", "least=０５", "sort=-low", "name=００１", "theme=xicheng.17&sort=high"]:
        asked = dict(pair.split("=") for pair in query.split("&") if pair)
        expression = f"m.chooseUnits({json.dumps(units)}, {json.dumps(asked)}).map(({{ index }}) => index)"
        assert ask("unitquery", expression) == chosen(ANSWER, asked).units, query


def told(index, unit, rank):
    """Return a unit as the browser reads it from its row."""
    sites = [ANSWER["sites"][part["site"]] for part in unit["parts"]]
    themes = [ANSWER["commitments"][id]["theme_id"] for site in sites for id in site["commitments"]]
    return {
        "index": index,
        "rank": rank,
        "words": [unit["name"], *(value for value in unit["attributes"].values() if value)],
        "sites": [site["id"] for site in sites],
        "themes": themes,
        "area": unit["area_m2"],
        "border": sum(part["border"] for part in unit["parts"]),
        **{name: unit[name] for name in ("low", "drawn", "high")},
    }


def test_a_guess_holds_district_and_file_on_one_square(ask):
    outline = {"type": "Polygon", "coordinates": [[[116.3, 39.9], [116.4, 39.9], [116.4, 40.0], [116.3, 39.9]]]}
    guess = ask("guesses", f"m.guessOf({json.dumps(outline)}, {{ type: 'Point', coordinates: [4, 52] }})")
    assert guess["units"] == ""
    assert all(0 <= number <= guess["size"] for number in guess["spots"][0])
    assert guess["outline"].startswith("M")
