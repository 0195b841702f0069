"""What is near, for a resident with and without a location; and that the location is told to nobody."""

import json
import re
import shutil

import pytest
from shapely import Point
from shapely.geometry import shape

from mapapp.atlas.build import build
from mapapp.layers import query, store
from tests.browser.conftest import drawn, equipped, serving
from tests.browser.test_distances import around, on_plane
from tests.combinations import in_turn
from tests.conftest import FIRST, SECOND

XIDAN = (116.3682, 39.90574)
HOME = {"latitude": 39.893456, "longitude": 116.371234, "accuracy": 20}
"""Where the visitor of these tests is; no place and no middle of the district is there."""


@pytest.fixture(scope="module")
def second_folder(tmp_path_factory):
    """The data folder of another district, built."""
    geodata = shutil.copytree(SECOND, tmp_path_factory.mktemp("second") / "second")
    store.publish(geodata / "layers", build(geodata))
    return geodata


def expected(layers, within, origin=XIDAN):
    """Return (ids within, ids that may be) for places around a point, the nearest first, by another library."""
    ways = []
    for site in query.sites(layers):
        if site["geometry"]:
            way = on_plane(around(Point(*origin)), shape(site["geometry"])).distance(Point(0, 0))
            ways.append((way, site["id"], site["properties"]["accuracy_m"] or 0))
    ways.sort()
    return [id for way, id, _ in ways if way <= within], [id for way, id, error in ways if way > within >= way - error]


def listed(page):
    return page.locator("[data-place]:visible").evaluate_all("(rows) => rows.map((row) => row.dataset.place)")


def open_near(page):
    page.locator("[data-opens=near]").click()
    page.locator("#near-pick option[value=station-xidan]").wait_for(state="attached")
    return page


REFUSED = {"zh-hans": "浏览器不肯给出位置。", "en": "Your browser does not give your location."}
FOUND = {"zh-hans": "离西单 800 米以内有 2 处。", "en": "2 places are within 800 m of Xidan."}
WHOLE = {"zh-hans": "17 句说的是全区", "en": "17 sentences concern the whole district"}


@pytest.mark.parametrize(*in_turn(language=["zh-hans", "en"], width=[1280, 390]))
def test_what_is_within_800_m_of_xidan_is_found_with_location_refused(visit, site, layers, language, width):
    page = open_near(equipped(visit(f"{site}/{language}/", width=width)))
    page.locator(".near__locate button").click()
    page.locator(".near__said", has_text=REFUSED[language]).wait_for()
    assert page.evaluate("document.activeElement.id") == "near-pick"
    page.select_option("#near-pick", "station-xidan")
    page.locator(".near-line", has_text=FOUND[language]).wait_for()
    within, perhaps = expected(layers, 800)
    assert sorted(listed(page)) == sorted(within + perhaps)
    assert page.url.endswith(f"/{language}/?near=station-xidan&within=800")
    assert (
        page.locator("[data-opens=near]").inner_text()
        == {"zh-hans": "附近 · 西单 800\u00a0米", "en": "Near · Xidan 800\u00a0m"}[language]
    )
    first = page.locator("[data-place]:visible .row__far").first
    assert (
        first.inner_text()
        == {"zh-hans": "约 40 米（±50 米），可能就在这里", "en": "about 40 m (±50 m), may be here"}[language]
    )
    whole = page.get_by_role("link", name=WHOLE[language])
    whole.click()
    assert page.locator("#district-wide").is_visible()
    assert page.locator("#district-wide li:visible").count() == 17
    assert page.locator("#policy").is_hidden()


