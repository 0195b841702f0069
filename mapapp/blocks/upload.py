"""A planner's file from its bytes to units on WGS-84, with everything that was assumed or noticed on the way."""

from dataclasses import dataclass, replace
from pathlib import PurePath

import numpy as np
import shapely

from mapapp.blocks import encoding, texts
from mapapp.blocks.antimeridian import split
from mapapp.blocks.blocks import POINTS, Blocks
from mapapp.blocks.findings import ASSUMPTION, noted
from mapapp.blocks.formats import delimited, flatgeobuf, geojson, geopackage, geoparquet, kml, shapefile
from mapapp.blocks.formats.recognise import recognise
from mapapp.blocks.labels import labels
from mapapp.blocks.polygons import kept
from mapapp.blocks.referencing import display_name, refer
from mapapp.blocks.repair import repair_findings, repaired
from mapapp.blocks.whereabouts import District, noticed, shifted
from mapapp.earth.zones import CGCS2000, WORLD
from mapapp.errors import LayerUnknown, NoGeometry, TooManyColumns, TooManyFeatures, TooManyVertices

READERS = {
    "GeoJSON": geojson.read,
    "Shapefile": shapefile.read,
    "GeoPackage": geopackage.read,
    "KML": kml.read,
    "KMZ": kml.read,
    "CSV": delimited.read,
    "FlatGeobuf": flatgeobuf.read,
    "GeoParquet": geoparquet.read,
}
"""Who reads which format."""
READING, REPAIRING = "reading", "repairing"
MANY_VERTICES = 20_000
"""From here on the page draws the units simplified."""
LIKE_A_WEB_MAP = {f"EPSG:{WORLD.degrees}", f"EPSG:{CGCS2000.degrees}"}
"""The coordinate systems under whose name degrees of web maps go round."""


def read_blocks(path, name, wishes, limits, outline, told=lambda stage: None):
    """Return the `Blocks` of the file at `path`, which came under `name`.

    `outline`: of the district, a polygon in WGS-84 degrees. `told(stage)` hears "reading" and "repairing" as the
    work goes on. Raises a BadBlockFile that says what to do.
    """
    told(READING)
    encoding.check(wishes.encoding, name)
    found = READERS[recognise(path, name, wishes.encoding)](path, name, wishes, limits)
    _check_layer(wishes.layer, found, name)
    return understand(found, name, wishes, limits, outline, told)


def understand(found, name, wishes, limits, outline, told=lambda stage: None):
    """Return the `Blocks` that `found` (`Found`), called `name`, means. The rest is as for `read_blocks`."""
    _keep_to(limits, found, name)
    columns, cleaned = texts.clean(found.columns, limits.cell)
    shapes = kept(found.geometry, name)
    label = labels(columns, shapes.rows, wishes.label, name)
    geometry, said, referred = refer(replace(found, geometry=shapes.geometry), wishes, outline, name)
    told(REPAIRING)
    ground = _ground(shapes.kind, geometry, label.names, limits, District(outline), name)
    doubts = [] if wishes.crs or said.code not in LIKE_A_WEB_MAP else shifted(ground.geometry, outline)
    findings = [*_read_as(found), *referred, *label.findings, *found.findings, *cleaned, *shapes.findings]
    findings += [*ground.findings, *doubts, *_simplified(ground.geometry)]
    return _blocks(found, shapes, columns, label, said, ground, findings)


def _check_layer(wished, found, name):
    """Refuse a layer that the file does not have; in a format without layers the file is one, by its name."""
    layers = found.layers or (PurePath(name).stem,)
    if wished and wished not in layers:
        raise LayerUnknown(file=name, layer=wished, candidates=list(layers))


def _keep_to(limits, found, name):
    """Refuse what is beyond the limits, whichever format it came in."""
    if len(found.geometry) > limits.features:
        raise TooManyFeatures(file=name, limit=limits.features)
    if len(found.columns) > limits.columns:
        raise TooManyColumns(file=name, limit=limits.columns)
    if shapely.get_num_coordinates(found.geometry).sum() > limits.vertices:
        raise TooManyVertices(file=name, limit=limits.vertices)


@dataclass(frozen=True)
class Ground:
    """Valid shapes on WGS-84, the index of each among those that were given, and what was noticed."""

    geometry: np.ndarray
    indexes: np.ndarray
    findings: list


def _ground(kind, geometry, names, limits, district, name):
    """Return the `Ground` of units or points in degrees. Raises NoGeometry and GeometryTooComplex."""
    if kind == POINTS:
        return Ground(geometry, np.arange(len(geometry)), noticed(geometry, names, district))
    cut, across = split(geometry, names)
    repair = repaired(cut, limits, name)
    mended = repair.geometry
    there = np.flatnonzero(~shapely.is_empty(mended))
    if not len(there):
        raise NoGeometry(file=name)
    findings = repair_findings(cut, repair, names, district.centre[0])
    where = noticed(mended[there], [names[index] for index in there], district)
    return Ground(mended[there], there, [*across, *findings, *where])


def _read_as(found):
    """Yield what was assumed of the format, the encoding and the layer."""
    yield noted("format_recognised", format=found.format)
    if found.encoding and not any(finding.code.startswith("encoding_") for finding in found.findings):
        yield noted("encoding_used", encoding=found.encoding)
    if len(found.layers) > 1:
        yield noted("layer_chosen", layer=found.layer, count=len(found.layers))


def _simplified(geometry):
    vertices = int(shapely.get_num_coordinates(geometry).sum())
    return [noted("geometry_simplified", vertices=f"{vertices:,}")] if vertices > MANY_VERTICES else []


def _blocks(found, shapes, columns, label, said, ground, findings):
    rows = shapes.rows[ground.indexes]
    return Blocks(
        kind=shapes.kind,
        names=[label.names[index] for index in ground.indexes],
        columns={column: [values[row] for row in rows] for column, values in columns.items()},
        geometry=ground.geometry,
        rows=[int(row) + 1 for row in rows],
        crs=said.code,
        crs_name=display_name(said),
        format=found.format,
        layer=found.layer,
        layers=found.layers,
        label=label.column,
        encoding=found.encoding,
        illustrative=found.illustrative,
        findings=tuple(sorted(findings, key=lambda finding: finding.kind != ASSUMPTION)),
    )
