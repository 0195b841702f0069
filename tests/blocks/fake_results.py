"""Results as the planners' pages ask for them, without files, processes or a disk."""

import json
from dataclasses import dataclass, field
from pathlib import Path

import shapely

from mapapp import paths
from mapapp.blocks.blocks import Limits
from mapapp.errors import UnknownResult


@dataclass
class FakeResults:
    """`answers`: by id, each with its shapes. `refusal`: what `take` raises; else it gives the first id."""

    answers: dict
    refusal: Exception | None = None
    limits: Limits = field(default_factory=Limits)
    upload_mb: int = 100
    hours: int = 24
    sample: Path = paths.geodata() / "sample_blocks" / "sample_blocks.geojson"
    deleted: list = field(default_factory=list)

    def take(self):
        if self.refusal:
            raise self.refusal
        return next(iter(self.answers))

    def find(self, id):
        if id not in self.answers or id in self.deleted:
            raise UnknownResult()
        return self.answers[id][0]

    def map(self, id):
        answer, shapes = self.answers[id]
        features = [
            {
                "type": "Feature",
                "id": index,
                "geometry": json.loads(shapely.to_geojson(shape)),
                "properties": _told(unit),
            }
            for index, (unit, shape) in enumerate(zip(answer["units"], shapes, strict=True))
        ]
        return json.dumps({"type": "FeatureCollection", "features": features}).encode()

    def delete(self, id):
        self.find(id)
        self.deleted.append(id)


def _told(unit):
    return {name: unit[name] for name in ("name", "low", "drawn", "high") if name in unit}
