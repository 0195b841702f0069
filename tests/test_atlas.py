"""The build and its proof, on copies of the data folder."""

import json
import os
import random
import shutil
import subprocess
import sys

import pytest

from mapapp import errors, paths, proof
from mapapp.atlas.build import build
from mapapp.layers import query, store
from tests.conftest import FIRST, SECOND


@pytest.fixture(scope="module")
def built():
    return build(FIRST)


@pytest.fixture(scope="module")
def layers():
    return store.load(FIRST / "layers")


def replace_once(path, old, new):
    text = path.read_bytes()
    assert old.encode() in text
    path.write_bytes(text.replace(old.encode(), new.encode(), 1))


def found_problems(geodata):
    """Return every problem as a line, found or raised, as `mapapp check` prints them."""
    try:
        return [str(problem) for problem in proof.problems(geodata)]
    except errors.MapappError as refused:
        return str(refused).splitlines()


def test_the_published_layers_are_those_of_a_new_build(built):
    assert built == {path.name: path.read_text(encoding="utf-8") for path in (FIRST / "layers").iterdir()}


def test_the_counts_of_the_article(layers):
    assert layers.receipt["counts"] == {
        "articles": 1,
        "commitments": 48,
        "by_scope": {"site": 6, "district": 17, "policy": 25},
        "mentions": 27,
        "sites": 19,
        "places": 1209,
    }


def test_every_quote_is_a_literal_piece_of_the_file(layers):
    raw = (FIRST / "articles" / "xicheng.txt").read_bytes().decode("utf-8")
    commitments = [c for feature in query.features(layers) for c in feature["properties"]["commitments"]]
    assert len({commitment["id"] for commitment in commitments}) == 6 + 17
    for commitment in commitments + layers.articles["xicheng"]["commitments"]:
        assert commitment["printed"] in raw
        assert proof.is_literal(commitment, layers.articles["xicheng"]["texts"])


def test_every_commitment_is_on_the_map_or_in_the_ledger(layers):
    on_map = {c["id"] for site in query.sites(layers) if site["geometry"] for c in site["properties"]["commitments"]}
    explained = {entry["id"] for entry in layers.ledger["commitments"]}
    assert on_map | explained == {c["id"] for c in layers.articles["xicheng"]["commitments"]}
    assert not on_map & explained
    assert "xicheng.19.3" in explained


def test_every_place_without_a_position_is_in_the_ledger(layers):
    unplaced = {entry["id"]: entry["reason"] for entry in layers.ledger["places"]}
    assert len(unplaced) == 1047
    assert unplaced["xichanganjie-jiedao"] == "outline-unknown"
    assert unplaced["beijing"] == "beyond-district"


def test_another_district_needs_other_data_and_no_other_code(tmp_path):
    geodata = shutil.copytree(SECOND, tmp_path / "second")
    store.publish(geodata / "layers", build(geodata))
    assert found_problems(geodata) == []
    layers = store.load(geodata / "layers")
    assert query.district(layers)["id"] == "dongcheng"
    assert [site["id"] for site in query.sites(layers)][:3] == ["gulou", "zhonglou", "dongsi-santiao"]


@pytest.mark.parametrize(
    "surroundings",
    [
        {"TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1"},
        pytest.param(
            {"TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4711"}, marks=pytest.mark.long
        ),
    ],
)
def test_a_build_elsewhere_is_the_same_to_the_byte(geodata, surroundings):
    shutil.rmtree(geodata / "layers")
    run = subprocess.run(
        [sys.executable, "-m", "mapapp", "build", "--geodata", str(geodata)],
        env=os.environ | surroundings | {"PYTHONPATH": str(paths.PACKAGE.parent)}, cwd=geodata.parent,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert store.read(geodata / "layers") == store.read(FIRST / "layers")


def test_nothing_is_wrong_with_what_is_published():
    assert found_problems(FIRST) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [
        ("articles/xicheng.txt", "什剎海", "什剎湖", "xicheng.txt"),
        ("articles/xicheng.txt", "已有0人", "已有1人", "xicheng.txt"),
        ("articles/xicheng.json", "Lu Yingchuan", "Lu Yingchuen", "xicheng.json"),
        ("articles/xicheng.en.json", "by area radius", "by area radios", "xicheng.en.json"),
        ("articles/xicheng.en.json", "注重從區域半徑", "注重從區域平徑", "xicheng.en.json"),
        ("gazetteer.csv", "Altar of the Moon", "Altar of the Noon", "gazetteer.csv: the row “yuetan”"),
        ("gazetteer.csv", "Named in the article", "Famed in the article", "beijing"),
        ("gazetteer.geojson", "116.345794", "116.345795", "gazetteer.geojson: the shape “yuetan”"),
        ("gazetteer.geojson", '"name": "gazetteer"', '"name": "gazetteex"', "gazetteer.geojson"),
        ("layers/points.geojson", "116.345794", "116.345795", "points.geojson"),
        ("layers/lines.geojson", "南北長街", "南北长街", "lines.geojson"),
        ("layers/article-xicheng.json", "切實", "切实", "article-xicheng.json"),
        ("layers/ledger.json", "policy", "polity", "ledger.json"),
        ("layers/receipt.json", '"commitments": 48', '"commitments": 49', "receipt.json"),
    ],
)  # fmt: skip
def test_one_changed_character_is_found_and_named(geodata, file, old, new, named):
    replace_once(geodata / file, old, new)
    problems = found_problems(geodata)
    assert problems
    assert all(named in problem for problem in problems), problems


