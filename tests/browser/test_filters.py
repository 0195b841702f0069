"""The filters: list, map, counts and address say the same, and whoever opens the address sees the same."""

import re
import shutil

import pytest

from mapapp.atlas.build import build
from mapapp.layers import store
from mapapp.layers.themes import theme_of
from mapapp.view.plates import numbers, plates
from tests.browser.conftest import drawn, equipped, serving
from tests.browser.test_reach import faults
from tests.combinations import in_turn
from tests.conftest import FIRST, SECOND
from tests.walls import altered, features
from tests.years import with_articles

OF_SENTENCES = ("theme", "group", "scope")
THEME = "xicheng.12"


def things(layers):
    """Return each commitment as (id, its facets, facets of each of its places by id), read from the layers alone."""
    sites = plates(layers)
    themes = theme_of(layers)
    for article in layers.articles.values():
        for stated in article["commitments"]:
            own = {
                "theme": themes.get(stated["id"], "none"),
                "group": stated["group"],
                "scope": stated["scope"],
                "status": "unknown",
            }
            yield stated["id"], own, {id: _of_place(sites[id].properties) for id in stated["places"] if id in sites}


def _of_place(properties):
    return {
        "kind": properties["kind"],
        "certainty": properties["certainty"] or "unknown",
        "subdistrict": properties["subdistrict"] or "unknown",
    }


def left(layers, chosen):
    """Return the ids of the commitments and the facets of the places, by id, that a choice leaves."""
    sentences, places = {}, {}
    of_places = {name: values for name, values in chosen.items() if name not in (*OF_SENTENCES, "status")}
    for id, own, named in things(layers):
        standing = {
            place: facets for place, facets in named.items() if all(facets[n] in v for n, v in of_places.items())
        }
        fits = all(own[name] in values for name, values in chosen.items() if name not in of_places)
        if fits and (standing or (not named and not of_places)):
            sentences[id] = own
            places |= standing
    return sentences, places


def counted(layers, chosen, name):
    """Return how much each value of a facet would leave beside what is chosen of the others, without noughts."""
    sentences, places = left(layers, {other: values for other, values in chosen.items() if other != name})
    own = sentences if name in OF_SENTENCES else places
    values = [facets[name] for facets in own.values()]
    return {value: values.count(value) for value in values}


def query_of(chosen):
    return "?" + "&".join(f"{name}={','.join(sorted(values))}" for name, values in chosen.items())


def boxes(page, name):
    """Return {value: count} of what a facet of the panel offers, without noughts."""
    found = page.eval_on_selector_all(
        f".facet input[name={name}]",
        "boxes => boxes.map(box => [box.value, Number(box.labels[0].querySelector('.facet__count').textContent)])",
    )
    return {value: count for value, count in found if count}


def shown(page):
    """Return the ids of the commitments and places in the list, and the numbers on the map, as a visitor sees them."""
    return page.evaluate("""() => {
      const seen = (selector, name) => [...new Set([...document.querySelectorAll(selector)]
        .filter((one) => one.checkVisibility()).map(name))].sort();
      return {
        commitments: seen("[data-commitment]", (one) => one.dataset.commitment),
        places: seen("[data-place]", (one) => one.dataset.place),
        pins: seen(".pin", (one) => one.textContent.trim()),
        told: document.querySelector(".left [role=status]").textContent,
        chips: seen(".chips .chip", (one) => one.textContent),
        button: document.querySelector("[data-opens=filter]").textContent,
      };
    }""")


def narrowed(page):
    """Wait until the map is drawn, and as narrow as the list; return the page."""
    equipped(page)
    page.wait_for_function("""() => {
      const rows = [...document.querySelectorAll("[data-place]")].filter((row) => row.checkVisibility());
      const listed = new Set(rows.filter((row) => row.dataset.certainty).map((row) => row.dataset.place));
      const pins = [...document.querySelectorAll(".pin")].filter((pin) => pin.checkVisibility());
      return pins.length === listed.size;
    }""")
    return page