def test_rows_stand_in_the_order_of_their_distance(visit, site, layers):
    page = equipped(visit(f"{site}/en/?near=station-xidan&within=any"))
    page.locator(".near-line", has_text="Every place, the nearest to Xidan first.").wait_for()
    ways, _ = expected(layers, float("inf"))
    for promise in page.locator("#places .promise").all():
        rows = promise.locator("[data-place]").evaluate_all("(rows) => rows.map((row) => row.dataset.place)")
        assert [id for id in ways if id in rows] == [id for id in rows if id in ways]
        assert all(id not in ways for id in rows[len([id for id in rows if id in ways]) :])
    firsts = page.locator("#places .promise").evaluate_all(
        "(all) => all.map((one) => one.querySelector('[data-place]').dataset.place)"
    )
    assert firsts == sorted(firsts, key=[*ways, "xichanganjie-jiedao"].index)
    assert page.locator("[data-place=xichanganjie-jiedao] .row__far").text_content() == "not placed, not judged"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_xidan_is_found_by_keyboard_alone(visit, site, language):
    page = equipped(visit(f"{site}/{language}/"))
    page.locator("[data-opens=near]").focus()
    page.keyboard.press("Enter")
    page.locator("#near-pick option[value=station-xidan]").wait_for(state="attached")
    for _ in range(3):  # past the two other tools
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".near__said", has_text=REFUSED[language]).wait_for()
    assert page.evaluate("document.activeElement.id") == "near-pick"
    if language == "en":
        page.keyboard.type("xidan")
    else:
        steps = page.evaluate(
            "[...document.querySelectorAll('#near-pick option')].findIndex((one) => one.value === 'station-xidan')"
        )
        for _ in range(steps):
            page.keyboard.press("ArrowDown")
    page.locator(".near-line", has_text=FOUND[language]).wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Home")
    page.wait_for_url("**/?near=station-xidan&within=300")
    for _ in range(5):
        page.keyboard.press("Tab")
        if "near-line__end" in page.evaluate("document.activeElement.className"):
            break
    else:
        page.locator(".near-line__end").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{language}/")
    assert page.evaluate("document.activeElement.dataset.opens") == "near"
    assert len(listed(page)) == 19


def test_nothing_near_names_the_nearest(visit, site):
    page = equipped(visit(f"{site}/en/?near=station-jimenqiao&within=300"))
    page.locator(
        ".near-line",
        has_text=re.compile(r"No place is within 300 m of Jimenqiao\. The nearest is .+, about [\d,]+ k?m"),
    ).wait_for()
    assert page.locator("#district-wide").is_visible()


PRESS = """setInterval(() => {
  const panel = document.querySelector("#tool-near");
  if (panel?.hidden && !window.pressed) {
    document.querySelector("[data-opens=near]").click();
    window.pressed = !panel.hidden && !document.querySelector(".is-drawn");
  }
}, 1)"""


def test_a_panel_opened_before_the_map_is_there_is_filled_when_it_is(visit, site):
    page = visit("about:blank")
    page.add_init_script(PRESS)
    page.goto(f"{site}/en/")
    drawn(page).locator("#near-pick").wait_for()
    assert page.evaluate("window.pressed")


# The position stays in the browser

LOCATED = {"geolocation": HOME, "permissions": ["geolocation"]}
# The beginnings of the coordinates, to about a hundred metres.
TELLING = re.compile(r"39\.89[345]|116\.37[012]|3989[345]|11637[012]")


def watched(visit, address, **options):
    """Open an address; return the page and the list of all that it sends from now on."""
    page = equipped(visit(address, **options))
    page.wait_for_load_state("networkidle")
    sent = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.headers} {request.post_data or ''}"))
    return page, sent


def kept(page):
    """Return all that the browser keeps of a visit."""
    told = page.evaluate(
        "JSON.stringify([location.href, {...localStorage}, {...sessionStorage}, document.cookie, history.state])"
    )
    links = page.locator("a[href]").evaluate_all("(links) => links.map((link) => link.href)")
    return told + json.dumps(links)


