"""The format of a file, by what it holds; its name decides only how a file that is none of ours is refused."""

import re
import zipfile

from mapapp.blocks import encoding
from mapapp.blocks.formats.archive import suffixes
from mapapp.errors import ContentMismatch, FileEmpty, FormatNotAllowed

GEOJSON, SHAPEFILE, GEOPACKAGE, KML = "GeoJSON", "Shapefile", "GeoPackage", "KML"
KMZ, CSV, FLATGEOBUF, GEOPARQUET = "KMZ", "CSV", "FlatGeobuf", "GeoParquet"

BY_EXTENSION = {
    "geojson": GEOJSON,
    "json": GEOJSON,
    "zip": SHAPEFILE,
    "gpkg": GEOPACKAGE,
    "kml": KML,
    "kmz": KMZ,
    "csv": CSV,
    "tsv": CSV,
    "txt": CSV,
    "fgb": FLATGEOBUF,
    "parquet": GEOPARQUET,
    "geoparquet": GEOPARQUET,
    "": None,
}
"""What a name promises, by its extension; files with another one are never accepted."""

BY_MAGIC = {b"SQLite format 3\0": GEOPACKAGE, b"fgb": FLATGEOBUF, b"PAR1": GEOPARQUET}
HEAD_BYTES = 65536
ROOT = re.compile(
    r"\s*+(?:(?>(?><\?.*?\?>)|(?><!--.*?-->)|(?><!DOCTYPE[^\[>]*+(?>\[.*?\]\s*+>|>)))\s*+)*+"
    r"<(?:[\w.-]++:)?([\w.-]++)",
    re.DOTALL,
)
"""The name of the root element of XML, after declarations, comments and the document type."""
MAP_ROOT = re.compile(r"gpx|osm|osmchange|(\w*featurecollection)|ogr\w+|gdal\w+|vrt\w+|wfs\w+|landxml|citymodel", re.I)
"""Root elements of map formats that are not ours, and that a careless reader would open all the same."""


def recognise(path, name, wished=None):
    """Return the format of the file at `path` that came under `name`: "GeoJSON", "Shapefile", "GeoPackage" and so on.

    `wished`: the encoding that the planner names, if any. Raises FormatNotAllowed, FileEmpty and ContentMismatch. A
    broken file of a format of ours is for its reader.

    >>> extension("街区单元.GeoJSON")
    'geojson'
    """
    if extension(name) not in BY_EXTENSION:
        raise FormatNotAllowed(file=name)
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    text = _decoded(head, wished)
    if not text:
        raise FileEmpty(file=name)
    promised = BY_EXTENSION[extension(name)]
    found = _by_magic(head) or _of_archive(path, head, promised) or _of_text(text.lstrip(), promised)
    if found is None:
        raise ContentMismatch(file=name, format=promised) if promised else FormatNotAllowed(file=name)
    return found


def extension(name):
    """Return what stands behind the last dot of a name, in lower case, "" if there is no dot."""
    return name.rpartition(".")[2].strip().lower() if "." in name else ""


def _by_magic(head):
    return next((name for magic, name in BY_MAGIC.items() if head.startswith(magic)), None)


def _of_archive(path, head, promised):
    """Return the format that a ZIP archive holds; a broken or strange one is what its name promises, if an archive."""
    if not (head.startswith(b"PK") or zipfile.is_zipfile(path)):
        return None
    inside = suffixes(path)
    if ".shp" in inside:
        return SHAPEFILE
    return KMZ if ".kml" in inside else promised if promised in (SHAPEFILE, KMZ) else None


def _of_text(text, promised):
    """Return the format of a text file, `None` if it is none of ours or no text at all."""
    if text.startswith("<"):
        return _of_xml(text, promised)
    if text.startswith("{"):
        return GEOJSON
    if promised in (GEOJSON, CSV, None) and "\0" not in text:
        return promised or CSV
    return None


def _of_xml(text, promised):
    """Return KML for KML, and for XML of no map format what its name promises if that reader will say what is wrong."""
    root = ROOT.match(text)
    if root and root[1].lower() == "kml":
        return KML
    if promised == GEOJSON:
        return None if root and MAP_ROOT.fullmatch(root[1]) else GEOJSON
    return KML if promised == KML and not root else None


def _decoded(head, wished):
    wide = encoding.marked(head) == "UTF-16" or (b"\0" in head and encoding.known(wished or "") == "UTF-16")
    return head.decode(encoding.codec("UTF-16" if wide else "UTF-8", head), errors="replace")
