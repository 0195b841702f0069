"""Many articles: what they say of a place stands article by article through the years, and is told from where it is."""

import json
import re
import shutil
from html import unescape
from types import SimpleNamespace

import pytest

from mapapp import errors
from mapapp.atlas.build import build
from mapapp.layers import query, store
from mapapp.layers.chronology import in_time, year
from mapapp.reading.metadata import open_metadata
from mapapp.settings import Settings
from mapapp.view.chronicle import chapters
from mapapp.view.plates import plates
from mapapp.view.promises import promises_of
from mapapp.web import paper
from mapapp.web.app import create_app
from mapapp.web.language import LANGUAGES, day
from mapapp.web.visit import Visit
from tests.conftest import FIRST
from tests.years import add_article, metadata, text, with_articles


def publish(geodata):
    store.publish(geodata / "layers", build(geodata))
    return geodata


@pytest.fixture(scope="module")
def years(tmp_path_factory):
    """A data folder with five articles: of 2016, March 2017, a day of 2018, and two without a date."""
    folder = shutil.copytree(FIRST, tmp_path_factory.mktemp("years") / "geodata")
    return publish(with_articles(folder, 4, naming=16))


@pytest.fixture(scope="module")
def visitor(years):
    return create_app(Settings(years)).test_client()


def page(visitor, path):
    answer = visitor.get(path)
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True)


def words(html):
    """Return what a person reads of a page."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", html)))


def article(date, id="a"):
    return {"id": id, "metadata": {"date": date}}


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["2018-01-09", "2016", "2017-03"], ["2016", "2017-03", "2018-01-09"]),
        ([None, "2024", None, "1999-12-31"], ["1999-12-31", "2024", None, None]),
        (["2024-05", "2024", "2024-05-02"], ["2024", "2024-05", "2024-05-02"]),
    ],
)
def test_articles_stand_in_time_order_and_undated_ones_last(dates, order):
    assert [one["metadata"]["date"] for one in in_time(map(article, dates))] == order


def test_a_year_is_what_is_stated_and_never_guessed():
    assert [year(article(date)) for date in ("2018-01-09", "2017-03", "2016", None)] == ["2018", "2017", "2016", None]


@pytest.mark.parametrize(
    ("date", "zh", "en"),
    [
        ("2026-11-04", "2026年11月4日", "4 November 2026"),
        ("2026-11", "2026年11月", "November 2026"),
        ("2026", "2026年", "2026"),
    ],
)
def test_a_date_is_written_as_exactly_as_it_is_stated(date, zh, en):
    assert (day("zh-hans", date), day("zh-hant", date), day("en", date)) == (zh, zh, en)


@pytest.mark.parametrize(
    "date", ["2024年3月", "2024-13", "2024-02-30", "24", "2024-3", "0000", "spring", "２０２４", ""]
)
def test_a_date_that_is_none_is_refused_by_name(geodata, date):
    add_article(geodata, "odd", text(2020), title="甲", date=date)
    with pytest.raises(errors.MetadataRefused, match="date"):
        open_metadata(geodata / "articles" / "odd.json")


def test_the_promises_of_a_place_are_grouped_by_article_in_time_order(years):
    layers = store.load(years / "layers")
    known = plates(layers)
    told = chapters(promises_of(known["yuetan"], layers, known))
    assert [chapter.article["metadata"]["date"] for chapter in told] == ["2016", "2017-03", "2018-01-09", None, None]
    for chapter in told:
        assert chapter.said
        assert {promise.commitment["article"] for promise in chapter.said} == {chapter.article["id"]}
    said = [promise.id for chapter in told for promise in chapter.said]
    assert sorted(said) == sorted(row["id"] for row in known["yuetan"].properties["commitments"])


@pytest.mark.parametrize(
    ("prefix", "dates", "unknown"),
    [
        ("/zh-hans", ["2016年 ", "2017年3月 ", "2018年1月9日"], "日期不详"),
        ("/zh-hant", ["2016年 ", "2017年3月 ", "2018年1月9日"], "日期不詳"),
        ("/en", ["2016 ", "March 2017", "9 January 2018"], "date not known"),
    ],
)
def test_the_page_of_a_place_shows_its_commitments_through_the_years(visitor, prefix, dates, unknown):
    heads = re.findall(
        r'<header class="chapter__head">(.*?)</header>', page(visitor, f"{prefix}/sites/yuetan"), re.DOTALL
    )
    told = [words(head) for head in heads]
    assert len(told) == 5
    for head, date in zip(told, [*dates, unknown, unknown], strict=True):
        assert date in head
    assert "2016年实事安排" in told[0] and "测试报" in told[0]
    assert "xicheng" in told[3] or "xicheng" in told[4]


def test_with_one_article_the_page_of_a_place_has_no_such_heading(client):
    assert "chapter__head" not in page(client, "/zh-hans/sites/yuetan")


def test_an_article_that_is_taken_up_later_changes_no_number(geodata):
    before = [site["id"] for site in query.sites(store.load(geodata / "layers"))]
    add_article(geodata, "aaa", text(2015, naming=16), title="甲", date="2015")
    after = [site["id"] for site in query.sites(store.load(publish(geodata) / "layers"))]
    assert after[: len(before)] == before


def test_on_paper_each_sentence_says_article_and_year(years):
    layers = store.load(years / "layers")
    known = plates(layers)
    visit = Visit(LANGUAGES["en"], True, "/", "")
    faces = SimpleNamespace(have=lambda *_: True)
    told = [
        paper.sentence(visit, promise, lambda *_: ("", ""), faces, several=True)["where"]
        for promise in promises_of(known["yuetan"], layers, known)
    ]
    assert told[0].startswith("2016年实事安排 · 2016 · ")
    assert any("date not known" in one for one in told)


def test_metadata_of_the_tests_are_sound(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps(metadata("a", "甲", "2016")), encoding="utf-8")
    assert open_metadata(tmp_path / "a.json")["date"] == "2016"
