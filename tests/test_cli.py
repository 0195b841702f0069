"""The `mapapp` command, as a shell sees it."""

import json
import os

import pytest

from mapapp.cli import main
from mapapp.layers import store
from tests.conftest import FIRST, SECOND

ARTICLE = FIRST / "articles" / "xicheng.txt"


@pytest.fixture
def run(capsys, monkeypatch):
    """Run the command in English; return its status, what it printed, and what it complained of."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def _run(*arguments):
        status = main.main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return _run


def one_sentence(complaint):
    return complaint.count("\n") == 1 and complaint.endswith("\n") and "Traceback" not in complaint


def test_build_publishes_and_then_leaves_what_is_unchanged(run, geodata):
    (geodata / "layers" / "points.geojson").unlink()
    assert run("build", "--geodata", geodata)[:2] == (
        0,
        f"{geodata}/layers: published; 48 commitments, 19 sites, 27 mentions\n",
    )
    assert "unchanged" in run("build", "--geodata", geodata)[1]


def test_a_revision_killed_half_way_is_carried_out_before_anything_is_read(run, geodata):
    journal = geodata / ".revision"
    journal.mkdir()
    (journal / "0").write_text("承诺。今年将修缮月坛。", encoding="utf-8")
    (journal / "manifest.json").write_text('{"articles/yuetan.txt": "0"}', encoding="utf-8")
    assert run("check", "--geodata", geodata)[0] == 1
    assert (geodata / "articles" / "yuetan.txt").read_text(encoding="utf-8") == "承诺。今年将修缮月坛。"
    assert not journal.exists()


def test_check_is_silent_on_stderr_when_all_is_well(run):
    status, printed, complaint = run("check", "--geodata", FIRST)
    assert (status, complaint) == (0, "")
    assert "every quote" in printed


def test_check_names_what_is_wrong(run, geodata):
    path = geodata / "layers" / "areas.geojson"
    path.write_bytes(path.read_bytes() + b" ")
    status, printed, complaint = run("check", "--geodata", geodata)
    assert (status, printed) == (1, "")
    assert one_sentence(complaint)
    assert "areas.geojson" in complaint


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("articles/xicheng.txt", b""),
        ("articles/xicheng.txt", b"\x00\x01"),
        ("articles/xicheng.txt", "西城".encode("gbk")),
        ("gazetteer.csv", b"id,name\nx,y\n"),
        ("gazetteer.geojson", b"{"),
    ],
)
def test_bad_input_gets_one_sentence_and_harms_nothing(run, geodata, file, content):
    before = store.read(geodata / "layers")
    (geodata / file).write_bytes(content)
    status, printed, complaint = run("build", "--geodata", geodata)
    assert (status, printed) == (2, "")
    assert one_sentence(complaint)
    assert file.rpartition("/")[2] in complaint
    assert store.read(geodata / "layers") == before
    assert run("check", "--geodata", geodata)[0] == 1


def test_with_nothing_to_check_the_input_is_unusable(run, tmp_path):
    status, printed, complaint = run("check", "--geodata", tmp_path)
    assert (status, printed) == (2, "")
    assert one_sentence(complaint)


def test_a_file_name_in_another_encoding_does_not_stop_the_command(run, tmp_path):
    path = os.fsdecode(os.fsencode(tmp_path) + b"/x\xff.txt")
    status, _, complaint = run("read", path)
    assert (status, one_sentence(complaint)) == (2, True)


def test_read_prints_a_record_for_each_file(run):
    status, printed, complaint = run("read", "--format", "jsonl", ARTICLE, ARTICLE)
    first, second = map(json.loads, printed.splitlines())
    raw = ARTICLE.read_bytes().decode("utf-8")
    assert (status, complaint) == (0, "")
    assert first == second
    assert first["doc"] == "xicheng"
    assert first["sha256"] == "5a72f360780ff63e1cfe9eff8c58100738b380bdf9b65e2531c95a3601e69629"
    for mention in first["mentions"]:
        assert raw[mention["start"] : mention["end"]] == mention["surface"]
    for commitment in first["commitments"]:
        assert raw[commitment["start"] : commitment["end"]].endswith("。")
        for index in commitment["mentions"]:
            assert commitment["start"] <= first["mentions"][index]["start"] < commitment["end"]


def test_read_prints_for_people_too(run):
    status, printed, _ = run("read", SECOND / "articles" / "dongcheng.txt", "--geodata", SECOND)
    assert status == 0
    assert printed.startswith("dongcheng: 13 commitments, 17 mentions\n")


def test_a_file_that_cannot_be_read_does_not_stop_the_others(run, tmp_path):
    (tmp_path / "bad.txt").write_bytes("西城".encode("gbk"))
    status, printed, complaint = run("read", "--format", "jsonl", tmp_path / "bad.txt", tmp_path / "none.txt", ARTICLE)
    assert status == 2
    assert [json.loads(line)["doc"] for line in printed.splitlines()] == ["xicheng"]
    assert complaint.count("\n") == 2


@pytest.mark.parametrize(
    "arguments", [(), ("fly",), ("read",), ("serve", "--port", "high"), ("serve", "--port", "70000")]
)
def test_unusable_arguments_get_one_sentence(run, arguments):
    status, printed, complaint = run(*arguments)
    assert (status, printed) == (2, "")
    assert one_sentence(complaint)


@pytest.mark.parametrize(
    ("locale", "words"), [("zh_CN.UTF-8", "没有这个文件"), ("en_GB.UTF-8", "there is no such file")]
)
def test_sentences_are_in_the_language_of_the_shell(run, monkeypatch, locale, words):
    monkeypatch.setenv("LC_ALL", locale)
    assert words in run("read", "none.txt")[2]
