"""The map handed on: as one file."""

import base64
import gzip
import hashlib
import json
import re
from dataclasses import replace

import pytest

from mapapp.settings import Settings
from mapapp.view import onefile as packing
from mapapp.view.plates import plates
from mapapp.web.bundles import STATIC
from mapapp.web.language import LANGUAGES, WORDS
from mapapp.web.onefile import STYLES_LEFT_OUT, one_file
from tests.conftest import FIRST
from tests.test_cli import one_sentence, run  # noqa: F401
from tests.walls import altered, make_hostile

LARGEST = 350_000
BLOCK = re.compile(r'<script type="application/json" data-file="([^"]*)">([^<]*)</script>')
RUNS = re.compile(r"<script>(.*?)</script>", re.DOTALL)
ASKS = re.compile(r"<(?:script|link|img|iframe|source|object|embed)\b[^>]*\b(?:src|href)=\"(?!data:)[^\"]*\"")
PUBLIC = "https://map.example/xicheng"


@pytest.fixture(scope="module", params=LANGUAGES)
def whole(request):
    """The map as one file, in each language: (code, text)."""
    return request.param, one_file(Settings(FIRST), request.param).decode()


def carried(text):
    """Return path → content of what a file carries."""
    return {path: gzip.decompress(base64.b64decode(json.loads(packed))) for path, packed in BLOCK.findall(text)}


def policy(text):
    return re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)[1]


def hashed(content):
    return f"'sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}'"


def test_the_file_is_small_asks_for_nothing_and_has_every_place_quote_and_line(whole, layers):
    code, text = whole
    assert len(text.encode()) <= LARGEST
    assert ASKS.findall(text) == []
    listed = re.findall(r'class="row" href="#[^"]*" data-site="([^"]*)"', text)
    assert set(listed) == set(plates(layers)) and len(set(listed)) == 19
    assert f'<html lang="{LANGUAGES[code].tag}">' in text
    words = re.sub(r"<[^>]+>|\n", "", text)
    assert all(quote in words for quote in quotes(layers))
    lines = layers.articles["xicheng"]["texts"]["clean"].split("\n")
    assert all(line in words for line in lines)


def quotes(layers):
    return {entry["quote"] for some in layers.collections.values() for feature in some["features"]
            for entry in feature["properties"]["commitments"]}  # fmt: skip


def test_the_file_carries_what_the_site_serves_to_the_byte(whole, client):
    held = carried(whole[1])
    for path in ("/map.geojson", "/search.json", "/basemap.geojson", "/articles/xicheng.txt"):
        assert held[path] == client.get(path).data
    assert held["/articles/xicheng.txt"] == (FIRST / "articles" / "xicheng.txt").read_bytes()


def test_its_own_policy_lets_run_what_it_carries_by_hash_and_nothing_else(whole):
    text = whole[1]
    rules = dict(rule.split(" ", 1) for rule in policy(text).split("; "))
    scripts = [content for path, content in carried(text).items() if path.endswith(".js")]
    (unpacking,) = RUNS.findall(text)
    assert rules["script-src"].split() == [hashed(script) for script in (unpacking.encode(), *scripts)]
    assert rules["style-src"] == hashed(re.search(r"<style>(.*?)</style>", text, re.DOTALL)[1].encode())
    assert rules["default-src"] == rules["form-action"] == rules["base-uri"] == "'none'"
    assert "unsafe" not in policy(text) and "http" not in policy(text)
    assert text.index("http-equiv") < text.index("<style>")
    assert not re.search(r"\sstyle=|\son\w+=", BLOCK.sub("", RUNS.sub("", text)))


def test_the_file_is_the_same_from_build_to_build():
    first, second = (one_file(Settings(FIRST), "zh-hans") for _ in range(2))
    assert first == second


