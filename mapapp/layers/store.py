"""The store of layers: the only way to what is published, and the one to publish.

Layers lie in a folder (`Folder`), or in a database (`Database`) that any number of machines share. Wherever a function
takes a `folder`, it takes the path of one, or the address of a database as text.
"""

import hashlib
import json
import time
from dataclasses import dataclass, field

from mapapp.errors import (
    BadLayers,
    EntryBroken,
    LayersDamaged,
    LayersMissing,
    LayersUnreadable,
    ReceiptBroken,
)
from mapapp.layers import schema
from mapapp.layers.database import LAYERS, Database
from mapapp.layers.folder import RECEIPT, Folder

LEDGER = "ledger.json"
SEARCH = "search.json"
STATUS = "status.json"


@dataclass(frozen=True)
class Layers:
    """One published build, read once and never altered.

    `files`: the bytes of each file by name. `collections`: the parsed GeoJSON of each
    layer (WGS-84). `articles`: by id. `ledger`, `receipt`: as parsed. `status`: its `entries`
    are the log of what became of the promises, in the order in which it was written.
    """

    files: dict
    collections: dict
    articles: dict
    ledger: dict
    receipt: dict
    status: dict = field(default_factory=lambda: {"entries": []})


def load(folder, *, patience_s=2.0):
    """Return the `Layers` of `folder`, all from one build.

    Files that do not agree with their receipt are read again for `patience_s` seconds,
    for a build may be under way. Raises `LayersMissing`, `LayersUnreadable`,
    `LayersDamaged` or `ReceiptBroken`.
    """
    return _patiently(lambda: parse(folder, read(folder)), patience_s)


@dataclass(frozen=True)
class Published:
    """What a new build must keep of the published one: its status entries, and what each commitment's quote was."""

    entries: list = field(default_factory=list)
    quotes: dict = field(default_factory=dict)


def published(folder):
    """Return what `folder` has `Published`: nothing where there is no folder, or nothing that can be read.

    The files need not agree with the receipt. Raises `LayersMissing` where the folder is there and cannot be opened.
    """
    place = place_of(folder)
    if not place.is_there():
        return Published()
    try:
        return _patiently(lambda: _published(place, place.read()), patience_s=0.2)
    except (LayersUnreadable, EntryBroken):
        return Published()


def _published(place, files):
    return Published(_entries(place.file(STATUS), files), dict(_quotes(place, files)))


def _quotes(place, files):
    """Yield (id, quote) of each commitment, in every article that can be read."""
    for name in files:
        if name.startswith("article-"):
            try:
                yield from [(said["id"], said["quote"]) for said in _json(place.file(name), files[name])["commitments"]]
            except (LayersUnreadable, KeyError, TypeError):
                continue


def _patiently(attempt, patience_s):
    """Return what `attempt` returns, asked again for some seconds as long as it raises `BadLayers`."""
    until = time.monotonic() + patience_s
    while True:
        try:
            return attempt()
        except BadLayers:
            if time.monotonic() >= until:
                raise
            time.sleep(0.02)


def _entries(path, files):
    """Return the status entries among `files`; a wall of an older build has none."""
    stated = _json(path, files[STATUS]) if STATUS in files else {"entries": []}
    if not isinstance(stated, dict) or not isinstance(stated.get("entries"), list):
        raise LayersUnreadable(file=path)
    schema.check_entries(path, stated["entries"])
    return stated["entries"]


def place_of(folder):
    """Return where layers lie: the `Database` of an address, or else the `Folder` of a path."""
    return Database(folder) if str(folder).startswith("postgresql:") else Folder(folder)


def local(folder):
    """Return a folder of this machine that holds what is published now. Raises `LayersMissing`."""
    return place_of(folder).local()


def read(folder):
    """Return the bytes of every file of `folder` by name, all from one generation of it. Raises `LayersMissing`."""
    return place_of(folder).read()


def seal(receipt):
    """Return a receipt with the hash of its own content: it tells a changed receipt from a changed source."""
    return receipt | {"receipt_sha256": sha256(json.dumps(receipt, ensure_ascii=False, sort_keys=True))}


def receipt(folder, files):
    """Return the parsed receipt among the `files` of `folder`.

    Raises `LayersMissing`, `LayersUnreadable`, or `ReceiptBroken`.
    """
    if RECEIPT not in files:
        raise LayersMissing(folder=folder)
    file = place_of(folder).file(RECEIPT)
    stated = _json(file, files[RECEIPT])
    if not isinstance(stated, dict) or not {"articles", "gazetteer", "layers"} <= stated.keys():
        raise LayersUnreadable(file=file)
    if stated != seal({name: value for name, value in stated.items() if name != "receipt_sha256"}):
        raise ReceiptBroken(file=file)
    return stated


def fingerprint(folder):
    """Return a small value that changes whenever a new build is published; `None` if there is none."""
    return place_of(folder).fingerprint()


def publish(folder, files):
    """Make `files` (name → text) the published layers, all at once; return whether anything changed.

    Killed at any moment, the old ones or the new ones are published. Raises `PublishingFailed`; then the old layers
    stand as they were.
    """
    place = place_of(folder)
    if _same(place, files):
        return False
    place.put(files)
    return True


def sha256(content):
    """Return the SHA-256 of bytes, or of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(content.encode("utf-8") if isinstance(content, str) else content).hexdigest()


def _same(place, files):
    try:
        standing = place.read()
    except LayersMissing:
        return False
    return standing == {name: text.encode("utf-8") for name, text in files.items()}


def parse(folder, files):
    """Return the `Layers` of the bytes of each file of `folder` by name. Raises like `load`."""
    stated, place = receipt(folder, files), place_of(folder)
    _agree(place, files, stated["layers"])
    parsed = {name: _json(place.file(name), content) for name, content in files.items()}
    return Layers(
        files=files,
        collections={name: parsed[f"{name}.geojson"] for name in LAYERS},
        articles={article: parsed[f"article-{article}.json"] for article in stated["articles"]},
        ledger=parsed[LEDGER],
        receipt=stated,
        status={"entries": _entries(place.file(STATUS), files)},
    )


def _json(path, content):
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as reason:
        raise LayersUnreadable(file=path) from reason


def _agree(place, files, hashes):
    """Check that there are exactly the files that the receipt names."""
    for name in sorted((hashes.keys() | files.keys()) - {RECEIPT}):
        if name not in files or name not in hashes or sha256(files[name]) != hashes[name]:
            raise LayersDamaged(file=place.file(name))
