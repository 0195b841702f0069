"""What a layer holds: names, columns, and a check that a layer keeps to them; and the times that sentences state.

An article file may hold `versions` too, those before the present text: `layers.versions` says what is in them.
"""

from datetime import date

from shapely.geometry import shape

from mapapp.errors import EntryBroken, FeatureBroken, TimeBroken

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
TIME = {"start": int, "end": int, "words": str, "kind": str, "from": str | None, "to": str | None}
"""A time that a commitment of an article file states: its span and words in the clean text, what it is, its days."""
TIME_KINDS = {
    "on": (True, True), "by": (False, True), "within": (True, True), "through": (True, True), "since": (True, False),
    "unfixed": (False, False),
}  # fmt: skip
"""Whether a time of each kind has a first and a last day: a day, an end, a period, a range, a beginning, or neither."""
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


def check_times(name, article):
    """Raise `TimeBroken` for the first time in the article file `name` that does not keep the schema."""
    for commitment in article["commitments"]:
        for time in commitment["dates"]:
            for why_en, why_zh in _time_faults(time, article["texts"]["clean"], commitment):
                raise TimeBroken(file=name, id=commitment["id"], why_en=why_en, why_zh=why_zh)


def _time_faults(time, text, commitment):
    yield from _columns(TIME, time)
    inside = commitment["start"] <= time["start"] < time["end"] <= commitment["end"]
    if not inside or text[time["start"] : time["end"]] != time["words"]:
        yield "its words are not those of the sentence", "文字与原句不符"
    if (time["from"] is not None, time["to"] is not None) != TIME_KINDS.get(time["kind"]):
        yield f"its days are not those of a time that is {time['kind']!r}", f"日期与 {time['kind']!r} 不符"
    first, last = (day and date.fromisoformat(day) for day in (time["from"], time["to"]))
    if first and last and last < first:
        yield "it ends before it begins", "结束早于开始"


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
