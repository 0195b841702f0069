"""Names that share a part with their neighbour: 东西经路 (two streets), 宣内、宣外大街, 西四北头条至八条.

A shared part is filled in only where that gives a name that is known.
"""

import re

from mapapp.reading.article import Span

_PAIR = re.compile("(?=([东西南北内外前后里])([东西南北内外前后里]))")
_LINK_BEFORE = re.compile("(?:以及|[、和与及至到])$")
_LINK_BEHIND = re.compile("以及|[、和与及至到]")
_FROM_TO = ("至", "到")
"""Behind one character these are verbs: 西至德胜门外大街 says how far something reaches in the west."""

_LONGEST_PART = 4


def pairs(text, names):
    """Yield (place ids, `Span`) of each stretch that names two places by one word with two directions in it.

    `names`: the `Names` that are known; `text` is folded as they are.
    """
    for found in _PAIR.finditer(text):
        one, other = found.groups()
        start, end = found.start(), found.start() + 2
        if one != other and (both := _longest_pair(text, start, end, one, other, names)):
            yield both


def _longest_pair(text, start, end, one, other, names):
    for before in range(min(_LONGEST_PART, start), -1, -1):
        head = text[start - before : start]
        for behind in range(_LONGEST_PART, 0, -1):
            tail = text[end : end + behind]
            first, second = names.ids(head + one + tail), names.ids(head + other + tail)
            if len(tail) == behind and first and second:
                return first + second, Span(start - before, end + behind)
    return None


def ellipses(text, span, names):
    """Yield (place ids, `Span`) of each neighbour of the known name at `span` that leaves out what they share."""
    yield from _before(text, span, names)
    yield from _behind(text, span, names)


def _before(text, span, names):
    name = text[slice(*span)]
    end = span.start
    while link := _LINK_BEFORE.search(text, max(0, end - 2), end):
        shortest = 2 if link[0] in _FROM_TO else 1
        found = next(_filled_in(text, link.start(), name, names, shortest), None)
        if not found:
            return
        yield found
        end = found[1].start


def _filled_in(text, end, name, names, shortest):
    """Yield what stands before `end` and is a known name with an ending of `name` behind it, the longest first."""
    for length in range(min(_LONGEST_PART, end), shortest - 1, -1):
        part = text[end - length : end]
        for shared in range(1, len(name)):
            left_out = name[:-shared]
            if left_out.endswith(part) or not _alike(part, left_out):
                continue
            if ids := names.ids(part + name[-shared:]):
                yield ids, Span(end - length, end)


def _behind(text, span, names):
    name = text[slice(*span)]
    start = span.end
    while link := _LINK_BEHIND.match(text, start):
        found = next(_carried_on(text, link.end(), name, names), None)
        if not found:
            return
        yield found
        start = found[1].end


def _carried_on(text, start, name, names):
    """Yield what stands from `start` and is a known name with a beginning of `name` before it, the longest first."""
    for length in range(_LONGEST_PART, 0, -1):
        part = text[start : start + length]
        for shared in range(len(name) - 1, 1, -1):
            if len(part) == length and _alike(part, name[shared:]) and (ids := names.ids(name[:shared] + part)):
                yield ids, Span(start, start + length)


def _alike(part, other):
    """Return whether a part can be a neighbour of another: one character only of one (东、西长安街)."""
    return len(part) > 1 or len(other) == 1
