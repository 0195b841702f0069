"""What a browser has to know to install the map as an app: the web app manifest, one a language.

The members are those of https://www.w3.org/TR/appmanifest/.
"""

import json

from flask import request

from mapapp.web.assets import colour
from mapapp.web.body import Body
from mapapp.web.naming import described, district_in
from mapapp.web.pages import CHOSEN_LANGUAGE

PATH = "/manifest.webmanifest"
KIND = "application/manifest+json"
ICONS = (("icon-192", 192, "any"), ("icon-512", 512, "any"), ("maskable-512", 512, "maskable"))
"""Each icon's name, width and height in pixels, and what it may be used for."""


def register(app, editions, assets, pages):
    """Give the application the manifest: in the visitor's language, and in a chosen one."""

    def manifest(**_):
        edition, visit = editions.current(), pages.visit()
        key = (PATH, visit.language.code, visit.fixed)
        return edition.page(key, lambda: _body(edition, visit, assets)).response(request.environ)

    app.add_url_rule(PATH, "manifest", manifest)
    app.add_url_rule(CHOSEN_LANGUAGE + PATH, "manifest_in", manifest)


def _body(edition, visit, assets):
    stated = json.dumps(manifest_of(edition, visit, assets), ensure_ascii=False)
    return Body(stated.encode(), KIND, vary=() if visit.fixed else ("Accept-Language",))


def manifest_of(edition, visit, assets):
    """Return the manifest of a district in the language of a visit; it is the same app in every language."""
    return {
        "id": f"{visit.root}/",
        "name": visit.say("site.name", district=district_in(visit, edition)),
        "short_name": visit.say("site.nameless"),
        "description": described(visit, edition.layers),
        "lang": visit.language.tag,
        "dir": "ltr",
        "start_url": f"{visit.root}{visit.prefix}/",
        "scope": f"{visit.root}/",
        "display": "standalone",
        "display_override": ["minimal-ui", "standalone"],
        "theme_color": colour("paper"),
        "background_color": colour("paper"),
        "icons": [_icon(visit.root + assets.icons[name], size, use) for name, size, use in ICONS],
    }


def _icon(address, size, use):
    return {"src": address, "sizes": f"{size}x{size}", "type": "image/png", "purpose": use}
