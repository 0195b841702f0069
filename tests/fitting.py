"""How the weights of the cues are found: fitted to labelled sentences, and measured on each text left out.

`python -m tests.fitting` prints how each text is read with weights fitted to the others (`--misses`: and each miss);
`--write` fits to all and writes `mapapp/reading/weights.py`. Deterministic: the same labels give the same weights.

The fit is a logistic regression with three outcomes (promise, report, neither). It is drawn, by `RIDGE`, to what one
would say of a cue before any text is read (`EXPECTED`), so that a cue seen seldom keeps its plain meaning.
"""

import argparse
from pathlib import Path

import numpy as np

from mapapp.reading import weights
from mapapp.reading.commitments import among_neighbours, verdicts
from mapapp.reading.cues import COMING, DONE, OTHER
from tests.examples import sentences, texts
from tests.scores import Tally

OUTCOMES = ("commitment", "achievement")
RIDGE = 2.0
FOLDS = 10
"""Into how many parts the sentences that stand alone are cut."""
OF_A_KIND = ((COMING, (1.2, -0.6)), (DONE, (-0.8, 1.6)), (OTHER, (-1.4, -1.0)))
EXPECTED = {
    "always": (-0.6, -0.6),
    "acts_all": (1.2, 0.3),
    "acts_most": (0.8, 0.2),
    "acts_first": (0.8, 0.2),
    "acts_none": (-0.5, 0.0),
    "acts_inside": (0.6, 0.1),
    "no_verb": (-0.8, -0.5),
    "ended": (-0.5, 1.5),
    "below_report": (-0.5, 0.5),
    "below_problem": (-1.0, -0.5),
    "below_general": (-3.5, -0.5),
    "below_plan": (0.8, -0.5),
    "below_promise": (4.0, -1.0),
    "below_act": (0.6, 0.0),
    "listed": (0.4, 0.0),
    "opens": (-0.5, -0.5),
    "unopposed": (1.2, -0.5),
    "plan_text": (0.3, -0.3),
    "notice_text": (0.5, -0.5),
    "leads": (-3.5, -2.0),
    "meets": (-3.0, -2.0),
    "asks": (-2.5, -2.0),
    "questions": (-6.0, -5.0),
    "announces": (-4.0, -2.0),
    "orders": (-1.5, -1.0),
    "forbids": (-2.0, -1.5),
    "legal": (-1.5, -1.0),
    "usual": (-2.0, -1.0),
    "maxim": (-2.0, -1.0),
    "outcome": (-2.0, 2.0),
    "sworn": (0.6, -0.4),
    "makes": (0.5, 0.3),
    "moves": (0.4, 0.3),
    "each": (0.8, -0.3),
    "opens_alike": (-2.0, -1.0),
    "unopposed_bare": (0.5, -0.3),
    "plain_among_promises": (1.2, -0.4),
    "bare_among_promises": (0.5, -0.3),
    "done_among_promises": (1.0, -0.5),
    "plain_among_reports": (-0.6, 0.6),
    "section_promises": (0.5, -0.3),
    "section_reports": (-0.5, 0.5),
    "exhorts": (-2.5, -1.5),
    "purpose": (-3.0, -2.0),
    "wishes": (-2.0, -1.5),
    "urges": (-2.0, -1.0),
    "under_way": (-2.0, -1.0),
    "please": (-2.5, -2.0),
    "topic": (-2.5, -1.0),
    "already": (-1.2, 2.0),
    "past": (-1.2, 2.2),
    "perfective": (-1.2, 1.6),
    "honoured": (-1.2, 2.0),
    "reports": (-2.0, 1.5),
    "past_first": (-2.0, 3.0),
    "will": (0.6, -0.4),
    "will_act": (2.2, -0.6),
    "must_act": (1.0, -0.4),
    "norms": (-2.5, -1.0),
    "holds": (-0.8, -0.8),
    "every": (2.0, -0.8),
    "holds_first": (-0.3, -0.5),
    "holds_only": (-1.5, -0.5),
    "done_then_coming": (2.5, -0.5),
    "coming_then_done": (1.2, 0.0),
    "coming_alone": (0.8, -0.5),
    "done_aside": (0.8, -0.8),
    "among_promises": (0.5, -0.3),
    "among_reports": (-0.5, 0.5),
    "parallel": (-1.5, -1.0),
    "bare": (-1.0, 0.3),
    "after_past": (-1.2, 1.0),
    "after_coming": (0.8, -0.4),
    "exclaims": (-0.8, -0.6),
    "quoted": (-0.5, -0.5),
}
"""What a cue is expected to say for a promise and for a report; the others what their kind says, or nothing."""


