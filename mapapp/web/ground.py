"""The base map: which one, and ours made ready to be fetched, read once, what is broken left out and said."""

import json
import logging
from dataclasses import dataclass

from mapapp.layers import basemap
from mapapp.view.basemaps import SCHEMATIC, BaseMap
from mapapp.web.body import Body

GROUND = "/basemap.geojson"
KIND = "application/geo+json"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ground:
    """A base map: which one; of ours its answer, whether there is anything to draw, and how much had to be left out."""

    base: BaseMap
    body: Body
    is_there: bool
    left_out: int


def open_ground(file, base):
    """Return the `Ground` of a base map; `file` is the schematic one, and not read for another."""
    features, problems = _features(file) if base.name == SCHEMATIC else ([], [])
    for problem in problems:
        log.warning("%s", problem)
    collection = {"type": "FeatureCollection", "features": features}
    content = json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()
    return Ground(base, Body(content, KIND), bool(features), len(problems))


def _features(file):
    """Return (features, problems) of a file; none of either if it is not there."""
    try:
        return basemap.sift(file, file.read_bytes())
    except FileNotFoundError:
        return [], []
    except OSError:
        return basemap.sift(file, b"")
