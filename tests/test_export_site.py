"""The whole site as files: which there are, where their links lead, and what is never lost by writing them."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from mapapp.layers.themes import themes
from mapapp.publish import placing
from mapapp.publish.folder import file_of, way_to
from mapapp.publish.leads import in_markup
from mapapp.publish.placing import MARK, place
from mapapp.settings import Settings
from mapapp.view.forms import FORMS
from mapapp.view.plates import plates
from mapapp.view.subdistricts import subdistricts
from mapapp.web.headers import content_policy
from mapapp.web.language import LANGUAGES
from mapapp.web.stillsite import still_site
from tests.conftest import FIRST
from tests.exports import exported, sketched
from tests.test_cli import one_sentence, run  # noqa: F401

PUBLIC = "https://map.example/xicheng"
HERE = "http://files.test/sub/folder/"
ATTRIBUTE = re.compile(r'\s(?:(?:href|src|srcset|action|poster|data-api)="|content="(?=/|http))([^"]*)"')
TOLD = re.compile(r'<template data-page="([^"]*)"')


@pytest.fixture(scope="module")
def anywhere(request):
    """The files of the site, whose address is not known: path → bytes."""
    return exported(request, "anywhere")


@pytest.fixture
def fewer_drawings(request):
    """Some hundred pictures and sheets of paper are drawn only at full length."""
    with sketched(request.config):
        yield


@pytest.fixture(scope="module")
def known(request):
    """The files of the site at `PUBLIC`."""
    return exported(request, "public", public_url=PUBLIC)


@pytest.fixture(params=[None, PUBLIC], ids=["anywhere", "public"])
def still(request):
    """The files of the site, whose address is known or not: (address or None, path → bytes)."""
    return request.param, request.getfixturevalue("known" if request.param else "anywhere")


def pages_of(files):
    return {path: content.decode() for path, content in files.items() if path.endswith(".html")}


def stated_in(path, text):
    """Yield every address that a file states for a browser or a reader to follow."""
    if path.endswith((".html", ".atom")):
        yield from (unescape(found) for found in ATTRIBUTE.findall(text))
    if path.endswith(".html"):
        told = json.loads(unescape(TOLD.search(text)[1]))
        yield from (told["base"] + told["data"], told["base"] + "/search.json")
        yield from (told["pages"][kind].replace("{id}", id) for kind, id in
                    (("site", "yuetan"), ("subdistrict", "niujie-jiedao"), ("article", "xicheng"),
                     ("lasting", "xicheng"), ("map", ""), ("frame", "")))  # fmt: skip
    if path.endswith((".html", ".webmanifest")):
        shown = re.sub(r'data-page-path="[^"]*"', "", text)
        yield from re.findall(r'"((?:\.\.?/|/|https://map\.example/)[^"\\\s]*)"', shown)
    if path.endswith(".css"):
        yield from re.findall(r"url\(([^)]*)\)", text)
    if path == "sitemap.xml":
        yield from re.findall(r"<loc>([^<]*)</loc>", text)


def found_by_a_plain_server(files, path):
    path = unquote(path)
    return next((name for name in (path, f"{path.rstrip('/')}/index.html".lstrip("/")) if name in files), None)


def where_to(files, public, page, address):
    """Return (file, fragment) that an address on a page leads to; `None` for one of somebody else."""
    if public and address.startswith(public):
        address = HERE + address.removeprefix(f"{public}/")
    split = urlsplit(urljoin(HERE + page.removesuffix("index.html"), address))
    if split.hostname != "files.test":
        return None
    assert split.path.startswith("/sub/folder/"), (page, address)
    return found_by_a_plain_server(files, split.path.removeprefix("/sub/folder/")), split.fragment


def looks_like_an_address(text):
    return re.match(r"\.{0,2}/|#|https?:|static/|images/", text)


def test_every_link_of_every_file_leads_to_a_file_and_to_a_part_of_it(still, layers):
    public, files = still
    chosen = set(plates(layers))
    ids = {path: set(re.findall(r'\sid="([^"]*)"', text)) | chosen for path, text in pages_of(files).items()}
    dead, count = set(), 0
    for path, content in files.items():
        if path.endswith((".html", ".atom", ".css", ".webmanifest", "sitemap.xml")):
            for address in filter(looks_like_an_address, stated_in(path, content.decode())):
                leads = where_to(files, public, path, address)
                count += leads is not None
                if leads and (not leads[0] or (leads[1] and unquote(leads[1]) not in ids.get(leads[0], ()))):
                    dead.add((path, address))
    assert dead == set() and count > 20_000


def test_the_link_checker_finds_what_is_dead(anywhere):
    assert where_to(anywhere, None, "index.html", "zh-hans/sites/yuetan/")[0] == "zh-hans/sites/yuetan/index.html"
    assert where_to(anywhere, None, "index.html", "zh-hans/sites/nowhere/") == (None, "")
    with pytest.raises(AssertionError):
        where_to(anywhere, None, "index.html", "/zh-hans/sites/yuetan/")


def test_the_files_to_take_along_are_there_whole_and_in_wgs_84(still, client):
    _, files = still
    for name in ("commitments", "layers/points", "layers/district"):
        for ending in ("csv", "geojson", "gpkg", "parquet"):
            assert files[f"{name}.{ending}"] == client.get(f"/{name}.{ending}").data
    for graph in ("annotations.json", "places.jsonld", "dcat.jsonld", "receipt.json"):
        assert json.loads(files[graph])


def test_there_is_a_page_of_everything_in_every_language_and_form(still, layers):
    kinds = ["", "about", "downloads", "embed", "subdistricts", "articles/xicheng"]
    kinds += [f"sites/{id}" for id in plates(layers)]
    kinds += [f"subdistricts/{id}" for id in subdistricts(layers, plates(layers))]
    expected = {
        file_of(f"/{code}/{kind}", "" if form == FORMS[0] else f"text={form}", "text/html")
        for code in LANGUAGES for kind in kinds for form in FORMS
    }  # fmt: skip
    assert set(pages_of(still[1])) == expected | {"index.html"}
    feeds = {path for path in still[1] if path.endswith("feed.atom")}
    assert {f"en/themes/{id}/feed.atom" for id in themes(layers)} | {"zh-hant/feed.atom"} <= feeds
    assert {"en/calendar.ics", "layers/points.geojson", "articles/xicheng.txt", "search.json"} <= set(still[1])


def words_of(text):
    """Return what a page says, apart from codes, addresses and what only scripts read."""
    shown = re.sub(r"<(script|template|code|figure)\b.*?</\1>", "", text, flags=re.DOTALL)
    return re.sub(r"<[^>]*>|\s", "", shown)


@pytest.mark.parametrize(
    "path", ["en/index.html", "zh-hant/sites/yuetan/text-found/index.html", "zh-hans/articles/xicheng/index.html"]
)
def test_a_page_of_the_folder_says_what_the_served_one_says(anywhere, client, path):
    address = "/" + path.removesuffix("index.html").replace("text-found/", "?text=found")
    served = re.sub(r"<a [^>]*/(planners|embed/new|embed/guide)[^>]*>[^<]*</a>", "", client.get(address).text)
    assert words_of(pages_of(anywhere)[path]) == words_of(served)


def test_what_leads_nowhere_states_nothing_that_only_a_link_may():
    here, gone = '<a href="/here" target="_self">y</a>', '<a href="/gone" target="_self" rel="me" class="plain">x</a>'
    led = in_markup(here + gone, lambda address, *_: address if address == "/here" else None)
    assert led == here + '<a class="plain">x</a>'


def test_nothing_in_the_folder_needs_a_server(still):
    for path, text in pages_of(still[1]).items():
        assert "<form" not in text and "/planners" not in text and "qr.svg?" not in text, path
        told = json.loads(unescape(TOLD.search(text)[1]))
        assert told["worker"] is None and told["served"] is False
    assert not any(name in still[1] for name in ("sw.js", "offline.json", "planners/index.html"))


def test_every_page_has_the_policy_of_the_served_one_in_its_markup(still):
    policy = content_policy(framers=None)
    for path, text in pages_of(still[1]).items():
        assert f'<meta http-equiv="Content-Security-Policy" content="{policy}">' in text.partition("<title>")[0], path
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*(?:src=|ld\+json))", text), path
    assert "frame-ancestors" not in policy and "unsafe" not in policy


def test_codes_are_there_once_the_address_is_known(still):
    public, files = still
    assert bool([path for path in files if path.startswith("qr/")]) == bool(public)
    if public:
        text = pages_of(files)["en/sites/yuetan/index.html"]
        assert f'<link rel="canonical" href="{PUBLIC}/en/sites/yuetan/">' in text and 'src="../../../qr/to-' in text


def test_pictures_are_there_once_the_address_is_known(known):
    assert "en/sites/yuetan.png" in known and "en/sites/yuetan/text-found.png" in known


@pytest.mark.long
def test_two_exports_are_the_same_to_the_byte(known):
    assert list(still_site(Settings(FIRST, public_url=PUBLIC)).items()) == list(known.items())


@pytest.mark.parametrize(
    ("path", "query", "kind", "file"),
    [
        ("/", "", "text/html", "index.html"),
        ("/en/", "text=found", "text/html", "en/text-found/index.html"),
        ("/map.geojson", "", "application/geo+json", "map.geojson"),
        ("/en/sites/x.png", "text=found", "image/png", "en/sites/x/text-found.png"),
        ("/a%20b", "", "text/html", "a b/index.html"),
    ],
)
def test_an_address_becomes_a_file(path, query, kind, file):
    assert file_of(path, query, kind) == file


@pytest.mark.parametrize(
    ("file", "start", "way"),
    [
        ("index.html", "index.html", "./"),
        ("en/index.html", "index.html", "en/"),
        ("static/a.css", "en/sites/x/index.html", "../../../static/a.css"),
        ("en/feed.atom", "en/feed.atom", "feed.atom"),
    ],
)
def test_files_lead_to_each_other_by_relative_addresses(file, start, way):
    assert way_to(file, start) == way


# Writing


FILES = {MARK: b"{}\n", "index.html": b"new", "en/index.html": b"new"}


def tree(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_folder_is_replaced_whole(tmp_path):
    folder = tmp_path / "site"
    place(folder, FILES | {"old/index.html": b"old"})
    place(folder, FILES)
    assert tree(folder) == FILES and [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_folder_is_replaced_where_the_system_cannot_exchange_two(tmp_path, monkeypatch):
    monkeypatch.setattr(placing, "exchange", lambda *_: False)
    folder = tmp_path / "site"
    place(folder, FILES | {"old/index.html": b"old"})
    place(folder, FILES)
    assert tree(folder) == FILES and [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("kind", ["folder", "file", "link", "beside"])
def test_what_is_not_an_earlier_export_is_refused_and_left_as_it_is(run, tmp_path, kind):  # noqa: F811
    folder = tmp_path / "site"
    mine = tmp_path / (".site.next" if kind == "beside" else "mine" if kind == "link" else "site")
    if kind == "file":
        mine.write_text("mine")
    else:
        mine.mkdir()
        (mine / "thesis.txt").write_text("mine")
    if kind == "link":
        folder.symlink_to(mine)
    before = tree(tmp_path)
    status, out, complaint = run("export", "--site", folder)
    assert (status, out) == (2, "") and one_sentence(complaint) and "site" in complaint
    assert tree(tmp_path) == before


def test_an_empty_folder_is_taken_for_the_same_files_to_the_byte(run, tmp_path, anywhere, fewer_drawings):  # noqa: F811
    (tmp_path / "site").mkdir()
    status, out, _ = run("export", "--site", tmp_path / "site")
    assert status == 0 and out.startswith(f"{tmp_path / 'site'}: ")
    assert tree(tmp_path / "site") == anywhere


def test_a_folder_that_cannot_be_made_gets_a_sentence(run, tmp_path, fewer_drawings):  # noqa: F811
    status, out, complaint = run("export", "--site", tmp_path / "no" / "site")
    assert (status, out) == (2, "") and one_sentence(complaint)


WRITER = """
import sys
from pathlib import Path
from mapapp.publish.placing import MARK, place
while True:
    for said in (b"a", b"b"):
        place(Path(sys.argv[1]), {MARK: b"{}"} | {f"{n % 7}/{n}.html": said * 500 for n in range(60)})
"""


def test_a_folder_is_whole_whenever_the_export_is_killed(tmp_path, times):
    folder = tmp_path / "site"
    for turn in range(times(12, 200)):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, folder])
        while not folder.exists():
            time.sleep(0.005)
        time.sleep(0.002 * (turn % 20))
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
        said = {content for path, content in tree(folder).items() if path != MARK}
        assert len(tree(folder)) == 61 and len(said) == 1
    place(folder, FILES)
    assert tree(folder) == FILES and [path.name for path in tmp_path.iterdir()] == ["site"]
