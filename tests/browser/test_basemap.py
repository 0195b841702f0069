"""The base map in a browser: its labels stand clear of each other and of the plates, and its names stay words."""

import json
import shutil

import pytest

from mapapp.settings import Settings
from tests.browser.conftest import NAME, drawn, serving
from tests.conftest import FIRST

BOXES = """selector => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility()).map((one) => {
  const {left, top, right, bottom} = one.getBoundingClientRect(); return [left, top, right, bottom, one.textContent];
})"""


def overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def zoom_to(page, zoom):
    for _ in range(40):
        shown = float(page.evaluate("document.querySelector('.chart__map').dataset.zoom"))
        if shown >= zoom:
            break
        page.click("[data-zoom='1']")
        page.wait_for_function("shown => +document.querySelector('.chart__map').dataset.zoom > shown", arg=shown)
    page.wait_for_timeout(600)


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
@pytest.mark.parametrize(("width", "colours"), [(1280, "light"), (390, "dark")])
def test_no_label_covers_a_label_or_a_plate_and_none_is_cut(visit, site, width, colours, language):
    page = drawn(visit(f"{site}/{language}/", width=width, color_scheme=colours, reduced_motion="reduce"))
    frame = page.locator(".chart__map").bounding_box()
    for zoom in (12, 14, 16):
        zoom_to(page, zoom)
        labels, plates = page.evaluate(BOXES, ".label"), page.evaluate(BOXES, ".pin .plate")
        assert labels or zoom == 16
        for place, one in enumerate(labels):
            assert not [other for other in labels[place + 1 :] + plates if overlap(one, other)], (zoom, one)
            assert one[0] >= frame["x"], one
            assert one[1] >= frame["y"], one
            assert one[2] <= frame["x"] + frame["width"], one
            assert one[3] <= frame["y"] + frame["height"], one


def test_labels_speak_the_language_of_the_page(visit, site):
    for language, name in (("zh-hans", "长安街"), ("zh-hant", "長安街"), ("en", "Chang’an Avenue")):
        page = drawn(visit(f"{site}/{language}/"))
        assert page.locator(".label", has_text=name).count() == 1


def test_a_name_of_the_base_map_stays_words(visit, tmp_path):
    geodata = shutil.copytree(FIRST, tmp_path / "geodata")
    file = Settings(geodata).schematic
    collection = json.loads(file.read_bytes())
    for feature in collection["features"]:
        feature["properties"]["name_en"] = NAME
    file.write_text(json.dumps(collection), encoding="utf-8")
    with serving(geodata) as address:
        page = drawn(visit(f"{address}/en/"))
        assert page.locator(".label").first.text_content() == NAME
        assert page.locator(".label img").count() == 0


def test_without_the_base_map_the_page_says_so_and_the_places_are_there(browser, site):
    page = browser.new_context(locale="en").new_page()
    page.route("**/basemap.geojson", lambda route: route.abort())
    page.goto(f"{site}/en/")
    drawn(page)
    page.get_by_text("The base map did not arrive").wait_for()
    assert page.locator(".pin .plate").count() == 18
    page.context.close()
