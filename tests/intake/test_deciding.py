"""Decisions on proposals: all files at once or none, a line of the log each, and nothing that breaks a rule."""

import json
from dataclasses import replace

import pytest

from mapapp.cli import main
from mapapp.editing import revision
from mapapp.editing.rows import with_row
from mapapp.errors import (
    DecisionLogUnreadable,
    Findings,
    ProposalDecided,
    ProposalOutdated,
    ProposalUnknown,
    RevisionFailed,
)
from mapapp.intake.deciding import Ruling, decide, decide_all
from mapapp.places.decisions import LOG
from mapapp.places.gazetteer import SHAPES, TABLE, open_gazetteer
from tests.desk import logs
from tests.intake.test_formats import collection, feature
from tests.intake.test_import import everything

ACCEPT = Ruling("accepted", "李华", "2026-11-28T09:30:00Z")
REJECT = replace(ACCEPT, state="rejected")
KEYS = ["id", "at", "by", "did", "place", "proposal", "from", "before", "after"]
HERE = (116.36, 39.9)


@pytest.fixture
def ids(bring, proposed):
    """The ids of proposals for a new row, a shape and an alias, by action."""
    bring(
        collection(
            feature("槐树会馆", HERE, kind="heritage"),
            feature("动批", (116.3339, 39.9361), kind="market", accuracy_m=20, alt_name="动物园市场"),
        )
    )
    return {proposal["action"]: proposal["id"] for proposal in proposed()}


def log(geodata):
    return [json.loads(line) for line in (geodata / LOG).read_text(encoding="utf-8").splitlines()]


def test_accepting_changes_gazetteer_proposals_and_log_together(geodata, ids, proposed):
    decide(geodata, list(ids.values()), ACCEPT)
    gazetteer = open_gazetteer(geodata)
    new, dongpi = gazetteer.places["huaishu-huiguan"], gazetteer.places["dongpi"]
    assert (new.name_zh_hans, new.kind, new.certainty, new.source) == (
        "槐树会馆",
        "heritage",
        "exact",
        "Our survey: feature 1",
    )
    assert new.geometry.coords[:] == [HERE]
    assert (dongpi.certainty, dongpi.accuracy_m, dongpi.licence) == ("exact", 20, "CC0")
    assert dongpi.aliases == ("动批", "動批", "动物园市场", "動物園市場")
    assert {proposal["state"] for proposal in proposed()} == {"accepted"}
    assert [line["id"] for line in log(geodata)] == [1, 2, 3]


def test_a_line_of_the_log_says_who_when_what_and_from_where(geodata, ids):
    before = open_gazetteer(geodata)
    decide(geodata, [ids["geometry"]], ACCEPT)
    (line,) = log(geodata)
    assert list(line) == KEYS
    assert (line["at"], line["by"], line["did"], line["place"]) == (ACCEPT.at, "李华", "proposal.accept", "dongpi")
    assert line["proposal"] == ids["geometry"]
    assert line["from"]["licence"] == "CC0"
    stood = json.loads(before.rows["dongpi"]) | {"geometry": json.loads(before.shapes["dongpi"])["geometry"]}
    stands = open_gazetteer(geodata)
    assert line["before"] == stood
    assert line["after"] == json.loads(stands.rows["dongpi"]) | {
        "geometry": json.loads(stands.shapes["dongpi"])["geometry"]
    }


def test_the_log_is_added_to(geodata, ids):
    logs.write(geodata, logs.line(41, "commitment.confirm", logs.PROMISE, logs.promise()))
    decide(geodata, [ids["new"]], ACCEPT)
    assert [line["id"] for line in log(geodata)] == [41, 42]
    assert log(geodata)[1]["before"] is None


def test_rejecting_leaves_the_gazetteer_as_it_is(geodata, ids, proposed):
    before = everything(geodata)
    decide(geodata, [ids["new"]], REJECT)
    after = everything(geodata)
    assert {str(path) for path in after if after[path] != before.get(path)} == {LOG, "proposals/places.json"}
    (line,) = log(geodata)
    assert (line["did"], line["place"], line["before"], line["after"]) == ("proposal.reject", None, None, None)
    assert [proposal["state"] for proposal in proposed() if proposal["id"] == ids["new"]] == ["rejected"]


def test_all_of_a_file_but_what_is_ambiguous(bring, geodata, proposed):
    bring(collection(feature("槐树会馆", HERE), feature("月坛", HERE, kind="heritage")))
    assert len(decide_all(geodata, "elsewhere/places.geojson", ACCEPT)) == 1
    assert {proposal["row"]["name_zh_hans"]: proposal["state"] for proposal in proposed()} == {
        "槐树会馆": "accepted",
        "月坛": "open",
    }
    before = everything(geodata)
    assert decide_all(geodata, "places.json", ACCEPT) == []
    assert everything(geodata) == before


# What is refused, and harms nothing


@pytest.fixture
def refused(geodata):
    """Return a function that expects a decision to be refused with an error, and nothing to have changed."""

    def _refused(error, ids, match, ruling=ACCEPT):
        before = everything(geodata)
        with pytest.raises(error, match=match):
            decide(geodata, ids, ruling)
        assert everything(geodata) == before

    return _refused


def test_a_gazetteer_that_would_break_a_rule_is_refused_with_its_sentence(bring, refused, ids, proposed):
    bring(collection(feature("月坛", HERE, kind="heritage")), name="other.json")
    (clash,) = proposed("other.json")
    refused(Findings, [clash["id"], ids["new"]], match="“月坛” is also claimed by yuetan")


