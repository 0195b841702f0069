"""What lets a browser read the map without a network: the service worker, and the list of what a build needs.

Workers: https://www.w3.org/TR/service-workers/. The worker is `static/worker/`, joined as the pages' scripts are.
"""

import json
from urllib.parse import quote

from flask import request

from mapapp.view.forms import FORMS
from mapapp.web.assets import SCRIPT_KIND
from mapapp.web.body import Body
from mapapp.web.bundles import Bundle
from mapapp.web.edition import MAP_DATA, SEARCH_KEYS, text_path
from mapapp.web.ground import GROUND
from mapapp.web.naming import several

WORKER, LIST, UNSEEN = "/sw.js", "/offline.json", "/offline"


def register(app, editions, assets):
    """Give the application the worker and its list; neither may be cached longer than until the next question."""
    script = Body(
        f"const SITE={json.dumps({'forms': FORMS})};\n".encode() + Bundle("main", "worker").script(), SCRIPT_KIND
    )

    def worker():
        return script.response(request.environ)

    def needed():
        edition = editions.current()
        return edition.page(LIST, lambda: _listed(edition, assets)).response(request.environ)

    app.add_url_rule(WORKER, WORKER, worker)
    app.add_url_rule(LIST, LIST, needed)


def _listed(edition, assets):
    listed = json.dumps({"needs": needs(edition, assets), "pages": pages(edition)})
    return Body(listed.encode(), "application/json", mark=edition.mark)


def needs(edition, assets):
    """Return what every page of a build needs to be read, as addresses below the site's own."""
    scripts = (edition.script, assets.toolbox, assets.plain_script, assets.offline_script)
    ground = [GROUND] if edition.ground.is_there else []
    texts = [text_path(quote(id, safe="")) for id in edition.layers.articles]
    styles = [assets.stylesheet, *([assets.chapters_stylesheet] if several(edition.layers) else [])]
    return [path[1:] for path in (*styles, *scripts, MAP_DATA, SEARCH_KEYS, *ground, *texts, UNSEEN)]


def pages(edition):
    """Return the pages that are kept unseen, as addresses below the site in one language: the map and the articles."""
    return ["", *(f"articles/{quote(id, safe='')}" for id in edition.layers.articles)]
