"""From a planner's file to the answer: read, laid over the sites, told as a dossier."""

import hashlib
from datetime import UTC, datetime

import geopandas
from shapely.geometry import shape

from mapapp.blocks.blocks import POINTS, Limits
from mapapp.blocks.dossier import Facts, dossier
from mapapp.blocks.overlay import overlay
from mapapp.blocks.sites import sites_of
from mapapp.blocks.upload import read_blocks
from mapapp.blocks.vicinity import near
from mapapp.errors import BlockFileClosed
from mapapp.layers import query

NEARBY_M = 500


def answer_file(path, wishes, layers, limits=None):
    """Return the answer for the file at `path`, and its units as a GeoDataFrame. Nothing of it is kept.

    Raises a `BadBlockFile`, among them `BlockFileClosed`.
    """
    facts = _facts(path, layers)
    outline = shape(query.district(layers)["geometry"])
    blocks = read_blocks(path, facts.name, wishes, limits or Limits(), outline)
    return answer_of(blocks, layers, facts), units_of(blocks)


def answer_of(blocks, layers, facts):
    """Return the answer for `blocks`."""
    sites = sites_of(layers)
    if blocks.kind == POINTS:
        laid = near(blocks.geometry, sites, facts.settings["nearby_m"])
    else:
        laid = overlay(blocks.geometry, sites)
    return dossier(blocks, sites, laid, layers, facts)


def units_of(blocks):
    """Return blocks as a GeoDataFrame in WGS-84: `name`, and the planner's columns that are called otherwise."""
    columns = {name: values for name, values in blocks.columns.items() if name not in ("name", "geometry")}
    return geopandas.GeoDataFrame({"name": blocks.names} | columns, geometry=blocks.geometry, crs="EPSG:4326")


def _facts(path, layers):
    try:
        content = path.read_bytes()
    except OSError as reason:
        raise BlockFileClosed(file=path.name, why=reason.strerror) from reason
    return Facts(
        id=None,
        made=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        expires=None,
        name="".join(character for character in path.name if character.isprintable()),
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        layers_sha256=layers.receipt["receipt_sha256"],
        settings={"nearby_m": NEARBY_M},
    )
