"""What a shape may say of a place of its kind: as which shape, how sure, how many metres off."""

import json
from dataclasses import dataclass

import shapely

from mapapp.editing.rows import DECIMALS
from mapapp.places.audit import NEVER_A_POINT, SHAPES_OF_KIND

EXTENT_M = 200
"""How far a point may be from the rest of a thing that has an extent: our assumption."""
OF_DIMENSION = ("exact", "street", "area")


@dataclass(frozen=True)
class Fit:
    """`geometry`: shapely, WGS-84 degrees. `remark`: (en, zh) on what was done to it, or `None`."""

    geometry: object
    certainty: str
    accuracy_m: int
    remark: tuple | None = None


def kind_for(kind, geometry):
    """Return the kind of a new place whose kind was read as `kind`: another one where its shape does not allow that."""
    if geometry is None or kind is None or _has(kind, geometry) or geometry.geom_type == "Point" or kind == "transport":
        return kind
    return "area" if kind in ("street", "hutong") else "other"


def fit(candidate, kind, ground):
    """Return the `Fit` of a candidate as a place of `kind`, or `None` where its shape cannot show one."""
    geometry, off_m = on_grid(candidate.geometry), round(candidate.accuracy_m)
    if geometry is None:
        return None
    if kind == "transport" and shapely.get_dimensions(geometry) == 2:
        return _centred(candidate, ground)
    sure = OF_DIMENSION[shapely.get_dimensions(geometry)] if candidate.certain else "approximate"
    if _has(kind, geometry):
        return Fit(geometry, "district" if kind == "district" else sure, off_m)
    if geometry.geom_type == "Point" and kind not in NEVER_A_POINT:
        remark = (
            f"The point stands for a place of unknown extent: {EXTENT_M} m are added.",
            f"该点代表范围不明的地点，误差加 {EXTENT_M} 米。",
        )
        return Fit(geometry, "approximate", off_m + EXTENT_M, remark)
    return None


def on_grid(geometry):
    """Return a shape in whole 1e-6 degrees, valid there too; `None` where nothing is left of it, or where it is one."""
    if geometry is None:
        return None
    rounded = shapely.transform(geometry, lambda degrees: degrees.round(DECIMALS))
    if not rounded.is_valid:
        rounded = shapely.set_precision(geometry, 10.0**-DECIMALS)
    return None if rounded.is_empty else rounded


def as_geojson(geometry):
    """Return a shapely geometry in WGS-84 degrees as a GeoJSON dict with 6 decimals."""
    rounded = shapely.transform(shapely.orient_polygons(geometry), lambda degrees: degrees.round(DECIMALS))
    return json.loads(shapely.to_geojson(rounded))


def _has(kind, geometry):
    return geometry.geom_type in SHAPES_OF_KIND[kind]


def _centred(candidate, ground):
    centre = candidate.geometry.centroid
    area, point = ground.metres([candidate.geometry, centre])
    reach_m = round(point.hausdorff_distance(area))
    remark = ("The point is the centre of an outline.", "该点是轮廓的中心。")
    return Fit(centre, "approximate", round(candidate.accuracy_m) + reach_m, remark)
