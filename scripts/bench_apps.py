"""The applications that `bench_serving.py` and `bench_first_visit.py` compare."""

import gzip
import os
import re
from pathlib import Path

import folium
from bench_server import PORTS
from flask import Flask, Response, request
from shapely.geometry import shape

from mapapp import paths
from mapapp.layers import query, store
from mapapp.settings import read_settings
from mapapp.web.app import create_app

CDNS = {
    "cdn.jsdelivr.net": "127.0.0.2",
    "code.jquery.com": "127.0.0.3",
    "cdnjs.cloudflare.com": "127.0.0.4",
    "netdna.bootstrapcdn.com": "127.0.0.5",
}
"""The hosts that a folium page asks, and the address of this machine that stands in for each."""

PACKAGES = {
    "/npm/leaflet@1.9.3/": "leaflet/",
    "/npm/bootstrap@5.2.2/": "bootstrap/",
    "/npm/@fortawesome/fontawesome-free@6.2.0/": "@fortawesome/fontawesome-free/",
    "/jquery-3.7.1.min.js": "jquery/dist/jquery.min.js",
    "/ajax/libs/Leaflet.awesome-markers/2.0.2/": "leaflet.awesome-markers/dist/",
}
"""Where in the packages of scripts/requirements/folium the files of those hosts are."""

GLYPHICONS, ROTATE = "/bootstrap-glyphicons.css", "/leaflet.awesome.rotate.min.css"
KINDS = {".js": "text/javascript", ".css": "text/css", ".png": "image/png"}


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


def folium_visit():
    """Return a Flask application that serves a default folium map of the same places, and every file that it asks for.

    The files are gzipped and may be kept for ever, as the hosts that folium names do it.
    """
    app = Flask("folium_visit", static_folder=None)
    page, packages, files = _packed(_visited().encode()), Path(os.environ["FOLIUM_PACKAGES"]) / "node_modules", {}

    @app.get("/")
    def _page():
        return Response(page, mimetype="text/html", headers={"Content-Encoding": "gzip"})

    @app.get("/favicon.ico")
    def _icon():
        return "", 404

    @app.get("/<path:_>")
    def _file(_):
        path = request.path
        if path not in files:
            files[path] = _packed(_published(packages, path))
        headers = {"Content-Encoding": "gzip", "Cache-Control": "public, max-age=31536000, immutable"}
        return Response(files[path], mimetype=KINDS[Path(path).suffix], headers=headers)

    return app


def _visited():
    """Return the page, asking the addresses of this machine instead of the hosts."""
    chart = folium.Map(location=(39.91, 116.36), zoom_start=12, tiles=None)
    group = folium.FeatureGroup("places").add_to(chart)
    for site in query.sites(store.load(paths.geodata() / "layers")):
        location, name, quote = _place(site)
        folium.Marker(location, popup=quote, tooltip=name).add_to(group)
    folium.LayerControl().add_to(chart)
    html = chart.get_root().render()
    for host, stand_in in CDNS.items():
        html = html.replace(f"https://{host}/", f"http://{stand_in}:{PORTS['folium_visit']}/")
    assert not re.search(r"(?:src|href)=\"https:", html), "folium asks a host that is not known here"
    return html


def _published(packages, path):
    """Return the file that a host has under a path."""
    if path.endswith(GLYPHICONS):
        rules = (packages / "glyphicons/dist/css/bootstrap.css").read_text(encoding="utf-8")
        return "\n".join(re.findall(r"^\.glyphicon[^{]*\{[^}]*\}", rules, re.MULTILINE)).encode()
    if path.endswith(ROTATE):
        return b""  # folium's own few rules for turned icons are in no package
    (where,) = (own + path.removeprefix(theirs) for theirs, own in PACKAGES.items() if path.startswith(theirs))
    return (packages / where).read_bytes()


def _packed(content):
    return gzip.compress(content, mtime=0)


def _place(site):
    """Return (latitude, longitude), name and quote; a place without position stands in the middle of the map."""
    point = shape(site["geometry"]).centroid if site["geometry"] else None
    location = (point.y, point.x) if point else (39.91, 116.36)
    return location, site["properties"]["name_zh_hans"], site["properties"]["commitments"][0]["quote"]
