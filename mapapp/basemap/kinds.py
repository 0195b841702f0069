"""What is drawn: from the tags of OpenStreetMap to a kind of ours, its smallest size, and its rank."""

ROADS = {
    "motorway": "avenue", "trunk": "avenue", "primary": "avenue", "secondary": "street", "tertiary": "street",
}  # fmt: skip
WATERWAYS = ("river", "canal", "moat")
RING_ENDINGS = ("环路", "環路", "环", "環")

SOUGHT = {
    "points": {"railway": ("station",)},
    "lines": {"highway": tuple(ROADS), "waterway": WATERWAYS},
    "areas": {
        "place": ("island", "islet"),
        "castle_type": ("palace",),
        "historic": ("palace",),
        "leisure": ("park", "garden"),
        "natural": ("water",),
        "admin_level": ("6",),
        "railway": ("station",),
    },
}
"""For points, lines and areas: the tags one of which a thing must have to be read at all."""

AREA_KINDS = {
    "place": "island", "castle_type": "palace", "historic": "palace", "leisure": "park", "natural": "lake",
    "admin_level": "neighbour", "railway": "station",
}  # fmt: skip
"""The kind that each sought tag of an area makes; the first one it has decides."""

SMALLEST = {
    "park": 10_000, "lake": 2_000, "island": 1_000, "palace": 10_000,
    "moat": 200, "street": 200, "avenue": 150, "ring": 150,
}  # fmt: skip
"""In square metres or, for lines, metres: what is smaller is not drawn. About 10 px at the zoom its kind appears at."""

RANKS = {
    "park": (None, 200_000, 80_000), "lake": (300_000, 80_000, 20_000), "island": (None, None, 80_000),
    "palace": (300_000, 100_000, 0), "moat": (None, None, 3_000), "street": (None, None, None),
    "avenue": (None, 5_000, 2_000), "ring": (0, 0, 0),
}  # fmt: skip
"""The size from which a kind has rank 1, 2, 3; otherwise it has rank 4."""


def line_kind(tags):
    """Return the kind of a line, or `None`. Underground water is not drawn."""
    if tags.get("area") == "yes":
        return None
    kind = ROADS.get(tags.get("highway"))
    if kind == "avenue" and any(tags.get(key, "").endswith(RING_ENDINGS) for key in ("name", "name:zh", "ref")):
        return "ring"
    is_open_water = tags.get("waterway") in WATERWAYS and tags.get("tunnel", "no") == "no"
    return kind or ("moat" if is_open_water else None)


def area_kind(tags):
    """Return the kind of an area, or `None`."""
    found = (kind for key, kind in AREA_KINDS.items() if tags.get(key) in SOUGHT["areas"][key])
    kind = next(found, None)
    if kind == "neighbour" and tags.get("boundary") != "administrative":
        return None
    if kind == "lake" and tags.get("water") == "wastewater":
        return None
    return kind


def is_in_use(tags):
    """Return whether a station is one that trains call at."""
    return tags.get("railway") == "station" and tags.get("disused") != "yes" and tags.get("abandoned") != "yes"


def rank(kind, size):
    """Return the rank of a thing of `size`, in square metres or, for a line, metres."""
    return next((number for number, least in enumerate(RANKS[kind], 1) if least is not None and size >= least), 4)
