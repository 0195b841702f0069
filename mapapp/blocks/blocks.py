"""The planner's blocks: units (or points) read, understood and put on WGS-84; and what is wished of a file."""

from dataclasses import dataclass, field

import numpy as np

UNITS, POINTS = "units", "points"


@dataclass(frozen=True)
class Limits:
    """What one upload may take. `cell`: characters of one value. `vertices` counts the whole file."""

    unpacked_mb: int = 160
    features: int = 50_000
    vertices: int = 2_000_000
    columns: int = 256
    cell: int = 1_000
    seconds: int = 9
    repair_seconds: int = 5
    memory_mb: int = 768


AMPLE = Limits(2_000, 10_000_000, 400_000_000, 4_000, 1_000, 3_600, 3_600, 64_000)
"""For one's own units on one's own machine."""


def limits_of(numbers):
    """Return the `Limits` that the settings `numbers` state."""
    return Limits(
        unpacked_mb=numbers["upload_unpacked_mb"],
        features=numbers["upload_features"],
        vertices=numbers["upload_vertices"],
        columns=numbers["upload_columns"],
        cell=numbers["upload_characters"],
        seconds=numbers["upload_seconds"],
        repair_seconds=numbers["upload_repair_seconds"],
        memory_mb=numbers["upload_memory_mb"],
    )


@dataclass(frozen=True)
class Wishes:
    """What the planner says of the file: its CRS (`EPSG:n`, `GCJ-02`, `BD-09`), encoding, layer, label column."""

    crs: str | None = None
    encoding: str | None = None
    layer: str | None = None
    label: str | None = None


@dataclass(frozen=True)
class Found:
    """What a file holds, as it says it, before anybody decides what it means: the answer of every format.

    `columns`: text values by name, an item a row, `None` where there is none. `geometry`: an array of shapely
    geometries, 2-D, as in the file with x (longitude, easting) first, `None` where a row has none. `crs`: a
    `pyproj.CRS` that the file states, `WGS-84`, `GCJ-02` or `BD-09` where it names no more than a datum, or `None`.
    `by_format`: by the format's rule, or by custom, it is WGS-84 where nothing is stated.
    """

    format: str
    columns: dict
    geometry: np.ndarray
    crs: object = None
    by_format: bool = False
    layer: str = ""
    layers: tuple = ()
    encoding: str | None = None
    findings: tuple = ()
    illustrative: bool = False


@dataclass(frozen=True)
class Blocks:
    """Units, or points, in WGS-84 degrees, in the order of the file.

    `names`: the label of each, as text. `geometry`: an array of valid polygons or multipolygons (`kind` UNITS), or of
    points (POINTS). `rows`: the number of each in the file, from 1. `crs`: its name as `EPSG:n`, `GCJ-02`, `BD-09` or
    a definition in WKT.
    """

    kind: str
    names: list
    columns: dict
    geometry: np.ndarray
    rows: list
    crs: str
    crs_name: str
    format: str
    layer: str = ""
    layers: tuple = ()
    label: str | None = None
    encoding: str | None = None
    illustrative: bool = False
    findings: tuple = field(default=())
