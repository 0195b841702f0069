"""The collections of features: the layers as published, and the commitments.

A commitment is one feature for each place that it names, so that each has a point, a line or an area: desktop tools
draw these, and most draw no collection of them. One that names no place is one feature without a geometry.
"""

from dataclasses import dataclass

import shapely
from shapely.geometry import shape

from mapapp.layers import query
from mapapp.layers.chronology import taken_up
from mapapp.layers.store import LAYERS
from mapapp.publish import coordinates
from mapapp.publish.features.systems import served

TEXT, NUMBER, SHAPE = "string", "integer", "geometry"
COMMITMENTS = "commitments"
PLACE = {
    "name_zh_hans": TEXT, "name_zh_hant": TEXT, "name_en": TEXT, "kind": TEXT, "subdistrict": TEXT, "certainty": TEXT,
    "accuracy_m": NUMBER, "source": TEXT, "licence": TEXT, "method": TEXT,
}  # fmt: skip
PROMISE = {
    "article": TEXT, "theme": TEXT, "theme_en": TEXT, "group": TEXT, "scope": TEXT, "quote": TEXT,
    "translation_en": TEXT, "printed": TEXT, "line": NUMBER, "sentence": NUMBER,
}  # fmt: skip
OF_PLACES = {"id": TEXT, **PLACE, "pinyin": TEXT, "geometry": SHAPE}
OF_COMMITMENTS = {
    "id": TEXT, "commitment": TEXT, **PROMISE, "source_sha256": TEXT, "place": TEXT, **PLACE, "geometry": SHAPE,
}  # fmt: skip
BETWEEN = "~"
"""What stands between the id of a commitment and that of a place."""
TITLES = {
    "points": ("Places at a point · 点", "Places whose position is a point, each with the commitments that name it."),
    "lines": ("Streets · 线", "Streets and other lines, each with the commitments that name them."),
    "areas": ("Areas · 面", "Parks, quarters and other areas, each with the commitments that name them."),
    "district": (
        "The district · 区",
        "The district with the commitments for the whole of it, and its subdistricts; those whose outline is not known "
        "have no geometry.",
    ),
    COMMITMENTS: (
        "Commitments · 承诺",
        "Every commitment, word for word: a feature for each place that it names, or one without a geometry.",
    ),
}


@dataclass(frozen=True)
class Collection:
    """`features`: as GeoJSON, WGS-84, in order. `queryables`: the type of each property that may be asked for.

    `systems`: the `System`s in which it is given out, by address.
    """

    id: str
    title: str
    description: str
    features: list
    queryables: dict
    systems: dict

    def feature(self, id):
        """Return the feature with this id, or `None`."""
        return next((feature for feature in self.features if feature["id"] == id), None)

    @property
    def bounds(self):
        """West, south, east and north of all features, in degrees; `None` where none has a geometry."""
        placed = [shape(feature["geometry"]) for feature in self.features if feature["geometry"]]
        return [float(number) for number in shapely.total_bounds(placed)] if placed else None


def collections(layers):
    """Return every `Collection` of a build by its id."""
    held = {name: (layers.collections[name]["features"], OF_PLACES) for name in LAYERS}
    held[COMMITMENTS] = (list(_commitments(layers)), OF_COMMITMENTS)
    systems = served(coordinates.longitude(layers))
    return {id: Collection(id, *TITLES[id], *held[id], systems) for id in TITLES}


def _commitments(layers):
    places = {feature["id"]: feature for feature in query.features(layers)}
    for article in taken_up(layers.articles.values()):
        for commitment in article["commitments"]:
            for id in commitment["places"] or [None]:
                yield _commitment(commitment, id, places.get(id))


def _commitment(commitment, place_id, place):
    """Return a commitment as the feature of one place that it names, drawn or not, or of none."""
    id = f"{commitment['id']}{BETWEEN}{place_id}" if place_id else commitment["id"]
    properties = {
        "id": id,
        "commitment": commitment["id"],
        **{name: commitment.get(name) for name in PROMISE},
        "source_sha256": commitment["selectors"]["source_sha256"],
        "place": place_id,
        **{name: place["properties"][name] if place else None for name in PLACE},
    }
    return {"type": "Feature", "id": id, "geometry": place["geometry"] if place else None, "properties": properties}
