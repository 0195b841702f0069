"""The times that a sentence states: what is found, as what, and what is left unfixed."""

import csv
from datetime import date
from pathlib import Path

import pytest

from mapapp.reading.article import Article
from mapapp.reading.dates import KINDS, stated_times

with open(Path(__file__).parent / "data" / "labels" / "dates.csv", encoding="utf-8", newline="") as file:
    LABELS = list(csv.DictReader(file))
TEXTS = list(dict.fromkeys(row["text"] for row in LABELS))
"""Sentences made up for this test, with what must be found in them, set by hand before there was a reader."""


def told(day):
    return day.isoformat() if day else ""


@pytest.mark.parametrize("text", TEXTS)
def test_a_stated_time_is_found_word_for_word_and_read_as_by_hand(text):
    found = [
        (text[slice(*time.span)], time.kind, told(time.first), told(time.last))
        for time in stated_times(Article.of(text).simplified)
    ]
    expected = [tuple(row[name] for name in ("words", "kind", "from", "to")) for row in LABELS if row["text"] == text]
    assert found == [row for row in expected if row[0]]


def test_the_labels_are_many_and_of_every_kind():
    assert len(TEXTS) >= 40
    assert {row["kind"] for row in LABELS} == {*KINDS, ""}


def test_spans_count_from_where_the_sentence_stands():
    (time,) = stated_times("到2025年底前完成。", start=100)
    assert (*time.span, time.last) == (100, 108, date(2025, 12, 31))


@pytest.mark.parametrize(
    "text",
    ["2025年" * 2000, "二〇二五年至" * 1000, "2025-" * 3000, "三" * 5000, "年内今年6月" * 1000, "“十四五”《" * 1000],
)
def test_odd_text_is_read_in_good_time(text):
    assert all(0 <= time.span.start < time.span.end <= len(text) for time in stated_times(text))


def test_the_article_of_xicheng_states_no_date_but_one_span_without_dates(article):
    times = stated_times(article.simplified)
    assert [(article.quote(time.span), time.kind) for time in times] == [("三年行動計劃", "unfixed")]
