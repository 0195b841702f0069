"""Linked Places format 1.3: a gazetteer that other gazetteers can be linked with, valid GeoJSON and JSON-LD."""

MEDIA_TYPE = "application/ld+json"
CONTEXT = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
COUNTRY = "CN"
CLASSES = {
    **dict.fromkeys(("district", "subdistrict", "community"), "A"),
    **dict.fromkeys(("street", "hutong", "transport"), "R"),
    **dict.fromkeys(("area", "park"), "L"),
    "water": "H",
}
"""The feature class of GeoNames for each kind."""
SITE = "S"
LANGUAGES = {"name_zh_hans": "zh-Hans", "name_zh_hant": "zh-Hant", "name_en": "en"}
DESCRIBED = {"method": "en", "method_zh_hans": "zh-Hans", "method_zh_hant": "zh-Hant"}


def collection(features, address):
    """Return a FeatureCollection of places.

    `features`: GeoJSON features in WGS-84 with the properties of our layers; a geometry is `None` where the position is
    not known. `address`: a function from the id of a place to the address of its record.
    """
    return {
        "type": "FeatureCollection",
        "@context": CONTEXT,
        "features": [_place(feature, address) for feature in features],
    }


def _place(feature, address):
    properties = feature["properties"]
    kind = properties["kind"]
    return {
        "@id": address(feature["id"]),
        "type": "Feature",
        "properties": {
            "title": properties["name_zh_hans"],
            "ccodes": [COUNTRY],
            "fclasses": [CLASSES.get(kind, SITE)],
            **{name: properties[name] for name in ("pinyin", "certainty", "accuracy_m", "source", "licence")},
        },
        "names": list(_names(properties)),
        "types": [{"label": kind, "sourceLabels": [{"label": kind, "lang": "en"}]}],
        "geometry": {"type": "GeometryCollection", "geometries": list(_geometries(feature))},
        "relations": list(_relations(properties, address)),
        "descriptions": [{"value": properties[name], "lang": lang} for name, lang in DESCRIBED.items()],
    }


def _names(properties):
    """Yield the names, the first with where it is from."""
    cited = {"citations": [{"label": properties["source"]}]}
    for name, language in LANGUAGES.items():
        yield {"toponym": properties[name], "lang": language} | cited
        cited = {}
    yield from ({"toponym": alias, "lang": "zh"} for alias in properties["aliases"])


def _geometries(feature):
    if feature["geometry"]:
        sure = "less-certain" if feature["properties"]["certainty"] == "approximate" else "certain"
        cited = {"citations": [{"label": feature["properties"]["source"]}]}
        yield feature["geometry"] | {"certainty": sure} | cited


def _relations(properties, address):
    if properties["subdistrict"]:
        yield {
            "relationType": "gvp:broaderPartitive",
            "relationTo": address(properties["subdistrict"]),
            "label": properties["subdistrict"],
        }
