"""The editor's desk in a browser: a new text goes from the clipboard to the published map, by keys and by a click."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from mapapp import proof
from mapapp.desk.app import create_desk
from mapapp.editing import reviewing
from mapapp.editing.deciding import decide
from mapapp.editing.undoing import undo
from mapapp.intake.importing import import_file
from mapapp.intake.records import Wishes
from mapapp.places.decisions import open_decisions
from mapapp.places.gazetteer import open_gazetteer
from mapapp.settings import Settings
from tests.browser.conftest import answering, serving
from tests.browser.test_accessibility import violations
from tests.conftest import FIRST
from tests.desk.logs import PROMISE, span_of

NEW_TEXT = (Path(__file__).parents[1] / "data" / "desk" / "new-text.txt").read_text(encoding="utf-8")
FACTS = {
    "id": "renewal-2026",
    "author": "西城区",
    "role": "区人民政府",
    "title": "城市更新工作安排",
    "source": "pasted",
}
GYM = "广安体育馆"
SENTENCE = "改造广安体育馆的健身设施，向周边居民免费开放。"
COLOURS = {"light": {"color_scheme": "light"}, "dark": {"color_scheme": "dark"}, "forced": {"forced_colors": "active"}}


def desk_on(geodata):
    """Serve the desk of a data folder; yields its address."""
    return answering(create_desk(Settings(geodata), by="Li Hua"))


@pytest.fixture
def geodata(tmp_path):
    return Path(shutil.copytree(FIRST, tmp_path / "geodata"))


@pytest.fixture
def desk(geodata):
    with desk_on(geodata) as address:
        yield address


def add_text(page, desk):
    page.goto(f"{desk}/en/new")
    page.fill("[name=text]", NEW_TEXT)
    for name, value in FACTS.items():
        page.fill(f"[name={name}]", value)
    page.click("main button")
    page.wait_for_url("**/articles/renewal-2026?show=open&done=1#*")


def press(page, key):
    """Press a key that sends a form, and wait for the page that comes of it."""
    page.wait_for_selector(".queue.is-ready")
    with page.expect_navigation():
        page.keyboard.press(key)


def select_in_text(page, words):
    """Select words of the text as a mouse would, wherever they stand in the pieces of it."""
    page.evaluate(
        """(words) => {
          const walker = document.createTreeWalker(document.querySelector(".source__text"), NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(words);
            if (at >= 0) {
              getSelection().setBaseAndExtent(node, at, node, at + words.length);
              document.querySelector("[data-source]").dispatchEvent(new MouseEvent("mouseup", { bubbles: true }));
              return;
            }
          }
        }""",
        words,
    )


def last(geodata):
    return open_decisions(geodata)[-1]


def review_by_keyboard(page, geodata):
    """Confirm, go on and back, reject, take that back, and correct a scope, with keys alone."""
    page.wait_for_function("document.activeElement.matches('.card')")
    first = page.evaluate("document.activeElement.id")
    assert first.startswith(("c-", "n-"))
    press(page, "y")
    assert last(geodata).did.endswith(".confirm")
    page.wait_for_function(f"document.activeElement.matches('.card:not(#{first})')")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    press(page, "n")
    assert last(geodata).did.endswith(".reject")
    press(page, "u")
    assert last(geodata).did == "undo"
    page.wait_for_selector(".queue.is-ready")
    while not page.evaluate("document.activeElement.id").startswith("c-"):
        page.keyboard.press("j")
    page.keyboard.press("e")
    card = page.locator(f"#{page.evaluate('document.activeElement.closest(`.card`).id')}")
    card.locator("[name=scope][value=district]").check()
    with page.expect_navigation():
        card.locator("[value=correct]").click()
    assert (last(geodata).did, last(geodata).after["scope"]) == ("commitment.correct", "district")


def add_name(page):
    """Select a name that nobody found, and add it."""
    select_in_text(page, GYM)
    assert page.input_value(".missed [name=words]") == GYM
    page.check(".missed [name=what][value=name]")
    with page.expect_navigation():
        page.click(".missed button")


def place_by_click(page):
    """Go to the name without a position by key, and set its point on the map."""
    page.click(".filters a:has-text('without a position')")
    page.wait_for_url("**?show=unplaced*")
    page.wait_for_selector(".queue.is-ready")
    page.locator(".card", has_text=GYM).focus()
    press(page, "p")
    page.wait_for_selector("[data-map].is-ready")
    page.wait_for_selector(".label--avenue", state="attached")
    page.locator("[data-map]").click()
    assert page.input_value("[name=how]") == "click"
    page.fill("[name=accuracy_m]", "250")
    page.fill("[name=source]", "The sign at its gate, seen on 2026-11-20")
    page.click("[value=row]")
    page.wait_for_url("**/articles/renewal-2026?*done=*")


def test_a_new_text_goes_through_the_desk_to_the_map(visit, desk, geodata):
    page = visit(f"{desk}/en/")
    add_text(page, desk)
    review_by_keyboard(page, geodata)
    add_name(page)
    place_by_click(page)
    page.goto(f"{desk}/en/articles/renewal-2026?show=open")
    page.click("[value=confirm-shown]")
    page.wait_for_selector(".card--none")
    page.goto(f"{desk}/en/publish")
    page.click("main button")
    page.wait_for_selector("text=Published. Every quote and layer was compared with its source.")
    assert GYM in page.locator("main").inner_text()
    assert_published(visit, geodata)


def assert_published(visit, geodata):
    assert proof.problems(geodata) == []
    gym = next(place for place in open_gazetteer(geodata).places.values() if place.name_zh_hans == GYM)
    assert (gym.certainty, gym.accuracy_m, gym.source) == (
        "approximate",
        250,
        "The sign at its gate, seen on 2026-11-20",
    )
    with serving(geodata) as site:
        page = visit(f"{site}/zh-hans/sites/{gym.id}")
        assert SENTENCE in page.locator("main").inner_text()
        page.wait_for_load_state("networkidle")
        page = visit(f"{site}/zh-hans/#{gym.id}")
        assert page.wait_for_selector(f".sign h2:has-text('{GYM}')")
        page.wait_for_load_state("networkidle")


def test_what_is_pressed_again_before_the_answer_is_there_does_nothing(visit, desk, geodata):
    page = visit(f"{desk}/en/articles/xicheng?show=open#queue")
    page.wait_for_selector(".queue.is-ready")
    sent = []
    page.route("**/articles/xicheng", lambda route: (sent.append(route.request.method), route.continue_()))
    with page.expect_navigation():
        page.evaluate(
            """() => {
              const key = () => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "y", bubbles: true }));
              [key, key, key].forEach((one) => one());
            }"""
        )
    page.wait_for_selector(".queue.is-ready")
    assert sent == ["POST"]
    assert [decision.did.split(".")[1] for decision in open_decisions(geodata)] == ["confirm"]
    assert page.locator(".refused").count() == 0
    press(page, "y")
    assert len(open_decisions(geodata)) == 2


@pytest.mark.parametrize("width", [1280, 390])
def test_a_refusal_stands_above_text_and_queue(browser, desk, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{desk}/en/articles/xicheng?show=open")
    page.fill(".missed [name=words]", "no such words")
    with page.expect_navigation():
        page.click(".missed button")
    boxes = {name: page.locator(name).bounding_box() for name in (".refused", ".source", ".queue")}
    assert boxes[".refused"]["y"] + boxes[".refused"]["height"] <= boxes[".source"]["y"]
    assert boxes[".refused"]["width"] > width * 0.85
    if width == 1280:
        assert boxes[".queue"]["x"] >= boxes[".source"]["x"] + boxes[".source"]["width"]
        assert boxes[".source"]["width"] > boxes[".queue"]["width"]
    context.close()


def test_a_selection_across_marks_is_counted_in_the_texts_own_characters(visit, desk, geodata):
    page = visit(f"{desk}/en/articles/xicheng?show=all")
    text = json.loads((geodata / "layers" / "article-xicheng.json").read_text(encoding="utf-8"))["texts"]["clean"]
    page.evaluate(
        """() => {
          const pieces = [...document.querySelectorAll("[data-start]")].filter((one) => one.textContent.length > 3);
          getSelection().setBaseAndExtent(pieces[3].firstChild, 1, pieces[5].firstChild, 2);
          document.querySelector("[data-source]").dispatchEvent(new MouseEvent("mouseup", { bubbles: true }));
        }"""
    )
    start, end = (int(page.input_value(f".missed [name=to_{edge}]")) for edge in ("start", "end"))
    assert page.input_value(".missed [name=words]").replace("\n", "") == text[start:end].replace("\n", "")


def test_a_correction_takes_the_words_that_are_selected_in_the_text(visit, desk, geodata):
    page = visit(f"{desk}/en/articles/xicheng?show=all")
    page.wait_for_selector(".queue.is-ready")
    card = page.locator(".card", has_text=PROMISE)
    card.focus()
    page.keyboard.press("e")
    select_in_text(page, PROMISE[2:])
    assert card.locator("[name=words]").input_value() == PROMISE[2:]
    assert page.input_value(".missed [name=words]") == ""
    with page.expect_navigation():
        card.locator("[value=correct]").click()
    decision = last(geodata)
    assert (decision.did, decision.selector[0]["exact"]) == ("commitment.correct", PROMISE)
    assert decision.after["selector"][0]["exact"] == PROMISE[2:]


def test_keys_do_nothing_while_somebody_types(visit, desk, geodata):
    page = visit(f"{desk}/en/articles/xicheng?show=open#queue")
    page.wait_for_selector(".queue.is-ready")
    page.keyboard.press("a")
    assert page.evaluate("document.activeElement.name") == "words"
    page.keyboard.type("yn")
    assert page.input_value(".missed [name=words]") == "yn"
    assert open_decisions(geodata) == []


def test_the_middle_of_the_map_is_taken_by_keyboard(visit, desk):
    page = visit(f"{desk}/en/places/yuetan")
    page.wait_for_selector("[data-map].is-ready")
    page.locator("[data-map]").focus()
    page.keyboard.press("Enter")
    assert float(page.input_value("[name=lon]")) == pytest.approx(116.36, abs=0.05)
    assert page.input_value("[name=how]") == "click"
    page.fill("[name=lat]", "39.91")
    page.locator("[name=lat]").blur()
    assert page.input_value("[name=how]") == "typed"


def test_without_scripts_every_decision_can_be_taken(browser, desk, geodata):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{desk}/en/articles/xicheng")
    page.locator(".card [value=confirm]").first.click()
    page.goto(f"{desk}/en/articles/xicheng")
    page.locator(".card [value=reject]").first.click()
    page.goto(f"{desk}/en/places/yuetan")
    for name, value in {"lon": "116.37", "lat": "39.92", "accuracy_m": "90", "source": "A map"}.items():
        page.fill(f"[name={name}]", value)
    page.get_by_role("button", name="Save the position").click()
    page.goto(f"{desk}/en/history")
    page.get_by_role("button", name="Undo 3").click()
    assert [one.did for one in open_decisions(geodata)] == ["name.confirm", "name.reject", "place.position", "undo"]
    context.close()


PAGES = ("/", "/new", "/articles/xicheng?show=all", "/articles/xicheng/names/6-9", "/places", "/places/yuetan",
         "/proposals", "/history", "/publish", "/nope")  # fmt: skip


@pytest.fixture(scope="module")
def decided_desk(tmp_path_factory):
    """The address of a desk at which something was decided, taken back and proposed."""
    geodata = Path(shutil.copytree(FIRST, tmp_path_factory.mktemp("decided") / "geodata"))
    for wish in (
        lambda state: reviewing.reject(state, "xicheng", "name", span_of("天寧一號")),
        lambda state: reviewing.add(state, "xicheng", "name", span_of("邊角地"), {"kind": "area"}),
        lambda state: undo(state, 1),
        lambda state: reviewing.confirm(state, "xicheng", "commitment", span_of(PROMISE)),
    ):
        decide(geodata, wish, by="Li Hua", at=datetime(2026, 11, 28, tzinfo=UTC))
    survey = geodata.with_name("survey.csv")
    survey.write_text("name,kind,lon,lat\n转运站,building,116.36,39.9\n月坛,heritage,116.34,39.91\n", encoding="utf-8")
    import_file(survey, geodata, Wishes(source="Our survey", licence="CC0", crs="WGS-84"))
    with desk_on(geodata) as address:
        yield address


@pytest.fixture(scope="module")
def axe():
    return Axe()


LOOKS = [
    (language, width, kind) for language in ("zh-hans", "zh-hant", "en") for width in (390, 1280) for kind in COLOURS
]
SOME_LOOKS = [("zh-hans", 1280, "light"), ("en", 390, "dark")]
"""Each page is seen in one of them, in turn, and in all looks with `--long`."""


@pytest.mark.parametrize(
    ("path", "language", "width", "kind"),
    [
        pytest.param(path, *look, marks=() if look == SOME_LOOKS[place % 2] else pytest.mark.long)
        for place, path in enumerate(PAGES)
        for look in LOOKS
    ],
)
def test_axe_finds_nothing_at_the_desk(browser, decided_desk, axe, path, language, width, kind):
    context = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce", **COLOURS[kind])
    page = context.new_page()
    page.goto(f"{decided_desk}/{language}{path}")
    if page.locator("[data-map]").count():
        page.wait_for_selector("[data-map].is-ready")
    if page.locator(".card__correct").count():
        page.locator(".card__correct summary").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(axe, page) == []
    context.close()
