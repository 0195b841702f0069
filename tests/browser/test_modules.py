"""The modules that decide, asked in an empty page: what they know has nothing to do with one."""

import base64
import gzip

import pytest

from tests.browser.conftest import HOST


def test_words_are_filled_in_and_what_is_unknown_stays(ask):
    assert ask("words", "m.fill('{metres} m, {other}', {metres: 60})") == "60 m, {other}"
    assert ask("words", "m.speaker({a: 'line {line}'})('a', {line: 12})") == "line 12"


def test_values_are_never_read_as_blanks(ask):
    assert ask("words", "m.fill('{one}', {one: '{two} $& ${alert(1)}', two: 'no'})") == "{two} $& ${alert(1)}"


@pytest.mark.parametrize(
    ("hash", "target"),
    [("#yuetan", "yuetan"), ("", None), ("#", None), ("#%E6%9C%88", "月"), ("#%", None),
     ("#?secret=eW6fNk1ivo", None), ("#yuetan#?secret=a", "yuetan"), ("#yuetan?secret=a", "yuetan")],
)  # fmt: skip
def test_the_address_names_what_is_chosen_or_nothing(ask, hash, target):
    assert ask("address", f"m.targetIn('{hash}')") == target


def test_an_address_of_a_choice_leads_back_to_it(ask):
    assert ask("address", "m.targetIn(m.hashOf('a/b c#d'))") == "a/b c#d"
    assert ask("address", "m.hashOf(null)") == ""


@pytest.mark.parametrize(("query", "states"), [
    ("", False), ("?text=found&view=116.3,39.9,12&lang=en", False),
    ("?theme=xicheng.12", True), ("?text=found&near=yuetan", True),
])  # fmt: skip
def test_a_query_states_a_tool_or_only_where_to_look(ask, query, states):
    assert ask("address", f"m.statesTool('{query}')") is states


@pytest.mark.parametrize(
    ("query", "value"),
    [("?theme=xicheng.12", "xicheng.12"), ("?a=1&theme=%E6%9C%88+x", "月 x"), ("?themes=1", None), ("?theme", ""),
     ("?theme=%", "%"), ("", None)],
)  # fmt: skip
def test_a_query_says_what_it_says_under_a_name(ask, query, value):
    assert ask("address", f"m.partIn('{query}', 'theme')") == value


def test_a_value_is_written_into_a_query_and_read_back(ask):
    written = ask("address", "m.queryWithPart('?text=found&theme=old', 'theme', 'a&b=c,月')")
    assert written == "?text=found&theme=a%26b%3Dc,%E6%9C%88"
    assert ask("address", f"m.partIn('{written}', 'theme')") == "a&b=c,月"
    assert ask("address", "m.queryWithPart('?theme=old', 'theme', null)") == ""


def test_a_link_to_the_same_page_carries_the_view_and_keeps_its_own_form(ask):
    carried = ask(
        "address", "m.queryCarrying('?text=found', '?text=clean&theme=a&view=1,2,3', (name) => name !== 'text')"
    )
    assert carried == "?text=found&theme=a&view=1,2,3"
    assert ask("address", "m.queryCarrying('', '?text=clean', (name) => name !== 'text')") == ""


LISTED = """[
  {id: "c1", facets: {theme: "a"}, places: [
    {id: "p1", facets: {kind: "street"}}, {id: "p2", facets: {kind: "park"}},
  ]},
  {id: "c2", facets: {theme: "b"}, places: [{id: "p2", facets: {kind: "park"}}]},
  {id: "c3", facets: {theme: "a"}, places: []},
]"""


@pytest.mark.parametrize(
    ("limits", "commitments", "places"),
    [
        ("[]", ["c1", "c2", "c3"], ["p1", "p2"]),
        ("[{commitment: ({theme}) => theme === 'a'}]", ["c1", "c3"], ["p1", "p2"]),
        ("[{place: ({kind}) => kind === 'street'}]", ["c1"], ["p1"]),
        ("[{place: (_, id) => id === 'p2'}, {commitment: ({theme}) => theme === 'b'}]", ["c2"], ["p2"]),
        ("[{place: () => false}]", [], []),
    ],
)
def test_limits_narrow_sentences_and_places(ask, limits, commitments, places):
    told = ask("sifting", f"(({{commitments, places}}) => [[...commitments], [...places]])(m.sift({LISTED}, {limits}))")
    assert told == [commitments, places]


