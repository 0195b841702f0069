"""Earlier versions of a text: what the wall says of them, the proof of it, and that other articles never notice."""

import json
import re
import shutil
from pathlib import Path

import pytest

from mapapp import errors, proof
from mapapp.atlas.build import build
from mapapp.layers import store, versions
from mapapp.publish.siteindex import paths
from mapapp.reading.changes import changes
from mapapp.settings import Settings
from mapapp.web.app import create_app
from mapapp.web.stillsite import still_site
from tests.conftest import FIRST
from tests.visits import page, words
from tests.walls import markup_not_ours
from tests.years import add_article, text

FIRST_DAY, SECOND_DAY = "2025-03-01", "2026-05-31"
OLDEST = text(2020)
LINES = OLDEST.split("\n")
ONE, TWO, THREE, FOUR = (f"{sentence}。" for sentence in LINES[2].split("。")[:-1])
MIDDLE = "\n".join([*LINES[:2], TWO + ONE + THREE + "启动天宁一号的改造。", *LINES[3:]])
NOW = "\n".join([*LINES[:2], ONE + THREE, *LINES[3:]])


@pytest.fixture(scope="module")
def versions_published(tmp_path_factory):
    """A data folder with an article `plan` that has two earlier versions, published."""
    geodata = Path(shutil.copytree(FIRST, tmp_path_factory.mktemp("versions") / "geodata"))
    add_article(geodata, "plan", NOW, title="甲", date="2020")
    earlier = geodata / "articles" / "earlier"
    earlier.mkdir()
    (earlier / f"plan.{FIRST_DAY}.txt").write_text(OLDEST, encoding="utf-8")
    (earlier / f"plan.{SECOND_DAY}.txt").write_text(MIDDLE, encoding="utf-8")
    store.publish(geodata / "layers", build(geodata))
    return geodata


@pytest.fixture
def folder(versions_published, tmp_path):
    """A copy of it, to break."""
    return Path(shutil.copytree(versions_published, tmp_path / "geodata"))


def told(folder, id="plan"):
    return json.loads((folder / "layers" / f"article-{id}.json").read_text(encoding="utf-8"))


# The comparison


@pytest.mark.parametrize(
    ("before", "after", "unchanged", "moved", "vanished", "new"),
    [
        ({"a.1.1": "x"}, {"a.1.1": "x"}, ["a.1.1"], [], [], []),
        ({"a.1.1": "x"}, {"a.2.1": "x"}, [], [("a.1.1", "a.2.1")], [], []),
        ({"a.1.1": "x"}, {"a.1.1": "x。"}, [], [], ["a.1.1"], ["a.1.1"]),
        ({"a.1.1": "区"}, {"a.1.1": "區"}, [], [], ["a.1.1"], ["a.1.1"]),
        ({}, {"a.1.1": "x"}, [], [], [], ["a.1.1"]),
        ({"a.1.1": "x"}, {}, [], [], ["a.1.1"], []),
        ({"a.1.1": "x", "a.1.2": "y"}, {"a.1.1": "y", "a.1.2": "x"},
         [], [("a.1.1", "a.1.2"), ("a.1.2", "a.1.1")], [], []),
        ({"a.1.1": "x", "a.2.1": "x"}, {"a.2.1": "x"}, ["a.2.1"], [], ["a.1.1"], []),
        ({"a.1.1": "x", "a.2.1": "x"}, {"a.3.1": "x", "a.4.1": "x"},
         [], [("a.1.1", "a.3.1"), ("a.2.1", "a.4.1")], [], []),
        ({"a.1.1": "x"}, {"a.1.1": "x", "a.2.1": "x"}, ["a.1.1"], [], [], ["a.2.1"]),
    ],
)  # fmt: skip
def test_words_are_the_same_or_they_are_not(before, after, unchanged, moved, vanished, new):
    found = changes(before, after, "".join(after.values()))
    assert [list(part) for part in (found.unchanged, found.moved, found.vanished, found.new)] == [
        unchanged, moved, vanished, new,
    ]  # fmt: skip


def test_words_that_are_still_said_but_promise_no_more_are_told_apart():
    found = changes({"a.1.1": "修桥。", "a.1.2": "修路。"}, {}, "已经修桥。")
    assert found.vanished == ("a.1.1", "a.1.2") and found.still_said == ("a.1.1",)


# The wall


