"""Pictures of the map for reports: what is in them, what is refused, and that drawing them has an end."""

import io
import json
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from PIL import Image
from shapely.affinity import translate
from shapely.geometry import Polygon, box, mapping, shape

from mapapp import paths
from mapapp.paths import PACKAGE
from mapapp.publish import faces
from mapapp.publish.map_svg import COLOURS, map_svg
from mapapp.publish.press import Press
from mapapp.settings import Settings
from mapapp.view import address, lettering, mapdrawing, sight
from mapapp.view.hatching import hatching
from mapapp.view.plates import plates
from mapapp.view.window import Window, around
from mapapp.web.app import create_app
from mapapp.web.assets import colour
from mapapp.web.language import LANGUAGES, WORDS
from tests.combinations import in_turn
from tests.conftest import FIRST
from tests.walls import altered, lengthen, make_hostile, markup_not_ours

SVG = "{http://www.w3.org/2000/svg}"
GOLD = (255, 196, 0)
STATED = Settings(FIRST, approval="京S(2026)001号", owner="某部门")


def drawn(client, path):
    """Return the root of the SVG at a path."""
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml"), answer.text[:400]
    return ElementTree.fromstring(answer.data)


def texts(root):
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def size(root):
    return float(root.get("width")), float(root.get("height"))


@pytest.fixture(scope="module")
def stated():
    """A visitor of a site whose owner and approval number are known."""
    return create_app(STATED).test_client()


@pytest.fixture(scope="module")
def ground():
    """The features of the base map."""
    return json.loads((paths.geodata() / "basemap" / "schematic.geojson").read_bytes())["features"]


# What is in them


@pytest.mark.parametrize(*in_turn(language=LANGUAGES, colours=("light", "dark")))
def test_a_picture_has_places_key_names_scale_credit_and_number(stated, layers, language, colours):
    root = drawn(stated, f"/{language}/map.svg?colours={colours}")
    said = texts(root)
    numbered = plates(layers)
    assert size(root) == (1000, 1200)
    for plate in numbered.values():
        name = plate.properties[LANGUAGES[language].name]
        assert name in said
        assert said.count(str(plate.number)) == (2 if plate.feature["geometry"] else 1)
    assert all(WORDS[f"symbol.{kind}"][language] in said for kind in ("point", "street", "area", "approximate"))
    assert "1 km" in said or "2 km" in said
    foot = "".join(said)
    for words in ("京S(2026)001号", "OpenStreetMap", WORDS["home.ground"][language], "某部门"):
        assert words in foot
    assert root.find(f"{SVG}title").text == WORDS["site.name"][language].format(district=district(layers, language))


def district(layers, language):
    return layers.collections["district"]["features"][0]["properties"][LANGUAGES[language].name]


def test_a_number_that_is_not_stated_is_said_not_to_be(client):
    assert any("审图号：未提供" in text for text in texts(drawn(client, "/zh-hans/map.svg")))


@pytest.mark.parametrize(*in_turn(width=(480, 1234), height=(640, 2400), colours=("light", "dark")))
def test_both_kinds_are_as_large_as_asked_for_and_show_the_same(client, width, height, colours):
    query = f"?width={width}&height={height}&colours={colours}&site=yuetan"
    root = drawn(client, f"/en/map.svg{query}")
    answer = client.get(f"/en/map.png{query}")
    image = Image.open(io.BytesIO(answer.data)).convert("RGB")
    assert size(root) == image.size == (width, height)
    paper = colour("paper", dark=colours == "dark").lstrip("#")
    paper = paper if len(paper) == 6 else "".join(digit * 2 for digit in paper)
    assert image.getpixel((2, 2)) == tuple(bytes.fromhex(paper))
    assert any(pixel == GOLD for _, pixel in image.getcolors(maxcolors=1_000_000))
    again = create_app(Settings(FIRST)).test_client().get(f"/en/map.png{query}")
    assert again.data == answer.data


def test_only_the_place_being_read_is_gold(client):
    gold = [element for element in drawn(client, "/en/map.svg").iter() if "#ffc400" in element.attrib.values()]
    chosen = [e for e in drawn(client, "/en/map.svg?site=dongpi").iter() if "#ffc400" in e.attrib.values()]
    assert not gold and chosen


