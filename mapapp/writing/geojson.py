"""GeoJSON after RFC 7946; in other coordinates than WGS-84 with the `crs` member of the GeoJSON of 2008."""

import json

import shapely

MEDIA_TYPE = "application/geo+json"


def write(head, features):
    """Return the bytes of a FeatureCollection.

    `head`: its other members. `features`: texts, as `feature` makes them.
    """
    body = ",\n".join(features)
    return f'{dump({"type": "FeatureCollection"} | head)[:-1]}, "features": [\n{body}\n]}}\n'.encode()


def feature(id, shape, properties):
    """Return the text of a feature: its id (text or number), its shape (shapely, or `None`) and its properties."""
    geometry = "null" if shape is None else shapely.to_geojson(shape)
    return f'{{"type": "Feature", "id": {dump(id)}, "geometry": {geometry}, "properties": {dump(properties)}}}'


def named(reference):
    """Return the `crs` member of the GeoJSON of 2008, for a reference that has an EPSG code; x stands first always."""
    if not reference or not reference.code.startswith("EPSG:"):
        return {}
    code = reference.code.removeprefix("EPSG:")
    return {"crs": {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{code}"}}}


def dump(value):
    """Return a value as JSON on one line."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
