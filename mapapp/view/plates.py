"""The numbered places: each site with its number, the key that joins list, map, article and page."""

from dataclasses import dataclass

from mapapp.layers import query

SYMBOLS = {
    "Point": "point",
    "MultiPoint": "point",
    "LineString": "street",
    "MultiLineString": "street",
    "Polygon": "area",
    "MultiPolygon": "area",
}


@dataclass(frozen=True)
class Plate:
    """A site as it is shown: its number in the order of the article, its symbol, its feature."""

    number: int
    symbol: str
    feature: dict

    @property
    def id(self):
        return self.feature["id"]

    @property
    def properties(self):
        return self.feature["properties"]


def plates(layers):
    """Return the plates of all sites by id, in the order of their numbers."""
    sites = query.sites(layers)
    return {site["id"]: Plate(number, symbol(site), site) for number, site in enumerate(sites, start=1)}


def numbers(plates):
    """Return the numbers of some plates as words: "1–5" if none is missing between them, else "2, 5, 7"."""
    ordered = sorted(plate.number for plate in plates)
    if len(ordered) > 1 and ordered[-1] - ordered[0] == len(ordered) - 1:
        return f"{ordered[0]}–{ordered[-1]}"
    return ", ".join(map(str, ordered))


def symbol(feature):
    """Return how a feature is drawn: point, street, area, approximate; unknown without a geometry."""
    if feature["geometry"] is None:
        return "unknown"
    if feature["properties"]["certainty"] == "approximate":
        return "approximate"
    return SYMBOLS[feature["geometry"]["type"]]
