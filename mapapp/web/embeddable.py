"""Which pages can be shown in a frame: the address of a page of ours in, the address of its frame out."""

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from mapapp.view.forms import FORMS
from mapapp.view.subdistricts import subdistricts
from mapapp.web.frame_options import PLAIN, FrameOptions, read
from mapapp.web.frames import PAPERS, offered
from mapapp.web.language import LANGUAGES
from mapapp.web.visit import EMBED, PREFIXES

CARRIED = ("text", "group", "status", "kind", "certainty", "near", "within")
"""What the map page reads of a query beside the options of a frame."""
LONGEST = 200
"""How long a carried value may be."""
SCHEMES = ("http", "https")


@dataclass(frozen=True)
class Address:
    """A page of ours by its address. `language`: a code, or "" where the reader's browser says it.

    `path`: within the site, decoded, without language and final slash. `query`: texts by name. `target`: what is
    chosen, after the hash.
    """

    language: str
    path: str
    query: dict
    target: str


@dataclass(frozen=True)
class Frame:
    """What a frame shows of a page. `path`: of the frame, within the site. `options`: those that it states.

    `about`: the properties of the place or subdistrict that it is about; `None` for the whole map.
    """

    path: str
    options: FrameOptions
    about: dict | None = None


def address_in(url, home):
    """Return the `Address` that `url` is below `home`, our own address, or `None` if it is not ours.

    Of an address without scheme and host only the path is looked at.
    """
    try:
        parts, ours = urlsplit(url), urlsplit(home)
    except ValueError:
        return None
    is_ours = parts.scheme in SCHEMES and parts.netloc.lower() == ours.netloc.lower()
    if not (is_ours or (url.startswith("/") and not parts.netloc)):
        return None
    path = unquote(parts.path)
    if not f"{path}/".startswith(f"{ours.path}/"):
        return None
    return _address(path.removeprefix(ours.path), parts)


def _address(path, parts):
    first, _, rest = path.strip("/").partition("/")
    language, path = (first, rest) if first in PREFIXES else ("", path.strip("/"))
    query = dict(reversed(parse_qsl(parts.query)))
    if f"/{path}" == EMBED and query.get("lang") in LANGUAGES:
        language = query["lang"]
    return Address(language, f"/{path}", query, unquote(parts.fragment))


def frame_of(address, edition):
    """Return the `Frame` that shows a page, or `None` if there is no such page, or none that a frame can show."""
    kind, _, id = address.path[1:].partition("/")
    if address.path in ("/", EMBED):
        return _map(address, edition)
    if kind == "sites" and id in edition.plates:
        return _frame(address, FrameOptions(site=id), edition.plates[id].properties)
    if kind == "articles" and id in edition.layers.articles:
        return _frame(address, FrameOptions())
    if kind == "subdistricts":
        return _subdistrict(address, id, edition)
    return None


def _map(address, edition):
    options = read(address.query, offered(edition), PAPERS).options
    if address.target in edition.plates and not options.site:
        options = replace(options, site=address.target)
    return _frame(address, options, edition.plates[options.site].properties if options.site else None)


def _subdistrict(address, id, edition):
    """A subdistrict that a sentence names is a place; another one is shown by the places known to lie in it."""
    found = subdistricts(edition.layers, edition.plates).get(id)
    if found and found.plate:
        return _frame(address, FrameOptions(site=id), found.properties)
    return _frame(address, FrameOptions(subdistrict=(id,)), found.properties) if found and found.plates else None


def _frame(address, options, about=None):
    options = replace(options, lang=address.language)
    return Frame(path_of_frame(options, carried(address.query)), options, about)


def path_of_frame(options, more):
    """Return the path and query of the frame that shows these `FrameOptions`. `more`: what is `carried` beside them."""
    parts = [options.query, *(f"{name}={quote(value, safe=PLAIN)}" for name, value in more.items())]
    query = "&".join(filter(None, parts))
    return EMBED + (f"?{query}" if query else "")


def carried(query):
    """Return what a query, texts by name, says beside the options; the usual form of the text need not be said."""
    stated = {name: query.get(name, "") for name in CARRIED}
    return {
        name: value
        for name, value in stated.items()
        if value and len(value) <= LONGEST and (name, value) != ("text", FORMS[0])
    }
