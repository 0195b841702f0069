"""The wall: what the layer folder holds, how it is published, and who may doubt it."""

import copy
import json
import re
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from itertools import pairwise

import pytest

from mapapp import errors, paths
from mapapp.layers import publisher, query, schema, store
from mapapp.layers.themes import theme_of, themes

FOLDER = paths.geodata() / "layers"
OLD, NEW = {"a.json": "1" * 200_000, "receipt.json": "{}"}, {"b.json": "2" * 200_000, "receipt.json": "{ }"}


@pytest.fixture(scope="module")
def layers():
    return store.load(FOLDER)


def contents(folder):
    return {name: content.decode("utf-8") for name, content in store.read(folder).items()}


def nothing_beside(folder):
    return [path.name for path in folder.parent.iterdir()] == [folder.name]


# What it holds


def test_every_published_feature_keeps_the_schema(layers):
    for name in store.LAYERS:
        schema.check(name, layers.collections[name]["features"])


def test_every_stated_time_keeps_the_schema(layers):
    for id, article in layers.articles.items():
        schema.check_times(f"article-{id}.json", article)
    times = [time for article in layers.articles.values() for c in article["commitments"] for time in c["dates"]]
    assert [(time["words"], time["kind"]) for time in times] == [("三年行動計劃", "unfixed")]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"words": "五年行動計劃"}, "not those of the sentence"),
        ({"start": 0}, "not those of the sentence"),
        ({"kind": "by"}, "that is 'by'"),
        ({"kind": "soon"}, "that is 'soon'"),
        ({"to": "2025-12-31"}, "that is 'unfixed'"),
        ({"kind": "through", "from": "2025-12-31", "to": "2025-01-01"}, "ends before it begins"),
        ({"kind": None}, "kind is None"),
    ],
)
def test_a_time_that_is_not_as_the_sentence_says_is_refused(layers, change, words):
    article = copy.deepcopy(layers.articles["xicheng"])
    (time,) = (time for commitment in article["commitments"] for time in commitment["dates"])
    time |= change
    with pytest.raises(errors.TimeBroken, match=words):
        schema.check_times("article-xicheng.json", article)


def test_sites_come_in_the_order_of_the_article(layers):
    ids = [site["id"] for site in query.sites(layers)]
    assert ids[:5] == ["shichahai", "fuchengmennei-dajie", "gulou-xidajie", "nanchang-jie", "beichang-jie"]
    assert (len(ids), ids[-1]) == (19, "xichanganjie-jiedao")


def test_a_feature_is_found_by_its_id(layers):
    assert query.feature(layers, "yuetan")["properties"]["name_zh_hans"] == "月坛"
    assert query.feature(layers, "moon") is None
    assert query.district(layers)["id"] == "xicheng"


def test_coordinates_have_six_decimals_at_most_and_rings_turn_left(layers):
    for feature in query.features(layers):
        if feature["geometry"]:
            numbers = re.findall(r"[\d.]+", json.dumps(feature["geometry"]["coordinates"]))
            assert all(len(number.partition(".")[2]) <= 6 for number in numbers)
    ring = layers.collections["areas"]["features"][0]["geometry"]["coordinates"][0]
    assert sum((x2 - x1) * (y2 + y1) for (x1, y1), (x2, y2) in pairwise(ring)) < 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda f: f["properties"].pop("source"), "source is missing"),
        (lambda f: f["properties"].update(accuracy_m="wide"), "accuracy_m is 'wide'"),
        (lambda f: f["properties"].update(certainty="sure"), "certainty"),
        (lambda f: f.update(id="moon"), "its id is not"),
        (lambda f: f.update(geometry=None), "no geometry"),
        (lambda f: f.update(geometry={"type": "LineString", "coordinates": [[116, 39], [117, 40]]}), "LineString"),
        (lambda f: f["properties"]["commitments"][0].pop("printed"), "printed is missing"),
        (lambda f: f["properties"]["commitments"][0].update(scope="world"), "no scope"),
    ],
)
def test_a_feature_that_breaks_the_schema_is_named(layers, change, words):
    feature = copy.deepcopy(layers.collections["points"]["features"][0])
    change(feature)
    with pytest.raises(errors.FeatureBroken, match=words) as refused:
        schema.check("points", [feature])
    assert "points.geojson" in str(refused.value)


# Reading it


def test_a_changed_layer_is_refused_by_name(tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / "layers")
    (folder / "lines.geojson").write_bytes((folder / "lines.geojson").read_bytes().replace(b"116.38", b"116.39", 1))
    with pytest.raises(errors.LayersDamaged, match=r"lines\.geojson"):
        store.load(folder, patience_s=0)


def test_a_missing_or_unreadable_folder_is_refused(tmp_path):
    with pytest.raises(errors.LayersMissing):
        store.load(tmp_path / "none", patience_s=0)
    (tmp_path / "receipt.json").write_text("no", encoding="utf-8")
    with pytest.raises(errors.LayersUnreadable, match=r"receipt\.json"):
        store.load(tmp_path, patience_s=0)


