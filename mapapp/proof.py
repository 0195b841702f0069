"""Prove that the published layers are what articles, gazetteer and log say, to the last character."""

from mapapp.atlas.build import build
from mapapp.atlas.chapters import open_atlas
from mapapp.atlas.receipt import decisions_sha256, sources
from mapapp.atlas.statuslog import LOG
from mapapp.atlas.versions import FOLDER
from mapapp.errors import (
    AnchorRefused,
    ChangeUnproven,
    NotAsBuilt,
    QuoteBroken,
    RowChanged,
    ShapeChanged,
    SourceChanged,
)
from mapapp.layers import store
from mapapp.layers.versions import steps
from mapapp.places.decisions import LOG as DECISIONS
from mapapp.places.gazetteer import SHAPES, TABLE
from mapapp.reading.anchors import resolve
from mapapp.reading.article import Article
from mapapp.reading.translations import SUFFIX

_FILES_OF_AN_ARTICLE = {"text_sha256": ".txt", "metadata_sha256": ".json", "translation_sha256": SUFFIX}
"""Which hash in the receipt is that of which file beside the text."""


def problems(geodata, layers=None):
    """Return what is wrong with the published layers of `geodata`, a `MapappError` each; an empty list if nothing is.

    `layers`: where they are published, a folder or a store's address; without one in the data folder.

    Raises a `MapappError` where articles, gazetteer or layers cannot even be read.
    """
    layers = layers or geodata / "layers"
    rebuilt, published = build(geodata, layers), store.read(layers)
    changed = _changed_sources(geodata, store.receipt(layers, published))
    if changed:
        return changed
    file = store.place_of(layers).file
    return _not_as_built(file, published, rebuilt) or list(_broken(file, store.load(layers, patience_s=0)))


def _changed_sources(geodata, receipt):
    now = sources(geodata, open_atlas(geodata))
    return [*_changed_articles(geodata, receipt["articles"], now["articles"]),
            *_changed_gazetteer(geodata, receipt["gazetteer"], now["gazetteer"]),
            *_changed_log(geodata, receipt.get("status"), now["status"]),
            *_changed_decisions(geodata, receipt.get("decisions"))]  # fmt: skip


def _changed_articles(geodata, before, now):
    for id in sorted(before.keys() | now.keys()):
        for hashed, suffix in _FILES_OF_AN_ARTICLE.items():
            if before.get(id, {}).get(hashed) != now.get(id, {}).get(hashed):
                yield SourceChanged(file=geodata / "articles" / f"{id}{suffix}")
        kept = (stated.get(id, {}).get("earlier", {}) for stated in (before, now))
        yield from _changed_versions(geodata, id, *kept)


def _changed_versions(geodata, id, before, now):
    """Yield a problem for each file of an earlier version that is not that of the receipt."""
    for day in sorted(before.keys() | now.keys()):
        for hashed, suffix in (("text_sha256", ".txt"), ("translation_sha256", SUFFIX)):
            if before.get(day, {}).get(hashed) != now.get(day, {}).get(hashed):
                yield SourceChanged(file=geodata / "articles" / FOLDER / f"{id}.{day}{suffix}")


def _changed_gazetteer(geodata, before, now):
    yield from (RowChanged(file=geodata / TABLE, id=id) for id in _changed(before["rows"], now["rows"]))
    yield from (ShapeChanged(file=geodata / SHAPES, id=id) for id in _changed(before["shapes"], now["shapes"]))
    for hashed, parts, name in (("csv_sha256", "rows", TABLE), ("geojson_sha256", "shapes", SHAPES)):
        if before[hashed] != now[hashed] and before[parts] == now[parts]:
            yield SourceChanged(file=geodata / name)


def _changed_log(geodata, before, now):
    """Yield a problem if the log is not the one of the receipt; that of an older build knows of none."""
    if (before or {"csv_sha256": None}) != now:
        yield SourceChanged(file=geodata / LOG)


def _changed_decisions(geodata, before):
    """Yield a problem if the log of decisions is not the one of the receipt."""
    if (before or {}).get("jsonl_sha256") != decisions_sha256(geodata):
        yield SourceChanged(file=geodata / DECISIONS)


def _changed(before, now):
    return [id for id in before | now if before.get(id) != now.get(id)]


def _not_as_built(file, published, rebuilt):
    expected = {name: text.encode("utf-8") for name, text in rebuilt.items()}
    names = sorted(expected.keys() | published.keys())
    return [NotAsBuilt(file=file(name)) for name in names if published.get(name) != expected.get(name)]


def _broken(file, layers):
    yield from _broken_quotes(file, layers)
    for article in layers.articles.values():
        yield from unproven_changes(file(f"article-{article['id']}.json"), article)


def unproven_changes(file, article):
    """Yield a problem for everything that an article file says of its earlier versions and that its texts do not."""
    for step in steps(article):
        version, text = step.version, Article.of(step.version["text"])
        texts = {"found": text.found, "clean": text.clean, "simplified": text.simplified}
        if store.sha256(text.found) != version["sha256"]:
            yield SourceChanged(file=file)
        yield from (
            QuoteBroken(file=file, id=one["id"]) for one in version["commitments"] if not is_literal(one, texts)
        )
        for id, why_en, why_zh in _miscounted(step):
            yield ChangeUnproven(file=file, id=id, until=version["until"], why_en=why_en, why_zh=why_zh)


def _miscounted(step):
    """Yield (id, why, 为什么) for each sentence of two versions that is not accounted for once, by its own words."""
    before, after = (
        {one["id"]: one["quote"] for one in said} for said in (step.version["commitments"], step.following)
    )
    told = step.version["changes"]
    pairs = [(id, id) for id in told["unchanged"]] + [(move["from"], move["to"]) for move in told["moved"]]
    for ids, said in (
        ([id for id, _ in pairs] + told["vanished"], before),
        ([id for _, id in pairs] + told["new"], after),
    ):
        for id in ids + list(said):
            if ids.count(id) != 1 or id not in said:
                yield id, "it is not accounted for once", "没有恰好交代一次"
    for one, other in pairs:
        if before.get(one) != after.get(other):
            yield one, "the words are not the same", "文字并不相同"
    new = {after.get(id) for id in told["new"]}
    yield from ((id, "its words stand there", "这些字还在") for id in told["vanished"] if before.get(id) in new)


def _broken_quotes(file, layers):
    """Yield a `QuoteBroken` for each published commitment that does not stand in its article as it says."""
    for name, collection in layers.collections.items():
        for feature in collection["features"]:
            for commitment in feature["properties"]["commitments"]:
                if not is_literal(commitment, layers.articles[commitment["article"]]["texts"]):
                    yield QuoteBroken(file=file(f"{name}.geojson"), id=commitment["id"])


def is_literal(commitment, texts):
    """Return whether the selectors of `commitment` lead to exactly its words, in every form of the text."""
    found_quote, found_position = commitment["selectors"]["found"]
    simplified_quote, simplified_position = commitment["selectors"]["simplified"]
    try:
        found = resolve(texts["found"], found_quote)
        simplified = resolve(texts["simplified"], simplified_quote)
    except AnchorRefused:
        return False
    return (
        found == (found_position["start"], found_position["end"])
        and simplified == (simplified_position["start"], simplified_position["end"])
        and texts["found"][slice(*found)] == commitment["printed"]
        and texts["clean"][slice(*simplified)] == commitment["quote"]
    )
