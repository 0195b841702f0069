"""The figures by which readings are compared with labels."""

import pytest

from tests.markup import parse
from tests.scores import labelled_files, main, score

HEAD = "# district: 西城区; genre: news; script: hans; date: 2023\n"


def scored(marked, promises=(), mentions=()):
    """Return the score of a record that finds the given words in a marked-up text."""
    labelled = parse(HEAD + marked)

    def row(words, **more):
        start = labelled.text.index(words)
        return {"start": start, "end": start + len(words)} | more

    record = {
        "commitments": [row(words, scope=scope) for words, scope in promises],
        "mentions": [row(words, kind="street", canonical=canonical) for words, canonical in mentions],
    }
    return score(labelled, record)


def test_a_commitment_is_found_when_half_is_shared():
    promises = [("十座花园。", "site"), ("好。", "policy")]
    tally = scored("{C:site}新建十座花园。{/}{C:policy}完善制度就好。{/}", promises).commitments
    assert (tally.found, tally.right, tally.wanted, tally.hit) == (2, 1, 2, 1)
    assert (tally.precision, tally.recall, tally.f1) == (0.5, 0.5, 0.5)


def test_achievements_taken_for_commitments_are_counted():
    result = scored("{A}建成花园。{/}{A}完成绿化。{/}", [("建成花园。", "district")])
    assert (result.taken.hit, result.taken.wanted) == (1, 2)
    assert result.commitments.precision == 0


def test_scopes_are_compared_where_the_commitment_is_found():
    promises = [("新建花园。", "district"), ("完善制度。", "policy")]
    result = scored("{C:site}新建花园。{/}{C:policy}完善制度。{/}{C:policy}再谈。{/}", promises)
    assert (result.scopes.hit, result.scopes.wanted) == (1, 2)


def test_places_count_exactly_and_by_overlap():
    result = scored(
        "[[三里河路|street]]通车。[[玉渊潭|park]]开园。",
        mentions=[("三里河路通", "三里河路"), ("玉渊潭", "玉渊潭公园")],
    )
    assert (result.places.hit, result.overlap.hit) == (1, 2)
    assert (result.canonicals.hit, result.canonicals.wanted) == (0, 1)


@pytest.mark.parametrize("found", ["西单", "西单地区", "西单地区周边"])
def test_what_may_stay_or_go_at_the_end_is_neither_wanted_nor_wrong(found):
    assert scored("西单地区周边", mentions=[(found, "西单")]).places.found == 1
    assert scored("[[西单地区|area|西单]]周边", mentions=[(found, "西单")]).places.f1 == 1


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("((月坛))北街", "月坛北"),
        ("北京很大", "北京"),
        ("西城很大", "西城"),
        ("西城区住建委答复", "西城区"),
        ("月坛街道办事处", "月坛街道"),
        ("按《月坛公园规划》办", "月坛公园"),
    ],
)
def test_what_is_not_asked_is_neither_wanted_nor_wrong(marked, found):
    tally = scored(marked, mentions=[(found, "x")]).places
    assert (tally.found, tally.wanted) == (0, 0)


def test_a_bare_name_that_is_labelled_is_not_asked_either():
    assert scored("[[北京|district|北京市]]很大").places.wanted == 0


@pytest.mark.parametrize(("marked", "found"), [("长安计划", "长安"), ("住在月坛公园里", "月坛公园")])
def test_any_other_place_that_is_not_labelled_is_wrong(marked, found):
    assert scored(marked, mentions=[(found, "x")]).places.precision == 0


def test_a_place_is_linked_in_a_commitment_that_is_found():
    marked = (
        "{C:site}改造[[三里河路|street]]和[[玉渊潭|park]]。{/}{C:site}修缮[[白塔寺|heritage]]。{/}[[西单|area]]很大。"
    )
    mentions = [(name, name) for name in ("三里河路", "白塔寺", "西单")]
    tally = scored(marked, [("改造三里河路和玉渊潭。", "site"), ("西单很大。", "site")], mentions).links
    assert (tally.found, tally.right, tally.wanted, tally.hit) == (2, 1, 3, 1)


def test_figures_and_findings_are_printed(tmp_path, capsys):
    (tmp_path / "02-two.txt").write_text(
        f"{HEAD}{{A}}已建成花园。{{/}}\n{{C:policy}}我们相信明天。{{/}}", encoding="utf-8"
    )
    (tmp_path / "01-one.txt").write_text(f"{HEAD}{{C:district}}将新建花园。{{/}}", encoding="utf-8")
    main([str(tmp_path)])
    printed = capsys.readouterr().out
    assert printed.startswith("01-one.txt: commitments 1.000 (P 1.000 R 1.000 of 1); taken 0/0; scopes 1/1;")
    assert "  missed commitment ('policy',): 已建成花园。⏎【我们相信明天。】" in printed.splitlines()
    assert printed.splitlines()[-1].startswith("All: commitments 0.667 (P 1.000 R 0.500 of 2); taken 0/1;")
    main(["--figures", str(tmp_path)])
    assert "missed" not in capsys.readouterr().out


def test_files_are_in_the_order_of_their_names(tmp_path):
    for name in ("b/02-x.txt", "a/10-y.txt", "a/note.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    files = labelled_files([tmp_path / "a", tmp_path / "b" / "02-x.txt"])
    assert [file.name for file in files] == ["02-x.txt", "10-y.txt"]
