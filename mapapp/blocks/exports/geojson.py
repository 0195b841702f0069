"""The answer as GeoJSON: the units as they were read, each with what touches it, and the rest of the answer beside."""

from itertools import count

from mapapp.blocks.exports.chosen import shapes_of
from mapapp.blocks.exports.results import results
from mapapp.writing import geojson
from mapapp.writing.placing import WGS84, placed

MEDIA_TYPE = geojson.MEDIA_TYPE


def write(answer, units, chosen, reference):
    """Return the bytes of a FeatureCollection after RFC 7946, of the chosen units.

    A feature's `id` is the unit's index in the answer, by which borders, overlaps and gaps name it. Its properties are
    the planner's own, as texts, and ours, which begin with `mapapp_` (a column of that name is kept with a number, as
    `mapapp_unit_2`); `site` in `mapapp_parts` (for points
    `mapapp_near`) is an index into `mapapp.sites`. With a `reference` the coordinates are its own, and the collection
    says so in `mapapp.crs`, and in `crs` where it has an EPSG code.
    """
    shapes = placed(shapes_of(units, chosen), reference)
    features = map(geojson.feature, chosen, shapes, (_properties(answer, answer["units"][unit]) for unit in chosen))
    return geojson.write(geojson.named(reference) | {"mapapp": _about(answer, reference)}, features)


def _properties(answer, unit):
    parts = {f"mapapp_{name}": unit[name] for name in ("parts", "near") if name in unit}
    ours = results(answer, unit) | parts
    return _renamed(unit["attributes"], ours) | ours


def _renamed(attributes, ours):
    """Return the planner's attributes, with a number behind names that are ours.

    >>> _renamed({"mapapp_unit": "a", "mapapp_unit_2": "b"}, {"mapapp_unit": "c"})
    {'mapapp_unit_3': 'a', 'mapapp_unit_2': 'b'}
    """
    taken, renamed = {*attributes, *ours}, {}
    for name, value in attributes.items():
        numbered = (f"{name}_{number}" for number in count(2))
        unused = next(one for one in numbered if one not in taken) if name in ours else name
        taken.add(unused)
        renamed[unused] = value
    return renamed


SECRET = ("id", "expires")
"""What leads to the result at its unguessable address: not for everybody who is handed the file."""


def _about(answer, reference):
    """Return everything of the answer but the units, and in which coordinates this is written."""
    rest = {name: value for name, value in answer.items() if name not in ("units", *SECRET)}
    return {"crs": reference.code if reference else WGS84, "illustrative": answer["file"]["illustrative"]} | rest
