"""What an editor wishes becomes a line of the log and the files that go with it, or is refused and harms nothing."""

import json
from datetime import UTC, datetime
from functools import partial

import pytest

from mapapp import errors
from mapapp.atlas.build import build
from mapapp.editing import adding, placing, reviewing, undoing
from mapapp.editing.deciding import decide
from mapapp.places.decisions import LOG, open_decisions, standing
from mapapp.places.gazetteer import SHAPES, TABLE, open_gazetteer
from mapapp.reading.article import Article, Span
from tests.desk.logs import PROMISE, REPORT, span_of

NOW = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)
DAY = "2026-11-28"
POINT = {
    "lon": "116.37", "lat": "39.92", "datum": "WGS-84", "how": "click", "certainty": "approximate",
    "accuracy_m": "200", "source": "The sign at the gate", "licence": "facts",
}  # fmt: skip
ROW = {
    "id": "zhuanyunzhan", "name_zh_hans": "转运站", "name_zh_hant": "轉運站", "name_en": "Transfer Station",
    "pinyin": "zhuan yun zhan", "kind": "building", "source": "The article", "licence": "facts",
}  # fmt: skip
FACTS = {
    "language": "zh-Hans", "author": "Li", "role": "Mayor", "title": "", "date": "2026-01-02", "publisher": "",
    "official_url": "", "source": "pasted",
}  # fmt: skip


@pytest.fixture
def take(geodata):
    """A function that takes a decision: a wish and what it asks for."""
    return lambda wish, *asked: decide(geodata, lambda state: wish(state, *asked), by="Li Hua", at=NOW)


def files(geodata):
    return {path.relative_to(geodata).as_posix(): path.read_bytes() for path in geodata.rglob("*") if path.is_file()}


def last(geodata):
    return json.loads((geodata / LOG).read_text(encoding="utf-8").splitlines()[-1])


def test_a_line_says_who_did_what_when_and_from_what(geodata, take):
    assert take(reviewing.confirm, "xicheng", "commitment", span_of(PROMISE)) == 1
    line = last(geodata)
    assert (line["id"], line["at"], line["by"], line["did"]) == (
        1,
        "2026-11-28T09:30:00Z",
        "Li Hua",
        "commitment.confirm",
    )
    assert line["selector"][0]["exact"] in (geodata / "articles" / "xicheng.txt").read_bytes().decode()
    assert line["after"] == line["before"] == {"scope": "district", "theme": line["after"]["theme"], "group": "新作为"}
    assert len(line["from"]["text_sha256"]) == 64


def test_a_decision_is_one_line_more_and_nothing_else_changes(geodata, take):
    take(reviewing.reject, "xicheng", "name", span_of("天寧一號"))
    before = files(geodata)
    take(reviewing.reject, "xicheng", "commitment", span_of(PROMISE))
    after = files(geodata)
    assert after[LOG].startswith(before[LOG])
    assert after[LOG].count(b"\n") == 2
    assert {name: text for name, text in after.items() if name != LOG} == {
        name: text for name, text in before.items() if name != LOG
    }


def test_what_is_corrected_stands_as_corrected(geodata, take):
    shorter = span_of(PROMISE.removeprefix("深入"))
    take(reviewing.correct, "xicheng", "commitment", span_of(PROMISE), shorter, {"scope": "district", "theme": None})
    after = last(geodata)["after"]
    assert (after["scope"], after["theme"], after["selector"][0]["exact"]) == ("district", None, PROMISE[2:])
    assert build(geodata)


def test_a_correction_that_changes_nothing_confirms(geodata, take):
    take(reviewing.correct, "xicheng", "commitment", span_of(PROMISE), span_of(PROMISE), {})
    assert last(geodata)["did"] == "commitment.confirm"


def test_the_full_name_that_was_found_stays_with_the_words_and_goes_with_them(geodata, take):
    where = span_of("邊角地")
    take(reviewing.add, "xicheng", "name", where, {"places": [], "kind": "area", "canonical": "某处边角地"})
    take(reviewing.correct, "xicheng", "name", where, where, {"kind": "other"})
    assert last(geodata)["after"]["canonical"] == "某处边角地"
    take(reviewing.correct, "xicheng", "name", where, Span(where.start, where.end - 1), {})
    assert last(geodata)["after"]["canonical"] == "边角"


def test_blanks_around_chosen_words_do_not_count():
    assert reviewing.checked_span(Article.of("首。\n　甲乙 \n丙"), Span(3, 7)) == Span(4, 6)


