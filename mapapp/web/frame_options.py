"""The options of the map in a frame: one table, how a query is read by it, and how the way back is written.

`OPTIONS` says enough to build a form from: which kind of value each takes, which values there are,
which is usual, and under which keys our words for them stand. What a district or its operator has
to offer (places, themes, subdistricts, the base map) is handed in.
"""

import re
from dataclasses import dataclass, fields
from urllib.parse import quote

from mapapp.web import accent
from mapapp.web.language import LANGUAGES

ONE, SOME, SWITCH, COLOUR, POSITION = "one", "some", "switch", "colour", "position"
"""Kinds of values: one of those there are, any number of them, yes or no, a colour, a position with a zoom."""

YES, NO = "yes", "no"
POSITION_TEXT = re.compile(r"(-?\d{1,3}(?:\.\d{1,15})?),(-?\d{1,2}(?:\.\d{1,15})?),(\d{1,2}(?:\.\d{1,15})?)", re.ASCII)
FARTHEST = (180, 85, 22)
DECIMALS = (5, 5, 2)
"""Longitude and latitude in degrees (WGS-84), zoom: the most of each, and how exactly it is written."""

PLAIN = ":,"
"""What needs no code in a query; the browser's `address` module writes the same."""


@dataclass(frozen=True)
class Option:
    """One option. `values`: those there are; none where they are offered by the district or its operator, or free.

    `default`: what holds where the query says nothing: a text, a truth, some values, or `None` for no position.
    """

    name: str
    kind: str
    default: object = ""
    values: tuple = ()

    @property
    def is_offered(self):
        """Whether the values are those that a district or its operator has to offer."""
        return self.kind in (ONE, SOME) and not self.values

    @property
    def word(self):
        """The key of our word for this option."""
        return f"frame.{self.name}"

    def word_of(self, value):
        """Return the key of our word for a value of its own."""
        return f"frame.{value}" if self.kind == SWITCH else f"frame.{self.name}.{value}"


OPTIONS = {
    option.name: option
    for option in (
        Option("lang", ONE, values=tuple(LANGUAGES)),
        Option("colours", ONE, "auto", ("auto", "light", "dark")),
        Option("accent", COLOUR),
        Option("site", ONE),
        Option("article", SOME, ()),
        Option("theme", SOME, ()),
        Option("scope", SOME, (), ("site", "district", "policy")),
        Option("subdistrict", SOME, ()),
        Option("view", POSITION, None),
        Option("list", ONE, "beside", ("beside", "below", "none")),
        Option("search", SWITCH, True, (YES, NO)),
        Option("filters", SWITCH, True, (YES, NO)),
        Option("legend", SWITCH, True, (YES, NO)),
        Option("basemap", ONE),
        Option("controls", SWITCH, True, (YES, NO)),
        Option("link", SWITCH, True, (YES, NO)),
        Option("title", SWITCH, True, (YES, NO)),
        Option("height", ONE, "fixed", ("fixed", "fit")),
    )
}
"""Every option by its name, in the order in which they are written."""


@dataclass(frozen=True)
class FrameOptions:
    """What a frame shows. An empty `lang` is the browser's, an empty `accent` our gold, an empty `basemap` the
    operator's. `accent`: six hexadecimal digits. `view`: (longitude, latitude, zoom), WGS-84.
    """

    lang: str = ""
    colours: str = "auto"
    accent: str = ""
    site: str = ""
    article: tuple = ()
    theme: tuple = ()
    scope: tuple = ()
    subdistrict: tuple = ()
    view: tuple | None = None
    list: str = "beside"
    search: bool = True
    filters: bool = True
    legend: bool = True
    basemap: str = ""
    controls: bool = True
    link: bool = True
    title: bool = True
    height: str = "fixed"

    @property
    def query(self):
        """The query that asks for these options, without a question mark; empty where all are as usual."""
        stated = ((field.name, getattr(self, field.name)) for field in fields(self))
        return "&".join(
            f"{name}={quote(text_of(OPTIONS[name], value), safe=PLAIN)}"
            for name, value in stated
            if value != OPTIONS[name].default
        )


USUAL = FrameOptions()


@dataclass(frozen=True)
class Reading:
    """A query that was read: the `FrameOptions` that it asks for, and the names of those that it asks for in vain."""

    options: FrameOptions
    refused: tuple


def read(query, offered, papers):
    """Return the `Reading` of a query, a mapping of texts by name; what it says beside the options is not looked at.

    `offered`: the values there are of `site`, `article`, `theme`, `subdistrict` and `basemap`, by name. `papers`: the
    colour of the page's ground by `light` and `dark`, on which an accent must be told. What is unknown or broken is
    as usual, and named in `refused`; of several values the known ones stay.
    """
    stated = {name: query.get(name) or "" for name in OPTIONS}
    found, refused = {}, []
    for name, text in stated.items():
        value, is_sound = _value(OPTIONS[name], text, offered.get(name, ()))
        found[name] = value
        refused += [] if is_sound else [name]
    if found["accent"] and not accent.is_readable(found["accent"], grounds(found["colours"], papers)):
        found["accent"] = ""
        refused.append("accent")
    return Reading(FrameOptions(**found), tuple(name for name in OPTIONS if name in refused))


def grounds(colours, papers):
    """Return the grounds on which a frame of these `colours` may be seen."""
    return list(papers.values()) if colours == "auto" else [papers[colours]]


def text_of(option, value):
    """Return a value as a query states it, before it is encoded."""
    if option.kind == SWITCH:
        return YES if value else NO
    if option.kind == SOME:
        return ",".join(one.replace("%", "%25").replace(",", "%2C") for one in value)
    if option.kind == POSITION:
        return ",".join(_number(*pair) for pair in zip(value, DECIMALS, strict=True)) if value else ""
    return value


def _value(option, text, offered):
    """Return (value, whether the text states it) of one option."""
    if not text:
        return option.default, True
    value = _READERS[option.kind](text, offered if option.is_offered else option.values)
    if option.kind == SOME:
        return value, len(value) == len(_parts(text))
    return (option.default, False) if value is None else (value, True)


def _some(text, known):
    asked = _parts(text)
    return tuple(value for value in known if value in asked)


def _parts(text):
    """Return the set of values in a list with commas; a comma within a value is encoded once more."""
    return {part.replace("%2C", ",").replace("%25", "%") for part in text.split(",") if part}


def _position(text, _):
    found = POSITION_TEXT.fullmatch(text)
    numbers = tuple(map(float, found.groups())) if found else ()
    is_sound = found and all(abs(number) <= most for number, most in zip(numbers, FARTHEST, strict=True))
    return tuple(map(round, numbers, DECIMALS)) if is_sound else None


_READERS = {
    ONE: lambda text, known: text if text in known else None,
    SOME: _some,
    SWITCH: lambda text, _: {YES: True, NO: False}.get(text),
    COLOUR: lambda text, _: accent.spelled(text),
    POSITION: _position,
}


def _number(number, decimals):
    return f"{number:.{decimals}f}".rstrip("0").rstrip(".")
