"""GeoJSON on another datum: what is laid over a base map that is not on WGS-84, or given to whoever asks for it."""

import shapely
from shapely.geometry import mapping, shape

from mapapp.earth.datums import DATUMS, WGS84, convert

__all__ = ["DATUMS", "WGS84", "moved", "shifted"]

DECIMALS = 8
"""Of a degree: about a millimetre."""


def shifted(collection, datum):
    """Return a FeatureCollection of WGS-84 degrees on another datum, which its member `datum` names.

    Geometries and `anchor` are converted and rounded to 8 decimals, all else is as it was;
    on WGS-84 the coordinates are too.
    """
    features = collection["features"]
    if datum != WGS84:
        features = [_feature(feature, datum) for feature in features]
    return {"type": collection["type"], "datum": datum} | collection | {"features": features}


def moved(geometry, datum):
    """Return a GeoJSON geometry of WGS-84 degrees, or `None`, on another datum."""
    if geometry is None or datum == WGS84:
        return geometry
    return mapping(shapely.transform(shape(geometry), lambda degrees: _convert(degrees, datum)))


def _feature(feature, datum):
    properties = feature["properties"]
    if properties.get("anchor"):
        properties = properties | {"anchor": _convert([properties["anchor"]], datum)[0].tolist()}
    return feature | {"geometry": moved(feature["geometry"], datum), "properties": properties}


def _convert(degrees, datum):
    return convert(degrees, WGS84, datum).round(DECIMALS)
