"""The seal beside a quote: it says what this browser found, and nothing better than that."""

import json
import shutil
from hashlib import sha256

import pytest

from mapapp.atlas.build import build
from mapapp.layers import store
from mapapp.reading.glosses import strip_glosses
from tests.browser.conftest import HOST, NAME, drawn, serving
from tests.combinations import in_turn
from tests.conftest import FIRST, SECOND
from tests.walls import altered, features

SEAL = ".seal[class*=seal--]"
BY_FORM = {
    "clean": "only the pinyin is left out",
    "found": "Checked word for word",
    "simplified": "made from them by machine",
}


@pytest.fixture(scope="module")
def modules(modules_page):
    """A function that evaluates a function of (module, value)."""
    return lambda name, body, value: modules_page.evaluate(
        f"([name, value]) => import(name).then((m) => ({body})(m, value))", [f"{HOST}/{name}.js", value]
    )


CHECK = """(m, { text, sha256, stated, shown, form }) =>
    m.checkQuote({ characters: Array.from(text), sha256 }, stated, shown, form)"""


def check(modules, text, piece, shown, form="found", *, shift=0, clean=None, stated_sha="a"):
    """Return outcome and reason for a quote that says it is the `piece` of a text."""
    start = text.index(piece) + shift
    stated = {"start": start, "end": start + len(piece), "sha256": stated_sha, "clean": clean}
    value = {"text": text, "sha256": "a", "stated": stated, "shown": shown, "form": form}
    verdict = modules("receipt", CHECK, value)
    return verdict["outcome"], verdict["reason"]


# The rule


@pytest.mark.parametrize("before", ["", "前文。", "𠮷😀。", "\ufeff題\r\n", "e\u0301 "])
def test_a_quote_is_found_by_code_points_whatever_stands_before_it(modules, before):
    text = f"{before}扎實推進區(qū)域。後文。"
    assert check(modules, text, "扎實推進區(qū)域。", "扎實推進區(qū)域。") == ("proven", "found")
    assert check(modules, text, "扎實推進區(qū)域。", "扎實推進區域。", "clean") == ("proven", "clean")
    assert check(modules, text, "後文。", "後文。", "clean") == ("proven", "found")


@pytest.mark.parametrize("form", ["found", "clean"])
@pytest.mark.parametrize(
    "shown", ["扎實推進區域", "扎實推進区域。", " 扎實推進區域。", "扎實推進區域。後", "", "扎實推進區\u0301域。"]
)
def test_one_changed_character_on_the_page_fails(modules, form, shown):
    assert check(modules, "前文。扎實推進區域。後文。", "扎實推進區域。", shown, form) == ("failed", "words")


@pytest.mark.parametrize("shift", [-1, 1, 100])
@pytest.mark.parametrize("form", ["found", "clean", "simplified"])
def test_a_shifted_position_fails(modules, form, shift):
    text, quote = "甲乙。扎實推進。後文。", "扎實推進。"
    assert check(modules, text, quote, quote, form, shift=shift, clean=quote) == ("failed", "words")


def test_another_file_fails_even_where_the_words_agree(modules):
    assert check(modules, "扎實推進。", "扎實推進。", "扎實推進。", stated_sha="b") == ("failed", "digest")


def test_a_gloss_behind_the_last_character_may_be_shown_and_nothing_else_may(modules):
    text = "建設城區(qū),後文"
    assert check(modules, text, "建設城區", "建設城區(qū)") == ("proven", "found")
    assert check(modules, text, "建設城區", "建設城區(qū),") == ("failed", "words")
    assert check(modules, text, "建設城區", "建設城區(qu)") == ("failed", "words")


@pytest.mark.parametrize(
    ("shown", "clean", "outcome"),
    [
        ("扎实推进区域。", "扎實推進區域。", "proven"),
        ("扎实推进区。", "扎實推進區域。", "failed"),
        ("扎实推进区域。", "扎實推進区域。", "failed"),
        ("扎实推进区域。", None, "failed"),
    ],
)
def test_simplified_proves_the_words_it_was_made_from_and_says_so(modules, shown, clean, outcome):
    verdict = check(modules, "扎實推進區(qū)域。", "扎實推進區(qū)域。", shown, "simplified", clean=clean)
    assert verdict == (outcome, "simplified" if outcome == "proven" else "words")


