"""The two applications that `bench_serving.py` compares."""

from flask import Flask, Response

from mapapp import paths
from mapapp.settings import read_settings
from mapapp.web.app import create_app


def ours():
    """Return the application as it is served."""
    return create_app(read_settings({}))


def bare():
    """Return a Flask application with one view that returns a layer's bytes."""
    app = Flask("bare", static_folder=None)
    layer = (paths.geodata() / "layers" / "lines.geojson").read_bytes()

    @app.get("/layers/lines.geojson")
    def _layer():
        return Response(layer, mimetype="application/geo+json")

    return app
