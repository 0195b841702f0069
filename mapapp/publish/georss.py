"""Shapes as GeoRSS-Simple has them: WGS-84 degrees, latitude first (OGC 17-002r1, http://www.georss.org/simple)."""

NAMESPACE = "http://www.georss.org/georss"
_PARTS = {"MultiPoint": "Point", "MultiLineString": "LineString", "MultiPolygon": "Polygon"}


def shapes(geometry):
    """Yield (element, text) for a GeoJSON geometry of WGS-84 degrees; nothing for `None`.

    The parts of a Multi… come one by one, and of a polygon its outer ring alone: the format has neither
    collections nor holes.
    """
    if geometry is None:
        return
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind in _PARTS:
        for part in coordinates:
            yield from shapes({"type": _PARTS[kind], "coordinates": part})
    elif kind == "Point":
        yield "point", _positions([coordinates])
    elif kind == "LineString":
        yield "line", _positions(coordinates)
    else:
        yield "polygon", _positions(coordinates[0])


def _positions(coordinates):
    return " ".join(f"{latitude} {longitude}" for longitude, latitude, *_ in coordinates)
