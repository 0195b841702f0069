"""Measures the overlay of block units and sites against geopandas, in one run, and prints tables. It judges nothing.

Ours: the measures as drawn (`parts_of` without accuracies, with its index of the units). geopandas: `sjoin` for the
points and `overlay` for lines and areas. Both from the same shapes in metres, in alternating rounds; medians.
Everything: `overlay` from degrees, with accuracies, borders, overlaps and gaps. Memory: by how much a process that
does the one thing grows at most.
"""

import multiprocessing
import resource
import time
from statistics import median

import geopandas as gpd
import numpy as np
import shapely

from mapapp import paths
from mapapp.blocks.overlay import overlay
from mapapp.blocks.parts import parts_of
from mapapp.blocks.sites import AREA, LINE, POINT, Site, sites_of
from mapapp.layers import store

ROUNDS = 5
SIZES = [(1_250, 125), (2_500, 250), (5_000, 500), (10_000, 1_000), (20_000, 2_000)]
UNIT_M = 400
CORNER, CRS = np.array([400_000, 4_400_000]), "EPSG:4548"


def units_of(count, seed=1):
    """Return so many four-cornered units of about 400 m that fill a square, in metres."""
    random, columns = np.random.default_rng(seed), int(np.ceil(np.sqrt(count)))
    corners = np.stack(np.meshgrid(*[np.arange(columns + 1) * float(UNIT_M)] * 2), -1)
    corners += random.uniform(-80, 80, corners.shape) + CORNER
    around = [corners[:-1, :-1], corners[:-1, 1:], corners[1:, 1:], corners[1:, :-1]]
    return shapely.polygons(np.stack(around, 2).reshape(-1, 4, 2))[:count]


def places_of(count, units, seed=2):
    """Return so many shapes over the units: points, streets of some 2 km in ten bends, and round areas of 1 to 3 km."""
    random = np.random.default_rng(seed)
    west, south, east, north = shapely.total_bounds(units)
    at = random.uniform((west, south), (east, north), (count, 2))
    points, (lines, areas) = at[::3], (at[1::3], at[2::3])
    way = random.uniform(0, 2 * np.pi, (len(lines), 1)) + random.normal(0, 0.3, (len(lines), 10))
    steps = 200 * np.stack([np.cos(way), np.sin(way)], -1)
    streets = shapely.linestrings(lines[:, None] + np.cumsum(steps, axis=1))
    rounds = shapely.buffer(shapely.points(areas), random.uniform(500, 1_500, len(areas)), quad_segs=8)
    return np.concatenate([shapely.points(points), streets, rounds])


def ours(units, places):
    """Return (the number of points in units, metres of lines, m² of areas) by `parts_of`."""
    shapely.prepare(places)
    parts = parts_of(units, shapely.STRtree(units), places, np.zeros(len(places)))
    shapely.destroy_prepared(places)
    return np.bincount(shapely.get_dimensions(places)[parts.site], parts.measure, 3)


def theirs(units, places):
    """Return the same three totals by geopandas."""
    ground = gpd.GeoDataFrame(geometry=units, crs=CRS)
    dimensions = shapely.get_dimensions(places)
    points, lines, areas = (gpd.GeoDataFrame(geometry=places[dimensions == each], crs=CRS) for each in range(3))
    joined = gpd.sjoin(points, ground, predicate="intersects")
    streets, grounds = (gpd.overlay(each, ground, keep_geom_type=True) for each in (lines, areas))
    return np.array([len(joined), streets.length.sum(), grounds.area.sum()])


def sites_in(units, places):
    """Return units in degrees, and a `Site` for every place, 20, 50 or 100 m off at most."""
    in_degrees = gpd.GeoSeries(np.concatenate([units, places]), crs=CRS).to_crs(4326).to_numpy()
    kinds = np.array([POINT, LINE, AREA])[shapely.get_dimensions(places)]
    sites = [
        Site(str(number), kind, shape, (20.0, 50.0, 100.0)[number % 3], "street", ())
        for number, (kind, shape) in enumerate(zip(kinds, in_degrees[len(units) :], strict=True))
    ]
    return in_degrees[: len(units)], sites


def timed(function, *arguments):
    """Return the seconds that a call takes, and its answer."""
    start = time.perf_counter()
    answer = function(*arguments)
    return time.perf_counter() - start, answer


def peak_mb(function, *arguments):
    """Return by how many MB a process that makes this call grows at most."""

    def measure(pipe):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        function(*arguments)
        pipe.send((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)

    reader, writer = multiprocessing.Pipe()
    child = multiprocessing.get_context("fork").Process(target=measure, args=(writer,))
    child.start()
    peak = reader.recv()
    child.join()
    return peak


def compare(units, places):
    """Print the row of one size."""
    rounds = [(timed(ours, units, places), timed(theirs, units, places)) for _ in range(ROUNDS)]
    (_, our_totals), (_, their_totals) = rounds[0]
    first, second = (median(times[side][0] for times in rounds) for side in (0, 1))
    whole = sites_in(units, places)
    print(
        f"{len(units):7}{len(places):7}{first:10.3f}{second:15.3f}{second / first:7.2f}"
        f"{peak_mb(ours, units, places):9.0f}{peak_mb(theirs, units, places):14.0f}"
        f"{median(timed(overlay, *whole)[0] for _ in range(3)):16.2f}{peak_mb(overlay, *whole):8.0f}"
        f"{np.max(np.abs(our_totals / their_totals - 1)):14.0e}"
    )


def district():
    """Print how long 101 units over the sites of the published layers take, everything included."""
    sites, units = sites_of(store.load(paths.geodata() / "layers")), units_of(101)
    low, high = shapely.total_bounds([site.geometry for site in sites]).reshape(2, 2)
    own_low, own_high = shapely.total_bounds(units).reshape(2, 2)
    units = shapely.transform(units, lambda at: low + (at - own_low) / (own_high - own_low) * (high - low))
    times = [timed(overlay, units, sites)[0] for _ in range(4 * ROUNDS + 1)]
    print(
        f"101 units, {len(sites)} sites, everything: {median(times) * 1000:.0f} ms (first {times[0] * 1000:.0f} ms)\n"
    )


def main():
    """Print the two tables."""
    district()
    print("  units  sites  ours (s)  geopandas (s)  ratio  ours MB  geopandas MB  everything (s)      MB  totals apart")
    for count, sites in SIZES:
        units = units_of(count)
        compare(units, places_of(sites, units))


if __name__ == "__main__":
    main()