FACETED = """m.facetsIn([
  {id: "c1", facets: {article: "a", theme: "a.9", group: "g", scope: "site", status: "done"}, places: [
    {id: "p1", facets: {kind: "street", certainty: "street", subdistrict: "x"}},
    {id: "p2", facets: {kind: "park", certainty: ""}},
  ]},
  {id: "c2", facets: {theme: "a.12", group: "g", scope: "site"}, places: [
    {id: "p2", facets: {kind: "park", certainty: ""}},
  ]},
  {id: "c3", facets: {theme: "", group: "g,1%", scope: "district"}, places: []},
])"""


def test_facets_know_their_values_in_order_and_what_is_not_known(ask):
    values = ask("filters", f"Object.fromEntries({FACETED}.map(({{name, values}}) => [name, values]))")
    assert values == {
        "article": ["a", "none"],
        "theme": ["a.9", "a.12", "none"],
        "group": ["g", "g,1%"],
        "scope": ["site", "district"],
        "status": ["done", "unknown"],
        "kind": ["street", "park"],
        "certainty": ["street", "unknown"],
        "subdistrict": ["x", "unknown"],
    }
    assert ask("filters", f"m.totalsOf({FACETED})") == {"commitments": 3, "places": 2}


@pytest.mark.parametrize(
    ("query", "chosen", "refused"),
    [
        ("", [], []),
        ("?kind=", [], []),
        ("?view=1,2,3&theme=a.12,a.9", [["theme", ["a.12", "a.9"]]], []),
        ("?kind=street,castle&scope=policy", [["kind", ["street"]]], [["scope", "policy"], ["kind", "castle"]]),
        ("?theme=none&status=unknown", [["theme", ["none"]], ["status", ["unknown"]]], []),
        ("?group=g%252C1%2525", [["group", ["g,1%"]]], []),
        ("?group=%", [], [["group", "%"]]),
        ("?kind=constructor,__proto__", [], [["kind", "constructor"], ["kind", "__proto__"]]),
    ],
)
def test_an_address_chooses_what_there_is_and_the_rest_is_named(ask, query, chosen, refused):
    read = f"(({{chosen, refused}}) => [chosen, refused])(m.chosenIn({query!r}, {FACETED}))"
    plain = """(([chosen, refused]) =>
        [[...chosen].map(([n, v]) => [n, [...v]]), refused.map((r) => [r.facet.name, r.value])])"""
    assert ask("filters", f"{plain}({read})") == [chosen, refused]


@pytest.mark.parametrize("value", ["g", "g,1%"])
def test_a_choice_is_written_into_a_part_of_the_address_and_read_back(ask, value):
    facet = f"{FACETED}.find(({{name}}) => name === 'group')"
    part = ask("filters", f"m.partOf({facet}, m.toggled(new Map(), {facet}, {value!r}))")
    written = ask("address", f"m.queryWithPart('', 'group', {part!r})")
    assert ask("filters", f"[...m.chosenIn({written!r}, {FACETED}).chosen.get('group')]") == [value]
    assert ask("filters", f"m.partOf({facet}, new Map())") is None


def test_a_value_is_taken_up_and_put_down_again(ask):
    facet = "{name: 'kind'}"
    once = f"m.toggled(new Map(), {facet}, 'street')"
    assert ask("filters", f"[...{once}.get('kind')]") == ["street"]
    assert ask("filters", f"[...m.toggled({once}, {facet}, 'park').get('kind')]") == ["street", "park"]
    assert ask("filters", f"m.toggled({once}, {facet}, 'street').size") == 0
    assert ask("filters", f"m.sameChoice({once}, new Map([['kind', new Set(['street'])]]))")
    assert not ask("filters", f"m.sameChoice({once}, new Map())")


@pytest.mark.parametrize(
    ("values", "facets", "stays"),
    [
        (["street"], {"kind": "street"}, True),
        (["street", "park"], {"kind": "park"}, True),
        (["street"], {"kind": "park"}, False),
        (["unknown"], {}, True),
        (["unknown"], {"kind": ""}, True),
        (["unknown"], {"kind": "park"}, False),
    ],
)
def test_the_values_of_one_facet_are_or(ask, values, facets, stays):
    limit = f"m.limitOf({{name: 'kind', of: 'place', empty: 'unknown'}}, new Map([['kind', new Set({values})]]))"
    assert ask("filters", f"{limit}.place({facets})") is stays
    assert ask("filters", f"{limit}.commitment") is None


