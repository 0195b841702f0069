"""The sample of block units, 101 of them, drawn into the outline of the district: illustrative, and marked so.

Only figures of the real units are public: 101 of 0.5 km² on average, the smallest of 0.128 km² and the largest of
1.868 km². The outline is cut along some of the streets that the map knows, so that there are border streets, and then
by straight lines into units of such sizes. It does not show where any real unit lies. The same layers give the same
bytes. Run it after the outline or the streets have changed.
"""

import json
import random
from pathlib import Path
from statistics import NormalDist

import numpy as np
import shapely
from shapely import LineString, affinity
from shapely.ops import split

GEODATA = Path(__file__).parent.parent / "geodata"
SAMPLE = GEODATA / "sample_blocks" / "sample_blocks.geojson"

UNITS, SMALLEST_KM2, LARGEST_KM2 = 101, 0.128, 1.868
SPREAD = 0.5
"""The spread of the sizes between: of their logarithms, which are distributed normally."""
STREETS = (
    ("fuchengmennei-dajie",),
    ("xidan-beidajie",),
    ("nan-xinhua-jie",),
    ("beichang-jie", "nanchang-jie"),
    ("gulou-xidajie",),
)
"""The streets along which the outline is cut, in this order; two that continue each other are one line."""
BEYOND = 0.2
"""Degrees: how far a street is continued straight on at either end, to cut all of what it lies in."""
SEED = 20180822
GRID = 1e-6
"""Degrees: the raster of every coordinate."""
ROW = 0.009
"""Degrees of latitude, about a kilometre: units are numbered row by row from the north-west."""
WIDTH, KM2 = 0.77, 9494.6
"""How long a degree of longitude is here, in degrees of latitude; and the area of a degree squared."""

NOTE_ZH = "示意样例，非官方街区单元：由脚本按公开的数量和面积绘制，不表示任何真实单元的位置。"
NOTE_EN = (
    "Illustrative sample, not official block units: drawn by a script from the published number and sizes;"
    " it does not show where any real unit lies."
)


def sizes(total_km2):
    """Return the sizes of the units, in km² and together `total_km2`, the smallest first."""
    middle = np.exp([NormalDist(0, SPREAD).inv_cdf(at / (UNITS - 1)) for at in range(1, UNITS - 1)])
    middle *= (total_km2 - SMALLEST_KM2 - LARGEST_KM2) / middle.sum()
    return [SMALLEST_KM2, *middle.tolist(), LARGEST_KM2]


def cut_along_streets(outline, streets):
    """Return the pieces of the outline, each street cutting the piece in which most of it lies."""
    pieces = [outline]
    for street in streets:
        most = max(pieces, key=lambda piece: piece.intersection(street).length)
        pieces.remove(most)
        pieces += split(most, continued(street)).geoms
    return pieces


def continued(line):
    """Return a line continued straight on at both ends."""
    (first, second), (third, last) = line.coords[:2], line.coords[-2:]
    return LineString([_beyond(second, first), *line.coords, _beyond(third, last)])


def _beyond(start, end):
    way = np.subtract(end, start)
    return tuple(end + way / np.hypot(*way) * BEYOND)


def shared_out(sizes, pieces):
    """Return a list of sizes for each piece, which together come near to its area: the largest are given first."""
    needed, given = [piece.area for piece in pieces], [[] for _ in pieces]
    for size in sorted(sizes, reverse=True):
        neediest = int(np.argmax(needed))
        needed[neediest] -= size
        given[neediest].append(size)
    return given


def divided(piece, sizes, chance):
    """Return a piece divided into one part for each size, their areas in proportion."""
    if len(sizes) == 1:
        return [piece]
    sizes = chance.sample(sizes, len(sizes))
    middle = int(np.searchsorted(np.cumsum(sizes), sum(sizes) / 2)) or 1
    first, second = sizes[:middle], sizes[middle:]
    one, other = halved(piece, sum(first) / sum(sizes))
    return divided(one, first, chance) + divided(other, second, chance)


def halved(piece, share):
    """Return a piece in two, the first with a share of its area, cut across where that leaves two whole parts."""
    west, south, east, north = piece.bounds
    turns = (0, 90) if (east - west) * WIDTH > north - south else (90, 0)
    tried = [_halved(piece, share, turn) for turn in turns]
    return next(halves for halves in tried if all(half.geom_type == "Polygon" for half in halves))


def _halved(piece, share, turn):
    """Return the western and the eastern part of a piece that is first turned, found by bisection."""
    turned = affinity.rotate(piece, turn, origin=(0, 0))
    west, south, east, north = turned.bounds
    low, high = west, east
    for _ in range(60):
        middle = (low + high) / 2
        part = turned.intersection(shapely.box(west, south, middle, north))
        low, high = (middle, high) if part.area < share * turned.area else (low, middle)
    other = turned.intersection(shapely.box(middle, south, east, north))
    return [affinity.rotate(half, -turn, origin=(0, 0)) for half in (part, other)]


def joined(parts):
    """Return parts on the raster as a coverage: neighbours share every corner, and nothing lies between them."""
    edges = shapely.union_all([part.exterior for part in parts], grid_size=GRID)
    faces = shapely.polygonize([edges]).geoms
    return [shapely.transform(face, lambda degrees: degrees.round(6)) for face in faces]


def numbered(units):
    """Return units in the order of their numbers: in rows from north to south, in each from west to east."""
    return sorted(units, key=lambda unit: (-(unit.centroid.y // ROW), unit.centroid.x))


def feature(number, unit):
    """Return the line of a unit in the file."""
    properties = {
        "编号": f"{number:03}",
        "名称": f"示意单元 {number:03}",
        "示意": "示意样例，非官方街区单元",
        "illustrative": "illustrative sample, not an official block unit",
    }
    geometry = json.loads(shapely.to_geojson(shapely.orient_polygons(unit.normalize())))
    said = {"type": "Feature", "id": properties["编号"], "geometry": geometry, "properties": properties}
    return json.dumps(said, ensure_ascii=False)


def sample(geodata=GEODATA):
    """Return the text of the sample, drawn from the published layers."""
    (outline,) = _shapes(geodata, "district").values()
    shapes = _shapes(geodata, "lines")
    streets = [shapely.line_merge(shapely.union_all([shapes[id] for id in ids])) for ids in STREETS]
    chance = random.Random(SEED)
    pieces = cut_along_streets(outline, streets)
    wanted = [size / KM2 for size in sizes(outline.area * KM2)]
    shares = zip(pieces, shared_out(wanted, pieces), strict=True)
    parts = [part for piece, own in shares for part in divided(piece, own, chance)]
    lines = [feature(number, unit) for number, unit in enumerate(numbered(joined(parts)), start=1)]
    mark = json.dumps({"illustrative": True, "note": f"{NOTE_ZH} {NOTE_EN}"}, ensure_ascii=False)
    body = ",\n".join(lines)
    return f'{{"type": "FeatureCollection", "name": "sample_blocks", "mapapp": {mark}, "features": [\n{body}\n]}}\n'


def _shapes(geodata, name):
    """Return the shapes of a layer by id, of those that have one."""
    features = json.loads((geodata / "layers" / f"{name}.geojson").read_text(encoding="utf-8"))["features"]
    return {one["id"]: shapely.from_geojson(json.dumps(one["geometry"])) for one in features if one["geometry"]}


def main():
    """Draw the sample anew."""
    SAMPLE.parent.mkdir(exist_ok=True)
    SAMPLE.write_text(sample(), encoding="utf-8")


if __name__ == "__main__":
    main()
