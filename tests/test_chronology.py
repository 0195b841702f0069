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
from mapapp.publish.siteindex import paths
from mapapp.reading.metadata import open_metadata
from mapapp.settings import Settings
from mapapp.view.chronicle import chapters
from mapapp.view.plates import plates
from mapapp.view.promises import promises_of
from mapapp.web import paper
from mapapp.web.app import create_app
from mapapp.web.language import LANGUAGES, day
from mapapp.web.onefile import one_file
from mapapp.web.stillsite import still_site
from mapapp.web.visit import Visit
from tests.conftest import FIRST
from tests.visits import page, words
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
    heads = re.findall(r'<section class="chapter">(.*?)<article', page(visitor, f"{prefix}/sites/yuetan"), re.DOTALL)
    told = [words(head) for head in heads]
    assert len(told) == 5
    for head, date in zip(told, [*dates, unknown, unknown], strict=True):
        assert date in head
    assert "2016年实事安排" in told[0] and "测试报" in told[0]
    assert "xicheng" in told[3] or "xicheng" in told[4]


def test_with_one_article_the_page_of_a_place_has_no_such_heading(client):
    assert 'class="chapter"' not in page(client, "/zh-hans/sites/yuetan")


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


# What it is filtered by


def ids(html):
    """Return the ids of the sentences that a list shows."""
    listed = re.findall(r'<[^>]*data-commitment="([^"]*)"[^>]*>', html)
    away = re.findall(r'<[^>]*data-commitment="([^"]*)"[^>]* hidden>', html)
    return set(listed) - set(away)


def test_a_frame_shows_one_article_without_a_script(visitor, years):
    layers = store.load(years / "layers")
    expected = {one["id"] for one in layers.articles["year-2"]["commitments"]}
    html = page(visitor, "/embed?lang=en&article=year-2")
    assert ids(html) == expected
    assert f"{len(expected)} of {sum(len(one['commitments']) for one in layers.articles.values())}" in words(html)
    two = page(visitor, "/embed?lang=en&article=year-2,year-1&scope=policy")
    assert {id.split(".")[0] for id in ids(two)} == {"year-1", "year-2"}


def test_an_unknown_article_is_said_plainly_and_the_rest_is_as_asked(visitor):
    html = page(visitor, "/embed?lang=en&article=year-9,year-2&scope=site")
    assert "that is left out: article" in words(html)
    assert {id.split(".")[0] for id in ids(html)} == {"year-2"}


def test_sheets_and_pictures_take_the_article_and_refuse_an_unknown_one(visitor):
    refused = visitor.get("/en/map.svg?article=year-9")
    assert refused.status_code == 400
    assert "article is “year-9”" in unescape(refused.get_data(as_text=True))
    assert "year-1" in unescape(refused.get_data(as_text=True))
    some, every = page(visitor, "/en/map.svg?article=xicheng"), page(visitor, "/en/map.svg")
    assert some != every


def test_each_article_is_a_fold_of_the_list_with_its_count(visitor, years):
    html = page(visitor, "/en/")
    heads = re.findall(r'<details class="chapter"([^>]*)>\n<summary[^>]*>(.*?)</summary>', html)
    layers = store.load(years / "layers")
    sites = {
        id: sum(one["scope"] == "site" for one in article["commitments"]) for id, article in layers.articles.items()
    }
    counts = [int(re.search(r"<b data-left>(\d+)</b>", summary)[1]) for _, summary in heads[:5]]
    assert sorted(counts) == sorted(sites.values())
    assert [re.search(r"2016|2017|2018|not known", words(summary))[0] for _, summary in heads[:5]] == [
        "2016", "2017", "2018", "not known", "not known",
    ]  # fmt: skip


def test_a_long_list_is_folded_and_a_short_one_is_not(visitor, geodata):
    assert " open" not in "".join(re.findall(r'<details class="chapter"[^>]*>', page(visitor, "/en/"))[:5])
    few = create_app(Settings(publish(with_articles(geodata, 1)))).test_client()
    assert all(" open" in head for head in re.findall(r'<details class="chapter"[^>]*>', page(few, "/en/")))


