"""oEmbed: what programs such as WordPress are told to put into a page, and how our pages lead them to it."""

import json
import re
from html import unescape
from urllib.parse import parse_qs, parse_qsl, urljoin, urlsplit
from xml.etree import ElementTree

import pytest

from mapapp.publish.oembed import Rich, as_json, as_xml, fitting
from mapapp.settings import Settings
from mapapp.web.app import create_app
from tests.conftest import FIRST
from tests.walls import altered, make_hostile

CITY = "https://city.example/west"
NUMBERS = {"width", "height", "cache_age", "thumbnail_width", "thumbnail_height"}
NEEDED = {"type", "version", "html", "width", "height"}
"""What the specification (oembed.com, 2.3.4.4) wants of the type `rich`."""
KNOWN = NEEDED | NUMBERS | {"title", "provider_name", "provider_url", "thumbnail_url"}
EMBEDDABLE = (
    "/", "/sites/yuetan", "/articles/xicheng?text=found", "/subdistricts/xichanganjie-jiedao",
    "/embed?theme=xicheng.12&list=none",
)  # fmt: skip
NOT_OURS = (
    "", "https://elsewhere.example/west/", "https://city.example/", "https://city.example/westend/",
    "https://city.example@evil.example/west/", "https://user@city.example/west/", "//evil.example/west/",
    "javascript:alert(1)", "ftp://city.example/west/", "https://city.example:8443/west/", "http://[::1", "\x00",
)  # fmt: skip
NOT_THERE = (
    "/nope", "/sites/nope", "/sites", "/sites/yuetan/x", "/articles/nope", "/about", "/planners", "/en/about",
    "/subdistricts", "/subdistricts/niujie-jiedao", "/fr/sites/yuetan", "/embed/other", "/static/x",
    "/sites/yuetan.png",
)  # fmt: skip


@pytest.fixture(scope="module")
def city():
    """A visitor of a site whose public address is known."""
    return create_app(Settings(FIRST, public_url=CITY)).test_client()


def asked(client, url, **more):
    return client.get("/oembed", query_string={"url": url, **more})


def told(client, url, **more):
    """Return the response parameters for an address, the same as JSON and as XML, after checking both."""
    written = asked(client, url, **more)
    assert (written.status_code, written.mimetype) == (200, "application/json")
    parameters = json.loads(written.data)
    marked = asked(client, url, format="xml", **more)
    assert marked.content_type == "text/xml; charset=utf-8"
    assert read_xml(marked.data) == parameters
    check(parameters, more)
    return parameters


def read_xml(data):
    """Return the parameters in an XML answer; each is one element of text (2.3.4.2)."""
    assert data.startswith(b'<?xml version="1.0" encoding="utf-8" standalone="yes"?>')
    root = ElementTree.fromstring(data)
    assert root.tag == "oembed" and not root.attrib
    assert all(not len(child) and not child.attrib for child in root)
    return {child.tag: int(child.text) if child.tag in NUMBERS else child.text for child in root}


def check(parameters, wanted):
    """Check an answer by the rules of the specification, and that its code is one frame and nothing else."""
    assert NEEDED <= parameters.keys() <= KNOWN
    assert parameters["type"] == "rich" and parameters["version"] == "1.0"
    assert all(type(parameters[name]) is int and parameters[name] > 0 for name in NUMBERS & parameters.keys())
    assert all(type(parameters[name]) is str and parameters[name] for name in parameters.keys() - NUMBERS)
    thumbnail = {"thumbnail_url", "thumbnail_width", "thumbnail_height"}
    assert thumbnail & parameters.keys() in (set(), thumbnail)
    for side, most in (("width", "maxwidth"), ("height", "maxheight")):
        if most in wanted:
            assert parameters[side] <= wanted[most] and parameters.get(f"thumbnail_{side}", 0) <= wanted[most]
    frame = re.fullmatch(r'<iframe( [a-z]+="[^"<>]*")+></iframe>', parameters["html"])
    assert frame, parameters["html"]
    stated = dict(re.findall(r' ([a-z]+)="([^"]*)"', parameters["html"]))
    assert stated.keys() == {"src", "title", "width", "height"}
    assert (int(stated["width"]), int(stated["height"])) == (parameters["width"], parameters["height"])


