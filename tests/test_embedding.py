"""The pages for web editors: the form that makes the code of a frame, and the guide."""

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest

from mapapp.settings import Settings
from mapapp.web import frame_code, maker, plain_code
from mapapp.web.app import create_app
from mapapp.web.frame_options import OPTIONS
from mapapp.web.language import WORDS
from tests.conftest import FIRST
from tests.walls import altered, make_hostile

CITY = "https://city.example/west"
TONGUES = ("zh-hans", "zh-hant", "en")
HOSTILE = (
    '"><script>alert(1)</script>',
    "' onload=alert(1) x='",
    "</textarea><img src=x>",
    "${alert(1)}",
    "\x00",
    "9" * 5000,
)
CHOSEN = {
    "lang": "en", "colours": "dark", "accent": "#0b5cad", "site": "yuetan", "theme": "xicheng.12", "scope": "site",
    "article": "xicheng", "subdistrict": "unknown", "view": "116.37,39.91,13.5", "list": "below", "search": "no",
    "filters": "no", "legend": "no", "basemap": "none", "controls": "no", "link": "no", "title": "no", "height": "fit",
}  # fmt: skip
"""Another value than the usual one for every option."""


class Form(HTMLParser):
    """Reads what a browser without scripts would send from the form of a page, and the texts of its code."""

    def __init__(self, page):
        super().__init__()
        self.sent, self.codes, self.names, self.handlers, self._in_code = [], [], set(), set(), False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        stated = dict(attrs)
        self.handlers |= {name for name in stated if name.startswith("on")}
        if tag in ("input", "select") and stated.get("name"):
            self.names.add(stated["name"])
        if (
            tag == "input"
            and "name" in stated
            and (stated.get("type") not in ("radio", "checkbox") or "checked" in stated)
        ):
            self.sent.append((stated["name"], stated.get("value", "")))
        if tag == "select":
            self._menu = stated["name"]
        if tag == "option" and "selected" in stated:
            self.sent.append((self._menu, stated["value"]))
        if tag == "textarea":
            self.codes.append("")
            self._in_code = True

    def handle_endtag(self, tag):
        self._in_code = self._in_code and tag != "textarea"

    def handle_data(self, data):
        if self._in_code:
            self.codes[-1] += data


def made(client, path="/embed/new", **chosen):
    answer = client.get(f"{path}?{urlencode(chosen)}")
    assert answer.status_code == 200
    return answer.text


@pytest.fixture(scope="module")
def city():
    return create_app(Settings(FIRST, public_url=CITY)).test_client()


# The form


def test_every_option_stands_in_one_group_of_the_form():
    assert sorted(name for group in maker.GROUPS.values() for name in group) == sorted(OPTIONS)
    assert CHOSEN.keys() == OPTIONS.keys() and len(CHOSEN) >= 15


@pytest.mark.parametrize("language", TONGUES)
def test_the_form_asks_for_every_option_in_each_language(client, language):
    page = made(client, f"/{language}/embed/new")
    assert OPTIONS.keys() <= Form(page).names
    assert all(WORDS[option.word][language] in page for option in OPTIONS.values())


@pytest.mark.parametrize("name", CHOSEN)
def test_what_is_chosen_stands_in_the_code_and_is_chosen_still(client, name):
    stated = CHOSEN[name].removeprefix("#")
    page = made(client, **{"lang": "", name: CHOSEN[name]})
    code, address = Form(page).codes
    assert address == f"http://localhost/embed?{name}={stated}"
    assert f'src="{address}"' in code
    assert dict(Form(page).sent)[name].removeprefix("#") == stated
    again = made(client, **dict(Form(page).sent))
    assert Form(again).codes == [code, address]


def test_everything_at_once_is_one_address(city):
    code, address = Form(made(city, **CHOSEN)).codes
    asked = "&".join(f"{name}={CHOSEN[name].removeprefix('#')}" for name in OPTIONS)
    assert address == f"{CITY}/embed?{asked}"
    assert unescape(re.search(r'src="([^"]+)"', code)[1]) == address


