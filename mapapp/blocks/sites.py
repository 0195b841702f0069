"""The sites as the overlay takes them: one shape each, with its accuracy and the commitments that name it."""

from dataclasses import dataclass

from shapely.geometry import shape

from mapapp.layers import query

POINT, LINE, AREA = "point", "line", "area"
KINDS = {0: POINT, 1: LINE, 2: AREA}
"""The kind of a shape by its dimension."""


@dataclass(frozen=True)
class Site:
    """A site in WGS-84 degrees, `accuracy_m` metres off at most; `commitments`: the ids of those that name it."""

    id: str
    kind: str
    geometry: object
    accuracy_m: float
    certainty: str
    commitments: tuple


def sites_of(layers):
    """Return the `Site` of every place that a commitment names and that is drawn, in the order of their numbers."""
    return [_site(feature) for feature in query.sites(layers) if feature["geometry"]]


def _site(feature):
    geometry, facts = shape(feature["geometry"]), feature["properties"]
    named = tuple(commitment["id"] for commitment in facts["commitments"] if commitment["scope"] == "site")
    kind = KINDS[int(geometry.geom_type.endswith("LineString")) + 2 * int(geometry.geom_type.endswith("Polygon"))]
    return Site(feature["id"], kind, geometry, facts["accuracy_m"], facts["certainty"], named)
