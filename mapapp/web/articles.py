"""What the pages of the articles show."""

from mapapp.errors import UnknownArticle
from mapapp.publish.jsonld import path_of
from mapapp.view import sketch
from mapapp.view.contents import contents
from mapapp.view.plates import numbers
from mapapp.view.promises import drawn_and_not
from mapapp.web import linked, previews


def one(address, edition, visit, id):
    """Return the values of the page of one article. Raises `UnknownArticle`."""
    if id not in edition.layers.articles:
        raise UnknownArticle(id=id)
    article, paragraphs = edition.layers.articles[id], edition.paragraphs[id, visit.form]
    return {
        "preview": previews.of_article(visit, path_of("articles", id)),
        "linked": linked.of_article(edition, address, article),
        "article_id": id,
        "article": article,
        "paragraphs": paragraphs,
        "contents": contents(paragraphs, edition.plates),
        "numbers": numbers,
        "sketch": sketch.sketch(edition.layers, edition.plates),
        "drawn_and_not": lambda commitment: drawn_and_not(commitment, edition.plates),
    }
