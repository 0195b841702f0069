"""What a layer holds: names, columns, and a check that a layer keeps to them."""

from shapely.geometry import shape

from mapapp.errors import EntryBroken, FeatureBroken

GEOMETRIES = {
    "points": ("Point", "MultiPoint"),
    "lines": ("LineString", "MultiLineString"),
    "areas": ("Polygon", "MultiPolygon"),
    "district": ("Polygon", "MultiPolygon"),
}
CERTAINTIES = ("exact", "street", "area", "approximate", "district")
SCOPES = ("site", "district", "policy")
REASONS = ("district-wide", "no-geometry", "policy")
"""Why a commitment has no mark of its own on the map."""
PLACE_REASONS = ("outline-unknown", "beyond-district", "not-placed")
"""Why a place has none."""
STATUSES = ("unknown", "begun", "done", "delayed", "dropped")
"""What an entry may say of a promise; `unknown` takes a claim back, and is what is said without an entry."""

PROPERTIES = {
    "id": str, "name_zh_hans": str, "name_zh_hant": str, "name_en": str, "pinyin": str, "aliases": list, "kind": str,
    "subdistrict": str | None, "certainty": str | None, "accuracy_m": int | None, "source": str,
    "licence": str, "method": str, "method_zh_hans": str, "method_zh_hant": str, "commitments": list,
}  # fmt: skip
COMMITMENT = {
    "id": str, "article": str, "theme": str | None, "theme_en": str | None, "group": str | None, "scope": str,
    "quote": str, "translation_en": str | None, "printed": str, "selectors": dict,
}  # fmt: skip
ENTRY = {"subject": str, "date": str, "status": str, "quote": str, "source": str, "publisher": str | None}


def check_entries(file, entries):
    """Raise `EntryBroken` for the first of the status `entries` that does not keep the schema."""
    for row, entry in enumerate(entries, 1):
        for why_en, why_zh in _columns(ENTRY, entry) if isinstance(entry, dict) else [("it is no entry", "不是记录")]:
            raise EntryBroken(file=file, row=row, why_en=why_en, why_zh=why_zh)
        if entry["status"] not in STATUSES:
            status = entry["status"]
            raise EntryBroken(file=file, row=row, why_en=f"{status!r} is no status", why_zh=f"没有 {status!r} 这种进展")


def check(name, features):
    """Raise `FeatureBroken` for the first of the `features` of the layer `name` that does not keep the schema."""
    file = f"{name}.geojson"
    for feature in features:
        properties = feature.get("properties") or {}
        for why_en, why_zh in _faults(name, feature, properties):
            raise FeatureBroken(file=file, id=feature.get("id", "?"), why_en=why_en, why_zh=why_zh)


def _faults(name, feature, properties):
    yield from _columns(PROPERTIES, properties)
    if feature.get("id") != properties["id"]:
        yield "its id is not its property id", "要素标识与属性 id 不同"
    yield from _geometry(name, feature.get("geometry"), properties)
    for commitment in properties["commitments"]:
        yield from _columns(COMMITMENT, commitment)
        if commitment["scope"] not in SCOPES:
            yield f"{commitment['scope']!r} is no scope", f"没有 {commitment['scope']!r} 这种范围"


def _columns(columns, values):
    for column, type_ in columns.items():
        if column not in values:
            yield f"{column} is missing", f"缺少 {column}"
        if not isinstance(values[column], type_):
            yield f"{column} is {values[column]!r}", f"{column} 的值是 {values[column]!r}"


def _geometry(name, geometry, properties):
    if geometry is None:
        if name != "district":
            yield "it has no geometry", "没有几何图形"
        if properties["certainty"] or properties["accuracy_m"]:
            yield "a certainty without a position", "没有位置却写了确定程度"
        return
    if geometry["type"] not in GEOMETRIES[name]:
        yield f"a {geometry['type']} does not belong here", f"{geometry['type']} 不属于这个图层"
    if properties["certainty"] not in CERTAINTIES or properties["accuracy_m"] is None:
        yield "a position without its certainty and accuracy", "位置没有写明确定程度和误差"
    if not shape(geometry).is_valid:
        yield "its geometry is not valid", "几何图形无效"
