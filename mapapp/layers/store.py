"""The layer folder: the only module that opens it, and the one that publishes it."""

import hashlib
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from mapapp.errors import (
    BadLayers,
    EntryBroken,
    LayersDamaged,
    LayersMissing,
    LayersUnreadable,
    PublishingFailed,
    ReceiptBroken,
)
from mapapp.layers import publisher, schema

LAYERS = ("points", "lines", "areas", "district")
RECEIPT = "receipt.json"
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
    if not Path(folder).is_dir():
        return Published()
    try:
        return _patiently(lambda: _published(Path(folder), read(folder)), patience_s=0.2)
    except (LayersUnreadable, EntryBroken):
        return Published()


def _published(folder, files):
    return Published(_entries(folder / STATUS, files), dict(_quotes(folder, files)))


def _quotes(folder, files):
    """Yield (id, quote) of each commitment, in every article that can be read."""
    for name in files:
        if name.startswith("article-"):
            try:
                yield from [(said["id"], said["quote"]) for said in _json(folder / name, files[name])["commitments"]]
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


def read(folder):
    """Return the bytes of every file of `folder` by name, all from one generation of it. Raises `LayersMissing`."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as reason:
        raise LayersMissing(folder=folder) from reason
    try:
        return {name: _bytes(name, handle) for name in sorted(_files(handle))}
    except FileNotFoundError as reason:
        raise LayersMissing(folder=folder) from reason
    finally:
        os.close(handle)


def seal(receipt):
    """Return a receipt with the hash of its own content: it tells a changed receipt from a changed source."""
    return receipt | {"receipt_sha256": sha256(json.dumps(receipt, ensure_ascii=False, sort_keys=True))}


def receipt(folder, files):
    """Return the parsed receipt among the `files` of `folder`.

    Raises `LayersMissing`, `LayersUnreadable`, or `ReceiptBroken`.
    """
    if RECEIPT not in files:
        raise LayersMissing(folder=folder)
    stated = _json(Path(folder) / RECEIPT, files[RECEIPT])
    if not isinstance(stated, dict) or not {"articles", "gazetteer", "layers"} <= stated.keys():
        raise LayersUnreadable(file=Path(folder) / RECEIPT)
    if stated != seal({name: value for name, value in stated.items() if name != "receipt_sha256"}):
        raise ReceiptBroken(file=Path(folder) / RECEIPT)
    return stated


def fingerprint(folder):
    """Return a small value that changes whenever a new build is published; `None` if there is none."""
    try:
        status = os.stat(Path(folder) / RECEIPT)
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


def publish(folder, files):
    """Make `files` (name → text) the published layers, all at once; return whether anything changed.

    Killed at any moment, the folder is the old one or the new one. Raises
    `PublishingFailed`; then the old layers stand as they were.
    """
    folder = Path(folder).resolve()
    if _same(folder, files):
        return False
    run = subprocess.run(
        [sys.executable, publisher.__file__, str(folder)],
        input=json.dumps(files),
        capture_output=True,
        text=True,
        start_new_session=True,
        check=False,
    )
    if run.returncode != 0:
        raise PublishingFailed(folder=folder, why=run.stderr.strip().rpartition("\n")[2])
    return True


def sha256(content):
    """Return the SHA-256 of bytes, or of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(content.encode("utf-8") if isinstance(content, str) else content).hexdigest()


def _same(folder, files):
    try:
        standing = read(folder)
    except LayersMissing:
        return False
    return standing == {name: text.encode("utf-8") for name, text in files.items()}


def _files(folder_handle):
    with os.scandir(folder_handle) as entries:
        return [entry.name for entry in entries if entry.is_file()]


def _bytes(name, folder_handle):
    with open(name, "rb", opener=lambda path, flags: os.open(path, flags, dir_fd=folder_handle)) as file:
        return file.read()


def parse(folder, files):
    """Return the `Layers` of the bytes of each file of `folder` by name. Raises like `load`."""
    stated = receipt(folder, files)
    _agree(Path(folder), files, stated["layers"])
    parsed = {name: _json(Path(folder) / name, content) for name, content in files.items()}
    return Layers(
        files=files,
        collections={name: parsed[f"{name}.geojson"] for name in LAYERS},
        articles={article: parsed[f"article-{article}.json"] for article in stated["articles"]},
        ledger=parsed[LEDGER],
        receipt=stated,
        status={"entries": _entries(Path(folder) / STATUS, files)},
    )


def _json(path, content):
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as reason:
        raise LayersUnreadable(file=path) from reason


def _agree(folder, files, hashes):
    """Check that the folder holds exactly the files that the receipt names."""
    for name in sorted((hashes.keys() | files.keys()) - {RECEIPT}):
        if name not in files or name not in hashes or sha256(files[name]) != hashes[name]:
            raise LayersDamaged(file=folder / name)
