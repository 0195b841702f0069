"""KML and KMZ: the placemarks and nothing else; no document type, link or style is followed."""

import io
import re
from itertools import chain
from pathlib import PurePath
from xml.etree.ElementTree import ParseError, XMLParser

import numpy as np

from mapapp.blocks import encoding
from mapapp.blocks.blocks import Found
from mapapp.blocks.findings import noted
from mapapp.blocks.formats import archive
from mapapp.blocks.formats.columns import distinct
from mapapp.blocks.formats.placemarks import Gatherer
from mapapp.errors import EncodingInvalid, KMLCorrupt, LayerEmpty, LayerUnknown, LinksOnly, TooManyColumns

ZIP_MARK = b"PK"
MAIN = "doc.kml"
PLACEMARK = (b"Placemark", "Placemark".encode("utf-16-le")[:-1])
"""How the word stands in a KML, in UTF-16 of either order too."""
PIECE_CHARACTERS = 1 << 16
HEAD_BYTES = 1024
DECLARED = re.compile(rb"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]{1,40})["']""")
ALL_LAYERS = " + "


def read(path, name, wishes, limits):
    """Return the `Found` of a KML, or of those in a KMZ: of the layer wished for, or else of all of it.

    Every folder that holds placemarks is a layer: offices keep the units of a subdistrict in one each. Coordinates are
    WGS-84 degrees by the rule of the format. Raises `KMLCorrupt`, `XMLDTDNotAllowed`, `ContentMismatch`,
    `GeometryCorrupt`, `LayerEmpty`, `LayerUnknown`, the refusals of `archive.unpack` and `encoding.decode`, and those
    of limits.
    """
    documents, format_, unread = _documents(path, name, limits)
    gatherer = Gatherer(name, limits)
    heard = [_gather(document, gatherer, name, wishes) for document in documents]
    placemarks, links = gatherer.close(), gatherer.links
    if links and not placemarks:
        raise LinksOnly(file=name)
    layers = _layers(placemarks, name)
    chosen = _chosen(layers, wishes.layer, name)
    return Found(
        format=format_,
        columns=_columns(chosen, name, limits),
        geometry=_array([placemark.geometry for placemark in chosen]),
        by_format=True,
        layer=wishes.layer or ALL_LAYERS.join(layers),
        layers=tuple(layers),
        encoding=heard[0][0],
        findings=_distinct([*(finding for _, finding in heard), unread, _not_followed(links)]),
    )


def _documents(path, name, limits):
    """Return the bytes of each KML to be read, which format it is, and the finding on what is not read, or `None`.

    In a KMZ the main document is read, or all that have placemarks where it has none.
    """
    with open(path, "rb") as file:
        if file.read(len(ZIP_MARK)) != ZIP_MARK:
            file.seek(0)
            return [file.read()], "KML", None
    members = archive.unpack(path, name, limits, (".kml",))
    holding = [member for member in members if any(word in members[member] for word in PLACEMARK)]
    chosen = [MAIN] if MAIN in holding else holding or list(members)[:1]
    empty = members.keys() - holding
    return [members[member] for member in chosen], "KMZ", archive.passed_over(path, {*chosen, *empty})


def _not_followed(links):
    return noted("links_not_followed", count=links) if links else None


def _distinct(findings):
    found = []
    for finding in filter(None, findings):
        found += [finding] if finding not in found else []
    return tuple(found)


def _encoding(content, name, wishes):
    """Return the encoding and its finding: as marked, declared, or else by the rules of every text."""
    mark, declared = encoding.marked(content), DECLARED.match(content[:HEAD_BYTES].removeprefix(b"\xef\xbb\xbf"))
    if encoding.is_wide(content[:HEAD_BYTES], name, wishes.encoding):
        return "UTF-16", noted("encoding_used", encoding="UTF-16")
    stated = [mark or (declared[1].decode("ascii") if declared else "")]
    return encoding.decode(sorted(encoding.runs(content)), name, stated, wishes.encoding)


def _gather(content, gatherer, name, wishes):
    """Have a `Gatherer` hear the bytes of a KML; return their encoding and its finding."""
    found, heard = _encoding(content, name, wishes)
    text = io.TextIOWrapper(io.BytesIO(content), encoding.codec(found, content[:HEAD_BYTES]), newline="")
    parser = XMLParser(target=gatherer)
    try:
        for piece in iter(lambda: text.read(PIECE_CHARACTERS), ""):
            parser.feed(piece)
        parser.close()
    except ParseError as problem:
        raise KMLCorrupt(file=name) from problem
    except UnicodeError as problem:
        raise EncodingInvalid(file=name, encoding=found) from problem
    return found, heard


def _layers(placemarks, name):
    """Return the placemarks by layer: the folder around them, by its name, or that of the file where it has none."""
    held = {}
    for placemark in placemarks:
        held.setdefault(id(placemark.folder), []).append(placemark)
    if not held:
        raise LayerEmpty(file=name)
    names = [group[0].folder.name.strip() or PurePath(name).stem for group in held.values()]
    return dict(zip(distinct(names), held.values(), strict=True))


def _chosen(layers, wished, name):
    if wished and wished not in layers:
        raise LayerUnknown(file=name, layer=wished, candidates=list(layers))
    return layers[wished] if wished else list(chain.from_iterable(layers.values()))


def _columns(placemarks, name, limits):
    names = dict.fromkeys(chain.from_iterable(placemark.attributes for placemark in placemarks))
    if len(names) > limits.columns:
        raise TooManyColumns(file=name, limit=limits.columns)
    return {one: [placemark.attributes.get(one) for placemark in placemarks] for one in names}


def _array(shapes):
    geometry = np.full(len(shapes), None, object)
    geometry[:] = shapes
    return geometry
