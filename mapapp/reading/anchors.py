"""Anchors: where a quote stands in a text, so that another program finds it exactly or not at all.

The selectors are those of the W3C Web Annotation Data Model, 4.2.4 (TextQuoteSelector)
and 4.2.5 (TextPositionSelector): https://www.w3.org/TR/annotation-model/#selectors.
Positions count code points.
"""

from mapapp.errors import AnchorRefused, AnchorRepeats
from mapapp.reading.article import Span

LONGEST_CONTEXT = 512


def quote_selector(text, span):
    """Return the TextQuoteSelector of `span` in `text`, with the shortest context that makes it unique.

    Prefix and suffix have the same length, unless the text begins or ends before. Raises
    `AnchorRepeats` where more than `LONGEST_CONTEXT` characters would be needed: then the
    text repeats itself.
    """
    length = _shortest(lambda n: is_unique(text, "".join(_with_context(text, span, n))), limit=LONGEST_CONTEXT)
    if length is None:
        raise AnchorRepeats(exact=text[slice(*span)], limit=LONGEST_CONTEXT)
    prefix, exact, suffix = _with_context(text, span, length)
    return {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}


def position_selector(span):
    """Return the TextPositionSelector of `span`."""
    return {"type": "TextPositionSelector", "start": span.start, "end": span.end}


def selectors(article, span):
    """Return the selectors of a span of the clean text: for the text as found, and for the Simplified text."""
    found = article.in_found(span)
    return {
        "found": [quote_selector(article.found, found), position_selector(found)],
        "simplified": [quote_selector(article.simplified, span), position_selector(span)],
    }


def resolve(text, selector):
    """Return the `Span` that a TextQuoteSelector means in `text`.

    Raises `AnchorRefused` unless the quote with its context stands there exactly once.
    """
    whole = selector["prefix"] + selector["exact"] + selector["suffix"]
    if not selector["exact"] or not is_unique(text, whole):
        raise AnchorRefused(exact=selector["exact"], count=len(list(occurrences(text, whole))))
    start = text.index(whole) + len(selector["prefix"])
    return Span(start, start + len(selector["exact"]))


def occurrences(text, piece):
    """Yield each position at which `piece` begins in `text`, overlapping ones too."""
    position = text.find(piece) if piece else -1
    while position >= 0:
        yield position
        position = text.find(piece, position + 1)


def is_unique(text, piece):
    """Return whether `piece` stands in `text` exactly once."""
    first = text.find(piece)
    return first >= 0 and text.find(piece, first + 1) < 0


def _with_context(text, span, length):
    prefix = text[max(0, span.start - length) : span.start]
    return prefix, text[span.start : span.end], text[span.end : span.end + length]


def _shortest(suffices, limit):
    """Return the smallest length up to `limit` that suffices, or `None`; a longer one always does, too."""
    high = 0
    while not suffices(high):
        if high >= limit:
            return None
        high = min(2 * high or 1, limit)
    low = high // 2
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if suffices(middle) else (middle + 1, high)
    return high
