"""What the forms for rows and positions hold: as sent, as drafted, or as is usual; and what advisers say."""

from flask import request

from mapapp.advisers.council import consult
from mapapp.advisers.question import Question
from mapapp.errors import MapappError
from mapapp.reading.variants import simplify

ROW = ("id", "name_zh_hans", "name_zh_hant", "name_en", "pinyin", "aliases", "kind")
POSITION = ("lon", "lat", "datum", "how", "certainty", "accuracy_m", "source", "licence")
USUAL = {"datum": "WGS-84", "how": "typed", "certainty": "approximate", "licence": "facts"}
UNASKED = {"comparison": None, "refused": None}
"""What a page is told of advisers as long as nobody asked them."""


def answers(fields):
    """Return what the form that was sent says of each field."""
    return {name: request.form.get(name, "").strip() for name in fields}


def values(row):
    """Return what the fields of a form show; `row`: what is drafted for some of them."""
    drafted = dict.fromkeys((*ROW, *POSITION), "") | USUAL | {name: row[name] for name in ROW if name in row}
    return {name: request.form.get(name, text) for name, text in drafted.items()}


def asked(desk, name):
    """Ask the advisers where a name lies; return their comparison, or what stopped it."""
    district = desk.state().gazetteer.district
    question = Question(simplify(name), district.name_zh_hans, district.geometry.bounds)
    try:
        return {"comparison": consult(question, desk.settings)}
    except MapappError as refusal:
        return {"refused": refusal}
