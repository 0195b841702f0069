"""GeoJSON and Linked Places: a document parsed strictly, its features as records."""

import json
import re

from shapely.errors import ShapelyError
from shapely.geometry import shape

from mapapp.errors import SourceContradicted, SourceUnreadable
from mapapp.intake.linked import is_linked, linked_tags, sure_of
from mapapp.intake.records import Record, contradicts, read_records
from mapapp.osm.letters import clean

CRS_NAME = re.compile(
    r"(?:urn:(?:x-)?ogc:def:crs:|https?://www\.opengis\.net/def/crs/)?(EPSG|OGC)[:/](?:[\d.]*[:/])?(\w+)", re.IGNORECASE
)
"""The name of a CRS by authority and code: `EPSG:4548`, `urn:ogc:def:crs:OGC:1.3:CRS84`."""
MOST_FEATURES = 100_000
SHAPES = ("Point", "LineString", "MultiLineString", "Polygon", "MultiPolygon")
NOT_READABLE = (ShapelyError, ArithmeticError, ValueError, TypeError, KeyError, AttributeError, IndexError)
WGS84 = "WGS-84"


def read(file, text, wishes):
    """Return the `Reading` of a GeoJSON or Linked Places text. WGS-84, as both standards say, unless it is stated.

    Raises SourceUnreadable, SourceContradicted, DatumUnknown and LicenceMissing.
    """
    document = _parsed(file, text)
    features = _features(file, document)
    linked = is_linked(document, features)
    stated_crs = _stated_crs(file, document)
    if contradicts(file, wishes.crs, stated_crs):
        raise SourceContradicted(file=file, option="--crs", stated=stated_crs)
    records = [_record(number, feature, linked) for number, feature in enumerate(features, 1)]
    format = "Linked Places" if linked else "GeoJSON"
    return read_records(file, format, records, wishes, wishes.crs or stated_crs or WGS84, _stated(document))


def _parsed(file, text):
    try:
        return json.loads(text, parse_constant=_no_constant)
    except RecursionError as reason:
        raise SourceUnreadable(file=file, why_en="its JSON is nested too deeply", why_zh="JSON 嵌套过深") from reason
    except ValueError as reason:
        raise SourceUnreadable(file=file, why_en=f"JSON: {reason}", why_zh=f"JSON：{reason}") from reason


def _no_constant(text):
    raise ValueError(f"{text} is no number in JSON")


def _features(file, document):
    kind = document.get("type") if isinstance(document, dict) else None
    features = [document] if kind == "Feature" else document.get("features") if kind == "FeatureCollection" else None
    if not isinstance(features, list) or not all(isinstance(feature, dict) for feature in features):
        raise SourceUnreadable(file=file, why_en="it is no FeatureCollection", why_zh="不是 FeatureCollection")
    if len(features) > MOST_FEATURES:
        why_en, why_zh = f"it has more than {MOST_FEATURES} features", f"要素超过 {MOST_FEATURES} 个"
        raise SourceUnreadable(file=file, why_en=why_en, why_zh=why_zh)
    return features


def _stated_crs(file, document):
    """Return the CRS that the member `crs` names, as `EPSG:n`, or `None`. A linked one is refused, never fetched."""
    stated = document.get("crs")
    if stated is None:
        return None
    facts = stated.get("properties") if isinstance(stated, dict) else None
    named = CRS_NAME.fullmatch(str(facts.get("name")).strip()) if isinstance(facts, dict) else None
    if not named:
        why_en = "its member “crs” does not name an EPSG code; remove it or name one"
        raise SourceUnreadable(file=file, why_en=why_en, why_zh="成员 crs 没有写明 EPSG 代码，请删去或写明")
    return "EPSG:4326" if named[1].upper() == "OGC" else f"EPSG:{named[2]}"


def _stated(document):
    """Return what the document states for all its features."""
    indexing = document.get("indexing")
    return _texts(indexing if isinstance(indexing, dict) else {}) | _texts(document)


def _record(number, feature, linked):
    properties = feature.get("properties")
    tags = _texts(properties if isinstance(properties, dict) else {})
    if linked:
        tags |= linked_tags(feature)
    own = (feature.get("@id"), feature.get("id"), tags.get("@id"), tags.get("id"))
    ref = next((clean(str(id)) for id in own if isinstance(id, (str, int)) and clean(str(id))), f"feature {number}")
    geometry, broken = _shape(feature.get("geometry"))
    return Record(ref[:200], tags, geometry, broken, certain=not linked or sure_of(feature))


def _texts(properties):
    """Return those properties that are texts or numbers, as texts."""
    plain = {key: value for key, value in properties.items() if isinstance(value, (str, int, float))}
    return {key: "yes" if value is True else str(value) for key, value in plain.items()}


def _shape(stated):
    """Return the shape of a geometry, or `None`; and why it cannot be used, (en, zh), or `None`."""
    if isinstance(stated, dict) and stated.get("type") == "GeometryCollection":
        parts = stated.get("geometries")
        stated = parts[0] if isinstance(parts, list) and len(parts) == 1 else stated
    if stated is None:
        return None, None
    kind = stated.get("type") if isinstance(stated, dict) else None
    if kind not in SHAPES:
        named = clean(str(kind))[:40]
        return None, (f"a shape of kind “{named}” is not used", f"不使用“{named}”类型的图形")
    try:
        return shape({"type": kind, "coordinates": stated["coordinates"]}), None
    except (*NOT_READABLE, RecursionError):
        return None, ("its coordinates are no geometry", "坐标不构成图形")
