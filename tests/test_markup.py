"""The mark-up of labelled texts."""

import pytest

from tests.markup import open_labelled, parse

MARKED = (
    "# district: 丰台区; genre: news; script: hant-gloss; date: 2023\n"
    "標題\r\n{C:site}推進[[什剎海區(qū)域|area|什刹海]]整治。{/}((北京))如畫。\n"
    "{A}[[南北长街|street|南长街;北长街]]已完工。{/}{C:policy}完善制度。{/}"
)


def test_the_text_is_what_stands_between_the_marks():
    assert parse(MARKED).text == "標題\r\n推進什剎海區(qū)域整治。北京如畫。\n南北长街已完工。完善制度。"


def test_the_first_line_says_what_the_text_is():
    assert parse(MARKED).about == {"district": "丰台区", "genre": "news", "script": "hant-gloss", "date": "2023"}


def test_every_label_has_its_place_in_the_text():
    labelled = parse(MARKED)
    assert [(labelled.text[start:end], *rest) for start, end, *rest in labelled.places] == [
        ("什剎海區(qū)域", "area", "什刹海"),
        ("南北长街", "street", "南长街;北长街"),
    ]
    assert [(labelled.text[start:end], scope) for start, end, scope in labelled.commitments] == [
        ("推進什剎海區(qū)域整治。", "site"),
        ("完善制度。", "policy"),
    ]
    assert [labelled.text[start:end] for start, end in labelled.achievements] == ["南北长街已完工。"]
    assert [labelled.text[start:end] for start, end in labelled.optional] == ["北京"]


@pytest.mark.parametrize("marked", ["[[大慈閣(gé)|heritage]]", "[[大慈閣(gé)|heritage|]]"])
def test_without_a_canonical_name_it_is_the_surface_simplified(marked):
    (place,) = parse(f"# district: 莲池区\n{marked}").places
    assert place[3] == "大慈阁"


@pytest.mark.parametrize(
    "body",
    [
        "{C:site}推进。",
        "推进。{/}",
        "{A}完成。{C:site}推进。{/}",
        "{C:town}推进。{/}",
        "[[月坛]]",
        "[[月坛|temple]]",
        "[[月坛|park",
        "((月坛",
    ],
)
def test_broken_marks_are_refused_by_file(tmp_path, body):
    path = tmp_path / "01-broken.txt"
    path.write_text(f"# district: 西城区\n{body}", encoding="utf-8")
    with pytest.raises(ValueError, match=r"01-broken\.txt: "):
        open_labelled(path)


def test_a_file_without_its_first_line_is_refused():
    with pytest.raises(ValueError, match="first line"):
        parse("推进。\n")
