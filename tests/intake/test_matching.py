"""Which row a thing is about, which things are one place, and what is proposed for it: one question a test."""

import json

import pytest
import shapely
from shapely.geometry import LineString, Point, box

from mapapp.intake.candidate import Candidate, Names, in_order
from mapapp.intake.ground import Ground
from mapapp.intake.joining import join
from mapapp.intake.kinds import kind_of_name, kind_of_tags, may_be_one
from mapapp.intake.matching import match
from mapapp.intake.naming import names_of
from mapapp.intake.proposing import Proposer
from mapapp.intake.slugs import Slugs
from mapapp.places.gazetteer import open_gazetteer
from mapapp.reading.pinyin import Readings

M = 1e-5
"""About a metre, in degrees."""


@pytest.fixture(scope="module")
def gazetteer(known_rows):
    return open_gazetteer(known_rows)


@pytest.fixture(scope="module")
def ground(gazetteer):
    return Ground(gazetteer.district)


@pytest.fixture
def propose(gazetteer, ground):
    """Return a function that gives the proposals for candidates, and how many of their objects lie outside."""

    def _propose(*candidates):
        verdicts, outside = match(join(list(candidates), ground), gazetteer, ground)
        return Proposer(gazetteer, ground, ("proposals/x.json", "0" * 64), verdicts).proposals(), outside

    return _propose


def thing(name, kind, geometry, ref="way/1", aliases=(), accuracy_m=10, **stated):
    return Candidate((ref,), Names(name, aliases=aliases), kind, geometry, "OSM", "ODbL 1.0", accuracy_m, **stated)


def line(*xy):
    """Return a line from 116.36, 39.90 through places so many metres (about) east and north of it."""
    return LineString([(116.36 + x * M, 39.90 + y * M) for x, y in xy])


def park(west=0, south=0, size=100):
    return box(116.36 + west * M, 39.90 + south * M, 116.36 + (west + size) * M, 39.90 + (south + size) * M)


def told(proposals):
    return [(proposal["action"], proposal["place"] or proposal["row"]["name_zh_hans"]) for proposal in proposals]


# Joining


def test_ways_of_one_street_are_one_line_and_those_far_away_another(ground):
    ways = [
        thing("槐街", "street", line((0, 0), (100, 0)), "way/10"),
        thing("槐街", "hutong", line((100, 0), (200, 0)), "way/9"),
        thing("槐街", "street", line((5000, 0), (5100, 0)), "way/11"),
        thing("榆街", "street", line((100, 0), (100, 90)), "way/12"),
    ]
    first, far, other = join(ways, ground)
    assert (first.refs, far.refs, other.refs) == (("way/9", "way/10"), ("way/11",), ("way/12",))
    assert shapely.equals_exact(first.geometry.normalize(), line((0, 0), (100, 0), (200, 0)).normalize(), 1e-8)


def test_of_two_carriageways_one_is_kept_and_the_accuracy_says_so(ground):
    ways = [
        thing("槐街", "street", line((0, 0), (900, 0)), "way/1"),
        thing("槐街", "street", line((0, 20), (900, 20)), "way/2"),
    ]
    (street,) = join(ways, ground)
    assert street.geometry.geom_type == "LineString"
    assert street.accuracy_m == 30
    assert street.remarks == (("Of two carriageways one is drawn.", "两条车道只画一条。"),)
    assert street.refs == ("way/1", "way/2")


def test_a_park_its_sign_and_its_gate_are_one_place_and_a_station_is_not(ground):
    park_, station = join(
        [
            thing("槐园", None, Point(116.3601, 39.9001), "node/1"),
            thing("槐园", "park", park(), "way/5", aliases=("老槐园",)),
            thing("槐园", "park", park(20, 20, 10), "way/4"),
            thing("槐园", "transport", Point(116.3602, 39.9001), "node/2"),
        ],
        ground,
    )[::-1]
    assert (park_.refs, park_.beside, park_.names.aliases) == (("way/5",), ("node/1", "way/4"), ("老槐园",))
    assert station.refs == ("node/2",)


def test_things_without_a_shape_stay_apart(ground):
    assert len(join([thing("槐园", "park", None, "1"), thing("槐园", "park", None, "2")], ground)) == 2


# Matching


def test_a_name_in_either_script_and_an_alias_match(propose):
    for name in ("砖塔胡同", "磚塔胡同"):
        proposals, _ = propose(thing(name, "hutong", LineString([(116.367, 39.9207), (116.3581, 39.9206)])))
        assert told(proposals)[0] == ("geometry", "zhuanta-hutong")
    proposals, _ = propose(thing("动批", "market", Point(116.3338, 39.9361)))
    assert told(proposals) == [("geometry", "dongpi")]