# Publishing it


def test_publishing_makes_the_files_the_whole_folder(tmp_path):
    folder = tmp_path / "layers"
    assert store.publish(folder, OLD)
    assert contents(folder) == OLD
    before = store.fingerprint(folder)
    assert store.publish(folder, NEW)
    assert contents(folder) == NEW
    assert store.fingerprint(folder) != before
    assert nothing_beside(folder)


def test_a_stray_folder_among_the_layers_harms_nothing(tmp_path):
    folder = tmp_path / "layers"
    store.publish(folder, OLD)
    (folder / "stray").mkdir()
    assert store.publish(folder, NEW)
    assert contents(folder) == NEW


def test_publishing_the_same_again_touches_nothing(tmp_path):
    folder = tmp_path / "layers"
    store.publish(folder, OLD)
    before = store.fingerprint(folder)
    assert not store.publish(folder, OLD)
    assert store.fingerprint(folder) == before


def test_what_a_crash_left_behind_is_swept_away(tmp_path):
    folder = tmp_path / "layers"
    (tmp_path / ".layers.next").mkdir()
    (tmp_path / ".layers.next" / "half.json").write_text("{", encoding="utf-8")
    store.publish(folder, OLD)
    assert contents(folder) == OLD
    assert nothing_beside(folder)


def test_a_file_in_the_way_is_swept_away_too(tmp_path):
    folder = tmp_path / "layers"
    (tmp_path / ".layers.next").write_text("?", encoding="utf-8")
    folder.write_text("?", encoding="utf-8")
    assert store.publish(folder, OLD)
    assert contents(folder) == OLD
    assert nothing_beside(folder)


def test_without_an_exchange_in_one_step_files_are_replaced_one_by_one(tmp_path, monkeypatch):
    folder = tmp_path / "layers"
    publisher.publish(folder, OLD)
    monkeypatch.setattr(publisher, "exchange", lambda one, other: False)
    publisher.publish(folder, NEW)
    assert contents(folder) == NEW
    assert nothing_beside(folder)


def test_when_publishing_fails_the_old_layers_stand(tmp_path):
    folder = tmp_path / "layers"
    store.publish(folder, OLD)
    with pytest.raises(errors.PublishingFailed, match="as they were"):
        store.publish(folder, {"sub/receipt.json": "{}"})
    assert contents(folder) == OLD
    assert nothing_beside(folder)


def test_readers_never_see_two_builds_at_once(tmp_path):
    folder = tmp_path / "layers"
    first = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}
    second = republished(first)
    store.publish(folder, first)
    script = (
        "import json,sys; from itertools import cycle; from pathlib import Path; from mapapp.layers import publisher\n"
        "for build in cycle(json.load(sys.stdin)):\n"
        "    if Path(sys.argv[2]).exists(): break\n"
        "    publisher.publish(Path(sys.argv[1]), build)"
    )
    writer = subprocess.Popen(
        [sys.executable, "-c", script, str(folder), str(tmp_path / "enough")],
        stdin=subprocess.PIPE, text=True, cwd=paths.PACKAGE.parent,
    )  # fmt: skip
    writer.stdin.write(json.dumps([second, first]))
    writer.stdin.close()
    seen, read, until = set(), 0, time.monotonic() + 60
    try:
        while read < 20 or (len(seen) < 2 and time.monotonic() < until):
            seen.add(store.load(folder).receipt["project"]["version"])
            read += 1
    finally:
        (tmp_path / "enough").touch()
        assert writer.wait() == 0
    assert len(seen) == 2


def republished(files):
    """Return another true build: a layer with one more space, and the receipt that goes with it."""
    changed = files | {"points.geojson": files["points.geojson"] + " "}
    receipt = json.loads(files["receipt.json"])
    del receipt["receipt_sha256"]
    receipt["layers"]["points.geojson"] = store.sha256(changed["points.geojson"])
    receipt["project"]["version"] = "0.0.0"
    return changed | {"receipt.json": json.dumps(store.seal(receipt))}


def test_every_theme_has_an_id_and_its_sentences(layers):
    found = themes(layers)
    assert len(found) == 14
    assert sum(len(theme.commitments) for theme in found.values()) == 48
    theme = found["xicheng.12"]
    assert (theme.name, theme.article) == ("深入实施街区整理、提升城市品质", "xicheng")
    assert theme.name_en.startswith("Carrying out neighbourhood")
    assert {commitment["line"] for commitment in theme.commitments} == {12}
    assert theme_of(layers)["xicheng.12.3"] == "xicheng.12"


def test_a_theme_that_comes_again_is_one_and_a_sentence_without_one_has_none(layers):
    article = {
        "id": "a",
        "commitments": [{"id": f"a.{n}.1", "line": n, "theme": t} for n, t in ((3, "甲"), (5, None), (7, "甲"))],
    }
    found = themes(replace(layers, articles={"a": article}))
    assert {id: [c["id"] for c in theme.commitments] for id, theme in found.items()} == {"a.3": ["a.3.1", "a.7.1"]}
