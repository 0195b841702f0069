"""What became of a promise, as the browser writes it: in the sign, on the card, and on narrow and enlarged pages."""

import pytest

from mapapp.web.language import LANGUAGES, WORDS, day
from tests.browser.conftest import drawn
from tests.combinations import in_turn

SAY = "say: (key, values = {}) => [key, ...Object.values(values)].join(' ')"


@pytest.mark.parametrize(
    ("properties", "line"),
    [
        ("{}", "sign.progress"),
        ("{status: 'done', known_on: '2026-11-24'}", "sign.progress.known sign.status.done 24 November 2026"),
        ("{status: 'unknown', known_on: '2026-01-01'}", "sign.progress.known sign.status.unknown 1 January 2026"),
    ],
)
def test_one_line_says_what_is_known(ask, properties, line):
    assert ask("progress", f"m.progressLine({properties}, {{tag: 'en', {SAY}}})") == line


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("iso", ["2026-11-24", "2026-03-01", "1999-12-31", "2024-02-29"])
def test_browser_and_server_write_a_day_alike(ask, code, iso):
    assert ask("progress", f"m.dayWritten('{iso}', '{LANGUAGES[code].tag}')") == day(code, iso)


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Asia/Shanghai", "Pacific/Kiritimati"])
def test_a_day_is_the_same_day_everywhere(visit, told_site, zone):
    page = drawn(visit(f"{told_site}/en/#zhuanta-hutong", timezone_id=zone))
    assert page.locator(".sign__progress").inner_text() == "Progress: done, as known on 24 November 2026"


def test_the_sign_says_not_known_where_nothing_is(visit, told_site):
    page = drawn(visit(f"{told_site}/en/#jinrong-jie"))
    assert page.locator(".sign__progress").inner_text() == WORDS["sign.progress"]["en"]


@pytest.mark.parametrize(("place", "lines"), [("yuetan", ["进展：推迟了，截至 2026年3月1日"]), ("jinrong-jie", [])])
def test_the_card_of_the_reading_room_says_what_is_known_and_no_more(visit, told_site, place, lines):
    page = drawn(visit(f"{told_site}/zh-hans/articles/xicheng#{place}", width=1280))
    page.wait_for_selector(".sign--card")
    assert page.locator(".sign--card .sign__progress").all_inner_texts() == lines


@pytest.mark.parametrize(
    *in_turn(path=["/en/sites/zhuanta-hutong", "/en/", "/en/articles/xicheng", "/zh-hans/about"], size=["200%", "100%"])
)
def test_nothing_runs_out_of_a_narrow_page(visit, told_site, path, size):
    page = visit(told_site + path, width=320)
    page.evaluate(f"document.documentElement.style.fontSize = '{size}'")
    for part in page.locator(".standing, .timeline li").all():
        box = part.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_words_of_a_source_are_in_song_type(visit, told_site):
    page = visit(f"{told_site}/zh-hans/sites/zhuanta-hutong")
    fonts = page.eval_on_selector_all(
        ".timeline blockquote", "all => all.map((one) => getComputedStyle(one).fontFamily)"
    )
    assert len(fonts) == 3
    assert all("Songti" in font for font in fonts)
