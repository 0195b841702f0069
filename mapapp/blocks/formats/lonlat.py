"""Points whose two coordinates stand in columns of a table."""

import re
import unicodedata

import numpy as np
import shapely

from mapapp.blocks.formats.placement import Placement, plain
from mapapp.earth.datums import BD09, GCJ02, WGS84

DATUMS = {WGS84: "gps|wgs84|wgs", GCJ02: "gcj02|gcj|高德|火星|腾讯|gaode|amap", BD09: "bd09|bd|百度|baidu"}
"""By datum how the name of a column states it, before or after what goes where."""
DATUM = "|".join(DATUMS.values())
BEFORE = f"(?:(?P<before>{DATUM})|point|coord|center|centroid|中心点|中心)?"
AFTER = f"(?:(?P<after>{DATUM})|deg|dd|coord|coordinate|坐标|座標|座标|值)?"
NAMES = (
    ("lon|lng|long|longitude|经度|經度|东经|東經", "lat|latitude|纬度|緯度|北纬|北緯"),
    ("x|e|east|easting|东|東|横|橫", "y|n|north|northing|北|纵|縱"),
)
"""How columns are named, of degrees first, then of whatever unit: what goes east, and what goes north."""
PAIRS = tuple(tuple(re.compile(f"{BEFORE}(?:{names}){AFTER}") for names in pair) for pair in NAMES)
BOTH = re.compile(
    f"{BEFORE}(?:location|coords?|coordinates?|lonlat|lnglat|latlon|latlng|经纬度|經緯度|坐标|座標|位置){AFTER}"
)
"""How a column is named that holds both coordinates, such as "116.36,39.91"."""
ORDER = (((WGS84,), WGS84), ((None,), None), ((WGS84, None), None), ((GCJ02,), GCJ02), ((BD09,), BD09))
"""Which datums the names of a pair may state, the best pair first, and which one it then is."""
BETWEEN = re.compile(r"\s*[,;\s]\s*")
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?", re.IGNORECASE)
GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+\.\d+")
"""A number whose thousands are set apart by commas, as the point in it shows."""
WITH_COMMA = re.compile(r"[+-]?\d+,\d+")
AMBIGUOUS = re.compile(r"[+-]?\d{1,3},\d{3}")
"""What may be a decimal, or thousands."""


def placement(header, rows, separator):
    """Return the `Placement` of points by two columns of coordinates, or one that holds both, or `None`.

    Full-width digits are read, and commas as decimals where all values allow it. What is no plain number, such as
    degrees with minutes, is not guessed at: such a row has no geometry.
    """
    at, datum = _columns(header)
    if not at:
        return None
    texts = _texts([[unicodedata.normalize("NFKC", row[one]).strip() for row in rows] for one in at])
    decimal = _decimal([text for values in texts for text in values], separator)
    pairs = np.array([[_number(text, decimal) for text in values] for values in texts]).T
    geometry = np.full(len(rows), None, object)
    read = np.isfinite(pairs).all(axis=1)
    geometry[read] = shapely.points(pairs[read])
    return Placement(geometry, at, datum, decimal)


def _columns(header):
    """Return the positions of the columns that go east and north, or of one that holds both, and the datum they name.

    Both of a pair are of one datum, or name none: of several WGS-84 comes first, then what names none.
    """
    names = [plain(name) for name in header]
    for kinds in (*PAIRS, (BOTH,)):
        named = [_named(kind, names) for kind in kinds]
        for datums, told in ORDER:
            at = [next((one[datum] for datum in datums if datum in one), None) for one in named]
            if None not in at:
                return tuple(at), told
    return (), None


def _named(kind, names):
    """Return the position of the first column of a kind, by the datum that its name states, or `None`."""
    found = {}
    for at, name in enumerate(names):
        if stated := kind.fullmatch(name):
            found.setdefault(_datum(stated["before"] or stated["after"]), at)
    return found


def _datum(word):
    return next((datum for datum, words in DATUMS.items() if word in words.split("|")), None)


def _texts(columns):
    """Return the texts of the first coordinates and of the second, taken apart where one column holds both."""
    if len(columns) == 2:
        return columns
    pairs = [BETWEEN.split(text, maxsplit=1) for text in columns[0]]
    return [[pair[0] for pair in pairs], [pair[-1] if len(pair) == 2 else "" for pair in pairs]]


def _decimal(texts, separator):
    """Return the character before decimals: a comma if values have one, and in none it can stand for thousands."""
    commas = [text for text in texts if "," in text]
    decimals = [text for text in commas if WITH_COMMA.fullmatch(text)]
    sure = separator != "," or any(not AMBIGUOUS.fullmatch(text) for text in decimals)
    return "," if decimals and sure and not any(GROUPED.fullmatch(text) for text in commas) else "."


def _number(text, decimal):
    """Return the number that a text writes, or NaN.

    >>> _number("116,3459", ","), _number("4,418,069.65", "."), _number("116°21'", ".")
    (116.3459, 4418069.65, nan)
    """
    if decimal == "," and WITH_COMMA.fullmatch(text):
        text = text.replace(",", ".")
    elif GROUPED.fullmatch(text):
        text = text.replace(",", "")
    return float(text) if NUMBER.fullmatch(text) else np.nan
