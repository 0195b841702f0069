"""The names on a drawing of the map: each where it is whole and over nothing that is read, the important ones first."""

from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import atan2, degrees, hypot
from unicodedata import east_asian_width

import shapely
from shapely.affinity import rotate
from shapely.geometry import LineString, Point, Polygon, box

SIZE = 13
ROOM = 4
STEP = 24
CELL = 100
APART = 420
SWAY = 3
SLANT = 30
"""In degrees: a line that is steeper carries its name upright, or turned."""
LETTERS = dict.fromkeys("ijl.,:;'’|!I()[] ", 0.28) | dict.fromkeys("frt-/", 0.38) | dict.fromkeys("mwMW", 0.9)
LETTER, CAPITAL = 0.56, 0.66
"""How wide a letter is that is not Chinese, in shares of its size, as in the common sans typefaces."""
BESIDE = [(1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1)]
ANCHORS = {1: "start", 0: "middle", -1: "end"}
AROUND = [(0, 0), (0, -1), (0, 1), (0.5, 0), (-0.5, 0), (0.5, 1), (-0.5, -1)]


@dataclass(frozen=True)
class Label:
    """A name on the map: its middle, its `tilt` in degrees, and whether its characters stand one below the other.

    `of`: the spot beside which it stands, if it names one; `anchor`: which end of it is nearest to that, as SVG says.
    """

    text: str
    kind: str
    x: float
    y: float
    size: float = SIZE
    tilt: float = 0
    upright: bool = False
    of: tuple | None = None
    anchor: str = "middle"

    @property
    def begin(self):
        """Where its anchor lies, from left to right."""
        half = width_of(self.text, self.size) / 2
        return self.x + {"start": -half, "middle": 0, "end": half}[self.anchor]

    @cached_property
    def area(self):
        """The polygon that it covers, with some room around."""
        wide, high = width_of(self.text, self.size) + ROOM, self.size * 1.15
        if self.upright:
            wide, high = high, wide
        flat = box(self.x - wide / 2, self.y - high / 2, self.x + wide / 2, self.y + high / 2)
        return rotate(flat, self.tilt, origin=(self.x, self.y)) if self.tilt else flat


def width_of(text, size):
    """Return about how wide a text is: a Chinese character is as wide as it is high."""
    return sum(map(_share, text)) * size


def _share(letter):
    if east_asian_width(letter) in "WF":
        return 1
    return LETTERS.get(letter, CAPITAL if letter.isupper() else LETTER)


def settle(wishes, taken, room):
    """Return the label of each list of wishes, the best first, that is whole in `room` and meets nothing `taken`.

    `wishes`: the important lists first; one that finds no room gets no label. `room` and
    `taken`: shapely geometries in the units of the drawing.
    """
    board, labels = _Board(taken), []
    for some in wishes:
        found = next((label for label in some if room.contains(label.area) and board.is_free(label.area)), None)
        if found:
            labels.append(found)
            board.take(found.area)
    return labels


class _Board:
    """What is taken, found again by the cells that it lies in: a crowded map has thousands of names."""

    def __init__(self, taken):
        self._cells = {}
        for area in taken:
            self.take(area)

    def take(self, area):
        for cell in _cells(area):
            self._cells.setdefault(cell, []).append(area)

    def is_free(self, area):
        near = [other for cell in _cells(area) for other in self._cells.get(cell, ())]
        return not shapely.intersects(area, near).any()


def _cells(area):
    """Yield the cells that the bounds of an area touch."""
    left, top, right, bottom = (int(edge // CELL) for edge in area.bounds)
    return product(range(left, right + 1), range(top, bottom + 1))


def beside(text, kind, spot, reach):
    """Return wishes right, left, above, below and at the corners of a mark that reaches (x, y) from its middle."""
    wide, high = width_of(text, SIZE) / 2 + ROOM, SIZE * 0.6 + 1
    x, y = spot
    places = [(x + a * (reach[0] + wide), y + d * (reach[1] + high), ANCHORS[a]) for a, d in BESIDE]
    return [Label(text, kind, *place, of=spot, anchor=anchor) for *place, anchor in places]


def around(text, kind, spot):
    """Return wishes on a spot that is only a name."""
    wide, high = width_of(text, SIZE), SIZE * 1.2
    return [Label(text, kind, spot[0] + a * wide, spot[1] + d * high) for a, d in AROUND]


def within(text, kind, ring, room):
    """Return wishes in what is in sight of an area, lying or upright: where it fits whole, else over its middle."""
    sight = shapely.make_valid(Polygon(ring)).intersection(room)
    if sight.is_empty or not sight.area:
        return []
    middles = [sight.centroid, sight.representative_point()]
    lying = [Label(text, kind, point.x, point.y) for point in middles]
    standing = [Label(text, kind, point.x, point.y, upright=True) for point in middles] if _stands(text) else []
    fitting = [label for label in lying + standing if sight.contains(label.area)]
    return fitting + around(text, kind, (middles[1].x, middles[1].y))


def along(text, kind, points, room):
    """Return a list of wishes for each time that a name stands on a line: on straight stretches, turned as it runs."""
    line, long = LineString(points), width_of(text, SIZE)
    spots = [at for at in range(STEP, int(line.length), STEP) if room.contains(line.interpolate(at))]
    labels = [label for at in spots if (label := _on(line, at, long, text, kind))]
    count = max(1, len(labels) * STEP // APART)
    parts = [labels[part * len(labels) // count : (part + 1) * len(labels) // count] for part in range(count)]
    return [sorted(part, key=lambda label: _far(label, part[len(part) // 2])) for part in parts]


def _on(line, at, long, text, kind):
    """Return the label on a line at a length along it, if the line is straight there for as long as the label is."""
    begin, middle, end = (line.interpolate(at + step * long / 2) for step in (-1, 0, 1))
    if at < long / 2 or at + long / 2 > line.length:
        return None
    if LineString([begin, end]).distance(Point(middle)) > SWAY:
        return None
    tilt = degrees(atan2(end.y - begin.y, end.x - begin.x))
    tilt = (tilt + 90) % 180 - 90
    if abs(tilt) <= SLANT:
        return Label(text, kind, middle.x, middle.y, tilt=tilt)
    if _stands(text):
        return Label(text, kind, middle.x, middle.y, upright=True) if abs(tilt) > 90 - SLANT / 2 else None
    return Label(text, kind, middle.x, middle.y, tilt=-90 if tilt > 85 else tilt)


def _far(label, other):
    return hypot(label.x - other.x, label.y - other.y)


def _stands(text):
    """Return whether every character can stand below another: Chinese, not Latin."""
    return all(east_asian_width(letter) in "WF" for letter in text)