CHOICES = [
    {},
    {"theme": {THEME}},
    {"theme": {THEME, "xicheng.13"}, "kind": {"street", "market"}},
    {"certainty": {"approximate", "unknown"}},
    {"scope": {"district"}, "group": {"新气象"}},
    {"scope": {"site"}, "subdistrict": {"unknown"}, "status": {"unknown"}},
    {"theme": {"xicheng.11"}, "kind": {"hutong"}},
]


@pytest.mark.parametrize("chosen", CHOICES, ids=query_of)
def test_list_map_and_counts_are_those_of_the_layers(visit, site, layers, chosen):
    page = narrowed(visit(f"{site}/en/{query_of(chosen)}", reduced_motion="reduce"))
    sentences, places = left(layers, chosen)
    seen = shown(page)
    assert seen["commitments"] == sorted(sentences)
    assert seen["places"] == sorted(places)
    sites = plates(layers)
    assert seen["pins"] == sorted(str(sites[id].number) for id in places if sites[id].symbol != "unknown")
    if any(name not in ("subdistrict", "status") for name in chosen):
        assert f"{len(sentences)} of 48 promises, {len(places)} of 19 places" in seen["told"]
    page.click("[data-opens=filter]")
    for name in (*OF_SENTENCES, "kind", "certainty"):
        assert boxes(page, name) == counted(layers, chosen, name), name


def test_a_value_leaves_what_its_count_says(visit, site):
    page = narrowed(visit(f"{site}/en/?kind=street,heritage"))
    page.click("[data-opens=filter]")
    offered = [(name, value, count) for name in ("theme", "certainty") for value, count in boxes(page, name).items()]
    assert len(offered) == 5
    for name, value, count in offered:
        box = page.locator(f".facet--{name} label:has([value='{value}'])")
        box.click()
        assert len(shown(page)["commitments" if name == "theme" else "places"]) == count, value
        box.click()


@pytest.mark.parametrize(*in_turn(language=["zh-hans", "en"], width=[390, 1280]))
def test_who_opens_the_address_of_one_theme_sees_the_same(visit, site, layers, language, width):
    page = equipped(visit(f"{site}/{language}/", width=width, reduced_motion="reduce"))
    page.click("[data-opens=filter]")
    page.locator(f".facet--theme label:has([value='{THEME}'])").click()
    assert page.url == f"{site}/{language}/?theme={THEME}"
    first = shown(narrowed(page))
    other = shown(narrowed(visit(page.url, width=width, reduced_motion="reduce")))
    assert first == other
    assert other["commitments"] == sorted(left(layers, {"theme": {THEME}})[0])
    assert other["button"].endswith(" · 1")
    assert len(other["chips"]) == 1


@pytest.mark.parametrize(*in_turn(language=["zh-hans", "en"], width=[390, 1280]))
def test_by_keyboard_alone_one_theme_is_chosen_and_taken_back(visit, site, language, width):
    page = equipped(visit(f"{site}/{language}/", width=width, reduced_motion="reduce"))

    def tab_to(selector, key="Tab"):
        for _ in range(80):
            page.keyboard.press(key)
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"{selector} is not reached")

    tab_to("[data-opens=filter]")
    page.keyboard.press("Enter")
    tab_to(f".facet input[value='{THEME}']")
    page.keyboard.press("Space")
    assert page.url.endswith(f"?theme={THEME}")
    assert shown(page) == shown(narrowed(visit(page.url, width=width, reduced_motion="reduce")))
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.opens") == "filter"
    tab_to(".chips .chip")
    page.keyboard.press("Enter")
    assert page.url == f"{site}/{language}/"
    assert page.evaluate("document.activeElement.dataset.opens") == "filter"
    assert len(shown(page)["commitments"]) == 48


