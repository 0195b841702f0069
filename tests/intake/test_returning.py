"""The gazetteer leaves as a table, is edited in a spreadsheet and comes back: exactly what was changed is proposed."""

import csv
import io
import json

import pytest

from mapapp.cli import main
from mapapp.editing.rows import with_row
from mapapp.errors import GazetteerFormatUnknown, SourceContradicted, SourceUnreadable
from mapapp.intake.deciding import Ruling, decide
from mapapp.intake.leaving import write
from mapapp.intake.records import Wishes
from mapapp.places.audit import COLUMNS
from mapapp.places.gazetteer import TABLE, open_gazetteer
from tests.intake.test_import import everything

NONE = Wishes()
ACCEPT = Ruling("accepted", "李华", "2026-11-28T09:30:00Z")
METHOD = 'Between the stations, "about" here;\nsee the note, line 2.'


@pytest.fixture
def exported(geodata, tmp_path):
    """The gazetteer as the command exports it, as rows: a list of dicts."""
    file = tmp_path / "places.csv"
    assert main.main(["gazetteer", "export", str(file), "--geodata", str(geodata)]) == 0
    content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") and content.count(b"\n") == content.count(b"\r\n")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def saved(rows, *, delimiter=",", quoting=csv.QUOTE_MINIMAL, ending="\r\n", columns=COLUMNS):
    """Return rows as a spreadsheet saves them: with a byte order mark, and in its own dialect."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(
        text, columns, delimiter=delimiter, quoting=quoting, lineterminator=ending, extrasaction="ignore"
    )
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def row_of(rows, id):
    return next(row for row in rows if row["id"] == id)


DIALECTS = [
    {},
    {"quoting": csv.QUOTE_ALL},
    {"delimiter": ";", "ending": "\n"},
    {"delimiter": "\t"},
    {"columns": COLUMNS[::-1]},
]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_table_that_nobody_changed_proposes_nothing(bring, proposed, exported, dialect):
    account = bring(saved(exported, **dialect), NONE, "places.csv")
    assert proposed("places.csv") == [] and sum(account.proposed.values()) == 0
    assert account.objects == account.used == account.places == account.matched == len(exported)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("name_en", "Moon Altar"),
        ("aliases", "夕月坛;夕月壇"),
        ("method", METHOD),
        ("pinyin", ""),
        ("name_en", "+1 tower"),
    ],
)
def test_one_changed_cell_is_the_one_proposal(bring, proposed, exported, dialect, column, text):
    before = row_of(exported, "yuetan")[column]
    row_of(exported, "yuetan")[column] = text
    account = bring(saved(exported, **dialect), NONE, "places.csv")
    (proposal,) = proposed("places.csv")
    assert (proposal["action"], proposal["place"], proposal["state"]) == ("correction", "yuetan", "open")
    assert (proposal["row"], proposal["before"]) == ({column: text}, {column: before})
    assert proposal["geometry"] is None and account.proposed["correction"] == 1


def test_an_accepted_correction_changes_that_cell_and_no_other_byte(geodata, bring, proposed, exported):
    table, shapes = (geodata / TABLE).read_text(encoding="utf-8"), everything(geodata)
    row_of(exported, "yuetan")["method"] = METHOD
    bring(saved(exported), NONE, "places.csv")
    decide(geodata, [proposed("places.csv")[0]["id"]], ACCEPT)
    assert (geodata / TABLE).read_bytes().decode() == with_row(table, {"id": "yuetan", "method": METHOD})
    assert open_gazetteer(geodata).places["yuetan"].method == METHOD
    for path, content in everything(geodata).items():
        assert path.name == TABLE or path not in shapes or content == shapes[path]


def test_what_begins_like_a_formula_leaves_guarded_and_returns_as_it_was(geodata, bring, proposed, tmp_path):
    table = (geodata / TABLE).read_text(encoding="utf-8")
    changed = with_row(table, {"id": "yuetan", "method": "=HYPERLINK(1)", "name_en": "'tis"})
    (geodata / TABLE).write_text(changed, encoding="utf-8")
    content = write(open_gazetteer(geodata), tmp_path / "places.csv")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert row_of(rows, "yuetan")["method"] == "'=HYPERLINK(1)"
    bring(content, NONE, "places.csv")
    assert proposed("places.csv") == []
    row_of(rows, "yuetan")["method"] = "'=HYPERLINK(2)"
    bring(saved(rows), NONE, "places.csv")
    assert [one["row"] for one in proposed("places.csv")] == [{"method": "=HYPERLINK(2)"}]


def test_rows_that_are_missing_stay_and_a_new_id_is_a_new_row(bring, proposed, exported):
    new = row_of(exported, "beijing") | {"id": "tianjin", "name_zh_hans": "天津市", "name_zh_hant": "天津市"}
    bring(saved([exported[0], new]), NONE, "places.csv")
    (proposal,) = proposed("places.csv")
    assert (proposal["action"], proposal["place"], proposal["row"]) == (
        "new",
        None,
        {name: new[name] for name in COLUMNS},
    )


def test_the_same_change_is_not_proposed_again_once_decided_on(geodata, bring, proposed, exported):
    row_of(exported, "yuetan")["name_en"] = "Moon Altar"
    bring(saved(exported), NONE, "places.csv")
    decide(geodata, [proposed("places.csv")[0]["id"]], Ruling("rejected", "李华", ACCEPT.at))
    assert sum(bring(saved(exported), NONE, "places.csv").proposed.values()) == 0


@pytest.mark.parametrize(
    ("id", "wishes", "error", "match"),
    [
        ("dongpi", NONE, SourceUnreadable, "dongpi.*two rows"),
        ("", NONE, SourceUnreadable, "no id"),
        ("yuetan", Wishes(source="Survey"), SourceContradicted, "--source"),
    ],
)
def test_a_table_that_cannot_be_meant_so_is_refused_and_nothing_is_written(
    geodata, bring, exported, id, wishes, error, match
):
    before = everything(geodata)
    row_of(exported, "yuetan")["id"] = id
    with pytest.raises(error, match=match):
        bring(saved(exported), wishes, "places.csv")
    assert everything(geodata) == before


def test_the_whole_gazetteer_leaves_as_linked_places_with_its_shapes(geodata, tmp_path):
    file = tmp_path / "places.json"
    assert main.main(["gazetteer", "export", str(file), "--geodata", str(geodata)]) == 0
    told, gazetteer = json.loads(file.read_bytes()), open_gazetteer(geodata)
    assert [one["properties"]["title"] for one in told["features"]] == [
        place.name_zh_hans for place in gazetteer.places.values()
    ]
    for one, place in zip(told["features"], gazetteer.places.values(), strict=True):
        drawn = one["geometry"]["geometries"]
        assert bool(drawn) == bool(place.geometry)
        assert {name["toponym"] for name in one["names"]} >= {place.name_zh_hant, place.name_en, *place.aliases}


def test_another_ending_is_refused_by_name(geodata, tmp_path, capsys):
    with pytest.raises(GazetteerFormatUnknown, match=r"places\.xyz.*\.csv"):
        write(open_gazetteer(geodata), tmp_path / "places.xyz")
    assert main.main(["gazetteer", "export", str(tmp_path / "a.xyz"), "--geodata", str(geodata)]) == 2
    assert capsys.readouterr().out == "" and not (tmp_path / "a.xyz").exists()
