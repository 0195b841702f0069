"""A new version of a text is brought in whole, keeps the present one, and takes no sentence from the log."""

import json

import pytest

from mapapp import errors
from mapapp.atlas.build import build
from mapapp.atlas.statuslog import LOG
from mapapp.cli import main
from mapapp.editing.versions import replacement
from mapapp.layers import store
from tests.diary import HEADER, row
from tests.years import add_article, text

TODAY = "2026-11-28"
BEFORE = text(2020)


def lines(content):
    return content.split("\n")


@pytest.fixture
def folder(geodata):
    """A data folder with an article `plan` beside the first one."""
    add_article(geodata, "plan", BEFORE, title="甲", date="2020")
    return geodata


def replaced(folder, content, until="2026-11-01", id="plan", **more):
    return replacement(folder, id, content.encode(), until, today=TODAY, **more)


def first_sentences(content):
    """Return the sentences of line 3 of a text."""
    return [f"{one}。" for one in lines(content)[2].split("。")[:-1]]


def with_line(content, number, words):
    return "\n".join([*lines(content)[: number - 1], words, *lines(content)[number:]])


def test_what_moved_vanished_and_is_new_is_told_by_the_words_alone(folder):
    one, two, three, four = first_sentences(BEFORE)
    made = replaced(folder, with_line(BEFORE, 3, two + one + three + four.replace("改造", "重点改造")))
    assert made.changes.moved == (("plan.3.1", "plan.3.2"), ("plan.3.2", "plan.3.1"))
    assert made.changes.vanished == ("plan.3.4",) and made.changes.new == ("plan.3.4",)
    assert "plan.3.3" in made.changes.unchanged
    assert made.before["plan.3.4"] == four and made.after["plan.3.4"] != four


def test_nothing_is_written_and_the_files_are_named(folder):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    made = replaced(folder, BEFORE.replace("修缮", "修复"))
    assert made.contents["articles/earlier/plan.2026-11-01.txt"] == BEFORE.encode()
    assert made.contents["articles/plan.txt"] == BEFORE.replace("修缮", "修复").encode()
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", errors.ArticleEmpty),
        (b"\xff\xfe", errors.ArticleNotUTF8),
        (b"a\0", errors.ArticleNotText),
        (BEFORE.encode(), errors.VersionTheSame),
        (("甲。" * 600 + "推进月坛的修缮。" * 600).encode(), errors.ArticleRepeats),
    ],
)
def test_a_text_that_cannot_be_an_article_is_refused(folder, content, error):
    with pytest.raises(error):
        replacement(folder, "plan", content, "2026-11-01", today=TODAY)


@pytest.mark.parametrize("until", ["2026-11-29", "2026-02-30", "yesterday", "2026-11", ""])
def test_a_day_that_cannot_be_is_refused(folder, until):
    with pytest.raises(errors.VersionDayRefused) as refused:
        replaced(folder, BEFORE + "x", until)
    assert "plan.txt" in refused.value.sentence("en") and until in refused.value.sentence("zh-hant")


def test_each_version_lasts_longer_than_the_one_before(folder):
    (folder / "articles" / "earlier").mkdir()
    (folder / "articles" / "earlier" / "plan.2026-10-01.txt").write_text(text(2019))
    with pytest.raises(errors.VersionDayRefused, match="2026-10-01"):
        replaced(folder, BEFORE + "x", "2026-10-01")
    assert replaced(folder, BEFORE + "x", "2026-10-02")


def test_an_article_that_is_not_there_has_no_version(folder):
    with pytest.raises(errors.ArticleMissing):
        replaced(folder, BEFORE + "x", id="nobody")


def test_every_row_whose_sentence_moves_or_vanishes_is_named_and_nothing_happens(folder):
    told = [(id, "2026-11-02", "begun", "开工", "https://example.org/a", "") for id in
            ("plan.3.3", "plan.3.1", "plan.3.4", "plan.5.1", "yuetan")]  # fmt: skip
    (folder / LOG).write_text(HEADER + "\n" + "".join(map(row, told)), encoding="utf-8")
    one, two, three, _ = first_sentences(BEFORE)
    with pytest.raises(errors.Findings) as refused:
        replaced(folder, with_line(BEFORE, 3, two + one + three))
    moved, vanished = refused.value.problems
    assert "row 3" in str(moved) and one in str(moved) and "stands at plan.3.2" in str(moved)
    assert "row 4" in str(vanished) and "plan.3.4" in str(vanished) and "is gone" in str(vanished)
    assert "没有了" in vanished.sentence("zh-hans") and "沒有了" in vanished.sentence("zh-hant")
    assert replaced(folder, with_line(BEFORE, 3, "".join([one, two, three, first_sentences(BEFORE)[3]]) + "新增步道。"))


def test_a_translation_goes_with_its_sentence_and_the_old_one_is_kept(folder):
    article = folder / "articles" / "xicheng.txt"
    first = article.read_text(encoding="utf-8")
    held = (folder / "articles" / "xicheng.en.json").read_bytes()
    new = first.replace("\n", "\n\n", 1)
    made = replacement(folder, "xicheng", new.encode(), "2026-11-01", today=TODAY)
    assert made.contents["articles/earlier/xicheng.2026-11-01.en.json"] == held
    translated = json.loads(made.contents["articles/xicheng.en.json"])
    assert len(made.changes.moved) == 48 == len(translated["commitments"])
    for name, content in made.contents.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    built = json.loads(build(folder)["article-xicheng.json"])
    assert all(one["translation_en"] for one in built["commitments"])
    assert all(one["translation_en"] for one in built["versions"][0]["commitments"])


def test_an_earlier_text_can_be_brought_back_as_the_next_version(folder):
    for content, until in ((BEFORE.replace("修缮", "修复"), "2026-11-01"), (BEFORE, "2026-11-02")):
        for name, written in replaced(folder, content, until).contents.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(written)
    built = json.loads(build(folder)["article-plan.json"])
    assert built["texts"]["found"] == BEFORE == built["versions"][0]["text"]
    assert [len(one["changes"]["vanished"]) for one in built["versions"]] == [1, 1]


# The command


def test_the_command_says_what_happened_and_a_build_shows_it(folder, tmp_path, capsys):
    one, two, three, four = first_sentences(BEFORE)
    (tmp_path / "new.txt").write_text(with_line(BEFORE, 3, two + one + three), encoding="utf-8")
    stated = [
        "article",
        "replace",
        "plan",
        str(tmp_path / "new.txt"),
        "--until",
        "2020-12-31",
        "--geodata",
        str(folder),
    ]
    assert main.main(stated) == 0
    said = capsys.readouterr().out
    assert "2 moved, 1 vanished, 0 new" in said and f"plan.3.1 → plan.3.2  {one}" in said and four in said
    assert (folder / "articles" / "earlier" / "plan.2020-12-31.txt").read_text(encoding="utf-8") == BEFORE
    store.publish(folder / "layers", build(folder))
    assert main.main(["check", "--geodata", str(folder)]) == 0
    capsys.readouterr()
    assert main.main(stated) == 2
    assert "already" in capsys.readouterr().err


def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(folder, tmp_path, capsys):
    assert main.main(["article", "replace", "plan", str(tmp_path / "no.txt"), "--geodata", str(folder)]) == 2
    told = capsys.readouterr()
    assert "no.txt" in told.err and told.out == "" and told.err.count("\n") == 1
