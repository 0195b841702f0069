"""The modules that decide, asked in an empty page: what they know has nothing to do with one."""

import pytest

from mapapp.web.assets import STATIC

HOST = "http://modules.test"


def answer_with_module(route):
    name = route.request.url.rpartition("/")[2]
    route.fulfill(path=STATIC / "js" / name, content_type="text/javascript")


@pytest.fixture(scope="module")
def ask(browser):
    """A function that evaluates an expression with a module's exports at hand as `m`."""
    context = browser.new_context()
    page = context.new_page()
    page.route(f"{HOST}/*", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"))
    page.route(f"{HOST}/*.js", answer_with_module)
    page.goto(f"{HOST}/")
    yield lambda module, expression: page.evaluate(f"import('{HOST}/{module}.js').then((m) => {expression})")
    context.close()


def test_words_are_filled_in_and_what_is_unknown_stays(ask):
    assert ask("words", "m.fill('{metres} m, {other}', {metres: 60})") == "60 m, {other}"
    assert ask("words", "m.speaker({a: 'line {line}'})('a', {line: 12})") == "line 12"


def test_values_are_never_read_as_blanks(ask):
    assert ask("words", "m.fill('{one}', {one: '{two} $& ${alert(1)}', two: 'no'})") == "{two} $& ${alert(1)}"


@pytest.mark.parametrize(
    ("hash", "target"), [("#yuetan", "yuetan"), ("", None), ("#", None), ("#%E6%9C%88", "月"), ("#%", None)]
)
def test_the_address_names_what_is_chosen_or_nothing(ask, hash, target):
    assert ask("address", f"m.targetIn('{hash}')") == target


def test_an_address_of_a_choice_leads_back_to_it(ask):
    assert ask("address", "m.targetIn(m.hashOf('a/b c#d'))") == "a/b c#d"
    assert ask("address", "m.hashOf(null)") == ""


@pytest.mark.parametrize(
    ("query", "position"),
    [
        ("", None),
        ("?text=found", None),
        ("?view=116.37,39.91,14", {"longitude": 116.37, "latitude": 39.91, "zoom": 14}),
        ("?text=found&view=-0.5%2C0,12.25", {"longitude": -0.5, "latitude": 0, "zoom": 12.25}),
        *(
            (f"?view={odd}", {"refused": True})
            for odd in ("", "1,2", "a,b,c", "200,39,12", "116,99,12", "116,39,99", "%")
        ),
    ],
)
def test_the_position_in_a_query_is_read_exactly_or_refused(ask, query, position):
    assert ask("address", f"m.positionIn('{query}')") == position


def test_a_position_is_written_beside_what_else_the_query_says_and_read_back(ask):
    position = "{longitude: 116.372154, latitude: 39.9, zoom: 13.256}"
    assert (
        ask("address", f"m.queryWith('?text=found&view=1,2,3', {position})")
        == "?text=found&view=116.37215,39.90000,13.26"
    )
    assert ask("address", "m.queryWith('?view=1,2,3', null)") == ""
    assert ask("address", f"m.positionIn(m.queryWith('', {position})).zoom") == 13.26


def test_every_place_gets_the_sentences_that_name_it(ask):
    answer = "{features: [{properties: {commitments: ['a.1.1']}}, {properties: {}}], sentences: {'a.1.1': {line: 1}}}"
    told = ask("features", f"m.withSentences({answer}).map((one) => one.properties.commitments ?? null)")
    assert told == [[{"line": 1}], None]


def test_numbers_are_written_as_the_language_writes_them(ask):
    said = "m.speaker({{a: '{{metres}} m'}}, '{}')('a', {{metres: 2000}})"
    assert [ask("words", said.format(tag)) for tag in ("en", "zh-Hans", "zh-Hant")] == ["2,000 m", "2000 m", "2000 m"]


def test_plates_with_room_stay_on_their_spot(ask):
    spots = "[{x: 0, y: 0, width: 30, height: 26}, {x: 100, y: 0, width: 30, height: 26}]"
    assert ask("spread", f"m.spread({spots})") == [[0, 0], [0, 0]]


def test_plates_on_the_same_spot_make_room_for_each_other(ask):
    spots = [{"x": 0, "y": 0, "width": 30, "height": 26}] * 8
    offsets = ask("spread", f"m.spread({spots})")
    boxes = [(right, down) for right, down in offsets]
    assert boxes[0] == (0, 0)
    for place, (x, y) in enumerate(boxes):
        assert all(abs(x - other_x) > 30 or abs(y - other_y) > 26 for other_x, other_y in boxes[place + 1 :])


def test_companions_are_all_places_of_all_sentences_once(ask):
    feature = "{properties: {commitments: [{places: ['a', 'b']}, {places: ['b', 'c']}]}}"
    assert ask("features", f"m.companions({feature})") == ["a", "b", "c"]


def test_a_label_takes_its_first_free_spot_whole_and_the_important_one_first(ask):
    room = "{x: 200, y: 100}"
    spot = "{{x: {}, y: 50, width: 40, height: 16}}"
    here, there, cut = spot.format(50), spot.format(150), spot.format(5)
    settled = f"m.settle([[{here}], [{here}, {there}], [{here}, {cut}]], [], {room})"
    assert ask("labels", f"{settled}.map((one) => one && one.x)") == [50, 150, None]
    assert ask("labels", f"m.settle([[{here}]], [{here}], {room})") == [None]


def test_a_name_lies_along_a_level_line_and_stands_along_a_steep_one(ask):
    along = "m.spotsAlong([{{x: 0, y: 0}}, {}], {{width: 40, height: 16}}, {{x: 200, y: 200}})"
    level, steep = (ask("labels", along.format(end)) for end in ("{x: 200, y: 4}", "{x: 4, y: 200}"))
    assert {(one["width"], one["steep"]) for one in level} == {(40, False)}
    assert {(one["width"], one["steep"]) for one in steep} == {(16, True)}
    assert ask("labels", along.format("{x: 100, y: 100}")) == []
