"""How the wall is written: JSON that a person can review as a diff, a line a fact, geometry on one line."""

import json

import shapely

DECIMALS = 6


def dump(value):
    """Return a JSON text of `value`, in the order of its keys."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def dump_layer(name, features):
    """Return the GeoJSON text of a layer, its name first."""
    body = ",\n".join(map(_dump_feature, features))
    return f'{{"type": "FeatureCollection", "name": {json.dumps(name)}, "features": [\n{body}\n]}}\n'


def dump_rows(value):
    """Return a JSON text of a dict, each item of its lists on a line of its own."""
    return "{" + ",\n".join(f"{json.dumps(key)}: {_dump_rows(part)}" for key, part in value.items()) + "}\n"


def feature(geometry, properties):
    """Return a GeoJSON feature of a shapely geometry in WGS-84 degrees, rounded to 6 decimals, or of `None`."""
    return {"type": "Feature", "id": properties["id"], "geometry": _geometry(geometry), "properties": properties}


def _geometry(geometry):
    if geometry is None:
        return None
    rounded = shapely.transform(geometry, lambda degrees: degrees.round(DECIMALS))
    return json.loads(shapely.to_geojson(shapely.orient_polygons(rounded)))


def _dump_rows(part):
    if not isinstance(part, list):
        return json.dumps(part, ensure_ascii=False)
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in part) + "\n]"


def _dump_feature(feature):
    id, geometry = json.dumps(feature["id"]), json.dumps(feature["geometry"])
    properties = json.dumps(feature["properties"], ensure_ascii=False, indent=1)
    return f'{{"type": "Feature", "id": {id},\n "geometry": {geometry},\n "properties": {properties}}}'