def fit(examples, rounds=3):
    """Return the weights {cue: (promise, report)}; what neighbours say is known from the round before."""
    table = {}
    labels = [label for one in examples for label in one.labels]
    counts = np.array([one.counts for one in examples for _ in one.labels])
    for _ in range(rounds):
        told = (among_neighbours(one.placed, one.cues, table) if table else one.cues for one in examples)
        table = _regress([cues for one in told for cues in one], labels, counts)
    return table


def _regress(cues, labels, counts):
    names = sorted(set().union(*cues))
    matrix = np.array([[name in found for name in names] for found in cues], float)
    wanted = np.array([[label == outcome for outcome in OUTCOMES] for label in labels], float)
    solved = _descend(matrix, wanted, counts[:, None], np.array([_expected(name) for name in names]))
    return {name: (round(float(p), 2), round(float(r), 2)) for name, (p, r) in zip(names, solved, strict=True)}


def _descend(matrix, wanted, counts, expected, steps=1500):
    """Return the weights that fit best, by Nesterov's accelerated descent from what is expected."""
    pace = 1 / (np.linalg.norm(matrix * np.sqrt(counts), 2) ** 2 / 2 + RIDGE)
    ahead = solved = expected.copy()
    momentum = 1.0
    for _ in range(steps):
        powers = np.exp(np.clip(matrix @ ahead, -30, 30))
        chances = powers / (1 + powers.sum(1, keepdims=True))
        slope = matrix.T @ ((chances - wanted) * counts) + RIDGE * (ahead - expected)
        before, solved = solved, ahead - pace * slope
        grown = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead, momentum = solved + (momentum - 1) / grown * (solved - before), grown
    return solved


def _expected(cue):
    named = (expected for kind, expected in OF_A_KIND if cue in kind)
    return EXPECTED.get(cue) or next(named, (0.0, 0.0))


def left_out(examples, others):
    """Yield each example with the verdicts on its sentences by weights that are fitted without it."""
    for one in examples:
        table = fit([other for other in examples if other is not one] + others)
        yield one, verdicts(one.placed, one.cues, table)


def folds_left_out(examples, others, folds=FOLDS):
    """Yield each example with its verdicts, one part of them, of several, left out at a time."""
    for fold in range(folds):
        table = fit([one for number, one in enumerate(examples) if number % folds != fold] + others)
        for one in examples[fold::folds]:
            yield one, verdicts(one.placed, one.cues, table)


def compare(one, got):
    """Return the `Tally` of commitments, and of achievements taken for them, in an example."""
    pairs = list(zip(got, one.labels, strict=True))
    found, wanted = (sum(pair[side] == "commitment" for pair in pairs) for side in (0, 1))
    right = pairs.count(("commitment", "commitment"))
    reported = sum(label == "achievement" for _, label in pairs)
    return Tally(found, right, wanted, right), Tally(wanted=reported, hit=pairs.count(("commitment", "achievement")))


def tell(read, misses):
    """Print how each example is read, and all of them."""
    commitments, taken = Tally(), Tally()
    for one, got in read:
        tally, lost = compare(one, got)
        commitments.add(tally)
        taken.add(lost)
        if len(one.labels) > 1:
            print(f"{one.name}: F1 {tally.f1:.3f} of {tally.wanted}, achievements taken {lost.hit} of {lost.wanted}")
        if misses:
            _tell_misses(one, got)
    print(f"All: P {commitments.precision:.3f} R {commitments.recall:.3f} F1 {commitments.f1:.3f} "
          f"of {commitments.wanted}, achievements taken {taken.hit} of {taken.wanted}")  # fmt: skip


def _tell_misses(one, got):
    for verdict, label, placed, cues in zip(got, one.labels, one.placed, one.cues, strict=True):
        if verdict != label:
            print(f"  {label} → {verdict}: {one.article.quote(placed.sentence.span)}  {' '.join(sorted(cues))}")


def written(table):
    """Return the module that holds the weights."""
    rows = "".join(f'    "{name}": ({p}, {r}),\n' for name, (p, r) in sorted(table.items()) if p or r)
    return (
        '"""How much each cue speaks for a promise and for a report; fitted by `tests/fitting.py`, not by hand."""\n\n'
        f"WEIGHTS = {{\n{rows}}}\n"
    )


def main(arguments=None):
    """Print how well is read what was left out, or write the weights."""
    parser = argparse.ArgumentParser(prog="python -m tests.fitting", description=__doc__.partition("\n")[0])
    parser.add_argument("--misses", action="store_true", help="tell each miss")
    parser.add_argument("--write", action="store_true", help="write the weights fitted to all")
    options = parser.parse_args(arguments)
    if options.write:
        Path(weights.__file__).write_text(written(fit(texts() + sentences())), encoding="utf-8")
        return
    tell(left_out(texts(), sentences()), options.misses)
    tell(folds_left_out(sentences(), texts()), options.misses)


if __name__ == "__main__":
    main()
