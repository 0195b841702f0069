"""Links to one sentence, followed in a real browser: on pages of others, that sentence is lit and nothing else."""

import base64
import json
from html import escape
from urllib.parse import unquote

import pytest

from mapapp.view.quotes import theme
from tests.browser.conftest import HOST
from tests.combinations import in_turn

FORMS = ("found", "clean", "simplified")
FOREIGN = "http://foreign.test/"
LIGHT = [1, 2, 3]
LOOK = """<style>::target-text { background: rgb(1, 2, 3); color: transparent; }
p { margin: 900px 0; color: transparent; } main { width: 640px; } aside { float: right; width: 150px; }</style>"""

DIRECTIVES = """([module, whole, spans]) =>
import(module).then((m) => spans.map(([start, end]) => m.directiveOf({ start, end }, whole, 'zh')))"""

EXPECTED = """([line, start, end]) => {
    const words = document.querySelectorAll('main > *')[line].firstChild;
    const range = new Range();
    range.setStart(words, start);
    range.setEnd(words, end);
    return [...range.getClientRects()].map(({ left, top, right, bottom }) => [left, top, right, bottom]);
}"""

# How many pixels of a picture are lit inside the boxes given, inside them but dark, and outside them but lit.
COUNT = """async ([picture, boxes, [red, green, blue]]) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
    const ground = new OffscreenCanvas(image.width, image.height).getContext('2d');
    ground.drawImage(image, 0, 0);
    const { data } = ground.getImageData(0, 0, image.width, image.height);
    const count = { lit: 0, dark: 0, stray: 0 };
    for (let y = 0, place = 0; y < image.height; y += 1) {
        for (let x = 0; x < image.width; x += 1, place += 4) {
            const lit = data[place] === red && data[place + 1] === green && data[place + 2] === blue;
            const within = (gap) => boxes.some(([left, top, right, bottom]) =>
                x >= left + gap && x + 1 <= right - gap && y >= top + gap && y + 1 <= bottom - gap);
            count.lit += lit && within(-1);
            count.dark += !lit && within(1);
            count.stray += lit && !within(-1);
        }
    }
    return count;
}"""


def units(text, position):
    """Return a position as browsers count it, in UTF-16 units."""
    return len(text[:position].encode("utf-16-le")) // 2


def spans(article, form):
    """Return where each commitment stands in a form of the text, in UTF-16 units."""
    text = article["texts"][form]
    stated = [c["selectors"]["found"][1] if form == "found" else c for c in article["commitments"]]
    return [(units(text, one["start"]), units(text, one["end"])) for one in stated]


def directives(modules_page, article, form):
    return modules_page.evaluate(DIRECTIVES, [f"{HOST}/fragments.js", article["texts"][form], spans(article, form)])


def bare(article, form):
    """Return a page that holds the text, a paragraph for each line, and nothing else."""
    lines = "".join(f"<p>{escape(line)}</p>" for line in article["texts"][form].split("\n"))
    return f"<!doctype html><meta charset=utf-8>{LOOK}<main>{lines}</main>"


def crowded(article, form):
    """Return a page with a heading before the text and a sidebar that repeats the themes."""
    themes = {theme(one, article, "simplified" if form == "simplified" else "clean") for one in article["commitments"]}
    side = "".join(f"<li>{escape(one)}</li>" for one in sorted(filter(None, themes)))
    return bare(article, form).replace("<main>", f"<aside><h1>頭條 头条</h1><ul>{side}</ul></aside><main>")


class Reader:
    """Follows links into pages of other people and looks at what is lit."""

    def __init__(self, browser, modules_page):
        self.modules_page = modules_page
        self.page = browser.new_context(viewport={"width": 900, "height": 800}).new_page()
        self.content, self.visits = "", 0
        self.page.route(f"{FOREIGN}**", lambda route: route.fulfill(body=self.content, content_type="text/html"))

    def follow(self, content, directive):
        """Open a page by a text directive, as an address typed in is opened."""
        self.content, self.visits = content, self.visits + 1
        self.page.goto(f"{FOREIGN}?{self.visits}#:~:text={directive}")
        self.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def light(self, whole, span):
        """Return how many pixels are lit where the sentence stands, dark there, and lit elsewhere."""
        start, end = span
        line = whole[:start].count("\n")
        begin = whole.rfind("\n", 0, start) + 1
        boxes = self.page.evaluate(EXPECTED, [line, start - begin, end - begin])
        picture = base64.b64encode(self.page.screenshot()).decode()
        return self.modules_page.evaluate(COUNT, [picture, boxes, LIGHT])


@pytest.fixture
def reader(browser, modules_page):
    reader = Reader(browser, modules_page)
    yield reader
    reader.page.context.close()


@pytest.mark.parametrize(*in_turn(form=FORMS, page=[bare, crowded]))
def test_a_link_lights_its_sentence_and_nothing_else(reader, modules_page, layers, form, page, times):
    (article,) = layers.articles.values()
    whole, content = article["texts"][form], page(article, form)
    found = list(
        zip(article["commitments"], spans(article, form), directives(modules_page, article, form), strict=True)
    )
    wrong = {}
    for commitment, span, directive in found[:: times(8, 1)]:
        reader.follow(content, directive)
        count = reader.light(whole, span)
        if not count["lit"] or count["dark"] or count["stray"]:
            wrong[commitment["id"]] = (directive, count)
    assert wrong == {}, json.dumps(wrong)