@pytest.mark.parametrize("language", ["zh-hans", pytest.param("en", marks=pytest.mark.long)])
def test_a_granted_location_narrows_the_list_and_is_told_to_nobody(visit, site, layers, language):
    page, sent = watched(visit, f"{site}/{language}/", **LOCATED)
    open_near(page)
    page.locator(".near__locate button").click()
    name = {"zh-hans": "你的位置", "en": "your position"}[language]
    page.locator(".near-line", has_text=name).wait_for()
    within, perhaps = expected(layers, 800, (HOME["longitude"], HOME["latitude"]))
    assert sorted(listed(page)) == sorted(within + perhaps)
    assert page.url == f"{site}/{language}/"
    # Whatever the visitor does now, with the map around their position: zoom, pan, open a place, close it, go back.
    page.locator("[data-zoom='1']").click()
    page.locator("[data-pan='1,0']").click()
    page.wait_for_timeout(500)
    page.locator("[data-place]:visible a").first.click()
    page.locator(".sign").wait_for()
    page.keyboard.press("Escape")
    page.locator("[data-zoom='-1']").click()
    page.wait_for_timeout(500)
    page.go_back()
    page.locator("#near-within").select_option("2000")
    page.wait_for_timeout(300)
    assert not TELLING.search(kept(page)) and "near=" not in page.url and "view=" not in page.url
    page.locator(".near-line__end").click()
    page.locator("[data-zoom='1']").click()
    page.wait_for_timeout(500)
    assert not TELLING.search(kept(page))
    page.goto(f"{site}/{language}/about")
    assert not any(TELLING.search(one) for one in sent)


def test_a_sign_closed_while_looking_from_a_private_spot_leaves_no_view_behind(visit, site):
    page = open_near(equipped(visit(f"{site}/en/#gulou-xidajie", **LOCATED)))
    page.locator(".near__locate button").click()
    page.locator(".near-line", has_text="your position").wait_for()
    page.locator(".sign__close").click()
    page.wait_for_url(f"{site}/en/")


def test_a_private_spot_takes_an_earlier_view_out_of_the_address(visit, site):
    page = open_near(equipped(visit(f"{site}/en/?view=116.36543,39.91235,15")))
    page.get_by_role("button", name="The middle of the map").click()
    page.locator(".near-line", has_text="the spot in the middle").wait_for()
    assert page.url == f"{site}/en/"


def test_a_tile_server_is_not_asked_for_pictures_of_where_the_visitor_is(visit, layers):
    with serving(FIRST, basemap="https://tiles.test/{z}/{x}/{y}.png", basemap_credit="Stub") as address:
        page = visit("about:blank", **LOCATED)
        asked = []
        page.route("https://tiles.test/**", lambda route: (asked.append(route.request.url), route.fulfill(status=204)))
        page.goto(f"{address}/en/")
        equipped(page)
        page.wait_for_load_state("networkidle")
        before = len(asked)
        page.locator("[data-opens=near]").click()
        page.locator(".near__locate button").click()
        page.locator(".near__said", has_text="The map has not moved").wait_for()
        page.wait_for_timeout(500)
        assert before > 0 and len(asked) == before
        assert page.locator(".near-line", has_text="your position").is_visible()


NEVER = "navigator.geolocation.getCurrentPosition = (found, failed) => failed({ code: CODE })"


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        (NEVER.replace("CODE", "3"), "Your location did not come in time."),
        (NEVER.replace("CODE", "2"), "Your device cannot find its position."),
        ("Object.defineProperty(window, 'isSecureContext', { value: false })", "This page is not encrypted"),
        (
            "Document.prototype.__defineGetter__('featurePolicy', () => ({ allowsFeature: () => false }));"
            + NEVER.replace("CODE", "1"),
            "stands inside another one",
        ),
    ],
    ids=["late", "lost", "plain", "framed"],
)
def test_without_a_location_one_sentence_says_why_and_the_list_of_places_is_next(visit, site, script, sentence):
    page = visit("about:blank")
    page.add_init_script(script)
    page.goto(f"{site}/en/")
    open_near(equipped(page))
    page.locator(".near__locate button").click()
    page.locator(".near__said", has_text=sentence).wait_for()
    assert page.evaluate("document.activeElement.id") == "near-pick"


def test_a_location_that_comes_after_another_choice_is_not_taken(visit, site):
    page = visit("about:blank")
    page.add_init_script(
        "navigator.geolocation.getCurrentPosition = (found) => {"
        " window.answer = () => found({ coords: { longitude: 116.36, latitude: 39.9, accuracy: 5 } }); }"
    )
    page.goto(f"{site}/en/")
    open_near(equipped(page))
    page.locator(".near__locate button").click()
    page.locator(".near__said", has_text="Asking your browser").wait_for()
    page.select_option("#near-pick", "station-xidan")
    page.evaluate("window.answer()")
    assert page.locator(".near-line", has_text="of Xidan").is_visible()
    assert page.url.endswith("?near=station-xidan&within=800")


