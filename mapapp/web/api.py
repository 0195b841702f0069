"""What programs ask for: the layers, the map's data, and whether all is well.

Once there is an edition, layers are handed out before Flask is asked (`shelf`).
"""

from flask import jsonify, request

from mapapp.errors import UnknownLayer
from mapapp.web.edition import MAP_DATA, layer_path


def register(app, editions, assets):
    """Give the application the addresses that are not pages."""

    @app.get("/layers/<name>.geojson")
    def layer(name):
        bodies = editions.current().bodies
        if layer_path(name) not in bodies:
            raise UnknownLayer(name=name)
        return bodies[layer_path(name)].response(request.environ)

    @app.get(MAP_DATA)
    def map_data():
        return editions.current().bodies[MAP_DATA].response(request.environ)

    @app.get("/favicon.ico")
    def icon():
        return assets.bodies[assets.icon].response(request.environ)

    @app.get("/healthz")
    def health():
        editions.current()
        return _state(status="ok")

    @app.get("/readyz")
    def readiness():
        edition = editions.current()
        version = edition.layers.receipt["project"]["version"]
        return _state(status="ok", version=version, newer_build_refused=bool(editions.refused))


def _state(**state):
    answer = jsonify(state)
    answer.headers["Cache-Control"] = "no-store"
    return answer
