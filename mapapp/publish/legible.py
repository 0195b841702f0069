"""Text for formats that have no place for control characters: a sign stands for each, so that it is seen."""

import re

_UNSAYABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def legible(text):
    r"""Return `text` with U+FFFD for what neither XML 1.0 (2.2) nor iCalendar (RFC 5545, 3.1) can carry.

    >>> legible("a\x00b")
    'a\ufffdb'
    """
    return _UNSAYABLE.sub("\ufffd", text)