# A tap


@pytest.mark.parametrize("width", [1280, 390])
def test_a_tap_on_the_map_is_measured_from_and_opens_nothing(visit, site, layers, width):
    page = open_near(equipped(visit(f"{site}/en/", width=width, has_touch=width == 390)))
    page.get_by_role("button", name="Tap the map").click()
    page.locator(".near-ask").wait_for()
    plate = page.locator(".pin .plate").first
    plate.click() if width == 1280 else plate.tap()
    page.locator(".near-line", has_text="the spot you tapped").wait_for()
    assert page.locator(".near-ask").count() == page.locator(".sign").count() == 0
    assert page.locator(".near-spot").count() == page.locator(".near-reach").count() == 1
    assert page.url == f"{site}/en/"
    assert 0 < len(listed(page)) < 19


@pytest.mark.parametrize("way", ["Escape", "Cancel"])
def test_the_tap_can_be_given_up(visit, site, way):
    page = open_near(equipped(visit(f"{site}/en/#gulou-xidajie")))
    page.get_by_role("button", name="Tap the map").click()
    assert page.evaluate("document.activeElement.textContent") == "Cancel"
    page.keyboard.press("Escape") if way == "Escape" else page.get_by_role("button", name="Cancel").click()
    assert page.locator(".near-ask").count() == 0
    assert page.evaluate("document.activeElement.textContent") == "Tap the map"
    assert page.locator(".sign").is_visible() and len(listed(page)) == 19


# The address


def test_an_address_shows_the_same_in_a_new_browser_and_another_language(visit, site, layers):
    page = open_near(equipped(visit(f"{site}/en/")))
    page.select_option("#near-pick", "station-xidan")
    page.select_option("#near-within", "1000")
    page.wait_for_url("**/?near=station-xidan&within=1000")
    rows, look = listed(page), "(() => document.querySelector('.near-reach').getBoundingClientRect().toJSON())()"
    told, circle = page.locator(".near-line").inner_text(), page.evaluate(look)
    other = equipped(visit(page.url))
    other.locator(".near-reach").wait_for(state="attached")
    assert (listed(other), other.locator(".near-line").inner_text()) == (rows, told)
    assert other.evaluate(look) == pytest.approx(circle, abs=2)
    other.locator("[data-opens=near]").click()
    assert other.locator("#near-pick").input_value() == "station-xidan"
    assert other.locator("#near-within").input_value() == "1000"
    other.locator(".languages a", has_text="简").click()
    equipped(other).locator(".near-line", has_text="离西单 1000 米以内").wait_for()
    assert listed(other) == rows


def test_back_and_forward_bring_what_was_near_back(visit, site):
    page = open_near(equipped(visit(f"{site}/en/")))
    page.select_option("#near-pick", "station-xidan")
    page.locator("[data-place]:visible a").first.click()
    page.locator(".sign").wait_for()
    page.select_option("#near-pick", "station-zoo")
    page.locator(".near-line", has_text="of Zoo").wait_for()
    page.go_back()
    page.locator(".near-line", has_text="of Xidan").wait_for()
    assert page.locator("#near-pick").input_value() == "station-xidan"
    page.go_forward()
    page.locator(".near-line", has_text="of Zoo").wait_for()


@pytest.mark.parametrize(
    ("query", "sentence", "line"),
    [
        ("?near=atlantis&within=800", "The address measures from “atlantis”, which is no place here.", ""),
        ("?near=%3Cimg%20src=x%3E", "The address measures from “<img src=x>”, which is no place here.", ""),
        ("?near=station-xidan&within=17", "The address asks for “17” metres around", "within 800 m of Xidan"),
    ],
)
def test_what_an_address_asks_for_and_there_is_not_is_said(visit, site, query, sentence, line):
    page = equipped(visit(f"{site}/en/{query}"))
    page.locator(".note", has_text=sentence).wait_for()
    assert page.locator(".note").count() == 1
    assert line in page.locator(".near-line").inner_text() if line else len(listed(page)) == 19


# Subdistricts, streets, other data


