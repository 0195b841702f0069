"""What the pages of the articles show."""

from dataclasses import dataclass

from mapapp.errors import UnknownArticle, UnknownPage
from mapapp.layers.chronology import in_time
from mapapp.layers.versions import versions
from mapapp.publish.jsonld import path_of
from mapapp.view import sketch
from mapapp.view.changes import formers_by_id, turns
from mapapp.view.contents import contents
from mapapp.view.plates import numbers
from mapapp.view.promises import drawn_and_not
from mapapp.web import linked, previews


@dataclass(frozen=True)
class Listed:
    """An article of the list, and how many sentences of it promise something: all, and those that name places."""

    article: dict
    counts: dict


def listed(edition, _):
    """Return the values of the list of all articles, in time order."""
    return {"chapters": [Listed(article, _counts(article)) for article in in_time(edition.layers.articles.values())]}


def one(address, edition, visit, id):
    """Return the values of the page of one article. Raises `UnknownArticle`."""
    if id not in edition.layers.articles:
        raise UnknownArticle(id=id)
    article, paragraphs = edition.layers.articles[id], edition.paragraphs[id, visit.form]
    return {
        "preview": previews.of_article(visit, edition.layers, path_of("articles", id)),
        "linked": linked.of_article(edition, address, article),
        "article_id": id,
        "article": article,
        "paragraphs": paragraphs,
        "contents": contents(paragraphs, edition.plates),
        "numbers": numbers,
        "sketch": sketch.sketch(edition.layers, edition.plates),
        "formers": formers_by_id(article),
        "standing": {commitment["id"] for commitment in article["commitments"]},
        "drawn_and_not": lambda commitment: drawn_and_not(commitment, edition.plates),
    }


def changed(edition, _, id):
    """Return the values of the page that says what the versions of an article changed.

    Raises `UnknownArticle`, and `UnknownPage` where there are no earlier versions.
    """
    if id not in edition.layers.articles:
        raise UnknownArticle(id=id)
    article = edition.layers.articles[id]
    if not versions(article):
        raise UnknownPage()
    return {"article_id": id, "article": article, "turns": turns(article)}


def _counts(article):
    scopes = [commitment["scope"] for commitment in article["commitments"]]
    return {"commitments": len(scopes), "site": scopes.count("site")}
