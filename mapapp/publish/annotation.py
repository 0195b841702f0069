"""Commitments as annotations of their article (W3C Web Annotation Data Model): our selectors, in everybody's words.

`address`: a function from a path on the site to the address of what lies there.
"""

from mapapp.publish.jsonld import path_of

MEDIA_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"sha256": "https://schema.org/sha256"}]
TEXTS = {"found": "", "simplified": ".simplified"}
"""The texts that selectors point into, and how the address of each ends; both hold the very same sentence."""
LANGUAGES = {"found": None, "simplified": "zh-Hans"}


def collection(layers, articles, path, label, address):
    """Return an AnnotationCollection of the commitments of `articles`, all on its one page, as JSON-LD.

    `path`: its own. `label`: what it is called.
    """
    items = [annotation(one, article, layers, address) for article in articles for one in article["commitments"]]
    page = {
        "id": address(f"{path}?page=1"),
        "type": "AnnotationPage",
        "partOf": {"id": address(path), "total": len(items)},
        "startIndex": 0,
        "items": items,
    }
    told = {"@context": CONTEXT, "id": address(path), "type": "AnnotationCollection", "label": label}
    return told | {"generator": _generator(layers), "total": len(items), "first": page, "last": page["id"]}


def annotation(commitment, article, layers, address):
    """Return a commitment as an Annotation: bodies say what it is and which places it names; targets, where it stands.

    Each target is one text of the article, with the SHA-256 of the file that all texts come from.
    """
    path = path_of("articles", article["id"])
    return {
        "id": address(f"{path}#{commitment['id']}"),
        "type": "Annotation",
        "motivation": ["classifying", "identifying"],
        "body": [*_said(commitment), *_named(commitment, layers, address)],
        "target": [
            {
                "source": {"id": address(f"{path}{ending}.txt"), "type": "Text", "format": "text/plain"}
                | {"language": LANGUAGES[text] or article["metadata"]["language"]}
                | ({"sha256": article["sha256"]} if text == "found" else {}),
                "selector": commitment["selectors"][text],
            }
            for text, ending in TEXTS.items()
        ],
    }


def _said(commitment):
    """Yield what the commitment is: its scope, its theme, and our translation, where there are any."""
    yield _text(commitment["scope"], "en", "classifying")
    if commitment["theme"]:
        yield _text(commitment["theme"], "zh-Hans", "tagging")
    if commitment["translation_en"]:
        yield _text(commitment["translation_en"], "en", "describing")


def _text(value, language, purpose):
    return {"type": "TextualBody", "value": value, "format": "text/plain", "language": language, "purpose": purpose}


def _named(commitment, layers, address):
    shown = {one["id"]: one for collection in layers.collections.values() for one in collection["features"]}
    for id in commitment["places"]:
        if id in shown:
            folder = "subdistricts" if shown[id]["properties"]["kind"] == "subdistrict" else "sites"
            yield {"type": "SpecificResource", "source": address(path_of(folder, id)), "purpose": "identifying"}


def _generator(layers):
    return {"type": "Software", "name": "{name} {version}".format(**layers.receipt["project"])}
