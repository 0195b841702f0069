"""In a notebook: texts, layers and units as tables, and a map in which no name runs."""

import ast
import json
import re

import geopandas
import pandas
import pytest
from shapely import box

from mapapp import notebook
from mapapp.errors import ArticleEmpty, ArticleNotUTF8, CRSRequired
from mapapp.layers import query
from mapapp.paths import PACKAGE
from mapapp.view import notemap
from tests.conftest import FIRST
from tests.walls import altered, make_hostile

SHOWN = PACKAGE.parent / "docs" / "notebook.ipynb"
SAMPLE = FIRST / "sample_blocks" / "sample_blocks.geojson"
HOSTILE = "{{ 7 * 7 }}{% raw %}{#</script><img src=x onerror=alert(1)>'\"\\ ${alert(1)}`\u2028"


@pytest.fixture(scope="module")
def laid():
    return notebook.overlay(geopandas.read_file(SAMPLE), label="编号")


def run(cells):
    """Run cells one after the other in one namespace, as Jupyter does; yield what the last line of each shows."""
    namespace = {}
    for cell in cells:
        tree = ast.parse("".join(cell["source"]))
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, SHOWN.name, "exec"), namespace)
        yield eval(compile(ast.Expression(last.value), SHOWN.name, "eval"), namespace) if last else None


def test_the_notebook_runs_from_top_to_bottom_and_shows_something_in_every_cell():
    notebook_file = json.loads(SHOWN.read_text(encoding="utf-8"))
    assert notebook_file["nbformat"] == 4
    cells = [cell for cell in notebook_file["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] for cell in cells)
    _, commitments, mentions, lines, units, parts, findings, chart = run(cells)
    assert commitments["printed"].tolist() == ["今年我们将启动西单北大街环境整治,推进南北长街等片区项目。"]
    assert mentions["surface"].tolist() == ["西单北大街", "南北长街"]
    assert len(lines) == 9
    assert units["name"].tolist() == ["001", "002", "003"]
    assert {"nanchang-jie", "jinrong-jie"} <= set(parts["site"])
    assert findings
    assert "<iframe" in chart._repr_html_()


def test_a_text_is_read_as_the_command_reads_it():
    text = (FIRST / "articles" / "xicheng.txt").read_bytes().decode("utf-8")
    reading = notebook.read_text(text)
    assert len(reading.commitments) == 48
    assert all(text[row.start : row.end] == row.printed for row in reading.commitments.itertuples())
    assert all(text[row.start : row.end] == row.surface for row in reading.mentions.itertuples())


@pytest.mark.parametrize(("text", "refusal"), [("", ArticleEmpty), ("\ud800", ArticleNotUTF8)])
def test_what_is_no_text_is_refused(text, refusal):
    with pytest.raises(refusal):
        notebook.read_text(text)


def test_layers_are_frames_with_what_the_published_ones_hold(layers):
    frames = notebook.layers()
    assert {name: frame["id"].tolist() for name, frame in frames.items()} == {
        name: [one["id"] for one in collection["features"]] for name, collection in layers.collections.items()
    }
    assert {frame.crs.to_string() for frame in frames.values()} == {"EPSG:4326"}
    assert (
        frames["points"]["commitments"][0] == layers.collections["points"]["features"][0]["properties"]["commitments"]
    )


def test_units_are_laid_as_a_file_of_them_is(laid, client):
    with SAMPLE.open("rb") as file:
        given = client.post("/api/blocks", data={"file": (file, SAMPLE.name), "label": "编号"}).json
    told = client.application.extensions["results"].find(given["id"])
    for same in ("units", "sites", "borders", "overlaps", "gaps", "commitments"):
        assert laid.answer[same] == told[same], same
    assert laid.units["name"].tolist() == [unit["name"] for unit in told["units"]]
    assert len(laid.parts) == sum(len(unit["parts"]) for unit in told["units"]) > 0


def test_every_part_has_its_unit_and_its_site(laid, layers):
    assert set(laid.parts["unit"]) <= set(laid.units["name"])
    assert set(laid.parts["site"]) <= {one["id"] for one in query.sites(layers)}
    assert (laid.parts["low"] <= laid.parts["measure"]).all()
    assert (laid.parts["measure"] <= laid.parts["high"]).all()


def test_units_in_another_crs_lie_where_they_lie(laid):
    moved = notebook.overlay(geopandas.read_file(SAMPLE).to_crs("EPSG:4548"), label="编号")
    assert moved.parts[["unit", "site"]].values.tolist() == laid.parts[["unit", "site"]].values.tolist()
    assert moved.units["area_m2"].tolist() == pytest.approx(laid.units["area_m2"].tolist(), rel=1e-6)
    assert moved.parts["high"].tolist() == pytest.approx(laid.parts["high"].tolist(), rel=1e-6, abs=0.01)


def test_units_that_do_not_say_their_crs_are_refused_with_candidates():
    with pytest.raises(CRSRequired) as refusal:
        notebook.overlay(geopandas.GeoDataFrame(geometry=[box(445000, 4417000, 446000, 4420000)]))
    assert "EPSG:4548" in [one["crs"] for one in refusal.value.facts["candidates"]]


def test_values_of_units_become_text_and_missing_ones_nothing():
    frame = geopandas.GeoDataFrame(
        {"code": ["001", None], "count": pandas.array([7, None], dtype="Int64")},
        geometry=[box(116.35, 39.9, 116.36, 39.91), box(116.36, 39.9, 116.37, 39.91)],
        crs="EPSG:4326",
    )
    told = [unit["attributes"] for unit in notebook.overlay(frame, label="code").answer["units"]]
    assert told == [{"code": "001", "count": "7"}, {"code": None, "count": None}]


# The map


def test_the_map_draws_the_district_every_site_and_every_unit(laid, layers):
    script = script_of(notebook.folium_map(laid))
    drawn = [*query.sites(layers), *laid.answer["units"]]
    assert script.count('"coordinates"') == len([one for one in drawn if one.get("geometry", True)]) + 1
    for name in ("西单北大街", *laid.units["name"]):
        assert f'"{notemap.spelled(name)}"' in script


def test_without_tiles_none_are_asked_for():
    assert "L.tileLayer" not in script_of(notebook.folium_map())
    assert "L.tileLayer" in script_of(notebook.folium_map(tiles="OpenStreetMap"))


def test_no_name_becomes_a_template_or_markup(published, tmp_path):
    altered(published, tmp_path / "layers", lambda files: make_hostile(files, site="yuetan", name=HOSTILE, quote=""))
    units = geopandas.GeoDataFrame({"name": [HOSTILE]}, geometry=[box(116.35, 39.9, 116.36, 39.91)], crs="EPSG:4326")
    chart = notebook.folium_map(notebook.overlay(units, label="name"), geodata=tmp_path)
    script = script_of(chart)
    assert script.count(notemap.spelled(HOSTILE.rstrip("\u2028"))) >= 2
    assert "49" not in re.findall(r'\["([^"]*)", \{', script)
    assert "<img" not in chart.get_root().render()


def test_a_name_is_spelled_with_no_sign_but_letters_digits_and_backslashes():
    assert re.fullmatch(r"(\\u[0-9a-f]{4}|[A-Za-z0-9])*", notemap.spelled(HOSTILE + "什刹海𠀀"))
    assert json.loads(f'"{notemap.spelled(HOSTILE + "什刹海𠀀")}"') == HOSTILE + "什刹海𠀀"


def script_of(chart):
    figure = chart.get_root()
    figure.render()
    return figure.script.render()
