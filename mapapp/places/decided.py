"""A survey as an editor decided it: what was confirmed, corrected, rejected and added, each exactly where it was."""

from dataclasses import dataclass, field

from mapapp.errors import AnchorRefused, DecisionPlaceUnknown
from mapapp.places.survey import NamedPlace, Survey, scoped
from mapapp.reading.anchors import resolve
from mapapp.reading.commitments import Commitment
from mapapp.reading.mentions import Mention
from mapapp.reading.sentences import sentence_at


@dataclass
class Decided:
    """`survey`: what stands. `commitments`, `names`: the decision on each that was decided, by span of the clean text.

    `rejected`: (decision, span) of what was taken out. `lost`: the decisions whose words no longer stand exactly once.
    """

    survey: Survey
    commitments: dict = field(default_factory=dict)
    names: dict = field(default_factory=dict)
    rejected: list = field(default_factory=list)
    lost: list = field(default_factory=list)


def decided(article, survey, decisions, places):
    """Return `survey`, the automatic reading of `article`, as its standing `decisions` leave it, as `Decided`.

    `places`: the gazetteer's, by id. A decision applies where its quote stands exactly once, or not at all.
    What was decided displaces whatever else was read over it. Raises `DecisionPlaceUnknown`.
    """
    review = _Review(article, survey, places)
    for decision in decisions:
        review.take(decision)
    return review.decided()


def span_of(article, selector):
    """Return the span of the clean text that the selectors of a decision mean. Raises `AnchorRefused`."""
    return article.in_clean(resolve(article.found, selector[0]))


class _Review:
    """What stands so far, by span: commitments, names and achievements."""

    def __init__(self, article, survey, places):
        self._article, self._places = article, places
        self._commitments = {one.commitment.span: one.commitment for one in survey.commitments}
        self._names = {named.mention.span: named for named in survey.mentions}
        self._achievements = survey.achievements
        self._scopes = {}
        self._decided = Decided(survey)

    def take(self, decision):
        """Let one decision stand, or count it as lost."""
        try:
            span = span_of(self._article, decision.selector)
            to = span_of(self._article, (decision.after or {}).get("selector", decision.selector))
        except AnchorRefused:
            self._decided.lost.append(decision)
            return
        self._decided.rejected = [(one, there) for one, there in self._decided.rejected if there not in (span, to)]
        if decision.after is None:
            self._reject(decision, span)
        elif decision.subject == "commitment":
            self._promise(decision, span, to)
        else:
            self._name(decision, span, to)

    def decided(self):
        """Return what stands."""
        mentions = [self._names[span] for span in sorted(self._names)]
        commitments = [self._commitments[span] for span in sorted(self._commitments)]
        self._decided.survey = Survey(
            scoped(self._article, commitments, mentions, self._scopes), self._achievements, mentions
        )
        return self._decided

    def _reject(self, decision, span):
        commits = decision.subject == "commitment"
        _forget([span], self._commitments if commits else self._names)
        _forget([span], self._decided.commitments if commits else self._decided.names)
        self._decided.rejected.append((decision, span))

    def _promise(self, decision, span, to):
        sentence = sentence_at(self._article, to.start)
        if sentence is None:
            self._decided.lost.append(decision)
            return
        key, after = (sentence.line, sentence.number), decision.after
        away = [
            one.span
            for one in self._commitments.values()
            if one.span == span or overlap(one.span, to) or (one.line, one.sentence) == key
        ]
        _forget(away, self._commitments, self._decided.commitments, self._scopes)
        self._achievements = [one for one in self._achievements if not overlap(one, to)]
        self._commitments[to] = Commitment(*key, to, after["theme"], after["group"])
        self._scopes[to] = after["scope"]
        self._decided.commitments[to] = decision

    def _name(self, decision, span, to):
        away = [one for one in self._names if one == span or overlap(one, to)]
        _forget(away, self._names, self._decided.names)
        after = decision.after
        names = [self._place(decision, id).name_zh_hans for id in after["places"]]
        canonical = ";".join(names) if names else after["canonical"]
        self._names[to] = NamedPlace(Mention(to, tuple(after["places"])), canonical, after["kind"])
        self._decided.names[to] = decision

    def _place(self, decision, id):
        if id not in self._places:
            raise DecisionPlaceUnknown(id=decision.id, place=id, article=decision.article)
        return self._places[id]


def overlap(one, other):
    """Return whether two spans share a character."""
    return one.start < other.end and other.start < one.end


def _forget(spans, *shelves):
    for shelf in shelves:
        for span in spans:
            shelf.pop(span, None)
