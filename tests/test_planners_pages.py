"""The planners' pages as they come without a script: the form, its refusals, and the result with every number in it."""

import re
import shutil
from urllib.parse import parse_qs, urlsplit

import pytest

from mapapp import errors
from mapapp.atlas.build import build
from mapapp.blocks.classes import classes
from mapapp.blocks.filtering import chosen
from mapapp.layers import store
from mapapp.settings import Settings
from mapapp.view import units
from mapapp.web import dossiers
from mapapp.web.app import create_app
from mapapp.web.language import LANGUAGES
from tests.blocks import answers
from tests.blocks.fake_results import FakeResults
from tests.conftest import FIRST
from tests.years import with_articles

ANSWER = answers.answer()
RESULT = f"/planners/{ANSWER['id']}"
CANDIDATE = {
    "crs": "EPSG:4548",
    "name_en": "CGCS2000 / 3-degree Gauss-Kruger CM 117E",
    "name_zh": "2000 国家大地坐标系 3 度带 中央经线 117°E",
    "accuracy_m": 1.0,
    "doubtful": False,
    "inside": 0.98,
    "axes_swapped": False,
    "preview": {"type": "Polygon", "coordinates": [[[116.3, 39.9], [116.4, 39.9], [116.4, 40.0], [116.3, 39.9]]]},
}


@pytest.fixture(scope="module")
def site():
    """A visitor of a site with results of its own, and these."""
    fake = FakeResults({})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mapapp.web.app.Results", lambda _: fake)
        return create_app(Settings(FIRST)).test_client(), fake


@pytest.fixture
def results(site):
    """Results that hold the answer for six units, and that for three points."""
    _, fake = site
    points = answers.points_answer() | {"id": "points"}
    fake.answers = {
        ANSWER["id"]: (ANSWER, list(answers.UNIT_SHAPES.values())),
        "points": (points, answers.POINT_SHAPES),
    }
    fake.refusal, fake.deleted = None, []
    return fake


@pytest.fixture
def planner(site, results):
    """A visitor of the site with these results."""
    return site[0]


def rows(page):
    """Return the indexes of the units in the table, in order."""
    return [int(index) for index in re.findall(r'<tr data-unit="(\d+)"', page.text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_says_what_it_takes_and_what_becomes_of_the_file(planner, language):
    page = planner.get(f"/{language}/planners")
    assert page.status_code == 200
    assert 'enctype="multipart/form-data"' in page.text
    for stated in (
        "100 MB",
        "50000",
        "10",
        "24",
        "GeoPackage",
        "FlatGeobuf",
        "/planners/sample.geojson",
        "EPSG:4548 http://localhost/api/blocks",
    ):
        assert stated in page.text
    for field in ("file", "crs", "encoding", "layer", "label", "sample"):
        assert f'name="{field}"' in page.text


def test_a_file_that_was_read_leads_to_its_result_in_the_same_language(planner):
    answer = planner.post("/en/planners")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/en{RESULT}")


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (errors.FileEmpty(file="<b>.zip"), 422),
        (errors.UploadTooLarge(limit_mb=100), 413),
        (errors.FormatNotAllowed(file="x.dwg"), 415),
        (errors.OriginRefused(origin="https://other.example"), 403),
    ],
)
def test_a_refusal_comes_with_its_status_on_the_form_in_words(planner, results, refusal, status):
    results.refusal = refusal
    for language in LANGUAGES:
        page = planner.post(f"/{language}/planners")
        assert page.status_code == status
        assert refusal.sentence(language).replace("<", "&lt;").replace(">", "&gt;") in page.text
        assert "<b>.zip" not in page.text
        assert 'name="file"' in page.text


def test_a_file_without_coordinates_is_asked_about_with_a_drawing_of_each_candidate(planner, results):
    far = {"type": "MultiPoint", "coordinates": [[4.0, 52.0], [4.1, 52.0]]}
    results.refusal = errors.CRSRequired(
        file="a.zip", candidates=[CANDIDATE, CANDIDATE | {"crs": "EPSG:2370", "doubtful": True, "preview": far}]
    )
    page = planner.post("/zh-hans/planners")
    assert re.findall(r'type="radio" name="crs" value="([^"]+)"', page.text) == ["EPSG:4548", "EPSG:2370"]
    assert page.text.count('class="guess__units"') == 3
    assert CANDIDATE["name_zh"] in page.text
    assert "98% 落在本区内" in page.text
    assert page.text.count("存疑</span>") == 1
    assert 'id="wish-crs"' not in page.text
    assert "浏览器不会替您保留它" in page.text


