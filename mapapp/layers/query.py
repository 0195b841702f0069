"""Questions to the published layers: sites in order, a feature by its id."""

from mapapp.layers.chronology import taken_up
from mapapp.layers.store import LAYERS


def features(layers):
    """Return every feature of every layer."""
    return [feature for name in LAYERS for feature in layers.collections[name]["features"]]


def feature(layers, id):
    """Return the feature with this id, or `None`."""
    return next((feature for feature in features(layers) if feature["id"] == id), None)


def district(layers):
    """Return the district, whose commitments are those for the whole of it."""
    return layers.collections["district"]["features"][0]


def subdistricts(layers):
    """Return the features of the subdistricts, in the order of the layer."""
    return [one for one in features(layers) if one["properties"]["kind"] == "subdistrict"]


def sites(layers):
    """Return the features that a commitment names, in the order in which the articles, as taken up, first name them.

    A site's number is its place in this list, counted from 1; an article taken up later changes none.
    """
    named = {feature["id"]: feature for feature in features(layers) if is_site(feature)}
    order = dict.fromkeys(id for article in taken_up(layers.articles.values()) for id in _named_in(article))
    return [named[id] for id in order if id in named]


def is_site(feature):
    """Return whether a commitment names this place."""
    return any(commitment["scope"] == "site" for commitment in feature["properties"]["commitments"])


def subdistrict_names(layers):
    """Return what each subdistrict is called, drawn or not: the properties that hold its names, by its id."""
    known = (feature["properties"] for feature in features(layers))
    return {place["id"]: place for place in known if place["kind"] == "subdistrict"}


def _named_in(article):
    for commitment in article["commitments"]:
        yield from commitment["places"]
