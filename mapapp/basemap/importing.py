"""From an extract to the file of a base map: all at once or not at all."""

import os
from dataclasses import replace
from math import ceil, floor

import geopandas
import shapely

from mapapp.basemap.extract import read_extract
from mapapp.basemap.joining import line_pieces
from mapapp.basemap.kinds import SMALLEST, rank
from mapapp.basemap.pieces import SIMPLIFIED_M
from mapapp.basemap.shaping import area_pieces, neighbour_pieces, station_pieces
from mapapp.earth.metres import metric_crs
from mapapp.errors import BaseMapNotWritten, ExtractElsewhere
from mapapp.layers import basemap, geojson

DEGREES = "EPSG:4326"
MARGIN_M = 1_500
GRID_DEGREES = 10.0**-geojson.DECIMALS


def import_extract(file, district, target):
    """Write the base map that `file` gives for `district` to the path `target`; return its features.

    `district`: the outline, a shapely polygon in WGS-84 degrees. The same extract gives the same
    bytes. Raises a `BadExtract` or `BaseMapNotWritten`, and then leaves what was there.
    """
    box = box_around(district)
    features = _features(read_extract(file, box), district, box)
    if not features:
        raise ExtractElsewhere(file=file, box=",".join(map(str, box)))
    _write(target, basemap.dump_openstreetmap(features))
    return features


def box_around(district):
    """Return the bounds of `district` (degrees) and 1.5 km more: west, south, east, north, outward to 0.001 degrees."""
    crs = metric_crs(district.centroid.x)
    outline = geopandas.GeoSeries([district], crs=DEGREES).to_crs(crs)
    west, south, east, north = outline.buffer(MARGIN_M).to_crs(DEGREES).total_bounds
    return floor(west * 1e3) / 1e3, floor(south * 1e3) / 1e3, ceil(east * 1e3) / 1e3, ceil(north * 1e3) / 1e3


def _features(things, district, box):
    crs = metric_crs(district.centroid.x)
    points, lines, areas = (_in_metres(some, crs) for some in things)
    outline, frame = geopandas.GeoSeries([district, shapely.box(*box)], crs=DEGREES).to_crs(crs)
    pieces = [
        *area_pieces(areas),
        *line_pieces(lines),
        *station_pieces(points, areas),
        *neighbour_pieces(areas, outline, frame),
    ]
    drawn = [piece for piece in pieces if _size(piece) >= SMALLEST.get(piece.kind, 0)]
    drawn.sort(key=lambda piece: (list(basemap.KINDS).index(piece.kind), piece.ids, piece.part))
    return list(map(_feature, drawn, _in_degrees(drawn, crs)))


def _in_metres(things, crs):
    geometries = geopandas.GeoSeries([thing.geometry for thing in things], crs=DEGREES).to_crs(crs)
    return [replace(thing, geometry=geometry) for thing, geometry in zip(things, geometries, strict=True)]


def _in_degrees(pieces, crs):
    simple = geopandas.GeoSeries([piece.geometry for piece in pieces], crs=crs).simplify(SIMPLIFIED_M)
    return [_on_grid(geometry) for geometry in simple.to_crs(DEGREES)]


def _on_grid(geometry):
    """Return a geometry in whole 1e-6 degrees; of a polygon that falls apart there, the largest part."""
    if geometry.geom_type != "Polygon":
        return geometry
    return max(shapely.get_parts(shapely.set_precision(geometry, GRID_DEGREES)), key=shapely.area, default=geometry)


def _size(piece):
    return piece.geometry.area or piece.geometry.length


def _feature(piece, geometry):
    """Return the feature of a piece, `geometry` being its own in degrees."""
    hans, hant, en = piece.names
    return geojson.feature(geometry, {
        "id": piece.id, "kind": piece.kind, "name_zh_hans": hans, "name_zh_hant": hant, "name_en": en,
        "placed": piece.placed, "error_m": piece.error_m, "rank": piece.rank or rank(piece.kind, _size(piece)),
    })  # fmt: skip


def _write(target, text):
    beside = target.with_name(f".{target.name}.next")
    try:
        target.parent.mkdir(exist_ok=True)
        with open(beside, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, target)
    except OSError as reason:
        beside.unlink(missing_ok=True)
        raise BaseMapNotWritten(file=target, why=reason.strerror) from reason