def test_counts_are_of_sentences_or_places_that_are_left_each_once(ask):
    left = "{commitments: new Set(['c1', 'c3']), places: new Set(['p2'])}"
    counts = ask("filters", f"Object.fromEntries({FACETED}.map((f) => [f.name, [...m.countsOf(f, {left}).values()]]))")
    assert counts["theme"] == [1, 0, 1]
    assert counts["scope"] == [1, 1]
    assert counts["status"] == [1, 1]
    assert counts["kind"] == [0, 1]
    assert counts["subdistrict"] == [0, 1]


@pytest.mark.parametrize(
    ("numbers", "words"), [([], ""), ([7], "7"), ([5, 4, 3], "3–5"), ([2, 3], "2–3"), ([10, 2, 7], "2, 7, 10")]
)
def test_numbers_of_places_are_told_as_a_range_or_one_by_one(ask, numbers, words):
    assert ask("words", f"m.rangeOf({numbers})") == words


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


def test_plates_keep_clear_of_what_is_taken(ask):
    spot, taken = "{x: 0, y: 0, width: 30, height: 26}", "{x: 4, y: 0, width: 44, height: 44}"
    ((right, down),) = ask("spread", f"m.spread([{spot}], [{taken}])")
    assert abs(right - 4) >= 37 or abs(down) >= 35


def test_companions_are_all_places_of_all_sentences_once(ask):
    feature = "{properties: {commitments: [{places: ['a', 'b']}, {places: ['b', 'c']}]}}"
    assert ask("features", f"m.companions({feature})") == ["a", "b", "c"]


def test_a_label_takes_its_first_free_spot_whole_and_the_important_one_first(ask):
    room = "{x: 200, y: 100}"
    spot = "{{x: {}, y: 50, width: 40, height: 16}}"
    here, there, cut = spot.format(50), spot.format(150), spot.format(5)
    taken = "{{boxes: [{}], lines: [{}], soft: [{}]}}".format
    line = "{{from: {{x: {0}, y: 0}}, to: {{x: {0}, y: 100}}, half: 2}}"

    def settled(wanted, taken):
        return ask("labels", f"m.settle({wanted}, {taken}, {room}).map((one) => one && one.x)")

    free = taken("", "", "")
    assert settled(f"[[{here}], [{here}, {there}], [{here}, {cut}]]", free) == [50, 150, None]
    assert settled(f"[[{here}]]", taken(here, "", "")) == [None]
    for struck in (35, 50, 71):
        assert settled(f"[[{here}, {there}]]", taken("", line.format(struck), "")) == [150]
        assert settled(f"[[{here}, {there}]]", taken("", "", line.format(struck))) == [150]
        assert settled(f"[[{here}]]", taken("", "", line.format(struck))) == [50]
    assert settled(f"[[{here}, {there}]]", taken("", line.format(73), "")) == [50]


def test_a_name_lies_along_a_level_line_and_stands_or_is_turned_along_a_steep_one(ask):
    def spots(start, end, upright="true", apart=900):
        how = f"{{room: {{x: 200, y: 200}}, upright: {upright}, apart: {apart}}}"
        return ask("courses", f"m.spotsAlong([{start}, {end}], {{width: 40, height: 16}}, {how})")

    west, north = "{x: 0, y: 100}", "{x: 100, y: 0}"
    level, steep = spots(west, "{x: 200, y: 104}"), spots(north, "{x: 104, y: 200}")
    assert {(one["width"], one["tilt"]) for one in level[0]} == {(40, 0)}
    assert {(one["width"], one["steep"]) for one in steep[0]} == {(16, True)}
    (turned,) = spots(north, "{x: 100, y: 200}", upright="false")
    assert {(round(one["width"]), round(one["height"])) for one in turned} == {(16, 40)}
    assert all(one["tilt"] < 0 for one in turned)
    assert spots(north, "{x: 200, y: 190}") == [[]]
    assert [len(part) > 0 for part in spots(west, "{x: 200, y: 104}", apart=80)] == [True, True]
    assert spots(west, "{x: 30, y: 100}") == [[]]