def test_with_one_article_nothing_is_folded_and_no_page_names_articles(client):
    html = page(client, "/en/")
    assert "chapter" not in html
    assert "&#34;articles&#34;" not in html


def test_the_maker_of_frames_offers_the_articles(visitor):
    html = page(visitor, "/en/embed/new?article=year-2")
    boxes = re.findall(r'<input type="checkbox" name="article" value="([^"]*)"( checked)?>', html)
    assert dict(boxes)["year-2"] == " checked"
    assert {"xicheng", "year-1"} <= dict(boxes).keys()


# The list of the articles, feeds, files


@pytest.mark.parametrize(
    ("prefix", "word"), [("/zh-hans", "日期不详"), ("/zh-hant", "日期不詳"), ("/en", "date not known")]
)
def test_the_list_of_articles_is_in_time_order_with_what_is_known(visitor, years, prefix, word):
    html = page(visitor, f"{prefix}/articles")
    heads = re.findall(r'<section class="chapter">.*?</section>', html, re.DOTALL)
    assert len(heads) == 5 and word in words(heads[3]) and word in words(heads[4])
    ids = [re.search(r'href="[^"]*/articles/([\w-]+)"', head)[1] for head in heads]
    assert ids[:3] == ["year-1", "year-2", "year-3"] and set(ids[3:]) == {"year-4", "xicheng"}
    layers = store.load(years / "layers")
    for id, head in zip(ids, heads, strict=True):
        assert str(len(layers.articles[id]["commitments"])) in words(head)
        assert f"{prefix}/?article={id}" in head
        assert f"{prefix}/articles/{id}/feed.atom" in head


def test_pages_lead_to_the_list_where_there_are_several_articles(visitor, client):
    assert 'href="/en/articles">Articles<' in page(visitor, "/en/about")
    assert 'href="/en/articles/xicheng">Article<' in page(client, "/en/about")


def test_the_feed_of_an_article_tells_its_promises_and_no_others(visitor, years):
    told = page(visitor, "/en/articles/year-2/feed.atom")
    layers = store.load(years / "layers")
    entries = re.findall(r"<entry>.*?</entry>", told, re.DOTALL)
    assert len(entries) == len(layers.articles["year-2"]["commitments"])
    assert "#year-2.3.1" in told and "xicheng.12" not in told
    assert visitor.get("/articles/year-9/feed.atom").status_code == 404


def test_the_sitemap_lists_the_articles_where_there_are_several(years, layers):
    several = paths(store.load(years / "layers"))
    assert {"/articles", "/articles/year-1", "/articles/xicheng"} <= set(several)
    assert "/articles" not in paths(layers)


def test_one_file_carries_every_article_under_a_list_of_them(years):
    html = one_file(Settings(years), "en").decode()
    for id in ("year-1", "year-4", "xicheng"):
        assert html.count(f'id="file-{id}"') == 1 and f'href="#file-{id}"' in html
    assert html.index('id="file-year-1"') < html.index('id="file-year-3"') < html.index('id="file-xicheng"')
    assert html.count(">Article</a>") == 0
    assert html.count("data-seal") >= 5


@pytest.mark.long
def test_the_site_as_files_has_the_list_of_articles(years):
    files = still_site(Settings(years))
    listing = files["en/articles/index.html"].decode()
    assert 'href="year-2/"' in listing and "Only these on the map" not in listing
    assert "en/articles/year-2/feed.atom" in files


def test_only_pages_of_several_articles_load_what_they_alone_wear(visitor, client):
    sheet = re.compile(r'href="(/static/chapters\.[0-9a-f]{16}\.css)"')
    for path in ("/en/", "/en/sites/yuetan", "/embed", "/en/articles", "/about"):
        (address,) = sheet.findall(page(visitor, path))
        assert visitor.get(address).status_code == 200
    assert address[1:] in visitor.get("/offline.json").get_json()["needs"]
    for path in ("/en/", "/en/sites/yuetan", "/embed", "/about", "/en/articles/xicheng"):
        assert not sheet.search(page(client, path))
    assert "chapters" not in client.get("/offline.json").get_data(as_text=True)
