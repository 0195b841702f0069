"""The answer says, in the district's words, what was found; the layers are the measure."""

import json

import pytest

from tests.blocks import answers


@pytest.fixture(scope="module")
def answer():
    return answers.answer()


def test_an_answer_is_json_without_what_json_cannot_say(answer):
    assert json.loads(json.dumps(answer, ensure_ascii=False, allow_nan=False)) == answer
    json.dumps(answers.points_answer(), allow_nan=False)


def test_every_quote_stands_literally_in_the_article(answer):
    (article,) = answers.LAYERS.articles.values()
    assert len(answer["commitments"]) == 23
    for words in answer["commitments"].values():
        assert words["quote"] in article["texts"]["clean"]
        assert words["simplified"] in article["texts"]["simplified"]
        assert words["quote"] != "" != words["simplified"]


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
    for unit in answer["units"]:
        assert unit["low"] <= unit["drawn"] <= unit["high"]


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
