"""Which coordinates a file uses: as the planner says, as the file says, as its format rules, or else it is asked."""

import numpy as np
import shapely

from mapapp.blocks.candidates import candidates, exchanged, sample
from mapapp.blocks.findings import noted
from mapapp.blocks.whereabouts import FAR_M, District
from mapapp.earth.crs import OutOfRange, UnknownReference, reference, reference_of
from mapapp.errors import CRSContradicted, CRSOutOfRange, CRSRequired, UnknownCRS

WGS84 = "EPSG:4326"
RULED = ("GeoJSON", "KML", "KMZ")
"""The formats whose own rules say WGS-84."""
NOWHERE = 1e9
"""A coordinate that no system has, in metres or degrees."""
LONGEST_NAME = 80
"""Characters of a name that a sentence quotes."""


def reference_named(text, file):
    """Return the `Reference` that somebody names: `EPSG:n`, `GCJ-02`, `BD-09`, or WKT as answers keep it.

    Raises UnknownCRS; `file` is for its sentence.
    """
    try:
        return reference(text)
    except UnknownReference:
        raise UnknownCRS(file=file, crs=text[:LONGEST_NAME]) from None


def refer(found, wishes, outline, name):
    """Return the shapes of a `Found` in WGS-84 degrees, their `Reference`, and the findings on both.

    The planner's word (`wishes.crs`) counts more than the file's, and that more than the rule of the format. x and y
    are exchanged where only so they come near the district, whose `outline` is in WGS-84. Raises UnknownCRS,
    CRSOutOfRange, and CRSRequired with the candidates.
    """
    said, findings = _said(found, wishes, name)
    if np.abs(shapely.get_coordinates(found.geometry)).max() > NOWHERE:
        raise CRSOutOfRange(file=name, crs=display_name(said or reference(WGS84)))
    if said is None:
        raise CRSRequired(file=name, candidates=candidates(found.geometry, outline))
    try:
        geometry, swapped = _placed(found.geometry, said, District(outline))
    except OutOfRange:
        raise _out_of_range(found, wishes, said, outline, name) from None
    if said.doubtful:
        findings.append(noted("datum_doubtful", crs=said.name))
    return geometry, said, findings + ([noted("axes_swapped")] if swapped else [])


def _said(found, wishes, name):
    """Return the `Reference` that is stated, or `None`, and by whom, as findings."""
    if wishes.crs:
        said = reference_named(wishes.crs, name)
        return said, [noted("crs_by_planner", crs=display_name(said))]
    if found.crs is not None:
        said = _stated(found.crs, name)
        findings = [noted("crs_stated", crs=display_name(said))]
        findings += [noted("crs_custom", datum=said.datum)] if said.custom and not said.shift else []
        findings += [noted("shift_stated", datum=said.datum, shift=numbers(said.shift))] if said.shift else []
        # Degrees of web maps go round under the name of WGS-84.
        return said, findings + ([noted("datum_unverified")] if said.code == WGS84 else [])
    if found.by_format:
        by_rule = noted("crs_by_format", format=found.format) if found.format in RULED else noted("crs_by_custom")
        return reference(WGS84), [by_rule, noted("datum_unverified")]
    return None, []


def _stated(crs, name):
    try:
        return reference(crs) if isinstance(crs, str) else reference_of(crs)
    except UnknownReference:
        raise UnknownCRS(file=name, crs=crs.name[:LONGEST_NAME]) from None


def numbers(shift):
    """Return the numbers of a shift as a sentence tells them.

    >>> numbers((15.8, -154.4, -82.3))
    '15.8, -154.4, -82.3'
    """
    return ", ".join(f"{number:g}" for number in shift)


def display_name(said):
    """Return how a sentence names a `Reference`: by code and name.

    >>> display_name(reference("EPSG:4548"))
    'EPSG:4548 (CGCS2000 / 3-degree Gauss-Kruger CM 117E)'
    """
    if said.crs is None:
        return said.code
    return said.name[:LONGEST_NAME] if said.custom else f"{said.code} ({said.name})"


def _placed(geometry, said, district):
    """Return the shapes in degrees, and whether x and y were exchanged for it. Raises OutOfRange."""
    points = sample(geometry)
    if not said.in_degrees and (np.abs(points) <= (180, 90)).all():
        raise OutOfRange("degrees where metres are due")
    swapped = not _near(points, said, district) and _near(points[:, ::-1], said, district)
    return shapely.transform(exchanged(geometry) if swapped else geometry, said.to_wgs84), swapped


def _near(points, said, district):
    try:
        return district.is_near(said.to_wgs84(points), FAR_M)
    except OutOfRange:
        return False


def _out_of_range(found, wishes, said, outline, name):
    """Return the refusal of coordinates that the stated system cannot say: what else they can be, if that is known."""
    others = candidates(found.geometry, outline)
    if others and not wishes.crs:
        return CRSContradicted(file=name, crs=display_name(said), candidates=others)
    return CRSOutOfRange(file=name, crs=display_name(said), candidates=others)
