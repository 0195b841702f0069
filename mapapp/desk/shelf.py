"""What the desk's pages load: styles, scripts, Leaflet, the base map and the district's outline, all from here."""

import json
from pathlib import Path

from flask import Response, abort, request
from shapely.geometry import mapping

from mapapp.view.basemaps import NAMED, SCHEMATIC
from mapapp.web.assets import leaflet_files, stylesheet
from mapapp.web.bundles import STATIC
from mapapp.web.ground import GROUND, open_ground

OWN = Path(__file__).with_name("static")
STYLES = ("tokens", "ground", "top", "ledger", "chart", "basemap")
KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "png": "image/png"}


def register(app, desk):
    """Serve the files of the pages."""
    sheet = stylesheet(STYLES) + b"\n" + (OWN / "desk.css").read_bytes()
    ground = open_ground(NAMED[SCHEMATIC], desk.settings.imported_basemap, desk.settings.schematic)
    app.add_url_rule("/static/desk.css", "sheet", lambda: Response(sheet, content_type=KINDS["css"]))
    app.add_url_rule("/static/leaflet.js", "leaflet", lambda: _file(*leaflet_files("leaflet.js")))
    app.add_url_rule("/static/icon.svg", "icon", lambda: _file(STATIC / "icon.svg", "image/svg+xml"))
    app.add_url_rule("/static/js/<name>.js", "script", _script)
    app.add_url_rule(GROUND, "ground", lambda: ground.body.response(request.environ))
    app.add_url_rule("/places.geojson", "shapes", lambda: _places(desk))


def _script(name):
    """Answer with a module: one of the desk's own, or one that it shares with the map."""
    for folder in (OWN, STATIC / "js"):
        path = folder / f"{name}.js"
        if name.isalnum() and path.exists():
            return _file(path, KINDS["js"])
    abort(404)


def _file(path, kind=KINDS["js"]):
    return Response(path.read_bytes(), content_type=kind)


def _places(desk):
    """Answer with the shape of every place that has one, and whether it is the district's outline."""
    gazetteer = desk.state().gazetteer
    features = [
        {"type": "Feature", "id": place.id, "geometry": mapping(place.geometry),
         "properties": {"name": place.name_zh_hans, "outline": place is gazetteer.district}}
        for place in gazetteer.places.values()
        if place.geometry
    ]  # fmt: skip
    return Response(json.dumps({"type": "FeatureCollection", "features": features}), mimetype="application/geo+json")
