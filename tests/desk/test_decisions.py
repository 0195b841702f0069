"""What an editor decided stands on the published map, exactly where it was decided or not at all."""

import json

import pytest

from mapapp import proof
from mapapp.atlas.build import build
from mapapp.atlas.chapters import open_atlas
from mapapp.cli import main
from mapapp.errors import DecisionLogUnreadable, DecisionPlaceUnknown, Findings
from mapapp.layers import schema, store
from mapapp.places.decisions import LOG, open_decisions, standing
from mapapp.reading.scopes import SCOPES
from tests.desk.logs import PROMISE, REPORT, STREET, TEXT, line, promise, selector, span_of, write


def published(geodata):
    """Return the article file that a build writes."""
    return json.loads(build(geodata)["article-xicheng.json"])


def quotes(geodata):
    return {one["quote"]: one for one in published(geodata)["commitments"]}


def surfaces(geodata):
    return {one["surface"]: one for one in published(geodata)["mentions"]}


def test_without_decisions_the_build_is_as_it_was(geodata):
    assert "decisions" not in json.loads(build(geodata)[store.RECEIPT])


def test_a_rejected_commitment_is_on_no_map_and_in_no_list(geodata):
    before = quotes(geodata)
    write(geodata, line(1, "commitment.reject", PROMISE))
    assert before.keys() - quotes(geodata).keys() == {PROMISE}
    assert not any(PROMISE in text for name, text in build(geodata).items() if not name.startswith("article-"))


def test_a_corrected_commitment_has_the_scope_theme_and_words_that_were_decided(geodata):
    shorter = PROMISE.removeprefix("深入")
    write(geodata, line(1, "commitment.correct", PROMISE, promise("policy", "新主题", selector=selector(shorter))))
    now = quotes(geodata)
    assert PROMISE not in now
    assert (now[shorter]["scope"], now[shorter]["theme"]) == ("policy", "新主题")
    assert now[shorter]["id"] == "xicheng.16.4"
    assert now[shorter]["translation_en"] is None
    assert TEXT[slice(*span_of(shorter))] == shorter


def test_an_added_commitment_is_a_literal_piece_and_is_proved(geodata):
    write(geodata, line(1, "commitment.add", REPORT, promise("district")))
    store.publish(geodata / "layers", build(geodata))
    assert quotes(geodata)[REPORT]["scope"] == "district"
    assert proof.problems(geodata) == []


def test_a_confirmed_commitment_stands_whatever_the_reader_says_of_its_scope(geodata):
    write(geodata, line(1, "commitment.confirm", PROMISE, promise("policy")))
    assert quotes(geodata)[PROMISE]["scope"] == "policy"


def test_a_rejected_name_leaves_the_map(geodata):
    write(geodata, line(1, "name.reject", "天寧一號"))
    assert "天寧一號" not in surfaces(geodata)
    assert not any("tianning-yihao" in build(geodata)[f"{name}.geojson"] for name in store.LAYERS)


def test_an_added_name_links_its_sentence_to_its_place(geodata):
    write(geodata, line(1, "name.add", "轉運站", STREET))
    assert surfaces(geodata)["轉運站"]["canonical"] == "南长街"
    assert quotes(geodata)[PROMISE]["scope"] == "site"
    assert quotes(geodata)[PROMISE]["places"] == ["nanchang-jie"]


def test_a_name_can_mean_a_place_that_has_no_row_yet(geodata):
    write(geodata, line(1, "name.add", "轉運站", {"places": [], "kind": "building", "canonical": "转运站"}))
    assert surfaces(geodata)["轉運站"] | {"places": [], "kind": "building"} == surfaces(geodata)["轉運站"]
    assert PROMISE in build(geodata)[store.LEDGER]


def test_a_corrected_name_means_other_places_and_other_words(geodata):
    after = STREET | {"places": ["nanchang-jie", "beichang-jie"], "selector": selector("天寧一號等")}
    write(geodata, line(1, "name.correct", "天寧一號", after))
    now = surfaces(geodata)
    assert "天寧一號" not in now
    assert now["天寧一號等"]["canonical"] == "南长街;北长街"


def test_what_was_decided_displaces_what_was_read_over_it(geodata):
    write(geodata, line(1, "commitment.add", PROMISE.removesuffix("。"), promise()))
    assert [quote for quote in quotes(geodata) if quote in PROMISE] == [PROMISE.removesuffix("。")]


def test_a_later_decision_on_the_same_words_counts(geodata):
    write(
        geodata,
        line(1, "commitment.reject", PROMISE),
        line(2, "commitment.add", PROMISE, promise("site")),
        line(3, "commitment.correct", PROMISE, promise("policy")),
    )
    assert quotes(geodata)[PROMISE]["scope"] == "policy"
    assert open_atlas(geodata).chapters[0].decided.rejected == []


