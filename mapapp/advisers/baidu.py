"""Baidu (百度): https://lbsyun.baidu.com/index.php?title=webapi/guide/webservice-geocoding. It answers in BD-09.

It states how far off an answer may be by a number from 0 to 100, `confidence`, which its documentation gives in metres.
"""

from mapapp.advisers.adviser import Adviser
from mapapp.advisers.answer import Finding
from mapapp.earth.datums import BD09

OK, NOTHING_FOUND = 0, "无相关结果"
ACCURACY_M = {
    100: 20,
    90: 50,
    80: 100,
    75: 200,
    70: 300,
    60: 500,
    50: 1_000,
    40: 2_000,
    30: 5_000,
    25: 8_000,
    20: 10_000,
}
"""From which confidence on an answer is less than so many metres off."""


def _parameters(question, credential):
    return {"address": question.address, "output": "json", "ret_coordtype": "bd09ll", "ak": credential}


def _objection(document):
    words = document.get("message") or document.get("msg") or ""
    return None if document["status"] == OK or NOTHING_FOUND in words else (document["status"], words)


def _findings(document):
    result = document.get("result")
    if not result:
        return []
    place = result["location"]
    return [Finding("", place["lng"], place["lat"], result.get("level"), accuracy_m(result.get("confidence")))]


def accuracy_m(confidence):
    """Return how many metres an answer of this confidence may be off; `None` where Baidu promises nothing.

    >>> accuracy_m(80), accuracy_m(10), accuracy_m(None)
    (100, None, None)
    """
    if not isinstance(confidence, int):
        return None
    return next((metres for least, metres in ACCURACY_M.items() if confidence >= least), None)


BAIDU = Adviser(
    name="baidu",
    title="Baidu (百度)",
    datum=BD09,
    licence="terms of Baidu Maps (百度地图)",
    endpoint="https://api.map.baidu.com/geocoding/v3/",
    needs=("baidu_key",),
    secret=True,
    query=lambda question: question.address,
    parameters=_parameters,
    objection=_objection,
    findings=_findings,
)
