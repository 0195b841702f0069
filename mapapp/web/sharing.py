"""Passing a page on: its lasting address, the same place in the maps of others, and whom to tell what is wrong."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from flask import Response, request

from mapapp.errors import AddressNotOurs
from mapapp.publish.other_maps import map_links
from mapapp.publish.qr_code import qr_svg
from mapapp.view.mapdata import anchor
from mapapp.web.telling import build_of, tellings

OURS = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]{0,499}")
"""The address of a page within the site: it begins with one slash, and no browser reads a host in it."""

LONGEST = 500
AS_IS = "!$%&'()*+,/:;=?@#[]~"
"""What stands for itself in an address (RFC 3986), `%` too: whoever asks has encoded it."""


def register(app, public_url):
    """Give the application the address that draws QR codes."""

    @app.get("/qr.svg")
    def qr():
        to = request.args.get("to", "")
        if len(to) > LONGEST or not OURS.fullmatch(to):
            raise AddressNotOurs(longest=LONGEST)
        drawing = qr_svg((public_url or request.host_url.rstrip("/")) + quote(to, safe=AS_IS))
        return Response(drawing, mimetype="image/svg+xml", headers={"Cache-Control": "private, max-age=3600"})


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
