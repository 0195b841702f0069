"""Where everything comes from and what is not on the map: the plain facts of the about page."""

from mapapp.layers import query
from mapapp.layers.chronology import moment
from mapapp.view.plates import plates as number_plates


def credits(layers):
    """Return rows of (source, licence, places): who is to be thanked for which places."""
    thanks = {}
    for plate in number_plates(layers).values():
        key = (plate.properties["source"], plate.properties["licence"])
        thanks.setdefault(key, []).append(plate)
    district = query.district(layers)["properties"]
    thanks.setdefault((district["source"], district["licence"]), [])
    return [(source, licence, places) for (source, licence), places in thanks.items()]


def from_openstreetmap(layers):
    """Return whether a shown place is from OpenStreetMap, which must be credited in sight."""
    return any(licence.startswith("ODbL") for _, licence, _ in credits(layers))


def unmapped(layers, reason):
    """Return the commitments that have no mark of their own on the map for one `reason`, by (article, theme).

    Articles come in time order, themes in that of their article; the same words in two articles are two themes.
    """
    themes = {}
    for entry in sorted(layers.ledger["commitments"], key=lambda entry: moment(layers.articles[entry["article"]])):
        if entry["reason"] == reason:
            themes.setdefault((entry["article"], entry["theme"]), []).append(_stated(layers, entry))
    return themes


def unplaced(layers, subdistrict=None):
    """Return the places without a position, all or those in one subdistrict, by (kind, reason)."""
    groups = {}
    for place in layers.ledger["places"]:
        if subdistrict is not None and place.get("subdistrict") != subdistrict:
            continue
        groups.setdefault((place["kind"], place["reason"]), []).append(place)
    return groups


def unlisted(layers):
    """Return the names without a row in the gazetteer by the article that uses them; an older wall states none."""
    names = {}
    for entry in layers.ledger.get("names", ()):
        names.setdefault(entry["article"], []).append(entry)
    return names


def _stated(layers, entry):
    """Return an entry of the ledger with all that its article states of it."""
    commitments = layers.articles[entry["article"]]["commitments"]
    return next(c for c in commitments if c["id"] == entry["id"]) | entry
