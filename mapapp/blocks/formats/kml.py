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
from mapapp.errors import EncodingInvalid, KMLCorrupt, LayerEmpty, LayerUnknown, TooManyColumns

ZIP_MARK = b"PK"
MAIN = "doc.kml"
PIECE_CHARACTERS = 1 << 16
HEAD_BYTES = 1024
DECLARED = re.compile(rb"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]{1,40})["']""")
AREAS = {"Polygon", "MultiPolygon", "GeometryCollection"}


def read(path, name, wishes, limits):
    """Return the `Found` of a KML, or of the main one in a KMZ: of the layer wished for, or the first with polygons.

    Every folder that holds placemarks is a layer. Coordinates are WGS-84 degrees by the rule of the format. Raises
    `KMLCorrupt`, `XMLDTDNotAllowed`, `ContentMismatch`, `GeometryCorrupt`, `LayerEmpty`, `LayerUnknown`, the refusals
    of `archive.unpack` and `encoding.decode`, and those of limits.
    """
    content, format_ = _content(path, name, limits)
    found, heard = _encoding(content, name, wishes)
    layers = _layers(_placemarks(content, found, name, limits), name)
    layer = _chosen(layers, wishes.layer, name)
    return Found(
        format=format_,
        columns=_columns(layers[layer], name, limits),
        geometry=_array([placemark.geometry for placemark in layers[layer]]),
        by_format=True,
        layer=layer,
        layers=tuple(layers),
        encoding=found,
        findings=(heard,) if heard else (),
    )


def _content(path, name, limits):
    """Return the bytes of the KML, the first with placemarks in a KMZ, and which of the two it is."""
    with open(path, "rb") as file:
        if file.read(len(ZIP_MARK)) != ZIP_MARK:
            file.seek(0)
            return file.read(), "KML"
    members = archive.unpack(path, name, limits, (".kml",))
    ordered = [members[member] for member in sorted(members, key=lambda member: member != MAIN)]
    return next((content for content in ordered if b"Placemark" in content), ordered[0]), "KMZ"


def _encoding(content, name, wishes):
    """Return the encoding and its finding: as marked, declared, or else by the rules of every text."""
    mark, declared = encoding.marked(content), DECLARED.match(content[:HEAD_BYTES].removeprefix(b"\xef\xbb\xbf"))
    if mark == "UTF-16":
        return mark, noted("encoding_used", encoding=mark)
    stated = [mark or (declared[1].decode("ascii") if declared else "")]
    return encoding.decode(sorted(encoding.runs(content)), name, stated, wishes.encoding)


def _placemarks(content, found, name, limits):
    codec = "utf-8-sig" if found == "UTF-8" else encoding.CODECS[found]
    text = io.TextIOWrapper(io.BytesIO(content), codec, newline="")
    parser = XMLParser(target=Gatherer(name, limits))
    try:
        for piece in iter(lambda: text.read(PIECE_CHARACTERS), ""):
            parser.feed(piece)
        return parser.close()
    except ParseError as problem:
        raise KMLCorrupt(file=name) from problem
    except UnicodeError as problem:
        raise EncodingInvalid(file=name, encoding=found) from problem


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
    return wished or next((layer for layer, held in layers.items() if _has_areas(held)), next(iter(layers)))


def _has_areas(placemarks):
    return any(one.geometry is not None and one.geometry.geom_type in AREAS for one in placemarks)


def _columns(placemarks, name, limits):
    names = dict.fromkeys(chain.from_iterable(placemark.attributes for placemark in placemarks))
    if len(names) > limits.columns:
        raise TooManyColumns(file=name, limit=limits.columns)
    return {one: [placemark.attributes.get(one) for placemark in placemarks] for one in names}


def _array(shapes):
    geometry = np.full(len(shapes), None, object)
    geometry[:] = shapes
    return geometry
