"""The unofficial translation: of the article's own words, whole, on English pages only, and never taken for a quote."""

import json
import re
import shutil
from html import unescape

import pytest

from mapapp import errors, proof
from mapapp.atlas.build import build
from mapapp.layers import query, store
from mapapp.places.gazetteer import open_gazetteer
from mapapp.settings import Settings
from mapapp.web.app import create_app
from tests.conftest import FIRST, SECOND
from tests.walls import altered, features, make_hostile, markup_not_ours

NAME = "<img src=x onerror=alert(1)>"
QUOTE = "</p><script>${alert(1)}</script>"
HEADING = "Unofficial translation"
STATED = json.loads((FIRST / "articles" / "xicheng.en.json").read_bytes())
ENTRIES = STATED["commitments"]

JOINT_ZH = re.compile("[、,;]|與|以及|和(?!諧)|并(?!舉)")
JOINT_EN = re.compile(r"[,;:] (?:and )?| and ")
"""What stands between the items of a list and the parts of a sentence."""

SAID = {
    "力爭|努力": "strive", "研究制定": "study and draw up", "探索": "Explore", "嘗試": "try to", "繼續": "[Cc]ontinue",
    "啟動西": "Start", "特別是": "especially", "深入": "depth", "全面": "in full|in every respect",
    "切實": "in earnest", "真正": "truly", "大力": "vigorously|with great force", "堅持": "[Pp]ersist",
    "進一步": "[Ff]urther",
    "積極": "[Aa]ctively", "絕不能": "must never", "推進|推動": "[Aa]dvance|[Pp]romot", "引導": "guid",
    "盡早": "as early as possible", "加強|強化": "[Ss]trengthen|reinforce", "完善": "[Ii]mprove|perfect",
    "三年": "three-year", "十九大": "19th National Congress", "雙控四降": "two controls and four reductions",
    "三級": "three levels", "九進": "nine", "一崗雙責": "one post, two", "雙告知|雙考評": "double", "兩項": " two ",
    "兩代表一委員": "two kinds .* one kind", "單一": "single", "一號": "No. 1", "重中之重": "priority among priorities",
    "全區": "whole district|throughout the district", "全市": "whole city", "分區域": "area.by.area",
    "分街區": "neighbourhood by neighbourhood", "群眾": "masses", "黨": "Party", "基層": "grassroots", "騰退": "vacat",
    "等(?!重大)": "such as|and so on", "(?<![更南])新": "new", "不熱": "not hot",
    "更(?!新)": "more|better|steadier and firmer",
}  # fmt: skip
"""Words that change what is promised, how firmly or how far, and how the translation may say them."""


@pytest.fixture(scope="module")
def article(layers):
    return layers.articles["xicheng"]


@pytest.fixture
def stated(geodata):
    """Return a function that lets `change` alter the translation in a copied data folder and returns the folder."""
    path = geodata / "articles" / "xicheng.en.json"

    def written(change):
        content = json.loads(path.read_bytes())
        other = change(content)
        path.write_text(json.dumps(content if other is None else other), encoding="utf-8")
        return geodata

    return written


def read(text):
    return unescape(re.sub(r"<[^>]+>", "", text)).replace("\n", "")


# What it says


def test_every_commitment_and_every_theme_is_translated(article):
    assert {commitment["id"]: commitment["quote"] for commitment in article["commitments"]} == {
        id: entry["quote"] for id, entry in ENTRIES.items()
    }
    assert len(ENTRIES) == 48
    assert {entry["theme"] for entry in STATED["themes"]} == {c["theme"] for c in article["commitments"]}
    assert "unofficial" in STATED["about"]


def test_the_translation_is_set_like_english():
    texts = [entry["translation"] for entry in [*ENTRIES.values(), *STATED["themes"]]]
    assert not [text for text in texts if re.search(r"""['"\u3000-\u9fff\uff00-\uffef]|  |\s$""", text)]
    assert all(entry["translation"].endswith(".") for entry in ENTRIES.values())


def test_places_are_called_as_in_the_gazetteer(article):
    places = open_gazetteer(FIRST).places
    named = [(c["id"], places[id].name_en) for c in article["commitments"] for id in c["places"]]
    assert len(named) == 5 + 4 + 1 + 1 + 7 + 1
    assert [(id, name) for id, name in named if name not in ENTRIES[id]["translation"]] == []


@pytest.mark.parametrize("id", ENTRIES)
def test_no_item_of_a_list_is_left_out(id):
    assert len(JOINT_EN.findall(ENTRIES[id]["translation"])) >= len(JOINT_ZH.findall(ENTRIES[id]["quote"]))


