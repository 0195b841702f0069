"""What a page says of itself to those who only link to it: a description, and the address of its picture."""

from dataclasses import dataclass

from mapapp.layers import query
from mapapp.view.forms import words
from mapapp.web.language import QUOTATION
from mapapp.web.naming import described

MAP_PICTURE = "/share.png"


@dataclass(frozen=True)
class Preview:
    """`picture`: its path without language, and `alt` what it shows. `kind`: of the Open Graph protocol."""

    description: str
    picture: str
    alt: str
    kind: str = "website"


def of_map(visit, layers):
    """Return the preview of the map, and of every page without a picture of its own."""
    return Preview(described(visit, layers), MAP_PICTURE, visit.say("preview.map"))


def of_article(visit, layers, path):
    """Return the preview of an article, given the path of its page."""
    return Preview(described(visit, layers), f"{path}.png", visit.say("preview.map"), "article")


def of_site(visit, plate, promises, edition, path):
    """Return the preview of a place: the first sentence that names it, word for word, and who says it."""
    alt = visit.say("preview.site", name=visit.name(plate.properties))
    return Preview(_said(visit, promises[0].commitment, edition), f"{path}.png", alt)


def of_subdistrict(visit, subdistrict, promises, edition, path):
    """Return the preview of a subdistrict: the first sentence that names it, or that none does."""
    alt = visit.say("preview.subdistrict", name=visit.name(subdistrict.properties))
    if promises:
        return Preview(_said(visit, promises[0].commitment, edition), f"{path}.png", alt)
    return Preview(visit.say("subdistrict.remark", count=edition.counts["district"]), f"{path}.png", alt)


def _said(visit, commitment, edition):
    district = visit.name(query.district(edition.layers)["properties"])
    opening, closing = QUOTATION[visit.language.code]
    said = f"{visit.say('sign.said', district=district)}{opening}{words(commitment, visit.form)}{closing}"
    if visit.language.code == "en" and commitment.get("translation_en"):
        return f"{said} {visit.say('quote.translation')}: {commitment['translation_en']}"
    return said