REFUSED = {
    "gone": (reviewing.confirm, ("commitment", Span(5, 9)), errors.FindingGone),
    "no article": (
        lambda state, *asked: reviewing.confirm(state, "../x", *asked[1:]),
        ("name", Span(0, 2)),
        errors.FindingGone,
    ),
    "across lines": (reviewing.add, ("commitment", Span(0, 400), {"scope": "site", "theme": None}), errors.SpanRefused),
    "nothing": (reviewing.add, ("name", Span(7, 7), {"places": []}), errors.SpanRefused),
    "beyond": (reviewing.add, ("name", Span(7, 10**6), {"places": []}), errors.SpanRefused),
    "scope": (reviewing.add, ("commitment", span_of(REPORT), {"scope": "town", "theme": None}), errors.ChoiceRefused),
    "theme": (reviewing.add, ("commitment", span_of(REPORT), {"scope": "site", "theme": "?"}), errors.ChoiceRefused),
    "place": (reviewing.add, ("name", span_of("轉運站"), {"places": ["nowhere"]}), errors.RowUnknown),
    "kind": (reviewing.add, ("name", span_of("轉運站"), {"places": [], "kind": "planet"}), errors.ChoiceRefused),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_decided_is_refused_and_writes_nothing(geodata, take, case):
    wish, asked, error = REFUSED[case]
    before = files(geodata)
    with pytest.raises(error):
        take(wish, "xicheng", *asked)
    assert files(geodata) == before


def test_what_was_decided_is_not_decided_again_or_written_over(geodata, take):
    take(reviewing.confirm, "xicheng", "commitment", span_of(PROMISE))
    with pytest.raises(errors.FindingSettled):
        take(reviewing.confirm, "xicheng", "commitment", span_of(PROMISE))
    with pytest.raises(errors.FindingOverlaps, match="decision 1 stands"):
        take(reviewing.add, "xicheng", "commitment", span_of("轉運站提升"), {"scope": "site", "theme": None})


def test_nobody_decides_without_a_name(geodata):
    wish = partial(reviewing.reject, id="xicheng", what="commitment", span=span_of(PROMISE))
    with pytest.raises(errors.AnswerMissing):
        decide(geodata, wish, by=" ", at=NOW)


def test_a_place_gets_a_position_that_says_where_it_comes_from(geodata, take):
    take(placing.place, "yuetan", placing.position(POINT), DAY)
    place = open_gazetteer(geodata).places["yuetan"]
    assert (place.certainty, place.accuracy_m, place.source) == ("approximate", 200, "The sign at the gate")
    assert "2026-11-28" in place.method_zh_hant
    assert list(place.geometry.coords) == [(116.37, 39.92)]
    assert last(geodata)["from"] == {
        "source": "The sign at the gate",
        "how": "click",
        "datum": "WGS-84",
        "lon": 116.37,
        "lat": 39.92,
    }


@pytest.mark.parametrize(("datum", "east_m", "north_m"), [("GCJ-02", 520, 155), ("BD-09", 1075, 860)])
def test_typed_coordinates_are_converted_from_their_datum(datum, east_m, north_m):
    lon, lat = placing.position(POINT | {"datum": datum, "how": "typed"}).geometry["coordinates"]
    assert (116.37 - lon) * 85_400 == pytest.approx(east_m, abs=60)
    assert (39.92 - lat) * 111_000 == pytest.approx(north_m, abs=60)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"lon": "x"}, errors.NumberRefused),
        ({"lat": "91"}, errors.NumberRefused),
        ({"lon": "nan"}, errors.NumberRefused),
        ({"accuracy_m": "0"}, errors.NumberRefused),
        ({"datum": "Beijing 1954"}, errors.ChoiceRefused),
        ({"certainty": "sure"}, errors.ChoiceRefused),
        ({"how": "guessed"}, errors.ChoiceRefused),
        ({"source": "  "}, errors.AnswerMissing),
    ],
)
def test_a_position_without_its_grounds_is_refused(answer, error):
    with pytest.raises(error):
        placing.position(POINT | answer)


def test_a_position_far_outside_the_district_is_refused_by_name(geodata, take):
    before = files(geodata)
    with pytest.raises(errors.Findings, match="m outside the outline"):
        take(placing.place, "yuetan", placing.position(POINT | {"lat": "39.5"}), DAY)
    assert files(geodata) == before


def test_a_new_row_stands_with_or_without_a_position(geodata, take):
    take(placing.add_row, ROW, placing.position(POINT), DAY)
    take(placing.add_row, ROW | {"id": "other", "name_zh_hans": "别处", "name_zh_hant": "別處"}, None, DAY)
    places = open_gazetteer(geodata).places
    assert places["zhuanyunzhan"].geometry and places["other"].geometry is None
    assert places["other"].method == "Not placed: no position is known."
    with pytest.raises(errors.RowTaken):
        take(placing.add_row, ROW, None, DAY)


def test_a_new_row_that_breaks_a_rule_is_refused_by_name(geodata, take):
    with pytest.raises(errors.Findings, match="name_en is empty"):
        take(placing.add_row, ROW | {"name_en": ""}, None, DAY)


def test_an_undone_place_is_as_it_was_to_the_byte_and_can_be_done_again(geodata, take):
    before = files(geodata)
    take(placing.place, "yuetan", placing.position(POINT), DAY)
    placed = files(geodata)
    take(undoing.undo, 1)
    assert [files(geodata)[name] for name in (TABLE, SHAPES)] == [before[name] for name in (TABLE, SHAPES)]
    take(undoing.undo, 2)
    assert [files(geodata)[name] for name in (TABLE, SHAPES)] == [placed[name] for name in (TABLE, SHAPES)]
    assert [one.id for one in standing(open_decisions(geodata))] == [1]


