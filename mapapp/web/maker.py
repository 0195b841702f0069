"""The form of `/embed/new`, made from the table of options: groups of fields, and what a query chooses in them."""

from dataclasses import dataclass

from mapapp.layers import query
from mapapp.layers.themes import themes
from mapapp.web.frame_code import HEIGHT
from mapapp.web.frame_options import COLOUR, ONE, OPTIONS, POSITION, SOME, SWITCH, text_of
from mapapp.web.language import LANGUAGES
from mapapp.web.naming import cited

GROUPS = {
    "what": ("site", "article", "theme", "scope", "subdistrict", "view"),
    "look": ("lang", "colours", "accent", "basemap"),
    "parts": ("list", "title", "search", "filters", "legend", "controls", "link"),
    "size": ("height",),
}
"""Where each option stands in the form."""
SHAPES = {SOME: "boxes", SWITCH: "switch", COLOUR: "colour", POSITION: "position"}
MANY = 5
"""From how many values on one of them is picked from a menu."""
PIXELS = "pixels"
LOWEST, HIGHEST = 200, 3000
"""How high a frame may be, in CSS pixels."""


@dataclass(frozen=True)
class Value:
    """One value of a field: its text in a query, and what it is called, in the language `tag` ("" for the page's)."""

    text: str
    name: str
    tag: str
    is_chosen: bool


@dataclass(frozen=True)
class Field:
    """One option in the form. `shape`: radios, menu, boxes, switch, colour or position. `text`: what is chosen."""

    name: str
    shape: str
    text: str
    values: tuple


def stated(arguments):
    """Return the texts of a query by name, one each: several boxes are a list, and of a switch the last one counts."""
    return {name: _stated(option, arguments.getlist(name)) for name, option in OPTIONS.items()}


def _stated(option, texts):
    return ",".join(filter(None, texts)) if option.kind == SOME else (texts or [""])[-1]


def pixels_in(text):
    """Return the height of a frame that a text states, in CSS pixels; the usual one where it states none."""
    is_stated = text.isascii() and text.isdigit() and len(text) < 6
    return min(max(int(text), LOWEST), HIGHEST) if is_stated else HEIGHT


def groups(chosen, offered, name_of):
    """Return the fields of each group by its name. `chosen`: the `FrameOptions`; `offered`: as `read` takes them.

    `name_of`: a function from an option and one of its values to what that is called, and in which language.
    """
    return {
        group: [_field(OPTIONS[one], getattr(chosen, one), offered, name_of) for one in options]
        for group, options in GROUPS.items()
    }


def _field(option, chosen, offered, name_of):
    values = offered[option.name] if option.is_offered else option.values
    if option.kind == ONE and not option.default:
        values = ("", *values)
    shown = [
        Value(
            text_of(option, (value,)) if option.kind == SOME else value,
            *name_of(option, value),
            is_chosen=value in chosen if option.kind == SOME else value == text_of(option, chosen),
        )
        for value in values
    ]
    shape = SHAPES.get(option.kind) or ("menu" if len(shown) > MANY else "radios")
    return Field(option.name, shape, text_of(option, chosen), tuple(shown))


def naming(edition, visit, theme):
    """Return a function from an option and a value to (name, language tag); `theme` tells (name, tag) of a theme."""
    known = themes(edition.layers)
    within = query.subdistrict_names(edition.layers)

    def name_of(option, value):
        if not value:
            return visit.say(f"snippet.usual.{option.name}"), ""
        if option.name == "lang":
            return visit.say(option.word_of(value)), LANGUAGES[value].tag
        if option.name == "site":
            plate = edition.plates[value]
            return f"{plate.number} {visit.name(plate.properties)}", ""
        if option.name == "theme" and value in known:
            return theme(known[value].commitments[0], edition.layers.articles[known[value].article])
        if option.name == "article":
            return cited(visit, edition.layers.articles[value]), ""
        if option.name == "subdistrict" and value in within:
            return visit.name(within[value]), ""
        if option.name in ("theme", "subdistrict"):
            return visit.say(f"filter.{value}"), ""
        return visit.say(option.word_of(value)), ""

    return name_of
