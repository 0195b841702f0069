"""The calendar: the days that sources state, and only those; a file that programs take, with and without any."""

import json
import warnings
from datetime import UTC, date, datetime
from types import SimpleNamespace

import icalendar
import pytest

from mapapp.atlas.build import build
from mapapp.layers import store
from mapapp.settings import Settings
from mapapp.web.app import create_app
from tests.conftest import FIRST, SECOND
from tests.walls import altered

MADE_UP = """为测试而写的文章
一、为测试而写的工作
将于2025年6月30日开放月坛。
2026年底前完成砖塔胡同整治。
将于2027年3月1日至5月31日封闭改造月坛。
将于2027年上半年启动老旧小区改造。
将自2028年1月1日起推行垃圾分类。
实施便利生活三年行动计划。
明年新建便民菜市场。
"""
"""An article made up for this test; nothing in it was ever promised."""
LOG = [{"subject": "yuetan", "date": "2027-03-01", "status": "done", "quote": "月坛修好了；\n“好”,真好",
        "source": "https://example.org/1", "publisher": None}]  # fmt: skip


def read(client, path="/en/calendar.ics"):
    """Return the calendar as icalendar understands it; a warning, an error or a second file in one is a failure."""
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert all(len(line) <= 75 for line in answer.data.split(b"\r\n"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book = icalendar.Calendar.from_ical(answer.data)
    assert [part.errors for part in book.walk()] == [[]] * len(book.walk())
    assert book.to_ical() == answer.data
    return book


def events(book):
    return book.walk("VEVENT")


def days(book):
    """Return (title, first day, day after the last) of each event."""
    return [(str(event["summary"]), event.decoded("dtstart"), event.decoded("dtend")) for event in events(book)]


@pytest.fixture(scope="module")
def dated(tmp_path_factory):
    """(visitor, layers) of a map of the made-up article over the places of Xicheng."""
    geodata = tmp_path_factory.mktemp("dated")
    (geodata / "articles").mkdir()
    for name in ("gazetteer.csv", "gazetteer.geojson"):
        (geodata / name).write_bytes((FIRST / name).read_bytes())
    metadata = json.loads((SECOND / "articles" / "dongcheng.json").read_text(encoding="utf-8"))
    metadata |= {"id": "made-up", "added": "2025-01-02", "title": "为测试而写的文章"}
    (geodata / "articles" / "made-up.json").write_text(json.dumps(metadata), encoding="utf-8")
    (geodata / "articles" / "made-up.txt").write_text(MADE_UP, encoding="utf-8")
    store.publish(geodata / "layers", build(geodata))
    return create_app(Settings(geodata, "https://map.example")).test_client(), store.load(geodata / "layers")


def test_each_stated_day_is_an_event_on_it_and_each_end_on_the_last_day_there_is(dated):
    assert days(read(dated[0])) == [
        ("“2025年6月30日”: Promised: Altar of the Moon (Yuetan)", date(2025, 6, 30), date(2025, 7, 1)),
        ("Last day of “2026年底前”: Promised: Zhuanta Hutong", date(2026, 12, 31), date(2027, 1, 1)),
        ("“2027年3月1日至5月31日”: Promised: Altar of the Moon (Yuetan)", date(2027, 3, 1), date(2027, 6, 1)),
        (
            "Last day of “2027年上半年”: Promised for the whole district: 为测试而写的工作 "
            "(Article, paragraph 6, sentence 1)",
            date(2027, 6, 30), date(2027, 7, 1),
        ),
        (
            "“2028年1月1日起”: Promised for the whole district: 为测试而写的工作 "
            "(Article, paragraph 7, sentence 1)",
            date(2028, 1, 1), date(2028, 1, 2),
        ),
    ]  # fmt: skip


def test_an_event_holds_the_sentence_word_for_word_and_where_it_stands(dated):
    client, layers = dated
    quotes = [c["quote"] for c in layers.articles["made-up"]["commitments"]]
    for event, quote in zip(events(read(client)), quotes, strict=False):
        assert event["description"].startswith(f"{quote}\n")
        assert quote in MADE_UP
        (address,) = [line for line in event["description"].splitlines() if line.startswith("https://")]
        assert address == str(event["url"])
        assert address.startswith("https://map.example/en/articles/made-up#made-up.")
        assert client.get(address.removeprefix("https://map.example").partition("#")[0]).status_code == 200
        assert str(event["transp"]) == "TRANSPARENT"


def test_what_is_stated_without_a_date_is_in_the_note_and_on_no_day(dated):
    (note,) = read(dated[0]).walk("VJOURNAL")
    assert "dtstart" not in note
    assert "Now: 5." in note["description"]
    for words in ("三年行动计划", "明年"):
        assert f"“{words}”, without a date" in note["description"]
    assert "实施便利生活三年行动计划。" in note["description"].splitlines()


def test_the_clock_has_no_part_in_it(dated, layers):
    stamps = {part.decoded("dtstamp") for part in read(dated[0]).walk() if part.name != "VCALENDAR"}
    assert stamps == {datetime(2025, 1, 2, tzinfo=UTC)}
    again = create_app(Settings(FIRST)).test_client().get("/calendar.ics")
    client = create_app(Settings(FIRST)).test_client()
    assert client.get("/calendar.ics").data == again.data
    assert client.get("/calendar.ics", headers={"If-None-Match": again.headers["ETag"]}).status_code == 304


def test_every_part_has_a_name_of_its_own_that_does_not_depend_on_the_host(dated, monkeypatch):
    client, layers = dated
    uids = [str(part["uid"]) for part in read(client).walk() if part.name != "VCALENDAR"]
    assert len(set(uids)) == len(uids) == 6
    monkeypatch.setattr(store, "load", lambda *_, **__: layers)
    elsewhere = read(create_app(Settings(FIRST, "https://other.example/map")).test_client())
    assert [str(part["uid"]) for part in elsewhere.walk() if part.name != "VCALENDAR"] == uids


def test_without_any_date_the_file_is_whole_and_says_so(client):
    for path in ("/calendar.ics", "/en/calendar.ics", "/zh-hant/calendar.ics"):
        book = read(client, path)
        assert [part.name for part in book.walk()] == ["VCALENDAR", "VJOURNAL"]
    note = read(client).walk("VJOURNAL")[0]["description"]
    assert "Now: 0." in note
    assert "“三年行動計劃”, without a date" in note
    assert "/en/articles/xicheng#xicheng.15.2" in note


def test_the_second_district_has_its_calendar(tmp_path):
    store.publish(tmp_path / "layers", build(SECOND))
    book = read(create_app(Settings(tmp_path)).test_client())
    assert [part.name for part in book.walk()] == ["VCALENDAR", "VJOURNAL"]
    assert "“年底前”, without a date" in book.walk("VJOURNAL")[0]["description"]


def test_what_became_of_a_place_is_on_its_day(layers, monkeypatch):
    known = SimpleNamespace(**(vars(layers) | {"status": {"entries": LOG}}))
    monkeypatch.setattr(store, "load", lambda *_, **__: known)
    client = create_app(Settings(FIRST)).test_client()
    assert days(read(client)) == [("Altar of the Moon (Yuetan): done", date(2027, 3, 1), date(2027, 3, 2))]
    (event,) = events(read(client))
    assert event["description"].startswith(LOG[0]["quote"])
    assert event["description"].endswith("https://example.org/1")
    assert event.decoded("dtstamp") == datetime(2027, 3, 1, tzinfo=UTC)
    assert str(event["location"]) == "Altar of the Moon (Yuetan)"
    assert "url" not in event
    assert "Dates in the calendar: 1." in client.get("/en/about").text


def test_hostile_words_stay_words(geodata, published):
    hostile = 'a\r\nEND:VCALENDAR\x00;,\\n:"<script>'

    def change(files):
        for commitment in files["article-xicheng.json"]["commitments"]:
            commitment |= {"quote": hostile, "dates": [{"start": 0, "end": 1, "words": hostile, "kind": "on",
                                                        "from": "2025-01-01", "to": "2025-01-01"}]}  # fmt: skip

    altered(published, geodata / "layers", change)
    book = read(create_app(Settings(geodata)).test_client())
    assert len(events(book)) == 48
    for event in events(book):
        assert event["description"].startswith('a\ufffd\nEND:VCALENDAR\ufffd;,\\n:"<script>')


def test_about_shows_the_dates_and_what_has_none(dated, client):
    page = dated[0].get("/en/about").text
    assert "Dates in the calendar: 5." in page
    for words in ("三年行动计划", "明年"):
        assert f"{words}</q> no date stated" in page
    assert "Dates in the calendar: 0." in client.get("/en/about").text


def test_an_unknown_language_is_refused_in_words(client):
    assert "这张地图不说“fr”。" in client.get("/fr/calendar.ics").text
