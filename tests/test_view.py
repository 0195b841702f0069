"""What is shown, before it is a page: numbers, pieces of quotes, the article in its forms, the folium map."""

import json
import re

import pytest

from mapapp.layers import query, store
from mapapp.view import parts, promises, quotes, sitemap, sketch
from mapapp.view.forms import FORMS, words
from mapapp.view.mapdata import map_data
from mapapp.view.paragraphs import paragraphs
from mapapp.view.plates import Plate, numbers, plates, symbol
from mapapp.view.spread import spread
from mapapp.view.tongues import tongues
from tests.walls import altered, make_hostile

POINT = {"type": "Point", "coordinates": [116.35, 39.9]}
LINE = {"type": "LineString", "coordinates": [[116.35, 39.9], [116.36, 39.9]]}
SQUARE = {"type": "Polygon", "coordinates": [[[116, 39], [117, 39], [117, 40], [116, 40], [116, 39]]]}


@pytest.fixture(scope="module")
def shown(layers):
    return plates(layers)


def test_a_place_has_its_number_from_the_order_of_the_article(layers, shown):
    assert [plate.number for plate in shown.values()] == list(range(1, 20))
    assert [plate.id for plate in shown.values()][:3] == ["shichahai", "fuchengmennei-dajie", "gulou-xidajie"]


@pytest.mark.parametrize(
    ("geometry", "certainty", "expected"),
    [
        (POINT, "exact", "point"), (LINE, "street", "street"), (SQUARE, "area", "area"),
        (POINT, "approximate", "approximate"), (LINE, "approximate", "approximate"), (None, None, "unknown"),
    ],
)  # fmt: skip
def test_a_symbol_tells_the_shape_and_how_sure_it_is(geometry, certainty, expected):
    assert symbol({"geometry": geometry, "properties": {"certainty": certainty}}) == expected


@pytest.mark.parametrize("form", FORMS)
def test_the_pieces_of_a_quote_are_the_quote_in_every_form(layers, shown, form):
    for plate in shown.values():
        for promise in promises.promises_of(plate, layers, shown, form):
            assert "".join(piece.text for piece in promise.pieces) == words(promise.commitment, form)
            assert any(plate.id in piece.places for piece in promise.pieces)


def test_a_name_in_a_quote_is_marked_with_its_own_glosses_and_no_other(layers, shown):
    named = {
        form: [piece.text for p in promises.promises_of(shown["dongpi"], layers, shown, form) for piece in p.pieces
               if piece.places]
        for form in FORMS
    }  # fmt: skip
    assert "動物園批發(fā)市場" in named["found"]
    assert "動物園批發市場" in named["clean"]
    assert "动物园批发市场" in named["simplified"]


def test_one_surface_may_mean_two_places(layers, shown):
    (promise,) = promises.promises_of(shown["beichang-jie"], layers, shown)
    (named,) = [piece for piece in promise.pieces if "beichang-jie" in piece.places]
    assert (named.text, named.places) == ("南北長街", ("nanchang-jie", "beichang-jie"))


def test_a_name_is_marked_where_it_is_mentioned_and_nowhere_else():
    commitment = {"id": "a.1.1", "quote": "月壇和月壇"}
    mention = {"start": 13, "end": 15, "commitment": "a.1.1", "places": ["yuetan"]}
    texts = {"clean": "某處的承諾一句話是。月壇和月壇"}
    article = {"texts": texts, "runs": [], "commitments": [{"id": "a.1.1", "start": 10}], "mentions": [mention]}
    pieces = quotes.quote_pieces(commitment, article)
    assert [(piece.text, piece.places) for piece in pieces] == [("月壇和", ()), ("月壇", ("yuetan",))]


def test_a_quote_that_the_article_does_not_hold_is_shown_without_marks():
    pieces = quotes.quote_pieces({"id": "a.1.1", "quote": "${alert(1)}"}, {"commitments": [], "mentions": []})
    assert [piece.text for piece in pieces] == ["${alert(1)}"]


def test_a_theme_in_traditional_is_cut_from_the_article_not_converted(layers, shown):
    article = layers.articles["xicheng"]
    stated = next(c for c in article["commitments"] if c["id"] == "xicheng.12.3")
    assert quotes.theme(stated, article, "simplified") == "深入实施街区整理、提升城市品质"
    assert quotes.theme(stated, article, "clean") == "深入實施街區整理、提升城市品質"


def test_a_commitment_without_a_theme_has_none(layers):
    assert quotes.theme({"theme": None}, layers.articles["xicheng"], "clean") is None


@pytest.mark.parametrize("form", FORMS)
def test_the_article_in_pieces_is_its_own_text_in_every_form(layers, form):
    article = layers.articles["xicheng"]
    lines = [
        "".join(cut.text for stretch in paragraph.stretches for cut in stretch.cuts)
        for paragraph in paragraphs(article, form)
    ]
    assert "\n".join(lines) == article["texts"][form]


def test_a_gloss_inside_a_name_belongs_to_it_and_one_behind_it_does_not(layers):
    found = paragraphs(layers.articles["xicheng"], "found")
    names = {cut.text for p in found for stretch in p.stretches for cut in stretch.cuts if cut.places}
    assert "動物園批發(fā)市場" in names
    assert "西城區" in names


def test_every_commitment_has_its_stretch_of_the_article(layers):
    article = layers.articles["xicheng"]
    told = [c["id"] for paragraph in paragraphs(article, "clean") for c in paragraph.commitments]
    assert told == [c["id"] for c in article["commitments"]]


