"""The desk's pages as plain forms: everything works without a script."""

import io
import json
import re
import string
from html import unescape

import pytest

from mapapp import paths, proof
from mapapp.desk.words import WORDS
from mapapp.layers import store
from mapapp.paths import PACKAGE
from mapapp.places.decisions import LOG, open_decisions
from mapapp.places.gazetteer import open_gazetteer
from mapapp.web.language import LANGUAGES
from tests.desk.logs import PROMISE, REPORT, span_of, write
from tests.desk.test_deciding import FACTS, POINT, TEXT

ARTICLE = "/en/articles/xicheng"


def at(words):
    start, end = span_of(words)
    return {"start": start, "end": end}


def dids(geodata):
    return [decision.did for decision in open_decisions(geodata)]


def shown_quotes(sitting, show):
    page = sitting.get(f"{ARTICLE}?show={show}").text
    return [
        unescape(quote) for quote in re.findall(r'<blockquote class="card__quote" lang="zh">(.*?)</blockquote>', page)
    ]


def test_the_whole_text_stands_on_the_review_page_to_the_letter(sitting):
    page = sitting.get(f"{ARTICLE}?show=all").text
    pieces = re.findall(r'data-start="(\d+)"[^>]*>([^<]*)<', page)
    text = (sitting.geodata / "articles" / "xicheng.txt").read_bytes().decode()
    clean = json.loads((sitting.geodata / "layers" / "article-xicheng.json").read_text(encoding="utf-8"))["texts"][
        "clean"
    ]
    assert "".join(unescape(words) for _, words in pieces) == clean.replace("\n", "").replace("\r", "")
    assert all(clean.startswith(unescape(words), int(start)) for start, words in pieces)
    assert PROMISE in text


def test_each_finding_has_a_card_until_it_is_decided(sitting):
    assert PROMISE in shown_quotes(sitting, "open")
    answer = sitting.post(ARTICLE, what="commitment", did="confirm", show="open", **at(PROMISE))
    assert (answer.status_code, dids(sitting.geodata)) == (303, ["commitment.confirm"])
    assert re.fullmatch(r"/en/articles/xicheng\?show=open&done=1#c-\d+-\d+", answer.headers["Location"])
    assert PROMISE not in shown_quotes(sitting, "open")
    assert PROMISE in shown_quotes(sitting, "decided")


def test_what_is_left_is_confirmed_in_one_press_as_it_was_shown(sitting):
    page = sitting.get(f"{ARTICLE}?show=open").text
    shown = re.findall(r'name="card" value="([^"]+)"', page)
    assert len(shown) == len(shown_quotes(sitting, "open")) > 70
    sitting.post(ARTICLE, did="confirm-shown", card=shown)
    assert len(dids(sitting.geodata)) == len(shown)
    assert shown_quotes(sitting, "open") == []
    assert sitting.post(ARTICLE, did="confirm-shown", card=shown).status_code == 422
    assert sitting.post(ARTICLE, did="confirm-shown", card=["x-1"]).status_code == 422
    assert len(dids(sitting.geodata)) == len(shown)


def test_what_is_rejected_can_be_restored_from_its_card(sitting):
    sitting.post(ARTICLE, what="name", did="reject", **at("天寧一號"))
    assert "天寧一號" in shown_quotes(sitting, "decided")
    sitting.post("/en/history/1", back="/articles/xicheng?show=open")
    assert "天寧一號" in shown_quotes(sitting, "open")
    assert dids(sitting.geodata) == ["name.reject", "undo"]


def test_a_commitment_is_corrected_by_words_of_the_text(sitting):
    words = PROMISE.removeprefix("深入")
    sitting.post(ARTICLE, what="commitment", did="correct", scope="policy", theme="", words=words, **at(PROMISE))
    (decision,) = open_decisions(sitting.geodata)
    assert decision.after["selector"][0]["exact"].replace("(guǎn)", "") == words
    assert (decision.after["scope"], decision.after["theme"]) == ("policy", None)