def test_what_an_address_asks_for_and_there_is_not_is_said_and_the_rest_works(visit, site, layers):
    page = narrowed(visit(f"{site}/en/?kind=castle,hutong&theme=xicheng.99&scope=site"))
    notes = page.locator("[data-notes] .note").all_inner_texts()
    assert [re.search("“(.*)”", note)[1] for note in notes] == ["Theme: xicheng.99", "Kind: castle"]
    assert shown(page)["places"] == sorted(left(layers, {"kind": {"hutong"}, "scope": {"site"}})[1])
    page.locator(".chips .chip").filter(has_text="hutong").click()
    assert page.url == f"{site}/en/?scope=site"
    page.get_by_role("button", name="Clear filter").click()
    assert page.url == f"{site}/en/"


def test_a_hostile_value_is_shown_as_words(visit, site):
    page = equipped(visit(f"{site}/en/?theme=%3Cimg%20src=x%20onerror=alert(1)%3E"))
    assert "<img src=x onerror=alert(1)>" in page.locator("[data-notes]").inner_text()
    assert page.locator("img:not(.qr)").count() == 0


def test_back_and_forward_lead_through_what_was_filtered(visit, site):
    page = narrowed(visit(f"{site}/en/?kind=hutong", reduced_motion="reduce"))
    page.locator("[data-site=zhuanta-hutong]").click()
    page.get_by_role("button", name="Clear filter").click()
    assert page.url == f"{site}/en/#zhuanta-hutong"
    page.locator("[data-site=yuetan]").focus()
    page.go_back()
    page.wait_for_url("**?kind=hutong")
    assert shown(page)["places"] == ["zhuanta-hutong"]
    assert page.evaluate("document.activeElement.dataset.site") == "zhuanta-hutong"
    page.go_forward()
    page.wait_for_url("**/en/#zhuanta-hutong")
    assert len(shown(page)["commitments"]) == 48


def test_back_from_a_link_with_filters_shows_what_was_there_before(visit, site):
    page = equipped(visit(f"{site}/en/"))
    page.goto(f"{site}/en/?kind=hutong")
    assert shown(narrowed(page))["places"] == ["zhuanta-hutong"]
    page.go_back()
    assert len(shown(narrowed(page))["places"]) == 19
    page.go_forward()
    assert shown(narrowed(page))["places"] == ["zhuanta-hutong"]


@pytest.mark.parametrize("link", [".languages [hreflang='zh-Hant']", ".forms a:last-child"])
def test_links_to_the_same_page_keep_what_is_filtered(visit, site, link):
    page = narrowed(visit(f"{site}/en/?scope=site&theme=xicheng.12"))
    before = shown(page)["commitments"]
    page.locator(link).first.click()
    page.wait_for_url(re.compile("zh-hant|text="))
    assert shown(narrowed(page))["commitments"] == before


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_where_nothing_is_left_that_is_said_with_a_way_out(visit, site, language):
    page = narrowed(visit(f"{site}/{language}/?theme=xicheng.11&kind=hutong"))
    assert shown(page)["commitments"] == []
    assert {"zh-hans": "没有一条", "zh-hant": "沒有一條", "en": "Nothing"}[language] in shown(page)["told"]
    assert page.locator(".kinds a[href]").count() == 0
    page.locator(".left .chip").click()
    assert len(shown(page)["commitments"]) == 48
    assert page.evaluate("document.activeElement.dataset.opens") == "filter"
    assert shown(page)["told"] == ""
    assert page.locator(".kinds a[href]").count() == page.locator(".kinds a").count()


def test_a_value_without_anything_left_cannot_be_chosen_but_a_chosen_one_be_taken_back(visit, site):
    page = narrowed(visit(f"{site}/en/?theme=xicheng.11&kind=hutong"))
    page.click("[data-opens=filter]")
    assert page.locator(".facet--kind [value=street]").is_disabled()
    assert page.locator(".facet--kind [value=hutong]").is_enabled()
    page.locator(".facet label:has([value=hutong])").click()
    assert page.url == f"{site}/en/?theme=xicheng.11"
    assert shown(page)["commitments"] == ["xicheng.11.2", "xicheng.11.3", "xicheng.11.4"]