@pytest.mark.parametrize("headings", [[2, 9, 21], [12], []])
def test_headings_are_the_lines_that_the_build_calls_so(layers, headings):
    article = layers.articles["xicheng"] | {"headings": headings}
    assert [paragraph.line for paragraph in paragraphs(article, "clean") if paragraph.heading] == headings


@pytest.mark.parametrize(
    ("some", "words"), [([4], "4"), ([1, 2, 3], "1–3"), ([3, 1, 2], "1–3"), ([2, 5, 7], "2, 5, 7"), ([7, 2], "2, 7")]
)
def test_a_range_of_numbers_leaves_none_out(some, words):
    assert numbers([Plate(number, "point", {}) for number in some]) == words


def test_the_same_map_gives_the_same_script(layers):
    first, second = (parts.take_apart(sitemap.draw(layers, "/map.geojson")) for _ in range(2))
    assert first == second
    assert first.div_id == "map_1"


def test_the_map_asks_nobody_else_for_anything(layers):
    assert parts.take_apart(sitemap.draw(layers, "/map.geojson")).links == ()


def test_no_word_of_the_data_passes_through_folium(layers, published, tmp_path):
    def change(files):
        make_hostile(files, site="yuetan", name="<img src=x onerror=alert(1)>", quote="${alert(1)}")

    hostile = store.load(altered(published, tmp_path / "layers", change))
    drawn, expected = (parts.take_apart(sitemap.draw(one, "/map.geojson")) for one in (hostile, layers))
    assert drawn == expected


def test_the_map_fetches_each_layer_and_measures_in_metres(layers):
    script = parts.take_apart(sitemap.draw(layers, "/map.geojson")).script
    for name in store.LAYERS:
        assert f'drawLayer(map_1, "{name}", "/map.geojson");' in script
    assert "imperial: false" in script
    assert '"attributionControl": false' in script


def test_the_map_data_hold_the_district_and_every_site(layers):
    district, *sites = map_data(layers)["features"]
    assert district["id"] == query.district(layers)["id"]
    assert [site["id"] for site in sites] == [site["id"] for site in query.sites(layers)]
    for site in sites:
        layer = layers.collections[site["properties"]["layer"]]
        assert site["id"] in {feature["id"] for feature in layer["features"]}
        rows = query.feature(layers, site["id"])["properties"]["commitments"]
        assert site["properties"]["commitments"] == [row["id"] for row in rows]


def test_the_map_data_tell_every_sentence_once_in_every_form_and_where_it_stands(layers):
    sentences = map_data(layers)["sentences"]
    rows = {row["id"]: row for site in query.sites(layers) for row in site["properties"]["commitments"]}
    found = layers.articles["xicheng"]["texts"]["found"]
    assert sentences.keys() == rows.keys()
    for id, sentence in sentences.items():
        for form, pieces in sentence["pieces"].items():
            assert "".join(text for text, _ in pieces) == words(rows[id], form)
        source = sentence["source"]
        assert found[source["start"] : source["end"]] == rows[id]["printed"]
        assert source["sha256"] == layers.receipt["articles"]["xicheng"]["text_sha256"]


def test_a_place_without_an_outline_is_told_but_not_drawn(layers, shown):
    (site,) = [f for f in map_data(layers)["features"] if f["properties"].get("symbol") == "unknown"]
    assert site["geometry"] is None
    assert site["properties"]["anchor"] is None
    assert site["id"] not in {mark.plate.id for mark in sketch.sketch(layers, shown).marks}


def test_the_sketch_keeps_every_place_on_its_paper(layers, shown):
    drawing = sketch.sketch(layers, shown, chosen="yuetan")
    assert len(drawing.marks) == 18
    assert all(-5 <= mark.x <= drawing.width + 5 and 0 <= mark.y <= drawing.height for mark in drawing.marks)
    json.dumps([mark.path for mark in drawing.marks])


def test_the_numbers_of_the_sketch_do_not_cover_each_other(layers, shown):
    stands = [mark.stand for mark in sketch.sketch(layers, shown).marks]
    for place, (x, y) in enumerate(stands):
        assert all(abs(x - one) >= 24 or abs(y - other) >= 20 for one, other in stands[place + 1 :])


def test_a_number_stands_on_its_spot_where_there_is_room():
    assert spread([(0, 0), (100, 0), (0, 50)], 24, 20) == [(0, 0), (100, 0), (0, 50)]


def test_the_same_spot_is_shared_by_moving_as_little_as_needed():
    first, second = spread([(0, 0), (0, 0)], 24, 20)
    assert first == (0, 0)
    assert 20 <= abs(second[0]) + abs(second[1]) <= 40


def test_a_sentence_tells_how_many_of_its_places_are_drawn(layers, shown):
    told = {c["id"]: promises.drawn_and_not(c, shown) for c in layers.articles["xicheng"]["commitments"]}
    assert told["xicheng.12.3"] == (5, 0)
    assert told["xicheng.19.3"] == (0, 1)


def test_counts_tell_what_is_drawn_and_what_is_not(layers, shown):
    told = promises.counts(layers, shown)
    assert (told["commitments"], told["site"], told["district"], told["policy"]) == (48, 6, 17, 25)
    assert (told["sites"], told["drawn"], told["undrawn"]) == (19, 18, 1)


@pytest.mark.parametrize("text", ["", "tower", "月坛", "way 1 (月坛，钟楼), 北京 2018", "a、b"])
def test_chinese_words_are_told_apart_and_none_is_lost(text):
    runs = list(tongues(text))
    assert "".join(run for run, _ in runs) == text
    assert [run for run, is_chinese in runs if is_chinese] == re.findall(r"[一-龥][一-龥，]*", text)