def test_a_row_that_has_changed_since_is_not_written_over(geodata, refused, ids):
    table = (geodata / TABLE).read_text(encoding="utf-8")
    (geodata / TABLE).write_text(with_row(table, {"id": "dongpi", "accuracy_m": "299"}), encoding="utf-8")
    refused(ProposalOutdated, [ids["geometry"]], match=r"dongpi has changed since .* \(accuracy_m\)")


def test_a_new_row_whose_id_was_taken_meanwhile_is_refused(geodata, bring, refused, ids):
    table = (geodata / TABLE).read_text(encoding="utf-8")
    taken = {"id": "huaishu-huiguan", "kind": "other"} | dict.fromkeys(
        (
            "name_zh_hans",
            "name_zh_hant",
            "name_en",
            "pinyin",
            "source",
            "licence",
            "method",
            "method_zh_hans",
            "method_zh_hant",
        ),
        "另外",
    )
    (geodata / TABLE).write_text(with_row(table, taken), encoding="utf-8")
    refused(ProposalOutdated, [ids["new"]], match="huaishu-huiguan")


def test_a_proposal_is_decided_on_once(geodata, refused, ids):
    decide(geodata, [ids["new"]], REJECT)
    refused(ProposalDecided, [ids["alias"], ids["new"]], match="rejected already")


def test_an_unknown_proposal_and_an_unknown_file_are_refused(geodata, refused, ids):
    refused(ProposalUnknown, [ids["new"], "0123"], match="0123")
    with pytest.raises(ProposalUnknown, match="other"):
        decide_all(geodata, "other.osm", ACCEPT)


def test_a_damaged_log_is_refused(geodata, refused, ids):
    (geodata / LOG).write_text("{", encoding="utf-8")
    refused(DecisionLogUnreadable, [ids["new"]], match="decisions.jsonl, line 1")
    (geodata / LOG).write_bytes(b"\xff\n")
    refused(DecisionLogUnreadable, [ids["new"]], match="is not UTF-8")


def test_a_line_of_the_log_that_is_no_decision_is_refused(geodata, refused, ids):
    (geodata / LOG).write_text('{"id": 41, "did": "name.confirm"}\n', encoding="utf-8")
    refused(Findings, [ids["new"]], match="line 1: by must name somebody")


def test_a_full_disk_leaves_everything_as_it_was(refused, ids, monkeypatch):
    def full(path, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(revision, "_write", full)
    refused(RevisionFailed, list(ids.values()), match="No space left")


# The command


@pytest.fixture
def run(capsys, monkeypatch, geodata):
    """Return a function that runs `mapapp gazetteer …`; it returns status, output and what went wrong."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("MAPAPP_EDITOR", "The office")

    def _run(*arguments):
        status = main.main(["gazetteer", *map(str, arguments), "--geodata", str(geodata)])
        return status, *capsys.readouterr()

    return _run


def test_the_command_imports_and_decides(run, geodata, tmp_path):
    file = tmp_path / "some places.csv"
    file.write_text("name,lon,lat\n槐树会馆,116.36,39.9\nElm,1,1\n月坛,116.36,39.9\n", encoding="utf-8")
    status, told, _ = run("import", file, "--source", "Survey", "--licence", "CC0", "--crs", "WGS-84")
    assert status == 0
    assert told.splitlines()[:2] == [
        "3 objects: 1 without a Chinese name, 0 of no kind of ours, 0 broken, 0 outside; the other 2 are 2 places",
        "0 of these are about rows, 2 about none",
    ]
    assert "some-places.json: written; open: 2 new, 0 position, 0 geometry, 0 alias" in told
    assert "unchanged" in run("import", file, "--source", "Survey", "--licence", "CC0", "--crs", "WGS-84")[1]
    status, told, _ = run("accept", "--all-of", file)
    assert (status, told.splitlines()[-1]) == (0, "1 accepted")
    (left,) = (
        p for p in json.loads((geodata / "proposals/some-places.json").read_bytes())["proposals"] if p["ambiguous"]
    )
    assert run("reject", left["id"], "--by", "Li Hua")[0] == 0
    assert [line["by"] for line in log(geodata)] == ["The office", "Li Hua"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("import", "none.osm"), "no such file"),
        (("accept",), "name proposals by ID"),
        (("accept", "0123"), "no proposal 0123"),
        (("accept", "0123", "--all-of", "x"), "name proposals by ID"),
        (("reject", "0123", "--by", "a\nb"), "--by"),
        (("reject", "--all-of", "x.osm"), "proposals/x.json"),
        (("desk",), "invalid choice"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_on_stderr(run, geodata, arguments, words):
    before = everything(geodata)
    status, told, wrong = run(*arguments)
    assert (status, told) == (2, "")
    assert words in wrong
    assert wrong.count("\n") == 1
    assert everything(geodata) == before


def test_two_files_make_different_proposals_of_the_same_thing(bring, proposed):
    text = collection(feature("槐树会馆", HERE))
    bring(text)
    bring(text, name="other.json")
    assert proposed()[0]["id"] != proposed("other.json")[0]["id"]


def test_shapes_and_rows_of_others_stay_byte_for_byte(geodata, ids):
    before = {name: (geodata / name).read_bytes().splitlines(keepends=True) for name in (TABLE, SHAPES)}
    decide(geodata, [ids["geometry"]], ACCEPT)
    for name, lines in before.items():
        after = (geodata / name).read_bytes().splitlines(keepends=True)
        differ = [(old, new) for old, new in zip(lines, after, strict=True) if old != new]
        assert len(differ) == 1
        assert b"dongpi" in differ[0][0]
