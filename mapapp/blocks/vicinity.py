"""The vicinity of points: which sites lie within some metres of each."""

import numpy as np
import shapely

from mapapp.blocks.ground import ground_of


def near(points, sites, metres):
    """Return for every WGS-84 point of an array a list of (site index, distance_m), the nearest first.

    `sites`: one or more `Site`; `metres`: how far from the point, up to 60,000; in an area the distance is 0.
    """
    drawn = np.array([site.geometry for site in sites], dtype=object)
    ground, found = ground_of(drawn), [[] for _ in points]
    held = np.flatnonzero(ground.holds(points))
    shapes, at = ground.in_metres(drawn), ground.in_metres(points[held])
    point, site = shapely.STRtree(shapes).query(at, predicate="dwithin", distance=metres)
    distance = shapely.distance(at[point], shapes[site])
    for row in np.lexsort((site, distance)).tolist():
        found[held[point[row]]].append((int(site[row]), float(distance[row])))
    return found
