"""The picture of the map for a report: title, map, key, names by number, and whom it is from, as one SVG."""

from dataclasses import dataclass
from xml.etree.ElementTree import tostring

from mapapp.publish.map_svg import map_svg
from mapapp.publish.setting import Piece, lines_of
from mapapp.publish.signs import plate, symbol
from mapapp.publish.svg import add, svg, words
from mapapp.view.lettering import width_of

MARGIN, GAP = 16, 18
TITLE, WORDS, SMALL = 20, 15, 13
"""Sizes of type, in units: pixels where the picture is as large as it says."""
SIGN, PLATE = 26, 36
"""How far a word stands from the left of its sign or plate in the key."""
KEY_ROW, NAME_ROW, FOOT_ROW = 28, 32, 19
LEAST_MAP = 100
MOST_NAMES = 0.3
"""Names may take so much of the height; what takes more is left to the numbers."""
FONTS = {
    "zh-Hans": "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, sans-serif",
    "zh-Hant": "PingFang TC, Microsoft JhengHei, Noto Sans CJK TC, Noto Sans TC, sans-serif",
    "en": "Helvetica Neue, Arial, Liberation Sans, Noto Sans SC, sans-serif",
}
"""The sans of each language: where a picture is drawn here, the one of the packages of typefaces."""


@dataclass(frozen=True)
class Frame:
    """What stands around the map. `key`: (symbol, word) of each kind of place; `names`: (plate, name) of each place.

    `foot`: sentences about the map and whom it is from. `tag`: the language of all this.
    """

    width: int
    height: int
    tag: str
    title: str
    key: tuple
    names: tuple
    foot: tuple

    @property
    def title_lines(self):
        """The title in two lines at most; what is longer ends in an ellipsis."""
        first, *more = _lines(self.title, self.width, TITLE)
        return [first, *(line if len(more) == 1 else f"{line[:-1]}…" for line in more[:1])]

    @property
    def key_rows(self):
        return _rows([(*sign, SIGN) for sign in self.key], self.width)

    @property
    def name_rows(self):
        rows = _rows([(*place, PLATE) for place in self.names], self.width)
        return rows if len(rows) * NAME_ROW <= self.height * MOST_NAMES else []

    @property
    def foot_lines(self):
        return [line for sentence in self.foot for line in _lines(sentence, self.width, SMALL)]

    @property
    def map_top(self):
        return 12 + round(len(self.title_lines) * TITLE * 1.4) + 8

    @property
    def map_height(self):
        """The units that are left for the map, or the least that it needs."""
        below = len(self.key_rows) * KEY_ROW + len(self.name_rows) * NAME_ROW + len(self.foot_lines) * FOOT_ROW
        return max(self.height - self.map_top - below - 30, LEAST_MAP)


def picture(frame, drawing, palette):
    """Return the text of the SVG of a `Frame` around a `MapDrawing` as large as the frame leaves room for."""
    fonts = FONTS[frame.tag]
    root = svg(frame.width, frame.height, lang=frame.tag, role="img")
    add(root, "title", frame.title)
    add(root, "rect", width=frame.width, height=frame.height, fill=palette["paper"])
    _title(root, frame, palette, fonts)
    drawn = map_svg(drawing, palette, fonts)
    drawn.set("y", str(frame.map_top))
    root.append(drawn)
    top = _key(root, frame, frame.map_top + drawing.height + 10, palette, fonts)
    top = _names(root, frame, top, drawing, palette, fonts)
    for place, line in enumerate(frame.foot_lines):
        _word(root, line, MARGIN, top + 25 + place * FOOT_ROW, SMALL, palette["ink-2"], fonts)
    return tostring(root, encoding="unicode")


def _key(root, frame, top, palette, fonts):
    """Add the key, and return where what is below it begins."""
    for row in frame.key_rows:
        for x, name, word in row:
            symbol(root, name, (x, top + 2), palette)
            _word(root, word, x + SIGN, top + 17.5, WORDS, palette["ink-2"], fonts)
        top += KEY_ROW
    return top


def _names(root, frame, top, drawing, palette, fonts):
    """Add the names by number, and return where what is below them begins."""
    for row in frame.name_rows:
        for x, place, name in row:
            plate(root, place, (x + 15, top + 15), _state(place, drawing), palette, fonts)
            _word(root, name, x + PLATE, top + 20.5, WORDS, palette["ink"], fonts)
        top += NAME_ROW
    return top


def _title(root, frame, palette, fonts):
    for place, line in enumerate(frame.title_lines):
        foot = 12 + TITLE * 1.1 + place * TITLE * 1.4
        bold = {"stroke": palette["ink"], "stroke_width": 0.6}
        _word(root, line, MARGIN, foot, TITLE, palette["ink"], fonts, **bold)


def _word(root, text, x, y, size, colour, fonts, **more):
    words(root, text, fonts, x=x, y=y, font_size=size, fill=colour, **more)


def _state(place, drawing):
    if place.id == drawing.chosen:
        return "chosen"
    return "same" if place.id in drawing.same else "there"


def _lines(text, width, size):
    lines = lines_of([Piece(text)], lambda piece, size: width_of(piece.text, size), width - 2 * MARGIN, size)
    return ["".join(piece.text for piece in line) for line in lines]


def _rows(signs, width):
    """Return rows of (x, sign, word) that are not wider than the picture, of (sign, word, how far apart they are)."""
    rows, row, x = [], [], MARGIN
    for sign, word, apart in signs:
        wide = apart + width_of(word, WORDS)
        if row and x + wide > width - MARGIN:
            rows.append(row)
            row, x = [], MARGIN
        row.append((x, sign, word))
        x += wide + GAP
    return [*rows, row] if row else rows
