"""CSV: a table with a column of names, and where each lies, in WKT or as longitude and latitude."""

import csv
import io
import math
import re

import shapely
from shapely.errors import ShapelyError

from mapapp.errors import ColumnsUnknown, DatumMissing, SourceContradicted, SourceUnreadable
from mapapp.intake.naming import HANS, HANT
from mapapp.intake.records import Record, contradicts, read_records
from mapapp.osm.letters import clean

LON = ("lon", "lng", "long", "longitude", "经度", "x", "easting")
LAT = ("lat", "latitude", "纬度", "y", "northing")
WKT = ("wkt", "geometry", "geom", "the_geom")
ID = ("id", "@id", "标识", "编号")
DATUMS = {"wgs84": "WGS-84", "gcj02": "GCJ-02", "bd09": "BD-09"}
MOST_ROWS, LONGEST_CELL = 100_000, 1_000_000
SAMPLE = 10_000


def read(file, text, wishes):
    """Return the `Reading` of a CSV text, its columns separated by commas, semicolons or tabs.

    Its datum is what a column is named after (`lon_gcj02`) or `wishes` states. Raises SourceUnreadable,
    ColumnsUnknown, DatumMissing, SourceContradicted, DatumUnknown and LicenceMissing.
    """
    columns, rows = table_of(file, text)
    named = [column for column in columns if column in (*HANS, *HANT)]
    places = _places(columns)
    if not named or not places:
        raise ColumnsUnknown(file=file, columns=", ".join(columns)[:200])
    datum = next((DATUMS[part] for column in places for part in _words(column) if part in DATUMS), None)
    if contradicts(file, wishes.crs, datum):
        raise SourceContradicted(file=file, option="--crs", stated=datum)
    if not (wishes.crs or datum):
        raise DatumMissing(file=file, columns=", ".join(places))
    records = [_record(number, row, columns, places) for number, row in enumerate(rows, 1)]
    return read_records(file, "CSV", records, wishes, wishes.crs or datum)


def table_of(file, text):
    """Return the columns and the rows of a CSV text, lists of texts, without empty ones.

    Raises SourceUnreadable.
    """
    try:
        reader = csv.reader(io.StringIO(text, newline=""), _separated(text), strict=True)
        usual = csv.field_size_limit(LONGEST_CELL)
        try:
            rows = [row for row in reader if any(row)]
        finally:
            csv.field_size_limit(usual)
    except csv.Error as reason:
        raise SourceUnreadable(file=file, why_en=f"CSV: {reason}", why_zh=f"CSV：{reason}") from reason
    if len(rows) > MOST_ROWS:
        why_en, why_zh = f"it has more than {MOST_ROWS} rows", f"超过 {MOST_ROWS} 行"
        raise SourceUnreadable(file=file, why_en=why_en, why_zh=why_zh)
    return [column.strip() for column in rows[0]] if rows else [], rows[1:]


def _separated(text):
    """Return the dialect of a table, by what its first line holds the most of."""
    first = text[:SAMPLE].partition("\n")[0]

    class Dialect(csv.excel):
        delimiter = max(",;\t", key=first.count)

    return Dialect


def _words(column):
    """Return the words of a column's name: `lng_gcj02` has two.

    >>> _words("WGS84_Lon"), _words("经度（GCJ-02）")
    (['wgs84', 'lon'], ['经度', 'gcj02'])
    """
    joined = re.sub(r"(?i)\b(wgs|gcj|bd)[-_ ]?(84|02|09)", lambda found: found[1] + found[2], column.replace("_", " "))
    return [word.lower() for word in re.findall(r"[A-Za-z0-9]+|[一-鿿]+", joined)]


def _places(columns):
    """Return the columns that say where a row lies: one with WKT, or longitude and latitude; else none."""
    for wanted in ((WKT,), (LON, LAT)):
        found = [next((column for column in columns if set(_words(column)) & set(words)), None) for words in wanted]
        if all(found):
            return found
    return []


def _record(number, row, columns, places):
    tags = dict(zip(columns, row, strict=False))
    ref = next((clean(tags[column]) for column in ID if clean(tags.get(column) or "")), f"row {number}")
    cells = [tags.get(column, "").strip() for column in places]
    geometry, broken = _located(cells)
    return Record(ref[:200], {key: value for key, value in tags.items() if key not in places}, geometry, broken)


def _located(cells):
    """Return the shape that cells state, or `None`; and why it cannot be used, (en, zh), or `None`."""
    if not any(cells):
        return None, None
    try:
        if len(cells) == 1:
            return shapely.from_wkt(cells[0]), None
        place = [float(cell) for cell in cells]
        if all(map(math.isfinite, place)):
            return shapely.Point(place), None
    except (ValueError, ShapelyError):
        pass
    told = clean(", ".join(cells))[:60]
    return None, (f"“{told}” is no position", f"“{told}”不是位置")
