"""Filters in CQL2 (OGC 21-065r2), as text or JSON: read, checked against what may be asked for, and applied.

The `cql2` library reads and applies them. What it is given is limited first: the time that it takes to read a text
doubles with each bracket within a bracket, and thousands of them end the process.
"""

import json
import math
import re

import cql2
import shapely
from shapely.errors import ShapelyError
from shapely.geometry import mapping, shape

from mapapp.earth.crs import OutOfRange
from mapapp.errors import FilterRefused
from mapapp.publish.features.collections import NUMBER, SHAPE, TEXT
from mapapp.publish.features.systems import box, taken_in
from mapapp.publish.features.times import moment

LANGUAGES = ("cql2-text", "cql2-json")
LONGEST = 2_000
DEEPEST = 6
"""Brackets within brackets of a text: `NOT (S_INTERSECTS(geometry, MULTIPOLYGON(((…` has five."""
NESTED = 40
"""Operations within operations."""
QUOTED = re.compile(r"""'(?:[^']|'')*'|"[^"]*\"""")
TRUTH, DAY, TIME = "boolean", "date", "timestamp"
COMPARED = ("=", "<>", "<", ">", "<=", ">=")
SPATIAL = (
    "s_intersects", "s_contains", "s_crosses", "s_disjoint", "s_equals", "s_overlaps", "s_touches", "s_within",
)  # fmt: skip


def read(said, language, queryables, system):
    """Return the filter that is said in a language of `LANGUAGES`, for features in WGS-84.

    `queryables`: the type of each property. `system`: the `System` of the geometries in it. Raises `FilterRefused`.
    """
    _check_size(said, language)
    parse = cql2.parse_text if language == "cql2-text" else cql2.parse_json
    try:
        stated = parse(said).to_json()
    except Exception as reason:  # the library raises no narrower class for an empty geometry
        raise _refused(f"it is not {language}", f"不符合 {language} 的写法") from reason
    kind, checked = _checked(stated, queryables, system)
    if kind != TRUTH:
        raise _refused("it is neither true nor false of a feature", "对要素没有真假可言")
    return cql2.Expr(checked if isinstance(checked, dict) else json.dumps(checked))


def matches(filter, feature):
    """Return whether a filter is true of a feature: of what a feature lacks, nothing is true, and nothing false."""
    try:
        return filter.matches(feature)
    except Exception:  # what the library raises where neither is known
        return False


def _check_size(said, language):
    if len(said) > LONGEST:
        raise _refused(f"it has more than {LONGEST} characters", f"超过 {LONGEST} 个字符")
    if language == "cql2-text" and "\\'" in said:
        raise _refused("a quotation mark within a text is written twice", "文本里的引号要写两个")
    if language == "cql2-text" and _depth(QUOTED.sub("", said)) > DEEPEST:
        raise _refused(f"more than {DEEPEST} brackets stand within one another", f"括号嵌套超过 {DEEPEST} 层")


def _depth(text):
    """Return how many brackets are open at the same time, at most."""
    deepest = depth = 0
    for sign in text:
        depth = depth + (sign == "(") - (sign == ")")
        deepest = max(deepest, depth)
    return deepest


def _checked(node, queryables, system, depth=0):
    """Return (type, node) of a part of a filter, geometries in WGS-84. Raises `FilterRefused` for what is not known."""
    if depth > NESTED:
        raise _refused("too much stands within one another", "嵌套过深")
    if isinstance(node, bool):
        return TRUTH, node
    if isinstance(node, str) or (isinstance(node, int | float) and math.isfinite(node)):
        return (TEXT if isinstance(node, str) else NUMBER), node
    if not isinstance(node, dict):
        raise _refused(
            "a list, a null or a number without end stands where it has no meaning", "列表、空值或无穷大的数用错了地方"
        )
    if "property" in node:
        return _type_of(node["property"], queryables), node
    if DAY in node or TIME in node:
        return _moment(node), node
    if "op" in node:
        return _operation(node, lambda part: _checked(part, queryables, system, depth + 1))
    return SHAPE, mapping(_geometry(node, system))


def _moment(node):
    """Return whether it is a day or a time that a filter states. Raises `FilterRefused` for none that there is."""
    kind = DAY if DAY in node else TIME
    try:
        moment(node[kind])
    except (ValueError, TypeError, OverflowError):
        raise _refused("a day or a time in it is none", "其中的日期或时间有误") from None
    return kind


def _type_of(name, queryables):
    if name not in queryables:
        known = ", ".join(queryables)
        raise _refused(f"“{name[:40]}” is none of {known}", f"“{name[:40]}”不在 {known} 之中", candidates=[*queryables])
    return queryables[name]


def _operation(node, check):
    """Return (type, node) of an operation, its parts checked."""
    op, args = node["op"], node["args"]
    listed = op == "in" and len(args) == 2 and isinstance(args[1], list)
    parts = [check(part) for part in ([args[0], *args[1]] if listed else args)]
    kinds, values = [kind for kind, _ in parts], [value for _, value in parts]
    if not _fits(op, kinds, listed):
        raise _refused(f"“{op[:40]}” cannot be asked of that", f"“{op[:40]}”不能这样用")
    return (TEXT if op == "casei" else TRUTH), _among(*values) if listed else {"op": op, "args": values}


def _among(value, *listed):
    """Return that a value equals one of a list: within one, the library does not fold the case of a text."""
    alike = [{"op": "=", "args": [value, other]} for other in listed]
    return {"op": "or", "args": alike} if len(alike) > 1 else alike[0]


def _fits(op, kinds, listed):
    """Return whether an operation is one of ours, with parts of these types."""
    alike = len(set(kinds)) == 1 and kinds[0] != SHAPE
    return {
        "and": len(kinds) > 1 and set(kinds) == {TRUTH},
        "or": len(kinds) > 1 and set(kinds) == {TRUTH},
        "not": kinds == [TRUTH],
        "isNull": len(kinds) == 1 and kinds != [TRUTH],
        "like": kinds == [TEXT, TEXT],
        "casei": kinds == [TEXT],
        "between": len(kinds) == 3 and alike,
        "in": listed and len(kinds) > 1 and alike,
        **dict.fromkeys(COMPARED, len(kinds) == 2 and alike),
        **dict.fromkeys(SPATIAL, kinds == [SHAPE, SHAPE]),
    }.get(op, False)


def _geometry(node, system):
    """Return the shapely geometry, WGS-84, that a filter states. Raises `FilterRefused` for none that can be used."""
    try:
        if "bbox" in node:
            return box(_flat(node["bbox"]), system)
        stated = shapely.force_2d(shape(node))
        if not stated.is_empty and stated.is_valid:
            return taken_in(stated, system)
    except (ValueError, TypeError, LookupError, AttributeError, OutOfRange, ShapelyError):
        pass
    raise _refused("a geometry in it is broken, or lies nowhere", "其中的几何图形有误，或坐标超出范围")


def _flat(numbers):
    """Return a box of four numbers of one of four or six. Raises ValueError."""
    if len(numbers) not in (4, 6):
        raise ValueError(numbers)
    half = len(numbers) // 2
    return (*numbers[:2], *numbers[half : half + 2])


def _refused(why_en, why_zh, **facts):
    return FilterRefused(why_en=why_en, why_zh=why_zh, **facts)
