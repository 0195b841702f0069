"""The dossier: what was found for every unit, in the district's own words, as one document in JSON."""

import math
from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from mapapp.blocks import quotes
from mapapp.blocks.blocks import POINTS
from mapapp.blocks.classes import classes
from mapapp.blocks.findings import noted
from mapapp.blocks.ground import ground_of
from mapapp.layers import query

LANGUAGES = ("zh-hans", "zh-hant", "en")
MOST_NOTES, MOST_NAMES = 100, 8
"""The lines under a finding, and the units that a line names."""


@dataclass(frozen=True)
class Facts:
    """What a result is kept under and made from.

    `made`, `expires`: ISO 8601 with a zone; `id` and `expires` are `None` where nothing is kept. `name`, `sha256`,
    `size` (bytes): of the planner's file. `layers_sha256`: of the published layers. `settings`: those that shaped the
    result, among them `nearby_m`.
    """

    id: str | None
    made: str
    expires: str | None
    name: str
    sha256: str
    size: int
    layers_sha256: str
    settings: dict = field(default_factory=dict)


def dossier(blocks, sites, overlay, layers, facts):
    """Return the answer for `blocks` (`Blocks`) as a dict that JSON can say.

    `sites`: the list of `Site` that was laid under them. `overlay`: the `Overlay` of the two; for points what
    `mapapp.blocks.vicinity.near` found. Numbers that are not finite become `None`.
    """
    laid = None if blocks.kind == POINTS else overlay
    units = [*(_units(blocks, sites, laid) if laid else _points(blocks, sites, overlay))]
    across = _across(laid) if laid else {"borders": [], "overlaps": [], "gaps": []}
    findings = [*blocks.findings, *_noticed(blocks, across, facts.settings)]
    return {
        "id": facts.id,
        "made": facts.made,
        "expires": facts.expires,
        "kind": blocks.kind,
        "file": _file(blocks, facts),
        "layers_sha256": facts.layers_sha256,
        "settings": facts.settings | {"measured_in": laid.crs if laid else _measured_in(sites)},
        "findings": [_told(finding) for finding in findings],
        "units": units,
        "sites": [*_sites(sites, laid, layers)],
        "commitments": quotes.commitments(layers),
        **across,
        "district_wide": quotes.district_wide(layers),
        "unplaced": quotes.unplaced(layers),
        "classes": classes([unit["drawn"] for unit in units]),
    }


def _measured_in(sites):
    """Return the name of the CRS in which distances to the sites are measured."""
    return ground_of(np.array([site.geometry for site in sites], dtype=object)).crs.to_string()


def _file(blocks, facts):
    return {
        "name": facts.name,
        "sha256": facts.sha256,
        "bytes": facts.size,
        "format": blocks.format,
        "encoding": blocks.encoding,
        "layer": blocks.layer,
        "layers": list(blocks.layers),
        "label": blocks.label,
        "crs": blocks.crs,
        "crs_name": blocks.crs_name,
        "columns": list(blocks.columns),
        "illustrative": blocks.illustrative,
    }


def _units(blocks, sites, overlay):
    """Yield each unit with what touches it."""
    borders = {(unit, border.site) for border in overlay.borders for unit in border.units}
    parts = _by_unit(overlay.parts)
    for unit, row in enumerate(_rows(blocks)):
        touching = [{**part, "border": (unit, part["site"]) in borders} for part in parts[unit]]
        yield row | {
            "area_m2": finite(overlay.unit_area_m2[unit]),
            "parts": touching,
            "low": _count(sites, (part["site"] for part in touching if part["low"] > 0)),
            "drawn": _count(sites, (part["site"] for part in touching if part["share"] > 0)),
            "high": _count(sites, (part["site"] for part in touching if part["high"] > 0)),
        }


def _points(blocks, sites, near):
    """Yield each point with the sites near it, the nearest first."""
    for row, point, found in zip(_rows(blocks), blocks.geometry, near, strict=True):
        distances = [{"site": site, "distance_m": distance} for site, distance in found]
        drawn = _count(sites, (site for site, _ in found))
        yield row | {"at": [point.x, point.y], "near": distances, "drawn": drawn}


