"""The answer says, in the district's words, what was found; the layers are the measure."""

import json
from operator import itemgetter

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapapp.blocks import dossier as dossiers
from mapapp.blocks.classes import MOST_CLASSES, classes
from mapapp.blocks.dossier import dossier
from mapapp.blocks.overlay import overlay
from mapapp.blocks.vicinity import near
from tests.blocks import answers


@pytest.fixture(scope="module")
def answer():
    return answers.answer()


def codes(answer):
    return [finding["code"] for finding in answer["findings"]]


def site(answer, id):
    return next(one for one in answer["sites"] if one["id"] == id)


def test_an_answer_is_json_without_what_json_cannot_say(answer):
    assert json.loads(json.dumps(answer, ensure_ascii=False, allow_nan=False)) == answer
    json.dumps(answers.points_answer(), allow_nan=False)


def test_every_quote_stands_literally_in_the_article(answer):
    (article,) = answers.LAYERS.articles.values()
    said = {one["id"]: one for one in article["commitments"]}
    assert len(answer["commitments"]) == 23
    for id, words in answer["commitments"].items():
        assert words["quote"] == said[id]["quote"] != ""
        assert words["quote"] in article["texts"]["clean"]
        assert words["simplified"] == said[id]["selectors"]["simplified"][0]["exact"]
        assert (words["line"], words["sentence"]) == (said[id]["line"], said[id]["sentence"])
        assert words["translation_en"] == said[id]["translation_en"]
        assert words["theme"] == said[id]["theme"]


def test_the_inputs_are_named_with_their_hashes(answer):
    assert answer["file"]["sha256"] == answers.FACTS.sha256
    assert answer["file"]["name"] == "西城街区.zip"
    assert answer["layers_sha256"] == answers.LAYERS.receipt["receipt_sha256"]
    assert answer["settings"] == {"nearby_m": 500, "measured_in": "EPSG:4548"}


def test_a_unit_counts_its_commitments_once_each_surely_drawn_and_possibly(answer):
    counts = {unit["name"]: (unit["low"], unit["drawn"], unit["high"]) for unit in answer["units"]}
    assert counts == {
        "001": (0, 2, 3),
        "002": (1, 2, 2),
        "003": (3, 3, 3),
        "004": (2, 4, 4),
        "005": (0, 1, 2),
        "006": (2, 2, 2),
    }


def test_commitments_for_the_whole_district_are_listed_once_and_counted_in_no_unit(answer):
    assert len(answer["district_wide"]) == 17
    counted = {id for one in answer["sites"] for id in one["commitments"]}
    assert counted.isdisjoint(answer["district_wide"])
    assert counted | set(answer["district_wide"]) <= answer["commitments"].keys()


def test_a_place_that_is_not_drawn_is_named_with_its_commitment(answer):
    (unplaced,) = answer["unplaced"]
    assert unplaced == {
        "id": "xichanganjie-jiedao",
        "name_zh_hans": "西长安街街道",
        "name_zh_hant": "西長安街街道",
        "name_en": unplaced["name_en"],
        "commitments": ["xicheng.19.3"],
    }
    assert unplaced["commitments"][0] in answer["commitments"]


def test_a_border_street_is_marked_in_both_of_its_units(answer):
    marked = {
        (unit["name"], answer["sites"][part["site"]]["id"])
        for unit in answer["units"]
        for part in unit["parts"]
        if part["border"]
    }
    assert marked == {
        ("001", "fuchengmennei-dajie"),
        ("004", "fuchengmennei-dajie"),
        ("004", "xidan-beidajie"),
        ("005", "xidan-beidajie"),
    }


def test_a_site_says_how_much_of_it_lies_in_no_unit(answer):
    assert site(answer, "zhongzhouxian") | {"name_en": ""} == {
        "id": "zhongzhouxian",
        "name_zh_hans": "中轴线",
        "name_zh_hant": "中軸線",
        "name_en": "",
        "kind": "line",
        "certainty": "street",
        "accuracy_m": 60,
        "commitments": ["xicheng.17.2"],
        "size": 7777.7,
        "outside": 3216.1,
        "outside_share": 0.4135,
        "twice_share": 0.0,
    }


def test_overlaps_and_gaps_are_told_with_the_units_concerned(answer):
    assert codes(answer)[-2:] == ["units_overlap", "units_gap"]
    assert [finding["notes"] for finding in answer["findings"][-2:]] == [
        ["002 / 003: 16896 m²"],
        ["002 / 005: 3807 m²"],
    ]
    assert answer["gaps"] == [{"units": [1, 4], "area_m2": 3807.4, "at": [116.3735, 39.9222]}]


def test_units_that_fit_together_are_told_nothing_about():
    laid = answers.overlay()
    laid.overlaps, laid.gaps = [], []
    answer = dossier(answers.blocks(), answers.SITES, laid, answers.LAYERS, answers.FACTS)
    assert not {"units_overlap", "units_gap", "illustrative"} & set(codes(answer))


