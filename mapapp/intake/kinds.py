"""Which kind of ours a thing is, by the tags of OpenStreetMap or by how its name ends, and which kinds may be one."""

LEVELS = {"6": "district", "8": "subdistrict", "10": "community"}
"""What an administrative boundary of each level is in a Chinese city."""

ROADS = (
    "motorway", "trunk", "primary", "secondary", "tertiary", "unclassified", "residential", "living_street",
    "pedestrian", "service", "footway", "path", "track", "cycleway", "steps", "road",
)  # fmt: skip
ANY = None
TAGS = (
    ("highway", ROADS, "street"),
    ("highway", ("bus_stop", "platform"), "transport"),
    ("railway", ("station", "halt", "tram_stop", "rail", "subway", "light_rail", "tram"), "transport"),
    ("public_transport", ("station",), "transport"),
    ("amenity", ("bus_station", "ferry_terminal"), "transport"),
    ("aeroway", ("aerodrome", "terminal"), "transport"),
    ("waterway", ("river", "canal", "stream", "moat", "ditch", "drain", "riverbank"), "water"),
    ("natural", ("water",), "water"),
    ("landuse", ("reservoir", "basin"), "water"),
    ("leisure", ("park", "garden", "nature_reserve"), "park"),
    ("historic", ANY, "heritage"),
    ("heritage", ANY, "heritage"),
    ("barrier", ("city_wall",), "heritage"),
    ("amenity", ("marketplace",), "market"),
    ("shop", ("mall", "department_store", "supermarket"), "market"),
    ("place", ("square", "neighbourhood", "quarter", "suburb", "island", "islet", "city_block"), "area"),
    ("landuse", ("residential", "commercial", "retail", "industrial"), "area"),
    ("tourism", ("museum", "gallery", "attraction", "hotel"), "building"),
    ("amenity", (
        "arts_centre", "cinema", "clinic", "college", "community_centre", "courthouse", "embassy", "fire_station",
        "hospital", "kindergarten", "library", "place_of_worship", "police", "post_office", "school", "theatre",
        "townhall", "university", "social_facility",
    ), "building"),
    ("office", ("government", "diplomatic"), "building"),
    ("building", ANY, "building"),
    ("man_made", ("bridge", "tower"), "other"),
)  # fmt: skip
"""Key, values (or any), kind; the first that a thing has decides."""

ENDINGS = {
    "街道": "subdistrict", "社区": "community", "胡同": "hutong", "夹道": "hutong", "巷": "hutong", "条": "hutong",
    "大街": "street", "街": "street", "路": "street", "公园": "park", "湖": "water", "河": "water", "海": "water",
    "市场": "market", "商场": "market", "故居": "heritage", "会馆": "heritage", "寺": "heritage", "庙": "heritage",
    "塔": "heritage", "坛": "heritage", "观": "heritage", "站": "transport", "广场": "area", "小区": "area",
    "大厦": "building", "医院": "building", "学校": "building", "中学": "building", "小学": "building",
    "剧院": "building", "图书馆": "building", "博物馆": "building",
}  # fmt: skip
"""How names of a kind end; the longest ending decides."""

ONE_PLACE = {
    frozenset(pair)
    for pair in (
        ("street", "hutong"), ("area", "park"), ("area", "heritage"), ("area", "market"), ("area", "community"),
        ("park", "heritage"), ("park", "water"), ("heritage", "building"), ("heritage", "water"),
        ("building", "market"),
    )
}  # fmt: skip
"""Kinds that different people give to the same place."""


def kind_of_tags(tags, name):
    """Return the kind of a thing of OpenStreetMap that is called `name` (Simplified), or `None`."""
    if tags.get("boundary") == "administrative":
        return LEVELS.get(tags.get("admin_level"))
    kind = next((kind for key, values, kind in TAGS if key in tags and (values is ANY or tags[key] in values)), None)
    return "hutong" if kind == "street" and kind_of_name(name) == "hutong" else kind


def kind_of_name(name):
    """Return the kind that a name (Simplified) ends with, or `None`.

    >>> kind_of_name("西长安街街道"), kind_of_name("砖塔胡同"), kind_of_name("什刹海")
    ('subdistrict', 'hutong', 'water')
    """
    return next((ENDINGS[name[-length:]] for length in (3, 2, 1) if name[-length:] in ENDINGS), None)


def may_be_one(kind, other):
    """Return whether things of one name and these kinds may be the same place; `None` and other go with everything."""
    return kind == other or not {None, "other"}.isdisjoint((kind, other)) or frozenset((kind, other)) in ONE_PLACE
