"""Text that may be shown and kept."""

import pytest

from mapapp.blocks.texts import clean


def codes(findings):
    return {finding.code: finding.facts for finding in findings}


def test_good_text_stays_as_it_is_and_nothing_is_noted():
    columns = {"名称": ["什刹海", None, "", "=1+1", "𠮷野家"], "unit_id": ["001", "2", "3", "4", "5"]}
    assert clean(columns, 1000) == (columns, [])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\ud800b", "ab"),
        ("\x00x", "x"),
        ("txt\u202egpj.exe", "txtgpj.exe"),
        ("\x1b[31mred", "[31mred"),
        ("end\uffff", "end"),
    ],
)
def test_what_no_text_may_hold_is_removed(before, after):
    columns, findings = clean({"name": [before, "b"]}, 1000)
    assert columns == {"name": [after, "b"]}
    assert codes(findings) == {"text_cleaned": {"count": 1}}


def test_line_breaks_and_tabs_become_spaces_without_a_word():
    assert clean({"name": ["什刹海\r\n街区\t1"]}, 1000) == ({"name": ["什刹海 街区 1"]}, [])


def test_long_values_are_cut():
    columns, findings = clean({"name": ["a" * 2_000_000, "b" * 10]}, 10)
    assert columns == {"name": ["a" * 10, "b" * 10]}
    assert codes(findings) == {"text_truncated": {"count": 1, "limit": 10}}


def test_names_of_columns_are_cleaned_and_stay_apart():
    columns, findings = clean({"a\x00": ["1"], "a": ["2"], " ": ["3"], "a\x01": ["4"], "b" * 500: ["5"]}, 1000)
    assert columns == {"a": ["1"], "a (2)": ["2"], "column 3": ["3"], "a (3)": ["4"], "b" * 100: ["5"]}
    assert codes(findings) == {"text_cleaned": {"count": 2}}
