"""The answer as KML: a placemark for each unit, names and quotes as text."""

import re
from xml.etree import ElementTree

import shapely

from mapapp.blocks.exports.about import about
from mapapp.blocks.exports.headings import MEASURED
from mapapp.blocks.exports.placing import placed
from mapapp.blocks.exports.results import results

MEDIA_TYPE = "application/vnd.google-earth.kml+xml"
NAMESPACE = "http://www.opengis.net/kml/2.2"
NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML may not hold."""


def write(answer, units, chosen, reference):
    """Return the bytes of the KML of the chosen units. KML knows WGS-84 only: `reference` has no place in it."""
    root = ElementTree.Element("kml", xmlns=NAMESPACE)
    document = ElementTree.SubElement(root, "Document")
    _say(document, "name", answer["file"]["name"])
    _say(document, "description", "\n".join(f"{what}: {text}" for what, text in about(answer, chosen)))
    for unit, shape in zip(chosen, placed(units, chosen, None), strict=True):
        _placemark(document, answer, answer["units"][unit], shape)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _say(parent, tag, text, **attributes):
    child = ElementTree.SubElement(parent, tag, {name: _clean(value) for name, value in attributes.items()})
    child.text = _clean(text)
    return child


def _clean(text):
    return NO_XML.sub("", str(text))


def _placemark(document, answer, unit, shape):
    placemark = ElementTree.SubElement(document, "Placemark")
    _say(placemark, "name", unit["name"])
    _say(placemark, "description", "\n".join(_sentences(answer, unit)))
    data = ElementTree.SubElement(placemark, "ExtendedData")
    for name, value in (results(answer, unit) | unit["attributes"]).items():
        if value is not None:
            _say(ElementTree.SubElement(data, "Data", name=_clean(name)), "value", value)
    if shape is not None:
        _draw(placemark, shape)


def _sentences(answer, unit):
    """Yield a line for each site of a unit, and one for each commitment that names it, with its source."""
    for part in unit.get("parts", unit.get("near", ())):
        site = answer["sites"][part["site"]]
        yield f"{site['name_zh_hans']} {site['name_en']}: {_amount(part, site)}"
        for id in site["commitments"]:
            words = answer["commitments"][id]
            yield f"“{words['quote']}” ({words['article']} {words['line']}.{words['sentence']})"


def _amount(part, site):
    if "distance_m" in part:
        return f"{part['distance_m']:.0f} m"
    least, most = (f"{part[name]:.0f}" for name in ("low", "high"))
    return f"{part['measure']:.0f} {MEASURED[site['kind']]}, {part['share']:.1%} (最少 min {least}, 最多 max {most})"


def _draw(parent, shape):
    if shape.geom_type == "Point":
        _say(ElementTree.SubElement(parent, "Point"), "coordinates", _coordinates(shape))
        return
    several = ElementTree.SubElement(parent, "MultiGeometry")
    for polygon in shapely.get_parts(shape):
        drawn = ElementTree.SubElement(several, "Polygon")
        for tag, ring in [("outer", polygon.exterior), *(("inner", ring) for ring in polygon.interiors)]:
            boundary = ElementTree.SubElement(ElementTree.SubElement(drawn, f"{tag}BoundaryIs"), "LinearRing")
            _say(boundary, "coordinates", _coordinates(ring))


def _coordinates(shape):
    return " ".join(f"{x!r},{y!r}" for x, y in shapely.get_coordinates(shape).tolist())
