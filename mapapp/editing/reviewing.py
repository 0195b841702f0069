"""Reviewing: an editor's wishes on the commitments and names of an article, each at literal words of its text."""

import hashlib
from dataclasses import dataclass

from mapapp.editing.deciding import Deed
from mapapp.errors import (
    ChoiceRefused,
    FindingGone,
    FindingOverlaps,
    FindingSettled,
    RowUnknown,
    SpanRefused,
)
from mapapp.places.audit import SHAPES_OF_KIND
from mapapp.places.decided import Decided, overlap
from mapapp.reading import anchors
from mapapp.reading.article import Article, Span
from mapapp.reading.commitments import find_promises
from mapapp.reading.scopes import SCOPES
from mapapp.reading.sections import find_headings
from mapapp.reading.sentences import sentence_at, split_lines

LONGEST = 1000
BLANKS = " \t　\ufeff"


@dataclass(frozen=True)
class Page:
    """An article of a state with what stands in it: what an editor looks at."""

    id: str
    article: Article
    decided: Decided

    def finding(self, what, span):
        """Return the commitment or name of a span as the log states it; `None` if nothing stands there."""
        return self._findings(what).get(span)

    def decisions(self, what):
        """Return the decision on each commitment, or name, that was decided, by its span."""
        return self.decided.commitments if what == "commitment" else self.decided.names

    def _findings(self, what):
        survey = self.decided.survey
        if what == "commitment":
            return {one.commitment.span: stated_commitment(one) for one in survey.commitments}
        return {named.mention.span: stated_name(named) for named in survey.mentions}


def open_page(state, id):
    """Return the `Page` of an article."""
    article = state.article(id)
    return Page(id, article, state.decided(id, article))


def stated_commitment(scoped):
    """Return a commitment as the log states it."""
    commitment = scoped.commitment
    return {"scope": scoped.scope, "theme": commitment.theme, "group": commitment.group}


def stated_name(named):
    """Return a name as the log states it."""
    return {"places": list(named.mention.place_ids), "kind": named.kind, "canonical": named.canonical}


def confirm_each(state, id, findings):
    """Return the deeds that each of `findings` (what, span) is right. Raises if one of them is not as it was shown."""
    if not findings:
        raise FindingGone()
    page = open_page(state, id)
    return [_confirmed(page, what, span) for what, span in findings]


def confirm(state, id, what, span):
    """Return the deed that what stands at `span` is right."""
    return _confirmed(open_page(state, id), what, span)


def _confirmed(page, what, span):
    there = _standing(page, what, span)
    if span in page.decisions(what):
        raise FindingSettled()
    return _deed(page, f"{what}.confirm", span, there, there)


def reject(state, id, what, span):
    """Return the deed that what stands at `span` is none."""
    page = open_page(state, id)
    return _deed(page, f"{what}.reject", span, _standing(page, what, span), None)


def correct(state, id, what, span, to, answers):
    """Return the deed that what stands at `span` is `answers`, and stands at `to`: see `settled`.

    A correction that changes nothing confirms.
    """
    page = open_page(state, id)
    there, to = _standing(page, what, span), checked_span(page.article, to)
    _check_free(page, what, to, but=span)
    after = settled(state, page, what, to, _kept(there, span == to) | answers)
    if after == there and to == span:
        return _confirmed(page, what, span)
    if to != span:
        after |= {"selector": _selector(page, to)}
    return _deed(page, f"{what}.correct", span, there, after)


def _kept(there, same_words):
    """Return what a correction starts from; the full name stays only of the same words, and only if no row gave it."""
    stays = same_words and not there.get("places")
    return {name: value for name, value in there.items() if stays or name != "canonical"}


def add(state, id, what, to, answers):
    """Return the deed that something stands at `to` that nobody found: see `settled`."""
    page = open_page(state, id)
    to = checked_span(page.article, to)
    _check_free(page, what, to, but=None)
    blank = {"scope": None, "theme": None, "group": None} if what == "commitment" else {"places": [], "kind": "other"}
    return _deed(page, f"{what}.add", to, None, settled(state, page, what, to, blank | answers))


def settled(state, page, what, span, answers):
    """Return what a commitment (`scope`, `theme`) or a name (`places`, `kind`) is, each answer checked."""
    if what == "commitment":
        _check_choice("scope", answers["scope"], SCOPES)
        if answers["theme"] is not None:
            _check_choice("theme", answers["theme"], themes(page.article))
        return {name: answers[name] for name in ("scope", "theme", "group")}
    places = list(dict.fromkeys(answers["places"]))
    for place in places:
        if place not in state.gazetteer.places:
            raise RowUnknown(id=place)
    return _meaning([state.gazetteer.places[place] for place in places], answers, page.article, span)


def _meaning(places, answers, article, span):
    if places:
        names = ";".join(place.name_zh_hans for place in places)
        return {"places": [place.id for place in places], "kind": places[0].kind, "canonical": names}
    _check_choice("kind", answers["kind"], SHAPES_OF_KIND)
    full = answers.get("canonical") or article.simplified[slice(*span)]
    return {"places": [], "kind": answers["kind"], "canonical": full}


def themes(article):
    """Return what a theme may be: those that were read, and every heading, in the article's own words, Simplified."""
    commitments, _ = find_promises(article)
    lines = {line.number: line.span for line in split_lines(article)}
    headings = [article.simplified[slice(*lines[number])].strip(BLANKS) for number in find_headings(article)]
    return list(dict.fromkeys([*(one.theme for one in commitments if one.theme), *headings]))


def checked_span(article, span):
    """Return a span of the clean text without blanks around it. Raises `SpanRefused`."""
    if not 0 <= span.start < span.end <= len(article.clean):
        raise SpanRefused(most=LONGEST)
    words = article.quote(span)
    start = span.start + len(words) - len(words.lstrip(BLANKS))
    trimmed = Span(start, start + len(words.strip(BLANKS)))
    inside = any(line.start <= trimmed.start and trimmed.end <= line.end for line in article.lines())
    if not inside or not 1 <= trimmed.end - trimmed.start <= LONGEST:
        raise SpanRefused(most=LONGEST)
    return trimmed


def _standing(page, what, span):
    there = page.finding(what, span)
    if there is None:
        raise FindingGone()
    return there


def _check_free(page, what, to, but):
    """Refuse words that share some, or a sentence, with what was decided; what was only read gives way."""
    for span, decision in page.decisions(what).items():
        if span != but and (overlap(span, to) or (what == "commitment" and _same_sentence(page.article, span, to))):
            quote = page.article.quote
            raise FindingOverlaps(exact=quote(to), other=quote(span), id=decision.id)


def _same_sentence(article, one, other):
    return sentence_at(article, one.start) == sentence_at(article, other.start)


def _check_choice(field, value, allowed):
    if value not in allowed:
        raise ChoiceRefused(field=field, value=value or "", allowed=" / ".join(allowed) or "–")


def _selector(page, span):
    return anchors.selectors(page.article, span)["found"]


def _deed(page, did, span, before, after):
    digest = hashlib.sha256(page.article.found.encode("utf-8")).hexdigest()
    where = {"article": page.id, "selector": _selector(page, span)}
    return Deed(did, {"text_sha256": digest}, before, after, where)


def mean(state, id, span, places):
    """Return the deed that the words at `span` name `places`, whatever stands there now."""
    there = open_page(state, id).finding("name", span)
    if there is None:
        return add(state, id, "name", span, {"places": places})
    if there["places"] == places:
        return confirm(state, id, "name", span)
    return correct(state, id, "name", span, span, {"places": places})
