"""Files to take along: layers and commitments in five formats, narrowed and in the coordinates that are asked for."""

from flask import request

from mapapp.errors import UnknownArticle, UnknownLayer, UnknownScope, UnknownSite, UnknownSubdistrict, UnknownTheme
from mapapp.layers import schema
from mapapp.layers.store import LAYERS
from mapapp.layers.themes import themes
from mapapp.publish import coordinates, download
from mapapp.publish.follow import subdistricts
from mapapp.publish.holdings import COMMITMENTS, holding
from mapapp.view.narrowing import left
from mapapp.web.body import Body
from mapapp.web.edition import layer_path

ENDING = "<any({}):ending>".format(", ".join(download.MODULES))
UNKNOWN = {
    "article": UnknownArticle,
    "theme": UnknownTheme,
    "scope": UnknownScope,
    "subdistrict": UnknownSubdistrict,
    "place": UnknownSite,
}


def register(app, editions):
    """Give the application the files of every layer and of the commitments."""

    @app.get(f"/layers/<name>.{ENDING}")
    def layer(name, ending):
        if name not in LAYERS:
            raise UnknownLayer(name=name)
        return _answer(editions.current(), name, ending)

    @app.get(f"/{COMMITMENTS}.{ENDING}")
    def commitments(ending):
        return _answer(editions.current(), COMMITMENTS, ending)


def path_to(name, ending):
    """Return the path of a layer, or of the commitments, as a file with this ending."""
    return f"/{name}.{ending}" if name == COMMITMENTS else f"/layers/{name}.{ending}"


def file(edition, name, ending):
    """Return the `Body` of a layer, or of the commitments, whole and in WGS-84."""
    if ending == "geojson" and name != COMMITMENTS:
        return edition.bodies[layer_path(name)]
    return edition.page(("file", name, ending), lambda: _made(edition, name, ending, None, {}))


def _answer(edition, name, ending):
    asked = [crs for key, crs in request.args.items(multi=True) if key.lower() == "crs"]
    reference, filters = coordinates.asked_for(asked, coordinates.longitude(edition.layers)), _filters(edition)
    if reference is None and not filters:
        return file(edition, name, ending).response(request.environ)
    key = ("file", name, ending, reference and reference.code, *filters.items())
    body = edition.lately.page(key, lambda: _made(edition, name, ending, reference, filters))
    return body.response(request.environ)


def _made(edition, name, ending, reference, filters):
    found = holding(edition.layers, name, left(edition.listed, **filters), filters)
    content = download.write(ending, found, reference)
    return Body(content, download.media_type(ending), is_passing=bool(reference or filters))


def _filters(edition):
    """Return what the address narrows by: name → values, sorted. Raises a `NotHere` for a value that there is not."""
    asked = {name: tuple(sorted(set(request.args.getlist(name)))) for name in download.GIVEN}
    filters = {name: values for name, values in asked.items() if values}
    for name, values in filters.items():
        known = _known(edition, name)
        for value in values:
            if value not in known:
                raise UNKNOWN[name](id=value)
    return filters


def _known(edition, name):
    return {
        "article": lambda: edition.layers.articles,
        "theme": lambda: {*themes(edition.layers), "none"},
        "scope": lambda: schema.SCOPES,
        "subdistrict": lambda: {*subdistricts(edition.layers), "unknown"},
        "place": lambda: edition.plates,
    }[name]()
