"""OGC API – Features: what each class that is claimed demands, and the clients' way of asking."""

import itertools
import json
import time

import cql2
import pytest
import shapely
from pyproj import Transformer
from shapely.geometry import shape

from mapapp import errors
from mapapp.layers import query, store
from mapapp.publish.features import filters, questions
from mapapp.publish.features.answers import CONFORMS_TO
from mapapp.publish.features.collections import NUMBER, SHAPE, TEXT, collections
from mapapp.publish.features.systems import CRS84, box, served
from mapapp.settings import Settings
from mapapp.web.app import create_app
from tests.conftest import FIRST

NAMES = ("points", "lines", "areas", "district", "commitments")
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
ZONES = (4548, 4527)
"""Those of CGCS2000 that the district lies in, without a number before the easting and with one."""
SYSTEMS = served(116.37)
YUETAN = (116.345794, 39.916543)


@pytest.fixture(scope="module")
def ask(client):
    def asked(path="", status=200, **query):
        query = {DASHED.get(name, name): value for name, value in query.items()}
        answer = client.get(f"/ogc{path}", query_string=query)
        assert answer.status_code == status, answer.text
        return answer

    return asked


DASHED = {"bbox_crs": "bbox-crs", "filter_lang": "filter-lang", "filter_crs": "filter-crs"}


@pytest.fixture(scope="module")
def ids(ask):
    def found(name, **query):
        told = ask(f"/collections/{name}/items", **query).json
        return [feature["id"] for feature in told["features"]]

    return found


# Core and GeoJSON


def test_the_landing_page_leads_to_everything(client, ask):
    links = {link["rel"]: link["href"] for link in ask().json["links"]}
    assert links.keys() == {"self", "service-desc", "conformance", "data"}
    assert all(href.startswith("http://localhost/") for href in links.values())
    assert ask("/conformance").json["conformsTo"] == CONFORMS_TO
    assert client.get(links["data"].removeprefix("http://localhost")).json["collections"]


def test_addresses_are_those_that_visitors_know():
    app = create_app(Settings(FIRST, public_url="https://map.example/xicheng"))
    told = app.test_client().get("/ogc/collections/lines/items?limit=2&offset=2&kind=street").json
    links = {link["rel"]: link["href"] for link in told["links"]}
    items = "https://map.example/xicheng/ogc/collections/lines/items?limit=2&"
    assert links["self"] == f"{items}offset=2&kind=street"
    assert links["next"] == f"{items}kind=street&offset=4"
    assert links["prev"] == f"{items}kind=street&offset=0"


def test_each_collection_says_where_it_lies_and_in_which_systems(ask):
    told = {collection["id"]: collection for collection in ask("/collections").json["collections"]}
    assert tuple(told) == NAMES
    for name, collection in told.items():
        assert ask(f"/collections/{name}").json == collection
        assert collection["crs"] == [CRS84.uri, *(f"{EPSG}{code}" for code in (4326, 4490, *ZONES))]
        west, south, east, north = collection["extent"]["spatial"]["bbox"][0]
        assert 116.3 < west < east < 116.42
        assert 39.8 < south < north < 40


@pytest.mark.parametrize("name", NAMES[:4])
def test_a_layer_is_given_out_as_published(ask, layers, name):
    answer = ask(f"/collections/{name}/items")
    assert answer.content_type == "application/geo+json"
    assert answer.json["features"] == layers.collections[name]["features"]
    assert answer.json["numberMatched"] == answer.json["numberReturned"] == len(answer.json["features"])


def test_a_commitment_is_a_feature_for_each_place_that_it_names(ask, layers):
    features = ask("/collections/commitments/items").json["features"]
    said = [commitment for article in layers.articles.values() for commitment in article["commitments"]]
    assert len({feature["id"] for feature in features}) == len(features) == sum(len(c["places"]) or 1 for c in said)
    assert {f["properties"]["commitment"]: f["properties"]["printed"] for f in features} == {
        c["id"]: c["printed"] for c in said
    }
    placed = [feature for feature in features if feature["properties"]["scope"] == "site"]
    assert len(placed) == 19
    drawn = {one["id"]: one["geometry"] for one in query.features(layers)}
    assert all(feature["geometry"] == drawn[feature["properties"]["place"]] for feature in placed)
    assert all(feature["geometry"] is None for feature in features if feature["properties"]["place"] is None)


