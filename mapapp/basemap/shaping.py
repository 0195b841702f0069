"""Areas, stations and neighbours: outlines cut into single polygons, and a point for what is only named."""

import shapely

from mapapp.basemap.kinds import SMALLEST, area_kind, is_in_use
from mapapp.basemap.names import NAMELESS, names
from mapapp.basemap.pieces import Piece

STATION_ERROR_M = 40
"""A station is a point in a hall longer than a hundred metres."""

WORST_SPREAD_M = 200
NEIGHBOUR_ERROR_M = 250


def area_pieces(areas):
    """Return the pieces of `areas` (things, in metres): a polygon each, the largest of a thing bearing its name."""
    return [
        Piece(kind, (area.id,), polygon, part, names(area.tags) if part == 1 else NAMELESS)
        for area in areas
        if (kind := area_kind(area.tags)) in SMALLEST
        for part, polygon in enumerate(_polygons(area.geometry), 1)
    ]


def _polygons(geometry):
    parts = shapely.get_parts(shapely.make_valid(geometry))
    flat = shapely.get_parts(parts)
    polygons = [_without_specks(part) for part in flat if part.geom_type == "Polygon"]
    return sorted(polygons, key=lambda polygon: (-polygon.area, polygon.bounds))


def _without_specks(polygon):
    """Return a polygon without the holes in which no island would be drawn."""
    holes = [ring for ring in polygon.interiors if shapely.Polygon(ring).area >= SMALLEST["island"]]
    return shapely.Polygon(polygon.exterior, holes)


def station_pieces(points, areas):
    """Return a piece for each station; the stations of one name within 200 m of their middle are one."""
    named = {}
    for thing in [*points, *(area for area in areas if area_kind(area.tags) == "station")]:
        if is_in_use(thing.tags) and names(thing.tags)[0]:
            named.setdefault(names(thing.tags)[0], []).append(thing)
    return [piece for things in named.values() for piece in _stations(things)]


def _stations(things):
    spots = [thing.geometry.representative_point() for thing in things]
    middle = shapely.MultiPoint(spots).centroid
    spread = max(spot.distance(middle) for spot in spots)
    if spread > WORST_SPREAD_M:
        yield from (_station([thing], spot, 0) for thing, spot in zip(things, spots, strict=True))
    else:
        yield _station(things, middle, spread)


def _station(things, spot, spread):
    is_large = len(things) > 1 or things[0].tags.get("station") not in ("subway", "light_rail")
    called = max((names(thing.tags) for thing in things), key=lambda three: len(set(three)))
    ids = tuple(thing.id for thing in things)
    error_m = STATION_ERROR_M + round(spread)
    return Piece("station", ids, spot, names=called, error_m=error_m, rank=2 if is_large else 3)


def neighbour_pieces(areas, district, box):
    """Return a piece for the name of each district around `district`, set in the middle of what `box` shows of it.

    `district` and `box`: polygons in the metres of `areas`.
    """
    for area in areas:
        if area_kind(area.tags) == "neighbour" and names(area.tags)[0] and _is_beside(area.geometry, district):
            shown = shapely.make_valid(area.geometry).intersection(box).difference(district)
            remark = "; a name only, that marks no spot"
            if not shown.is_empty:
                yield Piece("neighbour", (area.id,), shown.representative_point(), names=names(area.tags),
                            error_m=NEIGHBOUR_ERROR_M, rank=1, remark=remark)  # fmt: skip


def _is_beside(geometry, district):
    return shapely.make_valid(geometry).intersection(district).area < district.area / 2
