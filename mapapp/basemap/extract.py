"""What stands in a box of an extract of OpenStreetMap, sorted, with its tags; the only place where GDAL reads one."""

import json
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError

from mapapp.basemap.kinds import SOUGHT
from mapapp.errors import ExtractBroken, ExtractElsewhere, ExtractEmpty
from mapapp.osm.recognised import PBF, XML, recognised

CONFIGURATION = Path(__file__).with_name("osm.ini")
LAYERS = {"points": "points", "lines": "lines", "areas": "multipolygons"}
LARGEST_MB = {PBF: 500, XML: 200}
"""What is larger is refused: GDAL reads a whole extract three times, however small the box; these take minutes."""

WHY_LENGTH = 200

OSM_DECIMALS = 7
"""OpenStreetMap keeps coordinates in whole 1e-7 degrees."""


@dataclass(frozen=True)
class Thing:
    """`id`: (node, way or relation; number). `geometry`: shapely, in WGS-84 degrees."""

    id: tuple
    tags: dict
    geometry: object


def read_extract(file, box):
    """Return points, lines and areas: lists of `Thing` that touch `box` (west, south, east, north; degrees WGS-84).

    `file` is OSM XML or PBF, sorted; its name does not matter. GDAL leaves out a relation of which a
    way is missing, and draws a way straight on where a node is. Raises a `BadExtract`.
    """
    recognised(file, LARGEST_MB, box)
    pyogrio.set_gdal_config_options({"CPL_TMPDIR": tempfile.gettempdir()})
    things = {layer: sorted(_things(file, layer, bbox=box), key=lambda thing: thing.id) for layer in SOUGHT}
    if not any(things.values()):
        _tell_why_there_is_nothing(file, box)
    return things["points"], things["lines"], things["areas"]


def _things(file, layer, **choice):
    where = " OR ".join(f'"{key}" IN ({_quoted(values)})' for key, values in SOUGHT[layer].items())
    names, geometries, columns = _read(file, layer, where=where, **choice)
    for geometry, *values in zip(geometries, *columns, strict=True):
        stated = dict(zip(names, values, strict=True))
        yield Thing(_id(layer, stated), _tags(stated), geometry)


def _quoted(values):
    return ", ".join(f"'{value}'" for value in values)


def _read(file, layer, **choice):
    """Return the names of the columns of a layer, its geometries, and its columns."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            meta, _, geometries, columns = pyogrio.raw.read(
                Path(file).absolute(), layer=LAYERS[layer], CONFIG_FILE=str(CONFIGURATION), **choice
            )
    except (DataSourceError, DataLayerError, UnicodeError) as reason:
        raise ExtractBroken(file=file, why=str(reason)[:WHY_LENGTH].rstrip(".")) from reason
    return list(meta["fields"]), _on_grid(shapely.from_wkb(geometries)), columns


def _on_grid(geometries):
    return shapely.transform(geometries, lambda degrees: numpy.round(degrees, OSM_DECIMALS))


def _id(layer, stated):
    if stated.get("osm_way_id"):
        return "way", int(stated["osm_way_id"])
    return {"points": "node", "lines": "way", "areas": "relation"}[layer], int(stated["osm_id"])


def _tags(stated):
    others = json.loads(stated["other_tags"] or "{}")
    columns = {key: value for key, value in stated.items() if value and not key.startswith(("osm_", "other_"))}
    return others | columns


def _tell_why_there_is_nothing(file, box):
    if any(len(_read(file, layer, max_features=1)[1]) for layer in LAYERS):
        raise ExtractElsewhere(file=file, box=",".join(map(str, box)))
    raise ExtractEmpty(file=file, box=",".join(map(str, box)))
