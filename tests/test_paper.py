"""Paper: print sheets and cards as PDF, word for word, in the right typefaces and sizes, whatever the data hold."""

import io
import re
import threading
from dataclasses import replace

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from mapapp.errors import PartRefused, PressBusy, UnknownPart
from mapapp.layers import query, store
from mapapp.paths import templates
from mapapp.publish.press import Press
from mapapp.settings import Settings
from mapapp.view.forms import words as words_of
from mapapp.view.plates import plates
from mapapp.view.promises import promises
from mapapp.web import studio
from mapapp.web.app import create_app
from mapapp.web.body import Body
from mapapp.web.language import LANGUAGES, WORDS
from mapapp.web.lately import Lately
from tests.combinations import in_turn
from tests.conftest import FIRST
from tests.pdfs import boxes, drawn, flat, pages, told, typefaces, words
from tests.walls import altered, features, lengthen, make_hostile

PUBLIC = "https://city.example/west"
STATED = Settings(FIRST, PUBLIC, approval="京S(2026)001号", owner="某部门", contact="map@example.org")
MARKUP = '#panic("x") $x$ *bold* _i_ = h #import "@preview/x:1" <img src=x> \\ `a` ``` // c /* d */ @ref <l> #{1+1} {y}'
SHEETS = {"a4": (210.0, 297.0), "a3": (420.0, 297.0)}
CARD = (105.0, 148.0)
WHITE_HALF = {"sheet": 2.2, "card": 3.2}
"""Millimetres: a mark that ends a line is set half as wide, but poppler counts its other, white half too."""
PAPER = ("/sheet.pdf", "/sheet.pdf?size=a3", "/sites/yuetan/card.pdf", "/cards.pdf")
SITES = [site["id"] for site in query.sites(store.load(FIRST / "layers"))]


@pytest.fixture(scope="module")
def public():
    """A visitor of a site whose address, owner and approval number are known."""
    return create_app(STATED).test_client()


def pdf(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), answer.text[:400]
    return answer.data


def picture(content, *, page=1, resolution=150):
    """Return a page of a PDF as an array of grey pixels."""
    return np.array(Image.open(io.BytesIO(drawn(content, page, resolution))).convert("L"))


def codes(content, **which):
    return [code.text for code in zxingcpp.read_barcodes(picture(content, **which))]


# Sheets


@pytest.mark.parametrize(*in_turn(size=SHEETS, language=LANGUAGES, form=("clean", "simplified", "found")))
def test_a_sheet_quotes_every_sentence_word_for_word_with_its_places(public, layers, size, language, form):
    content = pdf(public, f"/{language}/sheet.pdf?size={size}&text={form}")
    text, numbered = words(content), plates(layers)
    for promise in promises(layers, numbered, form):
        assert flat(words_of(promise.commitment, form)) in text
    for plate in numbered.values():
        assert flat(plate.properties[LANGUAGES[language].name]) in text
    assert set(pages(content)) == {SHEETS[size]}


@pytest.mark.parametrize(*in_turn(size=SHEETS, language=LANGUAGES, form=("clean", "simplified", "found")))
def test_nothing_runs_off_a_sheet_or_into_its_foot(public, size, language, form):
    wide, high = SHEETS[size]
    for _, left, top, right, bottom in boxes(pdf(public, f"/{language}/sheet.pdf?size={size}&text={form}")):
        assert 11 < left < right < wide - 12 + WHITE_HALF["sheet"]
        assert 9 < top < bottom < high - 12.5 or high - 12.5 < top < bottom < high - 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_says_where_it_is_from_and_under_which_number(public, layers, language):
    text = words(pdf(public, f"/{language}/sheet.pdf"))
    article, key = layers.articles["xicheng"], LANGUAGES[language].key
    facts = article["metadata"]
    for said in (
        "京S(2026)001号", "某部门", "OpenStreetMap", article["sha256"], layers.receipt["receipt_sha256"][:16],
        facts["author"][key], facts["notes"]["date"][key], f"{PUBLIC}/{language}/",
        WORDS["symbol.approximate"][language], WORDS["home.ground"][language],
    ):  # fmt: skip
        assert flat(said) in text, said


def test_a_number_that_is_not_stated_is_said_not_to_be(client):
    for path in PAPER[:3]:
        assert "审图号：未提供" in words(pdf(client, f"/zh-hans{path}"))


