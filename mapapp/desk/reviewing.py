"""The review of one article: its text beside what was found in it, and each finding with what can be decided."""

from flask import request

from mapapp.desk.marking import marked_lines
from mapapp.desk.pages import go, page
from mapapp.desk.queue import FILTERS, cards, following, read_key
from mapapp.editing import reviewing
from mapapp.errors import AnchorRefused, ChoiceRefused, DecisionRefused, FindingGone, MetadataRefused
from mapapp.places.audit import SHAPES_OF_KIND
from mapapp.reading.anchors import occurrences
from mapapp.reading.article import Span
from mapapp.reading.metadata import open_metadata
from mapapp.reading.scopes import SCOPES
from mapapp.reading.variants import fold

MOST_SUGGESTED = 1500
"""A page suggests so many places at most; the placing page searches all of them."""


def register(app, desk):
    """Add the page and its form."""

    @app.get("/<code>/articles/<id>")
    def review(id):
        return review_page(desk, id)

    @app.post("/<code>/articles/<id>")
    def decide(id):
        form = request.form
        try:
            number = _take(desk, id, form)
        except (DecisionRefused, AnchorRefused) as problem:
            return review_page(desk, id, problem)
        return go(next_address(desk, id, span_in(form), number, form.get("show")))


def review_page(desk, id, problem=None):
    """Return the page of an article, with what is wrong with the form that was sent."""
    state = desk.state()
    looked = reviewing.open_page(state, id)
    there = cards(looked, state.gazetteer)
    show = request.values.get("show", "open")
    show = show if show in FILTERS else "open"
    return page(
        "review.html", problem, here="contents", id=id, title=_title(desk, id), show=show, filters=FILTERS,
        counts={kind: sum(card.shown_as(kind) for card in there) for kind in FILTERS},
        lines=marked_lines(looked.article, there, looked.decided.survey.achievements),
        cards=[card for card in there if card.shown_as(show)], lost=looked.decided.lost,
        themes=reviewing.themes(looked.article), scopes=SCOPES, kinds=list(SHAPES_OF_KIND),
        suggested=list(state.gazetteer.places.values())[:MOST_SUGGESTED], done=request.args.get("done", type=int),
    )  # fmt: skip


def _title(desk, id):
    """Return the title that an article's metadata state; `None` where it is not known, or they cannot be read."""
    try:
        return open_metadata(desk.geodata / "articles" / f"{id}.json")["title"]
    except MetadataRefused:
        return None


def next_address(desk, id, span, number, show):
    """Return the path of the next card that waits, behind the one that was decided as `number`."""
    state = desk.state()
    show = show if show in FILTERS else "open"
    card = following(cards(reviewing.open_page(state, id), state.gazetteer), span, show)
    return f"/articles/{id}?show={show}&done={number}" + (f"#{card.key}" if card else "#queue")


def _take(desk, id, form):
    """Take the decision that a form asks for; return its id."""
    what, did = form.get("what"), form.get("did")
    if did == "confirm-shown":
        return desk.decide(reviewing.confirm_each, id, [read_key(key) for key in form.getlist("card")])
    if what not in ("commitment", "name"):
        raise ChoiceRefused(field="what", value=what or "", allowed="commitment / name")
    if did in ("confirm", "reject"):
        return desk.decide(getattr(reviewing, did), id, what, span_in(form))
    if did == "correct":
        return desk.decide(_correct, id, what, form)
    if did == "add":
        return desk.decide(_add, id, what, form)
    raise ChoiceRefused(field="did", value=did or "", allowed="confirm / reject / correct / add")


def _correct(state, id, what, form):
    span = span_in(form)
    to = _chosen(state.article(id), form, span)
    return reviewing.correct(state, id, what, span, to, answers_in(state, what, form))


def _add(state, id, what, form):
    return reviewing.add(state, id, what, _chosen(state.article(id), form, None), answers_in(state, what, form))


def span_in(form):
    """Return the span of the clean text that a form is about; an empty one where it states none."""
    try:
        return Span(int(form.get("start") or 0), int(form.get("end") or 0))
    except ValueError as reason:
        raise FindingGone() from reason


def _chosen(article, form, span):
    """Return the span that was chosen: by positions, or by words that stand in the text once, or once over `span`."""
    words = form.get("words", "").strip()
    try:
        chosen = Span(int(form.get("to_start") or 0), int(form.get("to_end") or 0))
    except ValueError:
        chosen = Span(0, 0)
    if chosen.end and article.quote(chosen).strip() == words:
        return chosen
    starts = list(occurrences(article.clean, words))
    near = [at for at in starts if span and at < span.end and span.start < at + len(words)]
    fitting = near if len(near) == 1 else starts
    if len(fitting) != 1:
        raise AnchorRefused(exact=words, count=len(starts))
    return Span(fitting[0], fitting[0] + len(words))


def answers_in(state, what, form):
    """Return what a form says of a commitment, or of a name."""
    if what == "commitment":
        return {"scope": form.get("scope", ""), "theme": form.get("theme") or None}
    typed = [text.strip() for text in form.getlist("place") if text.strip()]
    return {"places": [id for text in typed for id in _ids(state, text)], "kind": form.get("kind", "other")}


def _ids(state, text):
    """Return the ids that a person means: by an id, alone or before its name, or by a name."""
    first = text.split()[0]
    if first in state.gazetteer.places:
        return [first]
    return state.gazetteer.ids_by_name.get(fold(text), (first,))
