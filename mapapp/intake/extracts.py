"""OpenStreetMap: every named element of an extract as a candidate."""

from mapapp.errors import ElementBroken, SourceContradicted
from mapapp.intake.candidate import Candidate, Reading
from mapapp.intake.kinds import kind_of_tags
from mapapp.intake.naming import names_of
from mapapp.osm.extract import open_extract
from mapapp.osm.shapes import OSM_ERROR_M, shape_of

SOURCE, LICENCE, DATUM = "OpenStreetMap (© OpenStreetMap contributors)", "ODbL 1.0", "WGS-84"


def read(file, wishes, box):
    """Return the `Reading` of an extract, OSM XML or PBF. `box`: west, south, east, north of the district.

    Raises a `BadExtract`, and SourceContradicted where `wishes` states what OpenStreetMap states itself.
    """
    for option, stated in (("--source", SOURCE), ("--licence", LICENCE), ("--crs", DATUM)):
        if getattr(wishes, option.removeprefix("--")):
            raise SourceContradicted(file=file, option=option, stated=stated)
    elements = open_extract(file, box)
    called = [(element, names) for element in elements.named() if (names := names_of(element.tags))]
    candidates, broken, unsupported = [], [], 0
    for element, names in called:
        kind = kind_of_tags(element.tags, names.hans)
        try:
            geometry = shape_of(element, elements)
        except ElementBroken as reason:
            broken += [(names.hans, reason)] if kind else []
            unsupported += not kind
            continue
        unsupported += geometry is None
        candidates += [_candidate(element, names, kind, geometry)] if geometry is not None else []
    objects = elements.count()
    return Reading(
        "OpenStreetMap", SOURCE, LICENCE, DATUM, objects, objects - len(called), unsupported, candidates, broken
    )


def _candidate(element, names, kind, geometry):
    return Candidate((element.ref,), names, kind, geometry, SOURCE, LICENCE, OSM_ERROR_M)
