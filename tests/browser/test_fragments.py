"""Links to one sentence, followed in a real browser: on pages of other people, that sentence and nothing else is lit."""

import base64
import json
from html import escape

import pytest

from mapapp.view.quotes import theme
from tests.browser.test_modules import HOST, answer_with_module

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


@pytest.fixture(scope="module")
def laboratory(browser):
    """A page that asks modules and looks at pictures."""
    page = browser.new_context().new_page()
    page.route(f"{HOST}/*", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"))
    page.route(f"{HOST}/*.js", answer_with_module)
    page.goto(f"{HOST}/")
    yield page
    page.context.close()


def units(text, position):
    """Return a position as browsers count it, in UTF-16 units."""
    return len(text[:position].encode("utf-16-le")) // 2


def spans(article, form):
    """Return where each commitment stands in a form of the text, in UTF-16 units."""
    text = article["texts"][form]
    stated = [c["selectors"]["found"][1] if form == "found" else c for c in article["commitments"]]
    return [(units(text, one["start"]), units(text, one["end"])) for one in stated]


def directives(laboratory, article, form):
    return laboratory.evaluate(DIRECTIVES, [f"{HOST}/fragments.js", article["texts"][form], spans(article, form)])


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

    def __init__(self, browser, laboratory):
        self.laboratory = laboratory
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
        return self.laboratory.evaluate(COUNT, [picture, boxes, LIGHT])


@pytest.fixture
def reader(browser, laboratory):
    reader = Reader(browser, laboratory)
    yield reader
    reader.page.context.close()


@pytest.mark.parametrize("page", [bare, crowded], ids=["bare", "crowded"])
@pytest.mark.parametrize("form", FORMS)
def test_a_link_lights_its_sentence_and_nothing_else(reader, laboratory, layers, form, page, times):
    (article,) = layers.articles.values()
    whole, content = article["texts"][form], page(article, form)
    found = list(zip(article["commitments"], spans(article, form), directives(laboratory, article, form), strict=True))
    wrong = {}
    for commitment, span, directive in found[:: times(8, 1)]:
        reader.follow(content, directive)
        count = reader.light(whole, span)
        if not count["lit"] or count["dark"] or count["stray"]:
            wrong[commitment["id"]] = (directive, count)
    assert wrong == {}, json.dumps(wrong)
