"""What became of each sentence in the next version of its text: the same words there, elsewhere, or nowhere.

Words are the same or they are not: nothing is matched by likeness.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Changes:
    """From one version of a text to the next, each sentence by its id, in the order of its text.

    `unchanged`: the same words under the same id. `moved`: (id before, id after) of the same
    words. `vanished`: of the version before, `new`: of the one after, whose words the other
    does not have. `still_said`: those of the vanished whose words stand in the text after all,
    but not as a sentence that promises.
    """

    unchanged: tuple
    moved: tuple
    vanished: tuple
    new: tuple
    still_said: tuple


def changes(before, after, text):
    """Return the `Changes` between two versions; `before`, `after`: words by id in order, `text`: all of the one after.

    Where the same words stand several times, those under the same id are unchanged, and the others are taken in order.
    """
    unchanged = tuple(id for id, words in before.items() if after.get(id) == words)
    there = {}
    for id, words in after.items():
        if id not in unchanged:
            there.setdefault(words, []).append(id)
    moved, vanished = [], []
    for id, words in before.items():
        if id not in unchanged:
            (moved.append((id, there[words].pop(0))) if there.get(words) else vanished.append(id))
    new = {id for ids in there.values() for id in ids}
    still_said = tuple(id for id in vanished if before[id] in text)
    return Changes(unchanged, tuple(moved), tuple(vanished), tuple(id for id in after if id in new), still_said)
