"""Amap (高德): https://lbs.amap.com/api/webservice/guide/api/georegeo. It answers in GCJ-02."""

from mapapp.advisers.adviser import Adviser
from mapapp.advisers.answer import Finding
from mapapp.earth.datums import GCJ02

MOST_ANSWERS = 3
OK = "1"


def _parameters(question, credential):
    return {"address": question.address, "output": "JSON", "key": credential}


def _objection(document):
    return None if str(document["status"]) == OK else (document.get("infocode", "0"), document.get("info"))


def _findings(document):
    return [_finding(place) for place in document["geocodes"][:MOST_ANSWERS]]


def _finding(place):
    lon, lat = place["location"].split(",")
    return Finding(place.get("formatted_address"), lon, lat, place.get("level"))


AMAP = Adviser(
    name="amap",
    title="Amap (高德)",
    datum=GCJ02,
    licence="terms of Amap (高德)",
    endpoint="https://restapi.amap.com/v3/geocode/geo",
    needs=("amap_key",),
    secret=True,
    query=lambda question: question.address,
    parameters=_parameters,
    objection=_objection,
    findings=_findings,
)