def frame(parameters):
    """Return the path and the query of the frame that an answer shows."""
    address = urlsplit(unescape(re.search(r'src="([^"]+)"', parameters["html"])[1]))
    assert f"{address.scheme}://{address.netloc}" == "https://city.example"
    return address.path, dict(parse_qsl(address.query))


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("/", {}),
        ("/en/", {"lang": "en"}),
        ("/zh-hant?text=found", {"lang": "zh-hant", "text": "found"}),
        (
            "/en/?theme=xicheng.12,nope&kind=street&view=116.37,39.91,13.5&utm_source=x#yuetan",
            {"lang": "en", "site": "yuetan", "theme": "xicheng.12", "view": "116.37,39.91,13.5", "kind": "street"},
        ),
        ("/#nope", {}),
        ("/sites/dayunhe/", {"site": "dayunhe"}),
        ("/zh-hant/sites/xichanganjie-jiedao", {"lang": "zh-hant", "site": "xichanganjie-jiedao"}),
        ("/en/subdistricts/xichanganjie-jiedao", {"lang": "en", "site": "xichanganjie-jiedao"}),
        ("/zh-hans/articles/xicheng?text=simplified#xicheng.12.3", {"lang": "zh-hans", "text": "simplified"}),
        ("/embed?lang=en&list=none&accent=C12", {"lang": "en", "list": "none", "accent": "cc1122"}),
        ("/en/embed?lang=zh-hant#yuetan", {"lang": "zh-hant", "site": "yuetan"}),
        ("/embed?lang=xx&list=%3Cscript%3E", {}),
    ],
)  # fmt: skip
def test_a_page_is_shown_by_a_frame_with_its_language_its_choice_and_its_view(city, page, shown):
    assert frame(told(city, CITY + page)) == ("/west/embed", shown)


def test_the_answer_is_in_the_language_of_the_address_or_else_of_whoever_asks(city):
    assert told(city, f"{CITY}/en/sites/yuetan")["title"] == "Altar of the Moon (Yuetan) · Xicheng District promise map"
    assert told(city, f"{CITY}/zh-hant/")["title"] == "地圖 · 西城區承諾地圖"
    answer = city.get("/oembed", query_string={"url": f"{CITY}/"}, headers={"Accept-Language": "zh-TW"})
    assert answer.json["title"] == "地圖 · 西城區承諾地圖"
    assert "Accept-Language" in answer.headers["Vary"]
    assert answer.json["provider_url"] == f"{CITY}/"


@pytest.mark.parametrize(("maxwidth", "maxheight"), [(300, 200), (5000, 100), (1200, 630), (1, 9000)])
def test_nothing_is_larger_than_was_asked_for(city, maxwidth, maxheight):
    frame = told(city, f"{CITY}/sites/yuetan", maxwidth=maxwidth, maxheight=maxheight)
    assert frame["width"] <= maxwidth and frame["height"] <= maxheight


@pytest.mark.parametrize("most", ["", "0", "-5", "wide", "1e3", "٣", "9" * 400])
def test_a_size_that_is_none_is_not_looked_at(city, most):
    assert asked(city, f"{CITY}/", maxwidth=most).json["width"] == fitting(960, "") == 960


def test_the_picture_of_the_place_goes_along_where_it_is_not_too_large(city):
    whole = told(city, f"{CITY}/sites/yuetan")
    assert whole["thumbnail_url"] == f"{CITY}/zh-hans/sites/yuetan.png"
    assert city.get("/zh-hans/sites/yuetan.png").mimetype == "image/png"
    assert told(city, f"{CITY}/en/")["thumbnail_url"] == f"{CITY}/en/share.png"
    assert "thumbnail_url" not in told(city, f"{CITY}/", maxwidth=1199)


