"""The words of the district in an answer: commitments literally as the layers have them, and the names of places."""

from mapapp.layers import query
from mapapp.layers.themes import theme_of


def commitments(layers):
    """Return the words of every commitment that has a place or is for the whole district, by its id."""
    theme = theme_of(layers)
    return {said["id"]: _words(said, article, theme.get(said["id"])) for article, said in _promises(layers)}


def district_wide(layers):
    """Return the ids of the commitments for the whole district."""
    return [said["id"] for _, said in _promises(layers) if said["scope"] == "district"]


def unplaced(layers):
    """Return the places that a commitment names and that are not drawn, with the ids of these commitments."""
    return [names(place) | {"commitments": _naming(place)} for place in query.sites(layers) if not place["geometry"]]


def names(place):
    """Return the id of a feature of the layers, and what it is called."""
    facts = place["properties"]
    return {"id": place["id"]} | {name: facts[name] for name in ("name_zh_hans", "name_zh_hant", "name_en")}


def _naming(place):
    return [said["id"] for said in place["properties"]["commitments"] if said["scope"] == "site"]


def _promises(layers):
    return [
        (article, said)
        for article in layers.articles.values()
        for said in article["commitments"]
        if said["scope"] in ("site", "district")
    ]


def _words(said, article, theme_id):
    """Return the words of a commitment, and where they stand: the article, the line and the sentence."""
    return {
        "article": article["id"],
        "theme_id": theme_id,
        "theme": said["theme"],
        "theme_en": said.get("theme_en"),
        "quote": said["quote"],
        "simplified": article["texts"]["simplified"][said["start"] : said["end"]],
        "translation_en": said.get("translation_en"),
        "line": said["line"],
        "sentence": said["sentence"],
    }
