"""Passing on: a place in the maps of others, a message to the owner, an address as a QR code, a frame."""

import re
import shutil
from functools import cache
from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit

import numpy as np
import pytest
import zxingcpp

from mapapp.atlas.build import build
from mapapp.earth.datums import DATUMS, convert
from mapapp.errors import SettingRefused
from mapapp.layers import store
from mapapp.publish.message import LONGEST, message_address, shortest_needed
from mapapp.publish.other_maps import map_links
from mapapp.settings import Settings, read_settings
from mapapp.view.mapdata import anchor
from mapapp.view.plates import plates
from mapapp.web.app import create_app
from mapapp.web.language import WORDS
from tests.conftest import FIRST, SECOND
from tests.walls import altered, features, make_hostile

BEIJING = (116.377817, 39.911954)
"""A place of which eviltransform's own tests state the GCJ-02 coordinates: 39.91334545536069, 116.38404722455657."""

NAME = '月坛&?#%<";:|'
CODED = "%E6%9C%88%E5%9D%9B%26%3F%23%25%3C%22%3B%3A%7C"
CODED_WIDE = "%E6%9C%88%E5%9D%9B%26%3F%23%25%3C%22%EF%BC%9B%EF%BC%9A%EF%BD%9C"
TABLE = {
    "amap": "https://uri.amap.com/marker?position=116.3840472,39.9133455"
    f"&name={CODED}&src=mapapp&coordinate=gaode&callnative=0",
    "baidu": "https://api.map.baidu.com/marker?location=39.9195756,116.3904547"
    f"&title={CODED}&content={CODED}&output=html&coord_type=bd09ll&src=webapp.mapapp.mapapp",
    "tencent": "https://apis.map.qq.com/uri/v1/marker?marker=coord:39.9133455,116.3840472"
    f";title:{CODED_WIDE};addr:{CODED_WIDE}&coord_type=2&referer=mapapp",
    "apple": f"https://maps.apple.com/?ll=39.9133455,116.3840472&q={CODED}",
    "openstreetmap": "https://www.openstreetmap.org/?mlat=39.9119540&mlon=116.3778170"
    "#map=16/39.9119540/116.3778170",
}  # fmt: skip
MAIL = "map@example.org"
FORM = "https://example.org/new?title={subject}&text={body}"


def read(page):
    """Return the words of a page."""
    return unescape(re.sub(r"<[^>]+>", "", page))


def section(page, id):
    """Return the part of a page that has this id."""
    return re.search(rf'<section[^>]* id="{id}".*?</section>', page, re.DOTALL)[0]


def links(html):
    return [unescape(address) for address in re.findall(r'href="([^"]*)"', html)]


@pytest.fixture(scope="module")
def other_district(tmp_path_factory):
    """The data folder of another district, built."""
    geodata = shutil.copytree(SECOND, tmp_path_factory.mktemp("other") / "second")
    store.publish(geodata / "layers", build(geodata))
    return geodata


# Other maps


def test_the_addresses_of_a_known_place_are_those_of_the_table():
    assert {link.id: link.address for link in map_links(BEIJING, NAME)} == TABLE


def degrees_in(address):
    """Return [longitude, latitude] as an address of another map states them."""
    numbers = re.findall(r"\d+\.\d+", address.partition("#")[0])[:2]
    return sorted(map(float, numbers), reverse=True)


def test_every_place_is_found_again_on_the_datum_that_is_named_to_a_centimetre(layers):
    drawn = [plate for plate in plates(layers).values() if plate.feature["geometry"]]
    assert drawn
    for plate in drawn:
        at = anchor(plate.feature)
        for link in map_links(at, "x"):
            back = convert([degrees_in(link.address)], link.datum, DATUMS[0])[0]
            east, north = (back - at) * 111_320 * (np.cos(np.radians(at[1])), 1)
            assert np.hypot(east, north) < 0.01


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_a_page_links_to_five_maps_and_names_the_datum_of_each(client, language):
    part = section(client.get(f"/{language}/sites/yuetan").text, "maps")
    assert len(links(part)) == 5
    assert part.count('rel="noopener noreferrer nofollow"') == 5
    assert [read(datum) for datum in re.findall(r"<small>.*?</small>", part)] == [
        "GCJ-02", "BD-09", "GCJ-02", "GCJ-02", "WGS-84",
    ]  # fmt: skip
    assert WORDS["maps.others"][language] in read(part)


