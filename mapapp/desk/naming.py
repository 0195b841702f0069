"""Naming: what a name in an article means: a place of the gazetteer, or a new row of it, placed or not."""

from flask import request

from mapapp.desk.answers import POSITION, ROW, UNASKED, answers, asked, values
from mapapp.desk.finding import find
from mapapp.desk.pages import go, page, today
from mapapp.desk.proposals import beside
from mapapp.desk.reviewing import next_address
from mapapp.editing import placing, reviewing
from mapapp.editing.drafts import draft
from mapapp.errors import BadGazetteer, DecisionRefused, FindingGone, Findings
from mapapp.places.audit import NEVER_A_POINT, SHAPES_OF_KIND
from mapapp.reading.article import Span
from mapapp.reading.sentences import sentence_at


def register(app, desk):
    """Add the page and its forms."""
    path = "/<code>/articles/<id>/names/<int:start>-<int:end>"

    @app.get(path)
    def name(id, start, end):
        return _page(desk, id, Span(start, end))

    @app.post(path)
    def place_name(id, start, end):
        span = Span(start, end)
        if request.form.get("did") == "ask":
            return _page(desk, id, span, **asked(desk, _words(desk.state().article(id), span)))
        try:
            number = _meant(desk, id, span, request.form)
        except (DecisionRefused, BadGazetteer, Findings) as problem:
            return _page(desk, id, span, problem)
        return go(next_address(desk, id, span, number, request.form.get("show")))


def _meant(desk, id, span, form):
    """Take the decisions that a form asks for: a new row, if it holds one, and that the name means it."""
    place = form.get("place", "")
    if form.get("did") == "row":
        row, stated = answers(ROW), answers(POSITION)
        at = placing.position(stated) if stated["lon"] or stated["lat"] else None
        desk.decide(placing.add_row, row if at else row | placing.grounds(stated), at, today())
        place = row["id"]
    return desk.decide(reviewing.mean, id, span, [place])


def _page(desk, id, span, problem=None, **told):
    state = desk.state()
    article = state.article(id)
    surface = _words(article, span)
    there = reviewing.open_page(state, id).finding("name", span)
    typed = request.values.get("q", "").strip()
    found = find(state.gazetteer, typed or surface)
    return page(
        "name.html", problem, here="contents", id=id, span=span, surface=surface, q=typed,
        around=_around(article, span), found=found,
        offers=beside(desk.geodata, [surface], {place.id for place in found}),
        values=values(draft(surface, there["kind"] if there else "other", state.gazetteer)),
        kinds=list(SHAPES_OF_KIND), outlined=NEVER_A_POINT, show=request.values.get("show", "open"), **(UNASKED | told),
    )  # fmt: skip


def _words(article, span):
    """Return the words of a span that lies in a sentence. Raises `FindingGone`."""
    if not span.start < span.end <= len(article.clean) or sentence_at(article, span.start) is None:
        raise FindingGone()
    return article.quote(span)


def _around(article, span):
    """Return the words of the sentence before a name, the name, and those after it."""
    begin, end = sentence_at(article, span.start).span
    parts = Span(begin, span.start), span, Span(span.end, max(span.end, end))
    return [article.quote(part) for part in parts]
