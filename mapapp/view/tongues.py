"""Which runs of a text are Chinese, so that each can be spoken and set in its own language."""

import re

CHINESE = re.compile(r"([㐀-鿿][㐀-鿿、，。：；（）《》“”]*)")


def tongues(text):
    """Yield (run, whether it is Chinese) for a text in another language; joined, the runs are the text.

    >>> list(tongues("tower of 月坛, 1952"))
    [('tower of ', False), ('月坛', True), (', 1952', False)]
    """
    for order, run in enumerate(CHINESE.split(text)):
        if run:
            yield run, order % 2 == 1