def test_a_street_says_that_its_middle_is_meant_and_an_approximate_place_how_far_off_it_may_be(client):
    street, near = (section(client.get(f"/en/sites/{id}").text, "maps") for id in ("gulou-xidajie", "dayunhe"))
    assert "lead to its middle" in read(street) and "approx" not in read(street)
    assert "about here, ±2000 m" in read(near)
    assert unquote(links(near)[0]).partition("name=")[2].startswith("Grand Canal Culture Belt (approx.)&")


def test_a_place_without_position_links_nowhere_and_says_why(client):
    part = section(client.get("/en/sites/xichanganjie-jiedao").text, "maps")
    assert links(part) == []
    assert "There are no links to open: outline not known." in read(part)


def test_a_hostile_name_stays_one_value_of_each_address(geodata, published):
    name = '<img src=x>"&marker=#1'
    altered(published, geodata / "layers", lambda files: make_hostile(files, site="yuetan", name=name, quote="q"))
    part = section(create_app(Settings(geodata)).test_client().get("/en/sites/yuetan").text, "maps")
    assert "<img" not in part and len(links(part)) == 5
    assert parse_qs(urlsplit(links(part)[0]).query)["name"] == [name]
    assert parse_qs(urlsplit(links(part)[1]).query)["title"] == [name]


# Tell us


def site_page(path, geodata=FIRST, **settings):
    return create_app(Settings(geodata, **settings)).test_client().get(path).text


def message_of(address):
    """Return (subject, body) of a mailto address as a mail program reads it (RFC 6068)."""
    assert address.startswith(f"mailto:{MAIL}?")
    fields = dict(field.split("=") for field in urlsplit(address).query.split("&"))
    return unquote(fields["subject"]), unquote(fields["body"])


def test_a_message_is_written_as_rfc_6068_asks():
    assert message_address(MAIL, "a&b c", "one +\n二?") == (
        "mailto:map@example.org?subject=a%26b%20c&body=one%20%2B%0D%0A%E4%BA%8C%3F"
    )


def test_a_form_gets_subject_and_text_where_its_address_says():
    assert message_address(FORM, "a&b", "{subject}\n") == "https://example.org/new?title=a%26b&text=%7Bsubject%7D"


def test_the_longest_message_that_programs_take_is_sent():
    assert shortest_needed(MAIL, [("s", "x" * LONGEST), ("s", "short")]).endswith("body=short")
    assert shortest_needed(MAIL, [("s", "x" * 9), ("s", "short")]).endswith("body=xxxxxxxxx")
    assert len(shortest_needed(MAIL, [("s", "x" * 2 * LONGEST), ("s", "y" * LONGEST)])) > LONGEST


@pytest.mark.parametrize(
    ("language", "asked"), [("zh-hans", "您怎么知道"), ("zh-hant", "您怎麼知道"), ("en", "how do you know")]
)
def test_each_message_says_in_the_visitors_language_what_it_is_about(layers, language, asked):
    page = section(site_page(f"/{language}/sites/gulou-xidajie", contact=MAIL, public_url="https://m.example"), "tell")
    position, quote = map(message_of, links(page))
    for subject, body in (position, quote):
        assert "[gulou-xidajie]" in subject and asked in body
        assert f"https://m.example/{language}/sites/gulou-xidajie" in body
        assert layers.receipt["receipt_sha256"][:16] in body
        assert "\r\n" in body and "\n\n" not in body
    assert "116.381853, 39.942799" in position[1]
    (row,) = plates(layers)["gulou-xidajie"].properties["commitments"]
    exact, place = row["selectors"]["found"]
    wanted = ("xicheng.12.3", exact["exact"], f"{place['start']}–{place['end']}", row["selectors"]["source_sha256"])
    assert all(fact in quote[1] for fact in wanted)


def lengthen_selector(files, exact, prefix):
    for feature in features(files):
        for commitment in feature["properties"]["commitments"]:
            commitment["selectors"]["found"][0] |= {"exact": exact, "prefix": prefix}


@pytest.mark.parametrize(
    ("exact", "prefix", "holds", "lacks"),
    [("承諾" * 20, "前文", "前文", "left out"), ("承諾" * 40, "前文" * 30, "承諾" * 40, "前文"),
     ("承諾" * 300, "前文", "is too long for this message and left out", "承諾")],
)  # fmt: skip
def test_a_selector_too_long_is_left_out_whole_and_said_to_be(geodata, published, exact, prefix, holds, lacks):
    altered(published, geodata / "layers", lambda files: lengthen_selector(files, exact, prefix))
    address = links(section(site_page("/en/sites/yuetan", geodata, contact=MAIL), "tell"))[1]
    _, body = message_of(address)
    assert len(address) <= LONGEST
    assert holds in body and lacks not in body
    assert re.search(r"Sentence: xicheng\.\d+\.\d+, characters \d+–\d+\r\nSHA-256: 5a72f360", body)