def test_missed_words_are_added_by_position_or_by_the_words_alone(sitting):
    start, end = span_of(REPORT)
    sitting.post(ARTICLE, what="commitment", did="add", scope="district", words=REPORT, to_start=start, to_end=end)
    sitting.post(ARTICLE, what="name", did="add", words="轉運站", place="nanchang-jie 南长街", kind="other")
    sitting.post(ARTICLE, what="name", did="add", words="邊角地", kind="area")
    assert dids(sitting.geodata) == ["commitment.add", "name.add", "name.add"]
    assert [one.after.get("places") for one in open_decisions(sitting.geodata)] == [None, ["nanchang-jie"], []]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"did": "add", "what": "name", "words": "西城"}, "stands in the text"),
        ({"did": "add", "what": "name", "words": "不在文中"}, "0 times"),
        ({"did": "add", "what": "name", "words": "轉運站", "place": "nowhere"}, "no place “nowhere”"),
        ({"did": "confirm", "what": "name", "start": "1", "end": "2"}, "no longer found" and "out of date"),
        ({"did": "like", "what": "name"}, "did is “like”"),
        ({"did": "confirm", "what": "moon"}, "what is “moon”"),
    ],
)
def test_what_cannot_be_decided_gets_its_sentence_on_the_page(sitting, fields, sentence):
    answer = sitting.post(ARTICLE, **fields)
    assert answer.status_code == 422
    assert sentence in unescape(answer.text)
    assert not (sitting.geodata / LOG).exists()


def test_a_text_is_added_pasted_or_as_a_file_and_its_review_opens(sitting):
    answer = sitting.post("/en/new", **FACTS | {"id": "pasted"}, text=TEXT.decode())
    assert answer.headers["Location"].startswith("/en/articles/pasted?show=open&done=1#")
    sitting.post("/en/new", **FACTS | {"id": "file"}, text="", file=(io.BytesIO(TEXT), "a.txt"))
    kept = {name: (sitting.geodata / "articles" / f"{name}.txt").read_bytes() for name in ("pasted", "file")}
    assert kept == {"pasted": TEXT.replace(b"\r\n", b"\n"), "file": TEXT}
    assert "整治砖塔胡同" in sitting.words("/en/articles/pasted")


def test_a_text_that_is_refused_leaves_the_form_as_it_was_typed(sitting):
    answer = sitting.post("/en/new", **FACTS | {"id": "Not An Id", "publisher": "The <b>Daily"}, text=TEXT.decode())
    assert answer.status_code == 422
    assert "rename it to lower-case letters" in answer.text
    assert 'value="The &lt;b&gt;Daily"' in answer.text
    assert TEXT.decode().splitlines()[0] in answer.text


def name_page(words):
    start, end = span_of(words)
    return f"{ARTICLE}/names/{start}-{end}"


def test_the_form_for_a_new_row_is_filled_with_what_can_be_computed(sitting):
    page = sitting.get(name_page("轉運站")).text
    filled = dict(re.findall(r'name="(\w+)" type="text" value="([^"]*)"', page))
    assert (filled["name_zh_hans"], filled["name_zh_hant"]) == ("转运站", "轉運站")
    assert (filled["pinyin"], filled["id"], filled["name_en"]) == (
        "zhuan yun zhan",
        "zhuanyun-zhan",
        "Zhuanyun Station",
    )


def test_a_name_gets_a_new_row_with_a_position_and_means_it(sitting):
    row = {"id": "zhuanyun", "name_zh_hans": "转运站", "name_zh_hant": "轉運站", "name_en": "Station",
           "pinyin": "zhuan yun zhan", "kind": "building"}  # fmt: skip
    answer = sitting.post(name_page("轉運站"), did="row", **row, **POINT)
    assert answer.status_code == 303
    assert dids(sitting.geodata) == ["place.add", "name.confirm"]
    assert open_gazetteer(sitting.geodata).places["zhuanyun"].geometry


def test_a_name_means_a_place_that_was_searched_for(sitting):
    page = sitting.get(name_page("轉運站") + "?q=tianning").text
    assert 'value="tianning-yihao"' in page
    sitting.post(name_page("轉運站"), did="mean", place="tianning-yihao")
    assert dids(sitting.geodata) == ["name.add"]


def test_a_row_that_breaks_a_rule_says_so_and_keeps_what_was_typed(sitting):
    answer = sitting.post(
        name_page("轉運站"), did="row", id="zhuanyun", name_zh_hans="转运站", source="", licence="facts"
    )
    assert answer.status_code == 422
    assert "source is empty" in answer.text
    assert 'value="zhuanyun"' in answer.text


@pytest.mark.parametrize("span", ["0-999999", "5-5", "9-3"])
def test_a_name_page_of_no_words_is_not_there(sitting, span):
    assert sitting.get(f"{ARTICLE}/names/{span}").status_code == 404


