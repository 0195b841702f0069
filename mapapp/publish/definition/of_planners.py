"""What the definition says of the planners' API: a file of block units in, a result out."""

from mapapp.publish.definition.pieces import GEOJSON, JSON, answer, in_path, in_query, operation, refusals

TAG = "block units"
PATH = "/api/blocks"
DOWNLOADS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "geojson": GEOJSON,
    "gpkg": "application/geopackage+sqlite3",
    "kml": "application/vnd.google-earth.kml+xml",
}
FIELDS = {
    "crs": "EPSG:n, GCJ-02 or BD-09, where the file does not say.",
    "encoding": "The encoding of the text, where the file does not say.",
    "layer": "The layer, where the file has several.",
    "label": "The column that names the units.",
    "sample": "Anything: the sample of the map is taken, if no file is sent.",
}
CHOICE = {
    "name": "Units with this in their name.",
    "site": "Units that hold some of this place.",
    "theme": "Units with a commitment under this theme.",
    "least": "Units with at least so many commitments.",
    "border": "Units with a border street.",
    "sort": "The order.",
    "crs": "The coordinates of the file, as EPSG:n, GCJ-02 or BD-09.",
}
ID = in_path("id", pattern="^[A-Za-z0-9_-]{22}$")
UNKNOWN = refusals(404, 503)


def paths():
    """Return the paths of the planners' API."""
    found = answer("The result.", JSON, "Result")
    gone = {"204": {"description": "It is deleted."}} | refusals(403, 404, 503)
    drawn = answer("The units, WGS-84.", GEOJSON, "FeatureCollection")
    return {
        PATH: {"post": _post()},
        f"{PATH}/{{id}}": {
            "get": operation("result", TAG, "A result", {"200": found} | UNKNOWN, [ID]),
            "delete": operation("deleteResult", TAG, "Delete a result at once", gone, [ID]),
        },
        f"{PATH}/{{id}}/map": {"get": operation("resultMap", TAG, "Its units", {"200": drawn} | UNKNOWN, [ID])},
        **{f"{PATH}/{{id}}.{ending}": {"get": _download(ending, kind)} for ending, kind in DOWNLOADS.items()},
    }


def _post():
    fields = {name: {"type": "string", "description": said} for name, said in FIELDS.items()}
    file = {"file": {"type": "string", "format": "binary", "description": "The file of block units."}}
    form = {"multipart/form-data": {"schema": {"type": "object", "properties": file | fields}}}
    location = {"Location": {"description": "The address of the result.", "schema": {"type": "string"}}}
    links = {
        id: {"operationId": id, "parameters": {"id": "$response.body#/id"}}
        for id in ("result", "resultMap", "deleteResult", *(f"result.{ending}" for ending in DOWNLOADS))
    }
    made = answer("The units are laid over the layers.", JSON, "Result", headers=location, links=links)
    answers = {"201": made} | refusals(403, 408, 413, 415, 422, 503)
    return operation("takeUnits", TAG, "Lay block units over the layers", answers, requestBody={"content": form})


def _download(ending, kind):
    schema = "FeatureCollection" if kind == GEOJSON else None
    answers = {"200": answer("The file.", kind, schema)} | refusals(404, 422, 503)
    choice = [in_query(name, said) for name, said in CHOICE.items()]
    return operation(f"result.{ending}", TAG, f"A result as {ending}", answers, [ID, *choice])
