"""GeoJSON: a FeatureCollection, a Feature or a bare geometry, of RFC 7946 or of 2008."""

import re
from itertools import chain

import numpy as np

from mapapp.blocks.blocks import Found
from mapapp.blocks.findings import noted
from mapapp.blocks.formats import positions
from mapapp.blocks.formats.stated import crs_of_code
from mapapp.blocks.formats.strict_json import as_text, decode, parse
from mapapp.errors import (
    CRSLinkNotAllowed,
    CRSOutOfRange,
    GeometryCorrupt,
    InvalidJSON,
    LayerEmpty,
    NotFeatureCollection,
    TooManyColumns,
    TooManyFeatures,
    TooManyVertices,
    UnknownCRS,
)

CRS_NAME = re.compile(
    r"(?:urn:(?:x-)?ogc:def:crs:|https?://www\.opengis\.net/def/crs/)?(EPSG|OGC|ESRI)[:/](?:[\d.]*[:/])?(\w+)",
    re.IGNORECASE,
)
"""The name of a CRS by authority and code: `EPSG:4548`, `urn:ogc:def:crs:OGC:1.3:CRS84`, or as an address."""
FURTHEST_DEGREES = 360


def read(path, name, wishes, limits):
    """Return what the GeoJSON file at `path` holds, as `Found`; `name` is for sentences.

    Raises InvalidJSON, NotFeatureCollection, LayerEmpty, CRSLinkNotAllowed, UnknownCRS, CRSOutOfRange,
    GeometryCorrupt, EncodingUnknown, EncodingInvalid, TooManyFeatures, TooManyVertices and TooManyColumns.
    """
    text, encoding, guessed = decode(path.read_bytes(), name, wishes.encoding)
    document = parse(text, name)
    del text
    try:
        features = _features(document, name)
        _keep_to(limits, features, name)
        columns = _columns(features, limits, name)
        geometry = _geometries(features, name)
    except RecursionError:
        raise InvalidJSON(file=name, why_en="it is nested too deeply", why_zh="嵌套过深") from None
    crs = _stated_crs(document, name)
    xy = positions.of_shapes(geometry)
    if not np.isfinite(xy).all():
        raise CRSOutOfRange(file=name, crs=crs.name if crs else "WGS-84")
    return Found(
        "GeoJSON",
        columns,
        geometry,
        crs=crs,
        by_format="crs" not in document and _may_be_degrees(xy),
        encoding=encoding,
        findings=(noted("encoding_guessed", encoding=encoding),) if guessed else (),
        illustrative=_illustrative(document),
    )


def _features(document, name):
    """Return the features of a document, a list of dicts. Raises NotFeatureCollection and LayerEmpty."""
    kind = document.get("type") if isinstance(document, dict) else None
    if kind == "FeatureCollection":
        features = document.get("features")
    elif kind == "Feature":
        features = [document]
    else:
        features = [{"type": "Feature", "geometry": document}] if positions.is_kind(kind) else None
    if not isinstance(features, list) or not all(map(_is_feature, features)):
        raise NotFeatureCollection(file=name)
    if not features:
        raise LayerEmpty(file=name)
    return features


def _is_feature(feature):
    return (
        isinstance(feature, dict)
        and feature.get("type") == "Feature"
        and isinstance(feature.get("properties"), (dict, type(None)))
    )


def _keep_to(limits, features, name):
    if len(features) > limits.features:
        raise TooManyFeatures(file=name, limit=limits.features)
    if sum(positions.count(feature.get("geometry")) for feature in features) > limits.vertices:
        raise TooManyVertices(file=name, limit=limits.vertices)


def _columns(features, limits, name):
    """Return the properties as text by column; the features' own ids are a column where the properties have none."""
    rows = [feature.get("properties") or {} for feature in features]
    names = dict.fromkeys(chain.from_iterable(rows))
    if len(names) > limits.columns:
        raise TooManyColumns(file=name, limit=limits.columns)
    columns = {column: [as_text(row.get(column)) for row in rows] for column in names}
    if "id" not in names and any("id" in feature for feature in features):
        return {"id": [as_text(feature.get("id")) for feature in features]} | columns
    return columns


def _geometries(features, name):
    """Return an array of shapes, `None` where a feature has none. Raises GeometryCorrupt."""
    geometry = np.empty(len(features), dtype=object)
    for index, feature in enumerate(features):
        try:
            geometry[index] = positions.shape(feature.get("geometry"))
        except positions.ERRORS:
            row = index + 1
            raise GeometryCorrupt(
                file=name, where_en=f"feature {row}", where_zh=f"第 {row} 个要素", features=[row]
            ) from None
    return geometry


def _stated_crs(document, name):
    """Return the CRS that the member `crs` of GeoJSON 2008 names, or `None`."""
    stated = document.get("crs")
    if stated is None:
        return None
    facts = stated.get("properties") if isinstance(stated, dict) else None
    if not isinstance(facts, dict):
        raise UnknownCRS(file=name, crs=as_text(stated)[:80])
    if stated.get("type") == "link" or "href" in facts:
        raise CRSLinkNotAllowed(file=name)
    said = f"EPSG:{facts.get('code')}" if stated.get("type") == "EPSG" else str(facts.get("name"))
    code = CRS_NAME.fullmatch(said.strip())
    if not code:
        raise UnknownCRS(file=name, crs=said[:80])
    return crs_of_code(code[1].upper(), code[2], name)


def _may_be_degrees(xy):
    return not len(xy) or np.median(np.abs(xy).max(axis=1)) <= FURTHEST_DEGREES


def _illustrative(document):
    ours = document.get("mapapp")
    return isinstance(ours, dict) and ours.get("illustrative") is True