def test_the_numbers_in_bar_and_headings_count_what_is_shown(visit, site):
    page = narrowed(visit(f"{site}/en/?theme=xicheng.12"))
    for link in page.locator(".kinds a[href]").all():
        target = link.get_attribute("href")
        entries = page.locator(f"{target} [data-{'place' if target == '#places' else 'commitment'}]:visible")
        assert int(link.locator("b").inner_text()) == entries.count() > 0
        if target != "#places":
            assert int(page.locator(f"{target} .bar-head__count").inner_text()) == entries.count()


@pytest.mark.parametrize("chosen", [{"kind": {"area"}}, {"kind": {"street", "area"}}, {"kind": {"street", "heritage"}}])
def test_the_head_of_a_sentence_tells_the_numbers_that_are_shown(visit, site, layers, chosen):
    page = narrowed(visit(site + "/en/" + query_of(chosen)))
    sites, (_, places) = plates(layers), left(layers, chosen)
    expected = [numbers(sites[id] for id in named if id in places) for _, _, named in things(layers)]
    assert page.locator(".promise__range:visible").all_inner_texts() == [told for told in expected if told]


def test_a_chosen_place_that_is_filtered_away_stays_readable(visit, site):
    page = narrowed(visit(f"{site}/en/#yuetan", reduced_motion="reduce"))
    page.click("[data-opens=filter]")
    page.locator(".facet label:has([value=hutong])").click()
    assert page.url == f"{site}/en/?kind=hutong#yuetan"
    assert page.locator(".sign h2").inner_text().startswith("Altar of the Moon")
    assert shown(page)["pins"] == ["15", "18"]
    page.locator(".sign .same a", has_text="Xiannong").click()
    assert page.locator(".sign .plate--sign").inner_text() == "14"
    assert shown(page)["pins"] == ["14", "18"]
    page.locator(".sign__close").click()
    assert shown(page)["pins"] == ["18"]


def test_the_focus_is_not_lost_when_what_opened_the_sign_is_filtered_away(visit, site):
    page = narrowed(visit(f"{site}/en/", reduced_motion="reduce"))
    page.locator("[data-site=yuetan]").click()
    page.click("[data-opens=filter]")
    page.locator(".facet label:has([value=hutong])").click()
    page.locator(".sign__close").click()
    assert page.evaluate("document.activeElement.id") == "content"


def test_filters_work_without_the_data_of_the_map(browser, site):
    page = browser.new_context(locale="en").new_page()
    page.route("**/map.geojson", lambda route: route.abort())
    page.goto(f"{site}/en/?kind=hutong")
    page.get_by_text("1 of 48 promises, 1 of 19 places").wait_for()
    page.click("[data-opens=filter]")
    page.locator(".facet label:has([value=market])").click()
    assert page.url.endswith("?kind=market,hutong")
    page.context.close()


# What is known


def test_a_facet_with_one_value_is_a_line_only_where_nothing_is_known(visit, site):
    page = equipped(visit(f"{site}/en/"))
    page.click("[data-opens=filter]")
    assert page.locator(".facet--alike").all_inner_texts() == [
        "Status (promises) not known 48",
        "Subdistrict (places) not known 19",
    ]


@pytest.mark.parametrize(("language", "name"), [("en", "Yuetan Subdistrict"), ("zh-hant", "月壇街道")])
def test_a_known_subdistrict_is_called_by_its_name(visit, published, tmp_path, language, name):
    def place(files):
        for feature in features(files):
            if feature["id"] == "yuetan":
                feature["properties"]["subdistrict"] = "yuetan-jiedao"

    altered(published, tmp_path / "layers", place)
    with serving(tmp_path) as address:
        page = equipped(visit(f"{address}/{language}/"))
        page.click("[data-opens=filter]")
        first, second = page.locator(".facet--subdistrict label").all_inner_texts()
        assert re.split(r"\s+", first) == [*name.split(), "1"]
        assert second.endswith("18")
        page.locator(".facet--subdistrict label").first.click()
        assert page.url.endswith("?subdistrict=yuetan-jiedao")
        assert shown(page)["places"] == ["yuetan"]


