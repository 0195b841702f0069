"""The shape of an element: drawn from what the extract holds and nothing else, or the reason why there is none."""

import numpy
import shapely
from shapely.ops import linemerge

from mapapp.errors import ElementBroken
from mapapp.osm.elements import NODE, RELATION, WAY

OSM_DECIMALS = 7
"""OpenStreetMap keeps coordinates in whole 1e-7 degrees."""

OSM_ERROR_M = 10
"""OpenStreetMap states no accuracy; this is our assumption for what people traced from aerial pictures."""

LINE_KEYS = ("highway", "railway", "waterway", "barrier", "power", "aerialway", "route", "cycleway")
AREA_RELATIONS, LINE_RELATIONS = ("multipolygon", "boundary"), ("street", "associatedStreet", "waterway")
OUTER, INNER, STREET = ("outer", "", "outline"), ("inner",), ("street", "main_stream", "")


def shape_of(element, elements):
    """Return the shape of an element, in WGS-84 degrees; `None` for a relation of a type that has none.

    A closed way is an area unless its tags make it a line. Raises `ElementBroken`: a member is missing,
    an outline does not close, or it crosses itself.
    """
    if element.id[0] == NODE:
        return shapely.Point(_degrees([element.id[1]], element, elements)[0])
    if element.id[0] == WAY:
        return _way(element, elements)
    type_ = element.tags.get("type")
    if type_ in AREA_RELATIONS:
        return _area(element, elements)
    return _lines(element, elements) if type_ in LINE_RELATIONS else None


def is_line(tags):
    """Return whether tags make a way a line even where it is closed."""
    if tags.get("area") == "yes":
        return False
    return any(key in tags for key in LINE_KEYS) and tags.get("waterway") not in ("riverbank", "dock")


def _way(element, elements):
    line = _line(element, element, elements)
    if is_line(element.tags):
        return line
    if not line.is_ring:
        raise _crossed(element) if line.is_closed else _open(element)
    return _valid(shapely.Polygon(line), element)


def _line(way, element, elements):
    degrees = _degrees(way.refs, element, elements)
    moved = numpy.concatenate([[True], (degrees[1:] != degrees[:-1]).any(axis=1)]) if len(degrees) else []
    if numpy.count_nonzero(moved) < 2:
        raise _broken(element, "it has fewer than two different nodes", "不同的节点不足两个")
    return shapely.LineString(degrees[moved])


def _degrees(numbers, element, elements):
    degrees, missing = elements.degrees_of(numbers)
    if len(missing):
        told = ", ".join(f"{NODE}/{number}" for number in missing[:3].tolist())
        raise _broken(element, f"{told} is not in the extract", f"摘录里没有 {told}")
    return numpy.round(degrees, OSM_DECIMALS)


def _members(element, elements, roles):
    """Yield the lines of those members of a relation that have one of `roles`."""
    for (type_, number), role in element.refs:
        if type_ == RELATION and role in roles:
            raise _broken(element, f"it is made of {type_}/{number}", f"由 {type_}/{number} 构成")
        if type_ == WAY and role in roles:
            if number not in elements.ways:
                raise _broken(element, f"{type_}/{number} is not in the extract", f"摘录里没有 {type_}/{number}")
            yield _line(elements.ways[number], element, elements)


def _lines(element, elements):
    lines = list(_members(element, elements, STREET))
    if not lines:
        raise _broken(element, "none of its members is a line", "成员中没有线")
    return shapely.normalize(linemerge(lines))


def _area(element, elements):
    outer, inner = (_rings(element, list(_members(element, elements, roles))) for roles in (OUTER, INNER))
    if not outer:
        raise _broken(element, "it has no outline", "没有外轮廓")
    area = shapely.union_all(outer).difference(shapely.union_all(inner))
    if area.is_empty:
        raise _broken(element, "nothing is left of its outline", "轮廓之内没有剩余部分")
    return _valid(shapely.normalize(area), element)


def _rings(element, lines):
    """Return the polygons inside closed lines. Raises ElementBroken where one does not close or crosses another."""
    polygons, cuts, dangles, crossed = shapely.polygonize_full(lines)
    if not (cuts.is_empty and dangles.is_empty):
        raise _open(element)
    if not crossed.is_empty:
        raise _crossed(element)
    return list(shapely.get_parts(polygons))


def _valid(area, element):
    if not area.is_valid:
        raise _crossed(element)
    return area


def _crossed(element):
    return _broken(element, "its outline crosses itself", "轮廓自相交")


def _open(element):
    return _broken(element, "its outline does not close", "轮廓没有闭合")


def _broken(element, why_en, why_zh):
    return ElementBroken(ref=element.ref, why_en=why_en, why_zh=why_zh)
