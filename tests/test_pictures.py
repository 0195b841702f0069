"""The pictures that go with links: their size, their words, how lines break, and what happens without typefaces."""

import dataclasses
import io
import logging
import re
from types import SimpleNamespace

import pytest
from PIL import Image

from mapapp.publish import faces as faces_module
from mapapp.publish.chart import chart
from mapapp.publish.faces import SANS, SONG, Faces, FacesMissing
from mapapp.publish.picture import Card, picture
from mapapp.publish.setting import CLOSING, OPENING, Piece, fit, lines_of
from mapapp.settings import Settings
from mapapp.view.colophon import colophon
from mapapp.view.plates import plates
from mapapp.view.promises import promises_of
from mapapp.view.sketch import sketch
from mapapp.web import cards
from mapapp.web.app import create_app
from mapapp.web.language import LANGUAGES
from mapapp.web.visit import Visit
from tests.conftest import FIRST
from tests.walls import altered, features, lengthen

GOLD, BAND = (255, 196, 0), (20, 23, 26)
PICTURES = ("/share.png", "/sites/yuetan.png", "/sites/xichanganjie-jiedao.png", "/subdistricts/niujie-jiedao.png",
            "/articles/xicheng.png")  # fmt: skip
QUOTE = "落實“動批”(動物園批發(fā)市場)地區的規劃,讓Di’anmen大街、用數據說話……成為工作習慣。"


@pytest.fixture(scope="module")
def faces():
    return Faces()


@pytest.fixture(scope="module")
def public():
    """A visitor of a site whose address is known."""
    return create_app(Settings(FIRST, "https://city.example/west")).test_client()


def opened(content):
    return Image.open(io.BytesIO(content))


def square(piece, size):
    """Return the width of a piece whose letters are half as wide as its characters."""
    return sum(size / 2 if letter.isascii() else size for letter in piece.text)


def texts(lines):
    return ["".join(piece.text for piece in line) for line in lines]


# The pictures that are served


