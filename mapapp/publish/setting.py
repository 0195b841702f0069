"""Text set in lines: Latin words whole, no closing mark at the head of a line, as large as there is room for."""

import re
from bisect import bisect_right
from dataclasses import dataclass

LETTER = "[0-9A-Za-z\u00aa-\u024f\u1e00-\u1eff]"
UNIT = re.compile(rf"{LETTER}+(?:[’'.·/-]{LETTER}+)*|.", re.DOTALL)
CLOSING = frozenset("，。、；：？！）》〉」』】〕”’…—·～％,.;:?!)]}%")
OPENING = frozenset("（《〈「『【〔“‘([{")
"""What may not begin a line, and what may not end one (after the Chinese layout requirements, W3C clreq, 3.1.2)."""
LEADING = 1.5
SHORT_NAME = 8
"""A longer name may break."""


@dataclass(frozen=True)
class Piece:
    """Some characters in one style: "words" of the source, a "name" in them, or "ours"."""

    text: str
    style: str = "words"


@dataclass(frozen=True)
class Setting:
    """Lines of pieces at one size in pixels, `leading` pixels apart. `whole`: nothing was cut."""

    size: int
    leading: int
    lines: list
    whole: bool


def fit(pieces, width_of, box, sizes, marks=("", "")):
    """Return the `Setting` of pieces in a box (width, height) in pixels, in the largest of `sizes` that holds them.

    `width_of(piece, size)` is in pixels. `marks` go around the pieces. What even the
    smallest size cannot hold is cut at its end, and an ellipsis after the closing mark says so.
    """
    opening, closing = (Piece(mark, "ours") for mark in marks)
    for size in sizes:
        found = _set([opening, *pieces, closing], width_of, box, size)
        if found:
            return found
    letters = [Piece(letter, piece.style) for piece in pieces for letter in piece.text]

    def cut(length):
        kept = [opening, *_joined(letters[:length]), closing, Piece("…", "ours")]
        return _set(kept, width_of, box, sizes[-1], whole=False)

    length = bisect_right(range(len(letters)), 0, key=lambda length: cut(length) is None) - 1
    return cut(max(length, 0)) or Setting(sizes[-1], round(sizes[-1] * LEADING), [], False)


def lines_of(pieces, width_of, width, size):
    """Return pieces broken into lines that are at most `width` pixels wide."""
    lines, line, done = [], [], 0
    for cluster in _clusters(pieces, width_of, width, size):
        wide = sum(width_of(piece, size) for piece in cluster)
        if line and done + wide > width:
            lines.append(_joined(line))
            line, done = [], 0
        if line or not _is_space(cluster):
            line, done = line + cluster, done + wide
    return [*lines, _joined(line)] if line else lines


def _set(pieces, width_of, box, size, whole=True):
    width, height = box
    leading = round(size * LEADING)
    lines = lines_of(pieces, width_of, width, size)
    return Setting(size, leading, lines, whole) if len(lines) * leading <= height else None


def _clusters(pieces, width_of, width, size):
    """Yield what may not be parted: a word or a character with the marks around it; what is too wide, by characters."""
    for cluster in _glued(Piece(unit, piece.style) for piece in pieces for unit in _units(piece)):
        if sum(width_of(piece, size) for piece in cluster) <= width:
            yield cluster
        else:
            yield from ([Piece(letter, piece.style)] for piece in cluster for letter in piece.text)


def _units(piece):
    """Return the words and characters of a piece; a short name is one."""
    is_short_name = piece.style == "name" and 0 < len(piece.text) <= SHORT_NAME
    return [piece.text] if is_short_name else UNIT.findall(piece.text)


def _glued(units):
    cluster = []
    for unit in units:
        opens = bool(cluster) and cluster[-1].text in OPENING
        if cluster and unit.text not in CLOSING and not opens:
            yield cluster
            cluster = []
        cluster.append(unit)
    if cluster:
        yield cluster


def _is_space(cluster):
    return all(piece.text.isspace() for piece in cluster)


def _joined(pieces):
    """Return pieces with neighbours of one style made one."""
    joined = []
    for piece in pieces:
        if joined and joined[-1].style == piece.style:
            joined[-1] = Piece(joined[-1].text + piece.text, piece.style)
        elif piece.text:
            joined.append(piece)
    return joined
