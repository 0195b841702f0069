"""The list of all pages (sitemaps.org, protocol 0.9) and what may be looked at (RFC 9309), for crawlers."""

from xml.sax.saxutils import escape

from mapapp.layers import query
from mapapp.layers.versions import versions
from mapapp.publish.jsonld import path_of

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def paths(layers):
    """Return the path of every page, without language: the map, the lists, each place, subdistrict and article."""
    return [
        "/",
        "/about",
        "/downloads",
        "/subdistricts",
        *(["/articles"] if len(layers.articles) > 1 else []),
        *(path_of("articles", id) for id in layers.articles),
        *(f"{path_of('articles', id)}/changes" for id, article in layers.articles.items() if versions(article)),
        *(path_of("sites", site["id"]) for site in query.sites(layers)),
        *(path_of("subdistricts", one["id"]) for one in query.subdistricts(layers)),
    ]


def siteindex(addresses):
    """Return the sitemap of whole addresses, as XML."""
    entries = "\n".join(f"<url><loc>{escape(address)}</loc></url>" for address in addresses)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{NAMESPACE}">\n{entries}\n</urlset>\n'


def robots(sitemap=None):
    """Return what robots.txt says: everything may be read, and where the list of pages is, if its address is known."""
    return "User-agent: *\nAllow: /\n" + (f"Sitemap: {sitemap}\n" if sitemap else "")
