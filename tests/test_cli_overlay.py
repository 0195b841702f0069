"""`mapapp overlay`, as a shell sees it."""

import pytest

from mapapp.blocks.exports import endings
from mapapp.cli import overlaying
from mapapp.errors import CRSRequired, LayerUnknown
from tests.blocks import answers
from tests.test_cli import one_sentence, run

__all__ = ["run"]


ZONE_39 = {"crs": "EPSG:4548", "name_en": "Zone 39", "name_zh": "39 带", "accuracy_m": 1.0, "inside": 0.9812}


@pytest.fixture
def answered(monkeypatch):
    """Let the command have the answer for six units, whatever the file; return the options it was asked with."""
    asked = []

    def _taken_away(options, ending):
        asked.append(options)
        answer = answers.answer()
        return answer, endings.write(ending, answer, answers.units(), range(6))

    monkeypatch.setattr(overlaying, "_taken_away", _taken_away)
    return asked


@pytest.mark.parametrize("ending", [*endings.MODULES, "CSV"])
def test_the_ending_says_how_the_result_is_written(run, answered, tmp_path, ending):
    out = tmp_path / f"result.{ending}"
    status, _, complaint = run("overlay", "blocks.zip", "--out", out)
    assert (status, complaint) == (0, "")
    written = endings.write(ending.lower(), answers.answer(), answers.units(), range(6))
    assert out.read_bytes() == written
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_what_was_assumed_and_warned_is_printed_a_line_each_and_then_the_counts(run, answered, tmp_path):
    _, printed, _ = run("overlay", "blocks.zip", "--out", tmp_path / "a.csv")
    lines = printed.splitlines()
    findings = answers.answer()["findings"]
    assert lines[:-1] == [f"{finding['kind']}: {finding['en']}" for finding in findings]
    assert "warning: 1 pairs of units overlap; what lies there is counted in both." in lines
    assert lines[-1] == f"{tmp_path}/a.csv: 6 units, 6 with commitments, 2 border streets, 7 places in no unit"


def test_what_the_planner_says_of_the_file_is_passed_on(run, answered, tmp_path):
    said = {"crs": "BD-09", "encoding": "GB18030", "layer": "街区", "label": "编号"}
    arguments = [argument for name, value in said.items() for argument in (f"--{name}", value)]
    assert run("overlay", "blocks.zip", "--out", tmp_path / "a.csv", *arguments)[0] == 0
    (options,) = answered
    assert said.items() <= vars(options).items()


@pytest.mark.parametrize("name", ["result.shp", "result", "result.csv.exe"])
def test_another_ending_is_refused_with_those_that_there_are(run, answered, tmp_path, name):
    status, printed, complaint = run("overlay", "blocks.zip", "--out", tmp_path / name)
    assert (status, printed) == (2, "")
    assert one_sentence(complaint)
    assert ".csv, .xlsx, .geojson, .gpkg, .kml" in complaint
    assert not answered


@pytest.mark.parametrize(
    ("error", "candidates"),
    [
        (LayerUnknown(file="a.gpkg", layer="x", candidates=["街区", "roads"]), ["街区", "roads"]),
        (CRSRequired(file="a.csv", candidates=[ZONE_39]), ["EPSG:4548  Zone 39, ±1 m (98%)"]),
    ],
)
def test_a_refusal_lists_what_may_be_chosen_after_its_sentence(run, monkeypatch, tmp_path, error, candidates):
    def _taken_away(options, ending):
        raise error

    monkeypatch.setattr(overlaying, "_taken_away", _taken_away)
    status, printed, complaint = run("overlay", "a.csv", "--out", tmp_path / "a.csv")
    assert (status, printed) == (2, "")
    assert complaint.splitlines() == [error.sentence("en"), *(f"  {candidate}" for candidate in candidates)]
    assert list(tmp_path.iterdir()) == []


def test_a_result_that_cannot_be_written_gets_one_sentence_and_leaves_what_was_there(run, answered, tmp_path):
    (tmp_path / "a.csv").mkdir()
    status, printed, complaint = run("overlay", "blocks.zip", "--out", tmp_path / "a.csv")
    assert (status, printed) == (2, "")
    assert one_sentence(complaint)
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    (tmp_path / "file").touch()
    for folder in ("none", "file"):
        status, printed, complaint = run("overlay", "blocks.zip", "--out", tmp_path / folder / "a.csv")
        assert (status, printed, one_sentence(complaint)) == (2, "", True)


def test_the_planners_own_file_is_not_written_over(run, answered, tmp_path):
    path = tmp_path / "blocks.geojson"
    path.write_text("{}")
    status, printed, complaint = run("overlay", path, "--out", tmp_path / "." / "blocks.geojson")
    assert (status, printed, one_sentence(complaint)) == (2, "", True)
    assert path.read_text() == "{}"