@pytest.mark.parametrize("url", [*NOT_OURS, *(CITY + path for path in NOT_THERE)])
@pytest.mark.parametrize("format", ["json", "xml"])
def test_for_an_address_that_is_not_ours_or_leads_to_no_map_there_is_nothing(city, url, format):
    answer = asked(city, url, format=format)
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert "nothing to put into a page" in answer.json["detail"]
    assert answer.json["title_zh"] and answer.json["title_zh_hant"]


def test_http_and_https_are_one_site_and_the_host_is_read_as_hosts_are(city):
    assert asked(city, "http://City.EXAMPLE/west/sites/yuetan").status_code == 200


@pytest.mark.parametrize("format", ["yaml", "XML", "json ", "<script>"])
def test_another_format_is_not_written(city, format):
    answer = asked(city, f"{CITY}/", format=format)
    assert answer.status_code == 501
    assert answer.json["code"] == "format_unsupported" and format in answer.json["detail"]


def test_where_nobody_may_show_the_map_no_code_is_given_and_no_page_leads_to_it():
    client = create_app(Settings(FIRST, embed="nobody")).test_client()
    assert asked(client, "http://localhost/").status_code == 404
    assert "+oembed" not in client.get("/").text


def test_a_hostile_name_stays_one_value(geodata, published):
    name = '"><script>alert(1)</script>\x00'
    altered(published, geodata / "layers", lambda files: make_hostile(files, site="yuetan", name=name, quote="q"))
    client = create_app(Settings(geodata)).test_client()
    written = asked(client, "http://localhost/en/sites/yuetan").json
    check(written, {})
    assert written["title"].startswith(name) and "<script" not in written["html"]
    marked = read_xml(asked(client, "http://localhost/en/sites/yuetan", format="xml").data)
    assert marked["title"].startswith(name.replace("\x00", "\ufffd"))


def test_what_xml_cannot_carry_is_seen_and_the_thumbnail_is_whole_or_not_there():
    rich = Rich("a\x0b&<b>", "<iframe></iframe>", 1, 2, "p", "u", 3, ("t", 4, 5))
    assert read_xml(as_xml(rich)) | {"title": "a\x0b&<b>"} == json.loads(as_json(rich))


# How pages lead there


def discovered(page):
    """Return the addresses of the answers that a page names, by their media type."""
    found = re.findall(r'<link rel="alternate" type="([a-z/]+\+oembed)" title="([^"]+)" href="([^"]+)">', page)
    return {kind: unescape(address) for kind, _, address in found}


@pytest.mark.parametrize("path", EMBEDDABLE)
@pytest.mark.parametrize("language", ["", "/zh-hans", "/zh-hant", "/en"])
@pytest.mark.parametrize("public_url", [CITY, None])
def test_every_page_that_a_frame_can_show_leads_to_its_answers(city, client, path, language, public_url):
    visitor, home = (city, CITY) if public_url else (client, "http://localhost")
    found = discovered(visitor.get(language + path).text)
    assert found.keys() == {"application/json+oembed", "text/xml+oembed"}
    for kind, address in found.items():
        whole = urljoin(f"{home}{language}{path}", address)
        assert whole.startswith(f"{home}/oembed?") and bool(urlsplit(address).netloc) == bool(public_url)
        answer = visitor.get(whole.removeprefix(home))
        assert answer.status_code == 200
        assert answer.mimetype == kind.replace("+oembed", "")
        told(visitor, parse_qs(urlsplit(whole).query)["url"][0])


@pytest.mark.parametrize("path", NOT_THERE)
def test_no_other_page_claims_to_have_an_answer(client, path):
    assert discovered(client.get(path).text if not path.endswith(".png") else "") == {}


def test_the_page_in_a_frame_leads_to_the_very_same_frame(city):
    address = discovered(city.get("/embed?theme=xicheng.12&list=none&lang=en").text)["application/json+oembed"]
    assert frame(city.get(address.removeprefix(CITY)).json) == (
        "/west/embed", {"lang": "en", "theme": "xicheng.12", "list": "none"}
    )  # fmt: skip