def test_what_is_not_here_is_not_checked(modules):
    for missing in ("encryption", "source"):
        verdict = modules("receipt", "(m, missing) => m.checkQuote({ missing }, {}, '', 'found')", missing)
        assert verdict == {"outcome": "unchecked", "reason": missing}


def test_browser_and_reading_take_out_the_same_glosses(modules):
    texts = [path.read_text(encoding="utf-8") for folder in (FIRST, SECOND) for path in folder.glob("articles/*.txt")]
    texts += [
        "區(qū)片(A)", "區（qū）", "區(qu)", "(qū)區", "區(qū)(qū)", "區 (qū)", "區(Qū)", "區(zhuāngx)",
        "區(zhuāngxy)", "a(qū)",
        "㐀(lǘ)鿿(ń)", "𠮷(jí)", "區(q\u016bx", "區(u\u0304)", "區(qū))", "區((qū)", "囗(ḿ)", "區(\nqū)",
    ]  # fmt: skip
    assert len(texts) > 18
    for text in texts:
        assert modules("receipt", "(m, text) => m.withoutGlosses(text)", text) == strip_glosses(text)[0], text


# The seal


@pytest.fixture
def plain_visit(browser):
    """A function that opens an address in a fresh page with routes of its own, whatever the console says."""
    contexts = []

    def open_page(address, routes=(), **options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        for pattern, answer in routes:
            page.route(pattern, answer)
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


def changed(old, new):
    """Return a route that serves the article's file with one piece replaced."""
    text = (FIRST / "articles" / "xicheng.txt").read_text(encoding="utf-8")
    assert old in text
    return "**/xicheng.txt", lambda route: route.fulfill(body=text.replace(old, new), content_type="text/plain")


@pytest.mark.parametrize(*in_turn(form=BY_FORM, path=["/en/sites/gulou-xidajie?text={}", "/en/?text={}#gulou-xidajie"]))
def test_a_quote_that_agrees_gets_its_seal_in_ink(visit, site, path, form):
    page = visit(site + path.format(form))
    seal = page.locator(SEAL)
    seal.wait_for()
    assert "seal--proven" in seal.get_attribute("class")
    stamp = seal.locator(".seal__stamp")
    assert stamp.text_content() == "逐字核对"
    assert stamp.evaluate("one => getComputedStyle(one).borderTopStyle") == "solid"
    assert BY_FORM[form] in seal.inner_text()
    digest = sha256((FIRST / "articles" / "xicheng.txt").read_bytes()).hexdigest()
    assert seal.locator("code").text_content() == digest[:7]


def test_the_receipt_tells_who_checked(visit, site):
    page = visit(f"{site}/en/sites/yuetan")
    page.locator(SEAL).wait_for()
    page.locator(".receipt summary").click()
    assert "this browser, just now: Checked word for word" in page.locator(".receipt").inner_text()


@pytest.mark.parametrize(("language", "form", "said"), [
    ("en", "found", "48 of 48 sentences checked word for word"),
    ("zh-hans", "clean", "48 句承诺，48 句与文件逐字相同"),
    ("zh-hant", "simplified", "48 句承諾，48 句的繁體原字已逐字核對"),
])  # fmt: skip
def test_the_article_says_at_its_top_how_many_sentences_agree(visit, site, language, form, said):
    page = visit(f"{site}/{language}/articles/xicheng?text={form}")
    page.locator(f".room__head {SEAL}").wait_for()
    assert said in page.locator(".room__head .seal").inner_text()
    assert page.locator(".is-unproven").count() == 0


def test_a_changed_file_breaks_every_seal(plain_visit, site):
    page = plain_visit(f"{site}/en/sites/yuetan", [changed("首都核心", "首都中心")])
    seal = page.locator(SEAL)
    seal.wait_for()
    assert "Does not match its source: the file that arrived is not the one" in seal.inner_text()
    assert seal.locator(".seal__stamp").evaluate("one => getComputedStyle(one).borderTopStyle") == "dashed"
    assert seal.locator(".seal__stamp").text_content() == "核对不符"


def test_a_source_that_does_not_arrive_is_said_and_the_rest_works(plain_visit, site):
    page = plain_visit(f"{site}/zh-hant/#yuetan", [("**/xicheng.txt", lambda route: route.abort())])
    page.locator(SEAL).wait_for()
    assert "沒有核對：檔案沒有取到" in page.locator(SEAL).inner_text()
    assert "月壇" in page.locator(".sign mark").inner_text()


def test_without_encryption_nothing_is_fetched_and_the_seal_says_so(plain_visit, site):
    asked = []

    def relay(route):
        asked.append(route.request.url)
        route.fulfill(response=route.fetch(url=route.request.url.replace("http://plain.test", site)))

    page = plain_visit("http://plain.test/en/sites/yuetan", [("http://plain.test/**", relay)])
    page.locator(SEAL).wait_for()
    assert "Not checked here: this page came without encryption" in page.locator(SEAL).inner_text()
    assert "seal--unchecked" in page.locator(SEAL).get_attribute("class")
    assert not any(url.endswith(".txt") for url in asked)


@pytest.fixture(scope="module")
def wrong_site(published, tmp_path_factory):
    """The address of a site that misquotes: one sentence of a place, and one line of the article."""

    def misquote(files):
        for feature in features(files):
            for row in feature["properties"]["commitments"]:
                if row["id"] == "xicheng.17.2":
                    row["quote"] = row["quote"].replace("月壇", "日壇")
        texts = files["article-xicheng.json"]["texts"]
        texts["clean"] = texts["clean"].replace("譚嗣同故居", "某某某故居")

    geodata = tmp_path_factory.mktemp("wrong")
    altered(published, geodata / "layers", misquote)
    with serving(geodata) as address:
        yield address


def test_a_misquote_fails_and_the_others_are_proven(visit, wrong_site):
    page = visit(f"{wrong_site}/en/sites/yuetan")
    page.locator(SEAL).wait_for()
    assert "Does not match its source" in page.locator(SEAL).inner_text()
    other = visit(f"{wrong_site}/en/sites/gulou-xidajie")
    other.locator(SEAL).wait_for()
    assert "seal--proven" in other.locator(SEAL).get_attribute("class")


def test_the_article_leads_to_the_sentence_that_fails_and_outlines_it(visit, wrong_site):
    page = visit(f"{wrong_site}/en/articles/xicheng")
    page.locator(f".room__head {SEAL}").wait_for()
    head = page.locator(".room__head .seal")
    assert "47 of 48 sentences checked word for word" in head.inner_text()
    (broken,) = page.locator(".is-unproven").all()
    assert broken.get_attribute("id") == "xicheng.17.2"
    assert broken.evaluate("one => getComputedStyle(one).outlineStyle") == "dashed"
    head.get_by_role("link", name="xicheng.17.2").click()
    assert page.url.endswith("#xicheng.17.2")


def test_a_sentence_chosen_in_the_article_has_its_seal_on_the_card(visit, site):
    page = visit(f"{site}/en/articles/xicheng#xicheng.12.3")
    page.locator(f".sign {SEAL}").wait_for()
    assert "Checked word for word" in page.locator(".sign .seal").inner_text()


@pytest.mark.parametrize("path", ["/sites/yuetan", "/#yuetan", "/articles/xicheng"])
def test_hostile_data_fail_and_stay_words(visit, hostile_site, path):
    page = visit(hostile_site + path)
    page.locator(SEAL).first.wait_for()
    assert "seal--failed" in page.locator(SEAL).first.get_attribute("class")
    assert page.locator("img:not(.qr)").count() == 0
    assert NAME in page.locator("main").inner_text()


def test_the_source_is_fetched_once_and_not_before_the_map_is_drawn(visit, site):
    page = visit("about:blank")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith(".txt") else None)
    page.goto(f"{site}/en/")
    drawn(page)
    page.wait_for_load_state("networkidle")
    assert asked == []
    for place in ("yuetan", "dongpi"):
        page.locator(f"[data-site={place}]").click()
        page.locator(SEAL).wait_for()
    assert len(asked) == 1


def test_seals_are_proven_for_another_article_too(visit, tmp_path):
    geodata = shutil.copytree(SECOND, tmp_path / "second")
    store.publish(geodata / "layers", build(geodata))
    stated = json.loads((geodata / "layers" / "article-dongcheng.json").read_bytes())
    with serving(geodata) as address:
        page = visit(f"{address}/en/articles/dongcheng")
        page.locator(f".room__head {SEAL}").wait_for()
        said = page.locator(".room__head .seal").inner_text()
    count = len(stated["commitments"])
    assert count and f"{count} of {count} sentences checked word for word" in said
