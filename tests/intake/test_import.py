"""An extract of 5,000 objects becomes proposals: the right ones, all accounted for, the same every time."""

import json
import shutil
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from mapapp.errors import ProposalsOfAnother, ProposalsUnreadable
from mapapp.intake.deciding import Ruling, decide, decide_all
from mapapp.intake.proposals import parse
from mapapp.intake.records import Wishes
from mapapp.places.audit import COLUMNS
from mapapp.places.gazetteer import SHAPES, TABLE, open_gazetteer
from mapapp.places.ground import check_ground
from tests.intake import town as drawn_town
from tests.osm import drawn

NONE = Wishes()
RULING = Ruling("accepted", "Li Hua", "2026-11-28T09:30:00Z")


def everything(geodata):
    return {path.relative_to(geodata): path.read_bytes() for path in sorted(geodata.rglob("*")) if path.is_file()}


@pytest.fixture
def geodata(brought, tmp_path):
    """A copy of the data folder with the proposals of the town."""
    return Path(shutil.copytree(brought[0], tmp_path / "geodata"))


@pytest.fixture
def imported(brought):
    """The account of the import."""
    return brought[1]


def test_every_object_is_accounted_for(imported, town):
    assert town.objects == imported.objects == drawn_town.OBJECTS
    assert imported.nameless == town.nameless
    assert imported.unsupported == town.unsupported
    assert imported.outside == town.outside
    assert imported.broken == drawn_town.BROKEN
    left = imported.nameless + imported.unsupported + imported.outside + imported.broken
    assert imported.used == imported.objects - left
    assert imported.matched + town.new + 6 == imported.places


def test_rows_are_matched_by_name_alias_and_position(imported, proposed):
    found = defaultdict(set)
    for proposal in proposed("town.osm"):
        if proposal["place"]:
            found[proposal["place"]].add(proposal["action"])
    assert found == drawn_town.PLANTED


def test_what_needs_a_choice_says_so_and_nothing_else_does(imported, proposed):
    unsure = [proposal for proposal in proposed("town.osm") if proposal["ambiguous"]]
    named = {proposal["place"] or proposal["row"]["name_zh_hans"] for proposal in unsure}
    assert named == drawn_town.AMBIGUOUS - {"牛街街道"} | {"niujie-jiedao"}
    why = {proposal["row"].get("name_zh_hans"): proposal["why"]["en"] for proposal in unsure}
    assert "lies elsewhere (2443 m away)" in why["月坛"]
    assert "is of kind area, not transport" in why["什刹海"]
    assert "Several rows have this name: nanchang-jie, beichang-jie" in why["南北长街"]
    assert len(unsure) == imported.ambiguous == 8


def test_every_place_without_a_row_is_a_new_row_with_all_its_columns(imported, town, proposed):
    new = [proposal for proposal in proposed("town.osm") if proposal["action"] == "new" and not proposal["ambiguous"]]
    assert len(new) == town.new
    assert all(list(proposal["row"]) == list(COLUMNS) for proposal in new)
    kinds = Counter(proposal["row"]["kind"] for proposal in new)
    assert kinds == {"hutong": 100, "street": 200, "park": 100, "area": 100, "building": 100}
    (one,) = (proposal for proposal in new if proposal["row"]["name_zh_hans"] == "榆云大厦")
    assert one["row"]["id"] == "yuyun-dasha"
    assert one["row"]["name_zh_hant"] == "榆雲大厦"
    assert "Made by machine: pinyin" in one["row"]["method"]
    assert one["from"]["licence"] == one["row"]["licence"] == "ODbL 1.0"


def test_a_street_of_several_ways_is_one_line(imported, proposed):
    (hutong,) = (p for p in proposed("town.osm") if (p["place"], p["action"]) == ("zhuanta-hutong", "geometry"))
    assert hutong["geometry"]["type"] == "LineString"
    assert len(hutong["geometry"]["coordinates"]) == 4
    assert hutong["from"]["ref"] == "way/1, way/2, way/3"
    assert hutong["row"]["certainty"] == "street"
    assert hutong["row"]["accuracy_m"] == "10"
    assert hutong["before"]["certainty"] == "approximate"
    assert hutong["row"]["method"].startswith("Joined from 3 lines of the source.")


def test_what_is_broken_is_named_with_the_reason(imported, geodata):
    told = json.loads((geodata / imported.path).read_bytes())["file"]
    assert {broken["name"] for broken in told["broken"]} == {
        *("断头街", "原地街", "结扣公园", "开口公园", "缺边公园", "西城区", "套湖", "空湖"),
    }
    assert "way/99999 is not in the extract" in next(one["en"] for one in told["broken"] if one["name"] == "西城区")


