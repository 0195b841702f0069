"""oEmbed: `/oembed`, by which programs such as WordPress put a page of ours into theirs, and how pages lead there."""

from urllib.parse import quote, unquote

from flask import Response, request

from mapapp.errors import FormatNotServed, NotForFrames
from mapapp.layers import query
from mapapp.publish.jsonld import path_of
from mapapp.publish.oembed import Rich, as_json, as_xml, fitting
from mapapp.settings import NOBODY
from mapapp.web import frame_code
from mapapp.web.embeddable import Address, address_in, frame_of
from mapapp.web.language import LANGUAGES, preferred, say

PATH = "/oembed"
WRITTEN = {"json": (as_json, "application/json"), "xml": (as_xml, "text/xml; charset=utf-8")}
KINDS = {"json": "application/json+oembed", "xml": "text/xml+oembed"}
"""The media types by which a page names its answers (oembed.com, 4)."""
WIDTH, HEIGHT = 960, frame_code.HEIGHT
CACHE_AGE_S = 3600
PICTURE = (1200, 630)
"""Width and height of the pictures that go with links, in pixels."""


def register(app, editions, pages, settings):
    """Give the application the address; nobody is told to ask where nobody may show the map in a frame."""

    @app.get(PATH)
    def oembed():
        format = request.args.get("format") or "json"
        if format not in WRITTEN:
            raise FormatNotServed(format=format[:40])
        home = settings.public_url or request.host_url.rstrip("/")
        rich = _answer(editions.current(), home, pages.pictures.there, settings.embed)
        write, kind = WRITTEN[format]
        keeps = f"public, max-age={CACHE_AGE_S}" if settings.public_url else "no-cache"
        headers = {"Cache-Control": keeps, "Vary": "Accept-Language", "Access-Control-Allow-Origin": "*"}
        return Response(write(rich), headers=headers, content_type=kind)


def _answer(edition, home, has_pictures, embed):
    """Return the `Rich` answer to the current request. Raises `NotForFrames`."""
    address = address_in(request.args.get("url", ""), home)
    frame = frame_of(address, edition) if address and embed != NOBODY else None
    if frame is None:
        raise NotForFrames()
    language = LANGUAGES[address.language or preferred(request.headers.get("Accept-Language", ""))]
    name = say(language.code, "site.name", district=query.district(edition.layers)["properties"][language.name])
    title = f"{frame.about[language.name] if frame.about else say(language.code, 'nav.map')} · {name}"
    width, height = _fitting(WIDTH, HEIGHT)
    return Rich(
        title=title,
        html=frame_code.bare_code(home + frame.path, title, width, height),
        width=width,
        height=height,
        provider_name=name,
        provider_url=f"{home}/",
        cache_age=CACHE_AGE_S,
        thumbnail=_thumbnail(home, language, frame.options.site) if has_pictures else None,
    )


def _fitting(width, height):
    """Return a width and a height, or the most of each that the request wants."""
    return fitting(width, request.args.get("maxwidth", "")), fitting(height, request.args.get("maxheight", ""))


def _thumbnail(home, language, site):
    """Return the picture of a place, or of the map, if it is not larger than what is wanted (oembed.com, 2.3.4)."""
    path = f"{path_of('sites', site)}.png" if site else "/share.png"
    return (f"{home}/{language.code}{path}", *PICTURE) if _fitting(*PICTURE) == PICTURE else None


def discovery(edition, visit, origin, embed, options=""):
    """Return (media type, address) of the answers about the page that a visit is to; none if no frame can show it.

    `origin`: scheme and host that visitors know us by; without it the addresses are those on our host.
    `embed`: the setting that says who may. `options`: those of a page in a frame, as a query.
    """
    page = Address(visit.language.code, unquote(visit.path), {}, "")
    if embed == NOBODY or frame_of(page, edition) is None:
        return []
    path = visit.link(visit.path)
    query = f"{'&' if '?' in path else '?'}{options}" if options else ""
    about = quote(origin + path + query, safe="")
    return [(kind, f"{origin}{visit.root}{PATH}?format={format}&url={about}") for format, kind in KINDS.items()]