def test_a_feature_is_found_by_its_id(ask):
    feature = ask("/collections/commitments/items/xicheng.12.3~shichahai").json
    assert feature["properties"]["name_zh_hans"] == "什刹海"
    assert feature["links"][0]["href"].endswith("/items/xicheng.12.3~shichahai")
    refusal = ask("/collections/points/items/nowhere", status=404)
    assert refusal.content_type == "application/problem+json"
    assert "nowhere" in refusal.json["title_zh"]
    assert "commitments" in ask("/collections/nothing/items", status=404).json["title_en"]


def test_pages_follow_one_another_until_all_was_told(client, ask, ids):
    told, seen = ask("/collections/district/items", limit=5).json, []
    while True:
        seen += [feature["id"] for feature in told["features"]]
        links = {link["rel"]: link["href"] for link in told["links"]}
        if "next" not in links:
            break
        told = client.get(links["next"].removeprefix("http://localhost")).json
    assert seen == ids("district")
    assert ask("/collections/district/items", limit=10**9).json["numberReturned"] == len(seen)
    assert ask("/collections/district/items", offset=1000).json["features"] == []


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("", {"colour": "red"}),
        ("/conformance", {"f": "json"}),
        ("/collections", {"limit": "1"}),
        ("/collections/points", {"x": ""}),
        ("/collections/points/queryables", {"x": ""}),
        ("/collections/points/items/yuetan", {"limit": "1"}),
        ("/collections/points/items", {"colour": "red"}),
        ("/collections/points/items", {"limit": "0"}),
        ("/collections/points/items", {"limit": "-1"}),
        ("/collections/points/items", {"limit": "٣"}),
        ("/collections/points/items", {"limit": "9" * 5000}),
        ("/collections/points/items", {"offset": "-1"}),
        ("/collections/points/items", {"limit": ["1", "2"]}),
        ("/collections/points/items", {"accuracy_m": "near"}),
        ("/collections/points/items", {"datetime": "yesterday"}),
        ("/collections/points/items", {"datetime": "2025-01-02T00:00:00Z/2025-01-01T00:00:00Z"}),
        ("/collections/points/items", {"datetime": "../.."}),
        ("/collections/points/items", {"datetime": "2025-W01-1"}),
        ("/collections/points/items", {"datetime": "2025-01-01T00:00:00"}),
        ("/collections/points/items", {"datetime": "2025-02-30"}),
        ("/collections/points/items", {"datetime": "2025-01-02/2025-01-01T23:59:59Z"}),
        ("/collections/points/items", {"crs": "EPSG:4548"}),
        ("/collections/points/items", {"bbox-crs": EPSG + "3857"}),
        ("/collections/points/items", {"filter-lang": "ecql"}),
        ("/collections/points/items", {"filter-crs": "CRS84"}),
        *(
            ("/collections/points/items", {"bbox": numbers})
            for numbers in ("1,2,3", "1,2,3,4,5", "a,b,c,d", "nan,0,1,1", "0,1,1,0", "0,0,1,91", "0,0,1e999,1", "")
        ),
    ],
)
def test_what_is_not_understood_is_refused(ask, path, query):
    refusal = ask(path, status=400, **query)
    assert refusal.content_type == "application/problem+json"
    assert refusal.json["code"] == "query_refused"
    assert refusal.json["title_zh"] != refusal.json["title_en"]


def test_a_refused_system_lists_those_that_are_served(ask):
    assert ask("/collections/points/items", status=400, crs="EPSG:1").json["candidates"] == [*SYSTEMS]


@pytest.mark.parametrize(
    "stated",
    [
        "2025-01-01T00:00:00Z",
        "2025-01-01T00:00:00.5+08:00/..",
        "/2025-01-01T00:00:00Z",
        "2025-01-01",
        "2025-01-01/2025-01-01T00:00:00z",
    ],
)
def test_a_time_matches_what_has_none(ids, stated):
    assert ids("points", datetime=stated) == ids("points")


def test_properties_may_be_asked_for(ids):
    assert ids("points", id="yuetan") == ["yuetan"]
    assert ids("commitments", scope="site", place="yuetan") == ["xicheng.17.2~yuetan"]
    assert "yuetan" in ids("points", accuracy_m="150")
    assert ids("points", kind="river") == []