def test_the_same_name_elsewhere_is_a_row_of_its_own_that_needs_a_choice(propose):
    ((far,), _) = propose(thing("砖塔胡同", "hutong", line((0, 0), (100, 0))))
    assert (far["action"], far["place"], far["ambiguous"]) == ("new", None, True)
    assert "zhuanta-hutong has this name and lies elsewhere" in far["why"]["en"]
    assert "zhuanta-hutong 一行有这个名称" in far["why"]["zh"]


def test_a_row_without_a_position_gets_one_only_inside_the_district(propose):
    (inside, outside) = (thing("牛街街道", "subdistrict", park(east, 0, 500)) for east in (0, 4500))
    assert told(propose(inside)[0]) == [("position", "niujie-jiedao")]
    assert propose(outside) == ([], 1)


def test_two_things_of_one_name_for_one_row_need_a_choice(propose):
    proposals, _ = propose(
        thing("牛街街道", "subdistrict", park(0, 0, 500), "relation/1"),
        thing("牛街街道", "subdistrict", park(0, -2000, 500), "relation/2"),
    )
    assert [proposal["ambiguous"] for proposal in proposals] == [True, True]
    assert {proposal["place"] for proposal in proposals} == {"niujie-jiedao"}


def test_what_is_of_the_very_kind_of_the_row_is_preferred(propose):
    proposals, _ = propose(
        thing("先农坛", "heritage", box(116.385, 39.875, 116.388, 39.878), "way/1"),
        thing("先农坛", "park", box(116.3850, 39.8725, 116.3860, 39.8735), "way/2"),
    )
    assert [(p["from"]["ref"], p["ambiguous"]) for p in proposals] == [("way/1", False), ("way/2", True)]


def test_a_subdistrict_is_no_point_and_a_second_district_is_not_drawn(propose):
    proposals, _ = propose(
        thing("牛街街道", "subdistrict", Point(116.36, 39.89), "node/1"),
        thing("槐街道", "subdistrict", Point(116.36, 39.89), "node/2"),
        thing("槐区", "district", box(116.36, 39.8, 116.5, 39.9), "relation/1"),
        thing("北京市", "district", box(116, 39, 117, 40.5), "relation/2"),
    )
    assert told(proposals) == [("new", "槐街道"), ("new", "槐区")]
    assert [(p["geometry"], p["row"]["certainty"]) for p in proposals] == [(None, ""), (None, "")]


# Proposing


@pytest.mark.parametrize(
    ("geometry", "accuracy_m", "proposed"),
    [
        (LineString([(116.3901, 39.9270), (116.3902, 39.9323)]), 10, True),
        (LineString([(116.3901, 39.9270), (116.3902, 39.9323)]), 30, False),
        (LineString([(116.3901, 39.9270), (116.3901, 39.9275)]), 10, False),
        (Point(116.3901, 39.9300), 10, False),
    ],
)
def test_a_sure_row_gets_another_shape_only_if_that_is_much_better(propose, geometry, accuracy_m, proposed):
    proposals, _ = propose(thing("地安门内大街", "street", geometry, accuracy_m=accuracy_m))
    assert told(proposals) == [("geometry", "dianmennei-dajie")] * proposed


@pytest.mark.parametrize(
    ("name", "kind", "geometry"),
    [
        ("砖塔胡同", "hutong", LineString([(116.3670, 39.9207), (116.3660, 39.9207)])),
        ("什刹海", "area", box(116.380, 39.935, 116.381, 39.936)),
        ("金融街", "market", Point(116.354, 39.914)),
    ],
)
def test_a_piece_of_a_place_does_not_take_its_place(propose, name, kind, geometry):
    assert propose(thing(name, kind, geometry)) == ([], 0)


def test_a_shape_stays_valid_in_six_decimals(propose):
    spike = shapely.Polygon([(116.36, 39.9), (116.3610004, 39.9), (116.3605, 39.9000003), (116.3605, 39.901)])
    assert spike.is_valid
    ((new,), _) = propose(thing("槐园", "park", spike))
    assert shapely.geometry.shape(new["geometry"]).is_valid
    dot = shapely.box(116.36, 39.9, 116.3600001, 39.9000001)
    ((new,), _) = propose(thing("槐园", "park", dot))
    assert (new["geometry"], new["row"]["certainty"]) == (None, "")


def test_a_better_outline_of_the_district_is_a_shape_like_another(propose, gazetteer):
    outline = shapely.transform(gazetteer.district.geometry, lambda degrees: degrees + 50 * M)
    ((proposal,), _) = propose(thing("西城区", "district", outline, "relation/1"))
    assert (proposal["action"], proposal["place"], proposal["row"]["certainty"]) == ("geometry", "xicheng", "district")


def test_a_proposal_says_what_it_would_replace(propose, gazetteer):
    ((proposal,), _) = propose(thing("动批", "market", Point(116.3338, 39.9361)))
    stands = json.loads(gazetteer.rows["dongpi"])
    assert proposal["before"] == {column: stands[column] for column in proposal["row"]} | {
        "geometry": json.loads(gazetteer.shapes["dongpi"])["geometry"]
    }
    assert proposal["row"].keys() >= {"certainty", "accuracy_m", "source", "licence", "method", "beyond"}