def test_the_wall_holds_each_version_and_what_it_became(folder):
    first, second = told(folder)["versions"]
    assert (first["until"], second["until"]) == (FIRST_DAY, SECOND_DAY)
    assert first["text"] == OLDEST and second["sha256"] == store.sha256(MIDDLE)
    assert first["changes"]["moved"] == [
        {"from": "plan.3.1", "to": "plan.3.2"}, {"from": "plan.3.2", "to": "plan.3.1"},
    ]  # fmt: skip
    assert first["changes"]["vanished"] == ["plan.3.4"] == first["changes"]["new"]
    assert second["changes"]["vanished"] == ["plan.3.1", "plan.3.4"]
    assert second["changes"]["moved"] == [
        {"from": "plan.3.2", "to": "plan.3.1"},
        {"from": "plan.3.3", "to": "plan.3.2"},
    ]
    for version in (first, second):
        for one in version["commitments"]:
            position = one["selectors"]["found"][1]
            assert version["text"][position["start"] : position["end"]] == one["printed"]


def test_an_article_without_versions_says_nothing_of_them(folder):
    assert "versions" not in told(folder, "xicheng")
    receipt = json.loads((folder / "layers" / "receipt.json").read_text(encoding="utf-8"))
    assert "earlier" not in receipt["articles"]["xicheng"]
    assert list(receipt["articles"]["plan"]["earlier"]) == [FIRST_DAY, SECOND_DAY]


def test_an_old_address_leads_to_where_its_words_are_now(folder):
    fates = {
        (one.commitment["id"], one.commitment["quote"]): (one.now, one.until, one.last)
        for one in versions.formers(told(folder))
    }
    assert fates == {
        ("plan.3.2", TWO): (None, FIRST_DAY, SECOND_DAY),
        ("plan.3.4", FOUR): (None, FIRST_DAY, FIRST_DAY),
        ("plan.3.1", TWO): (None, SECOND_DAY, SECOND_DAY),
        ("plan.3.2", ONE): ("plan.3.1", SECOND_DAY, SECOND_DAY),
        ("plan.3.3", THREE): ("plan.3.2", SECOND_DAY, SECOND_DAY),
        ("plan.3.4", "启动天宁一号的改造。"): (None, SECOND_DAY, SECOND_DAY),
    }


@pytest.mark.parametrize(
    "name", ["plan.txt", "plan.2025-02-30.txt", "nobody.2025-03-01.txt", "plan.2025-3-1.txt", "x.txt"]
)
def test_an_earlier_text_that_is_called_otherwise_is_refused_by_name(folder, name):
    (folder / "articles" / "earlier" / name).write_text(OLDEST, encoding="utf-8")
    with pytest.raises(errors.VersionNameRefused, match=re.escape(name)):
        build(folder)


# The proof


def test_what_is_built_is_proven(folder):
    assert proof.problems(folder) == []


def test_a_changed_character_in_an_earlier_text_is_found_and_named(folder):
    path = folder / "articles" / "earlier" / f"plan.{FIRST_DAY}.txt"
    path.write_text(OLDEST.replace("口袋", "街心"), encoding="utf-8")
    (problem,) = proof.problems(folder)
    assert path.name in str(problem)


def test_an_earlier_text_that_is_gone_or_come_is_found_and_named(folder):
    (folder / "articles" / "earlier" / f"plan.{FIRST_DAY}.txt").unlink()
    assert any(f"plan.{FIRST_DAY}.txt" in str(problem) for problem in proof.problems(folder))


def test_a_changed_fate_in_the_layers_is_found(folder):
    path = folder / "layers" / "article-plan.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"from": "plan.3.2"', '"from": "plan.3.3"', 1), encoding="utf-8"
    )
    assert any("article-plan.json" in str(problem) for problem in proof.problems(folder))


def lie(article, change):
    """Return the problems of an article file in which a version was changed."""
    change(article["versions"][0])
    return list(proof.unproven_changes("article-plan.json", article))


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda version: version["changes"]["vanished"].remove("plan.3.4"), errors.ChangeUnproven),
        (lambda version: version["changes"]["unchanged"].append("plan.3.4"), errors.ChangeUnproven),
        (lambda version: version["changes"]["moved"][0].update(to="plan.3.3"), errors.ChangeUnproven),
        (lambda version: version["changes"]["new"].clear(), errors.ChangeUnproven),
        (lambda version: version["commitments"][0].update(quote="修。"), errors.QuoteBroken),
        (lambda version: version["commitments"][0].update(printed="修。"), errors.QuoteBroken),
        (lambda version: version.update(sha256="0"), errors.SourceChanged),
    ],
)
def test_a_lie_about_a_change_is_found_by_the_texts_alone(folder, change, error):
    assert lie(told(folder), lambda _: None) == []
    assert error in {type(problem) for problem in lie(told(folder), change)}


