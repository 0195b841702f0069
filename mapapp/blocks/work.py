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
from mapapp.blocks.answering import answer_of
from mapapp.blocks.blocks import Limits, Wishes
from mapapp.blocks.dossier import Facts
from mapapp.blocks.exports.endings import media_type, write
from mapapp.blocks.filtering import chosen
from mapapp.blocks.forkserver import MEASURING
from mapapp.blocks.overlay import overlay
from mapapp.blocks.sandbox import confine
from mapapp.blocks.upload import read_blocks
from mapapp.earth.crs import UnknownReference, reference
from mapapp.errors import MapappError, ReadingFailed, TooMuchMemory, UnknownCRS
from mapapp.layers import query, store


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


def answer(job, told, overlay=overlay):
    """Read the file at `path` and put its dossier, its units and a drawing of them into the folder `into`.

    `overlay`: who lays the units over the sites.
    """
    layers = store.load(Path(job["layers"]))
    outline = shape(query.district(layers)["geometry"])
    path, limits, wishes = Path(job["path"]), Limits(**job["limits"]), Wishes(**job["wishes"])
    blocks = read_blocks(path, job["name"], wishes, limits, outline, told)
    told(MEASURING)
    _write(Path(job["into"]), answer_of(blocks, layers, _facts(path, job, layers), overlay), blocks)
    return {"units": len(blocks.names)}


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
    geopandas.GeoDataFrame(geometry=blocks.geometry, crs="EPSG:4326").to_parquet(into / drawer.UNITS)
    (into / drawer.DRAWN).write_bytes(drawn.drawn(blocks, answer))
    (into / drawer.ANSWER).write_text(json.dumps(answer, ensure_ascii=False, allow_nan=False), encoding="utf-8")


def export(job, _):
    """Write the result in the folder `path` to the file `into`: its format, CRS and filter stand in the job."""
    there = Path(job["path"])
    answer = json.loads((there / drawer.ANSWER).read_bytes())
    units = geopandas.read_parquet(there / drawer.UNITS)
    content = write(job["ending"], answer, units, chosen(answer, job["query"]).units, _wanted(job))
    Path(job["into"]).write_bytes(content)
    return {"media_type": media_type(job["ending"])}


def _wanted(job):
    """Return the `Reference` of the coordinates that are asked for, if any are."""
    try:
        return reference(job["crs"]) if job["crs"] else None
    except UnknownReference as reason:
        raise UnknownCRS(file=job["name"], crs=job["crs"]) from reason


JOBS = {"answer": answer, "export": export}
