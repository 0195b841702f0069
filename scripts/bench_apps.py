"""The applications that `bench_serving.py` compares."""

import folium
from flask import Flask, Response
from shapely.geometry import shape

from mapapp import paths
from mapapp.layers import query, store
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


def folium_page():
    """Return a Flask application that builds and renders a default folium map of the same places per request."""
    app = Flask("folium", static_folder=None)
    places = [_place(site) for site in query.sites(store.load(paths.geodata() / "layers"))]

    @app.get("/")
    def _page():
        chart = folium.Map(location=(39.91, 116.36), zoom_start=12)
        for location, name, quote in places:
            folium.Marker(location, popup=quote, tooltip=name).add_to(chart)
        return chart.get_root().render()

    return app


def _place(site):
    """Return (latitude, longitude), name and quote; a place without position stands in the middle of the map."""
    point = shape(site["geometry"]).centroid if site["geometry"] else None
    location = (point.y, point.x) if point else (39.91, 116.36)
    return location, site["properties"]["name_zh_hans"], site["properties"]["commitments"][0]["quote"]