@pytest.mark.parametrize("path", PAPER)
@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_is_tagged_named_and_carries_its_typefaces(public, path, language):
    content = pdf(public, f"/{language}{path}")
    about = told("pdfinfo", content)
    assert re.search(r"Tagged: +yes", about) and re.search(r"Title: +\S", about)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    faces = typefaces(content)
    assert {row[1:] for row in faces} == {("yes", "yes", "yes")}
    names = {row[0].partition("+")[2] for row in faces}
    assert all(name.startswith(("NotoSans", "NotoSerif", "LibertinusSerif")) for name in names)


@pytest.mark.parametrize(
    ("language", "form", "song", "sans"),
    [
        ("zh-hans", "clean", "NotoSerifTC", "NotoSansSC"),
        ("zh-hant", "clean", "NotoSerifTC", "NotoSansTC"),
        ("zh-hans", "simplified", "NotoSerifSC", "NotoSansSC"),
    ],
)
def test_the_district_speaks_in_song_and_each_script_has_its_own_forms(client, language, form, song, sans):
    names = {row[0] for row in typefaces(pdf(client, f"/{language}/sites/jinrong-jie/card.pdf?text={form}"))}
    families = {name.partition("+")[2].partition("-")[0] for name in names}
    assert {family for family in families if "Serif" in family} == {song}
    assert sans in families


def test_the_same_view_gives_the_same_bytes(layers):
    for path in PAPER[1:3]:
        one, other = (create_app(Settings(FIRST)).test_client().get(f"/en{path}").data for _ in "ab")
        assert one == other
    assert "2026" in re.search("CreationDate: .*", told("pdfinfo", one))[0]


def test_a_sheet_is_narrowed_as_its_address_says_and_says_so(public, layers):
    text = words(pdf(public, "/zh-hans/sheet.pdf?kind=hutong&status=unknown"))
    quotes = {promise.id: flat(promise.commitment["quote"]) for promise in promises(layers, plates(layers))}
    assert [id for id, quote in quotes.items() if quote in text] == ["xicheng.17.2"]
    assert "砖塔胡同" in text and "中轴线" not in text
    assert "只列出筛选留下的：6句中的1句，19处中的1处" in text
    assert flat(f"{PUBLIC}/zh-hans/?kind=hutong&status=unknown") in text


def test_a_sheet_of_nothing_says_so(public):
    assert flat(WORDS["filter.nothing"]["en"]) in words(pdf(public, "/en/sheet.pdf?scope=district"))


def test_what_is_near_cannot_be_told_on_paper_and_is_said_not_to_be(public):
    assert flat(WORDS["paper.near"]["en"]) in words(pdf(public, "/en/sheet.pdf?near=yuetan&within=500"))


def test_a_sheet_shows_the_view_that_is_asked_for(public):
    whole, near = (words(pdf(public, f"/en/sheet.pdf{query}")) for query in ("", "?view=116.38,39.94,15.5"))
    assert "BeijingSouth" in whole and "BeijingSouth" not in near
    assert "PrinceGong’sMansion" in near and "PrinceGong’sMansion" not in whole
    away = re.search(r"Outsidethispartofthemap:([\d,–]+)", near)[1].split(",")
    assert {"2", "15", "18"} < set(away) and not {"1", "3", "12", "19"} & set(away)
    assert "Outsidethispart" not in whole


def test_the_code_on_a_sheet_leads_to_the_view_that_it_shows(public):
    content = pdf(public, "/en/sheet.pdf?view=116.38,39.94,15&theme=xicheng.12&site=yuetan&size=a3")
    assert codes(content) == [f"{PUBLIC}/en/?view=116.38,39.94,15&theme=xicheng.12#yuetan"]


# Cards


@pytest.mark.parametrize(*in_turn(id=SITES, language=LANGUAGES, form=("clean", "simplified", "found")))
def test_a_card_quotes_every_sentence_that_names_the_place_word_for_word(public, layers, id, language, form):
    content = pdf(public, f"/{language}/sites/{id}/card.pdf?text={form}")
    text, plate = words(content), plates(layers)[id]
    assert flat(plate.properties[LANGUAGES[language].name]) in text
    for row in plate.properties["commitments"]:
        assert flat(words_of(row, form)) in text
        assert (
            flat(WORDS["sign.where"][language].format(line=row["id"].split(".")[1], sentence=row["id"].split(".")[2]))
            in text
        )
    assert pages(content) == [CARD]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_runs_off_a_card(public, language):
    for _, left, top, right, bottom in boxes(pdf(public, f"/{language}/cards.pdf?text=found")):
        assert 7 < left < right < 97 + WHITE_HALF["card"] and 3 < top < bottom < 147


