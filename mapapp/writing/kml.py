"""KML 2.2: placemarks with names, sentences and data as text. KML knows WGS-84 only."""

import re
from xml.etree import ElementTree

import shapely

MEDIA_TYPE = "application/vnd.google-earth.kml+xml"
NAMESPACE = "http://www.opengis.net/kml/2.2"
NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML may not hold."""
SIMPLE = {"Point": "Point", "LineString": "LineString", "LinearRing": "LinearRing"}


def write(name, description, placemarks):
    """Return the bytes of a document; `placemarks`: (name, description, data: name → value, shape or `None`) each.

    Shapes are shapely's, in WGS-84 degrees. A value that is `None` is left out.
    """
    root = ElementTree.Element("kml", xmlns=NAMESPACE)
    document = ElementTree.SubElement(root, "Document")
    _say(document, "name", name)
    _say(document, "description", description)
    for placemark in placemarks:
        _placemark(document, *placemark)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _say(parent, tag, text):
    child = ElementTree.SubElement(parent, tag)
    child.text = _clean(text)
    return child


def _clean(text):
    return NO_XML.sub("", str(text))


def _placemark(document, name, description, data, shape):
    placemark = ElementTree.SubElement(document, "Placemark")
    _say(placemark, "name", name)
    _say(placemark, "description", description)
    extended = ElementTree.SubElement(placemark, "ExtendedData")
    for key, value in data.items():
        if value is not None:
            _say(ElementTree.SubElement(extended, "Data", name=_clean(key)), "value", value)
    if shape is not None:
        _draw(placemark, shape)


def _draw(parent, shape):
    if shape.geom_type in SIMPLE:
        _say(ElementTree.SubElement(parent, shape.geom_type), "coordinates", _coordinates(shape))
    elif shape.geom_type == "Polygon":
        _polygon(parent, shape)
    else:
        several = ElementTree.SubElement(parent, "MultiGeometry")
        for part in shapely.get_parts(shape):
            _draw(several, part)


def _polygon(parent, polygon):
    drawn = ElementTree.SubElement(parent, "Polygon")
    for tag, ring in [("outer", polygon.exterior), *(("inner", ring) for ring in polygon.interiors)]:
        _draw(ElementTree.SubElement(drawn, f"{tag}BoundaryIs"), ring)


def _coordinates(shape):
    return " ".join(f"{x!r},{y!r}" for x, y in shapely.get_coordinates(shape).tolist())
