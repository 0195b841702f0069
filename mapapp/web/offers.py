"""What a build and its operator offer to choose from for a frame, beside what every map offers."""

from mapapp.layers.themes import theme_of
from mapapp.view.basemaps import NONE
from mapapp.view.forms import FORMS
from mapapp.web.assets import colour

PAPERS = {"light": colour("paper"), "dark": colour("paper", dark=True)}
"""The grounds on which an accent must be told."""


def offered(edition):
    """Return the values of each option whose values are those of a build or its operator, in the order of the list."""
    known = theme_of(edition.layers)
    sentences = [promise.id for promise in edition.promises[FORMS[0]]]
    sentences += [one["id"] for article in edition.layers.articles.values() for one in article["commitments"]]
    places = edition.plates.values()
    return {
        "site": tuple(edition.plates),
        "theme": tuple(dict.fromkeys(known.get(id, "none") for id in sentences)),
        "subdistrict": tuple(dict.fromkeys(place.properties["subdistrict"] or "unknown" for place in places)),
        "basemap": tuple(dict.fromkeys((edition.ground.base.name, NONE))),
    }
