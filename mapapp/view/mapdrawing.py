"""The map as it is drawn for paper and for pictures: base map, places with numbers, names, scale, as numbers.

It looks as the map in the browser does at the same zoom; what it is made of here, `publish.map_svg` writes down.
"""

from dataclasses import dataclass, replace

import shapely
from shapely.geometry import box, shape

from mapapp.layers import query
from mapapp.view import lettering
from mapapp.view.hatching import hatching
from mapapp.view.sight import edge_in_sight, in_sight, in_units, is_near, path_in_sight, written
from mapapp.view.sketch import mark_of, stood
from mapapp.view.window import around

PLATE, FOOT = (30, 26), 8
AREAS = ("park", "lake", "moat", "island")
ROADS = ("street", "avenue", "ring")
SHOWN_FROM = {1: 10, 2: 11.75, 3: 12.75, 4: 14}
"""From which zoom a feature of the base map has its name, by its rank."""
MINOR = 13.25
NAMED_FROM, CHOSEN_NAMED_FROM = 15, 13
"""From which zoom a place has its name beside its plate."""
KINDS_FIRST = ("palace", "neighbour", "lake", "ring", "avenue", "park", "station", "sight", "moat", "street", "island")
DOTS = {"station": (4.5, 4.5), "sight": (3.5, 3.5)}
"""How far a dot of the base map reaches from its middle."""
HALF_LINE, HALF_FRAME = 5, 4
CORNER = (170, 44)
"""The room of the scale, in the lower left corner."""
LONGEST_SCALE = 120
MOST_NAMED = 1000
"""Of a crowded base map so many features get a name, the important ones: drawing must have an end."""
FARTHER = 14
"""How much farther from its plate a place's name may stand where there is no room beside it."""


@dataclass(frozen=True)
class Stroke:
    """A shape of the base map: its kind and its path."""

    kind: str
    path: str


@dataclass(frozen=True)
class MapDrawing:
    """`width` × `height` units. `ground`: the base map's strokes in their order; `dots`: (kind, x, y).

    `marks`: of the places in sight, each with a stand for its number; `chosen`: the id of
    the one being read, `same`: of those that a sentence names with it. `district` and `border`: its
    land and its edge. `hatches`: the paths that fill areas, by id. `labels`: the names.
    `scale`: (units, metres). `window`: what it shows.
    """

    window: object
    ground: list
    dots: list
    district: str
    border: str
    marks: list
    hatches: dict
    labels: list
    scale: tuple
    chosen: str | None = None
    same: frozenset = frozenset()

    @property
    def width(self):
        return self.window.width

    @property
    def height(self):
        return self.window.height

    @property
    def near(self):
        """By how much the lines of places are broader, as nearer on screen."""
        return 1 + max(0, self.window.zoom - 14) * 0.2

    @property
    def broad(self):
        """By how much the lines of the base map are broader than at zoom 13."""
        return 2 ** ((self.window.zoom - 13) * 0.55)


def whole(layers, width, height):
    """Return the `Window` of a size in which the whole district is."""
    return around(shape(query.district(layers)["geometry"]).bounds, width, height)


def draw(window, layers, plates, ground, name, chosen=None, same=()):
    """Return the `MapDrawing` of what lies in a window.

    `plates`: of the places that may be drawn. `ground`: features of the base map.
    `name`: of a feature, given its properties.
    """
    ground = [feature for feature in ground if is_near(feature, window)]
    marks = stood(marks_in(window, plates), PLATE, FOOT)
    dots = [_dot(feature, window) for feature in _named(ground, window) if feature["properties"]["kind"] in DOTS]
    drawing = MapDrawing(
        window=window,
        ground=list(_strokes(ground, window)),
        dots=[(kind, x, y) for kind, (x, y) in dots],
        district=path_in_sight(query.district(layers), window),
        border=edge_in_sight(query.district(layers), window),
        marks=marks,
        hatches=_hatches(marks, window),
        labels=[],
        scale=scale(window.units_per_metre),
        chosen=chosen,
        same=frozenset(same) - {chosen},
    )
    labels = _labels(drawing, ground, name)
    return replace(drawing, labels=labels, dots=_beside(drawing.dots, labels))


def marks_in(window, plates):
    """Return the mark of each place that is in sight of a window, its number still without a stand."""
    room = box(0, 0, window.width, window.height)
    return [mark for plate in plates.values() if (mark := _mark(plate, window, room))]


def _beside(dots, labels):
    """Return the dots that have a name: the others say nothing."""
    spots = {label.of for label in labels}
    return [dot for dot in dots if dot[1:] in spots]


