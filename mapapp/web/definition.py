"""`/openapi.json`: the definition of the whole API, in the addresses of this site and the ids of this build."""

import json

from flask import request

from mapapp.layers import query
from mapapp.layers.themes import themes
from mapapp.publish.definition.document import definition
from mapapp.publish.features.answers import DEFINITION, OPENAPI
from mapapp.publish.features.collections import collections
from mapapp.web.body import Body
from mapapp.web.language import say

ENGLISH = "en"
"""Programs are spoken to in English."""


def register(app, editions, pages):
    """Give the application the address."""

    @app.get(DEFINITION)
    def whole_definition():
        edition, server = editions.current(), pages.address("") or "/"
        return edition.page(DEFINITION, lambda: _body(edition.layers, server)).response(request.environ)


def named(layers):
    """Return (title, description) of the API."""
    district = query.district(layers)["properties"]["name_en"]
    return say(ENGLISH, "site.name", district=district), say(ENGLISH, "site.description")


def _body(layers, server):
    told = definition(*named(layers), server, collections(layers).values(), _examples(layers))
    return Body(json.dumps(told, ensure_ascii=False).encode(), OPENAPI)


def _examples(layers):
    """Return an id of each kind that can be followed; `None` where this build has none."""
    known = {
        "sites": query.sites(layers),
        "themes": [{"id": id} for id in themes(layers)],
        "articles": [{"id": id} for id in layers.articles],
        "subdistricts": query.subdistricts(layers),
    }
    return {path: found[0]["id"] if found else None for path, found in known.items()}