def test_any_changed_character_is_found_and_named(geodata, times):
    pick = random.Random(times(1, 2))
    sources = sorted(
        [*geodata.glob("articles/*"), *geodata.glob("gazetteer.*"), geodata / "status.csv", *geodata.glob("layers/*")]
    )
    for _ in range(times(8, 1000)):
        path = pick.choice(sources)
        original = path.read_bytes()
        text = original.decode("utf-8")
        at = pick.randrange(len(text))
        path.write_bytes((text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1 :]).encode())
        assert_named(geodata, path, where=f"{path.name}:{at} {text[at]!r}")
        path.write_bytes(original)


def assert_named(geodata, path, where):
    """Check that every problem names the file, or the gazetteer whose shape or row it is."""
    problems = found_problems(geodata)
    assert problems, where
    names = {path.name} | ({"gazetteer.csv", "gazetteer.geojson"} if path.stem == "gazetteer" else set())
    assert all(any(name in problem for name in names) for problem in problems), (where, problems)


def test_a_missing_and_a_strange_file_in_the_layers_are_named(geodata):
    (geodata / "layers" / "lines.geojson").unlink()
    (geodata / "layers" / "notes.txt").write_text("?", encoding="utf-8")
    assert {
        name for problem in found_problems(geodata) for name in ("lines.geojson", "notes.txt") if name in problem
    } == {
        "lines.geojson",
        "notes.txt",
    }


def test_without_articles_there_is_nothing_to_build(geodata):
    for path in (geodata / "articles").iterdir():
        path.unlink()
    with pytest.raises(errors.NoArticles, match="articles"):
        build(geodata)


def test_an_article_that_repeats_itself_is_refused_by_name(geodata):
    path = geodata / "articles" / "xicheng.txt"
    path.write_bytes(path.read_bytes() * 3)
    with pytest.raises(errors.ArticleRepeats, match=r"xicheng\.txt"):
        build(geodata)


def test_titles_and_headings_are_told_from_paragraphs(layers):
    assert layers.articles["xicheng"]["headings"] == [2, 9, 21]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"author": "卢"}, "author.zh_hans"),
        ({"notes": None}, "notes.date.en"),
        ({"title": 5}, "title"),
        ({"language": 5}, "language"),
        ({"added": None}, "added"),
        ({"added": "2026-11-31"}, "added"),
        ({"added": "20261124"}, "added"),
        ({"id": "other"}, "id"),
    ],
)
def test_metadata_of_the_wrong_form_are_refused_by_name(geodata, change, named):
    path = geodata / "articles" / "xicheng.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | change), encoding="utf-8")
    with pytest.raises(errors.MetadataRefused, match=named):
        build(geodata)


def test_an_article_whose_name_makes_no_address_is_refused(geodata):
    (geodata / "articles" / "xicheng.txt").rename(geodata / "articles" / "西城 1.txt")
    with pytest.raises(errors.ArticleNameRefused, match="西城 1"):
        build(geodata)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "no such file"),
        ("{", "not JSON"),
        ("[]", "not properly"),
        (json.dumps({"language": "zh-Hant", "title": None, "date": None, "publisher": None}), "official_url"),
    ],
)
def test_bad_metadata_is_refused_by_name(geodata, content, words):
    path = geodata / "articles" / "xicheng.json"
    path.unlink() if content is None else path.write_text(content, encoding="utf-8")
    with pytest.raises(errors.MetadataRefused, match=words):
        build(geodata)


def test_a_name_without_a_row_is_in_the_ledger_with_its_article_and_a_site_sentence_says_why(geodata):
    text = "2019年重点工作\n启动永兴大街改造。沿永兴大街建设步道，同步提升砖塔胡同。\n"
    (geodata / "articles" / "plan.txt").write_text(text, encoding="utf-8")
    metadata = (geodata / "articles" / "xicheng.json").read_text(encoding="utf-8")
    (geodata / "articles" / "plan.json").write_text(metadata.replace('"xicheng"', '"plan"'), encoding="utf-8")
    store.publish(geodata / "layers", build(geodata))
    layers = store.load(geodata / "layers")
    assert layers.ledger["names"] == [
        {"name_zh_hans": "永兴大街", "kind": "street", "article": "plan", "count": 2},
    ]
    reasons = {entry["id"]: entry["reason"] for entry in layers.ledger["commitments"] if entry["article"] == "plan"}
    assert reasons == {"plan.2.1": "no-geometry"}
    assert found_problems(geodata) == []