def test_every_message_of_two_districts_is_short_enough(other_district):
    for geodata in (FIRST, other_district):
        client = create_app(
            Settings(geodata, contact=MAIL, public_url="https://map.example.gov.cn/district")
        ).test_client()
        ids = set(re.findall(r'data-site="([^"]+)"', client.get("/").text))
        assert ids
        for id in ids:
            part = section(client.get(f"/zh-hant/sites/{id}").text, "tell")
            assert links(part) and all(len(address) <= LONGEST for address in links(part))


def test_without_an_address_there_is_no_dead_link_but_what_to_say(client, layers):
    part = section(client.get("/en/sites/yuetan").text, "tell")
    assert links(part) == []
    assert "has stated no address" in read(part)
    assert "yuetan" in read(part) and layers.receipt["receipt_sha256"][:16] in read(part)


@pytest.mark.parametrize("contact", [MAIL, "a.b+c@x-y.example.gov.cn", FORM, "https://x.example/?b={body}"])
def test_an_address_for_messages_is_taken(contact):
    assert read_settings({"MAPAPP_CONTACT": contact}).contact == contact


@pytest.mark.parametrize(
    "contact",
    ["nobody", "mailto:map@example.org", "a@b", "a b@example.org", "a@example.org?cc=x@example.org",
     "a@example.org\r\nBcc: x", "http://x.example/?b={body}", "https://x.example/", "https://x.example/{evil}{body}",
     "javascript:alert(1)//{body}", "https://u:p@x.example/{body}", 'https://x.example/"{body}'],
)  # fmt: skip
def test_what_is_no_address_for_messages_is_refused_with_a_sentence(contact):
    with pytest.raises(SettingRefused, match="e-mail address such as") as refused:
        read_settings({"MAPAPP_CONTACT": contact})
    assert "电子邮箱" in refused.value.sentence("zh-hans")


# QR codes and frames


def decoded(svg):
    """Return what a reader of QR codes finds in a drawing of black strokes on white."""
    height = int(re.search(rb'viewBox="0 0 (\d+)', svg)[1])
    grid = np.full((height, height), 255, dtype=np.uint8)
    x, y = 0, 0
    for step, *numbers in re.findall(
        rb"([MmhH])(-?[\d.]+)(?: (-?[\d.]+))?", re.search(rb'stroke="#000" d="([^"]+)"', svg)[1]
    ):
        across = int(float(numbers[0]))
        if step == b"h":
            grid[y, x : x + across] = 0
            x += across
        else:
            x, y = (across, int(float(numbers[1]))) if step == b"M" else (x + across, y + int(float(numbers[1])))
    assert (grid[:4] == 255).all() and (grid[:, :4] == 255).all() and (grid[4, 4:11] == 0).all()
    (code,) = zxingcpp.read_barcodes(np.kron(grid, np.ones((8, 8), dtype=np.uint8)))
    return code.text, code.ec_level


@pytest.mark.parametrize(
    "to",
    [
        "/en/",
        "/zh-hans/?theme=xicheng.12&view=116.37000,39.91000,14.25#yuetan",
        "/en/?place=%E6%9C%88+x",
        "/" + "x" * 499,
    ],
)
def test_a_qr_code_leads_to_our_page_and_nowhere_else(to):
    client = create_app(Settings(FIRST, public_url="https://city.example/west")).test_client()
    answer = client.get("/qr.svg", query_string={"to": to})
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert decoded(answer.data) == (f"https://city.example/west{to}", "M")


def test_without_a_public_url_a_qr_code_leads_to_the_host_asked_for(client):
    answer = client.get("/qr.svg?to=/en/", headers={"Host": "map.example:8080"})
    assert decoded(answer.data)[0] == "http://map.example:8080/en/"


@pytest.mark.parametrize(
    "to",
    [
        "",
        "en/",
        "//evil.example/",
        "/\\evil.example/",
        "https://evil.example/",
        "/a\nb",
        "/a\x00",
        "/a b",
        "/" + "x" * 500,
    ],
)
def test_a_qr_code_of_anything_else_is_refused_in_the_visitors_language(client, to):
    answer = client.get("/qr.svg", query_string={"to": to}, headers={"Accept": "text/html", "Accept-Language": "zh-TW"})
    assert answer.status_code == 400
    assert "二維碼只為這張地圖自己的網頁而畫" in read(answer.text)
    assert "evil" not in answer.text
    assert client.get("/qr.svg", query_string={"to": to}).json["code"] == "address_refused"


