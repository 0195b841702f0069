"""One query chooses the same units for the page and for every export, and nothing that is asked can break it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapapp.blocks.filtering import SORTS, chosen
from tests.blocks import answers

ANSWER, POINTS = answers.answer(), answers.points_answer()


def names(answer, **query):
    found = chosen(answer, query)
    assert found.refused == ()
    return [answer["units"][unit]["name"] for unit in found.units]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({}, ["001", "002", "003", "004", "005", "006"]),
        ({"name": "00５"}, ["005"]),
        ({"name": " 什刹 "}, ["002", "003"]),
        ({"name": "nobody"}, []),
        ({"site": "xidan-beidajie"}, ["004", "005"]),
        ({"site": "dayunhe"}, ["001", "002", "003"]),
        ({"site": "dongpi"}, []),
        ({"theme": "营商环境改善、推进服务便利化、深化改革"}, ["001", "004"]),
        ({"theme": "xicheng.14"}, ["001", "004"]),
        ({"least": "3"}, ["003", "004"]),
        ({"border": "1"}, ["001", "004", "005"]),
        ({"border": "1", "least": "2", "name": "金融"}, ["004"]),
        ({"name": "", "site": "", "theme": "", "least": "", "border": "", "sort": ""}, answers.NAMES),
        ({"crs": "EPSG:4548", "lang": "en"}, answers.NAMES),
        ({"sort": "-name"}, ["006", "005", "004", "003", "002", "001"]),
        ({"sort": "-drawn"}, ["004", "003", "001", "002", "006", "005"]),
        ({"sort": "drawn"}, ["005", "001", "002", "006", "003", "004"]),
        ({"sort": "-area", "site": "shichahai"}, ["001", "002", "003"]),
    ],
)  # fmt: skip
def test_a_query_chooses_units_in_order(query, wanted):
    assert names(ANSWER, **query) == wanted


def test_points_are_chosen_by_what_is_near_them():
    assert names(POINTS, site="jinrong-jie") == ["太平桥"]
    assert names(POINTS, least="1", sort="-drawn") == ["太平桥", "西单"]
    assert names(POINTS, border="1") == []


def test_numbers_in_names_count_as_numbers():
    numbered = answers.answer(["单元10", "单元2", "单元1", "b", "A", "单元007"])
    assert names(numbered, sort="name") == ["A", "b", "单元1", "单元2", "单元007", "单元10"]


def test_what_has_no_area_comes_last_both_ways():
    units = [unit | {"area_m2": None if unit["name"] == "002" else 1.0} for unit in ANSWER["units"]]
    answer = ANSWER | {"units": units}
    assert names(answer, sort="area")[-1] == names(answer, sort="-area")[-1] == "002"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("site", "nowhere"),
        ("site", ["dongpi"]),
        ("theme", "' OR 1=1"),
        ("least", "-1"),
        ("least", "1e9"),
        ("least", "²"),
        ("least", "9" * 5000),
        ("border", "yes"),
        ("name", {"$ne": 1}),
    ],
)
def test_a_filter_that_is_not_understood_chooses_nothing_and_says_so(key, value):
    found = chosen(ANSWER, {key: value})
    assert (found.units, found.refused) == ([], (key,))


@pytest.mark.parametrize("sort", ["password", "--name", ["name"], "__class__"])
def test_a_sort_that_is_not_understood_is_left_out_and_said(sort):
    found = chosen(ANSWER, {"sort": sort})
    assert (found.units, found.refused) == ([0, 1, 2, 3, 4, 5], ("sort",))


HOSTILE = st.one_of(st.text(), st.none(), st.lists(st.text()), st.integers(), st.sampled_from(SORTS))
KEYS = ("name", "site", "theme", "least", "border", "sort", "other")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(KEYS), HOSTILE))
def test_no_query_raises_or_chooses_a_unit_twice(query):
    units = chosen(ANSWER, query).units
    assert len(set(units)) == len(units) <= 6
