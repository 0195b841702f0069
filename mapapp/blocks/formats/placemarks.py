"""The placemarks of a KML, gathered while its XML is read, and their shapes."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import TreeBuilder

import numpy as np
import shapely

from mapapp.blocks.formats import rings
from mapapp.blocks.formats.columns import distinct
from mapapp.errors import (
    ContentMismatch,
    GeometryCorrupt,
    KMLCorrupt,
    TooManyFeatures,
    TooManyVertices,
    XMLDTDNotAllowed,
)

DEEPEST = 64
LINK = "NetworkLink"
FOLDERS = {"Folder", "Document"}
SHAPES = {"Point", "LineString", "LinearRing", "Polygon", "MultiGeometry"}
NUMBER = r"[+-]?(?:\d++(?:\.\d*+)?|\.\d++)(?:[eE][+-]?\d{1,3})?"
COORDINATES = {
    size: re.compile(rf"\s*+(?:{NUMBER}(?:\s*+,\s*+{NUMBER}){{{size - 1}}}(?:\s++|$))*+", re.ASCII) for size in (2, 3)
}
"""Coordinates without heights, and with them, by how many numbers they have."""
SHELL, HOLE = "outerBoundaryIs/LinearRing/coordinates", "innerBoundaryIs/LinearRing/coordinates"


@dataclass
class Folder:
    """A folder or document; its name comes while it is read."""

    name: str = ""


@dataclass(frozen=True)
class Placemark:
    """A placemark in the folder closest around it. `attributes`: text by name. `geometry`: 2-D, or `None`."""

    folder: Folder
    attributes: dict
    geometry: object


class Gatherer:
    """What `XMLParser` tells its finds to; `close` returns the list of every `Placemark`.

    `name`: the file's, for sentences. `links`: how many links to other files were met. Raises `XMLDTDNotAllowed` and
    `ContentMismatch` where they show, `KMLCorrupt` where elements are nested too deep, `GeometryCorrupt`,
    `TooManyFeatures` and `TooManyVertices`.
    """

    def __init__(self, name, limits):
        self._name, self._limits = name, limits
        self._path, self._folders = [], [Folder()]
        self._builder, self._outside = None, 0
        self._placemarks, self._vertices = [], 0
        self.links = 0

    def doctype(self, *_):
        """Refuse any document type before what it declares is read."""
        raise XMLDTDNotAllowed(file=self._name)

    def start(self, tag, attributes):
        """Hear that an element begins."""
        tag = _local(tag)
        if not self._path and tag != "kml":
            raise ContentMismatch(file=self._name, format="KML")
        if len(self._path) == DEEPEST:
            raise KMLCorrupt(file=self._name)
        if tag == "Placemark" and self._builder is None:
            self._builder, self._outside = TreeBuilder(), len(self._path)
        self._path.append(tag)
        if self._builder is not None:
            self._builder.start(tag, attributes)
        elif tag in FOLDERS:
            self._folders.append(Folder())
        self.links += tag == LINK

    def data(self, text):
        """Hear text."""
        if self._builder is not None:
            self._builder.data(text)
        elif self._path[-1] == "name" and self._path[-2] in FOLDERS:
            self._folders[-1].name += text

    def end(self, tag):
        """Hear that an element ends."""
        tag = _local(tag)
        self._path.pop()
        if self._builder is not None:
            self._builder.end(tag)
            if len(self._path) == self._outside:
                self._gather(self._builder.close())
        elif tag in FOLDERS:
            self._folders.pop()

    def close(self):
        """Return all placemarks, in the order of the file."""
        return self._placemarks

    def _gather(self, element):
        self._builder = None
        if len(self._placemarks) == self._limits.features:
            raise TooManyFeatures(file=self._name, limit=self._limits.features)
        geometry = self._shape(element, len(self._placemarks) + 1)
        self._vertices += shapely.get_num_coordinates(geometry)
        if self._vertices > self._limits.vertices:
            raise TooManyVertices(file=self._name, limit=self._limits.vertices)
        self._placemarks.append(Placemark(self._folders[-1], _attributes(element), geometry))

    def _shape(self, element, number):
        try:
            return next((_shape(child) for child in element if child.tag in SHAPES), None)
        except ValueError as problem:
            where = {"where_en": f"placemark {number}", "where_zh": f"第 {number} 个地标"}
            raise GeometryCorrupt(file=self._name, **where) from problem


def _local(tag):
    return tag.rpartition("}")[2]


def _attributes(element):
    """Return the name, the description and the extended data of a placemark, as they are written."""
    found = [(tag, child) for tag in ("name", "description") for child in element.findall(tag)[:1]]
    found += [(data.get("name", "").strip(), value) for data in element.iter("Data") for value in data.findall("value")]
    found += [(data.get("name", "").strip(), data) for data in element.iter("SimpleData")]
    names = distinct([name for name, _ in found])
    return {name: "".join(one.itertext()).strip() or None for name, (_, one) in zip(names, found, strict=True)}


def _shape(element):
    """Return the shape of an element. Raises `ValueError` where its coordinates are no numbers."""
    if element.tag == "MultiGeometry":
        return _together([_shape(child) for child in element if child.tag in SHAPES])
    if element.tag == "Polygon":
        shell, holes = _runs(element, SHELL), _runs(element, HOLE)
        return rings.polygon(shell[0], holes) if shell else shapely.Polygon()
    run = next(iter(_runs(element, "coordinates")), ())
    if element.tag == "Point":
        return shapely.Point(run[0]) if len(run) else None
    return shapely.LineString(run) if len(run) > 1 else None


def _together(shapes):
    """Return one shape of several, a collection where they are of different kinds, or `None` of none."""
    flat = shapely.get_parts([shape for shape in shapes if shape is not None])
    kinds = {shape.geom_type for shape in flat}
    makers = {"Polygon": shapely.MultiPolygon, "Point": shapely.MultiPoint, "LineString": shapely.MultiLineString}
    maker = makers.get(*kinds) if len(kinds) == 1 else shapely.GeometryCollection
    return maker(list(flat)) if kinds else None


def _runs(element, path):
    return [_coordinates(found.text or "") for found in element.findall(path)]


def _coordinates(text):
    """Return an array (n, 2) of the longitudes and latitudes in a text such as "116.3,39.9,0 116.4,39.8,0"."""
    if not text.strip():
        return np.empty((0, 2))
    for size, pattern in COORDINATES.items():
        if pattern.fullmatch(text):
            return np.fromstring(text.replace(",", " "), sep=" ").reshape(-1, size)[:, :2]
    raise ValueError