def test_there_is_a_card_for_every_site(public, layers):
    assert len(SITES) == 19
    content = pdf(public, "/zh-hant/cards.pdf")
    text = words(content)
    assert pages(content) == [CARD] * len(SITES)
    for plate in plates(layers).values():
        assert flat(f"{PUBLIC}/zh-hant/sites/{plate.id}") in text
        assert all(flat(row["quote"]) in text for row in plate.properties["commitments"])


def test_the_code_on_a_card_leads_to_the_place_itself(public, client):
    assert codes(pdf(public, "/zh-hant/sites/yuetan/card.pdf")) == [f"{PUBLIC}/zh-hant/sites/yuetan"]
    answer = client.get(
        "/sites/yuetan/card.pdf?text=found", headers={"Host": "map.example:8080", "Accept-Language": "en"}
    )
    assert codes(answer.data) == ["http://map.example:8080/en/sites/yuetan?text=found"]
    assert "Accept-Language" in answer.headers["Vary"]


def test_an_approximate_place_is_dashed_on_its_card(layers, public):
    """Its plate has an edge of dashes: along it, gold and ink take turns."""

    def turns(id):
        row = picture(pdf(public, f"/zh-hans/sites/{id}/card.pdf"), resolution=300)
        top = next(y for y in range(40, 200) if (row[y, 100:200] > 120).mean() > 0.3)
        return int(np.abs(np.diff((row[top + 1, 100:200] > 120).astype(int))).sum())

    assert turns("dayunhe") > turns("jinrong-jie") + 6


def test_an_unknown_place_has_no_card(client):
    answer = client.get("/en/sites/nowhere/card.pdf")
    assert answer.status_code == 404 and "This map has no site “nowhere”" in answer.text


def test_names_and_quotes_of_any_length_are_never_cut(geodata, published):
    name, quote = "N" * 400, "承諾一件事，" * 400
    altered(published, geodata / "layers", lambda files: lengthen(files, name=name, quote=quote))
    client = create_app(Settings(geodata)).test_client()
    card = pdf(client, "/zh-hans/sites/yuetan/card.pdf")
    text = words(card).replace(flat(WORDS["paper.continued"]["zh-hans"]), "")
    assert name in text and text.count("承諾一件事，") == 400
    assert words(card).count("未完，接背面") == len(pages(card)) - 1 > 0
    sheet = words(pdf(client, "/zh-hans/sheet.pdf?size=a3"))
    assert sheet.count("承諾一件事，") >= 400 * 6 and name in sheet


def test_a_long_quote_is_set_smaller_before_it_goes_overleaf(geodata, published):
    quote = "承諾一件事，" * 60
    altered(published, geodata / "layers", lambda files: lengthen(files, name="月坛", quote=quote))
    content = pdf(create_app(Settings(geodata)).test_client(), "/zh-hans/sites/yuetan/card.pdf")
    assert pages(content) == [CARD] and quote in words(content)


def test_a_quote_with_a_character_that_no_typeface_has_is_not_set_and_not_altered(geodata, published):
    def change(files):
        for feature in features(files):
            for row in feature["properties"]["commitments"]:
                row["quote"] = row["quote"].replace("金融街", "\U0001f000")

    altered(published, geodata / "layers", change)
    client = create_app(Settings(geodata)).test_client()
    text = words(pdf(client, "/en/sites/jinrong-jie/card.pdf"))
    assert flat(WORDS["paper.undrawable"]["en"]) in text and "構建" not in text
    assert "扎實推進" in words(pdf(client, "/en/sites/shichahai/card.pdf"))


def test_a_name_with_such_a_character_takes_nothing_else_away(geodata, published):
    altered(
        published, geodata / "layers", lambda files: make_hostile(files, site="yuetan", name="\U0001f000", quote="引")
    )
    assert len(words(pdf(create_app(Settings(geodata)).test_client(), "/en/sheet.pdf"))) > 500


# What cannot happen


def test_what_data_say_is_set_as_words_and_nothing_of_it_runs(geodata, published):
    altered(published, geodata / "layers", lambda files: make_hostile(files, site="yuetan", name=MARKUP, quote=MARKUP))
    client = create_app(replace(Settings(geodata), owner=MARKUP[:80])).test_client()
    for path in PAPER[:3]:
        for language in ("en", "zh-hans"):
            text = words(pdf(client, f"/{language}{path}"))
            assert flat(MARKUP * 2) in text and text.count(flat(MARKUP)) > 2


