"""The answer as KML: a placemark for each unit, names and quotes as text."""

from mapapp.blocks.exports.about import about
from mapapp.blocks.exports.chosen import multiple, shapes_of
from mapapp.blocks.exports.headings import MEASURED
from mapapp.blocks.exports.results import results
from mapapp.writing import kml
from mapapp.writing.placing import placed

MEDIA_TYPE = kml.MEDIA_TYPE


def write(answer, units, chosen, reference):
    """Return the bytes of the KML of the chosen units. KML knows WGS-84 only: `reference` has no place in it."""
    description = "\n".join(f"{what}: {text}" for what, text in about(answer, chosen))
    shapes = placed(shapes_of(units, chosen), None)
    marks = (_placemark(answer, answer["units"][unit], shape) for unit, shape in zip(chosen, shapes, strict=True))
    return kml.write(answer["file"]["name"], description, marks)


def _placemark(answer, unit, shape):
    data = results(answer, unit) | unit["attributes"]
    return unit["name"], "\n".join(_sentences(answer, unit)), data, multiple(shape)


def _sentences(answer, unit):
    """Yield a line for each site of a unit, and one for each commitment that names it, with its source."""
    for part in unit.get("parts", unit.get("near", ())):
        site = answer["sites"][part["site"]]
        yield f"{site['name_zh_hans']} {site['name_en']}: {_amount(part, site)}"
        for id in site["commitments"]:
            words = answer["commitments"][id]
            yield f"“{words['quote']}” ({words['article']} {words['line']}.{words['sentence']})"


def _amount(part, site):
    if "distance_m" in part:
        return f"{part['distance_m']:.0f} m"
    least, most = (f"{part[name]:.0f}" for name in ("low", "high"))
    return f"{part['measure']:.0f} {MEASURED[site['kind']]}, {part['share']:.1%} (最少 min {least}, 最多 max {most})"