def test_a_name_stands_in_its_area_or_beside_it_but_in_no_other(ask):
    square = "[{{x: {0}, y: 60}}, {{x: {1}, y: 60}}, {{x: {1}, y: 140}}, {{x: {0}, y: 140}}]".format

    def spots(ring, others=""):
        more = f"{{room: {{x: 400, y: 200}}, upright: false, inner: [], others: [{others}]}}"
        return ask("labels", f"m.spotsIn({ring}, {{width: 60, height: 16}}, {more})")

    wide, small = spots(square(50, 250)), spots(square(100, 120))
    assert all(80 <= one["x"] <= 220 for one in wide)
    beside = [one for one in small if one.get("beside")]
    assert len(beside) == 8
    level = [one["x"] for one in spots(square(100, 120), square(121, 300)) if one.get("beside") and one["y"] == 100]
    assert len(level) == 1
    assert level[0] < 100


VIEW = "{tag: 'zh-Hant', search: '?text=found&view=1,2,3', hash: '#a%2Fb:~:text=x'}"


def test_a_view_is_passed_on_with_its_language_fixed_and_without_what_was_lit(ask):
    assert ask("sharing", f"m.lastingPath({VIEW})") == "/zh-hant/?text=found&view=1,2,3#a%2Fb"
    assert ask("sharing", f"m.framePath({VIEW})") == "/embed?text=found&view=1,2,3&lang=zh-hant#a%2Fb"
    assert ask("sharing", "m.framePath({tag: 'en', search: '?lang=zh-hans', hash: ''})") == "/embed?lang=en"


def test_a_view_is_drawn_with_all_that_can_be_drawn_of_it(ask):
    assert ask("sharing", f"m.drawnPath({VIEW}, 'map.png', null)") == "/zh-hant/map.png?text=found&view=1,2,3"
    asked = "{tag: 'en', search: '?size=b5&kind=a%2Cb&lang=xx&near=here', hash: ''}"
    assert ask("sharing", f"m.drawnPath({asked}, 'sheet.pdf?size=a3', 'a&b')") == (
        "/en/sheet.pdf?size=a3&kind=a%2Cb&near=here&site=a%26b"
    )
    assert ask("sharing", "m.drawnPath({tag: 'en', search: '', hash: ''}, 'sheet.pdf', null)") == "/en/sheet.pdf"


def test_a_qr_code_is_asked_for_only_where_one_is_drawn(ask):
    assert (
        ask("sharing", "m.codePath('/en/?a=b&c=%E6%9C%88#d')")
        == "/qr.svg?to=%2Fen%2F%3Fa%3Db%26c%3D%25E6%259C%2588%23d"
    )
    assert ask("sharing", "[m.codePath('/' + 'x'.repeat(499)) !== null, m.codePath('/' + 'x'.repeat(500))]") == [
        True,
        None,
    ]


def test_the_code_of_a_frame_is_the_servers_with_the_address_of_the_view(ask):
    code = ask(
        "sharing",
        """m.frameCode('<iframe src="{address}" title="&lt;$&amp;&gt;">', 'https://m.example/embed?a=$&&b="<i>')""",
    )
    assert code == '<iframe src="https://m.example/embed?a=$&amp;&amp;b=&quot;&lt;i&gt;" title="&lt;$&amp;&gt;">'


def test_the_page_that_makes_the_code_is_asked_for_the_very_view(ask):
    assert ask("sharing", f"m.makerPath({VIEW})") == "/zh-hant/embed/new?text=found&view=1,2,3&site=a%2Fb"
    assert ask("sharing", "m.makerPath({tag: 'en', search: '?theme=x', hash: ''})") == "/en/embed/new?theme=x"


# files


def test_the_door_hands_out_what_the_page_carries_and_asks_the_site_for_the_rest(ask):
    packed = base64.b64encode(gzip.compress('{"a": "動"}'.encode())).decode()
    carried = f"new Map([['/map.geojson', () => '{packed}']])"
    told = ask("files", f"(m.openDoor('', {carried}), m.fileAt('/map.geojson')).then((file) => file.json())")
    assert told == {"a": "動"}
    assert ask("files", f"(m.openDoor('', {carried}), m.isCarried('/map.geojson') && !m.isCarried('/words.js'))")
    asked = ask("files", f"(m.openDoor('{HOST}', {carried}), m.fileAt('/words.js')).then((file) => file.url)")
    assert asked == f"{HOST}/words.js"