@pytest.mark.parametrize("query", ["", "?limit=1&crs=http://www.opengis.net/def/crs/EPSG/0/4548"])
def test_what_is_known_is_not_sent_again(client, query):
    path = f"/ogc/collections/points/items{query}"
    first = client.get(path)
    known = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (known.status_code, known.data) == (304, b"")
    head = client.head(path)
    assert (head.status_code, head.data) == (200, b"")
    for name in ("ETag", "Content-Crs"):
        assert head.headers[name] == known.headers[name] == first.headers[name]
    assert head.headers["Content-Length"] == first.headers["Content-Length"]


@pytest.mark.parametrize(
    ("path", "status"), [("points/items", 200), ("points/items?limit=0", 400), ("none/items", 404)]
)
def test_pages_of_any_origin_read_answers_and_refusals(client, path, status):
    answer = client.get(f"/ogc/collections/{path}", headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == status
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Expose-Headers"] == "Content-Crs"


def test_a_person_is_told_in_a_page_what_was_not_understood(client):
    answer = client.get("/ogc/collections/points/items?limit=0", headers={"Accept": "text/html"})
    assert answer.status_code == 400
    assert "limit" in answer.text
    assert "整数" in answer.text


# The box


def test_a_box_matches_what_it_touches_and_what_lies_nowhere(ids, layers):
    around = "116.34,39.91,116.35,39.92"
    assert "yuetan" in ids("points", bbox=around)
    assert ids("points", bbox="116.345794,39.916543,116.345794,39.916543") == ["yuetan"]
    assert ids("points", bbox="116.34,39.91,0,116.35,39.92,99") == ids("points", bbox=around)
    assert ids("points", bbox="0,0,1,1") == []
    unplaced = [one["id"] for one in layers.collections["district"]["features"] if one["geometry"] is None]
    assert unplaced
    assert ids("district", bbox="0,0,1,1") == unplaced


@pytest.mark.parametrize("code", [4326, 4490])
def test_a_box_has_the_order_of_axes_of_its_system(ids, code):
    assert "yuetan" in ids("points", bbox="39.91,116.34,39.92,116.35", bbox_crs=f"{EPSG}{code}")


def test_a_box_may_be_in_metres(ids):
    east, north = Transformer.from_crs(4490, 4548, always_xy=True).transform(*YUETAN)
    box_m = f"{north - 1},{east - 1},{north + 1},{east + 1}"
    assert ids("points", bbox=box_m, bbox_crs=f"{EPSG}4548") == ["yuetan"]


def test_a_box_may_span_the_antimeridian(ids):
    assert box((170, -10, -170, 10), CRS84).area == 400
    assert "yuetan" in ids("points", bbox="100,30,-100,50")


@pytest.mark.parametrize("numbers", ["0,0,1e308,1e308", "-3.6e16,3.7e16,1e295,2.9e303", "-1e308,-1e308,1e308,1e308"])
def test_a_box_beyond_the_earth_is_refused(ask, numbers):
    for uri in SYSTEMS:
        ask("/collections/points/items", status=400, bbox=numbers, bbox_crs=uri)


def test_the_side_of_a_box_in_metres_is_bent_as_the_system_is():
    metres = SYSTEMS[f"{EPSG}4548"]
    area = box((4_400_000, 400_000, 4_450_000, 500_000), metres)
    middle = Transformer.from_crs(4548, 4490, always_xy=True).transform(450_000, 4_400_000)
    assert area.boundary.distance(shapely.Point(middle)) < 1e-7


# Coordinate systems


def test_without_a_system_it_is_longitude_and_latitude(ask):
    answer = ask("/collections/points/items/yuetan")
    assert answer.headers["Content-Crs"] == f"<{CRS84.uri}>"
    assert tuple(answer.json["geometry"]["coordinates"]) == YUETAN


@pytest.mark.parametrize("code", [4326, 4490])
def test_degrees_of_a_code_have_the_latitude_first(ask, code):
    answer = ask("/collections/points/items/yuetan", crs=f"{EPSG}{code}")
    assert answer.headers["Content-Crs"] == f"<{EPSG}{code}>"
    assert answer.json["geometry"]["coordinates"] == pytest.approx(YUETAN[::-1], abs=1e-8)


@pytest.mark.parametrize(("name", "code"), [*((name, 4548) for name in NAMES), *(("lines", code) for code in ZONES)])
def test_metres_have_the_northing_first(ask, name, code):
    answer = ask(f"/collections/{name}/items", crs=f"{EPSG}{code}")
    assert answer.headers["Content-Crs"] == f"<{EPSG}{code}>"
    by_the_code = Transformer.from_crs("OGC:CRS84", f"EPSG:{code}")
    plain = ask(f"/collections/{name}/items").json["features"]
    for given, known in zip(answer.json["features"], plain, strict=True):
        assert given["properties"] == known["properties"]
        if known["geometry"]:
            due = [by_the_code.transform(*point) for point in shapely.get_coordinates(shape(known["geometry"]))]
            points = shapely.get_coordinates(shape(given["geometry"]))
            assert abs(points - due).max() < 0.001
            assert due[0][0] > 4_000_000


# Filters


FEATURE = {
    "type": "Feature",
    "id": "a",
    "geometry": {"type": "LineString", "coordinates": [[116.0, 39.0], [118.0, 41.0]]},
    "properties": {"id": "a", "kind": "street", "name": "西单大街", "size": 5, "nothing": None},
}
ASKED = {"id": TEXT, "kind": TEXT, "name": TEXT, "size": NUMBER, "nothing": TEXT, "geometry": SHAPE}


def is_true(said, feature=FEATURE, language="cql2-text", system=CRS84):
    return filters.matches(filters.read(said, language, ASKED, system), feature)


BASIC = [
    ("size = 5", True),
    ("size <> 5", False),
    ("size > 4", True),
    ("size >= 6", False),
    ("size < 6", True),
    ("size <= 4", False),
    ("5 = size", True),
    ("kind = 'street'", True),
    ("name = '西单大街'", True),
    ("\"kind\" = 'street'", True),
    ("kind = 'it''s'", False),
    ("kind < 'tree'", True),
    ("kind = name", False),
    ("NOT size = 5", False),
    ("size = 5 AND kind = 'park'", False),
    ("size = 4 OR kind = 'street'", True),
    ("size = 4 OR (size = 5 AND NOT kind = 'park')", True),
    ("nothing IS NULL", True),
    ("kind IS NULL", False),
    ("kind IS NOT NULL", True),
    ("geometry IS NULL", False),
    ("true", True),
    ("false", False),
    ("size > -5", True),
]
UNKNOWN = [
    ("nothing = 'a'", False),
    ("nothing <> 'a'", False),
    ("NOT nothing = 'a'", False),
    ("nothing LIKE 'a%'", False),
    ("nothing NOT IN ('a')", False),
    ("nothing = 'a' OR size = 5", True),
    ("nothing = 'a' AND size = 5", False),
    ("NOT (nothing = 'a' AND size = 4)", True),
]
ADVANCED = [
    ("kind LIKE 'str%'", True),
    ("kind LIKE 's_reet'", True),
    ("kind LIKE 'str'", False),
    ("kind LIKE 'st.*'", False),
    ("kind NOT LIKE 'park%'", True),
    ("name LIKE '%单%'", True),
    ("size BETWEEN 5 AND 6", True),
    ("size NOT BETWEEN 5 AND 6", False),
    ("size IN (1, 5)", True),
    ("kind IN ('park', 'water')", False),
    ("kind NOT IN ('park', 'water')", True),
    ("CASEI(kind) = CASEI('STREET')", True),
    ("CASEI(kind) LIKE CASEI('STR%')", True),
    ("CASEI(kind) IN (CASEI('STREET'), CASEI('Park'))", True),
    ("kind = 'STREET'", False),
]
BOTH_SIDES = [
    ("kind = kind", True),
    ("size < size", False),
    ("5 IN (size, 6)", True),
    ("5 BETWEEN 4 AND size", True),
    ("'abc' LIKE 'a%'", True),
    ("'a' IS NULL", False),
    ("'foo' = 'foo'", True),
    ("3.14 <> 3.14", False),
    ("true = true", True),
    ("true = false", False),
    ("DATE('2022-04-14') = DATE('2022-04-14')", True),
    ("DATE('2022-04-14') < DATE('2022-04-13')", False),
    ("TIMESTAMP('2022-04-14T14:48:46Z') >= TIMESTAMP('2022-04-14T16:48:46+02:00')", True),
    ("TIMESTAMP('2022-04-14T14:48:46Z') > TIMESTAMP('2022-04-14T16:48:46+02:00')", False),
]
SPATIAL = [
    ("S_INTERSECTS(geometry, POINT(117 40))", True),
    ("S_INTERSECTS(geometry, POINT(117 39))", False),
    ("S_INTERSECTS(geometry, BBOX(116.5, 39.5, 118, 40))", True),
    ("S_INTERSECTS(geometry, BBOX(116.5, 39.5, 0, 118, 40, 9))", True),
    ("S_INTERSECTS(geometry, POLYGON((116 40, 118 40, 118 39, 116 40)))", True),
    ("S_INTERSECTS(geometry, MULTIPOINT((1 1), (117 40)))", True),
    ("NOT (S_INTERSECTS(geometry, MULTIPOLYGON(((1 1, 2 1, 2 2, 1 1)), ((3 3, 4 3, 4 4, 3 3)))))", True),
    ("S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(117 40), LINESTRING(1 1, 2 2)))", True),
    ("S_WITHIN(geometry, BBOX(115, 38, 119, 42))", True),
    ("S_CONTAINS(geometry, POINT(117 40))", True),
    ("S_DISJOINT(geometry, POINT(117 39))", True),
    ("S_EQUALS(geometry, LINESTRING(118 41, 116 39))", True),
    ("S_TOUCHES(geometry, POINT(116 39))", True),
    ("S_CROSSES(geometry, LINESTRING(116 41, 118 39))", True),
    ("S_OVERLAPS(geometry, LINESTRING(117 40, 119 42))", True),
    ("S_OVERLAPS(geometry, LINESTRING(116 41, 118 39))", False),
]


@pytest.mark.parametrize(("said", "due"), [*BASIC, *UNKNOWN, *ADVANCED, *BOTH_SIDES, *SPATIAL])
def test_a_filter_is_true_of_what_it_says(said, due):
    assert is_true(said) is due
    assert is_true(json.dumps(cql2.parse_text(said).to_json()), language="cql2-json") is due


def test_nothing_is_true_of_a_geometry_that_is_missing():
    nowhere = FEATURE | {"geometry": None}
    assert not is_true("S_INTERSECTS(geometry, POINT(117 40))", nowhere)
    assert not is_true("NOT S_INTERSECTS(geometry, POINT(117 40))", nowhere)
    assert is_true("geometry IS NULL", nowhere)


@pytest.mark.parametrize(("code", "point"), [(4326, "40 117"), (4490, "40 117"), (4548, "4429529.030 500000")], ids=str)
def test_geometries_of_a_filter_have_the_order_of_axes_of_their_system(code, point):
    near = {
        "type": "Polygon",
        "coordinates": [[[116.9999, 39.9999], [117.0001, 39.9999], [117.0001, 40.0001], [116.9999, 39.9999]]],
    }
    system = SYSTEMS[f"{EPSG}{code}"]
    assert is_true(f"S_INTERSECTS(geometry, POINT({point}))", FEATURE | {"geometry": near}, system=system)


@pytest.mark.parametrize(
    "said",
    [
        "", "size", "'a'", "5", "size =", "size = 5 nonsense", "colour = 'red'", "size = 'five'", "kind > 3",
        "kind = NULL",
        "size + 1 = 6", "kind LIKE 5", "size BETWEEN 1 AND 'b'", "size IN ()", "size IN (1, 'b')", "now() = 5",
        "NOT size", "size AND kind", "ACCENTI(kind) = 'street'", "CASEI(size) = 5", "S_INTERSECTS(kind, POINT(1 1))",
        "S_INTERSECTS(geometry, POINT(1000 1000))", "S_INTERSECTS(geometry, POINT EMPTY)", "geometry = POINT(1 1)",
        "S_INTERSECTS(geometry, POLYGON((0 0, 1 1)))", "S_INTERSECTS(geometry, POLYGON((0 0, 1 1, 1 0, 0 1, 0 0)))",
        "S_INTERSECTS(geometry, BBOX(1, 1))", "S_INTERSECTS(geometry, BBOX(0, 1, 1, 0))", "A_CONTAINS(kind, ('a'))",
        "T_AFTER(kind, DATE('2024-01-01'))",
        "kind = DATE('2024-01-01')", "DATE('2024-02-30') = DATE('2024-02-30')",
        "DATE('2024-01-01') = TIMESTAMP('2024-01-01T00:00:00Z')",
        "kind = 'it\\'s'", "size = 1e400", "S_INTERSECTS(geometry, POINT(1 1)",
    ],
)  # fmt: skip
def test_a_filter_that_cannot_be_asked_is_refused(said):
    with pytest.raises(errors.FilterRefused) as refusal:
        filters.read(said, "cql2-text", ASKED, CRS84)
    assert refusal.value.sentence("zh-hans")


@pytest.mark.parametrize(
    "said",
    [
        "", "[]", "5", "null", "{}", '"a"', '{"op": "="}', '{"op": "=", "args": []}',
        '{"op": "=", "args": [{"property": "size"}]}',
        '{"op": "in", "args": [{"property": "size"}, 5]}', '{"op": "not", "args": [[true]]}', '{"property": 5}',
        "size = 5",
        '{"op": "s_intersects", "args": [{"property": "geometry"}, {"type": "Point", "coordinates": []}]}',
        '{"op": "s_intersects", "args": [{"property": "geometry"}, {"bbox": [1, 2, 3]}]}',
        '{"op": "=", "args": [{"date": "today"}, {"date": "today"}]}',
        '{"op": "=", "args": [{"date": 5}, {"date": 5}]}',
    ],
)  # fmt: skip
def test_json_that_is_no_filter_is_refused(said):
    with pytest.raises(errors.FilterRefused):
        filters.read(said, "cql2-json", ASKED, CRS84)


@pytest.mark.parametrize(
    "said",
    [
        "(" * 500, "(" * 1900, "n=(" * 25, "size = 5 and (" * 22, "NOT " * 490 + "true",
        "NOT (" * 6 + "size = 5 and " * 140 + "=",
        "size ^ " * 280 + "1 = 2", "')))))))' = ((((((((((((((((((((((((((((((",
        "'" + "(" * 1900,
        "'\\')))))))))' = " + "(" * 40, '")))))))))" = ' + "(" * 40, "size = 5 AND " * 1000,
    ],
    ids=lambda said: said[:12],
)  # fmt: skip
def test_a_filter_made_to_take_for_ever_is_refused_at_once(said):
    begun = time.monotonic()
    with pytest.raises(errors.FilterRefused):
        filters.read(said, "cql2-text", ASKED, CRS84)
    assert time.monotonic() - begun < 2


def test_nested_json_is_refused():
    for depth in (50, 300):
        with pytest.raises(errors.FilterRefused):
            filters.read('{"op":"not","args":[' * depth + "true" + "]}" * depth, "cql2-json", ASKED, CRS84)


def test_too_many_brackets_are_told_of(ask):
    refusal = ask("/collections/points/items", status=400, filter="((((((( kind = 'street' )))))))").json
    assert refusal["title_en"] == "The filter cannot be used: more than 6 brackets stand within one another."
    assert "6 层" in refusal["title_zh"]
    assert ask("/collections/points/items", filter="(((((( kind = 'street' ))))))").json["numberMatched"] == 0


def test_a_question_that_takes_long_is_given_up(ask, monkeypatch):
    slow = itertools.count()
    monkeypatch.setattr(questions.time, "monotonic", lambda: next(slow))
    refusal = ask("/collections/commitments/items", status=400, filter="line = 1").json
    assert refusal["title_en"] == "The filter cannot be used: it takes more than 2 seconds."


def test_a_collection_is_filtered(ids):
    assert ids("points", filter="id = 'yuetan'") == ["yuetan"]
    told = {"op": "like", "args": [{"property": "name_zh_hans"}, "%坛"]}
    assert "yuetan" in ids("points", filter=json.dumps(told), filter_lang="cql2-json")
    assert ids("points", filter="S_INTERSECTS(geometry, POINT(39.916543 116.345794))", filter_crs=f"{EPSG}4326") == [
        "yuetan"
    ]
    assert ids("points", filter="id = 'yuetan'", kind="street") == []
    assert ids("points", filter="id = 'yuetan'", bbox="0,0,1,1") == []


def test_what_may_be_asked_for_is_told_and_answers(ask, ids):
    for name in NAMES:
        answer = ask(f"/collections/{name}/queryables")
        assert answer.content_type == "application/schema+json"
        assert answer.json["$id"] == f"http://localhost/ogc/collections/{name}/queryables"
        for asked in answer.json["properties"]:
            assert len(ids(name, filter=f"{asked} IS NULL OR {asked} IS NOT NULL")) == len(ids(name))


def test_every_property_that_may_be_asked_for_is_one_of_its_type(layers):
    types = {TEXT: str | None, NUMBER: int | None}
    for collection in collections(layers).values():
        for feature in collection.features:
            for name, kind in collection.queryables.items():
                if kind != SHAPE:
                    assert isinstance(feature["properties"][name], types[kind]), name


def test_collections_are_those_of_the_layers():
    assert set(store.LAYERS) < set(NAMES)