def test_a_vanished_sentence_whose_words_stand_in_the_next_version_is_found(folder):
    def hide(version):
        version["changes"]["moved"] = version["changes"]["moved"][1:]
        version["changes"]["vanished"].append("plan.3.1")
        version["changes"]["new"].append("plan.3.2")

    (problem,) = lie(told(folder), hide)
    assert "plan.3.1" in str(problem) and "its words stand there" in str(problem)


@pytest.mark.parametrize("key", ["until", "sha256", "text", "commitments", "changes"])
def test_a_version_that_lacks_a_part_is_refused(folder, key):
    article = told(folder)
    del article["versions"][1][key]
    with pytest.raises(errors.VersionBroken):
        versions.check("article-plan.json", article)


# Anchors


def first_of(geodata):
    """Return all that others may hold on to of the first article: its file, its rows, its sentences in the layers."""
    files = build(geodata)
    rows = {
        f"{name} {feature['id']}": [row for row in feature["properties"]["commitments"] if row["article"] == "xicheng"]
        for name in store.LAYERS
        for feature in json.loads(files[f"{name}.geojson"])["features"]
    }
    rows = {key: value for key, value in rows.items() if value}
    ledger = [row for row in json.loads(files["ledger.json"])["commitments"] if row["article"] == "xicheng"]
    return files["article-xicheng.json"], json.dumps(rows, sort_keys=True), json.dumps(ledger)


def test_another_article_that_comes_goes_or_is_renamed_changes_no_anchor(geodata):
    before = first_of(geodata)
    articles = geodata / "articles"
    for id in ("aaa", "zzz"):
        add_article(geodata, id, text(2019, naming=16), title="甲", date="2019")
        assert first_of(geodata) == before, id
    for suffix in (".txt", ".json"):
        (articles / f"aaa{suffix}").rename(articles / f"mmm{suffix}")
    (articles / "mmm.json").write_text((articles / "mmm.json").read_text(encoding="utf-8").replace('"aaa"', '"mmm"'))
    assert first_of(geodata) == before
    (articles / "earlier").mkdir()
    (articles / "earlier" / "zzz.2020-01-01.txt").write_text(text(2018), encoding="utf-8")
    assert first_of(geodata) == before
    for suffix in (".txt", ".json"):
        (articles / f"mmm{suffix}").unlink()
    assert first_of(geodata) == before


def test_what_the_first_article_published_is_in_it_still(geodata):
    add_article(geodata, "aaa", text(2019, naming=16), title="甲", date="2019")
    published = (geodata / "layers" / "article-xicheng.json").read_text(encoding="utf-8")
    assert build(geodata)["article-xicheng.json"] == published


# The pages


@pytest.fixture(scope="module")
def visitor(versions_published):
    return create_app(Settings(versions_published)).test_client()


@pytest.mark.parametrize(
    ("prefix", "counts", "day"),
    [
        ("/zh-hans", "2 句移到别处，2 句没有了，0 句是新的", "截至2026年5月31日"),
        ("/zh-hant", "2 句移到別處，2 句沒有了，0 句是新的", "截至2026年5月31日"),
        ("/en", "moved 2, vanished 2, new 0", "version until 31 May 2026"),
    ],
)
def test_a_page_says_what_moved_vanished_and_is_new(visitor, prefix, counts, day):
    html = page(visitor, f"{prefix}/articles/plan/changes")
    latest, first = re.findall(r'<section id="20.*?</section>', html, re.DOTALL)
    assert counts in words(latest) and day in words(latest)
    both = re.search(r'<div class="turn">(.*?)</div>\n<div>(.*?)</div>\n</div>', first, re.DOTALL)
    assert FOUR in words(both[1]) and "启动天宁一号的改造。" in words(both[2])
    assert f'id="{FIRST_DAY}.plan.3.4"' in first
    assert f'href="{prefix}/articles/plan#plan.3.1"' in latest and "3.2 → 3.1" in latest


