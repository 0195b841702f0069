"""Adding a text: pasted or as a file, with what is known about it."""

from flask import request

from mapapp.desk.pages import go, page, today
from mapapp.desk.reviewing import next_address
from mapapp.editing.adding import add_article
from mapapp.errors import BadArticle, DecisionRefused
from mapapp.reading.article import Span

FIELDS = ("id", "language", "author", "role", "title", "date", "publisher", "official_url", "source")
TONGUES = ("zh-Hans", "zh-Hant")


def register(app, desk):
    """Add the page and its form."""

    @app.get("/<code>/new")
    def new():
        return _form({})

    @app.post("/<code>/new")
    def add():
        facts = {name: request.form.get(name, "").strip() for name in FIELDS}
        try:
            number = desk.decide(add_article, facts["id"], _content(), facts, today())
        except (DecisionRefused, BadArticle) as problem:
            return _form(request.form, problem)
        return go(next_address(desk, facts["id"], Span(0, 0), number, "open"))


def _form(given, problem=None):
    values = {name: given.get(name, "") for name in (*FIELDS, "text")}
    return page("new.html", problem, here="new", values=values, tongues=TONGUES)


def _content():
    """Return the bytes of the text: of the file as it is; of pasted words with the line ends that were pasted."""
    file = request.files.get("file")
    if file and file.filename:
        return file.read()
    return request.form.get("text", "").replace("\r\n", "\n").encode("utf-8")
