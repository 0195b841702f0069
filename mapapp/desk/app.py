"""The desk's application: settings and a name in, a WSGI application out."""

from flask import Flask, Response, g, redirect, request
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException, NotFound

from mapapp import paths
from mapapp.desk import (
    adding,
    contents,
    guards,
    history,
    naming,
    pages,
    places,
    proposals,
    publishing,
    reviewing,
    shelf,
)
from mapapp.errors import BadDecisionLog, DecisionRefused, DeskElsewhere, DeskFormForeign, FindingGone, MapappError
from mapapp.web.headers import guarded
from mapapp.web.language import LANGUAGES, preferred

LARGEST = 5_000_000
"""So many bytes a form may bring."""


def create_desk(settings, *, by):
    """Return the desk's application for the data folder of `settings`; decisions are taken in the name of `by`."""
    app = Flask("mapapp.desk", template_folder=str(paths.templates()), static_folder=None)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}
    app.config |= {"MAX_CONTENT_LENGTH": LARGEST, "MAX_FORM_MEMORY_SIZE": LARGEST}
    desk = pages.Desk(settings, by)
    app.extensions["desk"] = desk
    guards.register(app, desk.token)
    _speak(app, desk)
    for part in (contents, adding, reviewing, naming, places, proposals, history, publishing):
        part.register(app, desk)
    shelf.register(app, desk)
    _refuse(app)
    app.wsgi_app = guarded(app.wsgi_app)
    return app


def _speak(app, desk):
    """Take the language out of the address, and hand every template its words."""

    @app.url_value_preprocessor
    def language(endpoint, values):
        code = (values or {}).pop("code", None)
        if code is not None and code not in LANGUAGES:
            raise NotFound
        g.language = LANGUAGES[code or preferred(request.headers.get("Accept-Language", ""))]

    @app.context_processor
    def words():
        told = {"say": pages.ours, "link": pages.address, "others": pages.others, "moment": pages.moment}
        return told | {"language": g.language, "name_of": pages.name_of, "token": desk.token, "by": desk.by}

    app.add_url_rule("/", "door", lambda: redirect(pages.address("/")))

    @app.after_request
    def fresh(response):
        response.headers.setdefault("Cache-Control", "no-cache")
        return response


def _refuse(app):
    """Answer what breaks with its sentence."""
    statuses = {DeskFormForeign: 403, FindingGone: 404, DecisionRefused: 422, BadDecisionLog: 500}

    @app.errorhandler(DeskElsewhere)
    def elsewhere(error):
        return Response(error.sentence(g.language.code), 403, mimetype="text/plain")

    @app.errorhandler(MapappError)
    def refused(error):
        status = next((code for class_, code in statuses.items() if isinstance(error, class_)), 500)
        return pages.page("refusal.html", error)[0], status

    @app.errorhandler(HTTPException)
    def http(error):
        if not hasattr(g, "language"):
            g.language = LANGUAGES[preferred(request.headers.get("Accept-Language", ""))]
        return pages.page("refusal.html")[0], error.code