def test_an_approximate_place_is_hollow_and_dashed_an_exact_one_is_not(client):
    root = drawn(client, "/en/map.svg")
    plates_drawn = [rect for rect in root.iter(f"{SVG}rect") if rect.get("width") == "28"]
    dashed = [rect for rect in plates_drawn if rect.get("stroke-dasharray") == "5 3"]
    assert len(dashed) == 2 * 7 and {rect.get("fill") for rect in dashed} == {colour("paper")}
    assert colour("paper") not in {rect.get("fill") for rect in plates_drawn if not rect.get("stroke-dasharray")}


def test_a_picture_shows_the_view_asked_for_and_names_what_is_in_it(client):
    said = texts(drawn(client, "/en/map.svg?view=116.38,39.94,15.5"))
    assert "Gulou West Street" in said and "Altar of the Moon (Yuetan)" not in said
    assert "Prince Gong’s Mansion" in said and "Temple of Heaven" not in said


def test_a_picture_is_narrowed_as_asked_and_says_so(client):
    said = texts(drawn(client, "/en/map.svg?kind=hutong"))
    assert "Zhuanta Hutong" in said and "Central Axis" not in said
    assert any("Narrowed to 1 of 6 sentences, 1 of 19 places" in text for text in said)


def test_the_tiles_of_others_are_not_fetched_and_are_said_not_to_be_drawn():
    tiles = Settings(
        FIRST, basemap="https://tiles.test/{z}/{x}/{y}.png", basemap_credit="© Stub", basemap_datum="GCJ-02"
    )
    said = "".join(texts(drawn(create_app(tiles).test_client(), "/en/map.svg")))
    assert "The base map on the site is from tiles.test and is not drawn here" in said
    assert "Schematic outline, not for measuring" in said and "GCJ-02" not in said and "Temple of Heaven" not in said


def test_without_typefaces_there_is_still_the_svg(monkeypatch):
    monkeypatch.setattr(faces, "PACKAGES", {"zh-Hans": "no_such_package", "zh-Hant": "nor_this_one"})
    client = create_app(Settings(FIRST)).test_client()
    assert client.get("/en/map.svg").status_code == 200
    for path in ("/en/map.png", "/en/sheet.pdf", "/en/cards.pdf"):
        refused = client.get(path)
        assert refused.status_code == 404 and "no typefaces" in refused.text, path


# What is refused, and what data may say


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("width=479", "width is “479” in the address: it must be a whole number from 480 to 2400"),
        ("height=2401", "height is “2401”"),
        ("width=99999999999", "width is “99999999999”"),
        ("width=-600", "width is “-600”"),
        ("width=6e2", "width is “6e2”"),
        ("width=６００", "width is “６００”"),
        ("colours=red", "colours is “red” in the address: it must be among light, dark"),
        ("site=xicheng", "site is “xicheng”"),
        ("scale=2", "The address states “scale”"),
        ("size=a3", "The address states “size”"),
        ("view=1e3,2,3", "view is “1e3,2,3”"),
    ],
)
@pytest.mark.parametrize("kind", ["svg", "png"])
def test_what_cannot_be_drawn_is_refused_with_a_sentence(client, kind, query, said):
    answer = client.get(f"/en/map.{kind}?{query}")
    assert answer.status_code == 400 and said in answer.text


HOSTILE = (
    "<script>alert(1)</script>", "\"'><img src=x>", "\x00", "{x}", "{{7*7}}", "${x}", "../../etc/passwd", "1e9", "NaN",
    "-1", "１２", "\u202e", "\U0001f4a5", "x" * 3000, "%zz",
)  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE, ids=ascii)
def test_no_value_of_any_part_breaks_the_answer_or_gets_into_it_unescaped(client, value):
    for name in ("view", "text", "site", "width", "height", "colours", *address.FACETS, "other", value[:40]):
        answer = client.get("/en/map.svg", query_string={name: value})
        assert (answer.status_code, answer.mimetype) == (400, "text/html"), name
        assert not markup_not_ours(answer.text) and len(answer.text) < 4000