def test_the_page_of_a_place_says_where_its_position_comes_from_and_takes_another(sitting):
    assert "way/606113402" in sitting.words("/en/places/yuetan")
    answer = sitting.post("/en/places/yuetan", **POINT)
    assert answer.headers["Location"] == "/en/places/yuetan?done=1"
    assert "The sign at the gate" in sitting.words("/en/places/yuetan")
    assert sitting.post("/en/places/yuetan", **POINT | {"lat": "50"}).status_code == 422


STATION = {"id": "zhuanyun", "name_zh_hans": "转运站", "name_zh_hant": "轉運站", "name_en": "Station",
           "pinyin": "zhuan yun zhan", "kind": "building"}  # fmt: skip
NOWHERE = POINT | {"lon": "", "lat": ""}


def test_a_row_without_a_position_is_placed_from_its_card_and_the_queue_goes_on(sitting):
    sitting.post(name_page("轉運站"), did="row", **STATION, **NOWHERE)
    start, end = span_of("轉運站")
    placing = f"/en/places/zhuanyun?article=xicheng&amp;name=n-{start}-{end}&amp;show=unplaced"
    assert placing in sitting.get(f"{ARTICLE}?show=unplaced").text
    page = sitting.get(unescape(placing)).text
    assert f'href="{ARTICLE}?show=unplaced#n-{start}-{end}"' in page
    assert f'href="{ARTICLE}/names/{start}-{end}?show=unplaced"' in page
    came_from = {"article": "xicheng", "name": f"n-{start}-{end}", "show": "unplaced"}
    assert sitting.post("/en/places/zhuanyun", **came_from, **POINT | {"lat": "50"}).text.count(f"n-{start}-{end}") > 1
    answer = sitting.post("/en/places/zhuanyun", **came_from, **POINT)
    assert answer.headers["Location"].startswith("/en/articles/xicheng?show=unplaced&done=")
    assert open_gazetteer(sitting.geodata).places["zhuanyun"].geometry


@pytest.mark.parametrize(("article", "name"), [("nope", "n-1-2"), ("../x", "n-1-2"), ("xicheng", "javascript:")])
def test_a_way_back_to_no_card_is_not_there(sitting, article, name):
    assert sitting.get(f"/en/places/yuetan?article={article}&name={name}").status_code == 404


def test_what_has_an_outline_or_none_is_offered_no_point(sitting):
    outlined = sitting.get("/en/places/xichanganjie-jiedao").text
    assert "never a point" in outlined
    assert "data-placer" not in outlined
    assert "data-placer" in sitting.get("/en/places/yuetan").text
    kinds = dict(re.findall(r'<option value="(\w+)"[^>]*>([^<]*)<', sitting.get(name_page("轉運站")).text))
    assert {kind for kind, said in kinds.items() if "never a point" in said} == {"district", "subdistrict", "community"}


def test_the_review_is_headed_by_the_title_of_the_article(sitting):
    path = sitting.geodata / "articles" / "xicheng.json"
    title = json.loads(path.read_text(encoding="utf-8"))["title"]
    assert "<h1" in sitting.get(ARTICLE).text
    heading = re.search(r"<h1[^>]*>([^<]*)</h1>", sitting.get(ARTICLE).text)[1]
    assert unescape(heading) == (title or "xicheng")
    facts = json.loads(path.read_text(encoding="utf-8")) | {"title": "一<b>题"}
    path.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    assert '<h1 class="source__head" lang="zh">一&lt;b&gt;题</h1>' in sitting.get(ARTICLE).text
    path.unlink()
    assert ">xicheng</h1>" in sitting.get(ARTICLE).text


def test_what_has_no_position_is_listed_as_a_gap(sitting):
    gaps = [one for one in open_gazetteer(sitting.geodata).places.values() if one.geometry is None]
    words = sitting.words("/en/places")
    assert gaps
    assert all(unescape(one.name_en) in unescape(words) for one in gaps)


def test_the_history_tells_who_did_what_before_and_after_and_takes_it_back(sitting):
    sitting.post(ARTICLE, what="commitment", did="correct", scope="policy", theme="", words=PROMISE, **at(PROMISE))
    words = sitting.words("/en/history")
    assert "corrected a promise" in words
    assert "Li Hua" in words
    assert "scope district policy" in words
    assert sitting.post("/en/history/1").status_code == 303
    assert sitting.post("/en/history/1").status_code == 422
    assert "undid 1" in sitting.words("/en/history")


