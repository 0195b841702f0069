"""The pages of the subdistricts in a browser: folded text, keyboard, narrow screens, data that want to be scripts."""

import json

import pytest

from tests.browser.conftest import serving
from tests.combinations import in_turn
from tests.walls import altered, make_hostile

EVIL = "</script><script>alert(1)</script><!--\u2028"
PAGE = "/en/subdistricts/xichanganjie-jiedao"


@pytest.fixture(scope="module")
def evil_site(published, tmp_path_factory):
    """The address of a site whose names and quotes try to end the block of data that they stand in."""
    geodata = tmp_path_factory.mktemp("evil")
    altered(published, geodata / "layers", lambda files: make_hostile(files, site="yuetan", name=EVIL, quote=EVIL))
    with serving(geodata) as address:
        yield address


@pytest.mark.parametrize("path", ["/en/", "/en/sites/yuetan", "/en/articles/xicheng", PAGE, "/en/subdistricts"])
def test_data_in_a_page_stay_data_whatever_they_hold(visit, evil_site, path):
    """A dialog, a message on the console or a second script without an address would show that they did not."""
    page = visit(evil_site + path)
    blocks = page.locator("script:not([src])")
    assert blocks.count() == 1
    assert blocks.get_attribute("type") == "application/ld+json"
    text = blocks.text_content()
    assert json.loads(text)["@context"] == "https://schema.org"
    assert (json.dumps(EVIL)[1:-1] in json.dumps(json.loads(text))) == (path in ("/en/sites/yuetan", PAGE))


def test_the_sentences_for_the_whole_district_unfold_by_keyboard(visit, site):
    page = visit(site + PAGE)
    whole = page.locator("details.whole")
    assert not whole.locator("blockquote").first.is_visible()
    whole.locator("summary").focus()
    page.keyboard.press("Enter")
    assert whole.locator("blockquote").first.is_visible()
    assert whole.locator("blockquote").count() == 17


def test_a_resident_goes_from_the_map_to_the_sentence_that_names_a_subdistrict(visit, site):
    page = visit(f"{site}/en/")
    page.get_by_role("link", name="All subdistricts").click()
    page.get_by_role("link", name="Xichang’anjie Subdistrict").click()
    assert page.locator("mark").inner_text() == "西長安街街道"
    page.get_by_role("link", name="Page of this place").click()
    page.get_by_role("link", name="Page of this subdistrict").click()
    assert page.url.endswith(PAGE)


def test_all_is_there_without_a_script(visit, site):
    page = visit(site + PAGE, java_script_enabled=False)
    page.locator(".whole summary").click()
    assert page.locator("details.whole blockquote").first.is_visible()


@pytest.mark.parametrize(
    ("path", "fold", "name"),
    [
        (PAGE, "community 11", "Liubukou Community"),
        ("/zh-hans/about", "胡同 282", "杨梅竹斜街"),
        ("/zh-hant/about", "公園 25", "月壇公園"),
    ],
)
def test_places_that_are_not_drawn_unfold_without_a_script(visit, site, path, fold, name):
    page = visit(site + path, java_script_enabled=False)
    place = page.get_by_text(name, exact=True)
    assert not place.is_visible()
    page.get_by_role("heading", name=fold).click()
    assert place.is_visible()


@pytest.mark.parametrize(
    *in_turn(path=["/en/subdistricts", PAGE, "/zh-hans/subdistricts/xichanganjie-jiedao"], width=[320, 390, 1280])
)
def test_nothing_is_wider_than_the_screen(visit, site, path, width):
    page = visit(site + path, width=width)
    for details in page.locator("details").all():
        details.evaluate("one => { one.open = true; }")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_can_be_clicked_is_tall_enough(visit, site):
    page = visit(f"{site}/en/subdistricts", width=390)
    heights = page.locator(".subdistricts a").evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert len(heights) == 15 and min(heights) >= 44
