"""Find what an article promises: its commitments, sentence by sentence, under their themes."""

from collections import Counter
from dataclasses import dataclass

from mapapp.reading.article import Span
from mapapp.reading.clauses import masked
from mapapp.reading.cues import cues_of, said_before, together
from mapapp.reading.sections import placed_sentences
from mapapp.reading.weights import WEIGHTS

_AMONG = {"commitment": "promises", "achievement": "reports", None: "others"}


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
    told, before, alike = [], None, _alike(article, placed)
    for one in placed:
        words = masked(article.simplified[slice(*one.sentence.span)])
        around = _surroundings(one) + ["opens_alike"] * (one.opens and bool(alike & _shape(article, one)))
        if before and before.line == one.sentence.line:
            around += said_before(told[-1], words)
        told.append(cues_of(words, around))
        before = one.sentence
    return told


def _alike(article, placed):
    """Return in what several sentences that open lines are alike: their first character, their length."""
    shapes = Counter(shape for one in placed if one.opens for shape in _shape(article, one))
    return {shape for shape, times in shapes.items() if times > 1}


def _shape(article, placed):
    start, end = placed.sentence.span
    return {article.simplified[start], end - start}


def _surroundings(placed):
    section = placed.section
    told = {"always": True, f"below_{section.holds}": section.holds, "below_promise": section.promises}
    told |= {"below_act": section.acts, "listed": placed.is_listed, "leads": placed.leads, "opens": placed.opens}
    told |= {f"{placed.kind}_text": placed.kind, "unheaded": placed.is_unheaded}
    return [name for name, holds in told.items() if holds]


def verdicts(placed, cues, weights):
    """Return "commitment", "achievement" or `None` for each of the sentences, from their cues."""
    return [_verdict(*margins(names, weights)) for names in among_neighbours(placed, cues, weights)]


def margins(names, weights):
    """Return how much speaks for a promise and how much for a report."""
    rows = [weights[name] for name in names if name in weights]
    return sum(row[0] for row in rows), sum(row[1] for row in rows)


def _verdict(promise, report):
    if max(promise, report) <= 0:
        return None
    return "commitment" if promise >= report else "achievement"


def among_neighbours(placed, cues, weights):
    """Return the cues of each sentence with those that its neighbours and its section give, each judged alone."""
    alone = [_verdict(*margins(names, weights)) for names in cues]
    sections = Counter((one.section, verdict) for one, verdict in zip(placed, alone, strict=True))
    told = []
    for index, (one, names) in enumerate(zip(placed, cues, strict=True)):
        others = Counter({verdict: sections[one.section, verdict] for verdict in _AMONG})
        others[alone[index]] -= 1
        given = _given(_near(placed, alone, index), "among") | _given(others, "section")
        told.append(names | given | together(names, given))
    return told


def _near(placed, alone, index):
    """Return how many of the two sentences before and the two behind, in the same section, have each verdict."""
    return Counter(
        alone[other]
        for other in range(max(0, index - 2), min(len(placed), index + 3))
        if other != index and placed[other].section == placed[index].section
    )


def _given(verdicts, where):
    return {f"{where}_{name}" for verdict, name in _AMONG.items() if 2 * verdicts[verdict] > verdicts.total()}
