"""Every element of an extract of a district, from either of its forms."""

from mapapp.osm.markup import read_xml
from mapapp.osm.pbf import read_pbf
from mapapp.osm.recognised import PBF, XML, recognised

LARGEST_MB = {PBF: 30, XML: 300}
"""What is larger is refused: all elements are held at once, and a district needs a tenth of it."""

READERS = {PBF: read_pbf, XML: read_xml}


def open_extract(file, box):
    """Return the `Elements` of the extract at the path `file`, OSM XML or PBF; its name does not matter.

    `box`: west, south, east, north of what is needed, named where a larger extract is refused. Raises a `BadExtract`.
    """
    return READERS[recognised(file, LARGEST_MB, box)](file)
