"""What the definition says of the files of layers and commitments, and of what is told as linked data."""

from mapapp.layers.store import LAYERS
from mapapp.publish import annotation, dcat, places
from mapapp.publish.definition.pieces import GEOJSON, HTML, JSON, answer, in_path, in_query, operation, refusals
from mapapp.publish.download import GIVEN

TAG = "layers"
FORMATS = {
    "geojson": GEOJSON,
    "csv": "text/csv",
    "kml": "application/vnd.google-earth.kml+xml",
    "gpkg": "application/geopackage+sqlite3",
    "parquet": "application/vnd.apache.parquet",
}
BROKEN = refusals(503)


def paths(article):
    """Return the paths of the files; `article`: the id of one, as an example."""
    of_layer = [in_path("name", enum=[*LAYERS])]
    return {
        **{f"/layers/{{name}}.{ending}": _file("layer", "A layer", ending, of_layer) for ending in FORMATS},
        **{f"/commitments.{ending}": _file("commitments", "Every commitment", ending, []) for ending in FORMATS},
        "/annotations.json": _linked("annotations", "Every quote as a web annotation", annotation.MEDIA_TYPE),
        "/articles/{id}/annotations.json": _linked(
            "articleAnnotations", "The quotes of an article", annotation.MEDIA_TYPE, [in_path("id", article)]
        ),
        "/places.jsonld": _linked("places", "The places, as Linked Places", places.MEDIA_TYPE),
        "/dcat.jsonld": _linked("dcat", "The catalogue of what can be taken, as DCAT", dcat.MEDIA_TYPE),
        "/receipt.json": _linked("receipt", "What this build was made of", JSON),
    }


def _file(id, summary, ending, parameters):
    crs = in_query("crs", "EPSG:n, CRS84, GCJ-02 or BD-09; degrees have the longitude first.")
    given = [in_query(name, f"What the file is narrowed to, by {name}; more than once for several.") for name in GIVEN]
    schema = "FeatureCollection" if ending == "geojson" else None
    answers = {"200": answer("The file.", FORMATS[ending], schema)} | refusals(404, 422, 503)
    told = operation(f"{id}.{ending}", TAG, f"{summary} as {ending}", answers, [*parameters, crs, *given])
    return {"get": told}


def _linked(id, summary, kind, parameters=()):
    refused = refusals(404, 503, kind=HTML) if parameters else BROKEN
    return {"get": operation(id, TAG, summary, {"200": answer(summary, kind, "Object")} | refused, parameters)}