def test_several_boxes_are_one_list_and_a_switch_is_what_its_box_says(client):
    answer = client.get("/embed/new?lang=&theme=xicheng.13&theme=xicheng.12&search=no&search=yes&link=no")
    assert Form(answer.text).codes[1] == "http://localhost/embed?theme=xicheng.12,xicheng.13&link=no"


def test_without_a_word_the_code_speaks_the_language_of_the_page(client):
    assert Form(made(client, "/zh-hant/embed/new")).codes[1] == "http://localhost/embed?lang=zh-hant"


def test_what_a_shared_view_says_beside_the_options_is_kept(client):
    page = made(client, lang="", theme="xicheng.12", kind="street", near="station-xidan", text="found", utm_source="x")
    address = Form(page).codes[1]
    assert address == "http://localhost/embed?theme=xicheng.12&text=found&kind=street&near=station-xidan"
    assert {"text", "kind", "near"} <= Form(page).names


@pytest.mark.parametrize(("height", "scripts"), [("fixed", 0), ("fit", 1)])
def test_the_code_is_a_frame_alone_or_with_the_script_that_fits_its_height(city, height, scripts):
    code = Form(made(city, lang="en", height=height, pixels="500")).codes[0]
    assert code.startswith('<iframe src="') and code.count("<iframe") == 1
    assert 'title="Xicheng District promise map"' not in code  # the page was asked for in Chinese
    assert 'title="西城区承诺地图" width="100%" height="500"' in code
    assert code.count(f'<script src="{CITY}/embed.js" async></script>') == code.count("<script") == scripts


@pytest.mark.parametrize(
    ("text", "pixels"), [("", 640), ("1", 200), ("99999", 3000), ("-1", 640), ("9" * 400, 640), ("٣٠٠", 640)]
)
def test_a_height_is_within_reason(text, pixels):
    assert maker.pixels_in(text) == pixels


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", [*OPTIONS, "pixels", "kind", "text"])
def test_what_is_no_value_is_left_out_said_and_never_runs(client, name, value):
    page = made(client, "/en/embed/new", **{name: value})
    assert "<script>alert" not in page and "<img src=x" not in page and not Form(page).handlers
    code, address = Form(page).codes
    assert code.count("<") == 2 and address.startswith("http://localhost/embed")
    if name in OPTIONS:
        assert f"“{WORDS[OPTIONS[name].word]['en']}” cannot be used as given" in unescape(page)
        assert f"{name}=" not in address.replace("lang=en", "")


def test_the_preview_is_the_frame_of_the_code_on_our_own_host(city):
    page = made(city, lang="en", list="none")
    assert re.findall(r'<iframe src="([^"]+)"', page)[0] == "/west/embed?lang=en&amp;list=none"
    policy = city.get("/embed/new").headers["Content-Security-Policy"]
    assert "frame-src 'self'" in policy and "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("path", ["/", "/embed", "/about", "/embed/newer", "/sites/yuetan"])
def test_no_other_page_shows_a_frame(client, path):
    assert "frame-src" not in client.get(path).headers["Content-Security-Policy"]


def test_who_may_not_frame_gets_no_code_and_who_may_is_told():
    nobody, some = (create_app(Settings(FIRST, embed=embed)).test_client() for embed in ("nobody", "https://a.example"))
    for path in ("/en/embed/new", "/en/embed/guide"):
        assert "lets no other page show this map" in nobody.get(path).text
        assert "<iframe" not in unescape(nobody.get(path).text)
        assert "Only pages of these sites may show it: https://a.example" in some.get(path).text


# One way to write code


def test_the_share_panel_and_the_form_write_the_same_code(client):
    shape = unescape(re.search(r'data-code="([^"]+)"', client.get("/en/").text)[1])
    code, address = Form(made(client, "/en/embed/new")).codes
    assert shape.replace("{address}", address) == code
    assert re.search(r'href="/en/embed/new" data-share="more"', client.get("/en/").text)


