"""The coordinate system that a file states: by code, WKT or PROJJSON, and never by anything that opens a file."""

import re

from pyproj import CRS
from pyproj.exceptions import CRSError

from mapapp.errors import UnknownCRS

GRIDS = re.compile(r"PARAMETERFILE|grids=|\+geoidgrids|\+init|PROJ4_GRIDS", re.IGNORECASE)
"""Definitions that name a file, which PROJ would open."""
LONGEST_NAME = 80
"""Characters of a definition that a sentence quotes."""


def crs_of_code(authority, code, name):
    """Return the CRS of an authority's code, such as ("EPSG", "4548"). Raises UnknownCRS."""
    return _made(CRS.from_authority, (authority, code), f"{authority}:{code}", name)


def crs_of_wkt(definition, name):
    """Return the CRS of a definition in WKT. Raises UnknownCRS, for one that names a grid file too."""
    return _without_grids(_made(CRS.from_wkt, (definition,), str(definition), name), definition, name)


def crs_of_projjson(definition, name):
    """Return the CRS of a definition in PROJJSON. Raises UnknownCRS, for one that names a grid file too."""
    if not isinstance(definition, dict):
        raise UnknownCRS(file=name, crs=str(definition)[:LONGEST_NAME])
    said = str(definition.get("name", definition))
    return _without_grids(_made(CRS.from_json_dict, (definition,), said, name), said, name)


def _made(make, arguments, said, name):
    try:
        return make(*arguments)
    except (CRSError, TypeError, ValueError, RecursionError):
        raise UnknownCRS(file=name, crs=said[:LONGEST_NAME]) from None


def _without_grids(crs, said, name):
    if GRIDS.search(f"{crs.srs} {crs.to_wkt()}"):
        raise UnknownCRS(file=name, crs=said[:LONGEST_NAME])
    return crs
