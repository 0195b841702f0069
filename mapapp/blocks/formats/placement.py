"""Where the rows of a table lie, however it says so."""

import re
import unicodedata
from dataclasses import dataclass

import numpy as np

BRACKETED = re.compile(r"[(\[].*")


@dataclass(frozen=True)
class Placement:
    """`geometry`: an array of shapes, `None` where a row cannot be read. `columns`: the positions of those it is from.

    `crs`: a `pyproj.CRS` that the values themselves state, the datum that the names of the columns state, or `None`.
    `decimal`: how decimals are written.
    """

    geometry: np.ndarray
    columns: tuple
    crs: object = None
    decimal: str = "."


def plain(name):
    """Return a column's name as it is looked up: without case, width, gaps and what stands in brackets.

    >>> plain("Ｘ坐标（米）"), plain("GPS_Lon")
    ('x坐标', 'gpslon')
    """
    return BRACKETED.sub("", "".join(unicodedata.normalize("NFKC", name).casefold().split()).replace("_", ""))