def test_many_overlaps_are_noted_up_to_a_limit_the_largest_first(monkeypatch):
    monkeypatch.setattr(dossiers, "MOST_NOTES", 2)
    laid = answers.overlay()
    laid.overlaps = [(0, 1, 5.0), (1, 2, 9.0), (2, 3, 7.0)]
    answer = dossier(answers.blocks(), answers.SITES, laid, answers.LAYERS, answers.FACTS)
    assert answer["findings"][-2]["notes"] == ["002 / 003: 9 m²", "003 / 004: 7 m²", "…"]
    assert len(answer["overlaps"]) == 3


def test_a_note_names_some_of_the_units_around_a_gap(monkeypatch):
    monkeypatch.setattr(dossiers, "MOST_NAMES", 2)
    laid = answers.overlay()
    laid.gaps[0].units = (0, 1, 2, 3)
    answer = dossier(answers.blocks(), answers.SITES, laid, answers.LAYERS, answers.FACTS)
    assert answer["findings"][-1]["notes"] == ["001 / 002 / …: 3807 m²"]
    assert answer["gaps"][0]["units"] == [0, 1, 2, 3]


def test_an_area_that_is_not_known_is_null():
    laid = answers.overlay()
    laid.unit_area_m2 = np.array([np.nan, *laid.unit_area_m2[1:]])
    answer = dossier(answers.blocks(), answers.SITES, laid, answers.LAYERS, answers.FACTS)
    assert answer["units"][0]["area_m2"] is None
    assert answer["units"][1]["area_m2"] == 2988587.3


def test_illustrative_units_are_told_so_in_three_languages():
    (finding,) = (one for one in answers.answer(illustrative=True)["findings"] if one["code"] == "illustrative")
    assert finding["kind"] == "warning"
    assert "示意样例" in finding["zh-hans"]
    assert "示意樣例" in finding["zh-hant"]
    assert "not official" in finding["en"]


def test_points_have_what_is_near_them_the_nearest_first():
    answer = answers.points_answer()
    first, second, third = answer["units"]
    assert [answer["sites"][near["site"]]["id"] for near in first["near"]] == [
        "xidan-beidajie",
        "xidan-wenhua-guangchang",
    ]
    assert (first["at"], first["drawn"], second["drawn"]) == ([116.3685, 39.9075], 1, 3)
    assert (third["near"], third["drawn"]) == ([], 0)
    assert "points_only" in codes(answer)
    assert "3" in answer["findings"][-1]["en"]
    assert (answer["borders"], answer["overlaps"], answer["gaps"]) == ([], [], [])


def test_attributes_are_kept_as_text_and_empty_ones_as_null(answer):
    assert answer["units"][0]["attributes"] == {"编号": "001", "街道": "新街口", "人口": "12200"}
    assert answer["units"][5]["attributes"]["街道"] is None
    assert answer["file"]["columns"] == ["编号", "街道", "人口"]


def test_the_figures_that_others_are_tested_with_are_those_of_the_overlay(answer):
    laid = overlay(answers.blocks().geometry, answers.SITES)
    found = dossier(answers.blocks(), answers.SITES, laid, answers.LAYERS, answers.FACTS)
    assert [(unit["name"], unit["low"], unit["drawn"], unit["high"]) for unit in found["units"]] == [
        (unit["name"], unit["low"], unit["drawn"], unit["high"]) for unit in answer["units"]
    ]
    for ours, theirs in zip(answer["units"], found["units"], strict=True):
        for part, other in zip(sorted(ours["parts"], key=itemgetter("site")), theirs["parts"], strict=True):
            assert part == pytest.approx(other, abs=0.1)
    for ours, theirs in zip(answer["sites"], found["sites"], strict=True):
        assert ours["outside"] == pytest.approx(theirs["outside"], abs=0.1)
    assert [border["units"] for border in found["borders"]] == [border["units"] for border in answer["borders"]]
    near_them = near(answers.points().geometry, answers.SITES, 500)
    assert [[site for site, _ in one] for one in near_them] == [[site for site, _ in one] for one in answers.near()]


# Classes


@pytest.mark.parametrize(
    ("counts", "method", "bounds"),
    [
        ([0, 0], "single values", [0]),
        ([3, 1, 0, 1], "single values", [0, 1, 3]),
        ([1, 2, 3, 4], "single values", [0, 1, 2, 3, 4]),
        ([0, 1, 2, 3, 4, 5, 6, 7, 8], "quantiles", [0, 1, 3, 5, 7]),
        ([1] * 90 + [2, 3, 4, 5, 9], "quantiles", [0, 1]),
    ],
)
def test_classes_are_values_where_they_are_few_and_else_quantiles(counts, method, bounds):
    assert classes(counts) == {"method": method, "bounds": bounds}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(0, 40), min_size=1))
def test_every_count_has_a_class_and_zero_one_of_its_own(counts):
    bounds = classes(counts)["bounds"]
    assert bounds == sorted(set(bounds))
    assert bounds[0] == 0
    assert len(bounds) <= MOST_CLASSES
    assert all(bound in counts for bound in bounds[1:])
    assert len(bounds) == 1 or bounds[1] <= min(count for count in counts if count)


def test_the_classes_of_the_answer_are_those_of_its_counts(answer):
    assert answer["classes"] == {"method": "single values", "bounds": [0, 1, 2, 3, 4]}
