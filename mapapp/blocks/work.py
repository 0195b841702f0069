"""What a throw-away process does: read a file and lay it over the commitments, or write a result out."""

import hashlib
import json
import sys
import traceback
from datetime import UTC, datetime, timedelta
from pathlib import Path

import geopandas
from shapely.geometry import shape

from mapapp.blocks import drawer, drawn
from mapapp.blocks.blocks import UNITS, Limits, Wishes
from mapapp.blocks.dossier import Facts, dossier
from mapapp.blocks.exports.endings import media_type, write
from mapapp.blocks.filtering import chosen
from mapapp.blocks.forkserver import MEASURING
from mapapp.blocks.overlay import overlay
from mapapp.blocks.sandbox import confine
from mapapp.blocks.sites import sites_of
from mapapp.blocks.upload import read_blocks
from mapapp.blocks.vicinity import vicinity
from mapapp.earth.crs import reference
from mapapp.errors import MapappError, ReadingFailed, TooMuchMemory
from mapapp.layers import query, store

OWN_CRS = ("gpkg",)
"""What is written in the planner's own coordinates unless others are asked for."""


def do(job, told):
    """Do a job within its limits; return what was done, or the refusal, as a message. `told(stage)` hears of stages."""
    confine(Limits(**job["limits"]))
    try:
        return {"done": JOBS[job["kind"]](job, told)}
    except MapappError as error:
        return _refused(error)
    except MemoryError:
        return _refused(TooMuchMemory(file=job["name"]))
    except Exception:
        # Whatever a library throws at a strange file: the planner gets a sentence, the operator the reason.
        traceback.print_exc(file=sys.stderr)
        return _refused(ReadingFailed(file=job["name"]))


def _refused(error):
    return {"refused": type(error).__name__, "facts": error.facts}


def answer(job, told):
    """Read the file at `path` and put its dossier, its units and a drawing of them into the folder `into`."""
    layers = store.load(Path(job["layers"]))
    outline = shape(query.district(layers)["geometry"])
    path, limits, wishes = Path(job["path"]), Limits(**job["limits"]), Wishes(**job["wishes"])
    blocks = read_blocks(path, job["name"], wishes, limits, outline, told)
    told(MEASURING)
    _write(Path(job["into"]), _measured(blocks, layers, _facts(path, job, layers)), blocks)
    return {"units": len(blocks.names)}


def _measured(blocks, layers, facts):
    sites = sites_of(layers)
    if blocks.kind == UNITS:
        return dossier(blocks, sites, overlay(blocks.geometry, sites), layers, facts)
    return dossier(blocks, sites, vicinity(blocks.geometry, sites, facts.settings["nearby_m"]), layers, facts)


def _facts(path, job, layers):
    made = datetime.now(UTC).replace(microsecond=0)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Facts(
        id=job["id"],
        made=made.isoformat(),
        expires=(made + timedelta(hours=job["settings"]["results_hours"])).isoformat(),
        name=job["name"],
        sha256=digest,
        size=path.stat().st_size,
        layers_sha256=layers.receipt["receipt_sha256"],
        settings=job["settings"],
    )


def _write(into, answer, blocks):
    into.mkdir()
    units = geopandas.GeoDataFrame(geometry=blocks.geometry, crs="EPSG:4326")
    units.to_parquet(into / drawer.UNITS)
    (into / drawer.DRAWN).write_bytes(drawn.drawn(blocks, answer))
    (into / drawer.ANSWER).write_text(json.dumps(answer, ensure_ascii=False, allow_nan=False), encoding="utf-8")


def export(job, _):
    """Write the result in the folder `path` to the file `into`: its format, CRS and filter stand in the job."""
    there = Path(job["path"])
    answer = json.loads((there / drawer.ANSWER).read_bytes())
    units = geopandas.read_parquet(there / drawer.UNITS)
    content = write(job["ending"], answer, units, chosen(answer, job["query"]).units, _wanted(job, answer))
    Path(job["into"]).write_bytes(content)
    return {"media_type": media_type(job["ending"])}


def _wanted(job, answer):
    """Return the coordinates to write in: those that are asked for, or a GeoPackage's own; `None` for WGS-84."""
    own = answer["file"]["crs"] if job["ending"] in OWN_CRS else None
    return reference(job["crs"] or own, file=job["name"]) if job["crs"] or own else None


JOBS = {"answer": answer, "export": export}
