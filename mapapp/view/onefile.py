"""The whole map in one HTML file: a page that carries its style, its script and its data, and asks nobody for anything.

The script and the data are packed (gzip, RFC 1952, in base64, RFC 4648): of their signs none can close an element.
"""

import base64
import gzip
import hashlib
import json
import re

POLICY = (
    "default-src 'none'",
    "script-src {scripts}",
    "style-src {styles}",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
)
"""What the file may load: what it carries, known by its hashes, and pictures that are data (W3C, CSP Level 3)."""
HEAD = '<meta charset="utf-8">\n'
END = re.compile(r"</(script|style)", re.IGNORECASE)


def one_file(page, style, unpacking, scripts, files):
    """Return a page with everything in it.

    `page`: the HTML, which asks for no style and no script. `unpacking`: the script that runs the first of `scripts`.
    `scripts`, `files`: path within the site → content in bytes, which the script gets under that path.
    """
    _refuse_ends(style, unpacking)
    runs = [unpacking, *scripts.values()]
    policy = "; ".join(POLICY).format(scripts=" ".join(map(_hash, runs)), styles=_hash(style))
    head = f'{HEAD}<meta http-equiv="Content-Security-Policy" content="{policy}">\n<style>{style.decode()}</style>\n'
    blocks = [_block(path, content) for path, content in (scripts | files).items()]
    tail = "\n".join([*blocks, f"<script>{unpacking.decode()}</script>", "</body>"])
    return page.replace(HEAD, head, 1).replace("</body>", tail).encode()


def _block(path, content):
    packed = base64.b64encode(gzip.compress(content, 9, mtime=0)).decode()
    return f'<script type="application/json" data-file="{path}">{json.dumps(packed)}</script>'


def _hash(content):
    return f"'sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}'"


def _refuse_ends(*ours):
    """Check that what stands in the file as it is closes no element: it is ours, not data."""
    for content in ours:
        if END.search(content.decode()):
            raise ValueError("a style or script of ours would end before its end")
