"""The text with its findings marked: each line cut where one begins or ends, nothing left out, nothing added."""

from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Piece:
    """A run of characters of the clean text from `start` on; `marks`: what it is part of; `key`: its card."""

    start: int
    text: str
    marks: tuple
    key: str | None


def marked_lines(article, cards, achievements):
    """Return the pieces of each line of `article`; joined they are the line."""
    findings = [(card.span, (card.what, card.state), card.key) for card in cards if card.state != "rejected"]
    findings += [(span, ("achievement",), None) for span in achievements]
    return [list(_pieces(article, line, findings)) for line in article.lines()]


def _pieces(article, line, findings):
    inside = [one for one in findings if one[0].start < line.end and line.start < one[0].end]
    edges = {edge for span, _, _ in inside for edge in span if line.start < edge < line.end}
    cuts = sorted({line.start, line.end} | edges)
    for start, end in pairwise(cuts):
        over = [one for one in inside if one[0].start <= start and end <= one[0].end]
        marks = tuple(dict.fromkeys(mark for _, marks, _ in over for mark in marks))
        key = min(((span.end - span.start, key) for span, _, key in over if key), default=(0, None))[1]
        yield Piece(start, article.clean[start:end], marks, key)
