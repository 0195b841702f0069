"""What was found for a unit as plain properties, beside the planner's own: for GeoJSON, GeoPackage and KML."""

POSSIBLY = "（可能 possibly）"


def results(answer, unit):
    """Return what was found for a unit or a point, texts and numbers by names that begin with `mapapp_`."""
    found = {"unit": unit["name"], "row": unit["row"]}
    found |= {name: unit[name] for name in ("area_m2", "low", "drawn", "high") if name in unit}
    found |= {"places": places(answer, unit), "illustrative": answer["file"]["illustrative"]}
    return {f"mapapp_{name}": value for name, value in found.items()}


def places(answer, unit):
    """Return the names of the sites that touch a unit, or may, or are near a point; `None` where there are none."""
    return "；".join(_place(answer, part) for part in unit.get("parts", unit.get("near", ()))) or None


def _place(answer, part):
    name = answer["sites"][part["site"]]["name_zh_hans"]
    return name if part.get("share", 1) > 0 else name + POSSIBLY