def test_a_program_gets_a_problem_that_says_the_same_in_three_languages(client):
    answer = client.get("/map.png?width=1", headers={"Accept": "image/png"})
    assert (answer.status_code, answer.mimetype, answer.json["code"]) == (
        400,
        "application/problem+json",
        "view_refused",
    )
    assert "应为 480 到 2400 的整数" in answer.json["title_zh"] and "應為" in answer.json["title_zh_hant"]


def test_what_data_say_is_text_in_the_svg(geodata, published):
    name = "<img src=x onerror=alert(1)>\"&'</text><script>alert(1)</script>\x00"
    altered(published, geodata / "layers", lambda files: make_hostile(files, site="yuetan", name=name, quote="q"))
    client = create_app(replace(Settings(geodata), owner="${x}<b>")).test_client()
    root = drawn(client, "/en/map.svg?site=yuetan")
    assert name.replace("\x00", "\ufffd") in texts(root)
    kinds = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert kinds <= {"svg", "title", "g", "defs", "clipPath", "rect", "circle", "path", "text", "tspan"}
    assert not any(name.startswith("on") or "href" in name or name == "style" for e in root.iter() for name in e.attrib)
    assert client.get("/en/map.png?site=yuetan").status_code == 200


def test_long_names_leave_the_map_its_room(geodata, published):
    altered(published, geodata / "layers", lambda files: lengthen(files, name="很长的名字" * 80, quote="q"))
    client = create_app(Settings(geodata)).test_client()
    root = drawn(client, "/zh-hans/map.svg?width=480&height=480")
    assert size(root) == (480, 480)
    assert client.get("/zh-hans/map.png?width=480&height=480").status_code == 200


def test_the_largest_picture_from_near_is_no_heavier_than_what_is_in_sight(client):
    """Nothing is drawn far outside of the picture: that would take a machine's memory."""
    root = drawn(client, "/en/map.svg?view=116.37,39.91,17&width=2400&height=2400")
    for path in root.iter(f"{SVG}path"):
        numbers = [abs(float(number)) for number in re.findall(r"-?\d+(?:\.\d+)?", path.get("d"))]
        assert max(numbers) <= 2400 + 2 * sight.BEYOND


def test_an_address_is_read_as_the_browser_reads_it():
    """What narrows the list, with the value of what states none; and what of an address the share panel hands on."""
    scripts = PACKAGE / "web" / "static" / "js"
    facets = re.findall(r'{ name: "(\w+)", of: "(\w+)", empty: "(\w+)"', (scripts / "filters.js").read_text("utf-8"))
    told = {"commitment": address.OF_COMMITMENTS, "place": address.OF_PLACES}
    assert facets == [(name, of, empty) for of, some in told.items() for name, empty in some.items()]
    handed_on = re.search(r"DRAWN = \[(.*)\];", (scripts / "sharing.js").read_text("utf-8"))[1]
    assert {*re.findall(r'"(\w+)"', handed_on), address.SITE} == set(address.EVERYWHERE)


def test_values_of_one_facet_are_either_or_and_facets_are_both(client):
    def named(query):
        return set(texts(drawn(client, f"/en/map.svg?{query}")))

    both = {"Central Axis", "Zhuanta Hutong"}
    assert both <= named("certainty=approximate,street&theme=xicheng.17")
    assert both & named("certainty=street&theme=xicheng.17") == {"Central Axis"}
    assert not both & named("certainty=street&theme=xicheng.12")


# The drawing


def test_a_window_shows_what_the_map_on_screen_shows():
    window = Window(116.37, 39.91, 13, 800, 600)
    assert window.point((116.37, 39.91)) == (400, 300)
    west, south = 256 * 2**13 / 360, window.units_per_metre
    assert window.point((116.37 + 1 / west, 39.91))[0] == 401
    assert south == pytest.approx(1 / (156543.034 * 0.76705 / 2**13), rel=1e-3)
    fitted = around((116.3, 39.86, 116.42, 39.98), 800, 600)
    corners = [fitted.point(corner) for corner in ((116.3, 39.86), (116.42, 39.98))]
    assert all(0 <= x <= 800 and 0 <= y <= 600 for x, y in corners)
    assert min(corners[1][1], 600 - corners[0][1]) == pytest.approx(24, abs=0.2)


