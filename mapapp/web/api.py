"""What programs ask for: the layers, the map's data, and whether all is well.

Once there is an edition, what is asked for without a query is handed out before Flask is asked (`shelf`).
"""

from flask import jsonify, request

from mapapp.errors import CRSNotServed, UnknownArticle, UnknownLayer, UnknownPage
from mapapp.view.datum import DATUMS, WGS84
from mapapp.web.assets import ROOT
from mapapp.web.edition import MAP_DATA, SEARCH_KEYS, layer_path, text_path
from mapapp.web.ground import GROUND

WGS84_NAMES = ("CRS84", "OGC:CRS84", "EPSG:4326")
DATUM_OF = {name.lower(): WGS84 for name in WGS84_NAMES} | {datum.lower(): datum for datum in DATUMS}
"""The datum that is meant by a `crs`, in lower case."""
CRS_SERVED = ("CRS84", "EPSG:4326", *DATUMS[1:])


def register(app, editions, assets):
    """Give the application the addresses that are not pages."""
    _register_layers(app, editions)
    _register_texts(app, editions)
    _register_map(app, editions)
    _register_assets(app, assets)
    _register_health(app, editions)


def _register_layers(app, editions):
    @app.get("/layers/<name>.geojson")
    def layer(name):
        edition = editions.current()
        if layer_path(name) not in edition.bodies:
            raise UnknownLayer(name=name)
        return edition.layer(name, _datum_asked_for()).response(request.environ)


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

    for path in (MAP_DATA, SEARCH_KEYS, GROUND):
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


def _datum_asked_for():
    """Return the datum that the address asks for. Raises `CRSNotServed` for one that we lack, and for two at once."""
    asked = [crs for name, crs in request.args.items(multi=True) if name.lower() == "crs"]
    for crs in asked:
        if crs.lower() not in DATUM_OF:
            raise CRSNotServed(crs=crs, candidates=CRS_SERVED)
    datums = {DATUM_OF[crs.lower()] for crs in asked} or {WGS84}
    if len(datums) > 1:
        raise CRSNotServed(crs=", ".join(asked), candidates=CRS_SERVED)
    return datums.pop()


def _state(**state):
    answer = jsonify(state)
    answer.headers["Cache-Control"] = "no-store"
    return answer
