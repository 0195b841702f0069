"""Passing a page on: its lasting address, the same place in the maps of others, and whom to tell what is wrong."""

from dataclasses import dataclass

from mapapp.publish.other_maps import map_links
from mapapp.view.mapdata import anchor
from mapapp.web.telling import build_of, tellings


@dataclass(frozen=True)
class Elsewhere:
    """`links`: to a place in the maps of others; none if it has no position, and then the ledger's `reason`."""

    links: list
    reason: str | None


def site_parts(edition, visit, plate, promises, origin, contact):
    """Return what the page of a place says beside its facts: other maps, whom to tell, and its address.

    `origin`: scheme and host that visitors know us by, or "".
    """
    page = origin + lasting_path(visit)
    receipt = edition.layers.receipt
    return {
        "elsewhere": _elsewhere(edition.layers, visit, plate),
        "tellings": tellings(plate, promises, visit, receipt, page, contact),
        "build": build_of(receipt),
        "page_address": page,
        "page_path": lasting_path(visit),
    }


def lasting_path(visit):
    """Return the path and query of a page with its language fixed, so that everybody reads the same."""
    return f"{visit.root}/{visit.language.code}{visit.path}{visit.query}"


def _elsewhere(layers, visit, plate):
    at = anchor(plate.feature)
    if at is None:
        reasons = {place["id"]: place["reason"] for place in layers.ledger["places"]}
        return Elsewhere([], reasons.get(plate.id, "not-placed"))
    name = visit.name(plate.properties)
    return Elsewhere(
        map_links(at, visit.say("maps.approximate", name=name) if plate.symbol == "approximate" else name), None
    )
