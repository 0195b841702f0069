"""The picture that goes with a link: a place's sign, what was said there word for word, and where it lies."""

import io
from dataclasses import dataclass

from PIL import Image, ImageDraw

from mapapp.publish import chart
from mapapp.publish.faces import SANS, SONG
from mapapp.publish.setting import UNIT, Piece, fit

SIZE = WIDTH, HEIGHT = 1200, 630
"""In pixels: the shape that previews of links have, 1.91 to 1 (The Open Graph protocol names none)."""
BAND, EDGE = 148, 48
COLOURS = 128
"""So many are enough for smooth edges; a picture is half as heavy with them."""
TEXT_WIDTH, PANEL = 704, 800
"""How wide the text is, and where the panel of the chart begins."""
PAPER, INK, INK_2, INK_3, LINE = "#ffffff", "#14171a", "#414a51", "#59636b", "#d3d8db"
BAND_COLOUR, ON_BAND, ON_BAND_2, GOLD = "#14171a", "#ffffff", "#c4cbd0", "#ffc400"
FULL_WIDTH = str.maketrans(",;:!?", "，；：！？")
"""Half-width marks in Chinese are only drawn full-width, as on the pages; the words are not touched."""


@dataclass(frozen=True)
class Card:
    """What a picture shows. Texts come with the language tag that they are set in.

    `number` and `vague`: of the plate, if there is one. `said`: who says the quote.
    `quote`: its `Piece`s, names marked; none where there is no sentence, and where a
    character of it cannot be drawn. `remark`: what stands instead. `sure`: how well the
    position is known. `foot`: where the words are from.
    """

    tag: str
    name: tuple
    second: tuple
    sketch: object
    sure: str
    foot: str
    number: int | None = None
    vague: bool = False
    said: str = ""
    quote: tuple = ()
    quote_tag: str = "zh-Hant"
    remark: str = ""


def picture(card, faces):
    """Return the PNG of a card, 1200 × 630 pixels; the same card always gives the same bytes."""
    sheet = _Sheet(card, faces)
    sheet.band()
    sheet.panel()
    sheet.words()
    content = io.BytesIO()
    sheet.image.quantize(COLOURS, dither=Image.Dither.NONE).save(content, "PNG", optimize=True)
    return content.getvalue()


