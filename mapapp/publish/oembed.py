"""oEmbed (oembed.com, version 1.0): how the page of one site is put into the page of another, as JSON and as XML."""

import json
from dataclasses import asdict, dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from mapapp.publish.legible import legible

VERSION = "1.0"


@dataclass(frozen=True)
class Rich:
    """An answer of the type `rich`. `html`: the code to put in. `width`, `height`: of what it shows, in CSS pixels.

    `cache_age`: for how many seconds whoever asks may keep it. `thumbnail`: (address, width, height) or `None`.
    """

    title: str
    html: str
    width: int
    height: int
    provider_name: str
    provider_url: str
    cache_age: int
    thumbnail: tuple | None = None

    def parameters(self):
        """Return the response parameters by their names (2.3.4)."""
        stated = asdict(self)
        names = ("thumbnail_url", "thumbnail_width", "thumbnail_height")
        shown = dict(zip(names, stated.pop("thumbnail") or (), strict=False))
        return {"type": "rich", "version": VERSION, **stated, **shown}


def fitting(usual, most):
    """Return a width or height that is `usual`, or the most that was asked for; what is no number above 0 asks nothing.

    >>> fitting(640, "300"), fitting(640, "wide")
    (300, 640)
    """
    is_stated = most.isascii() and most.isdigit() and len(most) < 9 and int(most) > 0
    return min(usual, int(most)) if is_stated else usual


def as_json(rich):
    """Return the answer as JSON (2.3.4.1), in UTF-8."""
    return json.dumps(rich.parameters(), ensure_ascii=False).encode()


def as_xml(rich):
    """Return the answer as XML (2.3.4.2), in UTF-8."""
    root = Element("oembed")
    for name, value in rich.parameters().items():
        SubElement(root, name).text = legible(str(value))
    return b'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n' + tostring(root, encoding="utf-8")