# Sentences that are hard to tell apart

HARD = {
    "begins like another": ("先說一句。推進老城復興項目。再說別的。推進老城復興計劃。", "推進老城復興計劃。"),
    "said twice in a line": ("街道推進老城復興。社區推進老城復興。其餘不提。", "社區推進老城復興。"),
    "said in capitals elsewhere": ("ABCDE 計劃啟動。\nabcde 計劃啟動，年內完成。", "abcde 計劃啟動，年內完成。"),
    "wide letters elsewhere": ("ＡＢＣＤＥ計劃啟動。\nABCDE計劃啟動，年內完成。", "ABCDE計劃啟動，年內完成。"),
    "accents elsewhere": ("Résumé 項目啟動。\nResume 項目啟動，年內完成。", "Resume 項目啟動，年內完成。"),
    "quotation marks": ('建設"紅墻意識"學校。\n建設“紅墻意識”公園，“年內”完成。', "建設“紅墻意識”公園，“年內”完成。"),
    "comma, dash, ampersand": (
        "前文。建設A-B,C&D(一期)100%項目-完成,E&F。後文。",
        "建設A-B,C&D(一期)100%項目-完成,E&F。",
    ),
    "its end comes earlier": ("前文。完成修繕、完成清運、完成修繕。後文。", "完成修繕、完成清運、完成修繕。"),
    "one word": ("前文。完成。後文。", "完成。"),
    "characters beyond 16 bits": ("𠮷𠮷。建設𠮷祥花園😀，年內完成。後文。", "建設𠮷祥花園😀，年內完成。"),
    "glosses": (
        "前文。建設城區(qū)。改造區(qū)域發(fā)展項目,展現(xiàn)。後文。",
        "改造區(qū)域發(fā)展項目,展現(xiàn)。",
    ),
    "first of all": ("建設公園。後文。", "建設公園。"),
}


def one_directive(modules_page, whole, start, sentence):
    span = units(whole, start), units(whole, start + len(sentence))
    (directive,) = modules_page.evaluate(DIRECTIVES, [f"{HOST}/fragments.js", whole, [span]])
    return span, directive


def page_of(whole):
    return bare({"texts": {"found": whole}}, "found")


@pytest.mark.parametrize("case", HARD)
def test_what_is_hard_to_tell_apart_is_told_apart(reader, modules_page, case):
    whole, sentence = HARD[case]
    span, directive = one_directive(modules_page, whole, whole.rindex(sentence), sentence)
    reader.follow(page_of(whole), directive)
    count = reader.light(whole, span)
    assert count["lit"] and not count["dark"] and not count["stray"], (directive, count)


@pytest.mark.parametrize("which", [0, 1, 2])
def test_each_of_three_equal_sentences_has_its_own_link(reader, modules_page, which):
    whole = "完成修繕。首先是東面，完成修繕。\n其次，完成修繕。"
    start = [place for place in range(len(whole)) if whole.startswith("完成修繕。", place)][which]
    span, directive = one_directive(modules_page, whole, start, "完成修繕。")
    assert ("-," in directive) == (which > 0)
    reader.follow(page_of(whole), directive)
    count = reader.light(whole, span)
    assert count["lit"] and not count["dark"] and not count["stray"], (directive, count)


def test_what_nothing_tells_apart_gets_no_directive(modules_page):
    assert one_directive(modules_page, "完成。\n完成。\n完成。", 4, "完成。")[1] == ""


def test_a_directive_is_as_short_as_it_can_be(modules_page):
    assert unquote(one_directive(modules_page, "前文。完成修繕。後文。", 3, "完成修繕。")[1]) == "完成修繕。"
    whole = "前文。完成修繕工程，方便居民出入，年內投入使用。後文。"
    assert unquote(one_directive(modules_page, whole, 3, whole[3:-3])[1]) == "完成修繕,使用。"


def test_without_a_segmenter_clauses_are_cut(modules_page, reader):
    whole = "前文。完成修繕工程，方便居民出入，年內投入使用。後文。"
    modules_page.evaluate("() => { globalThis.kept = Intl.Segmenter; Intl.Segmenter = undefined; }")
    span, directive = one_directive(modules_page, whole, 3, whole[3:-3])
    modules_page.evaluate("() => { Intl.Segmenter = globalThis.kept; }")
    assert unquote(directive) == "完成修繕工程,年內投入使用。"
    reader.follow(page_of(whole), directive)
    count = reader.light(whole, span)
    assert count["lit"] and not count["dark"] and not count["stray"]


def test_the_directive_goes_before_the_name_of_an_element(reader, modules_page):
    whole, sentence = HARD["begins like another"]
    span, directive = one_directive(modules_page, whole, whole.rindex(sentence), sentence)
    reader.content = page_of(whole).replace("<p>", "<p id=name>")
    reader.page.goto(f"{FOREIGN}?named#name:~:text={directive}")
    reader.page.wait_for_timeout(100)
    assert reader.light(whole, span)["lit"]
    assert reader.page.evaluate("location.hash") == "#name"