def test_every_way_within_the_file_leads_somewhere(whole, layers):
    text = whole[1]
    there = set(re.findall(r'\sid="([^"]*)"', text)) | set(plates(layers))
    assert set(re.findall(r'<a [^>]*href="#([^"]*)"', text)) <= there
    outside = [address for address in re.findall(r'<a [^>]*href="([^"]*)"', text) if not address.startswith("#")]
    assert outside == []


def test_a_file_of_a_known_site_leads_to_it():
    text = one_file(Settings(FIRST, public_url=PUBLIC), "en").decode()
    assert f'<a href="{PUBLIC}/en/">{WORDS["file.online"]["en"]}</a>' in text
    assert ASKS.sub("", text).count('rel="canonical"') <= 1
    told = json.loads(re.search(r'data-page="([^"]*)"', text)[1].replace("&#34;", '"').replace("&amp;", "&"))
    assert told["pages"]["site"] == f"{PUBLIC}/en/sites/{{id}}"


def test_tiles_of_others_are_no_part_of_the_file():
    tiles = Settings(FIRST, basemap="openstreetmap")
    assert one_file(tiles, "en") == one_file(Settings(FIRST), "en")
    bare = one_file(replace(tiles, basemap="none"), "en").decode()
    assert "/basemap.geojson" not in carried(bare)


def test_nothing_from_data_closes_an_element_of_the_file(published, tmp_path):
    bad = "</script></style></template>--><script>alert(1)</script>"
    altered(published, tmp_path / "layers", lambda files: make_hostile(files, site="yuetan", name=bad, quote=bad))
    text = one_file(Settings(tmp_path), "en").decode()
    assert len(RUNS.findall(text)) == 1 and "<script>alert" not in text
    assert text.count("</style>") == 1 and "&lt;script&gt;alert(1)" in text


def test_a_style_of_ours_that_would_end_early_is_no_file():
    with pytest.raises(ValueError):
        packing.one_file("<meta>", b"a{}</STYLE x", b"", {}, {})


def test_the_command_writes_the_file_and_says_how_large_it_is(run, tmp_path):  # noqa: F811
    target = tmp_path / "map.html"
    assert run("export", "--one-file", target, "--language", "en")[:2] == (
        0,
        f"{target}: {target.stat().st_size / 1000:.0f} kB, opens from disk without a request\n",
    )
    assert target.read_bytes() == one_file(Settings(FIRST), "en")


def test_a_file_that_cannot_be_written_gets_a_sentence_and_loses_nothing(run, tmp_path):  # noqa: F811
    for target in (tmp_path, tmp_path / "none" / "map.html"):
        status, out, complaint = run("export", "--one-file", target)
        assert (status, out) == (2, "") and one_sentence(complaint)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [(), ("--one-file",), ("--one-file", "x.html", "--language", "fr")])
def test_an_export_that_does_not_say_what_and_where_gets_a_sentence(run, arguments):  # noqa: F811
    status, out, complaint = run("export", *arguments)
    assert (status, out) == (2, "") and one_sentence(complaint)


def test_without_layers_there_is_no_file(run, tmp_path):  # noqa: F811
    status, out, complaint = run("export", "--one-file", tmp_path / "map.html", "--geodata", tmp_path)
    assert (status, out) == (2, "") and one_sentence(complaint)
    assert list(tmp_path.iterdir()) == []


def test_no_style_that_the_file_goes_without_dresses_a_part_of_it(whole):
    worn = {name for told in re.findall(r'\sclass="([^"]*)"', whole[1]) for name in told.split()}
    for sheet in STYLES_LEFT_OUT:
        assert not [some for some in classes_of_rules(sheet) if some <= worn], sheet
    assert [some for some in classes_of_rules("ledger") if some <= worn]


def classes_of_rules(sheet):
    """Return the classes that each selector of a stylesheet asks for, where it asks for any."""
    rules = re.sub(r"/\*.*?\*/", "", (STATIC / "css" / f"{sheet}.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    selectors = [one for some in re.findall(r"([^{}@]+)\{", rules) for one in some.split(",")]
    return [found for one in selectors if (found := set(re.findall(r"\.([a-z][\w-]*)", one)))]