def test_a_subdistrict_is_said_to_have_no_outline_and_leads_to_its_page(visit, site):
    page = open_near(equipped(visit(f"{site}/en/")))
    page.select_option("#near-pick", "xichanganjie-jiedao")
    page.locator(".near-line", has_text="No outline of Xichang’anjie Subdistrict is known to us").wait_for()
    assert listed(page) == ["xichanganjie-jiedao"]
    assert page.locator(".row__far").count() == 0 and page.locator("#near-within").is_disabled()
    assert page.locator("#district-wide").is_visible()
    address = page.get_by_role("link", name="Page of Xichang’anjie Subdistrict").get_attribute("href")
    assert address == "/en/subdistricts/xichanganjie-jiedao"
    assert page.url.endswith("/en/?near=xichanganjie-jiedao")


def test_a_street_is_measured_from_its_whole_length(visit, site, layers):
    page = equipped(visit(f"{site}/en/?near=fuchengmennei-dajie&within=300"))
    page.locator(".near-course").wait_for(state="attached")
    street = on_plane("EPSG:4548", shape(query.feature(layers, "fuchengmennei-dajie")["geometry"]))
    placed = [site for site in query.sites(layers) if site["geometry"]]
    ways = {site["id"]: on_plane("EPSG:4548", shape(site["geometry"])).distance(street) for site in placed}
    errors = {site["id"]: site["properties"]["accuracy_m"] or 0 for site in placed}
    assert set(listed(page)) == {id for id, way in ways.items() if way - errors[id] <= 300}
    assert page.locator("[data-place=fuchengmennei-dajie] .row__far").inner_text() == "here (±50 m)"


def test_another_district_without_a_base_map_offers_its_own_places(visit, second_folder):
    layers = store.load(second_folder / "layers")
    site = next(one for one in query.sites(layers) if one["geometry"])
    with serving(second_folder) as address:
        page = equipped(visit(f"{address}/en/"))
        page.locator("[data-opens=near]").click()
        page.select_option("#near-pick", site["id"])
        page.locator(".near-line", has_text=site["properties"]["name_en"]).wait_for()
        assert site["id"] in listed(page)
        assert page.locator("#near-pick optgroup[label=Stations]").count() == 0


# With the other tools


def test_filters_and_distance_narrow_together(visit, site):
    page = equipped(visit(f"{site}/en/?near=station-xidan&within=2000"))
    page.locator(".near-line", has_text="of Xidan").wait_for()
    everything = listed(page)
    streets = page.locator("[data-kind=street]:visible").evaluate_all("(rows) => rows.map((row) => row.dataset.place)")
    assert 0 < len(streets) < len(everything)
    page.locator("[data-opens=filter]").click()
    page.locator("#tool-filter input[name=kind][value=street]").check()
    assert set(listed(page)) == set(streets)
    sure = page.locator("[data-place]:visible .row__far:not(:has-text('may be within'))").count()
    assert page.locator(".near-line").inner_text().startswith(f"{sure} places are within 2,000 m of Xidan.")
    assert "the whole district" not in page.locator(".near-line").inner_text()
    page.locator(".near-line__end").click()
    assert set(streets) < set(listed(page))


def test_a_view_that_is_passed_on_has_a_named_start_and_no_private_one(visit, site):
    page = open_near(equipped(visit(f"{site}/en/", **LOCATED)))
    address = page.locator("[data-share=address]")
    page.select_option("#near-pick", "station-xidan")
    page.locator("[data-opens=share]").click()
    assert "near=station-xidan&within=800" in address.input_value()
    page.locator("[data-opens=near]").click()
    page.locator(".near__locate button").click()
    page.locator(".near-line", has_text="your position").wait_for()
    page.locator("[data-zoom='1']").click()
    page.wait_for_timeout(300)
    page.locator("[data-opens=share]").click()
    shared = address.input_value()
    assert shared and not TELLING.search(shared) and "near=" not in shared and "view=" not in shared


def test_a_view_in_a_frame_shows_what_is_near_and_stays_in_it(visit, site):
    page = equipped(visit(f"{site}/embed?lang=en&near=station-xidan&within=800"))
    page.locator(".near-line", has_text=FOUND["en"]).wait_for()
    page.get_by_role("link", name=WHOLE["en"]).click()
    assert len(page.context.pages) == 1
    assert page.url.endswith("#district-wide")
