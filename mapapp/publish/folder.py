"""Where the pages of a site lie when they are files in a folder, and how these files lead to each other.

A page is `index.html` in a folder of its own, so that its address is the one it has on a server; what an address asks
for after `?` becomes part of the path. Links between files are relative: the folder may lie anywhere on a server.
"""

import hashlib
import re
from pathlib import PurePosixPath
from posixpath import relpath
from urllib.parse import parse_qsl, unquote

HTML = "text/html"
INDEX = "index.html"
PLAIN = re.compile(r"[A-Za-z0-9.-]{1,40}")


def file_of(path, query, kind):
    """Return the file, relative to the folder, of what is answered at a path with a query.

    >>> file_of("/en/sites/yuetan", "text=found", "text/html")
    'en/sites/yuetan/text-found/index.html'
    >>> file_of("/feed.atom", "text=found", "application/atom+xml")
    'feed/text-found.atom'
    """
    where = unquote(path).strip("/")
    asked = [_spelled(name, value) for name, value in parse_qsl(query)]
    if kind == HTML:
        return "/".join(filter(None, (where, *asked, INDEX)))
    file = PurePosixPath(where)
    return str(file.with_suffix("").joinpath(*asked)) + file.suffix


def way_to(file, start):
    """Return the address of one file from another: of a page, that of its folder.

    >>> way_to("en/index.html", "en/about/index.html"), way_to("map.geojson", "en/index.html")
    ('../', '../map.geojson')
    """
    here = str(PurePosixPath(start).parent)
    if PurePosixPath(file).name != INDEX:
        return relpath(file, here)
    return relpath(str(PurePosixPath(file).parent), here) + "/"


def address_in(file):
    """Return the address of a file below that of the folder: of a page, that of its folder."""
    return file.removesuffix(INDEX)


def _spelled(name, value):
    spelled = f"{name}-{value}"
    return spelled if PLAIN.fullmatch(spelled) else f"{name}-{hashlib.sha256(value.encode()).hexdigest()[:12]}"