@cache
def framed_by(embed):
    """Return a visitor of the site that these may frame."""
    return create_app(Settings(FIRST, embed=embed)).test_client()


@pytest.mark.parametrize(
    "path", ["/", "/en/", "/en/sites/yuetan", "/about", "/embed/other", "/articles/xicheng", "/qr.svg?to=/"]
)
@pytest.mark.parametrize("embed", ["everyone", "https://a.example"])
def test_only_the_page_for_frames_can_be_framed(path, embed):
    assert "frame-ancestors 'none'" in framed_by(embed).get(path).headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("embed", "framers"),
    [
        ("everyone", "*"),
        ("nobody", "'none'"),
        ("https://a.example https://*.b.example", "'self' https://a.example https://*.b.example"),
    ],
)
@pytest.mark.parametrize("path", ["/embed", "/en/embed", "/embed?lang=zh-hant", "/embed?lang=xx"])
def test_the_owner_says_who_may_frame_it(path, embed, framers):
    answer = framed_by(embed).get(path)
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert policy.endswith(f"; frame-ancestors {framers}") and policy.count("frame-ancestors") == 1
    assert "X-Frame-Options" not in answer.headers
    assert "geolocation=(self)" in answer.headers["Permissions-Policy"]


@pytest.mark.parametrize(
    "embed", ["someone", "a.example", "https://a.example/path", "https://a.example; script-src *", "*", "'self'"]
)
def test_what_is_no_origin_may_not_frame(embed):
    with pytest.raises(SettingRefused, match="origins with spaces"):
        read_settings({"MAPAPP_EMBED": embed})


def test_origins_and_names_may():
    for embed in ("everyone", "nobody", "https://a.example http://localhost:8080 https://*.b.example"):
        assert read_settings({"MAPAPP_EMBED": embed}).embed == embed


@pytest.mark.parametrize(("lang", "tag"), [("en", "en"), ("zh-hant", "zh-Hant"), ("zh-hans", "zh-Hans")])
def test_the_page_for_frames_speaks_the_language_asked_for_and_its_links_keep_it(client, lang, tag):
    answer = client.get(f"/embed?lang={lang}", headers={"Accept-Language": "fr"})
    assert f'<html lang="{tag}">' in answer.text and f'href="/{lang}/sites/yuetan"' in answer.text
    assert "Accept-Language" not in answer.headers["Vary"]
    assert '<meta name="robots" content="noindex">' in answer.text and '<base target="_blank">' in answer.text
    assert '<header class="top">' not in answer.text and 'data-tool="share"' not in answer.text
    assert all('target="_self"' in link for link in re.findall(r'<a [^>]*href="#[^>]*>', answer.text))


def test_a_language_that_there_is_not_is_said_plainly_in_the_browsers_own(client):
    answer = client.get("/embed?lang=%3Cimg%3E", headers={"Accept-Language": "en"})
    assert "asks for a language that this map does not speak" in read(answer.text)
    assert "谭嗣同" in answer.text or "Tan Sitong" in answer.text
    assert "%3Cimg" not in answer.text and "<img>" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/map.geojson",
        "/layers/points.geojson",
        "/layers/points.geojson?crs=BD-09",
        "/articles/xicheng.txt",
        "/basemap.geojson",
    ],
)
def test_a_frame_without_an_origin_may_read_the_data(client, path):
    answer = client.get(path)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    again = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.headers["Access-Control-Allow-Origin"]) == (304, "*")


def test_the_page_of_a_place_has_its_address_in_writing_and_as_a_qr_code_without_a_script():
    client = create_app(Settings(FIRST, public_url="https://city.example/west")).test_client()
    part = re.search(r'<details[^>]* id="share".*?</details>', client.get("/sites/yuetan?text=found").text, re.DOTALL)[
        0
    ]
    address = "https://city.example/west/zh-hans/sites/yuetan?text=found"
    assert links(part) == [address] and read(part).count(address) == 1
    source = unescape(re.search(r'src="([^"]+)"', part)[1])
    assert 'loading="lazy"' in part and f"打开 {address}" in unescape(part)
    assert source.startswith("/west/qr.svg?to=")
    assert decoded(client.get(source.removeprefix("/west")).data)[0] == address


def test_who_may_not_frame_gets_no_code_for_it():
    nobody, some = (
        create_app(Settings(FIRST, embed=embed)).test_client().get("/en/").text
        for embed in ("nobody", "https://a.example")
    )
    assert 'data-share="code"' not in nobody and "lets no other page show this map" in read(nobody)
    assert 'data-share="code"' in some and "Only pages of these sites may show it: https://a.example" in read(some)
