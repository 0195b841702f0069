"""What stands on a print sheet: the map with its key and notes, the sentences that name places, where they are from."""

from xml.etree.ElementTree import tostring

from mapapp.publish.map_picture import FONTS
from mapapp.publish.map_svg import map_svg
from mapapp.publish.signs import KEY, symbol
from mapapp.publish.svg import svg
from mapapp.view import address
from mapapp.view.plates import numbers
from mapapp.web import paper
from mapapp.web.naming import described, several, theme_in

SIZES = {"a4": (703, 555), "a3": (806, 725)}
"""The paper, and how large the map on it is in units of the drawing: as many pixels of the map on screen."""
A3_SHARE = 0.55
"""What of the width of A3 is the map's."""
LONGEST_CODE = 600
"""The longest address that a small QR code still holds to be read from paper."""


def told(studio, edition, visit, asked, size, page):
    """Return what stands on the sheet of a view, JSON values for `sheet.typ`; `page`: its address on the site."""
    left = address.narrowed(edition.promises[visit.form], asked.facets, studio.facts(edition))
    many = several(edition.layers)
    return {
        "size": size,
        "tag": visit.language.tag,
        **_head(edition, visit, page),
        **_map(studio, edition, visit, asked, size, left),
        "promises": [
            paper.sentence(
                visit,
                promise,
                theme_in(visit),
                studio.faces,
                plates=plates,
                chosen=asked.site,
                signed=many,
                several=many,
            )
            for promise, plates in left
        ],
        "source_title": visit.say("paper.source"),
        "source": [
            *([] if left else [visit.say("filter.nothing")]),
            *paper.sources(visit, _articles(edition, left), edition.layers),
            visit.say("paper.rest", **edition.counts),
        ],
    }


def _articles(edition, left):
    """Return the articles whose sentences stand on the sheet; all where none does."""
    there = {promise.article["id"]: promise.article for promise, _ in left}
    return (there or edition.layers.articles).values()


def _head(edition, visit, page):
    title = visit.say("site.name", district=paper.district(visit, edition.layers))
    qr, qr_alt = paper.code(visit, page) if len(page) <= LONGEST_CODE else (None, "")
    return {
        "title": title,
        "lead": described(visit, edition.layers),
        "running": f"{title} · {paper.whose(visit, edition.colophon)}",
        "address": page,
        "qr": qr,
        "qr_alt": qr_alt,
    }


def _map(studio, edition, visit, asked, size, left):
    drawing, palette = studio.drawing(edition, visit, asked, SIZES[size], left), studio.palette()
    return {
        "map": tostring(map_svg(drawing, palette, FONTS[visit.language.tag]), encoding="unicode"),
        "map_alt": visit.say("paper.map", count=len(drawing.marks)),
        "map_share": A3_SHARE,
        "key": [(_sign(name, palette), visit.say(f"symbol.{name}")) for name in KEY],
        "notes": [
            *_out_of_sight(visit, drawing, left),
            *studio.notes(edition, visit, asked, left),
            *studio.colophon(edition, visit),
        ],
    }


def _out_of_sight(visit, drawing, left):
    """Return the sentence that says which places are not on the map, though it could show them; none, if none is."""
    drawn = {mark.plate.id for mark in drawing.marks}
    away = {plate.id: plate for _, some in left for plate in some if plate.id not in drawn}
    away = [plate for plate in away.values() if plate.symbol != "unknown"]
    return [visit.say("paper.away", numbers=numbers(away))] if away else []


def _sign(name, palette):
    sign = svg(20, 20)
    symbol(sign, name, (0, 0), palette)
    return tostring(sign, encoding="unicode")
