"""What search engines ask for: `/robots.txt`, and `/sitemap.xml` where the site's own address is known."""

from flask import request

from mapapp.errors import UnknownPage
from mapapp.publish.siteindex import paths, robots, siteindex
from mapapp.web.body import Body
from mapapp.web.visit import PREFIXES

SITEMAP = "/sitemap.xml"


def register(app, editions, public_url):
    """Give the application these two addresses; `public_url` may be missing."""
    known = Body(robots(public_url and public_url + SITEMAP).encode(), "text/plain; charset=utf-8")

    @app.get("/robots.txt")
    def robots_text():
        return known.response(request.environ)

    @app.get(SITEMAP)
    def sitemap():
        if not public_url:
            raise UnknownPage()
        edition = editions.current()
        return edition.page(SITEMAP, lambda: _sitemap(edition, public_url)).response(request.environ)


def _sitemap(edition, public_url):
    addresses = [f"{public_url}/{code}{path}" for path in paths(edition.layers) for code in PREFIXES]
    return Body(siteindex(addresses).encode(), "application/xml; charset=utf-8")
