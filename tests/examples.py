"""Sentences with their cues and labels: what the weights of the cues are fitted to.

The labelled texts, texts of our own for what they lack, the articles and texts of the older tests, and sentences that
stand alone. All serve the fit; how well unknown texts are read is told by leaving out one at a time (`fitting`).
"""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

from mapapp.reading.article import Article, open_article
from mapapp.reading.commitments import cues_in
from mapapp.reading.sections import placed_sentences
from tests.conftest import FIRST, SECOND
from tests.markup import open_labelled
from tests.scores import labelled_files, share_half

DATA = Path(__file__).parent / "data"
ALONE = 1.0
"""What a sentence that stands alone counts, against one in its text."""


@dataclass(frozen=True)
class Example:
    """A text: its sentences as `Placed`, the cues of each, the label of each, and how much each counts."""

    name: str
    article: Article
    placed: list
    cues: list
    labels: list
    counts: float = 1.0


def texts():
    """Return the labelled texts as `Example`s."""
    folders = (DATA / "labelled" / name for name in ("open", "own"))
    marked = [_marked(path) for folder in folders for path in labelled_files([folder])]
    quoted = [_quoted(path) for path in sorted((DATA / "texts").glob("*.txt"))]
    return [*marked, *quoted, _listed(FIRST, "xicheng"), _listed(SECOND, "dongcheng")]


def sentences():
    """Return the sentences that stand alone as `Example`s."""
    return [_alone(row["sentence"], row["what"]) for row in _rows(DATA / "labels" / "sentences.csv")]


def _alone(sentence, what):
    article = Article.of(sentence)
    whole = [(0, len(sentence))]
    promises, reports = (whole if what == name else [] for name in ("commitment", "achievement"))
    return _example(sentence, article, promises, reports, ALONE)


def _example(name, article, promises, reports, counts=1.0):
    placed = list(placed_sentences(article))
    labels = [_label(article.in_found(one.sentence.span), promises, reports) for one in placed]
    return Example(name, article, placed, cues_in(article, placed), labels, counts)


def _label(span, promises, reports):
    if any(share_half(span, other) for other in promises):
        return "commitment"
    return "achievement" if any(share_half(span, other) for other in reports) else None


def _marked(path):
    labelled = open_labelled(path)
    return _example(path.stem, Article.of(labelled.text), labelled.commitments, labelled.achievements)


def _quoted(path):
    article = open_article(path)
    rows = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    promises, reports = (
        [(start := article.found.index(row["text"]), start + len(row["text"])) for row in rows[what]]
        for what in ("commitments", "achievements")
    )
    return _example(path.stem, article, promises, reports)


def _listed(geodata, doc):
    article = open_article(geodata / "articles" / f"{doc}.txt")
    promised = {(row["line"], row["sentence"]) for row in _rows(DATA / "labels" / f"{doc}_commitments.csv")}
    reported = [(row["line"], row["first_words"]) for row in _rows(DATA / "labels" / f"{doc}_achievements.csv")]
    promises, reports = [], []
    for sentence in (one.sentence for one in placed_sentences(article)):
        line, words = str(sentence.line), article.quote(sentence.span)
        if (line, str(sentence.number)) in promised:
            promises.append(article.in_found(sentence.span))
        elif any(line == other and words.startswith(begun) for other, begun in reported):
            reports.append(article.in_found(sentence.span))
    return _example(doc, article, promises, reports)


def _rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
