"""A planner's result and question, each told in a line of text."""


def candidate_line(candidate, language):
    """Return what may be chosen instead, in one line: a text, or a coordinate system and how well the units fit it."""
    if isinstance(candidate, str):
        return candidate
    name = candidate["name_en" if language == "en" else "name_zh"]
    return f"{candidate['crs']}  {name}, ±{candidate['accuracy_m']:g} m ({candidate['inside']:.0%})"


def counts_line(answer):
    """Return how many units there are, and how many of what was found, in one line."""
    touched = sum(unit["drawn"] > 0 for unit in answer["units"])
    counts = f"{len(answer['units'])} {answer['kind']}, {touched} with commitments"
    if answer["kind"] == "points":
        return counts
    outside = sum(site["outside_share"] == 1 for site in answer["sites"]) + len(answer["unplaced"])
    return f"{counts}, {len(answer['borders'])} border streets, {outside} places in no unit"