def scale(units_per_metre):
    """Return (units, metres) of the longest round distance that the room for a scale holds: 1, 2 or 5 and zeros.

    >>> scale(0.1)
    (100.0, 1000)
    """
    steps = (step * 10**power for power in range(7, -1, -1) for step in (5, 2, 1))
    metres = next((step for step in steps if step * units_per_metre <= LONGEST_SCALE), 1)
    return round(metres * units_per_metre, 1), metres


def _mark(plate, window, room):
    """Return the mark of a place, its spot on what is in sight of it; `None` where nothing is."""
    if plate.feature["geometry"] is None:
        return None
    mark = replace(mark_of(plate, window), path=path_in_sight(plate.feature, window))
    if room.contains(shapely.Point(mark.x, mark.y)):
        return mark
    sight = in_units(plate.feature, window).intersection(room)
    if sight.is_empty:
        return None
    spot = sight.representative_point()
    return replace(mark, x=round(spot.x, 1), y=round(spot.y, 1))


def _hatches(marks, window):
    """Return the path of the hatching of each area, by its id."""
    areas = [mark.plate for mark in marks if mark.plate.symbol == "area"]
    return {plate.id: written(hatching(in_sight(plate.feature, window)), "LineString") for plate in areas}


def _strokes(ground, window):
    """Yield the strokes of the base map in the order of drawing: areas, the cases of all roads, roads, palace."""
    for kind in AREAS:
        yield from _of_kind(ground, kind, kind, window)
    for kind in ROADS:
        yield from _of_kind(ground, kind, f"case-{kind}", window)
    for kind in ROADS:
        yield from _of_kind(ground, kind, kind, window)
    yield from _of_kind(ground, "ring", "ring-core", window)
    yield from _of_kind(ground, "palace", "palace", window)


def _of_kind(ground, kind, told, window):
    if kind == "street" and window.zoom < MINOR:
        return
    for feature in ground:
        if feature["properties"]["kind"] == kind:
            path = path_in_sight(feature, window)
            if path:
                yield Stroke(told, path)


def _named(ground, window):
    """Return the features of the base map that have a name at this zoom, the important ones first."""
    shown = (one for one in ground if window.zoom >= SHOWN_FROM[one["properties"]["rank"]])
    order = sorted(shown, key=lambda one: (one["properties"]["rank"], KINDS_FIRST.index(one["properties"]["kind"])))
    return order[:MOST_NAMED]


def _dot(feature, window):
    return feature["properties"]["kind"], window.point(feature["geometry"]["coordinates"])


def _labels(drawing, ground, name):
    window = drawing.window
    room = box(0, 0, window.width, window.height)
    inner = room.buffer(-HALF_FRAME)
    wishes = [_by_plate(mark, name) for mark in drawing.marks if _is_named(mark, drawing)]
    for feature in _named(ground, window):
        wishes += _wishes(feature, name(feature["properties"]), window, inner)
    return lettering.settle(wishes, _taken(drawing, room), inner)


def _is_named(mark, drawing):
    is_read = mark.plate.id in drawing.same | {drawing.chosen}
    return drawing.window.zoom >= (CHOSEN_NAMED_FROM if is_read else NAMED_FROM)


def _by_plate(mark, name):
    text = name(mark.plate.properties)
    reaches = [(PLATE[0] / 2 + more, PLATE[1] / 2 + FOOT + more) for more in (0, FARTHER)]
    return [wish for reach in reaches for wish in lettering.beside(text, "place", mark.stand, reach)]


def _wishes(feature, text, window, room):
    """Return a list of wishes for each time that a feature's name stands on the map."""
    kind, geometry = feature["properties"]["kind"], feature["geometry"]
    if not text:
        return []
    if geometry["type"] == "LineString":
        return lettering.along(text, kind, [window.point(one) for one in geometry["coordinates"]], room)
    if geometry["type"] == "Polygon":
        return [lettering.within(text, kind, [window.point(one) for one in geometry["coordinates"][0]], room)]
    spot = window.point(geometry["coordinates"])
    return [lettering.beside(text, kind, spot, DOTS[kind]) if kind in DOTS else lettering.around(text, kind, spot)]


def _taken(drawing, room):
    """Return what no name may meet: plates, dots, the lines of places, the scale."""
    window = drawing.window
    reaches = [((x, y), DOTS[kind]) for kind, x, y in drawing.dots]
    reaches += [(mark.stand, (PLATE[0] / 2 + 1, PLATE[1] / 2 + FOOT)) for mark in drawing.marks]
    lines = [in_units(mark.plate.feature, window) for mark in drawing.marks if mark.path]
    edges = [(line.boundary if "Polygon" in line.geom_type else line).buffer(HALF_LINE) for line in lines]
    corner = box(0, window.height - CORNER[1], CORNER[0], window.height)
    return (
        [box(x - a, y - b, x + a, y + b) for (x, y), (a, b) in reaches]
        + [e for e in edges if e.intersects(room)]
        + [corner]
    )
