"""The overlay: what of every site lies in which unit, in how many, in none, and where units meet."""

from dataclasses import dataclass

import numpy as np
import shapely

from mapapp.blocks.accounts import accounts_of
from mapapp.blocks.borders import borders_of
from mapapp.blocks.coverage import gaps_of, overlaps_of, uneven, united
from mapapp.blocks.ground import ground_of
from mapapp.blocks.parts import Parts, parts_of


@dataclass(frozen=True)
class Overlay:
    """Units over sites; both are named by their index. Metres, m², or 1.0 for a point, in the CRS named `crs`.

    `unit_area_m2`: NaN for a unit that reaches beyond the ground around the sites. `sizes`: of every site as a whole.
    `outside`, `outside_share`: of every site in no unit. `twice_share`: of every site again in a second unit, a third,
    and so on. The shares of a site, plus `outside_share`, minus `twice_share`, are 1. `borders`: each `Border`.
    `overlaps`: (a, b, area_m2) of units that overlap. `gaps`: each `Gap` between units.
    """

    crs: str
    parts: Parts
    unit_area_m2: np.ndarray
    sizes: np.ndarray
    outside: np.ndarray
    outside_share: np.ndarray
    twice_share: np.ndarray
    borders: list
    overlaps: list
    gaps: list


def overlay(units, sites):
    """Return the `Overlay` of an array of valid WGS-84 polygons and a list of one or more `Site`.

    Measured in the projection that fits the sites; of units only what lies within 60 km around the sites counts.
    """
    drawn = np.array([site.geometry for site in sites], dtype=object)
    reach = np.array([site.accuracy_m for site in sites], dtype=float)
    ground = ground_of(drawn)
    laid, shapes = ground.cut(units), each_once(ground.in_metres(drawn))
    shapely.prepare(shapes)
    tree, odd = shapely.STRtree(laid), uneven(laid)
    parts, covered = parts_of(laid, tree, shapes, reach), united(laid, odd)
    return Overlay(
        ground.crs.to_string(),
        parts,
        np.where(ground.holds(units), shapely.area(laid), np.nan),
        *accounts_of(laid, shapes, parts, shapely.get_parts(covered)),
        borders_of(laid, shapes, reach, parts),
        overlaps_of(laid, tree, odd),
        gaps_of(covered, tree, ground),
    )


def each_once(shapes):
    """Return shapes of which no line runs twice along the same ground."""
    doubled = ~shapely.is_simple(shapes)
    shapes[doubled] = shapely.union_all(shapes[doubled, None], axis=1)
    return shapes
