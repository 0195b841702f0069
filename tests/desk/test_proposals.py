"""Proposals of imports at the desk: shown where they belong, accepted, rejected, and taken back."""

import json

import pytest

from mapapp.intake.importing import import_file
from mapapp.intake.records import Wishes
from mapapp.places.decisions import open_decisions
from mapapp.places.gazetteer import SHAPES, TABLE, open_gazetteer
from tests.desk.test_pages import dids, name_page

HALL = {"name": "转运站", "kind": "building"}
MARKET = {"name": "动物园批发市场", "kind": "market", "accuracy_m": 20, "alt_name": "动物园大集"}


def feature(point, properties):
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": point}}


@pytest.fixture
def offered(sitting, tmp_path):
    """Proposals for a new row, a better shape and an alias: their ids by action."""
    features = [feature([116.36, 39.9], HALL), feature([116.3339, 39.9361], MARKET)]
    file = tmp_path / "survey.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    import_file(file, sitting.geodata, Wishes(source="Our survey", licence="CC0", crs="WGS-84"))
    return {one["action"]: one["id"] for one in proposals(sitting.geodata)}


def proposals(geodata):
    return json.loads((geodata / "proposals" / "survey.json").read_text(encoding="utf-8"))["proposals"]


def gazetteer_files(geodata):
    return [(geodata / name).read_bytes() for name in (TABLE, SHAPES)]


def test_a_proposal_says_what_it_would_change_from_what_and_why(sitting, offered):
    words = sitting.words("/en/proposals")
    assert "Our survey" in words
    assert "a new row" in words
    assert "No row has this name." in words
    assert "转运站" in sitting.words("/en/proposals?q=转运")
    assert "转运站" not in sitting.words("/en/proposals?q=动物园")


def test_a_name_and_a_place_show_the_proposals_that_are_about_them(sitting, offered):
    assert f"/proposals/{offered['new']}" in sitting.get(name_page("轉運站")).text
    assert f"/proposals/{offered['alias']}" in sitting.get("/en/places/dongpi").text
    assert "/proposals/" not in sitting.get("/en/places/yuetan").text.replace('/en/proposals"', "")


@pytest.mark.parametrize("action", ["new", "geometry", "alias"])
def test_an_accepted_proposal_is_taken_back_and_carried_out_again_to_the_byte(sitting, offered, action):
    if action not in offered:
        action = "position"
    before = gazetteer_files(sitting.geodata)
    assert sitting.post(f"/en/proposals/{offered[action]}", did="accept").status_code == 303
    accepted = gazetteer_files(sitting.geodata)
    assert accepted != before
    assert sitting.post("/en/history/1").status_code == 303
    assert gazetteer_files(sitting.geodata) == before
    assert {one["state"] for one in proposals(sitting.geodata)} == {"open"}
    assert sitting.post("/en/history/2").status_code == 303
    assert gazetteer_files(sitting.geodata) == accepted
    assert [one["state"] for one in proposals(sitting.geodata) if one["id"] == offered[action]] == ["accepted"]
    assert dids(sitting.geodata) == ["proposal.accept", "undo", "undo"]


def test_a_rejected_proposal_can_be_opened_again(sitting, offered):
    sitting.post(f"/en/proposals/{offered['new']}", did="reject")
    assert "转运站" not in sitting.words("/en/proposals")
    sitting.post("/en/history/1")
    assert "转运站" in sitting.words("/en/proposals")
    assert open_decisions(sitting.geodata)[-1].proposal == offered["new"]


def test_a_new_row_that_a_name_means_is_not_taken_back(sitting, offered):
    sitting.post(f"/en/proposals/{offered['new']}", did="accept")
    row = next(id for id, one in open_gazetteer(sitting.geodata).places.items() if one.name_zh_hans == "转运站")
    sitting.post(name_page("轉運站"), did="mean", place=row)
    answer = sitting.post("/en/history/1")
    assert answer.status_code == 422
    assert "decision 2 rests on it" in answer.text


def test_a_proposal_that_was_decided_is_not_decided_again(sitting, offered):
    sitting.post(f"/en/proposals/{offered['new']}", did="reject")
    answer = sitting.post(f"/en/proposals/{offered['new']}", did="accept")
    assert answer.status_code == 422
    assert "already" in answer.text


def test_names_that_no_row_has_are_listed_with_the_way_to_place_them(sitting):
    text = "将对望火楼胡同进行整治。\n将继续整治望火楼胡同。\n"
    facts = {"id": "new", "language": "zh-Hans", "author": "Li", "role": "Mayor", "title": "", "date": "",
             "publisher": "", "official_url": "", "source": "pasted"}  # fmt: skip
    sitting.post("/en/new", **facts, text=text)
    page = sitting.get("/en/places").text
    assert "/en/articles/new/names/2-7" in page
    assert "2×" in page
