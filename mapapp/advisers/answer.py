"""What an adviser says of a place: one type for all of them, always in WGS-84."""

from dataclasses import dataclass

from mapapp.earth.datums import WGS84, convert

LONGEST_TEXT = 200
CGCS2000 = "CGCS2000"
"""China's own datum: WGS-84 to about a metre, and taken as it is."""


@dataclass(frozen=True)
class Answer:
    """One position that an adviser proposes.

    `name`, `kind`: as answered, "" where it says none. `lon`, `lat`: WGS-84 degrees. `datum`: the one that the
    adviser answers in. `accuracy_m`: how far off it may be, in metres, as the adviser states; `None` if it does not.
    `ref`: what the adviser calls the thing, "" if nothing. `query`: what it was asked. `fetched`: the day, UTC.
    """

    adviser: str
    name: str
    lon: float
    lat: float
    datum: str
    kind: str
    accuracy_m: int | None
    ref: str
    licence: str
    query: str
    fetched: str


@dataclass(frozen=True)
class Finding:
    """What an adviser's document says of one position: degrees in the adviser's own datum, texts as they stand."""

    name: object
    lon: object
    lat: object
    kind: object = ""
    accuracy_m: int | None = None
    ref: object = ""


def wgs84(lon, lat, datum):
    """Return longitude and latitude on `datum`, numbers or texts, as WGS-84 degrees (7 decimals, about 1 cm).

    Raises `ValueError` and `TypeError` for what is no position on earth.

    >>> wgs84("116.3975", "39.9087", "GCJ-02")
    (116.3912589, 39.9072988)
    """
    degrees = float(lon), float(lat)
    if not (abs(degrees[0]) <= 180 and abs(degrees[1]) <= 90):
        raise ValueError("not a position on earth")
    source = WGS84 if datum == CGCS2000 else datum
    return tuple(round(float(value), 7) for value in convert([degrees], source, WGS84)[0])


def legible(text):
    """Return what an adviser wrote as one short line: only characters that can be seen, nothing for what is no text."""
    if not isinstance(text, str):
        return ""
    line = "".join(sign if sign.isprintable() else "\ufffd" for sign in text[:LONGEST_TEXT])
    return line + "…" * (len(text) > LONGEST_TEXT)
