"""JSON-LD in the words of schema.org: a place, what was said of it, where that is from; what is unknown is left out.

Everything is identified by its address. `address` is a function from a path on the site to
that address; relative ones are resolved against the page (JSON-LD 1.1, section 4.1.3).
"""

import json
import re
from urllib.parse import quote

CONTEXT = "https://schema.org"
NAMES = {"zh-Hans": "name_zh_hans", "zh-Hant": "name_zh_hant", "en": "name_en"}
KEYS = {"zh-Hans": "zh_hans", "zh-Hant": "zh_hant", "en": "en"}
METRE = "MTR"
"""The code of the metre in UN/CEFACT Recommendation 20, as schema.org's `unitCode` asks for."""
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
DISTRICT = "/subdistricts#district"


def dumps(value, **_):
    """Return JSON for a data block in a page; Jinja escapes what could end the block, and we what could end a line."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def graph(*things):
    """Return one JSON-LD document of several things."""
    return {"@context": CONTEXT, "@graph": list(things)}


def website(name, description, district, address):
    """Return the site itself, which is about a district, and that district."""
    site = {"@type": "WebSite", "@id": address("/"), "name": name, "description": description}
    return [site | {"about": {"@id": address(DISTRICT)}}, the_district(district, address)]


def the_district(feature, address):
    """Return the district as an administrative area, by its names."""
    return _thing("AdministrativeArea", address(DISTRICT), feature["properties"])


def site(feature, sure, address):
    """Return a site as a place: names, where it is, and how well that is known (`sure`, in words)."""
    properties = feature["properties"]
    inside = properties["subdistrict"]
    known = {"containedInPlace": {"@id": address(path_of("subdistricts", inside))}} if inside else {}
    return _thing("Place", address(path_of("sites", feature["id"])), properties) | _position(feature, sure) | known


def subdistrict(feature, sure, address):
    """Return a subdistrict as an administrative area within the district."""
    thing = _thing("AdministrativeArea", address(path_of("subdistricts", feature["id"])), feature["properties"])
    return thing | _position(feature, sure) | {"containedInPlace": {"@id": address(DISTRICT)}}


def quotation(commitment, article, address, about=None):
    """Return a sentence, word for word as the article has it, as part of that article and based on its file.

    `about`: the addresses of what it is about.
    """
    path = path_of("articles", article["id"])
    return {
        "@type": "Quotation",
        "@id": address(f"{path}#{commitment['id']}"),
        "text": commitment["quote"],
        "inLanguage": article["metadata"]["language"],
        "creator": _author(article["metadata"]),
        "isPartOf": {"@id": address(path)},
        "isBasedOn": {"@id": address(f"{path}.txt")},
    } | ({"about": [{"@id": one} for one in about]} if about else {})


def article(article, address):
    """Return an article with what is known of it, and its file."""
    path, facts = path_of("articles", article["id"]), article["metadata"]
    date, official = facts.get("date") or "", facts.get("official_url") or ""
    known = {
        "headline": facts.get("title"),
        "datePublished": date if DATE.fullmatch(date) else None,
        "publisher": {"@type": "Organization", "name": facts["publisher"]} if facts.get("publisher") else None,
        "sameAs": official if official.startswith(("https://", "http://")) else None,
    }
    return {
        "@type": "Article",
        "@id": address(path),
        "inLanguage": facts["language"],
        "author": _author(facts),
        "encoding": {
            "@type": "MediaObject",
            "@id": address(f"{path}.txt"),
            "contentUrl": address(f"{path}.txt"),
            "encodingFormat": "text/plain",
            "sha256": article["sha256"],
        },
    } | {name: value for name, value in known.items() if value}


def path_of(folder, id):
    """Return the path of the page of a thing."""
    return f"/{folder}/{quote(id, safe='')}"


def _thing(type_, address, properties):
    thing = {"@type": type_, "@id": address, "url": address, "name": _in_languages(properties, NAMES)}
    return thing | ({"alternateName": properties["aliases"]} if properties["aliases"] else {})


def _author(facts):
    jobs = {"jobTitle": _in_languages(facts["role"], KEYS)} if facts.get("role") else {}
    return {"@type": "Person", "name": _in_languages(facts["author"], KEYS)} | jobs


def _in_languages(texts, keys):
    return [{"@language": tag, "@value": texts[key]} for tag, key in keys.items() if texts.get(key)]


def _position(feature, sure):
    """Return where a place is and how well that is known; of one without a position, only that it is not known."""
    properties = feature["properties"]
    facts = [_fact("source", properties["source"]), _fact("licence", properties["licence"])]
    if feature["geometry"] is None:
        return {"description": sure, "additionalProperty": facts}
    accuracy = _fact("accuracy", properties["accuracy_m"]) | {"unitCode": METRE}
    facts = [_fact("certainty", properties["certainty"]), accuracy, *facts]
    shape = {} if _has_hole(feature["geometry"]) else {"geo": _geo(feature["geometry"])}
    return {"description": sure, "additionalProperty": facts} | shape


def _fact(name, value):
    return {"@type": "PropertyValue", "name": name, "value": value}


def _has_hole(geometry):
    """Return whether an area has a hole, which schema.org's polygon cannot say."""
    polygons = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}
    return any(len(rings) > 1 for rings in polygons.get(geometry["type"], ()))


def _geo(geometry):
    """Return a geometry (WGS-84, longitude first) as schema.org writes it: latitude first."""
    if geometry["type"].startswith("Multi"):
        single = geometry["type"].removeprefix("Multi")
        return [_geo({"type": single, "coordinates": part}) for part in geometry["coordinates"]]
    if geometry["type"] == "Point":
        longitude, latitude = geometry["coordinates"][:2]
        return {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    if geometry["type"] == "LineString":
        return {"@type": "GeoShape", "line": _points(geometry["coordinates"])}
    return {"@type": "GeoShape", "polygon": _points(geometry["coordinates"][0])}


def _points(coordinates):
    return " ".join(f"{latitude} {longitude}" for longitude, latitude, *_ in coordinates)
