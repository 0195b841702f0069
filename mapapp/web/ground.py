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
    """A base map: its answer, whether there is anything to draw, and how much had to be left out."""

    body: Body
    is_there: bool
    left_out: int


def open_ground(file):
    """Return the `Ground` of a file; an empty one if there is none."""
    try:
        features, problems = basemap.sift(file, file.read_bytes())
    except FileNotFoundError:
        features, problems = [], []
    except OSError:
        features, problems = basemap.sift(file, b"")
    for problem in problems:
        log.warning("%s", problem)
    collection = {"type": "FeatureCollection", "features": features}
    content = json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()
    return Ground(Body(content, KIND), bool(features), len(problems))