def _rows(blocks):
    """Yield of each unit or point its name, its row in the file and its attributes."""
    for at, (name, row) in enumerate(zip(blocks.names, blocks.rows, strict=True)):
        attributes = {column: values[at] for column, values in blocks.columns.items()}
        yield {"name": name, "row": int(row), "attributes": attributes}


def _by_unit(parts):
    """Return the rows of `parts` as lists of dicts by unit."""
    found, fields = defaultdict(list), ("site", "measure", "share", "low", "high")
    columns = [getattr(parts, name).tolist() for name in ("unit", *fields)]
    for unit, *values in zip(*columns, strict=True):
        found[unit].append(dict(zip(fields, values, strict=True)))
    return found


def _count(sites, numbers):
    return len({commitment for number in numbers for commitment in sites[number].commitments})


def _across(overlay):
    """Return what concerns several units: border streets, overlaps and gaps."""
    return {
        "borders": [_border(border) for border in overlay.borders],
        "overlaps": [{"units": [int(a), int(b)], "area_m2": float(area)} for a, b, area in overlay.overlaps],
        "gaps": [_gap(gap) for gap in overlay.gaps],
    }


def _border(border):
    measures = {name: [float(value) for value in getattr(border, name)] for name in ("drawn", "low", "high")}
    units = [int(unit) for unit in border.units]
    return {"site": int(border.site), "units": units, "length_m": float(border.length_m), **measures}


def _gap(gap):
    return {
        "units": [int(unit) for unit in gap.units],
        "area_m2": float(gap.area_m2),
        "at": [float(degrees) for degrees in gap.at],
    }


def _noticed(blocks, across, settings):
    """Yield what is to be said of the units as a whole."""
    if blocks.illustrative:
        yield noted("illustrative")
    if blocks.kind == POINTS:
        yield noted("points_only", count=len(blocks.names), metres=settings["nearby_m"])
    for code, places in (("units_overlap", across["overlaps"]), ("units_gap", across["gaps"])):
        if places:
            yield noted(code, *_notes(places, blocks.names), count=len(places))


def _notes(places, names):
    """Return a line for each place, such as `001 / 002: 12 m²`, the largest first, `MOST_NOTES` at most."""
    largest = sorted(places, key=lambda place: -place["area_m2"])[:MOST_NOTES]
    lines = [f"{_together(one['units'], names)}: {one['area_m2']:.0f} m²" for one in largest]
    return [*lines, "…"] if len(places) > MOST_NOTES else lines


def _together(units, names):
    more = ["…"] if len(units) > MOST_NAMES else []
    return " / ".join([*(names[unit] for unit in units[:MOST_NAMES]), *more])


def _told(finding):
    sentences = {language: finding.sentence(language) for language in LANGUAGES}
    return {"code": finding.code, "kind": finding.kind, **sentences, "notes": [str(note) for note in finding.notes]}


def _sites(sites, overlay, layers):
    """Yield each site with its names, its size, and how much of it lies in no unit or in several."""
    places = {place["id"]: place for place in query.sites(layers)}
    for number, site in enumerate(sites):
        yield quotes.names(places[site.id]) | {
            "kind": site.kind,
            "certainty": site.certainty,
            "accuracy_m": site.accuracy_m,
            "commitments": list(site.commitments),
            **{name: _measure(overlay, plural, number) for name, plural in MEASURES.items()},
        }


MEASURES = {"size": "sizes", "outside": "outside", "outside_share": "outside_share", "twice_share": "twice_share"}
"""What the answer says of a site, and the array of the overlay that knows it."""


def _measure(overlay, array, number):
    """Return a measure of a site; where points were laid over it, it has none."""
    return finite(getattr(overlay, array)[number]) if overlay else None


def finite(number):
    """Return a number as JSON can say it: `None` where it is not finite."""
    return float(number) if math.isfinite(number) else None
