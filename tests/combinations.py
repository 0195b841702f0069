"""How widely a test is run: each value at least once, or every combination with `--long`."""

from itertools import product

import pytest


def in_turn(**axes):
    """Return the arguments of `parametrize` for every combination of axes, name=values.

    Those that are not needed to have each value of each axis once are marked `long`.
    """
    columns = [list(values) for values in axes.values()]
    diagonal = [tuple(column[turn % len(column)] for column in columns) for turn in range(max(map(len, columns)))]
    every = [pytest.param(*one, marks=() if one in diagonal else pytest.mark.long) for one in product(*columns)]
    return tuple(axes), every