def test_the_status_of_a_sentence_is_a_facet(visit, site):
    page = visit("about:blank")

    def state(route):
        sentence = 'data-status="{}" data-commitment="xicheng.12.3"'.format
        body = route.fetch().text()
        assert sentence("unknown") in body
        body = body.replace(sentence("unknown"), sentence("begun"))
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    page.route(f"{site}/en/*", state)
    page.goto(f"{site}/en/?status=begun")
    assert shown(narrowed(page))["commitments"] == ["xicheng.12.3"]
    page.click("[data-opens=filter]")
    assert boxes(page, "status") == {"begun": 1, "unknown": 47}
    assert page.locator(".facet--status label").all_inner_texts() == ["begun\n1", "not known\n47"]


def test_another_district_has_filters_of_its_own(visit, tmp_path):
    geodata = shutil.copytree(SECOND, tmp_path / "second")
    store.publish(geodata / "layers", build(geodata))
    layers = store.load(geodata / "layers")
    with serving(geodata) as address:
        page = equipped(visit(f"{address}/zh-hans/"))
        page.click("[data-opens=filter]")
        for name in (*OF_SENTENCES, "kind", "certainty"):
            expected = counted(layers, {}, name)
            assert boxes(page, name) == (expected if len(expected) > 1 else {}), name
        page.locator(".facet--kind label").first.click()
        value = page.url.partition("kind=")[2]
        assert shown(narrowed(page))["places"] == sorted(left(layers, {"kind": {value}})[1])


# Reach


@pytest.mark.parametrize(("language", "width"), [("zh-hans", 390), ("zh-hant", 320), ("en", 320), ("en", 1280)])
def test_the_open_panel_is_in_reach(visit, site, language, width):
    page = narrowed(visit(f"{site}/{language}/?theme=xicheng.12&kind=street", width=width, height=844))
    page.click("[data-opens=filter]")
    small = page.eval_on_selector_all(
        ".facet__value, .chip, .tool",
        """parts => parts.map(part => part.getBoundingClientRect())
            .filter(({ width, height }) => Math.min(width, height) < 44).length""",
    )
    assert small == 0
    page.keyboard.press("Shift")
    for question in ("unseenFocus", "wrongLanguages", "brokenOutline", "lostText"):
        assert faults(page, question) == [], question


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_stop_of_the_tab_key_is_under_a_bar_that_stays(visit, site, width):
    page = narrowed(visit(f"{site}/en/?scope=site", width=width, height=700, reduced_motion="reduce"))
    page.click("[data-opens=filter]")
    page.locator(".ledger__id:visible, .row:visible").last.focus()
    hidden = []
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        hidden += page.evaluate("""() => {
          const { left, right, top, bottom } = document.activeElement.getBoundingClientRect();
          const above = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
          const bar = above?.closest(".kinds, .left, .top");
          return bar && !bar.contains(document.activeElement) ? [document.activeElement.outerHTML.slice(0, 90)] : [];
        }""")
        if page.evaluate("document.activeElement.dataset.opens"):
            break
    else:
        raise AssertionError("the button of the panel is not reached")
    assert hidden == []


# Many articles


@pytest.fixture(scope="module")
def years_site(tmp_path_factory):
    """The address of a site with four articles, and its layers."""
    geodata = with_articles(shutil.copytree(FIRST, tmp_path_factory.mktemp("years") / "geodata"), 3)
    store.publish(geodata / "layers", build(geodata))
    with serving(geodata) as address:
        yield address, store.load(geodata / "layers")


def of_article(layers, *articles):
    return sorted(one["id"] for id in articles for one in layers.articles[id]["commitments"])


