"""Published layers, altered on purpose: what the showing wing must bear."""

import json
import re
import shutil

from mapapp.layers.store import RECEIPT, seal, sha256

OURS = r'(?!img class="qr"|script src="/static/|script type="application/ld\+json">)'
NOT_OURS = re.compile(rf"<{OURS}(?:img|script|iframe)[^>]*>", re.IGNORECASE)

LAYERS = ("points.geojson", "lines.geojson", "areas.geojson", "district.geojson")


def altered(published, folder, change):
    """Copy the layers of `published` into `folder` and let `change` alter them; return `folder`.

    `change` gets the parsed files by name. The receipt is made to agree.
    """
    if folder.exists():
        shutil.rmtree(folder)
    shutil.copytree(published, folder)
    files = {path.name: json.loads(path.read_bytes()) for path in folder.iterdir()}
    change(files)
    for name in files.keys() - {RECEIPT}:
        files[RECEIPT]["layers"][name] = _write(folder / name, files[name])
    unsealed = {name: value for name, value in files[RECEIPT].items() if name != "receipt_sha256"}
    _write(folder / RECEIPT, seal(unsealed))
    return folder


def _write(path, value):
    text = json.dumps(value, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    return sha256(text)


def features(files):
    """Yield every feature of every layer."""
    for name in LAYERS:
        yield from files[name]["features"]


def in_english(text):
    """Return what is translated of a commitment, all of it one text."""
    return {"theme_en": text, "translation_en": text}


def make_hostile(files, *, site, name, quote):
    """Give a site a hostile name, every sentence a hostile quote and translation, the article a hostile beginning."""
    for feature in features(files):
        properties = feature["properties"]
        if feature["id"] == site:
            properties |= {"name_zh_hans": name, "name_zh_hant": name, "name_en": name, "aliases": [name]}
            properties |= {"source": name, "method": quote, "method_zh_hans": quote, "method_zh_hant": quote}
        for commitment in properties["commitments"]:
            commitment |= {"quote": quote + name, "printed": quote + name} | in_english(quote + name)
    for entry in files["ledger.json"]["commitments"]:
        entry |= {"quote": quote + name} | in_english(quote + name)
    article = files["article-xicheng.json"]
    for commitment in article["commitments"]:
        commitment |= in_english(quote + name)
    for form, text in article["texts"].items():
        article["texts"][form] = name + text[len(name) :]


def unplace(files, *, site, kind, reason):
    """Make a site one of another kind whose position is not known; the ledger gives the reason."""
    for name in LAYERS:
        for feature in [feature for feature in files[name]["features"] if feature["id"] == site]:
            feature["geometry"] = None
            feature["properties"] |= {"kind": kind, "certainty": None, "accuracy_m": None}
            files[name]["features"].remove(feature)
            files["district.geojson"]["features"].append(feature)
            names = ("id", "name_zh_hans", "name_zh_hant", "name_en", "kind")
            files["ledger.json"]["places"].append(
                {name: feature["properties"][name] for name in names} | {"reason": reason}
            )


def lengthen(files, *, name, quote):
    """Give every place one long name, and every sentence and every line of the article one long quote."""
    for feature in features(files):
        properties = feature["properties"]
        properties |= {"name_zh_hans": name, "name_zh_hant": name, "name_en": name, "aliases": [name]}
        properties |= {"source": quote, "method": quote, "method_zh_hans": quote, "method_zh_hant": quote}
        for commitment in properties["commitments"]:
            commitment |= {"quote": quote, "printed": quote, "theme": quote} | in_english(quote)
    for entry in files["ledger.json"]["commitments"]:
        entry |= {"quote": quote, "theme": quote} | in_english(quote)
    for place in files["ledger.json"]["places"]:
        place |= {"name_zh_hans": name, "name_zh_hant": name, "name_en": name}
    _lengthen_article(files["article-xicheng.json"], quote)


def stretch_name(files, *, site, length):
    """Let the name that stands for a site in the article take in what follows, up to a length."""
    for mention in files["article-xicheng.json"]["mentions"]:
        if site in mention["places"]:
            mention["end"] = mention["start"] + length


def _lengthen_article(article, quote):
    """Make an article one line of one sentence that is one name, twice as long as a quote of its own."""
    (first, *_), (named, *_) = article["commitments"], [m for m in article["mentions"] if m["places"] == ["yuetan"]]
    article["texts"] = dict.fromkeys(article["texts"], quote * 2)
    article |= {"runs": [[0, 0, 2 * len(quote)]], "headings": []}
    article["metadata"] |= {"title": quote, "official_url": f"https://example.org/{quote}"}
    for commitment in article["commitments"]:
        commitment |= {"start": 0, "end": 2 * len(quote)} if commitment is first else {"start": 0, "end": 0}
        commitment |= in_english(quote)
    article["mentions"] = [named | {"start": 0, "end": len(quote), "commitment": first["id"]}]


def markup_not_ours(page):
    """Return the tags of a page, images and scripts, that no template of ours writes."""
    return NOT_OURS.findall(page)