def test_an_undo_leads_back_to_pages_of_ours_only(sitting):
    sitting.post(ARTICLE, what="name", did="reject", **at("天寧一號"))
    assert sitting.post("/en/history/1", back="//evil.test/articles/").headers["Location"] == "/en/history#latest"


def test_publishing_tells_what_changes_and_proves_it(sitting):
    sitting.post(ARTICLE, what="name", did="reject", **at("天寧一號"))
    coming = sitting.words("/en/publish")
    assert re.search(r"Places that go 1 .*天宁一号", coming)
    assert sitting.post("/en/publish").headers["Location"] == "/en/publish?done=1"
    assert "Published. Every quote and layer" in sitting.words("/en/publish?done=1")
    assert proof.problems(sitting.geodata) == []
    assert "tianning-yihao" not in store.read(sitting.geodata / "layers")["points.geojson"].decode()
    assert "Places and promises stay as they are" in sitting.words("/en/publish")


def test_what_stops_a_build_is_said_and_the_published_map_stays(sitting):
    before = store.read(sitting.geodata / "layers")
    (sitting.geodata / "articles" / "xicheng.json").write_text("{}", encoding="utf-8")
    answer = sitting.post("/en/publish")
    assert answer.status_code == 422
    assert "xicheng.json" in answer.text
    assert store.read(sitting.geodata / "layers") == before


def test_an_article_that_cannot_be_read_does_not_hide_the_others(sitting):
    (sitting.geodata / "articles" / "broken.txt").write_bytes(b"\xff")
    words = sitting.words("/en/")
    assert "broken" in words and "75 to decide" in words


def test_a_broken_log_is_named_with_its_line(sitting):
    write(sitting.geodata, {"id": 0})
    answer = sitting.get("/en/")
    assert answer.status_code == 500
    assert "line 1" in answer.text


def test_words_of_a_text_never_become_markup(sitting):
    text = "将整治<img src=x onerror=alert(1)>胡同。\n"
    sitting.post("/en/new", **FACTS | {"id": "hostile", "title": "<script>alert(1)</script>"}, text=text)
    for path in ("/en/", "/en/articles/hostile", "/en/articles/hostile/names/0-9", "/en/history"):
        page = sitting.get(path).text
        assert "<img" not in page
        assert "<script>" not in page
    assert "&lt;img src=x" in sitting.get("/en/articles/hostile").text


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_page_is_there_in_every_language(sitting, code):
    sitting.post(ARTICLE, what="name", did="reject", **at("天寧一號"))
    for path in ("/", "/new", "/places", "/places/yuetan", "/history", "/publish", "/articles/xicheng?show=all"):
        page = sitting.get(f"/{code}{path}")
        assert page.status_code == 200
        assert f'lang="{LANGUAGES[code].tag}"' in page.text


def test_the_door_opens_in_the_browsers_language(sitting):
    answer = sitting.get("/", **{"Accept-Language": "zh-TW"})
    assert answer.headers["Location"] == "/zh-hant/"


@pytest.mark.parametrize("key", WORDS)
def test_the_desks_words_stand_in_all_three_languages_with_the_same_blanks(key):
    assert set(WORDS[key]) == set(LANGUAGES)
    blanks = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in WORDS[key].values()]
    assert all(WORDS[key].values())
    assert blanks[0] == blanks[1] == blanks[2]


def test_no_word_of_the_desk_is_missing_or_unused():
    files = [*(PACKAGE / "desk").glob("*.py"), *(paths.templates() / "desk").glob("*.html")]
    said = "".join(path.read_text(encoding="utf-8") for path in files)
    whole = set(re.findall(r"""["']([a-z]+\.[\w.-]*\w)["']""", said))
    families = set(re.findall(r"""["']([a-z]+\.(?:\w+\.)*)["'] ~""", said))
    families |= {f"{title}." for title in re.findall(r'\("(publish\.\w+)"', said)}
    assert {key for key in WORDS if key not in whole and not key.startswith(tuple(families))} == set()
    called = set(re.findall(r"""\bsay\(\s*["']([\w.-]+)["']\s*[,)]""", said))
    assert {key for key in called if not key.startswith("kind.")} <= WORDS.keys()
