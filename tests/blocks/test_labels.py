"""The column that names the units."""

import pytest

from mapapp.blocks.labels import labels
from mapapp.errors import LabelUnknown

ROWS = [0, 1, 2]


def chosen(columns, wished=None, rows=ROWS):
    return labels(columns, rows, wished, "a.zip")


@pytest.mark.parametrize(
    ("columns", "column"),
    [
        ({"unit_id": ["1", "2", "3"], "名称": ["a", "b", "c"]}, "名称"),
        ({"面积": ["1", "2", "3"], "單元名稱": ["a", "b", "c"], "name": ["x", "y", "z"]}, "單元名稱"),
        ({"id": ["1", "1", "2"], "unit_id": ["01", "2", "3"]}, "unit_id"),
        ({"NAME ": ["a", "b", "c"]}, "NAME "),
        ({"name": ["a", "a", "a"], "code": ["x", "y", "z"]}, "code"),
        ({"name": ["a", "a", "b"]}, "name"),
        ({"name": [None, "", " "], "comment": ["a", "b", "c"]}, "comment"),
        ({"area": ["1.5", "2.5", "3.5"], "where": ["north", "south", "west"]}, "where"),
        ({"Name": ["面", "面", "面"], "街区单元名": ["a", "b", "c"]}, "街区单元名"),
        ({"OBJECTID": ["1", "2", "3"], "DKBH": ["000", "001", "002"]}, "DKBH"),
        ({"OBJECTID": ["1", "2", "3"], "图号": ["000", "001", "002"]}, "图号"),
        ({"单元号": ["000", "001", "002"], "备注": ["a", "b", "c"]}, "单元号"),
        ({"name": ["面", "面", "面"], "area": ["1.5", "2.5", "3.5"]}, "name"),
        ({"area": ["1.5", "2.5", "3.5"]}, None),
        ({}, None),
    ],
)
def test_the_column_that_tells_the_units_apart_names_them(columns, column):
    assert chosen(columns).column == column


def test_without_such_a_column_the_units_are_numbered():
    found = chosen({"area": ["1", "1", "1"]})
    assert found.names == ["1", "2", "3"]
    assert [finding.code for finding in found.findings] == ["label_numbered"]


def test_the_planner_may_choose_any_column():
    found = chosen({"name": ["a", "b", "c"], "街道": ["x", "x", "y"]}, "街道")
    assert found.names == ["x", "x", "y"]
    assert found.findings[0].facts == {"label": "街道"}
    assert (found.findings[1].code, found.findings[1].notes) == ("names_repeated", ("x",))


def test_a_column_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(LabelUnknown) as refused:
        chosen({"name": ["a", "b", "c"]}, "名称")
    assert refused.value.facts["candidates"] == ["name"]


def test_names_stay_text_and_follow_their_rows():
    assert chosen({"id": ["001", "9007199254740993", None, "4"]}, rows=[0, 1, 2]).names == [
        "001",
        "9007199254740993",
        "#3",
    ]
    assert chosen({"id": ["001", "2", None, "4"]}, rows=[3, 0]).names == ["4", "001"]
