"""The same overlay once more, slow and obvious: every unit with every site, exact geometry, no index, no shortcut.

It shares no code with the project; only the rules are the same. Everything is in metres of EPSG:4548.
"""

from itertools import combinations, pairwise

import shapely
from pyproj import Transformer
from shapely.ops import unary_union
from shapely.validation import make_valid

PROJECTED = Transformer.from_crs("EPSG:4326", "EPSG:4548", always_xy=True).transform
CORNER = (445_000, 4_415_000)
QUARTER = 16
MILLIMETRE = 0.001
NOTHING = 1e-11
"""Metres between a spot on a line and a border along it, of which the spot is off by rounding alone."""


def to_metres(longitudes, latitudes):
    """Return eastings and northings from a corner, so that they are small numbers with many digits after the point."""
    eastings, northings = PROJECTED(longitudes, latitudes)
    return eastings - CORNER[0], northings - CORNER[1]


def metric(shape):
    shape = shapely.transform(shape, to_metres, interleaved=False)
    return shape if shape.is_valid else make_valid(shape, method="structure", keep_collapsed=False)


def size(shape, kind):
    """Metres of a line, m² of an area, 1.0 for a point that is there."""
    return {"point": float(not shape.is_empty), "line": shape.length, "area": shape.area}[kind]


def common(shape, area, kind):
    """Return what two shapes share, without the points and lines where they only touch."""
    dimension = {"point": 0, "line": 1, "area": 2}[kind]
    return unary_union([part for part in shapely.get_parts(shape & area) if shapely.get_dimensions(part) == dimension])


def moved(unit, metres):
    return unit.buffer(metres, quad_segs=QUARTER) if metres else unit


class SlowTruth:
    """All figures of an overlay of polygons and (kind, geometry, accuracy_m) in WGS-84 degrees."""

    def __init__(self, units, sites):
        self.units = [metric(unit) for unit in units]
        self.sites = [(kind, unary_union([metric(shape)]), off) for kind, shape, off in sites]
        self.sizes = [size(shape, kind) for kind, shape, _ in self.sites]

    def parts(self):
        """Return {(unit, site): (measure, low, high)} of all that meet or may meet."""
        found = {}
        for s, (kind, shape, off) in enumerate(self.sites):
            for u, unit in enumerate(self.units):
                drawn, low, high = (size(shape & area, kind) for area in (unit, moved(unit, -off), moved(unit, off)))
                if drawn or high:
                    found[u, s] = (drawn, min(low, drawn), max(high, drawn))
        return found

    def outside(self):
        """Return for each site the measure in no unit."""
        covered = unary_union(self.units)
        return [
            sum(length for length, holders in self.stretches(shape) if not holders)
            if kind == "line"
            else size(shape - covered, kind)
            for kind, shape, _ in self.sites
        ]

    def twice(self):
        """Return for each site what every unit holds of it that units before it already held."""
        before = [unary_union(self.units[:u]) for u in range(1, len(self.units))]
        measures = []
        for kind, shape, _ in self.sites:
            held = [common(shape, unit, kind) for unit in self.units[1:]]
            measures.append(
                sum(length * max(holders - 1, 0) for length, holders in self.stretches(shape))
                if kind == "line"
                else sum(size(common(a, b, kind), kind) for a, b in zip(held, before, strict=True))
            )
        return measures

    def stretches(self, street):
        """Yield (metres, how many units hold it) of every stretch of a street between two borders that cut it."""
        for piece in straight(street):
            cuts = [
                piece.project(shapely.Point(at)) for unit in self.units for at in shapely.get_coordinates(piece & unit)
            ]
            for begin, end in pairwise(sorted({0.0, *cuts, piece.length})):
                middle = piece.interpolate((begin + end) / 2)
                yield end - begin, sum(unit.distance(middle) < NOTHING for unit in self.units)

    def borders(self):
        """Return {(site, a, b): metres within the accuracy of both} of every border street."""
        found = {}
        for s, (kind, street, off) in enumerate(self.sites):
            for a, b in combinations(range(len(self.units)), 2):
                if kind == "line":
                    one, other = self.units[a], self.units[b]
                    near = common(common(street, moved(one, off), "line"), moved(other, off), "line")
                    near -= common(moved(one, -off), moved(other, -off), "area")
                    if near.length > MILLIMETRE and (longest(near) > 3 * off or near.length >= street.length / 2):
                        found[s, a, b] = near.length
        return found

    def overlaps(self):
        """Return {(a, b): m²} of two units that share more than a sliver."""
        pairs = {(a, b): self.units[a] & self.units[b] for a, b in combinations(range(len(self.units)), 2)}
        return {pair: both.area for pair, both in pairs.items() if worth_saying(both)}

    def gaps(self):
        """Return the (units that touch, m²) of all that the units enclose: what a frame around them cannot reach."""
        covered = unary_union(self.units)
        frame = shapely.box(*covered.buffer(100).bounds)
        free = [part for part in shapely.get_parts(frame - covered) if not part.intersects(frame.exterior)]
        return [
            (tuple(u for u, unit in enumerate(self.units) if unit.distance(gap) <= 0.001), gap.area)
            for gap in free
            if worth_saying(gap)
        ]


def straight(street):
    """Yield the straight pieces of a street."""
    for part in shapely.get_parts(street):
        yield from map(shapely.LineString, pairwise(part.coords))


def longest(lines):
    pieces = shapely.get_parts(shapely.line_merge(lines))
    return max((piece.length for piece in pieces), default=0.0)


def worth_saying(shape):
    return shape.area > 1 and 2 * shape.area > 0.05 * shape.length
