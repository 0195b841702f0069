"""Nominatim, the search in OpenStreetMap: https://nominatim.org/release-docs/latest/api/Search/.

Its public server (https://operations.osmfoundation.org/policies/nominatim/) takes one request a second at most,
wants to know who asks, and wants answers kept rather than asked for again.
"""

from mapapp.advisers.adviser import Adviser
from mapapp.advisers.answer import Finding
from mapapp.earth.datums import WGS84

MOST_ANSWERS = 3


def _parameters(question, credential):
    return {
        "q": question.name,
        "format": "jsonv2",
        "limit": MOST_ANSWERS,
        "viewbox": ",".join(f"{degrees:.6f}" for degrees in question.box),
        "bounded": 1,
        "accept-language": "zh",
    }


def _objection(document):
    if isinstance(document, dict) and "error" in document:
        error = document["error"]
        return (error.get("code", "error"), error.get("message")) if isinstance(error, dict) else ("error", error)
    return None


def _findings(document):
    if not isinstance(document, list):
        raise TypeError("not a list of places")
    return [_finding(place) for place in document[:MOST_ANSWERS]]


def _finding(place):
    ref = f"{place['osm_type']}/{place['osm_id']}" if "osm_type" in place else ""
    kind = f"{place.get('category', '')}/{place.get('type', '')}".strip("/")
    return Finding(place.get("name") or place.get("display_name"), place["lon"], place["lat"], kind, ref=ref)


NOMINATIM = Adviser(
    name="nominatim",
    title="Nominatim (OpenStreetMap)",
    datum=WGS84,
    licence="ODbL 1.0, © OpenStreetMap contributors",
    endpoint="https://nominatim.openstreetmap.org/search",
    needs=("contact",),
    secret=False,
    query=lambda question: question.name,
    parameters=_parameters,
    objection=_objection,
    findings=_findings,
)
