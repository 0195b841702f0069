"""The base map: which features it may hold, and the check that leaves out a broken one and says why."""

import json

from shapely.errors import ShapelyError
from shapely.geometry import shape

from mapapp.errors import BaseFeatureBroken, BaseMapUnreadable

KINDS = {
    "park": "Polygon", "lake": "Polygon", "island": "Polygon", "palace": "Polygon", "moat": "LineString",
    "street": "LineString", "avenue": "LineString", "ring": "LineString",
    "station": "Point", "sight": "Point", "neighbour": "Point",
}  # fmt: skip
"""The geometry of each kind, in the order of drawing."""

TEXTS = ("id", "kind", "name_zh_hans", "name_zh_hant", "name_en", "placed")
WORST_M = 250
RANKS = (1, 2, 3, 4)
OPENSTREETMAP = {
    "type": "FeatureCollection",
    "name": "openstreetmap",
    "licence": "ODbL-1.0",
    "attribution": "© OpenStreetMap contributors",
}  # fmt: skip
"""What a base map made of OpenStreetMap says of itself."""

UNFIT = (AttributeError, IndexError, KeyError, TypeError, ValueError, ShapelyError)


def sift(file, content):
    """Return (features that can be drawn, problems) of the bytes of a base map; a problem never spoils the others."""
    try:
        features = json.loads(content)["features"]
        enumerated = list(enumerate(features, 1))
    except (*UNFIT, RecursionError):
        return [], [BaseMapUnreadable(file=file)]
    sound, problems, ids = [], [], set()
    for place, feature in enumerated:
        why = next(_faults(feature, ids), None)
        if why is None:
            ids.add(feature["id"])
            sound.append(feature)
        else:
            problems.append(BaseFeatureBroken(file=file, id=_id(feature, place), why_en=why[0], why_zh=why[1]))
    return sound, problems


def dump_openstreetmap(features):
    """Return the text of a base map made of OpenStreetMap, a feature a line."""
    head = json.dumps(OPENSTREETMAP, ensure_ascii=False)[:-1]
    body = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features)
    return f'{head}, "features": [\n{body}\n]}}\n'


def _id(feature, place):
    return feature.get("id", place) if isinstance(feature, dict) else place


def _faults(feature, ids):
    """Yield (why, 为什么) for everything that is wrong with a feature."""
    try:
        yield from _stated(feature["properties"])
        if feature["id"] != feature["properties"]["id"] or feature["id"] in ids:
            yield "its id is not its own", "标识不一致或重复"
        yield from _drawn(feature["geometry"], KINDS[feature["properties"]["kind"]])
    except UNFIT:
        yield "it is not a GeoJSON feature of ours", "不是符合约定的 GeoJSON 要素"


def _stated(properties):
    for name in TEXTS:
        if not isinstance(properties.get(name), str):
            yield f"{name} is missing", f"缺少 {name}"
    if properties["kind"] not in KINDS:
        yield f"there is no kind {properties['kind']!r}", f"没有 {properties['kind']!r} 这一类"
    if not properties["placed"]:
        yield "it does not say how it was placed", "没有写明怎样定位"
    if type(properties.get("error_m")) not in (int, float) or not 0 < properties["error_m"] <= WORST_M:
        yield f"error_m must be a number of metres up to {WORST_M}", f"error_m 应为不超过 {WORST_M} 的米数"
    if properties.get("rank") not in RANKS:
        yield "rank must be 1, 2, 3 or 4", "rank 应为 1、2、3 或 4"


def _drawn(geometry, type_):
    if geometry["type"] != type_:
        yield f"it must be a {type_}", f"几何类型应为 {type_}"
    form = shape(geometry)
    west, south, east, north = form.bounds
    if not (form.is_valid and -180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        yield "its geometry is not valid", "几何图形无效"