def test_code_is_one_element_whatever_stands_in_it():
    code = frame_code.code("https://m.example/embed?a=1&b=\"'<i>", '"><script>alert(1)</script>')
    assert code == (
        '<iframe src="https://m.example/embed?a=1&amp;b=&quot;&#x27;&lt;i&gt;" '
        'title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" '
        'width="100%" height="640" loading="lazy" allow="geolocation"></iframe>'
    )
    assert plain_code.listing([('<b>"', "zh-Hant", [("<i>", "https://m.example/?a&b")])]) == (
        '<ul>\n<li><q lang="zh-Hant">&lt;b&gt;&quot;</q> <a href="https://m.example/?a&amp;b">&lt;i&gt;</a></li>\n</ul>'
    )


# The guide


@pytest.mark.parametrize("language", TONGUES)
def test_the_guide_covers_every_way_in_each_language(city, language):
    page = city.get(f"/{language}/embed/guide").text
    assert f'<html lang="{ {"en": "en", "zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}[language] }">' in page
    for part in ("iframe", "plain", "file", "wordpress", "height", "csp", "access", "number"):
        assert f'<section id="{part}">' in page and f'href="#{part}"' in page
        assert WORDS[f"guide.{part}"][language] in unescape(page)
    literals = (
        "mapapp export --one-file map.html",
        "frame-src https://city.example;",
        f"script-src {CITY}/embed.js;",
        f"{CITY}/oembed?format=json",
        'CustomEvent("mapapp:show", { bubbles: true, detail: { site: "shichahai" } })',
        "allow-popups-to-escape-sandbox",
        f"{CITY}/{language}/sites/",
    )
    for literal in literals:
        assert literal in unescape(page)


def test_every_frame_of_the_guide_is_that_of_the_code_below_it(city):
    page = city.get("/en/embed/guide").text
    shown = [unescape(address) for address in re.findall(r'<iframe src="([^"]+)"', page)]
    codes = [code for code in Form(page).codes if code.startswith("<iframe")]
    assert len(shown) == 3 and len(set(shown)) == 3
    assert [unescape(re.search(r'src="([^"]+)"', code)[1]) for code in codes[:3]] == [
        f"https://city.example{address}" for address in shown
    ]
    assert all(city.get(address.removeprefix("/west")).status_code == 200 for address in shown)


def test_the_list_of_the_guide_has_every_promise_word_for_word_and_every_place(city, layers):
    (listing,) = (code for code in Form(city.get("/zh-hant/embed/guide").text).codes if code.startswith("<ul>"))
    quotes = [unescape(quote) for quote in re.findall(r'<q lang="zh-Hant">([^<]+)</q>', listing)]
    clean = next(iter(layers.articles.values()))["texts"]["clean"]
    assert len(quotes) == 6 and all(quote in clean for quote in quotes)
    assert len(re.findall(rf'<a href="{CITY}/zh-hant/sites/[a-z-]+">', listing)) >= 19
    picture = next(code for code in Form(city.get("/en/embed/guide").text).codes if code.startswith("<a"))
    assert f'<img src="{CITY}/en/share.png"' in picture


def test_the_guide_says_where_wordpress_cannot_find_the_map(client, city):
    assert "MAPAPP_PUBLIC_URL" in client.get("/embed/guide").text
    assert "MAPAPP_PUBLIC_URL" not in city.get("/embed/guide").text


def test_hostile_data_stay_text_in_form_and_guide(geodata, published):
    altered(
        published,
        geodata / "layers",
        lambda files: make_hostile(
            files, site="shichahai", name="</textarea><script>alert(1)</script>", quote="</q><img>"
        ),
    )
    client = create_app(Settings(geodata)).test_client()
    for path in ("/embed/new?site=shichahai", "/embed/guide"):
        page = client.get(path).text
        assert "<script>alert" not in page and "</q><img>" not in unescape(page)
        assert any("alert(1)" in code for code in Form(page).codes) == path.endswith("guide")
