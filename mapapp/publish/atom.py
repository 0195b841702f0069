"""Atom feeds (RFC 4287) with places in GeoRSS-Simple, written as a tree, so that every text stays a text."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from mapapp.publish.georss import NAMESPACE, shapes
from mapapp.publish.legible import legible

KIND = "application/atom+xml; charset=utf-8"
_ATOM = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

register_namespace("georss", NAMESPACE)
register_namespace("", _ATOM)


@dataclass(frozen=True)
class Link:
    """Where something leads to: `href` absolute, or relative to the address of the feed (RFC 4287, 2)."""

    rel: str
    href: str
    kind: str | None = None
    title: str | None = None


@dataclass(frozen=True)
class Entry:
    """One entry. `day`: its date. `content`: the words of a source, in the language `content_tag` ("" if not known).

    `summary`: what we say about it. `author`: whose words they are, `None` for the feed's own author.
    `category`: (id, name) of its theme, or `None`. `places`: GeoJSON features in WGS-84 degrees.
    """

    id: str
    title: str
    day: str
    author: str | None
    content: str
    content_tag: str
    summary: str
    links: list
    category: tuple | None
    places: list


@dataclass(frozen=True)
class Feed:
    """A feed in the language `tag`, with its entries in the order in which they are to be read."""

    id: str
    tag: str
    title: str
    subtitle: str
    day: str
    author: str
    rights: str
    links: list
    entries: list


def atom(feed):
    """Return the bytes of a feed in UTF-8."""
    root = Element(f"{{{_ATOM}}}feed", {_LANGUAGE: feed.tag})
    _head(root, feed)
    _text(root, "subtitle", feed.subtitle)
    _text(root, "rights", feed.rights)
    _author(root, feed.author)
    for entry in feed.entries:
        _entry(SubElement(root, f"{{{_ATOM}}}entry"), entry)
    return tostring(root, encoding="utf-8", xml_declaration=True)


def instant(day):
    """Return the beginning of a day, in UTC, as RFC 3339 has it: the format asks for a time, and none is known."""
    return f"{day}T00:00:00Z"


def _head(parent, what):
    _text(parent, "id", f"urn:uuid:{what.id}")
    _text(parent, "title", what.title)
    _text(parent, "updated", instant(what.day))
    for link in what.links:
        stated = {"rel": link.rel, "href": link.href, "type": link.kind, "title": link.title}
        SubElement(parent, f"{{{_ATOM}}}link", {name: legible(value) for name, value in stated.items() if value})


def _entry(parent, entry):
    _head(parent, entry)
    if entry.author:
        _author(parent, entry.author)
    if entry.category:
        term, label = entry.category
        SubElement(parent, f"{{{_ATOM}}}category", {"term": legible(term), "label": legible(label)})
    _text(parent, "summary", entry.summary)
    _text(parent, "content", entry.content).set(_LANGUAGE, entry.content_tag)
    for place in entry.places:
        for name, positions in shapes(place["geometry"]):
            SubElement(parent, f"{{{NAMESPACE}}}{name}").text = positions
    if len(entry.places) == 1:
        _where(parent, *entry.places)


def _where(parent, place):
    """State how wide the one shape may be off, in metres; beside several, nothing would say which is meant."""
    if place["geometry"] is not None:
        SubElement(parent, f"{{{NAMESPACE}}}radius").text = f"{place['properties']['accuracy_m']:g}"


def _author(parent, name):
    _text(SubElement(parent, f"{{{_ATOM}}}author"), "name", name)


def _text(parent, name, text):
    element = SubElement(parent, f"{{{_ATOM}}}{name}")
    element.text = legible(text)
    return element