@pytest.mark.parametrize("path", PICTURES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_is_a_png_of_the_right_size_and_the_same_twice(client, path, language):
    answer = client.get(f"/{language}{path}")
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert opened(answer.data).size == (1200, 630)
    assert "Content-Encoding" not in client.get(f"/{language}{path}", headers={"Accept-Encoding": "br"}).headers


def test_a_picture_drawn_twice_has_the_same_bytes(layers, faces):
    card = a_card(layers, "yuetan")
    assert picture(card, faces) == picture(card, Faces())


def test_a_picture_is_another_in_another_language_form_and_place(client):
    asked = ["/en/sites/yuetan.png", "/zh-hans/sites/yuetan.png", "/en/sites/yuetan.png?text=found",
             "/en/sites/yuetan.png?text=simplified", "/en/sites/gulou-xidajie.png", "/en/share.png"]  # fmt: skip
    assert len({client.get(path).data for path in asked}) == len(asked)


def test_a_picture_changes_with_the_quote(geodata, published, client):
    def change(files):
        for feature in features(files):
            for commitment in feature["properties"]["commitments"]:
                commitment["quote"] = commitment["quote"].replace("圍繞", "環繞")

    altered(published, geodata / "layers", change)
    other = create_app(Settings(geodata)).test_client()
    assert other.get("/en/sites/yuetan.png").data != client.get("/en/sites/yuetan.png").data
    assert other.get("/en/sites/jinrong-jie.png").data == client.get("/en/sites/jinrong-jie.png").data


def test_a_picture_without_a_prefix_follows_the_browser(client):
    asked = [client.get("/share.png", headers={"Accept-Language": tag}) for tag in ("en", "zh-TW")]
    assert asked[0].data == client.get("/en/share.png").data != asked[1].data
    assert "Accept-Language" in asked[0].headers["Vary"]


def test_names_and_quotes_of_any_length_are_drawn(geodata, published):
    altered(published, geodata / "layers", lambda files: lengthen(files, name="N" * 400, quote="W" * 600))
    answer = create_app(Settings(geodata)).test_client().get("/en/sites/yuetan.png")
    assert opened(answer.data).size == (1200, 630)


# What is on them


def a_card(layers, id, **changes):
    numbered = plates(layers)
    plate = numbered[id]
    (promise, *_) = promises_of(plate, layers, numbered)
    quote = tuple(Piece(piece.text, "name" if id in piece.places else "words") for piece in promise.pieces)
    names = {"name": (plate.properties["name_en"], "en"), "second": (plate.properties["name_zh_hans"], "zh-Hans")}
    drawn = {"sketch": sketch(layers, numbered, chosen=id), "number": plate.number}
    return dataclasses.replace(
        Card(tag="en", sure="About 10 m", foot="From the article", said="They said:", quote=quote, **names, **drawn),
        **changes,
    )


def colours(content, box):
    return {colour for _, colour in opened(content).convert("RGB").crop(box).getcolors(maxcolors=100_000)}


def test_the_place_being_read_is_gold_and_nothing_else_is(layers, faces):
    panel, words, band = (800, 150, 1200, 630), (48, 216, 752, 520), (48, 30, 140, 118)
    placed = picture(a_card(layers, "yuetan"), faces)
    assert all(GOLD in colours(placed, box) for box in (panel, words, band))
    unplaced = picture(a_card(layers, "xichanganjie-jiedao"), faces)
    assert GOLD not in colours(unplaced, panel) and GOLD in colours(unplaced, words)
    whole = a_card(layers, "yuetan", number=None, quote=(), remark="48", sketch=sketch(layers, plates(layers)))
    assert GOLD not in colours(picture(whole, faces), (0, 0, 1200, 630))


def test_an_approximate_place_is_dashed(layers):
    """Around its error an exact point has a whole ring, an approximate one a ring with gaps."""
    drawn = sketch(layers, plates(layers), chosen="tianning-yihao")
    vague, number = chart(drawn, (400, 480), (16, 4, 384, 380))
    (mark,) = (mark for mark in drawn.marks if mark.plate.id == "tianning-yihao")
    sure = dataclasses.replace(mark, plate=dataclasses.replace(mark.plate, symbol="point"))
    marks = [sure if one is mark else one for one in drawn.marks]
    exact, same = chart(dataclasses.replace(drawn, marks=marks), (400, 480), (16, 4, 384, 380))
    assert number == same
    assert dark(vague) < dark(exact)


def dark(image):
    return sum(count for count, colour in image.getcolors(maxcolors=200_000) if max(colour) < 60)


def test_the_card_of_a_place_quotes_word_for_word_in_every_form(layers):
    edition = SimpleNamespace(layers=layers, plates=plates(layers), colophon=colophon(Settings(FIRST)))
    for form in ("clean", "found", "simplified"):
        visit = Visit(LANGUAGES["zh-hant"], True, "/", "", form)
        for id in edition.plates:
            quote = "".join(piece.text for piece in cards.of_site(edition, visit, id).quote)
            assert quote and quote in layers.articles["xicheng"]["texts"][form]


# Lines


@pytest.mark.parametrize("width", range(60, 700, 20))
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one_and_none_is_too_wide(width):
    lines = texts(lines_of([Piece(QUOTE)], square, width, 20))
    assert "".join(lines) == QUOTE
    for line in lines:
        assert square(Piece(line), 20) <= width
        if width >= 160:
            assert line[0] not in CLOSING and line[-1] not in OPENING


@pytest.mark.parametrize("width", range(160, 700, 20))
def test_latin_words_and_short_names_stay_whole(width):
    pieces = [Piece("讓Di’anmen大街、"), Piece("譚嗣同故居", "name"), Piece("等Xichang’anjie成為習慣。")]
    lines = texts(lines_of(pieces, square, width, 20))
    for whole in ("Di’anmen", "譚嗣同故居", "Xichang’anjie"):
        assert any(whole in line for line in lines)


def test_a_quote_is_set_as_large_as_it_fits_and_whole():
    found = fit([Piece(QUOTE)], square, (400, 300), (44, 30, 20), ("「", "」"))
    assert found.whole and found.size == 30
    assert "".join(texts(found.lines)) == f"「{QUOTE}」"


def test_a_quote_that_is_too_long_is_cut_outside_its_marks_and_the_rest_is_word_for_word():
    found = fit([Piece(QUOTE * 9)], square, (400, 200), (44, 30, 20), ("「", "」"))
    (words,) = re.fullmatch("「(.*)」…", "".join(texts(found.lines))).groups()
    assert not found.whole and len(words) > 80
    assert (QUOTE * 9).startswith(words)
    assert len(found.lines) * found.leading <= 200


# Typefaces


def test_each_script_has_its_own_form_of_a_character(faces):
    for letter in "骨，":
        drawn = (faces.face(SONG, tag, letter, 40).getmask2(letter) for tag in ("zh-Hant", "zh-Hans"))
        traditional, simplified = ((bytes(mask), offset) for mask, offset in drawn)
        assert traditional != simplified
    assert faces.face(SANS, "en", "Xicheng", 20).getname()[0] != faces.face(SANS, "en", "西", 20).getname()[0]


def test_every_character_of_the_article_can_be_drawn(faces, layers):
    for article in layers.articles.values():
        assert faces.have(SONG, "zh-Hant", article["texts"]["found"])
        assert faces.have(SONG, "zh-Hans", article["texts"]["simplified"])


def test_a_quote_with_a_character_that_cannot_be_drawn_is_left_out_not_altered(layers, faces):
    assert not faces.have(SONG, "zh-Hant", "\U0001f000")
    odd = picture(a_card(layers, "yuetan", quote=(Piece("字\U0001f000"),), remark="See the article"), faces)
    none = picture(a_card(layers, "yuetan", quote=(), remark="See the article"), faces)
    assert odd == none


@pytest.fixture
def bare(monkeypatch, caplog, geodata):
    """A visitor of a site on a machine without the typefaces."""
    monkeypatch.setattr(faces_module, "PACKAGES", {"zh-Hans": "no_such_package", "zh-Hant": "nor_this_one"})
    with caplog.at_level(logging.WARNING):
        yield create_app(Settings(geodata, "https://city.example")).test_client()


def test_without_typefaces_there_are_no_pictures_and_all_else_works(bare, caplog):
    with pytest.raises(FacesMissing):
        Faces()
    lines = [record.message for record in caplog.get_records("setup") if "typefaces" in record.message]
    assert len(lines) == 1 and "no_such_package" in lines[0]
    page = bare.get("/en/sites/yuetan")
    assert page.status_code == 200 and "og:image" not in page.text
    assert '<meta name="twitter:card" content="summary">' in page.text
    refused = bare.get("/en/sites/yuetan.png")
    assert refused.status_code == 404 and "no typefaces" in refused.text


# What pages say of their pictures


def meta(answer):
    return dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]*)" content="([^"]*)">', answer.text))


@pytest.mark.parametrize(
    ("path", "image"),
    [("/", "/share.png"), ("/about", "/share.png"), ("/subdistricts", "/share.png"),
     ("/sites/yuetan", "/sites/yuetan.png"), ("/articles/xicheng", "/articles/xicheng.png"),
     ("/subdistricts/niujie-jiedao", "/subdistricts/niujie-jiedao.png"),
     ("/embed/new", "/share.png"), ("/embed/guide", "/share.png")],
)  # fmt: skip
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("query", ["", "?text=simplified"])
def test_a_page_names_its_picture_in_its_language_and_form_by_its_whole_address(public, path, image, language, query):
    said = meta(public.get(f"/{language}{path}{query}"))
    assert said["og:url"] == f"https://city.example/west/{language}{path}{query}"
    assert said["og:image"] == f"https://city.example/west/{language}{image}{query}"
    assert opened(public.get(f"/{language}{image}{query}").data).size == (1200, 630)
    assert said["twitter:card"] == "summary_large_image"
    assert said["og:locale"] == {"zh-hans": "zh_CN", "zh-hant": "zh_TW", "en": "en_GB"}[language]
    assert all(said[name] for name in ("og:title", "og:description", "og:site_name", "og:image:alt"))


def test_without_a_public_address_no_relative_one_is_told(client):
    said = meta(client.get("/en/sites/yuetan"))
    assert "og:image" not in said and "og:url" not in said and said["og:title"]


def test_a_preview_quotes_word_for_word(client, layers):
    (row,) = plates(layers)["yuetan"].properties["commitments"]
    for language, marks in (("zh-hans", "“”"), ("zh-hant", "「」"), ("en", "“”")):
        said = meta(client.get(f"/{language}/sites/yuetan"))["og:description"]
        assert f"{marks[0]}{row['quote']}{marks[1]}" in said
    assert row["translation_en"] in meta(client.get("/en/sites/yuetan"))["og:description"]


def test_a_page_has_one_address_of_its_own_whatever_the_form(public):
    for query in ("", "?text=found"):
        page = public.get(f"/en/sites/yuetan{query}").text
        assert '<link rel="canonical" href="https://city.example/west/en/sites/yuetan">' in page
    refused = public.get("/en/sites/nowhere").text
    assert "canonical" not in refused and "og:image" not in refused and "og:url" not in refused