def test_other_questions_are_asked_by_name(planner, results):
    results.refusal = errors.LayerUnknown(file="a.gpkg", layer="x", candidates=["街区", "道路"])
    page = planner.post("/en/planners")
    assert re.findall(r'type="radio" name="layer" value="([^"]+)"', page.text) == ["街区", "道路"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_headline_counts_what_the_memo_asks(planner, language):
    head = re.search(r"<h1>(.*?)</h1>", planner.get(f"/{language}{RESULT}").text)[1]
    assert [int(number) for number in re.findall(r"\d+", head)] == [6, 6, 2, 6]


def test_the_counts_are_those_of_the_answer():
    counted = dossiers.counts(ANSWER)
    assert counted["surely"] == sum(unit["low"] > 0 for unit in ANSWER["units"])
    assert counted["nowhere"] == sum(site["outside_share"] == 1 for site in ANSWER["sites"])
    assert counted["partly"] == sum(0 < site["outside_share"] < 1 for site in ANSWER["sites"])


def test_a_dossier_quotes_word_for_word_with_its_source_and_how_much_of_which_place(planner):
    page = planner.get(f"/en{RESULT}").text
    unit = page[page.index('id="unit-0"') : page.index('id="unit-1"')]
    (id, words) = next(
        (id, w) for id, w in ANSWER["commitments"].items() if "阜內" in w["quote"] or "阜内" in w["quote"]
    )
    assert f">{words['quote']}</blockquote>" in unit
    assert f'href="/en/articles/xicheng#{id}"' in unit
    assert words["translation_en"] in unit
    assert "895 m · 62.5%" in unit
    assert "least–most 0–1,432 m" in unit
    assert "border street" in unit
    assert ">12200</dd>" in unit


def test_everything_that_lies_across_units_is_listed_once(planner):
    page = planner.get(f"/en{RESULT}").text
    part = {name: page[page.index(f'id="{name}"') :] for name in ("borders", "nowhere", "whole", "how", "dossiers")}
    borders = part["borders"][: part["borders"].index('id="nowhere"')]
    assert borders.count('scope="rowgroup"') == 2
    assert ">2</span></h2>" in borders and "by pairs of units, 2 in all" in borders
    assert "537 m" in borders
    nowhere = part["nowhere"][: part["nowhere"].index('id="whole"')]
    assert nowhere.count("wholly in no unit") == 6
    assert "3,216 m · 41.3%" in nowhere
    assert "16,896 m²" in nowhere
    assert "116.37350, 39.92220" in nowhere
    whole = part["whole"][: part["whole"].index('id="how"')]
    assert whole.count("<blockquote") == len(ANSWER["district_wide"]) == 17
    assert all(place["name_en"] in whole for place in ANSWER["unplaced"])


def test_every_assumption_and_both_hashes_are_said(planner):
    page = planner.get(f"/zh-hant{RESULT}").text
    for finding in ANSWER["findings"]:
        assert finding["zh-hant"] in page
        assert all(note in page for note in finding["notes"])
    for stated in (ANSWER["file"]["sha256"], ANSWER["layers_sha256"], "nearby_m=500", "EPSG:4548", "GB18030"):
        assert stated in page


def test_what_to_heed_stands_before_the_table(planner):
    page = planner.get(f"/zh-hans{RESULT}").text
    above = page[: page.index('id="table"')]
    warnings = [finding["zh-hans"] for finding in ANSWER["findings"] if finding["kind"] == "warning"]
    assert f"提示 {len(warnings)} 条" in above
    assert all(sentence in above for sentence in warnings)
    assert not any(finding["zh-hans"] in above for finding in ANSWER["findings"] if finding["kind"] == "assumption")


QUERIES = (
    "",
    "sort=-drawn",
    "sort=area&least=5",
    "theme=xicheng.12&sort=-name",
    "border=1",
    "site=shichahai",
    "name=金融",
)


@pytest.mark.parametrize("query", QUERIES)
def test_the_table_shows_what_the_query_chooses_and_so_do_the_downloads(planner, query):
    page = planner.get(f"/zh-hans{RESULT}?{query}")
    asked = {key: values[0] for key, values in parse_qs(query).items()}
    assert rows(page) == chosen(ANSWER, asked).units
    keeps = re.search(r"data-keeps>(.*?)</div>", page.text)[1]
    assert dict(re.findall(r'name="(\w+)" value="([^"]*)"', keeps)) == asked


def test_a_heading_sorts_by_its_column_and_back(planner):
    def heading(page, column):
        return re.search(
            rf'<th scope="col" aria-sort="(\w+)"[^>]*><a href="([^"#]*)#table" data-column="{column}"', page
        )

    state, address = heading(planner.get(f"/en{RESULT}?border=1").text, "drawn").groups()
    assert (state, parse_qs(urlsplit(address.replace("&amp;", "&")).query)) == (
        "none",
        {"border": ["1"], "sort": ["-drawn"]},
    )
    page = planner.get(address.replace("&amp;", "&")).text
    state, address = heading(page, "drawn").groups()
    assert (state, "sort=drawn" in address) == ("descending", True)


def test_the_form_of_the_text_stays_while_one_filters_and_sorts(planner):
    page = planner.get(f"/zh-hans{RESULT}?text=simplified&border=1").text
    assert '<input type="hidden" name="text" value="simplified">' in page
    assert "border=1&amp;sort=-drawn&amp;text=simplified#table" in page
    words = next(w for w in ANSWER["commitments"].values() if w["quote"] != w["simplified"] and w["quote"] not in page)
    assert f'<blockquote class="quote" lang="zh-Hans">{words["simplified"]}</blockquote>' in page


def test_a_filter_that_is_not_understood_is_said(planner):
    page = planner.get(f"/en{RESULT}?least=many")
    assert rows(page) == []
    assert "Not understood in the filter: least." in page.text


def test_points_are_listed_by_distance_and_said_to_be_no_units(planner):
    page = planner.get("/en/planners/points").text
    assert "points, not block units" in page
    assert "10 m away" in page
    assert 'id="borders"' not in page
    assert page.count('<circle class="cell') == 3


@pytest.mark.parametrize(
    ("counts", "labels"),
    [([0, 1, 1, 3], ["0", "1", "3"]), ([0, 1, 2, 3, 4, 5, 6, 7, 8], ["0", "1–2", "3–4", "5–6", "7–8"])],
)
def test_the_legend_says_what_each_colour_counts_and_by_which_method(results, planner, counts, labels):
    chosen_units = [ANSWER["units"][0] | {"drawn": count} for count in counts]
    results.answers["x"] = (
        {
            **ANSWER,
            "id": "x",
            "units": chosen_units,
            "classes": classes(counts),
            "borders": [],
            "overlaps": [],
            "gaps": [],
        },
        [answers.UNIT_SHAPES["001"]] * len(counts),
    )
    page = planner.get("/en/planners/x").text
    assert re.findall(r"</svg><b>([^<]+)</b> <span>\(", page) == labels
    assert ("by quantiles" in page) == (len(counts) > 5)


def test_the_sample_says_what_it_is(results, planner):
    results.answers["s"] = (answers.answer(illustrative=True) | {"id": "s"}, list(answers.UNIT_SHAPES.values()))
    assert "Illustrative sample, not official block units." in planner.get("/en/planners/s").text
    assert planner.get("/planners/sample.geojson").json["mapapp"]["illustrative"]


def test_beyond_five_hundred_units_the_page_shows_the_first_and_says_so(results, planner):
    many = {**ANSWER, "id": "many", "units": [ANSWER["units"][0]] * 501}
    results.answers["many"] = (many, [answers.UNIT_SHAPES["001"]] * 501)
    page = planner.get("/en/planners/many")
    assert len(rows(page)) == 500
    assert "501 of 501. The first 500 are shown here" in page.text
    assert "data-complete" not in page.text


def test_nobody_keeps_or_lists_a_result(planner):
    page = planner.get(f"/en{RESULT}", headers={"Accept-Encoding": "gzip"})
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert page.headers["Content-Encoding"] == "gzip"
    assert "canonical" not in planner.get(f"/en{RESULT}").text


def test_a_deleted_result_is_gone_and_the_planners_page_says_so(planner):
    answer = planner.post(f"/en{RESULT}/delete")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/en/planners?deleted=1")
    assert "Nothing of it is left" in planner.get(answer.headers["Location"]).text
    assert planner.get(f"/en{RESULT}").status_code == 404


def test_classes_are_spread_from_the_lightest_to_the_darkest():
    assert units.slots([0]) == [0]
    assert units.slots([0, 1]) == [0, 4]
    assert units.slots([0, 1, 3, 5, 8]) == [0, 1, 2, 3, 4]
    assert [units.slot(count, [0, 1, 3]) for count in (0, 1, 2, 3, 9)] == [0, 2, 2, 4, 4]


def test_a_guess_shows_district_and_units_however_far_apart(layers):
    outline = dossiers.outline_of(layers)
    drawing = units.guess(outline, {"type": "Point", "coordinates": [4.0, 52.0]})
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", drawing.outline)]
    assert all(0 <= number <= drawing.height for number in numbers)
    assert 0 <= drawing.cells[0].x <= drawing.width
    assert 0 <= drawing.cells[0].y <= drawing.height


def test_where_there_are_several_articles_each_quote_says_which_it_is_from(results, tmp_path, monkeypatch):
    geodata = with_articles(shutil.copytree(FIRST, tmp_path / "geodata"), 1)
    store.publish(geodata / "layers", build(geodata))
    monkeypatch.setattr("mapapp.web.app.Results", lambda _: results)
    page = create_app(Settings(geodata)).test_client().get(f"/en{RESULT}").text
    where = re.findall(r'<p class="sentence__where">(.*?)</p>', page)
    assert where and all(
        "Article without a title (xicheng)" in one and "date not known" in one for one in where if "#xicheng." in one
    )
    alone = create_app(Settings(FIRST)).test_client().get(f"/en{RESULT}").text
    assert "date not known" not in alone
