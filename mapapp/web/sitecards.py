"""What stands on the cards of places: the sign, what was said, the map around, the QR code of the place's own page."""

from dataclasses import replace
from urllib.parse import quote
from xml.etree.ElementTree import tostring

from mapapp.publish.map_picture import FONTS
from mapapp.publish.map_svg import map_svg
from mapapp.view.mapdata import anchor
from mapapp.view.mapdrawing import draw
from mapapp.view.promises import promises_of
from mapapp.view.window import surrounding
from mapapp.web import paper
from mapapp.web.naming import several, theme_in

MAP = (336, 150)
"""How large the map of a card is, in units."""


def told(studio, edition, visit, plates):
    """Return what stands on the cards of some places, JSON values for `card.typ`."""
    title = visit.say("site.name", district=paper.district(visit, edition.layers))
    return {
        "tag": visit.language.tag,
        "title": f"{visit.name(plates[0].properties)} · {title}" if len(plates) == 1 else title,
        "continued": visit.say("paper.continued"),
        "foot": [
            visit.say("paper.build", build=edition.layers.receipt["receipt_sha256"][: paper.BUILD]),
            paper.whose(visit, edition.colophon),
            *studio.colophon(edition, visit),
        ],
        "cards": [_card(studio, edition, visit, plate) for plate in plates],
    }


def _card(studio, edition, visit, plate):
    address = _lasting(studio, visit, plate)
    qr, qr_alt = paper.code(visit, address)
    said = {"said": visit.say("sign.said", district=paper.district(visit, edition.layers))}
    promises = promises_of(plate, edition.layers, edition.plates, visit.form)
    return {
        "id": plate.id,
        "place": paper.place(visit, plate, plate.id),
        "name": visit.name(plate.properties),
        "second": visit.second_name(plate.properties),
        "second_tag": visit.language.second_tag,
        "promises": [
            paper.sentence(
                visit, promise, theme_in(visit), studio.faces, chosen=plate.id, several=several(edition.layers)
            )
            | said
            for promise in promises
        ],
        "map": _surroundings(studio, edition, visit, plate),
        "map_alt": visit.say("site.sketch", name=visit.name(plate.properties)),
        "dates": paper.dates(visit, {promise.article["id"]: promise.article for promise in promises}.values()),
        "qr": qr,
        "qr_alt": qr_alt,
        "address": address,
    }


def _lasting(studio, visit, plate):
    """Return the whole address of the page of a place, its language fixed."""
    page = replace(visit, fixed=True, root="")
    return studio.origin() + page.link(f"/sites/{quote(plate.id, safe='')}")


def _surroundings(studio, edition, visit, plate):
    """Return the SVG of the map around a place, or `None` where it has no position."""
    if anchor(plate.feature) is None:
        return None
    window = surrounding(plate.feature, *MAP)
    drawing = draw(window, edition.layers, {plate.id: plate}, edition.base_features, visit.name, plate.id)
    return tostring(map_svg(drawing, studio.palette(), FONTS[visit.language.tag]), encoding="unicode")
