"""Which names in a text count: those of the gazetteer, and those that only the finder sees; the longest name wins."""

import re
from dataclasses import dataclass
from itertools import takewhile

from mapapp.reading.article import Span
from mapapp.reading.classwords import class_word
from mapapp.reading.mentions import Mention

_OF_A_NAME = re.compile("[东西南北中内外前后上下新老旧大小]{1,2}")
"""What before a known name makes another name of it: 旧鼓楼大街."""

_PART_OF_A_PLACE = re.compile("[东西南北正侧后]?(?:门|口|街口|广场|停车场|水系|商圈|绿道)")
"""What behind a known name is a part of that place, not another one: 天坛东门."""


@dataclass(frozen=True)
class NamedPlace:
    """A mention with the full Simplified name of what it means (several joined by ";") and its kind.

    A name without a row in the gazetteer means no place ids; its kind is what its last word says.
    """

    mention: Mention
    canonical: str
    kind: str

    @property
    def span(self):
        """Where the name stands in the clean text."""
        return self.mention.span


def joined(text, known, found):
    """Return `known` (`NamedPlace`s) and `found` (`FoundName`s) as `NamedPlace`s in order; none overlaps another.

    `text`: the Simplified text. A found name that goes on beyond a known one takes its place; one that
    is a known one with something before or behind it that belongs to no name, does not.
    """
    dropped, added, reached = set(), [], 0
    for name in found:
        while reached < len(known) and known[reached].span.end <= name.span.start:
            reached += 1
        covered = list(takewhile(lambda i, end=name.span.end: known[i].span.start < end, range(reached, len(known))))
        span = _beyond(text, name.span, [known[i] for i in covered])
        if span:
            dropped.update(i for i in covered if known[i].span.end > span.start)
            added.append(NamedPlace(Mention(span, ()), text[slice(*span)], name.kind))
    places = [place for i, place in enumerate(known) if i not in dropped]
    return sorted(places + added, key=lambda place: place.span)


def _beyond(text, span, covered):
    """Return the part of `span` that is a name beyond the known ones that it covers, or `None`."""
    if not covered:
        return span if span.end - span.start > 1 else None
    first, last = covered[0], covered[-1]
    if first.span.start < span.start or last.span.end > span.end:
        return None
    if first.kind == "district" and first.span.start == span.start:
        return _beyond(text, Span(first.span.end, span.end), covered[1:])
    if last.span.end < span.end:
        is_part = _PART_OF_A_PLACE.fullmatch(text, last.span.end, span.end)
        return span if class_word(text, span.end) and not is_part else None
    return span if _OF_A_NAME.fullmatch(text, span.start, first.span.start) else None