def test_no_template_asks_for_a_package_or_reads_a_file():
    sources = {path.name: path.read_text(encoding="utf-8") for path in templates().glob("*.typ")}
    assert set(sources) == {"_paper.typ", "card.typ", "sheet.typ"}
    for source in sources.values():
        assert set(re.findall(r"#(?:import|include) (\S+)", source)) <= {'"_paper.typ":'}
        assert not re.search(r'"@|\b(read|eval|plugin|csv|yaml|toml|xml|cbor)\(', source)


def test_the_press_takes_no_typeface_of_the_machine():
    press = Press(templates())
    probe = b'#set page(width: 50mm, height: 20mm)\n#text(font: "Noto Sans CJK SC", fallback: false)[x]'
    content = press._compiler.compile(probe, format="pdf")
    assert words(content) == ""


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("size=a5", "size is “a5” in the address: it must be among a4, a3."),
        ("utm_source=x", "The address states “utm_source”, which nothing here is called."),
        ("view=116.4", "view is “116.4” in the address: it must be longitude,latitude,zoom"),
        ("view=2.35,48.86,13", "near the district"),
        ("view=116.37,39.91,99", "zoom 10 to 17"),
        ("view=nan,nan,nan", "near the district"),
        ("kind=volcano", "kind is “volcano” in the address: it must be among"),
        ("text=latin", "text is “latin”"),
        ("site=nowhere", "site is “nowhere”"),
        ("theme=<img src=x>", "theme is “&lt;img src=x&gt;”"),
        ("theme=" + "x" * 5000, "theme is “" + "x" * 60 + "”"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_a_sentence(client, query, said):
    answer = client.get(f"/en/sheet.pdf?{query}")
    assert answer.status_code == 400 and said in answer.text
    assert "<img" not in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_is_in_the_visitors_language(client, language):
    said = {
        "zh-hans": "网址里写了“x”，这里没有这一项",
        "zh-hant": "網址裡寫了「x」，這裡沒有這一項",
        "en": "nothing here",
    }
    assert said[language] in client.get(f"/{language}/cards.pdf?x=1").text
    for error in (UnknownPart(name="x", known="y"), PressBusy()):
        assert error.sentence(language)
    refused = PartRefused(name="x", value="y", must_en="a", must_zh="b", must_zh_hant="c")
    assert len({refused.sentence(code) for code in LANGUAGES}) == 3


def test_a_sheet_asked_for_twice_is_set_once(monkeypatch):
    client, counted = create_app(Settings(FIRST)).test_client(), []
    made = Press.pdf
    monkeypatch.setattr(Press, "pdf", lambda *arguments: counted.append(1) or made(*arguments))
    first, second = (client.get("/en/sheet.pdf?view=116.38,39.94,15") for _ in "ab")
    assert first.data == second.data and len(counted) == 1
    again = client.get("/en/sheet.pdf?view=116.38,39.94,15", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_what_was_drawn_is_kept_up_to_a_limit():
    kept = Lately(most_bytes=250)
    for key in "abc":
        kept.keep(key, Body(b"x" * 100, "image/png"))
    assert kept.get("a") is None and kept.get("b") and kept.get("c")
    kept.keep("d", Body(b"x" * 100, "image/png"))
    assert kept.get("b") is None and kept.get("c") and kept.get("d")
    assert kept.keep("e", Body(b"x" * 900, "image/png")) is kept.get("e")
    assert kept.get("d") is None


def test_whoever_would_wait_too_long_is_told_to_come_again(monkeypatch):
    monkeypatch.setattr(studio, "PATIENCE_S", 0.05)
    app = create_app(Settings(FIRST))
    begun, done = threading.Event(), threading.Event()
    made = Press.pdf

    def slow(*arguments):
        begun.set()
        done.wait(10)
        return made(*arguments)

    monkeypatch.setattr(Press, "pdf", slow)
    first = []
    worker = threading.Thread(target=lambda: first.append(app.test_client().get("/en/sheet.pdf").status_code))
    worker.start()
    begun.wait(10)
    assert app.test_client().get("/en/sheet.pdf?size=a3").status_code == 503
    done.set()
    worker.join()
    assert first == [200]


def test_a_page_leads_to_its_paper(client):
    for language in LANGUAGES:
        home, site = client.get(f"/{language}/").text, client.get(f"/{language}/sites/yuetan").text
        for file in ("sheet.pdf", "cards.pdf", "map.png"):
            assert f'href="/{language}/{file}"' in home
        assert f'href="/{language}/sites/yuetan/card.pdf"' in site
    assert 'href="/sites/yuetan/card.pdf?text=found"' in client.get("/sites/yuetan?text=found").text
    assert "sheet.pdf" not in client.get("/embed").text
