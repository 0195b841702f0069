"""Published layers, altered on purpose: what the showing wing must bear."""

import json
import shutil

from mapapp.layers.store import RECEIPT, seal, sha256

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


def make_hostile(files, *, site, name, quote):
    """Give a site a hostile name and every sentence that names it, and the article's first words, a hostile quote."""
    for feature in features(files):
        properties = feature["properties"]
        if feature["id"] == site:
            properties |= {"name_zh_hans": name, "name_zh_hant": name, "name_en": name, "aliases": [name]}
            properties |= {"source": name, "method": quote, "method_zh_hans": quote, "method_zh_hant": quote}
        for commitment in properties["commitments"]:
            commitment |= {"quote": quote + name, "printed": quote + name}
    for entry in files["ledger.json"]["commitments"]:
        entry["quote"] = quote + name
    article = files["article-xicheng.json"]
    for form, text in article["texts"].items():
        article["texts"][form] = name + text[len(name) :]
