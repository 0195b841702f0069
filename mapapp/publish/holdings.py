"""What can be taken along: a layer or the commitments, narrowed, as rows with shapes, and where they are from."""

from dataclasses import dataclass

from shapely.geometry import shape

from mapapp.layers import query, schema
from mapapp.layers.themes import theme_of

COMMITMENTS = "commitments"
DISTRICT = "district"
RIGHTS = (
    "Each row states the source and the licence of its position. The quotes are from the articles, word for word; "
    "others wrote these. 每行写明位置的来源和许可；引文逐字照录自原文，原文是别人写的。"
)
PLACE = tuple(name for name in schema.PROPERTIES if name != "commitments")
SAID = ("theme", "theme_en", "group", "scope", "quote", "printed", "translation_en")
FOUND = ("source_sha256", "start", "end")
OF_LAYERS = (*PLACE, COMMITMENTS, "quotes")
OF_COMMITMENTS = (
    *("commitment", "article", "article_date", "theme_id", *SAID, *FOUND, "place"),
    *(name for name in PLACE if name != "id"),
)
"""The columns of a table of either kind, in order."""


@dataclass(frozen=True)
class Holding:
    """`name`: of the layer. `features`: GeoJSON features in WGS-84, each with an id. `origin`: where all is from.

    `made`: the day of the build's latest article, ISO 8601.
    """

    name: str
    features: list
    origin: dict
    made: str

    @property
    def shapes(self):
        """The shape of each feature in WGS-84 degrees, `None` where it has none."""
        return [feature["geometry"] and shape(feature["geometry"]) for feature in self.features]

    @property
    def columns(self):
        """The columns of the rows, in order."""
        return OF_COMMITMENTS if self.name == COMMITMENTS else OF_LAYERS

    @property
    def rows(self):
        """The properties of each feature, flat: texts and numbers only."""
        flat = (_flat(feature["properties"]) for feature in self.features)
        return [{column: row[column] for column in self.columns} for row in flat]


def holding(layers, name, left, filters):
    """Return the `Holding` of a layer, or of the commitments, as `left` (`narrowing.Left`) leaves it.

    `filters`: name → values, as they were asked for; the file says so.
    """
    features = commitments(layers, left) if name == COMMITMENTS else _narrowed(layers, name, left)
    asked = {name: list(values) for name, values in filters.items() if values}
    return Holding(name, features, _origin(layers, features) | {"filters": asked}, made(layers))


def origin(layers, name):
    """Return where a whole layer, or all commitments, are from and on which terms."""
    of_all = name == COMMITMENTS
    return _origin(layers, query.features(layers) if of_all else layers.collections[name]["features"])


def made(layers):
    """Return the day on which the latest article was taken up, ISO 8601."""
    return max(article["metadata"]["added"] for article in layers.articles.values())


def _origin(layers, features):
    licences = dict.fromkeys(feature["properties"]["licence"] for feature in features)
    return {
        "made_by": "{name} {version}".format(**layers.receipt["project"]),
        "receipt_sha256": layers.receipt["receipt_sha256"],
        "licences": [licence for licence in licences if licence],
        "rights": RIGHTS,
    }


def _narrowed(layers, name, left):
    features = layers.collections[name]["features"]
    return features if left.is_all else [kept for one in features if (kept := _kept(one, left))]


def _kept(feature, left):
    """Return a feature with the commitments that are left; `None` where none is."""
    properties = feature["properties"]
    is_left = feature["id"] in left.places or (properties["kind"] == DISTRICT and not left.is_placed)
    said = [one for one in properties["commitments"] if one["id"] in left.commitments]
    return feature | {"properties": properties | {"commitments": said}} if said and is_left else None


def commitments(layers, left):
    """Return a feature for each commitment and place that it names; one that names none has one without a shape."""
    themes = theme_of(layers)
    drawn = {feature["id"]: feature for feature in query.features(layers)}
    return [
        _said(one, article, themes.get(one["id"]), drawn.get(id))
        for article in layers.articles.values()
        for one in article["commitments"]
        if one["id"] in left.commitments
        for id in _places(one, drawn, left)
    ]


def _places(commitment, drawn, left):
    named = [id for id in commitment["places"] if id in drawn]
    return [id for id in named if left.is_all or id in left.places] or [None]


def _said(commitment, article, theme, feature):
    """Return a commitment at one place as a feature; `feature`: the place, or `None`."""
    place = feature["properties"] if feature else {}
    texts = commitment["selectors"]
    position = next(one for one in texts["found"] if one["type"] == "TextPositionSelector")
    properties = {
        "commitment": commitment["id"],
        "article": article["id"],
        "article_date": article["metadata"]["date"],
        "theme_id": theme,
        **{name: commitment[name] for name in SAID},
        "source_sha256": texts["source_sha256"],
        "start": position["start"],
        "end": position["end"],
        "place": place.get("id"),
        **{name: place.get(name) for name in PLACE if name != "id"},
    }
    id = "/".join(filter(None, (commitment["id"], place.get("id"))))
    return {"type": "Feature", "id": id, "geometry": feature and feature["geometry"], "properties": properties}


def _flat(properties):
    """Return properties without lists: names joined by `;`, commitments by their ids, their quotes line by line."""
    flat = {name: ";".join(value) if isinstance(value, list) else value for name, value in _plain(properties).items()}
    if "commitments" in properties:
        said = properties["commitments"]
        flat |= {COMMITMENTS: ";".join(one["id"] for one in said), "quotes": "\n".join(one["quote"] for one in said)}
    return flat


def _plain(properties):
    return {name: value for name, value in properties.items() if name != COMMITMENTS}
