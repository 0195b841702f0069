"""The page that lists what can be taken along: every file with its format, size, coordinates and licence."""

from flask import request

from mapapp.layers.store import LAYERS
from mapapp.publish import coordinates, download
from mapapp.publish.holdings import COMMITMENTS, origin
from mapapp.web import downloads, graphs
from mapapp.web.downloads import file, path_to
from mapapp.web.edition import RECEIPT
from mapapp.web.graphs import ANNOTATIONS, CATALOGUE, PLACES
from mapapp.web.pages import CHOSEN_LANGUAGE

PAGE = "/downloads"
GRAPHS = {"annotations": ANNOTATIONS, "places": PLACES, "catalogue": CATALOGUE, "receipt": RECEIPT}


def register(app, editions, pages):
    """Give the application the page, and everything that it leads to."""
    downloads.register(app, editions)
    graphs.register(app, editions, pages)

    def offers(**_):
        common = pages.common()
        edition, visit = common["edition"], common["visit"]
        key = (PAGE, visit.language.code, visit.fixed, visit.form, visit.form_refused)
        body = edition.lately.page(key, lambda: pages.body("downloads.html", **common, **_offered(edition)))
        return body.response(request.environ)

    app.add_url_rule(PAGE, "offers", offers)
    app.add_url_rule(CHOSEN_LANGUAGE + PAGE, "offers_in", offers)


def _offered(edition):
    """Return what the page lists: files by what they hold, licences, graphs, coordinates and filters."""
    names = (COMMITMENTS, *LAYERS)
    return {
        "files": {name: [_file(edition, name, ending) for ending in download.MODULES] for name in names},
        "licences": {name: origin(edition.layers, name)["licences"] for name in names},
        "graphs": GRAPHS,
        "filters": download.GIVEN,
        "coordinates": coordinates.offered(coordinates.longitude(edition.layers)),
    }


def _file(edition, name, ending):
    """Return (ending, path, kilobytes) of a file."""
    return ending, path_to(name, ending), max(round(len(file(edition, name, ending).content) / 1000), 1)