def test_a_name_that_somebody_else_has_is_no_alias(propose):
    ((alias,), _) = propose(thing("先农坛", None, None, aliases=("月坛", "太岁殿", "金融街")))
    assert alias["row"] == {"aliases": "太岁殿;太歲殿"}
    assert "Not taken over, as others have it too: 月坛, 金融街." in alias["why"]["en"]


def test_two_new_places_do_not_claim_one_alias(propose):
    proposals, _ = propose(
        thing("槐园", "park", park(), "way/1", aliases=("老园", "槐树园")),
        thing("榆园", "park", park(900), "way/2", aliases=("老园",)),
    )
    assert [proposal["row"]["aliases"] for proposal in proposals] == ["槐树园;槐樹園", ""]
    assert not any(proposal["ambiguous"] for proposal in proposals)


@pytest.mark.parametrize(
    ("kind", "geometry", "row"),
    [
        ("heritage", Point(116.36, 39.9), ("heritage", "exact", "10")),
        ("park", Point(116.36, 39.9), ("park", "approximate", "210")),
        ("street", park(), ("area", "area", "10")),
        ("building", line((0, 0), (50, 0)), ("other", "street", "10")),
        ("transport", park(), ("transport", "approximate", "80")),
        ("hutong", line((0, 0), (0, 90_00)), ("hutong", "street", "10")),
    ],
)
def test_a_new_row_is_as_sure_as_its_shape(propose, kind, geometry, row):
    ((new,), _) = propose(thing("槐树", kind, geometry))
    assert (new["row"]["kind"], new["row"]["certainty"], new["row"]["accuracy_m"]) == row
    assert new["row"]["beyond"] == ("yes" if kind == "hutong" else "")


def test_an_unsure_source_makes_an_approximate_row(propose):
    ((new,), _) = propose(thing("槐树", "heritage", Point(116.36, 39.9), certain=False))
    assert new["row"]["certainty"] == "approximate"


# Names, kinds, ids


@pytest.mark.parametrize(
    ("tags", "names"),
    [
        ({}, None),
        ({"name": "Elm Street", "ref": "5"}, None),
        ({"name": "槐"}, None),
        ({"name": "槐" * 61}, None),
        ({"name": "槐樹街"}, Names("槐树街")),
        ({"name": "槐街", "name:zh-Hant": "槐街", "name:en": "Elm\nStreet"}, Names("槐街", "槐街", "Elm Street")),
        ({"name": "槐树街 Elm Street", "name:zh": "槐树街"}, Names("槐树街")),
        ({"name": "槐街", "alt_name": "槐树街;大街", "old_name": "槐樹街"}, Names("槐街", aliases=("大街", "槐树街"))),
        ({"name:zh-Hant": "槐樹街", "name": "Elm"}, Names("槐树街", "槐樹街")),
    ],
)  # fmt: skip
def test_names_are_those_that_are_stated(tags, names):
    assert names_of(tags) == names


@pytest.mark.parametrize(
    ("tags", "name", "kind"),
    [
        ({"highway": "residential"}, "槐树胡同", "hutong"),
        ({"highway": "residential"}, "槐树街", "street"),
        ({"highway": "crossing"}, "槐树街", None),
        ({"boundary": "administrative", "admin_level": "8"}, "槐街道", "subdistrict"),
        ({"boundary": "administrative", "admin_level": "2"}, "中国", None),
        ({"amenity": "restaurant"}, "槐楼", None),
        ({"amenity": "restaurant", "building": "yes"}, "槐楼", "building"),
        ({"leisure": "park", "historic": "yes"}, "槐园", "park"),
    ],
)
def test_the_kind_is_what_the_tags_say(tags, name, kind):
    assert kind_of_tags(tags, name) == kind


def test_kinds_that_may_be_one_place():
    assert may_be_one("street", "hutong")
    assert may_be_one("park", "heritage")
    assert may_be_one(None, "subdistrict")
    assert not may_be_one("area", "transport")
    assert not may_be_one("street", "area")
    assert kind_of_name("什刹") is None


def test_an_id_is_readable_and_nobody_elses():
    slugs = Slugs({"huaishu-hutong"}, Readings([("什刹海", "shi cha hai")]))
    assert slugs.new("槐树胡同", "way/1") == "huaishu-hutong-2"
    assert slugs.new("槐树胡同", "way/2") == "huaishu-hutong-3"
    assert slugs.new("什刹海公园", "way/3") == "shichahai-gongyuan"
    assert slugs.new("𪜀𪜁", "node/12") == "node-12"
    assert slugs.new("T3航站楼", "way/4") == "tsanhangzhanlou"


def test_refs_are_ordered_by_number():
    assert in_order(["way/10", "way/9", "node/100"]) == ("node/100", "way/9", "way/10")
