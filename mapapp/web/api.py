"""What programs ask for: texts, the map's data, and whether all is well.

Once there is an edition, what is asked for without a query is handed out before Flask is asked (`shelf`).
"""

from flask import jsonify, request

from mapapp.errors import UnknownArticle, UnknownPage
from mapapp.web.assets import ROOT
from mapapp.web.edition import MAP_DATA, RECEIPT, SEARCH_KEYS, text_path
from mapapp.web.ground import GROUND


def register(app, editions, assets, stopping):
    """Give the application the addresses that are not pages."""
    _register_texts(app, editions)
    _register_map(app, editions)
    _register_assets(app, assets)
    _register_health(app, editions, stopping)


def _register_texts(app, editions):
    @app.get("/articles/<id>.txt")
    def article_text(id):
        bodies = editions.current().bodies
        if text_path(id) not in bodies:
            raise UnknownArticle(id=id)
        return bodies[text_path(id)].response(request.environ)


def _register_map(app, editions):
    def whole():
        return editions.current().bodies[request.path].response(request.environ)

    for path in (MAP_DATA, RECEIPT, SEARCH_KEYS, GROUND):
        app.add_url_rule(path, path, whole)


def _register_assets(app, assets):
    @app.get(f"{ROOT}<path:name>")
    def asset(name):
        if ROOT + name not in assets.bodies:
            raise UnknownPage()
        return assets.bodies[ROOT + name].response(request.environ)

    @app.get("/favicon.ico")
    def icon():
        return assets.bodies[assets.icon].response(request.environ)


def _register_health(app, editions, stopping):
    @app.get("/healthz")
    def health():
        editions.current()
        return _state(status="ok")

    @app.get("/readyz")
    def readiness():
        if stopping.begun:
            return _state(status="stopping"), 503
        edition = editions.current()
        version = edition.layers.receipt["project"]["version"]
        return _state(status="ok", version=version, newer_build_refused=bool(editions.refused))


def _state(**state):
    answer = jsonify(state)
    answer.headers["Cache-Control"] = "no-store"
    return answer