def test_an_import_writes_its_proposals_and_nothing_else(imported, known_rows, geodata):
    before, after = everything(known_rows), everything(geodata)
    assert {str(path) for path in after.keys() ^ before.keys()} == {imported.path} == {"proposals/town.json"}
    assert all(after[path] == content for path, content in before.items())


def test_the_same_file_changes_nothing_and_its_other_form_the_hash_alone(bring, geodata, extracts, imported):
    before = everything(geodata)
    assert not bring(extracts[0], NONE).changed
    assert everything(geodata) == before
    first = json.loads((geodata / imported.path).read_bytes())
    assert bring(extracts[1], NONE).changed
    second = json.loads((geodata / imported.path).read_bytes())
    for proposal in (*first["proposals"], *second["proposals"]):
        proposal["from"].pop("sha256")
    assert first["proposals"] == second["proposals"]


def test_what_was_decided_on_stays_so_and_is_not_proposed_again(bring, geodata, extracts, imported, proposed):
    (rejected,) = (p for p in proposed("town.osm") if (p["place"], p["action"]) == ("dongpi", "geometry"))
    decide(geodata, [rejected["id"]], replace(RULING, state="rejected"))
    accepted = decide_all(geodata, extracts[0], RULING)
    assert len(accepted) == len(proposed("town.osm")) - 1 - imported.ambiguous
    check_ground(geodata / SHAPES, open_gazetteer(geodata))
    before = everything(geodata)
    again = bring(extracts[0], NONE)
    assert everything(geodata) == before
    assert again.decided == len(accepted) + 1
    assert sum(again.proposed.values()) == again.ambiguous == imported.ambiguous


def test_a_newer_extract_changes_open_proposals_only(bring, geodata, town, extracts, imported, proposed, tmp_path):
    states = {p["place"] or p["row"]["name_zh_hans"]: p["id"] for p in proposed("town.osm") if p["action"] != "alias"}
    decide(geodata, [states["槐泉大厦"]], replace(RULING, state="rejected"))
    newer = drawn_town.Town()
    for number, ((lon, lat), tags) in newer.drawing.nodes.items():
        if tags.get("name") in ("槐泉大厦", "柳泉大厦"):
            newer.drawing.nodes[number] = ((lon + 0.001, lat), tags)
        if tags.get("name") == "松泉大厦":
            newer.drawing.nodes[number] = ((lon, lat), {})
    before = {p["id"]: p for p in proposed("town.osm")}
    bring(drawn.xml(newer.drawing), NONE, name="town.osm")
    after = {p["id"]: p for p in proposed("town.osm")}
    assert after[states["槐泉大厦"]] == before[states["槐泉大厦"]]
    assert after[states["槐泉大厦"]]["state"] == "rejected"
    assert after[states["柳泉大厦"]]["geometry"] != before[states["柳泉大厦"]]["geometry"]
    assert before.keys() - after.keys() == {states["松泉大厦"]}


def test_proposals_of_another_source_are_not_written_over(bring, geodata, extracts, imported):
    before = everything(geodata)
    with pytest.raises(ProposalsOfAnother, match="OpenStreetMap"):
        bring('{"type": "FeatureCollection", "features": [{"properties": {"name": "新街"}}]}', name="town.geojson")
    assert everything(geodata) == before


@pytest.mark.parametrize("text", ["", "[]", '{"file": {}}', '{"file": {}, "proposals": [{"id": "a"}]}', "[" * 9999])
def test_a_file_that_is_not_in_our_form_holds_no_proposals(text):
    with pytest.raises(ProposalsUnreadable, match="town"):
        parse("town.json", text)


def test_a_damaged_file_of_proposals_is_refused_and_stays(bring, geodata, extracts):
    (geodata / "proposals" / "town.json").write_text("{")
    with pytest.raises(ProposalsUnreadable):
        bring(extracts[0], NONE)
    assert (geodata / "proposals" / "town.json").read_text() == "{"


def test_the_rows_of_the_table_stay_byte_for_byte_when_new_ones_are_accepted(geodata, extracts, imported):
    before = (geodata / TABLE).read_bytes().splitlines(keepends=True)
    decide_all(geodata, extracts[0], RULING)
    after = (geodata / TABLE).read_bytes().splitlines(keepends=True)
    changed = {line.partition(b",")[0].decode() for line in before if line not in after}
    assert changed == drawn_town.PLANTED.keys() - {"niujie-jiedao"}
