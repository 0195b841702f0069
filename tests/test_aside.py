"""How well texts are read that nobody tuned for: written and labelled by other hands, kept aside until all was done.

The floors are what was promised. The texts in `labelled/aside` served neither words, weights nor the model of names:
their figures are the result. Those in `labelled/checked` were kept aside as well, until the misses of commitments in
them were looked at, and words were chosen after them: what is read there of commitments only may not get worse.
"""

import pytest

from tests.conftest import FIRST
from tests.examples import DATA
from tests.scores import Score, labelled_files, score_files


@pytest.fixture(scope="module", params=["aside", "checked"])
def result(request):
    """The `Score` of all texts of a folder."""
    total = Score()
    for _, one in score_files(labelled_files([DATA / "labelled" / request.param]), FIRST):
        total.add(one)
    return total


def test_commitments_are_found(result):
    assert result.commitments.wanted > 190
    assert result.commitments.f1 >= 0.88


def test_achievements_are_not_taken_for_commitments(result):
    assert result.taken.wanted >= 40
    assert result.taken.hit <= 0.15 * result.taken.wanted


def test_places_are_found_from_end_to_end(result):
    assert result.places.wanted > 580
    assert result.places.f1 >= 0.85
    assert result.overlap.f1 >= 0.93


def test_places_are_linked_to_the_sentences_that_promise(result):
    assert result.links.wanted > 320
    assert result.links.recall >= 0.75