@pytest.mark.parametrize(("language", "width"), [("zh-hans", 390), ("en", 1280)])
def test_the_list_is_narrowed_to_one_article_by_box_and_by_address(visit, years_site, language, width):
    address, layers = years_site
    page = equipped(visit(f"{address}/{language}/", width=width, height=844))
    page.click("[data-opens=filter]")
    assert boxes(page, "article") == {id: len(of_article(layers, id)) for id in layers.articles}
    assert page.locator(".facet").first.get_attribute("class").split()[1] == "facet--article"
    page.locator(".facet--article input[value=year-2]").check()
    assert page.url.endswith("?article=year-2")
    assert shown(page)["commitments"] == of_article(layers, "year-2")
    assert page.locator(".chapter:visible").count() > 0
    again = narrowed(visit(page.url, width=width))
    assert shown(again)["commitments"] == of_article(layers, "year-2")
    assert again.locator(".chips .chip").inner_text().split("\n")[-1].endswith("2017年实事安排 · 2017")
    assert faults(again, "wrongLanguages") == []


def test_folds_open_where_the_list_is_narrowed_and_stand_as_before_afterwards(visit, years_site):
    page = equipped(visit(f"{years_site[0]}/en/"))
    fold = page.locator("#places > .chapter").first
    fold.locator("summary").click()
    assert fold.get_attribute("open") is None
    page.click("[data-opens=filter]")
    box = page.locator(".facet--article input[value=year-1]")
    box.check()
    assert fold.get_attribute("open") is not None
    assert fold.locator("[data-left]").inner_text() == str(fold.locator(".promise").count())
    box.uncheck()
    assert fold.get_attribute("open") is None
    assert page.locator("#places > .chapter:visible").count() == 4


def test_an_article_that_is_not_there_is_said_and_not_used(visit, years_site):
    address, layers = years_site
    page = narrowed(visit(f"{address}/en/?article=year-9,xicheng"))
    assert shown(page)["commitments"] == of_article(layers, "xicheng")
    assert "Article: year-9" in page.locator("[data-notes]").inner_text()


def test_without_a_script_a_frame_is_narrowed_to_an_article_and_folds_open(browser, years_site):
    address, layers = years_site
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/embed?lang=en&article=year-1")
    told = page.locator("[data-commitment]:not([hidden])")
    assert sorted({one.get_attribute("data-commitment") for one in told.all()}) == of_article(layers, "year-1")
    page.goto(f"{address}/en/")
    fold = page.locator("#places > .chapter").first
    quote = fold.locator("blockquote").first
    assert quote.is_visible()
    fold.locator("summary").click()
    assert not quote.is_visible()
    context.close()


def test_near_me_puts_the_sentences_of_all_articles_in_one_row_and_back(visit, years_site):
    page = equipped(visit(f"{years_site[0]}/en/?near=yuetan"))
    page.wait_for_selector("#places.is-sorted")
    assert page.locator("#places > .promise").first.locator("[data-place=yuetan]").count() == 1
    assert page.locator("#places > .chapter:visible").count() == 0
    page.goto(f"{years_site[0]}/en/")
    assert page.locator("#places > .promise").count() == 0


def test_the_sign_says_which_article_and_year_a_sentence_is_from(visit, years_site):
    page = drawn(visit(f"{years_site[0]}/en/#yuetan"))
    told = page.locator(".sign .sign__said").all_inner_texts()
    assert told[0].startswith("2016年实事安排 · 2016 · Xicheng")
    assert told[-1].startswith("Article without a title (xicheng) · date not known · ")


def test_a_sentence_that_is_searched_for_says_which_article_it_is_from(visit, years_site):
    page = equipped(visit(f"{years_site[0]}/en/"))
    page.locator("#find-query").fill("院落的修缮")
    found = page.locator(".find__list [role=option]:has(.find__quote)")
    found.first.wait_for()
    assert "2016年实事安排 · 2016" in " ".join(found.all_inner_texts())
