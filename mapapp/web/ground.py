"""The base map made ready to be fetched: read once, what is broken left out and said."""

import json
import logging
from dataclasses import dataclass

from mapapp.layers import basemap
from mapapp.web.body import Body

GROUND = "/basemap.geojson"
KIND = "application/geo+json"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ground:
    """A base map: its answer, whether there is anything to draw, how much had to be left out, and who made it."""

    body: Body
    is_there: bool
    left_out: int
    from_openstreetmap: bool


def open_ground(*files):
    """Return the `Ground` of the first of `files` in which there is anything to draw; an empty one if there is none."""
    for file in files:
        ground = _ground(file)
        if ground.is_there:
            break
    return ground


def _ground(file):
    try:
        features, problems = basemap.sift(file, file.read_bytes())
    except FileNotFoundError:
        features, problems = [], []
    except OSError:
        features, problems = basemap.sift(file, b"")
    for problem in problems:
        log.warning("%s", problem)
    from_openstreetmap = file.stem == basemap.OPENSTREETMAP["name"]
    head = basemap.OPENSTREETMAP if from_openstreetmap else {"type": "FeatureCollection"}
    content = json.dumps(head | {"features": features}, ensure_ascii=False, separators=(",", ":")).encode()
    return Ground(Body(content, KIND), bool(features), len(problems), from_openstreetmap)
