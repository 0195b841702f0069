"""The documents of OGC API – Features, in the words of the standard. `address`: from a path to its address."""

from urllib.parse import quote, urlencode

from mapapp.publish.features.collections import SHAPE
from mapapp.publish.features.systems import CRS84

ROOT = "/ogc"
DEFINITION = "/openapi.json"
JSON, GEOJSON, SCHEMA = "application/json", "application/geo+json", "application/schema+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
QUERYABLES = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
PART = "http://www.opengis.net/spec/ogcapi-features-{}/1.0/conf/{}"
CONFORMS_TO = [
    *(PART.format(1, name) for name in ("core", "geojson", "oas30")),
    PART.format(2, "crs"),
    *(PART.format(3, name) for name in ("queryables", "queryables-query-parameters", "filter", "features-filter")),
    *(
        f"http://www.opengis.net/spec/cql2/1.0/conf/{name}"
        for name in (
            "cql2-text",
            "cql2-json",
            "basic-cql2",
            "advanced-comparison-operators",
            "property-property",
            "case-insensitive-comparison",
            "basic-spatial-functions",
            "basic-spatial-functions-plus",
            "spatial-functions",
        )
    ),
]
"""The classes that the tests hold us to, and no other."""


def landing(title, description, address):
    """Return the landing page."""
    links = [
        _link("self", address(ROOT), JSON, "This document"),
        _link("service-desc", address(DEFINITION), OPENAPI, "The definition of the API"),
        _link("conformance", address(f"{ROOT}/conformance"), JSON, "The classes that are kept to"),
        _link("data", address(f"{ROOT}/collections"), JSON, "The collections"),
    ]
    return {"title": title, "description": description, "links": links}


def conformance():
    """Return the classes of the standards that are kept to."""
    return {"conformsTo": CONFORMS_TO}


def catalogue(collections, address):
    """Return the description of all collections."""
    here = [_link("self", address(f"{ROOT}/collections"), JSON, "This document")]
    return {"links": here, "collections": [described(one, address) for one in collections]}


def described(collection, address):
    """Return the description of a collection."""
    path = path_of(collection.id)
    extent = {"extent": {"spatial": {"bbox": [collection.bounds], "crs": CRS84.uri}}} if collection.bounds else {}
    return {
        "id": collection.id,
        "title": collection.title,
        "description": collection.description,
        "itemType": "feature",
        **extent,
        "crs": [*collection.systems],
        "storageCrs": CRS84.uri,
        "links": [
            _link("self", address(path), JSON, "This document"),
            _link("items", address(f"{path}/items"), GEOJSON, collection.title),
            _link(QUERYABLES, address(f"{path}/queryables"), SCHEMA, "What may be asked for"),
        ],
    }


def queryables(collection, address):
    """Return the JSON Schema of what may be asked of a collection."""
    types = {name: {"type": kind} for name, kind in collection.queryables.items() if kind != SHAPE}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address(f"{path_of(collection.id)}/queryables"),
        "type": "object",
        "title": collection.title,
        "properties": types | {"geometry": {"format": "geometry-any", "x-ogc-role": "primary-geometry"}},
        "additionalProperties": False,
    }


def items(collection, features, matched, question, pairs, address):
    """Return a page of features with the links to those before and after it; `pairs`: what the query stated."""
    path = address(f"{path_of(collection.id)}/items")
    kept = [(name, value) for name, value in pairs if name != "offset"]
    links = [
        _link("self", _asked(path, pairs), GEOJSON, "This document"),
        _link("collection", address(path_of(collection.id)), JSON, collection.title),
    ]
    for rel, offset in _turns(question, matched):
        links.append(_link(rel, _asked(path, [*kept, ("offset", offset)]), GEOJSON, f"The {rel} page"))
    return {
        "type": "FeatureCollection",
        "numberMatched": matched,
        "numberReturned": len(features),
        "links": links,
        "features": features,
    }


def item(collection, feature, pairs, address):
    """Return a feature with its links."""
    path = address(f"{path_of(collection.id)}/items/{quote(feature['id'], safe='')}")
    links = [
        _link("self", _asked(path, pairs), GEOJSON, "This document"),
        _link("collection", address(path_of(collection.id)), JSON, collection.title),
    ]
    return feature | {"links": links}


def path_of(collection):
    """Return the path of a collection."""
    return f"{ROOT}/collections/{collection}"


def _turns(question, matched):
    """Yield (relation, offset) of the pages beside one."""
    if question.offset + question.limit < matched:
        yield "next", question.offset + question.limit
    if question.offset > 0:
        yield "prev", max(0, min(question.offset, matched) - question.limit)


def _asked(path, pairs):
    return f"{path}?{urlencode(pairs)}" if pairs else path


def _link(rel, href, type, title):
    return {"rel": rel, "href": href, "type": type, "title": title}
