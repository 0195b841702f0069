"""How well four other texts of the genre are read, held against careful labels.

The texts and labels were written for this test by someone who did not know the code. The floors
keep what is reached; a commitment counts as found when it shares at least half of itself and of
the labelled one.
"""

import json
import re
from pathlib import Path

import pytest

from mapapp.places.gazetteer import open_gazetteer
from mapapp.places.survey import Surveyor
from mapapp.reading.article import open_article
from tests.conftest import FIRST

TEXTS = sorted((Path(__file__).parent / "data" / "texts").glob("*.txt"))
FLOOR = 0.9


@pytest.fixture(scope="module")
def surveyed():
    """Each article with its survey and its labels."""
    surveyor = Surveyor(open_gazetteer(FIRST))
    articles = [(path, open_article(path)) for path in TEXTS]
    return [
        (article, surveyor.survey(article), json.loads(path.with_suffix(".json").read_text(encoding="utf-8")))
        for path, article in articles
    ]


def share_half(one, other):
    common = min(one[1], other[1]) - max(one[0], other[0])
    return 2 * common >= max(one[1] - one[0], other[1] - other[0])


def labelled_spans(article, rows):
    return [(article.found.index(row["text"]), article.found.index(row["text"]) + len(row["text"])) for row in rows]


def compare(pairs):
    """Return precision and recall over all texts, from pairs of labelled and found spans."""
    hits = [sum(any(share_half(span, other) for other in found) for span in wanted) for wanted, found in pairs]
    right = [sum(any(share_half(span, other) for other in wanted) for span in found) for wanted, found in pairs]
    return sum(right) / sum(len(found) for _, found in pairs), sum(hits) / sum(len(wanted) for wanted, _ in pairs)


def test_commitments_of_unknown_texts_are_found(surveyed):
    pairs = [
        (
            labelled_spans(article, labels["commitments"]),
            [article.in_found(scoped.commitment.span) for scoped in survey.commitments],
        )
        for article, survey, labels in surveyed
    ]
    precision, recall = compare(pairs)
    assert sum(len(wanted) for wanted, _ in pairs) == 58
    assert precision >= FLOOR
    assert recall >= FLOOR


def test_places_of_unknown_texts_are_found_and_no_others(surveyed):
    for article, survey, labels in surveyed:
        wanted = {occurrence(article, row["text"], row["nth"]) for row in labels["mentions"]}
        assert {article.in_found(named.mention.span) for named in survey.mentions} == wanted


def occurrence(article, surface, nth):
    return [match.span() for match in re.finditer(re.escape(surface), article.found)][nth]
