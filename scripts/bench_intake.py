"""Measures an import of an extract of 5,000 objects, in both forms, and how its reading compares with GDAL's own.

Ours: every element with its tags and its shape, or the reason why it has none. GDAL: points, lines and multipolygons
as its OpenStreetMap driver gives them, which says nothing of what it leaves out. Alternating rounds; medians. Memory:
what a process that does nothing but the whole import holds at most.
"""

import multiprocessing
import resource
import shutil
import tempfile
import time
import warnings
from pathlib import Path
from statistics import median

import pyogrio

from mapapp import paths
from mapapp.errors import ElementBroken
from mapapp.intake.importing import import_file
from mapapp.intake.records import Wishes
from mapapp.osm.extract import open_extract
from mapapp.osm.shapes import shape_of
from tests.intake.town import Town
from tests.osm import drawn

ROUNDS = 5
BOX = (116, 39, 117, 41)


def read_ours(file):
    """Make the shape of every element that has a name."""
    elements = open_extract(file, BOX)
    for element in elements.named():
        try:
            shape_of(element, elements)
        except ElementBroken:
            continue


def read_gdal(file):
    """Have GDAL make the shapes of the same file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for layer in ("points", "lines", "multipolygons"):
            pyogrio.raw.read(file, layer=layer)


def bring(file):
    """Import a file into a copy of the data folder; return seconds and megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        geodata = Path(shutil.copytree(paths.geodata(), Path(folder) / "geodata"))
        start = time.perf_counter()
        import_file(file, geodata, Wishes())
        seconds = time.perf_counter() - start
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def in_a_process_of_its_own(action, *arguments):
    """Return what `action` returns in a fresh process."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(action, arguments)


def seconds(action, file):
    """Return how long `action` takes on a file."""
    start = time.perf_counter()
    action(file)
    return time.perf_counter() - start


def main():
    """Print a table."""
    town = Town()
    with tempfile.TemporaryDirectory() as folder:
        for name, write in (("town.osm", drawn.xml), ("town.osm.pbf", drawn.pbf)):
            file = Path(folder) / name
            file.write_bytes(write(town.drawing))
            rounds = [(seconds(read_ours, file), seconds(read_gdal, file)) for _ in range(ROUNDS)]
            ours, gdal = (median(times) for times in zip(*rounds, strict=True))
            whole, megabytes = in_a_process_of_its_own(bring, file)
            print(f"{name}: {town.objects} objects, {file.stat().st_size / 1e6:.2f} MB")
            print(f"  the whole import {whole:.2f} s, {megabytes:.0f} MB")
            print(f"  reading {ours * 1000:.0f} ms, by GDAL {gdal * 1000:.0f} ms: ratio {ours / gdal:.2f}")


if __name__ == "__main__":
    main()
