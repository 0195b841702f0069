"""Points whose two coordinates stand in columns of a table."""

import re
import unicodedata

import numpy as np
import shapely

from mapapp.blocks.formats.placement import Placement, plain

BEFORE = "(?:gps|wgs|wgs84|gcj02|bd09|百度|高德|火星|point|coord|center|centroid|中心|中心点)?"
AFTER = "(?:wgs84|gcj02|bd09|deg|dd|coord|coordinate|坐标|座標|座标|值)?"
NAMES = (
    ("lon|lng|long|longitude|经度|經度|东经|東經", "lat|latitude|纬度|緯度|北纬|北緯"),
    ("x|e|east|easting|东|東|横|橫", "y|n|north|northing|北|纵|縱"),
)
"""How columns are named, of degrees first, then of whatever unit: what goes east, and what goes north."""
PAIRS = tuple(tuple(re.compile(BEFORE + f"(?:{names})" + AFTER) for names in pair) for pair in NAMES)
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?", re.IGNORECASE)
GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+\.\d+")
"""A number whose thousands are set apart by commas, as the point in it shows."""
WITH_COMMA = re.compile(r"[+-]?\d+,\d+")
AMBIGUOUS = re.compile(r"[+-]?\d{1,3},\d{3}")
"""What may be a decimal, or thousands."""


def placement(header, rows, separator):
    """Return the `Placement` of points by two columns of coordinates, or `None` where no two are named so.

    Full-width digits are read, and commas as decimals where all values allow it. What is no plain number, such as
    degrees with minutes, is not guessed at: such a row has no geometry.
    """
    at = _columns(header)
    if at is None:
        return None
    texts = [[unicodedata.normalize("NFKC", row[one]).strip() for row in rows] for one in at]
    decimal = _decimal([text for values in texts for text in values], separator)
    pairs = np.array([[_number(text, decimal) for text in values] for values in texts]).T
    geometry = np.full(len(rows), None, object)
    read = np.isfinite(pairs).all(axis=1)
    geometry[read] = shapely.points(pairs[read])
    return Placement(geometry, at, decimal=decimal)


def _columns(header):
    """Return the positions of the columns that go east and north."""
    names = [plain(name) for name in header]
    for pair in PAIRS:
        found = [next((at for at, name in enumerate(names) if one.fullmatch(name)), None) for one in pair]
        if None not in found:
            return tuple(found)
    return None


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