def test_an_undone_decision_does_not_stand_and_an_undone_undo_does(geodata):
    rejected, undone = line(1, "commitment.reject", PROMISE), line(2, "undo", of=1)
    write(geodata, rejected, undone)
    assert PROMISE in quotes(geodata)
    write(geodata, rejected, undone, line(3, "undo", of=2))
    assert PROMISE not in quotes(geodata)
    assert [decision.id for decision in standing(open_decisions(geodata))] == [1]


def edit(geodata, old, new):
    path = geodata / "articles" / "xicheng.txt"
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new).encode())
    (geodata / "articles" / "xicheng.en.json").unlink(missing_ok=True)


def test_a_decision_whose_words_are_gone_is_reported_and_not_guessed(geodata, capsys):
    write(geodata, line(1, "commitment.reject", PROMISE))
    edit(geodata, "垃圾分類管理", "垃圾分類治理")
    assert PROMISE.replace("管理", "治理") in quotes(geodata)
    assert json.loads(build(geodata)[store.RECEIPT])["decisions"]["not_found"] == [1]
    assert main.main(["build", "--geodata", str(geodata)]) == 0
    assert "Decision 1 no longer applies" in capsys.readouterr().out


def test_a_decision_moves_with_its_words(geodata):
    write(geodata, line(1, "commitment.reject", PROMISE))
    edit(geodata, "作為首都核心", "这是新的一段。\n作為首都核心")
    assert PROMISE not in quotes(geodata)


def test_a_decision_on_an_article_that_is_gone_is_reported(geodata):
    write(geodata, line(1, "commitment.reject", PROMISE) | {"article": "gone"})
    assert open_atlas(geodata).lost == [1]


def test_a_name_that_means_a_place_without_a_row_stops_the_build(geodata):
    write(geodata, line(7, "name.add", "轉運站", STREET | {"places": ["nowhere"]}))
    with pytest.raises(DecisionPlaceUnknown, match=r"Decision 7 .*“nowhere”"):
        build(geodata)


def test_reading_a_file_knows_no_decisions(geodata, capsys):
    write(geodata, line(1, "commitment.reject", PROMISE))
    main.main(["read", "--geodata", str(geodata), str(geodata / "articles" / "xicheng.txt")])
    assert "深入推進垃圾分類管理" in capsys.readouterr().out


def test_check_notices_a_decision_that_is_not_published(geodata):
    write(geodata, line(1, "commitment.reject", PROMISE))
    assert any(LOG in str(problem) for problem in proof.problems(geodata))
    store.publish(geodata / "layers", build(geodata))
    assert proof.problems(geodata) == []
    (geodata / LOG).unlink()
    assert any(LOG in str(problem) for problem in proof.problems(geodata))


FAULTS = {
    "its id": {"id": 1},
    "at must": {"at": "2026-11-28"},
    "at must be": {"at": "2026-13-28T09:30:00Z"},
    "by must": {"by": "two\nlines"},
    "from must": {"from": None},
    "did must": {"did": "commitment.like"},
    "of must": {"did": "undo", "of": 2},
    "article must": {"article": "../x"},
    "selector must": {"selector": {"exact": "x"}},
    "after does not": {"after": {"scope": "everywhere", "theme": None, "group": None}},
    "nothing can come after": {"did": "commitment.reject"},
}


@pytest.mark.parametrize(("sentence", "fault"), FAULTS.items(), ids=FAULTS)
def test_a_broken_line_is_named_with_what_is_wrong(geodata, sentence, fault):
    write(geodata, line(1, "name.reject", "天寧一號"), line(2, "commitment.add", PROMISE, promise()) | fault)
    with pytest.raises(Findings, match=rf"line 2: {sentence}"):
        open_decisions(geodata)


@pytest.mark.parametrize("content", [b"{}\n[}\n", b"{}\n\xff\n"])
def test_a_line_that_cannot_be_read_is_named(geodata, content):
    (geodata / LOG).write_bytes(content)
    with pytest.raises((DecisionLogUnreadable, Findings), match="line 2"):
        open_decisions(geodata)


def test_nothing_is_undone_twice(geodata):
    write(geodata, line(1, "name.reject", "天寧一號"), line(2, "undo", of=1), line(3, "undo", of=1))
    with pytest.raises(Findings, match="line 3: of must be"):
        open_decisions(geodata)


def test_both_halves_of_the_house_know_the_same_scopes():
    assert SCOPES == schema.SCOPES
