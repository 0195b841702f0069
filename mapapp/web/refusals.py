"""How we say no: a page in the visitor's language, or a problem for programs (RFC 9457)."""

import logging
from dataclasses import replace
from http import HTTPStatus

from flask import Response, json, request
from werkzeug.exceptions import HTTPException

from mapapp.errors import (
    AddressNotOurs,
    AskedTooMuch,
    BadBlockFile,
    BadLayers,
    BlockFileTooLarge,
    CRSNotServed,
    FormatNotAllowed,
    FormatNotServed,
    NotHere,
    OriginRefused,
    PressBusy,
    QueryRefused,
    UnknownLanguage,
    UnknownPage,
    UploadTooSlow,
)
from mapapp.web.language import WORDS
from mapapp.web.requestid import KEPT, request_id
from mapapp.web.visit import foreign

REFUSALS = {
    NotHere: (404, "not-here"),
    CRSNotServed: (422, "crs_unsupported"),
    AddressNotOurs: (400, "address_refused"),
    AskedTooMuch: (400, "view_refused"),
    QueryRefused: (400, "query_refused"),
    PressBusy: (503, "busy"),
    FormatNotServed: (501, "format_unsupported"),
    BadLayers: (503, "unavailable"),
    BadBlockFile: (422, None),
    BlockFileTooLarge: (413, None),
    FormatNotAllowed: (415, None),
    UploadTooSlow: (408, None),
    OriginRefused: (403, None),
}
"""The status of each broken promise, and its code for programs, unless the promise has one of its own."""
PICTURES = ("/map.svg", "/map.png", "/qr.svg")
PROGRAMS = (
    "/api/",
    "/layers/",
    "/commitments.",
    "/annotations.",
    "/places.",
    "/dcat.",
    "/receipt.",
    "/map.geojson",
    "/static/",
    "/healthz",
    "/readyz",
    "/favicon.ico",
    "/oembed",
    "/ogc",
    "/openapi.json",
    *PICTURES,
)

log = logging.getLogger(__name__)


def register(app, pages):
    """Turn every error class of the table, and those of Flask, into an answer."""
    for class_ in REFUSALS:
        app.register_error_handler(class_, lambda error: refused(pages, error))

    @app.errorhandler(HTTPException)
    def http(error):
        if error.code == 404:
            return refused(pages, _not_found(app))
        return _with_headers(error, _answer(pages, error.code, _ours(error.code)))


def status_of(error):
    """Return the status with which a broken promise is answered."""
    return _row(error)[0]


def refused(pages, error):
    """Return the answer that a broken promise is, to a program or a person."""
    status, code = _row(error)
    if _is_ours(status):
        log.error("%s", error)
    return _answer(pages, status, _sentences(error, status), code or error.code, error.facts)


def _row(error):
    return next(REFUSALS[class_] for class_ in type(error).__mro__ if class_ in REFUSALS)


def _not_found(app):
    """Return what is wrong with an address that no rule knows: its language, or all of it."""
    asked = foreign(request.path)
    if asked and app.url_map.bind("").test(asked[1]):
        return UnknownLanguage(language=asked[0])
    return UnknownPage()


def _sentences(error, status):
    """Return what to say in each language; what only the operator can mend is not spelled out."""
    if _is_ours(status):
        return WORDS["error.unavailable"]
    return {code: error.sentence(code) for code in WORDS["error.title"]}


def _is_ours(status):
    """Return whether it is we who failed: not where what is asked for was never promised (RFC 9110, 15.6.2)."""
    return status >= HTTPStatus.INTERNAL_SERVER_ERROR and status != HTTPStatus.NOT_IMPLEMENTED


def _ours(status):
    return WORDS["error.failed" if _is_ours(status) else "error.refused"]


def _answer(pages, status, sentences, code="refused", facts=None):
    if request.path.startswith(PROGRAMS) and "text/html" not in request.headers.get("Accept", ""):
        return _problem(status, sentences, code, facts or {})
    visit = _own_path(pages.visit())
    title = visit.say("error.broken" if _is_ours(status) else "error.title")
    body = pages.body("refusal.html", visit, title=title, sentence=sentences[visit.language.code])
    return body.response(request.environ, status)


def _own_path(visit):
    """Return a visit whose links to other languages leave out a language that there is not."""
    asked = foreign(visit.path)
    return replace(visit, path=asked[1]) if asked else visit


def _problem(status, sentences, code, facts):
    problem = {
        "type": "about:blank",
        "title": sentences["en"],
        "status": status,
        "detail": sentences["en"],
        "code": code,
        "title_zh": sentences["zh-hans"],
        "title_zh_hant": sentences["zh-hant"],
        "title_en": sentences["en"],
        "candidates": list(facts.get("candidates", ())),
        "features": list(facts.get("features", ())),
        "request_id": request.environ.get(KEPT) or request_id(None),
    }
    return Response(json.dumps(problem, ensure_ascii=False), status, mimetype="application/problem+json")


def _with_headers(error, answer):
    """Carry over what the protocol asks for beside the status, such as `Allow`."""
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            answer.headers[name] = value
    return answer
