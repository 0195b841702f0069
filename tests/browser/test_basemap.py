"""The base map in a browser: its labels stand clear of each other and of the plates, and its names stay words."""

import json
import shutil

import pytest

from mapapp.settings import Settings
from tests.browser.conftest import NAME, drawn, lettered, serving
from tests.combinations import in_turn
from tests.conftest import FIRST

BOXES = """selector => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility()).map((one) => {
  const {left, top, right, bottom} = one.getBoundingClientRect(); return [left, top, right, bottom, one.textContent];
})"""


STRUCK = """() => {
  const seen = [...document.querySelectorAll(".shape")].filter((one) => getComputedStyle(one).visibility === "visible");
  const labels = [...document.querySelectorAll(".label")].filter((one) => one.checkVisibility());
  const boxes = labels.map((one) => [one.textContent, one.getBoundingClientRect()]);
  return seen.flatMap((shape) => {
    const [length, matrix] = [shape.getTotalLength(), shape.getScreenCTM()];
    const points = Array.from({length: Math.ceil(length / 2)}, (_, step) =>
      shape.getPointAtLength(step * 2).matrixTransform(matrix));
    const isStruck = (box) => points.some(({x, y}) => box.left < x && x < box.right && box.top < y && y < box.bottom);
    return boxes.filter(([, box]) => isStruck(box)).map(([text]) => [text, shape.getAttribute("class")]);
  });
}"""


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


@pytest.mark.parametrize(*in_turn(language=["zh-hans", "zh-hant", "en"], look=[(1280, "light"), (390, "dark")]))
def test_no_label_covers_a_label_or_a_plate_is_cut_or_is_struck_through(visit, site, language, look):
    width, colours = look
    page = lettered(visit(f"{site}/{language}/", width=width, color_scheme=colours, reduced_motion="reduce"))
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
        assert page.evaluate(STRUCK) == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_from_near_a_place_has_its_name_beside_its_plate_also_while_it_is_read(visit, site, language):
    page = lettered(visit(f"{site}/{language}/", reduced_motion="reduce"))
    name = page.evaluate("document.querySelector('[data-site=gulou-xidajie] .row__name').textContent")
    assert page.locator(".label--place:visible").count() == 0
    page.click("[data-site=gulou-xidajie]")
    page.wait_for_timeout(300)
    named = page.locator(".label--place:visible")
    assert name in named.all_text_contents()
    assert page.evaluate(STRUCK) == []
    plates = page.evaluate(BOXES, ".pin .plate")
    for label in page.evaluate(BOXES, ".label"):
        assert not [plate for plate in plates if overlap(label, plate)], label
    page.click("[data-site=dongpi]")
    page.wait_for_timeout(300)
    assert float(page.get_attribute(".chart__map", "data-zoom")) == 15
    alone = named.all_text_contents()
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    assert named.all_text_contents() == alone != []


def test_places_are_drawn_and_open_before_the_base_map_comes(visit, site):
    held = []
    page = visit("about:blank", reduced_motion="reduce")
    page.route("**/basemap.geojson*", lambda route: held.append(route))
    page.goto(f"{site}/zh-hans/")
    drawn(page)
    assert page.locator(".pin .plate").count() == 18
    page.locator(".pin .plate", has_text="15").click()
    page.locator(".sign", has_text="月坛").wait_for()
    assert page.locator(".ground, .veil, .label:not(.label--place)").count() == 0
    held[0].continue_()
    page.wait_for_selector(".veil", state="attached")
    lettered(page)
    assert page.locator(".label--station").count() > 0
    heights = [page.evaluate("name => +getComputedStyle(document.querySelector(`.leaflet-${name}-pane`)).zIndex", name)
               for name in ("land", "ground", "veil", "landmark", "overlay", "lettering", "marker")]  # fmt: skip
    assert heights == sorted(set(heights))


def test_steep_names_stand_in_chinese_and_lie_turned_in_english(visit, site):
    page = lettered(visit(f"{site}/zh-hans/", reduced_motion="reduce"))
    zoom_to(page, 14)
    assert page.locator(".label.is-steep:visible").count() > 0
    page = lettered(visit(f"{site}/en/", reduced_motion="reduce"))
    zoom_to(page, 14)
    assert page.locator(".label.is-steep").count() == 0
    lines = page.evaluate(BOXES, ".label--ring, .label--avenue, .label--street")
    assert any(bottom - top > 3 * (right - left) for left, top, right, bottom, _ in lines)


def test_in_forced_colours_names_keep_the_system_s_own_contrast(visit, site):
    page = lettered(visit(f"{site}/en/", forced_colors="active"))
    colours = page.evaluate("""() => {
      const probe = document.body.appendChild(document.createElement("i"));
      Object.assign(probe.style, {color: "CanvasText", backgroundColor: "Canvas"});
      const label = getComputedStyle(document.querySelector(".label--station"));
      const {color, backgroundColor} = getComputedStyle(probe);
      const road = getComputedStyle(document.querySelector(".ground--avenue")).stroke;
      return {label: [label.color, label.backgroundColor], system: [color, backgroundColor], road};
    }""")
    assert colours["label"] == colours["system"]
    assert colours["road"] != colours["system"][1]


def test_labels_speak_the_language_of_the_page(visit, site):
    for language, name in (("zh-hans", "长安街"), ("zh-hant", "長安街"), ("en", "Chang’an Avenue")):
        page = lettered(visit(f"{site}/{language}/"))
        page.locator(".label", has_text=name).wait_for()
        assert page.locator(".label", has_text=name).count() == 1


def test_a_name_of_the_base_map_stays_words(visit, tmp_path):
    geodata = shutil.copytree(FIRST, tmp_path / "geodata")
    file = Settings(geodata).schematic
    collection = json.loads(file.read_bytes())
    for feature in collection["features"]:
        feature["properties"]["name_en"] = NAME
    file.write_text(json.dumps(collection), encoding="utf-8")
    with serving(geodata) as address:
        page = lettered(visit(f"{address}/en/"))
        assert page.locator(".label--lake").first.text_content() == NAME
        assert page.locator(".label img").count() == 0


def test_without_the_base_map_the_page_says_so_and_the_places_are_there(browser, site):
    page = browser.new_context(locale="en").new_page()
    page.route("**/basemap.geojson", lambda route: route.abort())
    page.goto(f"{site}/en/")
    drawn(page)
    page.get_by_text("The base map did not arrive").wait_for()
    assert page.locator(".pin .plate").count() == 18
    page.context.close()
