"""How well labelled texts are read: with weights fitted to the other texts, and with those that the package holds.

The weights of the package are fitted to all these texts, so its figures say that nothing got lost, not how well an
unknown text is read. Nearer to that come the figures of texts left out; `python -m tests.fitting` leaves out one at a
time, here a quarter of them is left out at a time, which is quicker and a little worse. The words of the cues were
chosen with all of these texts in sight: expect less of a text that nobody has seen.
"""

import pytest

from mapapp.reading.weights import WEIGHTS
from tests.conftest import FIRST
from tests.examples import DATA, sentences, texts
from tests.fitting import compare, fit, folds_left_out
from tests.scores import Score, Tally, labelled_files, score_files

OPEN = labelled_files([DATA / "labelled" / "open"])
OWN = labelled_files([DATA / "labelled" / "own"])


def read(files):
    """Return the `Score` of all files."""
    total = Score()
    for _, result in score_files(files, FIRST):
        total.add(result)
    return total


def test_the_labelled_texts_are_all_there():
    assert [path.name[:2] for path in OPEN] == [f"{number:02}" for number in range(1, 45) if not 17 <= number <= 20]


@pytest.mark.parametrize(("files", "wanted"), [(OPEN, 420), (OWN, 130)], ids=["open", "own"])
def test_the_texts_that_the_weights_are_fitted_to_are_read_well(files, wanted):
    result = read(files)
    assert result.commitments.wanted >= wanted
    assert result.commitments.f1 >= 0.96
    assert result.taken.hit <= 0.08 * result.taken.wanted


@pytest.mark.long
def test_texts_left_out_are_read_by_weights_fitted_to_the_others():
    commitments, taken = Tally(), Tally()
    for one, got in folds_left_out(texts(), sentences(), folds=4):
        found, lost = compare(one, got)
        commitments.add(found)
        taken.add(lost)
    assert commitments.wanted > 600
    assert commitments.f1 >= 0.95
    assert taken.hit <= 0.08 * taken.wanted


def test_the_weights_are_those_that_the_labels_give():
    fitted = fit(texts() + sentences())
    assert fitted.keys() >= WEIGHTS.keys()
    for cue, weights in fitted.items():
        assert WEIGHTS.get(cue, (0, 0)) == pytest.approx(weights, abs=0.02), cue
