"""The sketch of the district in pixels: quiet places, and the one being read in gold; dashed if it is approximate."""

from itertools import pairwise
from math import cos, hypot, pi, sin

from PIL import Image, ImageDraw

FINER = 4
"""Drawn so many times larger, then made small: edges come out smooth."""
OUTSIDE, GROUND, BORDER = "#dde2e5", "#eceff0", "#7d878e"
PLATE, GOLD, INK = "#59646d", "#ffc400", "#14171a"
ERROR = (255, 196, 0, 102)
DASH = (7, 5)
HALF = (20, 16)
"""Half the width and height of the plate, in pixels."""
NUMBER = 22
"""How high its number is, in pixels."""


def chart(sketch, size, box):
    """Return (image, where the number of the chosen place belongs) of a `view.sketch.Sketch`, all in pixels.

    `size`: of the image. `box`: left, top, right and bottom of what the sketch lies in;
    the number belongs nowhere (`None`) if no place is chosen or it has no position.
    """
    pen = _Pen(sketch, size, box)
    pen.ground()
    chosen = [mark for mark in sketch.marks if mark.plate.id == sketch.chosen]
    for mark in sketch.marks:
        if mark not in chosen:
            pen.quiet(mark)
    number = [pen.chosen(mark) for mark in chosen]
    image = pen.image.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    return image, number[0] if number else None


class _Pen:
    """Draws on a sheet that is finer than the chart will be; widths are in pixels of the chart."""

    def __init__(self, sketch, size, box):
        left, top, right, bottom = box
        self._sketch = sketch
        self._scale = min((right - left) / sketch.width, (bottom - top) / sketch.height)
        self._left = (left + right - sketch.width * self._scale) / 2
        self._top = (top + bottom - sketch.height * self._scale) / 2
        self.image = Image.new("RGBA", (size[0] * FINER, size[1] * FINER), OUTSIDE)
        self._draw = ImageDraw.Draw(self.image)

    def ground(self):
        for points in self._strokes(self._sketch.outline):
            self._draw.polygon(_finer(points), GROUND)
            self._line(points, BORDER, 1.5)

    def quiet(self, mark):
        """Draw a place that is there: a street as a line, an approximate one hollow."""
        for points in self._strokes(mark.path):
            self._line(points, PLATE, 1.2 if mark.plate.symbol == "area" else 2.5)
        if not mark.path:
            hollow = mark.plate.symbol == "approximate"
            self._dot(self._spot(mark), 4, GROUND if hollow else PLATE, PLATE, 1.5)

    def chosen(self, mark):
        """Draw the place being read: gold, with its error around a point, dashed where it is approximate.

        Return the middle of its plate.
        """
        vague = mark.plate.symbol == "approximate"
        for points in self._strokes(mark.path):
            if mark.plate.symbol == "area":
                self._wash(points)
            self._line(points, INK, 8, dashed=vague)
            self._line(points, GOLD, 5, dashed=vague)
        if not mark.path:
            self._error(mark, vague)
        return self._plate(*self._spot(mark))

    def _plate(self, x, y):
        """Draw a plate above a spot, and below it where there is no room."""
        (wide, high), away = HALF, 30
        middle = y - away if y > away + HALF[1] else y + away
        self._line([(x, y), (x, middle)], INK, 1.5)
        corners = _finer([(x - wide, middle - high), (x + wide, middle + high)])
        self._draw.rounded_rectangle(corners, 4 * FINER, GOLD, INK, 2 * FINER)
        return x, middle

    def _error(self, mark, vague):
        ring = _circle(self._spot(mark), max(mark.radius * self._scale, 9))
        self._wash(ring)
        self._line(ring, INK, 1.5, dashed=vague)
        self._dot(self._spot(mark), 3, GOLD, INK, 1.5)

    def _wash(self, points):
        sheet = Image.new("RGBA", self.image.size, (0, 0, 0, 0))
        ImageDraw.Draw(sheet).polygon(_finer(points), ERROR)
        self.image.alpha_composite(sheet)

    def _dot(self, spot, radius, fill, edge, width):
        self._draw.polygon(_finer(_circle(spot, radius)), fill)
        self._line(_circle(spot, radius), edge, width)

    def _line(self, points, colour, width, dashed=False):
        for stretch in _dashes(points) if dashed else [points]:
            self._draw.line(_finer(stretch), colour, round(width * FINER), joint="curve")

    def _spot(self, mark):
        return self._left + mark.x * self._scale, self._top + mark.y * self._scale

    def _strokes(self, path):
        for stroke in _strokes(path):
            yield [(self._left + x * self._scale, self._top + y * self._scale) for x, y in stroke]


def _finer(points):
    return [(x * FINER, y * FINER) for x, y in points]


def _strokes(path):
    """Yield the points of each stroke of a path that `view.sketch` wrote."""
    for stroke in path.split("M")[1:]:
        points = [tuple(map(float, point.split())) for point in stroke.removesuffix("Z").split("L")]
        yield [*points, points[0]] if stroke.endswith("Z") else points


def _circle(spot, radius):
    x, y = spot
    return [(x + radius * cos(pi * step / 36), y + radius * sin(pi * step / 36)) for step in range(73)]


def _dashes(points):
    """Yield the stretches of a line that are drawn where it is dashed."""
    done, (on, off) = 0.0, DASH
    for (x, y), (right, down) in pairwise(points):
        length = hypot(right - x, down - y)
        begin = -(done % (on + off))
        while begin < length:
            ends = max(begin, 0) / length, min(begin + on, length) / length
            if ends[0] < ends[1]:
                yield [(x + (right - x) * part, y + (down - y) * part) for part in ends]
            begin += on + off
        done += length
