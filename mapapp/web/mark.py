"""The mark of a build: by it a browser knows that a page and what it fetches belong together."""

import hashlib
from functools import lru_cache

from mapapp import paths

HEADER = "Mapapp-Build"
DIGITS = 16


def mark_of(layers, ground, assets, script, root, colophon):
    """Return the mark of an edition, the same in every process: it changes with anything that a page is made from."""
    ours = [_makers(), assets.stylesheet, assets.plain_script, assets.offline_script, assets.toolbox, script]
    parts = [*ours, ground.body.digest, repr(ground.base), ground.left_out, repr(colophon), root]
    digest = hashlib.sha256(repr(parts).encode())
    for name, content in sorted(layers.files.items()):
        digest.update(hashlib.sha256(name.encode() + content).digest())
    return digest.hexdigest()[:DIGITS]


@lru_cache(maxsize=1)
def _makers():
    """Return the SHA-256 of the templates, our words and the code that fills them in."""
    digest = hashlib.sha256()
    for folder, pattern in (
        (paths.templates(), "*.html"),
        (paths.PACKAGE / "view", "*.py"),
        (paths.PACKAGE / "web", "*"),
    ):
        for path in sorted(path for path in folder.glob(pattern) if path.is_file()):
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
