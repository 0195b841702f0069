"""What the definition says of the addresses of OGC API – Features, collection by collection."""

from mapapp.publish.definition.pieces import ANY, GEOJSON, JSON, answer, in_path, in_query, operation, refusals
from mapapp.publish.features.answers import ROOT, SCHEMA, path_of
from mapapp.publish.features.collections import SHAPE
from mapapp.publish.features.filters import LANGUAGES, LONGEST
from mapapp.publish.features.questions import MOST, USUAL
from mapapp.publish.features.systems import CRS84

TAG = "features"
CONTENT_CRS = {"Content-Crs": {"description": "The system of the coordinates, in <…>.", "schema": ANY}}
PLAIN = {"style": "form", "explode": False}
"""How the standard has its parameters written (OGC 17-069r4, 7.15; 18-058r1, 6.2)."""
REFUSED = refusals(400, 503)
UNKNOWN = refusals(400, 404, 503)


def paths(collections):
    """Return the paths of the features, given every `Collection`."""
    told = {
        ROOT: _get("landingPage", "The landing page", "LandingPage"),
        f"{ROOT}/conformance": _get("conformance", "The classes of standards that are kept to", "Conformance"),
        f"{ROOT}/collections": _get("collections", "All collections", "Collections"),
    }
    for collection in collections:
        told |= _of(collection)
    return told


def _of(collection):
    id, path = collection.id, path_of(collection.id)
    example = collection.features[0]["id"] if collection.features else None
    one = answer("The feature.", GEOJSON, "Feature", headers=CONTENT_CRS)
    page = answer("A page of features.", GEOJSON, "FeaturePage", headers=CONTENT_CRS)
    of_one = (in_path("featureId", example), _system("crs", "The system of the coordinates.", collection))
    return {
        path: _get(f"{id}.collection", collection.description, "Collection"),
        f"{path}/queryables": _get(f"{id}.queryables", "What may be asked for", "Queryables", SCHEMA),
        f"{path}/items": {
            "get": operation(f"{id}.items", TAG, collection.title, {"200": page} | REFUSED, _questions(collection))
        },
        f"{path}/items/{{featureId}}": {
            "get": operation(f"{id}.item", TAG, "A feature by its id", {"200": one} | UNKNOWN, of_one)
        },
    }


def _get(id, summary, schema, kind=JSON):
    return {"get": operation(id, TAG, summary, {"200": answer(summary, kind, schema)} | REFUSED)}


def _questions(collection):
    """Yield the parameters by which a collection is asked."""
    numbers = {"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}}
    of_box = "Four or six numbers along the axes of bbox-crs, the least first; it matches what has no geometry too."
    yield {"name": "bbox", "in": "query", "description": of_box, "schema": numbers} | PLAIN
    yield _system("bbox-crs", "The system of bbox.", collection)
    yield PLAIN | in_query("datetime", "A time or an interval, RFC 3339; no feature has a time, so all match.")
    yield PLAIN | _whole("limit", f"How many at most; of more than {MOST}, {MOST}.", 1, USUAL, maximum=MOST)
    yield _whole("offset", "How many to pass over.", 0, 0)
    yield _system("crs", "The system of the coordinates of the answer.", collection)
    yield in_query("filter", "What must be true of a feature, in CQL2.", maxLength=LONGEST)
    yield in_query("filter-lang", "How the filter is written.", enum=[*LANGUAGES], default=LANGUAGES[0])
    yield _system("filter-crs", "The system of the geometries in the filter.", collection)
    for name, kind in collection.queryables.items():
        if kind != SHAPE:
            yield in_query(name, f"What {name} must be.", type=kind)


def _system(name, description, collection):
    return PLAIN | in_query(name, description, format="uri", enum=[*collection.systems], default=CRS84.uri)


def _whole(name, description, least, usual, **more):
    return in_query(name, description, type="integer", format="int64", minimum=least, default=usual, **more)