def test_old_addresses_are_on_the_page_of_the_article_and_lead_on(visitor):
    html = page(visitor, "/en/articles/plan")
    assert html.count('id="plan.3.3"') == 1 and html.count('id="plan.3.1"') == 1
    moved = re.search(r'<li id="plan.3.3">.*?</li>', html, re.DOTALL)[0]
    assert THREE in words(moved) and "until 31 May 2026. It is now at" in words(moved) and 'href="#plan.3.2"' in moved
    gone = re.search(r'<li id="plan.3.4">.*?</li>', html, re.DOTALL)[0]
    assert FOUR in words(gone) and "stood in the version until 1 March 2025" in words(gone)
    assert f'href="/en/articles/plan/changes#{FIRST_DAY}.plan.3.4"' in gone
    for address in re.findall(r'href="/en(/articles/plan/changes#[^"]*)"', html):
        path, _, id = address.partition("#")
        assert f'id="{id}"' in page(visitor, "/en" + path)
    assert "Until 31 May 2026 another sentence stood at this address" in words(html)


def test_an_article_without_versions_has_no_such_page_and_no_link(visitor, client):
    assert visitor.get("/en/articles/xicheng/changes").status_code == 404
    assert visitor.get("/en/articles/nobody/changes").status_code == 404
    assert "/changes" not in page(client, "/en/articles/xicheng") and "formers" not in page(
        client, "/en/articles/xicheng"
    )


def test_the_file_of_a_version_is_served_byte_for_byte(visitor):
    assert visitor.get(f"/articles/plan.{FIRST_DAY}.txt").data == OLDEST.encode()
    assert visitor.get("/articles/plan.2025-03-02.txt").status_code == 404


def test_the_page_of_changes_is_in_the_sitemap(folder):
    assert "/articles/plan/changes" in paths(store.load(folder / "layers"))
    assert "/articles/xicheng/changes" not in paths(store.load(folder / "layers"))


@pytest.mark.long
def test_the_site_as_files_has_the_page_of_changes_and_the_list_of_articles(folder):
    files = still_site(Settings(folder))
    assert "en/articles/plan/changes/index.html" in files
    assert files[f"articles/plan.{FIRST_DAY}.txt"] == OLDEST.encode()
    assert 'href="changes/"' in files["en/articles/plan/index.html"].decode()
    listing = files["en/articles/index.html"].decode()
    assert 'href="plan/"' in listing and "Only these on the map" not in listing
    assert "en/articles/plan/feed.atom" in files


def test_hostile_words_of_a_version_stay_words(folder):
    hostile = "推进<img src=x onerror=alert(1)>{{ 7*7 }}${alert(1)}的修缮。"
    add_article(folder, "plan", NOW, title="甲", date="2020")
    (folder / "articles" / "earlier" / f"plan.{SECOND_DAY}.txt").write_text(MIDDLE + hostile, encoding="utf-8")
    store.publish(folder / "layers", build(folder))
    visitor = create_app(Settings(folder)).test_client()
    for path in ("/en/articles/plan", "/en/articles/plan/changes"):
        html = page(visitor, path)
        assert hostile in words(html.replace("&lt;img src=x onerror=alert(1)&gt;", "＜＞")).replace(
            "＜＞", "<img src=x onerror=alert(1)>"
        )
        assert markup_not_ours(html) == []


# Feeds


def test_a_sentence_of_a_new_version_is_dated_by_the_last_day_of_the_one_before(folder):
    came = "启动天宁一号的改造。"
    (folder / "articles" / "plan.txt").write_text(
        came + "\n" + NOW.replace(ONE, ONE + "推进月坛的修缮。"), encoding="utf-8"
    )
    path = folder / "articles" / "plan.json"
    path.write_text(path.read_text(encoding="utf-8").replace("2026-11-25", "2025-06-01"), encoding="utf-8")
    article = json.loads(build(folder)["article-plan.json"])
    dated = {one["quote"]: versions.since(article).get(one["id"]) for one in article["commitments"]}
    assert dated["推进月坛的修缮。"] == SECOND_DAY
    assert dated[ONE] is None and dated[THREE] is None
    store.publish(folder / "layers", build(folder))
    feed = page(create_app(Settings(folder)).test_client(), "/en/articles/plan/feed.atom")
    entries = {words(one): one for one in re.findall(r"<entry>.*?</entry>", feed, re.DOTALL)}
    (new,) = [one for told, one in entries.items() if "推进月坛的修缮。" in told]
    assert f"<updated>{SECOND_DAY}T" in new and "came in with a new version" in new
    (old,) = [one for told, one in entries.items() if ONE in told]
    assert "<updated>2025-06-01T" in old and "came in" not in old
