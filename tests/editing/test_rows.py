"""Rows and shapes changed in the text of their file: what changes, and that nothing else does."""

import csv
import difflib
import io
import json

import pytest

from mapapp.editing import rows
from mapapp.errors import GazetteerUnreadable
from mapapp.places.audit import COLUMNS
from mapapp.places.gazetteer import SHAPES, TABLE
from tests.conftest import FIRST

GAZETTEER, DRAWN = ((FIRST / name).read_bytes().decode("utf-8") for name in (TABLE, SHAPES))
SMALL = 'id,name,method\na,甲,"old, and\nlong"\nb, 乙 ,"says ""so"""\n'
NEW = {"id": "new", "name_zh_hans": "新街", "method": 'He said "here", there'}
POINT = {"type": "Point", "coordinates": [116.12345678, 39.9]}


def lines_changed(before, after):
    """Return the lines that a change takes away, and those that it adds."""
    told = list(difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True)))
    return [line[2:] for line in told if line[0] == "-"], [line[2:] for line in told if line[0] == "+"]


def test_a_new_row_is_a_line_at_the_end_and_the_others_stay_byte_for_byte():
    text = rows.with_row(GAZETTEER, NEW)
    assert text.startswith(GAZETTEER)
    (row,) = csv.DictReader(io.StringIO(",".join(COLUMNS) + "\n" + text[len(GAZETTEER) :], newline=""))
    assert row == dict.fromkeys(COLUMNS, "") | NEW


def test_a_changed_row_is_the_only_line_that_differs():
    text = rows.with_row(GAZETTEER, {"id": "yuetan", "accuracy_m": "20", "aliases": "夕月坛;夕月壇"})
    ((old,), (new,)) = lines_changed(GAZETTEER, text)
    assert new == old.replace(",exact,150,", ",exact,20,").replace("yue tan,,", "yue tan,夕月坛;夕月壇,")


def test_a_row_that_says_what_is_there_changes_nothing():
    with open(FIRST / TABLE, encoding="utf-8", newline="") as file:
        assert rows.with_rows(GAZETTEER, list(csv.DictReader(file))) == GAZETTEER


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"id": "a", "name": "丙"}, 'id,name,method\na,丙,"old, and\nlong"\nb, 乙 ,"says ""so"""\n'),
        ({"id": "a", "method": "short"}, 'id,name,method\na,甲,"short"\nb, 乙 ,"says ""so"""\n'),
        ({"id": "b", "name": "乙", "unknown": "?"}, SMALL),
        ({"id": "b", "name": "a,b"}, 'id,name,method\na,甲,"old, and\nlong"\nb,"a,b","says ""so"""\n'),
        ({"id": "c", "name": "1"}, SMALL + "c,1,\n"),
    ],
)
def test_each_cell_is_kept_as_it_is_written_unless_it_changes(row, text):
    assert rows.with_row(SMALL, row) == text


def test_line_ends_quotes_and_the_mark_at_the_start_are_the_files_own():
    windows = '\ufeff"id","name"\r\n"a","甲"'
    assert rows.with_row(windows, {"id": "b", "name": "乙"}) == '\ufeff"id","name"\r\n"a","甲"\r\n"b","乙"\r\n'
    assert rows.with_row(windows, {"id": "a", "name": "乙"}) == '\ufeff"id","name"\r\n"a","乙"'
    assert rows.with_row("id,name", {"id": "a"}) == "id,name\na,\n"


def test_a_row_can_be_taken_away():
    assert rows.without_row(rows.with_row(GAZETTEER, NEW), "new") == GAZETTEER
    assert rows.without_row(SMALL, "a") == 'id,name,method\nb, 乙 ,"says ""so"""\n'
    assert rows.without_row(SMALL, "none") == SMALL


def test_a_table_that_cannot_be_read_is_refused():
    with pytest.raises(GazetteerUnreadable):
        rows.with_row('id,name\na,"open', {"id": "a"})


def test_a_new_shape_is_a_line_at_the_end_in_six_decimals():
    text = rows.with_shape(DRAWN, "new", POINT)
    ((), (added,)) = lines_changed(DRAWN.replace("}}\n]}", "}},\n]}"), text)
    assert added == (
        '{"type": "Feature", "id": "new", "properties": {}, '
        '"geometry": {"type": "Point", "coordinates": [116.123457, 39.9]}}\n'
    )
    assert json.loads(text)["features"][:-1] == json.loads(DRAWN)["features"]


def test_a_changed_shape_is_the_only_line_that_differs_and_can_be_put_back():
    text = rows.with_shape(DRAWN, "yuetan", POINT)
    ((_,), (new,)) = lines_changed(DRAWN, text)
    assert "[116.123457, 39.9]" in new
    old = next(feature for feature in json.loads(DRAWN)["features"] if feature["id"] == "yuetan")
    assert rows.with_shape(text, "yuetan", old["geometry"]) == DRAWN


@pytest.mark.parametrize("index", [0, 5, -1])
def test_a_shape_can_be_taken_away(index):
    collection = json.loads(DRAWN)
    id = collection["features"].pop(index)["id"]
    text = rows.with_shape(DRAWN, id, None)
    assert json.loads(text) == collection
    assert text.count("\n") == DRAWN.count("\n") - 1
    assert rows.with_shape(text, id, None) == text


def test_what_else_a_file_of_shapes_and_a_feature_state_stays():
    text = '{ "name": {"features": [1]},\r\n"features" : [ {"id": 1, "note": "é", "geometry": null} ], "end": []}'
    assert rows.with_shape(text, "1", POINT) == text.replace(
        "null", '{"type": "Point", "coordinates": [116.123457, 39.9]}'
    )
    assert json.loads(rows.with_shape(text, "2", POINT))["end"] == []
    assert json.loads(rows.with_shape('{"features": []}', "1", POINT))["features"][0]["id"] == "1"
    assert json.loads(rows.with_shape(text, "1", None))["features"] == []


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"features": {}}', '{"features": [1]}', '{"features": [{}', "[" * 9999]
)
def test_shapes_that_cannot_be_read_are_refused(text):
    with pytest.raises(GazetteerUnreadable):
        rows.with_shape(text, "a", POINT)
