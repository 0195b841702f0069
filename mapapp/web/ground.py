"""The base map: which one, and ours made ready to be fetched, read once, what is broken left out and said."""

import json
import logging
from dataclasses import dataclass, replace

from mapapp.layers import basemap
from mapapp.view.basemaps import NAMED, NONE, SCHEMATIC, BaseMap
from mapapp.web.body import Body

GROUND = "/basemap.geojson"
KIND = "application/geo+json"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ground:
    """A base map: which one; of ours its answer, whether there is anything to draw, what is left out, whose it is."""

    base: BaseMap
    body: Body
    is_there: bool
    left_out: int
    from_openstreetmap: bool

    @property
    def plain(self):
        """The same without anything drawn below the places, which stay on its datum."""
        base = replace(NAMED[NONE], datum=self.base.datum)
        return replace(self, base=base, is_there=False, left_out=0, from_openstreetmap=False)


def open_ground(base, *files):
    """Return the `Ground` of a base map: of ours, the first of `files` in which there is anything to draw.

    The files are not read for another base map.
    """
    for file in files if base.name == SCHEMATIC else ():
        ground = _ground(base, file)
        if ground.is_there:
            return ground
    return Ground(base, Body(_json({"type": "FeatureCollection", "features": []}), KIND), False, 0, False)


def _ground(base, file):
    features, problems = _features(file)
    for problem in problems:
        log.warning("%s", problem)
    from_openstreetmap = file.stem == basemap.OPENSTREETMAP["name"]
    head = basemap.OPENSTREETMAP if from_openstreetmap else {"type": "FeatureCollection"}
    body = Body(_json(head | {"features": features}), KIND)
    return Ground(base, body, bool(features), len(problems), from_openstreetmap)


def _features(file):
    """Return (features, problems) of a file; none of either if it is not there."""
    try:
        return basemap.sift(file, file.read_bytes())
    except FileNotFoundError:
        return [], []
    except OSError:
        return basemap.sift(file, b"")


def _json(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
