"""An SVG, piece by piece: elements whose looks are attributes, so that it needs no stylesheet and runs no script."""

from unicodedata import east_asian_width
from xml.etree.ElementTree import Element, SubElement

from mapapp.publish.legible import legible

NAMESPACE = "http://www.w3.org/2000/svg"
APOSTROPHE = "’"
ITS_FONTS = "Helvetica Neue, Arial, Liberation Sans, Libertinus Serif"


def svg(width, height, **more):
    """Return an empty `svg` element, `width` × `height` units large."""
    size = {"width": f"{width:g}", "height": f"{height:g}"}
    return Element("svg", {"xmlns": NAMESPACE, **size, "viewBox": f"0 0 {width:g} {height:g}", **more})


def add(parent, tag, text=None, **attributes):
    """Return a new element in `parent`; an underscore in an attribute's name is a hyphen, numbers are written short."""
    named = {name.replace("_", "-"): _written(value) for name, value in attributes.items() if value is not None}
    element = SubElement(parent, tag, named)
    if text is not None:
        element.text = legible(text)
    return element


def _written(value):
    return value if isinstance(value, str) else f"{round(value, 2):g}"


def words(parent, text, fonts, **look):
    """Add some text to an element. Chinese typefaces draw the apostrophe of Latin names as wide as a character."""
    parts = text.split(APOSTROPHE) if not any(map(_is_chinese, text)) else [text]
    line = add(parent, "text", parts[0], font_family=fonts, **look)
    for part in parts[1:]:
        add(line, "tspan", APOSTROPHE, font_family=ITS_FONTS)
        add(line, "tspan", part)


def _is_chinese(letter):
    return east_asian_width(letter) in "WF"