@pytest.mark.parametrize(("chinese", "english"), SAID.items(), ids=SAID)
def test_nothing_is_softened(chinese, english):
    said = {id: entry["translation"] for id, entry in ENTRIES.items() if re.search(chinese, entry["quote"])}
    assert said
    assert [id for id, translation in said.items() if not re.search(english, translation)] == []


# The build


def entry(content):
    return content["commitments"]["xicheng.12.3"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda content: [], "{}"),
        (lambda content: content | {"about": 5}, "about"),
        (lambda content: content | {"themes": {}}, "themes"),
        (lambda content: content | {"themes": [5]}, r"themes\[0\]"),
        (lambda content: content | {"commitments": {"xicheng.12.3": "Start"}}, r"xicheng\.12\.3"),
        (lambda content: entry(content).update(translation=None), r"xicheng\.12\.3"),
        (lambda content: entry(content).__delitem__("quote"), r"xicheng\.12\.3"),
        (lambda content: entry(content).update(translation="\ud800"), "UTF-8"),
    ],
)
def test_a_file_of_another_form_is_refused_by_name(stated, change, words):
    with pytest.raises(errors.TranslationsUnreadable, match=rf"xicheng\.en\.json: .*{words}"):
        build(stated(change))


@pytest.mark.parametrize("content", [b"{", b"\xff", b'{"about": "a", "about": "b"}', b"[" * 100_000])
def test_what_is_no_json_or_says_a_thing_twice_is_refused_by_name(geodata, content):
    (geodata / "articles" / "xicheng.en.json").write_bytes(content)
    with pytest.raises(errors.TranslationsUnreadable, match=r"xicheng\.en\.json"):
        build(geodata)


@pytest.mark.parametrize(
    ("change", "problem", "named"),
    [
        (lambda content: entry(content).update(quote="別的話"), errors.TranslatedQuoteDiffers, "xicheng.12.3"),
        (lambda content: entry(content).update(translation=" \n"), errors.TranslationEmpty, "xicheng.12.3"),
        (lambda content: content["commitments"].update({"xicheng.1.1": entry(content)}),
         errors.TranslatedSentenceUnknown, "xicheng.1.1"),
        (lambda content: content["themes"].append({"theme": "别的主题", "translation": "Another"}),
         errors.TranslatedThemeUnknown, "别的主题"),
        (lambda content: content["themes"].append(content["themes"][0]),
         errors.TranslatedThemeUnknown, "精细推进疏解整治与提升"),
        (lambda content: content["themes"][1].update(translation=""), errors.TranslationEmpty, "深入实施街区整理"),
        (lambda content: content.update(about=""), errors.TranslationEmpty, "about"),
    ],
)  # fmt: skip
def test_an_entry_that_does_not_fit_the_article_is_refused_by_name(stated, change, problem, named):
    with pytest.raises(errors.Findings) as refused:
        build(stated(change))
    (found,) = refused.value.problems
    assert type(found) is problem
    for language in ("en", "zh-hans", "zh-hant"):
        assert named in found.sentence(language) and "xicheng.en.json" in found.sentence(language)


def test_all_that_does_not_fit_is_named_at_once(stated):
    def change(content):
        for entry in content["commitments"].values():
            entry["quote"] += "。"
        content["themes"][0]["translation"] = ""

    with pytest.raises(errors.Findings) as refused:
        build(stated(change))
    assert len(refused.value.problems) == 48 + 1


def test_a_changed_article_takes_no_old_translation_along(geodata):
    path = geodata / "articles" / "xicheng.txt"
    path.write_bytes(path.read_bytes().replace("力爭".encode(), "爭取".encode(), 1))
    with pytest.raises(errors.Findings, match=r"xicheng\.12\.3.*xicheng\.txt") as refused:
        build(geodata)
    assert len(refused.value.problems) == 1


def test_a_commitment_may_be_without_a_translation(stated):
    def change(content):
        del content["commitments"]["xicheng.12.3"]
        del content["themes"][1]

    geodata = stated(change)
    store.publish(geodata / "layers", build(geodata))
    layers = store.load(geodata / "layers")
    texts = {c["id"]: (c["theme_en"], c["translation_en"]) for c in layers.articles["xicheng"]["commitments"]}
    assert texts["xicheng.12.3"] == (None, None)
    assert texts["xicheng.12.4"] == (None, ENTRIES["xicheng.12.4"]["translation"])
    page = create_app(Settings(geodata)).test_client().get("/en/sites/gulou-xidajie")
    assert page.status_code == 200 and HEADING not in read(page.text)


def test_the_wall_carries_the_translation_wherever_a_commitment_stands(layers):
    themes = {entry["theme"]: entry["translation"] for entry in STATED["themes"]}
    of_features = [c for feature in query.features(layers) for c in feature["properties"]["commitments"]]
    rows = [*of_features, *layers.articles["xicheng"]["commitments"], *layers.ledger["commitments"]]
    assert len(rows) == len(of_features) + 48 + 43
    for row in rows:
        assert row["translation_en"] == ENTRIES[row["id"]]["translation"]
        assert row["theme_en"] == themes[row["theme"]]


