"""The button that copies a link to a sentence, and where that link leads on our own pages."""

import base64
from urllib.parse import unquote

import pytest

from tests.browser.conftest import drawn
from tests.browser.test_fragments import COUNT, FORMS, LIGHT
from tests.combinations import in_turn

COPY = {"en": "Copy link to this sentence", "zh-hans": "复制这句的链接", "zh-hant": "複製這句的連結"}
CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}
NAMING = ".sentence[id]:not([data-places=''])"
LIT = """::target-text { background: rgb(1, 2, 3); color: transparent; }
.prose p, .prose h2, .prose .name { color: transparent !important; }"""

WORDS = """(sentence) => {
    const texts = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT);
    const boxes = [];
    while (texts.nextNode()) {
        const range = new Range();
        range.selectNodeContents(texts.currentNode);
        boxes.push(...[...range.getClientRects()].map(({ left, top, right, bottom }) => [left, top, right, bottom]));
    }
    return boxes;
}"""


def copied(page, language="en"):
    """Press the button; return the address that it put on the clipboard."""
    page.get_by_role("button", name=COPY[language]).first.click()
    page.locator(".copied:not(:empty)").wait_for()
    return page.evaluate("navigator.clipboard.readText()")


def parts(address):
    """Return an address in three: the page, the name of the sentence, the directive."""
    page, _, rest = address.partition("#")
    name, mark, directive = rest.partition(":~:text=")
    assert mark
    return page, unquote(name), directive


PATHS = (
    "/zh-hant/sites/gulou-xidajie{}",
    "/zh-hant/{}#gulou-xidajie",
    "/zh-hant/articles/xicheng{}#xicheng.12.3",
)


@pytest.mark.parametrize(*in_turn(form=FORMS, path=PATHS))
def test_sign_page_and_card_copy_the_same_link_in_language_and_form_of_the_page(visit, site, path, form, layers):
    query = "" if form == "clean" else f"?text={form}"
    page = visit(site + path.format(query), **CLIPBOARD)
    address, name, directive = parts(copied(page, "zh-hant"))
    assert (address, name) == (f"{site}/zh-hant/articles/xicheng{query}", "xicheng.12.3")
    start, end = (unquote(term) for term in directive.split(","))
    (quote,) = [c for c in layers.articles["xicheng"]["commitments"] if c["id"] == name]
    words = {"clean": quote["quote"], "found": quote["printed"],
             "simplified": quote["selectors"]["simplified"][0]["exact"]}[form]  # fmt: skip
    assert words.startswith(start) and words.endswith(end)
    assert page.locator(".copied").first.inner_text() == "已複製"


def test_without_a_language_in_the_address_the_link_states_the_one_that_is_read(visit, site):
    page = visit(f"{site}/sites/yuetan", locale="zh-TW", **CLIPBOARD)
    assert parts(copied(page, "zh-hant"))[0] == f"{site}/zh-hant/articles/xicheng"


def test_where_nothing_can_be_copied_the_address_is_shown_to_be_copied_by_hand(visit, site):
    page = visit("about:blank")
    page.add_init_script("delete Navigator.prototype.clipboard; delete window.ClipboardItem;")
    page.goto(f"{site}/en/sites/yuetan")
    page.get_by_role("button", name=COPY["en"]).click()
    field = page.get_by_role("textbox", name="Copy it from here")
    field.wait_for()
    assert parts(field.input_value())[1] == "xicheng.17.2"
    assert field.evaluate("one => one.readOnly && one === document.activeElement && one.selectionEnd > 0")
    assert page.evaluate("getSelection().toString()") == field.input_value()


def test_without_the_source_the_link_still_names_the_sentence(browser, site):
    page = browser.new_context(**CLIPBOARD).new_page()
    page.route("**/*.txt", lambda route: route.abort())
    page.goto(f"{site}/en/sites/yuetan")
    assert copied(page) == f"{site}/en/articles/xicheng#xicheng.17.2"
    page.context.close()


def test_the_simplified_text_is_fetched_on_the_click_only(visit, site):
    page = visit("about:blank", **CLIPBOARD)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/zh-hans/sites/yuetan?text=simplified")
    page.locator(".seal--proven").wait_for()
    assert not any(url.endswith(".simplified.txt") for url in asked)
    copied(page, "zh-hans")
    assert sum(url.endswith(".simplified.txt") for url in asked) == 1


def test_where_directives_are_left_in_the_hash_the_name_before_them_counts(modules_page):
    read = "(hash) => import('http://modules.test/address.js').then((m) => m.targetIn(hash))"
    assert modules_page.evaluate(read, "#xicheng.24.5:~:text=%E5%AF%A6,%E4%B9%8B") == "xicheng.24.5"
    assert modules_page.evaluate(read, "#:~:text=%E5%AF%A6") is None
    assert modules_page.evaluate(read, "#a%3A~%3Ab") == "a:~:b"


@pytest.mark.parametrize(("language", "form"), [("en", "found"), ("zh-hant", "clean"), ("zh-hans", "simplified")])
def test_followed_on_our_own_page_a_link_lights_its_sentence_and_chooses_it(
    browser, site, modules_page, language, form, times
):  # fmt: skip
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, bypass_csp=True, reduced_motion="reduce", **CLIPBOARD
    )
    page = context.new_page()
    page.goto(f"{site}/{language}/articles/xicheng?text={form}")
    drawn(page)
    ids = page.eval_on_selector_all(times(NAMING, ".sentence[id]"), "all => all.map((one) => one.id)")[
        times(4, 0) :: times(2, 1)
    ]
    wrong = {}
    for id in ids:
        page.goto("about:blank")
        page.goto(f"{site}/{language}/articles/xicheng?text={form}#{id}")
        page.locator(".sign .button", has_text=COPY[language]).wait_for()
        address = copied(page, language)
        page.goto("about:blank")
        page.goto(address)
        page.add_style_tag(content=LIT)
        page.locator(".room__head .seal--proven").wait_for(state="attached")
        chosen = page.locator(".sentence.is-read")
        chosen.wait_for()
        boxes = chosen.evaluate(WORDS)
        picture = base64.b64encode(page.screenshot()).decode()
        count = modules_page.evaluate(COUNT, [picture, boxes, LIGHT])
        if chosen.get_attribute("id") != id or not count["lit"] or count["dark"] or count["stray"]:
            wrong[id] = (address, count)
    context.close()
    assert wrong == {}
    assert len(ids) == times(1, 48)