@pytest.mark.parametrize(
    "view", [(116.37, 39.91, 12.2), (116.37, 39.91, 14), (116.38, 39.93, 15.5), (116.35, 39.9, 17)]
)
@pytest.mark.parametrize("language", ["name_zh_hans", "name_en"])
def test_no_name_covers_another_or_a_number_or_leaves_the_picture(layers, ground, view, language):
    drawing = mapdrawing.draw(Window(*view, 900, 700), layers, plates(layers), ground, lambda names: names[language])
    room, areas = box(0, 0, 900, 700), [label.area for label in drawing.labels]
    boxes = [box(x - 15, y - 13, x + 15, y + 13) for x, y in (mark.stand for mark in drawing.marks)]
    assert areas
    for order, area in enumerate(areas):
        assert room.contains(area)
        assert not any(area.intersects(other) for other in [*areas[:order], *boxes])


def test_a_place_of_which_the_middle_is_out_of_sight_has_its_number_on_what_is_in_sight(layers, ground):
    window = Window(116.3945, 39.885, 15.5, 600, 600)
    drawing = mapdrawing.draw(window, layers, plates(layers), ground, lambda names: names["name_en"])
    (axis,) = [mark for mark in drawing.marks if mark.plate.id == "zhongzhouxian"]
    assert 0 <= axis.x <= 600 and 0 <= axis.y <= 600
    assert "shichahai" not in {mark.plate.id for mark in drawing.marks}


def test_a_crowded_base_map_is_named_as_far_as_there_is_an_end(layers, ground):
    crowd = [
        feature | {"geometry": translated(feature["geometry"], east / 4000)} for east in range(40) for feature in ground
    ]
    drawing = mapdrawing.draw(Window(116.37, 39.91, 14, 900, 700), layers, {}, crowd, lambda names: names["name_en"])
    areas = [label.area for label in drawing.labels]
    assert 40 < len(areas) <= mapdrawing.MOST_NAMED + 200
    assert not any(area.intersects(other) for order, area in enumerate(areas) for other in areas[:order])


def translated(geometry, east):
    return mapping(translate(shape(geometry), east))


def test_hatching_fills_an_area_with_parallel_strokes():
    area = Polygon([(0, 0), (100, 0), (100, 50), (0, 50)])
    strokes = hatching(area)
    assert area.buffer(1e-6).contains(strokes)
    assert strokes.length == pytest.approx(area.area / 7, rel=0.05)


def test_a_scale_is_a_round_distance_that_fits():
    for units_per_metre in (0.003, 0.02, 0.1, 0.77, 3):
        units, metres = mapdrawing.scale(units_per_metre)
        assert units <= 120 and str(metres).strip("0") in ("1", "2", "5")
        assert units == pytest.approx(metres * units_per_metre, abs=0.1)


def test_chinese_is_as_wide_as_high_and_latin_is_not():
    assert lettering.width_of("西城", 10) == 20
    assert 8 < lettering.width_of("Wm", 10) > lettering.width_of("il", 10)


def test_without_a_base_map_there_are_still_the_places(layers):
    drawing = mapdrawing.draw(mapdrawing.whole(layers, 500, 500), layers, plates(layers), [], lambda names: "x")
    palette = dict.fromkeys(COLOURS, "#123456")
    written = ElementTree.fromstring(ElementTree.tostring(map_svg(drawing, palette, "sans-serif")))
    assert {str(mark.plate.number) for mark in drawing.marks} < set(texts(written)) and len(drawing.marks) == 18


def test_the_press_gives_the_pixels_asked_for():
    red = '<rect width="50" height="20" fill="#ff0000"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="50" height="20" viewBox="0 0 50 20">{red}</svg>'
    image = Image.open(io.BytesIO(Press(paths.templates()).png(svg, 50, 20))).convert("RGB")
    assert image.size == (50, 20) and image.getcolors() == [(1000, (255, 0, 0))]