@pytest.mark.parametrize("source", [FIRST, SECOND], ids=["first", "second"])
def test_an_article_needs_no_translation(tmp_path, source):
    geodata = shutil.copytree(source, tmp_path / "geodata")
    for path in geodata.glob("articles/*.en.json"):
        path.unlink()
    store.publish(geodata / "layers", build(geodata))
    layers = store.load(geodata / "layers")
    ((id, article),) = layers.articles.items()
    assert {(c["theme_en"], c["translation_en"]) for c in article["commitments"]} == {(None, None)}
    assert layers.receipt["articles"][id]["translation_sha256"] is None
    assert proof.problems(geodata) == []
    client = create_app(Settings(geodata)).test_client()
    for site in query.sites(layers):
        assert HEADING not in read(client.get(f"/en/sites/{site['id']}").text)
    assert "translation" not in read(client.get("/en/about").text)


def test_a_translation_that_came_or_went_is_named(geodata):
    path = geodata / "articles" / "xicheng.en.json"
    content = path.read_bytes()
    path.unlink()
    assert [str(path) in str(problem) for problem in proof.problems(geodata)] == [True]
    store.publish(geodata / "layers", build(geodata))
    path.write_bytes(content)
    assert [str(path) in str(problem) for problem in proof.problems(geodata)] == [True]


# The pages


def test_an_english_page_of_a_place_shows_the_translation_after_the_quote_and_not_in_it(client, layers):
    for site in query.sites(layers):
        page = client.get(f"/en/sites/{site['id']}").text
        for commitment in site["properties"]["commitments"]:
            after = page.partition("</blockquote>")[2]
            (shown,) = re.findall(r'<p class="translation" lang="en">.*?</p>', page, re.DOTALL)
            assert read(shown) == f"{HEADING} {commitment['translation_en']}"
            assert shown in after
            assert f'<dd lang="en">{commitment["theme_en"]}</dd>' in unescape(page)


def test_the_english_ledger_shows_every_translation_beside_its_quote(client, layers):
    page = client.get("/en/about").text
    items = dict(re.findall(r'<li><blockquote lang="zh-Hant">(.*?)</blockquote>(.*?)</li>', page, re.DOTALL))
    assert {entry["quote"] for entry in layers.ledger["commitments"]} == {unescape(quote) for quote in items}
    for entry in layers.ledger["commitments"]:
        assert f"{HEADING} {entry['translation_en']}" in read(items[entry["quote"]])
        assert f'<h3 class="themed" lang="en">{entry["theme_en"]}</h3>' in unescape(page)
    assert "our own unofficial translation" in read(page)
    assert layers.receipt["articles"]["xicheng"]["translation_sha256"] in page


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
@pytest.mark.parametrize("path", ["/", "/sites/yuetan", "/sites/xichanganjie-jiedao", "/articles/xicheng", "/about"])
def test_a_chinese_page_shows_no_translation(client, language, path):
    page = unescape(client.get(f"/{language}{path}").text)
    assert 'class="translation"' not in page
    texts = [entry["translation"] for entry in [*ENTRIES.values(), *STATED["themes"]]]
    assert [text for text in texts if text in page] == []


@pytest.mark.parametrize("path", ["/en/", "/en/sites/yuetan", "/en/articles/xicheng", "/en/about"])
def test_a_hostile_translation_is_shown_as_words(geodata, published, path):
    altered(published, geodata / "layers", lambda files: make_hostile(files, site="yuetan", name=NAME, quote=QUOTE))
    page = create_app(Settings(geodata)).test_client().get(path)
    assert page.status_code == 200
    assert markup_not_ours(page.text) == []
    if path in ("/en/sites/yuetan", "/en/about"):
        assert f"<b>{HEADING}</b> {QUOTE}{NAME}</p>" in unescape(page.text)


@pytest.mark.parametrize("path", ["/en/", "/en/sites/yuetan", "/en/articles/xicheng", "/en/about"])
def test_layers_from_before_there_were_translations_are_shown_without(geodata, published, path):
    def change(files):
        stated = [c for feature in features(files) for c in feature["properties"]["commitments"]]
        stated += files["article-xicheng.json"]["commitments"] + files["ledger.json"]["commitments"]
        for commitment in stated:
            del commitment["theme_en"], commitment["translation_en"]
        del files["receipt.json"]["articles"]["xicheng"]["translation_sha256"]

    altered(published, geodata / "layers", change)
    page = create_app(Settings(geodata)).test_client().get(path)
    assert page.status_code == 200
    assert HEADING not in read(page.text)
