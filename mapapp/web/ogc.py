"""OGC API – Features: the addresses under `/ogc`, and the definition that the standard asks for."""

import json

from flask import Blueprint, request

from mapapp.errors import UnknownCollection, UnknownFeature
from mapapp.publish.features import answers, questions
from mapapp.publish.features.answers import GEOJSON, JSON, SCHEMA
from mapapp.publish.features.collections import collections
from mapapp.web import definition
from mapapp.web.body import FOR_ANYONE, Body


def register(app, editions, pages):
    """Give the application the addresses of the features."""
    features = Blueprint("ogc", __name__, url_prefix=answers.ROOT)

    def held():
        edition = editions.current()
        return edition.derived("ogc", lambda: collections(edition.layers))

    features.after_request(_for_anyone)
    _register_capabilities(features, editions, pages, held)
    _register_features(features, pages, held)
    app.register_blueprint(features)
    definition.register(app, editions, pages)


def _register_capabilities(features, editions, pages, held):
    @features.get("")
    def landing():
        _asked()
        title, description = definition.named(editions.current().layers)
        return _answer(answers.landing(title, description, pages.whole_address), JSON)

    @features.get("/conformance")
    def conformance():
        _asked()
        return _answer(answers.conformance(), JSON)

    @features.get("/collections")
    def catalogue():
        _asked()
        return _answer(answers.catalogue(held().values(), pages.whole_address), JSON)

    @features.get("/collections/<name>")
    def collection(name):
        _asked()
        return _answer(answers.described(_found(held(), name), pages.whole_address), JSON)

    @features.get("/collections/<name>/queryables")
    def queryables(name):
        _asked()
        return _answer(answers.queryables(_found(held(), name), pages.whole_address), SCHEMA)


def _register_features(features, pages, held):
    @features.get("/collections/<name>/items")
    def items(name):
        collection, pairs = _found(held(), name), _pairs()
        question = questions.read(pairs, collection)
        page, matched = questions.answer(question, collection)
        told = answers.items(collection, page, matched, question, pairs, pages.whole_address)
        return _answer(told, GEOJSON, question.crs)

    @features.get("/collections/<name>/items/<id>")
    def item(name, id):
        collection = _found(held(), name)
        system = questions.system_in(_asked("crs"), "crs", collection.systems)
        feature = collection.feature(id)
        if feature is None:
            raise UnknownFeature(collection=name, id=id)
        told = answers.item(collection, questions.in_system(feature, system), _pairs(), pages.whole_address)
        return _answer(told, GEOJSON, system)


def _for_anyone(answer):
    """Let pages of any origin read an answer, a refusal too, and the system of its coordinates."""
    name, origin = FOR_ANYONE
    answer.headers[name] = origin
    answer.headers["Access-Control-Expose-Headers"] = "Content-Crs"
    return answer


def _found(held, name):
    if name not in held:
        raise UnknownCollection(name=name)
    return held[name]


def _pairs():
    return list(request.args.items(multi=True))


def _asked(*known):
    """Return what the address states by name. Raises `ParameterUnknown` for anything but the known."""
    return questions.stated(_pairs(), known)


def _answer(told, kind, system=None):
    """Return an answer, with the system of its coordinates in the header that Part 2 gives it (OGC 18-058r1, 6.3)."""
    content = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    answer = Body(content, kind, is_passing=True).response(request.environ)
    if system:
        answer.headers["Content-Crs"] = f"<{system.uri}>"
    return answer
