"""Tianditu (天地图), China's public map: http://lbs.tianditu.gov.cn/server/geocodinginterface.html.

It answers in CGCS2000, which is WGS-84 to about a metre.
"""

import json

from mapapp.advisers.adviser import Adviser
from mapapp.advisers.answer import CGCS2000, Finding

FOUND, NOTHING_FOUND = "0", "101"


def _parameters(question, credential):
    asked = json.dumps({"keyWord": question.address}, ensure_ascii=False, separators=(",", ":"))
    return {"ds": asked, "tk": credential}


def _objection(document):
    code = str(document["status"] if "status" in document else document["code"])
    return None if code in (FOUND, NOTHING_FOUND) else (code, document.get("msg"))


def _findings(document):
    if str(document["status"]) == NOTHING_FOUND:
        return []
    place = document["location"]
    return [Finding(place.get("keyWord"), place["lon"], place["lat"], place.get("level"))]


TIANDITU = Adviser(
    name="tianditu",
    title="Tianditu (天地图)",
    datum=CGCS2000,
    licence="terms of Tianditu (天地图)",
    endpoint="https://api.tianditu.gov.cn/geocoder",
    needs=("tianditu_server_key", "tianditu_key"),
    secret=True,
    query=lambda question: question.address,
    parameters=_parameters,
    objection=_objection,
    findings=_findings,
)
