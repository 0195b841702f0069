"""What the pages of the subdistricts show."""

from mapapp.errors import UnknownSubdistrict
from mapapp.publish.jsonld import path_of
from mapapp.view import sources
from mapapp.view.promises import promises_of
from mapapp.view.subdistricts import subdistricts
from mapapp.web import linked, previews


def listed(address, edition, _):
    """Return the values of the list of all subdistricts, with what is said for the whole district."""
    return {
        "subdistricts": subdistricts(edition.layers, edition.plates),
        "whole": _whole(edition),
        "linked": linked.of_district(edition, address),
    }


def one(address, edition, visit, id):
    """Return the values of the page of one subdistrict. Raises `UnknownSubdistrict`."""
    known = subdistricts(edition.layers, edition.plates)
    if id not in known:
        raise UnknownSubdistrict(id=id)
    found = known[id]
    named = promises_of(found.plate, edition.layers, edition.plates, visit.form) if found.plate else []
    preview = previews.of_subdistrict(visit, found, named, edition, path_of("subdistricts", id))
    return {
        "subdistrict": found,
        "promises": named,
        "whole": _whole(edition),
        "preview": preview,
        "linked": linked.of_subdistrict(edition, visit, address, found, named),
    }


def _whole(edition):
    """Return the sentences for the whole district, by theme."""
    return sources.unmapped(edition.layers, "district-wide")
