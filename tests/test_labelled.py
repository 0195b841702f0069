"""How well labelled texts are read, of which those with even numbers served no fitting and no choice of words.

The floors keep what is reached on the open texts: what is read blindly, and what the weights were fitted to.
"""

import pytest

from mapapp.reading.weights import WEIGHTS
from tests.conftest import FIRST
from tests.examples import DATA, sentences, texts
from tests.fitting import fit
from tests.scores import Score, labelled_files, score_files

OPEN = labelled_files([DATA / "labelled" / "open"])
OWN = labelled_files([DATA / "labelled" / "own"])
BLIND, FITTED = OPEN[1::2], [*OPEN[::2], *OWN]


def read(files):
    """Return the `Score` of all files."""
    total = Score()
    for _, result in score_files(files, FIRST):
        total.add(result)
    return total


def test_the_labelled_texts_are_all_there():
    assert [path.name[:2] for path in OPEN] == [f"{number:02}" for number in range(1, 45) if not 17 <= number <= 20]


@pytest.mark.parametrize(("files", "floor"), [(BLIND, 0.85), (FITTED, 0.94)], ids=["blind", "fitted"])
def test_commitments_are_found_and_achievements_are_not_taken_for_them(files, floor):
    result = read(files)
    assert result.commitments.wanted > 70
    assert result.commitments.f1 >= floor
    assert result.taken.hit <= 0.15 * result.taken.wanted


def test_the_weights_are_those_that_the_labels_give():
    fitted = fit(texts() + sentences())
    assert fitted.keys() >= WEIGHTS.keys()
    for cue, weights in fitted.items():
        assert WEIGHTS.get(cue, (0, 0)) == pytest.approx(weights, abs=0.02), cue
