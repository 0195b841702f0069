"""What an address asks of a collection: what is not understood is refused (OGC 17-069r4, 7.4, 7.5)."""

import math
import re
import time
from dataclasses import dataclass, field

import shapely
from shapely.geometry import shape

from mapapp.earth.crs import OutOfRange
from mapapp.errors import FilterRefused, ParameterRefused, ParameterUnknown
from mapapp.publish.features import filters
from mapapp.publish.features.collections import NUMBER, SHAPE
from mapapp.publish.features.systems import CRS84, System, box, given_out
from mapapp.publish.features.times import is_interval

PARAMETERS = ("bbox", "bbox-crs", "datetime", "limit", "offset", "crs", "filter", "filter-lang", "filter-crs")
USUAL, MOST = 100, 1_000
"""How many features a page has, and may have; whoever asks for more gets as many as it may have (7.15.2)."""
LONGEST_SHOWN = 80
LONGEST_S = 2
"""No question may keep others waiting for longer; the costliest of 2,000 characters takes 8 ms for each feature."""


@dataclass(frozen=True)
class Question:
    """`area`: a shapely geometry, WGS-84. `filter`: of `filters.read`. `values`: what properties must be."""

    crs: System = CRS84
    limit: int = USUAL
    offset: int = 0
    area: object = None
    filter: object = None
    values: dict = field(default_factory=dict)


def read(pairs, collection):
    """Return the `Question` that the pairs of a query ask. Raises a `QueryRefused`."""
    asked = stated(pairs, (*PARAMETERS, *_names(collection)))
    _check_time(asked.get("datetime"))
    return Question(
        crs=system_in(asked, "crs", collection.systems),
        limit=min(_whole(asked, "limit", USUAL, least=1), MOST),
        offset=_whole(asked, "offset", 0, least=0),
        area=_area(asked, collection.systems),
        filter=_filter(asked, collection),
        values={name: _value(name, asked[name], collection.queryables) for name in _names(collection) if name in asked},
    )


def stated(pairs, known):
    """Return what a query states by name. Raises `ParameterUnknown`, or `ParameterRefused` for what is stated twice."""
    asked = {}
    for name, value in pairs:
        if name not in known:
            raise ParameterUnknown(name=name[:LONGEST_SHOWN], known=", ".join(known) or "–", candidates=known)
        if name in asked:
            raise _refused(name, value, "it is stated twice", "写了两次")
        asked[name] = value
    return asked


def system_in(asked, name, systems):
    """Return which of the systems a parameter names; without it, CRS84. Raises `ParameterRefused`."""
    uri = asked.get(name, CRS84.uri)
    if uri not in systems:
        known_en, known_zh = ", ".join(systems), "、".join(systems)
        must = f"it must be one of {known_en}", f"应为 {known_zh} 之一"
        raise _refused(name, uri, *must, candidates=[*systems])
    return systems[uri]


def answer(question, collection):
    """Return (features of the page, in the system asked for, number of all that match). Raises `FilterRefused`."""
    found = list(_found(question, collection.features, time.monotonic() + LONGEST_S))
    page = found[question.offset : question.offset + question.limit]
    return [in_system(feature, question.crs) for feature in page], len(found)


def in_system(feature, system):
    """Return a feature with its geometry in a system."""
    return feature | {"geometry": given_out(feature["geometry"], system)}


def _found(question, features, until):
    for feature in features:
        if time.monotonic() > until:
            raise FilterRefused(why_en=f"it takes more than {LONGEST_S} seconds", why_zh=f"超过 {LONGEST_S} 秒")
        if _matches(question, feature):
            yield feature


def _matches(question, feature):
    properties, geometry = feature["properties"], feature["geometry"]
    return (
        all(properties.get(name) == value for name, value in question.values.items())
        and (question.area is None or geometry is None or shapely.intersects(question.area, shape(geometry)))
        and (question.filter is None or filters.matches(question.filter, feature))
    )


def _names(collection):
    return [name for name, kind in collection.queryables.items() if kind != SHAPE]


def _whole(asked, name, usual, least):
    value = asked.get(name, str(usual))
    if not re.fullmatch(r"[0-9]{1,18}", value, re.ASCII) or int(value) < least:
        raise _refused(name, value, f"it must be a whole number from {least}", f"应为不小于 {least} 的整数")
    return int(value)


def _value(name, value, queryables):
    if queryables[name] != NUMBER:
        return value
    if not re.fullmatch(r"-?[0-9]{1,18}", value, re.ASCII):
        raise _refused(name, value, "it must be a whole number", "应为整数")
    return int(value)


def _area(asked, systems):
    """Return the area of the box that is asked for, which matches what has no geometry too (7.15.3)."""
    system = system_in(asked, "bbox-crs", systems)
    if "bbox" not in asked:
        return None
    try:
        numbers = [float(part) for part in asked["bbox"].split(",")]
        if len(numbers) in (4, 6) and all(math.isfinite(number) for number in numbers):
            return box([*numbers[:2], *numbers[len(numbers) // 2 :][:2]], system)
    except (ValueError, OutOfRange):
        pass
    raise _refused(
        "bbox",
        asked["bbox"],
        "it must be four or six numbers within bbox-crs, the least first",
        "应为 bbox-crs 范围内的四个或六个数，先小后大",
    )


def _filter(asked, collection):
    system = system_in(asked, "filter-crs", collection.systems)
    language = asked.get("filter-lang", filters.LANGUAGES[0])
    if language not in filters.LANGUAGES:
        known = filters.LANGUAGES
        raise _refused("filter-lang", language, f"it must be {' or '.join(known)}", f"应为 {' 或 '.join(known)}")
    return filters.read(asked["filter"], language, collection.queryables, system) if "filter" in asked else None


def _check_time(value):
    """Refuse what is no time, or no interval; no feature has a time, and then every one matches (7.15.4)."""
    if value is not None and not is_interval(value):
        raise _refused(
            "datetime",
            value,
            "it must be a day or a time as in RFC 3339, or two with a slash between",
            "应为 RFC 3339 的日期或时间，或用斜杠隔开的两个",
        )


def _refused(name, value, must_en, must_zh, **facts):
    return ParameterRefused(name=name, value=value[:LONGEST_SHOWN], must_en=must_en, must_zh=must_zh, **facts)
