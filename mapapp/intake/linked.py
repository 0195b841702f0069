"""Linked Places: what its features say in `names`, `types` and `geometry` beyond plain GeoJSON."""

LANGUAGES = {
    "name:zh-Hant": ("zh-hant", "zh-tw", "zh-hk", "cmn-hant"),
    "name:zh-Hans": ("zh-hans", "zh-cn", "cmn-hans"),
    "name": ("zh", "cmn"),
    "name:en": ("en",),
}
"""The tag of a name by how the code of its language begins; the first that fits decides."""
UNSURE = ("less-certain", "uncertain")


def is_linked(document, features):
    """Return whether a FeatureCollection is of Linked Places: by its context, or because its features have `names`."""
    context = str(document.get("@context", ""))
    named = any(isinstance(feature.get("names"), list) for feature in features)
    return named or "linkedplaces" in context.lower() or "linked-places" in context.lower()


def linked_tags(feature):
    """Return the names and the kind of a feature as tags: the first name of a language, then the others as aliases."""
    tags, others = {}, []
    for name in _listed(feature, "names"):
        toponym, language = name.get("toponym"), str(name.get("lang") or "").lower()
        if isinstance(toponym, str):
            key = _key(language)
            others += [toponym] if key in tags else []
            tags.setdefault(key, toponym)
    kinds = [str(type_.get("label") or type_.get("sourceLabel") or "") for type_ in _listed(feature, "types")]
    return tags | {"alt_name": ";".join(others), "kind": next(iter(kinds), "")}


def sure_of(feature):
    """Return whether a feature is sure of where it lies."""
    geometry = feature.get("geometry")
    parts = geometry.get("geometries") if isinstance(geometry, dict) else None
    stated = [geometry, *(parts if isinstance(parts, list) else [])]
    return not any(isinstance(one, dict) and one.get("certainty") in UNSURE for one in stated)


def _key(language):
    """Return the tag of a name by its language; one without a language may be Chinese."""
    return next((key for key, codes in LANGUAGES.items() if language.startswith(codes)), "" if language else "name")


def _listed(feature, key):
    stated = feature.get(key)
    return [one for one in stated if isinstance(one, dict)] if isinstance(stated, list) else []
