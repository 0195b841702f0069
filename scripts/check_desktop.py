"""Asks QGIS and ogrinfo, as Debian has them, what they read from a server's /ogc. Exit 1: not what is published.

For Debian's own Python, which knows QGIS: `/usr/bin/python3 scripts/check_desktop.py http://127.0.0.1:8000/ogc`.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeatureRequest,
    QgsRectangle,
    QgsVectorLayer,
)

LAYERS = Path(__file__).parent.parent / "geodata" / "layers"
METRES = "EPSG:4548"
URI = "http://www.opengis.net/def/crs/EPSG/0/4548"
BOX = (116.34, 39.90, 116.38, 39.93)
PAGE = 7


def published():
    """Return, for each collection, the coordinates of each feature by its id, read from the files of the layers."""
    layers = {name: _of_layer(LAYERS / f"{name}.geojson") for name in ("points", "lines", "areas", "district")}
    drawn = {id: points for layer in layers.values() for id, points in layer.items()}
    return layers | {"commitments": {id: drawn.get(place, []) for id, place, _ in commitments()}}


def commitments():
    """Yield (id, place or `None`, scope) of each feature that a commitment is."""
    for file in LAYERS.glob("article-*.json"):
        for one in json.loads(file.read_text("utf-8"))["commitments"]:
            for place in one["places"] or [None]:
                yield f"{one['id']}~{place}" if place else one["id"], place, one["scope"]


def in_box(layer):
    """Return the ids of the points in the box."""
    west, south, east, north = BOX
    return {id for id, [(x, y)] in layer.items() if west <= x <= east and south <= y <= north}


def at_places():
    """Return the ids of what is promised for places."""
    return {id for id, _, scope in commitments() if scope == "site"}


def check(what, found, due):
    """Say what was found; leave if it is not what is due."""
    if found != due:
        sys.exit(f"{what}: {found} instead of {due}")
    print(f"{what}: {len(due)}")


def check_qgis(server, known):
    """Compare all that QGIS reads, a page at a time, what it finds, and its metres with those of the server."""
    for name, due in known.items():
        layer = _layer(server, name)
        check(f"QGIS reads {name}", _rounded(_read(layer), 8), _rounded(due, 8))
        asked = QgsFeatureRequest().setDestinationCrs(
            QgsCoordinateReferenceSystem(METRES), QgsCoordinateTransformContext()
        )
        _check_metres(name, _read(layer, asked), _in_metres(server, name))
    found = _read(_layer(server, "points"), QgsFeatureRequest(QgsRectangle(*BOX)))
    check("QGIS finds in a box", set(found), in_box(known["points"]))
    asked = QgsFeatureRequest().setFilterExpression("\"scope\" = 'site'")
    check("QGIS finds by an attribute", set(_read(_layer(server, "commitments"), asked)), at_places())


def check_ogrinfo(server, known):
    """Compare what ogrinfo lists, reads and finds."""
    listed = set(re.findall(r"^\d+: (\w+)", _ogrinfo(server), re.MULTILINE))
    check("ogrinfo lists", listed, set(known))
    for name, due in known.items():
        check(f"ogrinfo reads {name}", _ids(_ogrinfo(server, name)), set(due))
    check("ogrinfo finds in a box", _ids(_ogrinfo(server, "points", "-spat", *map(str, BOX))), in_box(known["points"]))
    found = _ids(_ogrinfo(server, "commitments", "-where", "scope = 'site'"))
    check("ogrinfo finds by an attribute", found, at_places())


def _of_layer(file):
    features = json.loads(file.read_text("utf-8"))["features"]
    return {one["id"]: _flat(one["geometry"]["coordinates"]) if one["geometry"] else [] for one in features}


def _flat(coordinates):
    if isinstance(coordinates[0], list):
        return [point for part in coordinates for point in _flat(part)]
    return [tuple(coordinates)]


def _layer(server, name):
    layer = QgsVectorLayer(f"url='{server}' typename='{name}' pageSize='{PAGE}'", name, "OAPIF")
    if not layer.isValid():
        sys.exit(f"QGIS cannot read {name}")
    return layer


def _read(layer, asked=None):
    found = layer.getFeatures(asked or QgsFeatureRequest())
    return {one["id"]: [(point.x(), point.y()) for point in one.geometry().vertices()] for one in found}


def _rounded(layer, decimals):
    return {id: [(round(x, decimals), round(y, decimals)) for x, y in points] for id, points in layer.items()}


def _in_metres(server, name):
    with urlopen(f"{server}/collections/{name}/items?limit=1000&crs={quote(URI, safe='')}") as answer:
        features = json.load(answer)["features"]
    return {one["id"]: _flat(one["geometry"]["coordinates"]) if one["geometry"] else [] for one in features}


def _check_metres(name, found, told):
    """Compare metres: QGIS has the easting first, the server, as the code has it, the northing."""
    pairs = [pair for id, points in found.items() for pair in zip(points, told[id], strict=True)]
    off = max(max(abs(x - east), abs(y - north)) for (x, y), (north, east) in pairs)
    if off > 0.001:
        sys.exit(f"{name} in {METRES}: {off} m off")
    print(f"{name} in {METRES}: {len(pairs)} coordinates, {off * 1000:.2f} mm off at most")


def _ogrinfo(server, *asked):
    command = ["ogrinfo", "-ro", "-oo", f"PAGE_SIZE={PAGE}", f"OAPIF:{server}", *asked]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _ids(told):
    return set(re.findall(r"^  id \(String\) = (.+)$", told, re.MULTILINE))


if __name__ == "__main__":
    qgis = QgsApplication([], False)
    qgis.initQgis()
    print(f"QGIS {Qgis.QGIS_VERSION}, {subprocess.check_output(['ogrinfo', '--version'], text=True).strip()}")
    check_qgis(sys.argv[1], published())
    check_ogrinfo(sys.argv[1], published())