class _Sheet:
    def __init__(self, card, faces):
        self._card = card
        self._faces = faces
        self.image = Image.new("RGB", SIZE, PAPER)
        self._draw = ImageDraw.Draw(self.image)

    def band(self):
        """Draw the sign: black band, gold plate, the name large, the other script small."""
        card = self._card
        self._draw.rectangle((0, 0, WIDTH, BAND), BAND_COLOUR)
        left = EDGE if card.number is None else self._plate()
        box = (WIDTH - left - EDGE, 84)
        name = fit([Piece(card.name[0], "ours")], self._widths(card.name[1]), box, (56, 50, 44, 38, 32, 26))
        top = 20 + (84 - name.leading * len(name.lines)) / 2
        self._lines(name, (left, top), card.name[1], ON_BAND, bold=1)
        second = fit([Piece(card.second[0], "ours")], self._widths(card.second[1]), (box[0], 40), (26, 22, 18))
        self._lines(second, (left, 97), card.second[1], ON_BAND_2)

    def _plate(self):
        text = str(self._card.number)
        face = self._faces.face(SANS, "en", text, 48)
        right = EDGE + max(80, face.getlength(text) + 32)
        self._draw.rounded_rectangle((EDGE, 34, right, 114), 8, GOLD)
        if self._card.vague:
            self._draw.rounded_rectangle((EDGE + 5, 39, right - 5, 109), 5, None, INK, 2)
            for x in range(EDGE + 12, round(right) - 8, 12):
                self._draw.rectangle((x, 39, x + 4, 41), GOLD)
                self._draw.rectangle((x, 107, x + 4, 109), GOLD)
        self._draw.text(((EDGE + right) / 2, 75), text, INK, face, "mm", stroke_width=1, stroke_fill=INK)
        return right + 28

    def panel(self):
        """Draw where it lies in the district, and say how well that is known."""
        card = self._card
        sure = fit([Piece(card.sure, "ours")], self._widths(card.tag), (WIDTH - PANEL - 48, 108), (24, 22, 20))
        top = HEIGHT - 20 - sure.leading * len(sure.lines)
        size = WIDTH - PANEL, HEIGHT - BAND
        drawn, number = chart.chart(card.sketch, size, (16, 4, size[0] - 16, top - BAND - 4))
        self.image.paste(drawn, (PANEL, BAND))
        self._lines(sure, (PANEL + 24, top), card.tag, INK)
        if number:
            face = self._faces.face(SANS, "en", str(card.number), chart.NUMBER)
            middle = PANEL + number[0], BAND + number[1] + 1
            self._draw.text(middle, str(card.number), INK, face, "mm", stroke_width=0.5)

    def words(self):
        """Set what was said, word for word in Song type; below it, where it is from."""
        card = self._card
        foot = fit([Piece(card.foot, "ours")], self._widths(card.tag), (TEXT_WIDTH, 72), (22, 20))
        top = HEIGHT - 20 - foot.leading * len(foot.lines)
        self._draw.rectangle((EDGE, top - 12, EDGE + TEXT_WIDTH, top - 11), LINE)
        self._lines(foot, (EDGE, top), card.tag, INK_3)
        if not self._can_quote():
            box = (TEXT_WIDTH, top - 40 - BAND)
            remark = fit([Piece(card.remark, "ours")], self._widths(card.tag), box, (36, 32, 28, 24))
            return self._lines(remark, (EDGE, BAND + 24), card.tag, INK_2)
        said = fit([Piece(card.said, "ours")], self._widths(card.tag), (TEXT_WIDTH, 40), (24, 20))
        self._lines(said, (EDGE, BAND + 24), card.tag, INK, bold=0.5)
        return self._quote(BAND + 68, top - 24)

    def _can_quote(self):
        """Return whether there is a quote and every character of it can be drawn."""
        text = "".join(piece.text for piece in self._card.quote)
        return bool(text) and self._faces.have(SONG, self._card.quote_tag, text)

    def _quote(self, top, bottom):
        tag = self._card.quote_tag
        pieces = [Piece(piece.text.translate(FULL_WIDTH), piece.style) for piece in self._card.quote]
        box, sizes = (TEXT_WIDTH, bottom - top), range(44, 24, -2)
        quote = fit(pieces, self._widths(tag), box, sizes, _MARKS.get(tag, _MARKS["zh-Hans"]))
        self._lines(quote, (EDGE, top), tag, INK, hang=quote.size / 2)

    def _widths(self, tag):
        def width_of(piece, size):
            units = UNIT.findall(piece.text)
            return sum(self._faces.face(_voice(piece), tag, unit, size).getlength(unit) for unit in units)

        return width_of

    def _lines(self, found, corner, tag, colour, bold=0, hang=0):
        """Draw lines from a corner down; the first one hangs out to the left, so that words stand below words."""
        x, top = corner
        for order, line in enumerate(found.lines):
            self._line(line, (x if order else x - hang, top + order * found.leading), found, tag, colour, bold)

    def _line(self, line, corner, found, tag, colour, bold):
        x, top = corner
        base = top + found.leading / 2 + found.size * 0.38
        for piece in line:
            if piece.style == "name":
                wide = self._widths(tag)(piece, found.size)
                high = found.size * 0.62
                middle = top + found.leading / 2
                self._draw.rounded_rectangle((x, middle - high, x + wide, middle + high), 3, GOLD)
            for unit in UNIT.findall(piece.text):
                face = self._faces.face(_voice(piece), tag, unit, found.size)
                self._draw.text((x, base), unit, colour, face, "ls", stroke_width=bold)
                x += face.getlength(unit)


_MARKS = {"zh-Hant": ("「", "」"), "zh-Hans": ("“", "”")}
"""Quotation marks around the words; they are ours."""


def _voice(piece):
    return SANS if piece.style == "ours" else SONG
