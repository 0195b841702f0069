"""Find what an article promises: its commitments, sentence by sentence, under their themes."""

from dataclasses import dataclass

from mapapp.reading.article import Span
from mapapp.reading.clauses import masked
from mapapp.reading.cues import cues_of, said_before
from mapapp.reading.sections import placed_sentences
from mapapp.reading.weights import WEIGHTS


@dataclass(frozen=True)
class Commitment:
    """A sentence that promises action; `line` and `sentence` count from 1, `theme` is Simplified."""

    line: int
    sentence: int
    span: Span
    theme: str | None
    group: str | None


def find_promises(article):
    """Return the commitments of `article` and the spans of its achievements, each in order.

    Headings, lead sentences, principles, descriptions and imprint are neither.
    """
    placed = list(placed_sentences(article))
    cues = cues_in(article, placed)
    commitments, achievements = [], []
    for one, verdict in zip(placed, verdicts(placed, cues, WEIGHTS), strict=True):
        if verdict == "commitment":
            sentence, section = one.sentence, one.section
            commitments.append(Commitment(sentence.line, sentence.number, sentence.span, section.theme, section.group))
        elif verdict == "achievement":
            achievements.append(one.sentence.span)
    return commitments, achievements


def cues_in(article, placed):
    """Return the names of the cues of each `Placed` sentence of `article`, its neighbours apart."""
    told, before = [], None
    for one in placed:
        words = masked(article.simplified[slice(*one.sentence.span)])
        around = _surroundings(one)
        if before and before.line == one.sentence.line:
            around += said_before(told[-1], words)
        told.append(cues_of(words, around))
        before = one.sentence
    return told


def _surroundings(placed):
    section = placed.section
    told = {"always": True, f"below_{section.holds}": section.holds, "below_promise": section.promises}
    told |= {"below_act": section.acts, "listed": placed.is_listed, "leads": placed.leads, "opens": placed.opens}
    told |= {f"{placed.kind}_text": placed.kind, "unheaded": placed.is_unheaded}
    return [name for name, holds in told.items() if holds]


def verdicts(placed, cues, weights):
    """Return "commitment", "achievement" or `None` for each of the sentences, from their cues."""
    alone = [margins(names, weights) for names in cues]
    return [_verdict(*margins(names | neighbours(placed, alone, index), weights)) for index, names in enumerate(cues)]


def margins(names, weights):
    """Return how much speaks for a promise and how much for a report."""
    rows = [weights[name] for name in names if name in weights]
    return sum(row[0] for row in rows), sum(row[1] for row in rows)


def _verdict(promise, report):
    if max(promise, report) <= 0:
        return None
    return "commitment" if promise >= report else "achievement"


def neighbours(placed, alone, index):
    """Return the cues that the two sentences before and the two behind give that stand in the same section."""
    near = [
        _verdict(*alone[other])
        for other in range(max(0, index - 2), min(len(placed), index + 3))
        if other != index and placed[other].section == placed[index].section
    ]
    told = set()
    for verdict, name in (("commitment", "among_promises"), ("achievement", "among_reports"), (None, "among_others")):
        if 2 * near.count(verdict) > len(near):
            told.add(name)
    return told
