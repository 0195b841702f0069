"""What is told as linked data in files of their own: annotations, places, and the catalogue of what can be taken."""

import hashlib
import json

from flask import request

from mapapp.errors import UnknownArticle
from mapapp.layers import query
from mapapp.layers.store import LAYERS
from mapapp.publish import annotation, dcat, download, places
from mapapp.publish.holdings import COMMITMENTS, origin
from mapapp.publish.jsonld import path_of
from mapapp.web.body import Body
from mapapp.web.downloads import file, path_to
from mapapp.web.language import LANGUAGES, say

ANNOTATIONS, PLACES, CATALOGUE = "/annotations.json", "/places.jsonld", "/dcat.jsonld"


def register(app, editions, pages):
    """Give the application its annotations, its places and its catalogue."""

    def answer(make, kind, *which):
        edition, address = editions.current(), pages.whole_address if pages.visit().served else pages.address
        key = (make.__name__, address(""), *which)
        body = edition.lately.page(key, lambda: Body(_json(make(edition, address, *which)), kind))
        return body.response(request.environ)

    @app.get(ANNOTATIONS)
    def annotations():
        return answer(every_annotation, annotation.MEDIA_TYPE)

    @app.get(f"/articles/<id>{ANNOTATIONS}")
    def article_annotations(id):
        return answer(annotations_of, annotation.MEDIA_TYPE, id)

    @app.get(PLACES)
    def linked():
        return answer(linked_places, places.MEDIA_TYPE)

    @app.get(CATALOGUE)
    def catalogue():
        return answer(the_catalogue, dcat.MEDIA_TYPE)


def every_annotation(edition, address):
    """Return the annotations of all articles."""
    articles = edition.layers.articles.values()
    return annotation.collection(edition.layers, articles, ANNOTATIONS, _titles(edition)["en"], address)


def annotations_of(edition, address, id):
    """Return the annotations of an article. Raises `UnknownArticle`."""
    article = edition.layers.articles.get(id)
    if article is None:
        raise UnknownArticle(id=id)
    path = f"{path_of('articles', id)}{ANNOTATIONS}"
    return annotation.collection(edition.layers, [article], path, article["metadata"]["title"] or id, address)


def linked_places(edition, address):
    """Return every place of the layers in the Linked Places format, drawn or not."""
    return places.places(edition.layers, PLACES, edition.plates, address)


def the_catalogue(edition, address):
    """Return the catalogue of every file that can be taken along, with its size and SHA-256."""
    datasets = [
        (f"/{name}", _titles(edition, f"downloads.{name}"), origin(edition.layers, name), _files(edition, name))
        for name in (*LAYERS, COMMITMENTS)
    ]
    return dcat.catalogue(edition.layers, _titles(edition), datasets, address, edition.colophon.owner)


def _files(edition, name):
    for ending in download.MODULES:
        content = file(edition, name, ending).content
        yield path_to(name, ending), download.media_type(ending), content, hashlib.sha256(content).hexdigest()


def _titles(edition, key=None):
    """Return what the map, or a thing of it, is called in each language, by its tag."""
    names = query.district(edition.layers)["properties"]
    titles = {}
    for code, language in LANGUAGES.items():
        site = say(code, "site.name", district=names[language.name])
        titles[language.tag] = f"{say(code, key)} · {site}" if key else site
    return titles


def _json(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