def test_an_undone_row_is_gone_and_nothing_else_changes(geodata, take):
    before = files(geodata)
    take(placing.add_row, ROW, placing.position(POINT), DAY)
    take(placing.place, "yuetan", placing.position(POINT), DAY)
    take(undoing.undo, 1)
    now = files(geodata)
    assert len(now[TABLE].splitlines()) == len(before[TABLE].splitlines())
    assert b"zhuanyunzhan" not in now[TABLE] + now[SHAPES]
    assert open_gazetteer(geodata).places["yuetan"].source == "The sign at the gate"


def test_a_row_that_somebody_changed_since_is_not_touched(geodata, take):
    take(placing.place, "yuetan", placing.position(POINT), DAY)
    path = geodata / TABLE
    path.write_bytes(path.read_bytes().replace(b"The sign at the gate", b"The sign at the door"))
    with pytest.raises(errors.DecisionOvertaken, match="yuetan"):
        take(undoing.undo, 1)


def test_what_others_rest_on_is_not_undone(geodata, take):
    take(placing.add_row, ROW, None, DAY)
    take(reviewing.add, "xicheng", "name", span_of("轉運站"), {"places": ["zhuanyunzhan"]})
    with pytest.raises(errors.DecisionHeld, match="decision 2 rests on it"):
        take(undoing.undo, 1)
    take(undoing.undo, 2)
    take(undoing.undo, 1)
    with pytest.raises(errors.DecisionUnknown):
        take(undoing.undo, 1)


def test_of_two_decisions_on_the_same_words_the_later_is_undone_first(geodata, take):
    shorter = span_of(PROMISE.removeprefix("深入"))
    take(reviewing.correct, "xicheng", "commitment", span_of(PROMISE), shorter, {})
    take(reviewing.reject, "xicheng", "commitment", shorter)
    with pytest.raises(errors.DecisionHeld):
        take(undoing.undo, 1)


TEXT = "西城区将整治砖塔胡同。\r\n月坛将免费开放。\n".encode()


def test_a_new_article_keeps_its_bytes_and_is_built(geodata, take):
    take(adding.add_article, "new-text", TEXT, FACTS, DAY)
    assert (geodata / "articles" / "new-text.txt").read_bytes() == TEXT
    metadata = json.loads((geodata / "articles" / "new-text.json").read_text(encoding="utf-8"))
    assert (metadata["added"], metadata["title"], metadata["date"]) == (DAY, None, "2026-01-02")
    assert "将整治砖塔胡同" in build(geodata)["article-new-text.json"]


def test_an_undone_article_is_kept_in_the_log_and_comes_back_to_the_byte(geodata, take):
    before = files(geodata)
    take(adding.add_article, "new-text", TEXT, FACTS, DAY)
    added = files(geodata)
    take(undoing.undo, 1)
    assert files(geodata).keys() == before.keys() | {LOG}
    take(undoing.undo, 2)
    assert {name: text for name, text in files(geodata).items() if name != LOG} == {
        name: text for name, text in added.items() if name != LOG
    }


def test_an_article_whose_text_was_replaced_since_is_not_undone(geodata, take):
    take(adding.add_article, "new-text", TEXT, FACTS, DAY)
    (geodata / "articles" / "new-text.txt").write_bytes(TEXT + "另有一句。\n".encode())
    before = files(geodata)
    with pytest.raises(errors.DecisionOvertaken, match="new-text"):
        take(undoing.undo, 1)
    assert files(geodata) == before


def test_an_undone_article_does_not_come_back_over_another(geodata, take):
    take(adding.add_article, "new-text", TEXT, FACTS, DAY)
    take(undoing.undo, 1)
    (geodata / "articles" / "new-text.txt").write_bytes(TEXT)
    with pytest.raises(errors.ArticleTaken):
        take(undoing.undo, 2)


def test_an_article_with_decisions_is_not_undone(take):
    take(adding.add_article, "new-text", TEXT, FACTS, DAY)
    take(reviewing.reject, "new-text", "commitment", Span(0, 11))
    with pytest.raises(errors.DecisionHeld):
        take(undoing.undo, 1)


@pytest.mark.parametrize(
    ("id", "content", "facts", "error"),
    [
        ("xicheng", TEXT, {}, errors.ArticleTaken),
        ("../x", TEXT, {}, errors.ArticleNameRefused),
        ("x", b"\xff", {}, errors.ArticleNotUTF8),
        ("x", b" \n", {}, errors.ArticleEmpty),
        ("x", TEXT, {"author": ""}, errors.AnswerMissing),
        ("x", ("将整治砖塔胡同。" + "一" * 600 + "\n").encode() * 3, {}, errors.ArticleRepeats),
    ],
)
def test_an_article_that_cannot_be_built_is_refused(geodata, take, id, content, facts, error):
    before = files(geodata)
    with pytest.raises(error):
        take(adding.add_article, id, content, FACTS | facts, DAY)
    assert files(geodata) == before
