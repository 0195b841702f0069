"""What programs ask for: the layers, the map's data, and whether all is well.

Once there is an edition, what is asked for without a query is handed out before Flask is asked (`shelf`).
"""

from flask import jsonify, request

from mapapp.errors import CRSNotServed, UnknownArticle, UnknownLayer, UnknownPage
from mapapp.web.assets import ROOT
from mapapp.web.edition import MAP_DATA, layer_path, text_path
from mapapp.web.ground import GROUND

CRS_SERVED = ("crs84", "ogc:crs84", "epsg:4326")


def register(app, editions, assets):
    """Give the application the addresses that are not pages."""
    _register_data(app, editions)
    _register_assets(app, assets)
    _register_health(app, editions)


def _register_data(app, editions):
    @app.get("/layers/<name>.geojson")
    def layer(name):
        bodies = editions.current().bodies
        if layer_path(name) not in bodies:
            raise UnknownLayer(name=name)
        _check_crs()
        return bodies[layer_path(name)].response(request.environ)

    @app.get("/articles/<id>.txt")
    def article_text(id):
        bodies = editions.current().bodies
        if text_path(id) not in bodies:
            raise UnknownArticle(id=id)
        return bodies[text_path(id)].response(request.environ)

    @app.get(GROUND)
    def ground():
        return editions.current().bodies[GROUND].response(request.environ)

    @app.get(MAP_DATA)
    def map_data():
        return editions.current().bodies[MAP_DATA].response(request.environ)


def _register_assets(app, assets):
    @app.get(f"{ROOT}<path:name>")
    def asset(name):
        if ROOT + name not in assets.bodies:
            raise UnknownPage()
        return assets.bodies[ROOT + name].response(request.environ)

    @app.get("/favicon.ico")
    def icon():
        return assets.bodies[assets.icon].response(request.environ)


def _register_health(app, editions):
    @app.get("/healthz")
    def health():
        editions.current()
        return _state(status="ok")

    @app.get("/readyz")
    def readiness():
        edition = editions.current()
        version = edition.layers.receipt["project"]["version"]
        return _state(status="ok", version=version, newer_build_refused=bool(editions.refused))


def _check_crs():
    """Raise `CRSNotServed` if the address asks for other coordinates than WGS-84."""
    for name, crs in request.args.items(multi=True):
        if name.lower() == "crs" and crs.lower() not in CRS_SERVED:
            raise CRSNotServed(crs=crs)


def _state(**state):
    answer = jsonify(state)
    answer.headers["Cache-Control"] = "no-store"
    return answer
