"""Classes of counts, so that a map can be coloured by them: a value each where they are few, else quantiles."""

import numpy as np

SINGLE, QUANTILES = "single values", "quantiles"
MOST_CLASSES = 5
"""With zero, which is a class of its own."""


def classes(counts):
    """Return the method, and the least count of each class, ascending from 0; a count is of the last that it reaches.

    Quantiles are those of the counts that are not zero; where two fall together, their classes are one.

    >>> classes([0, 2, 1, 2])
    {'method': 'single values', 'bounds': [0, 1, 2]}
    """
    values = sorted({0, *counts})
    if len(values) <= MOST_CLASSES:
        return {"method": SINGLE, "bounds": values}
    above = [count for count in counts if count]
    steps = np.quantile(above, np.arange(MOST_CLASSES - 1) / (MOST_CLASSES - 1), method="higher")
    return {"method": QUANTILES, "bounds": [0, *sorted({int(step) for step in steps})]}
