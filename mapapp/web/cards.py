"""What the picture of each page shows, in the words of a visit."""

from mapapp.errors import UnknownArticle, UnknownSite, UnknownSubdistrict
from mapapp.layers import query
from mapapp.publish.picture import Card
from mapapp.publish.setting import Piece
from mapapp.view import forms
from mapapp.view.promises import promises_of
from mapapp.view.sketch import sketch
from mapapp.view.subdistricts import subdistricts
from mapapp.web.colophon import approval
from mapapp.web.language import metres
from mapapp.web.naming import described


def of_map(edition, visit):
    """Return the card of the map: whose promises these are, and how many."""
    district = query.district(edition.layers)["properties"]
    title = visit.say("site.name", district=visit.name(district))
    return _plain(edition, visit, (title, visit.language.tag), _second(visit, district))


def of_article(edition, visit, id):
    """Return the card of an article: its title, if it has one, and its author. Raises `UnknownArticle`."""
    if id not in edition.layers.articles:
        raise UnknownArticle(id=id)
    facts, key = edition.layers.articles[id]["metadata"], visit.language.key
    by = visit.say("site.by", author=facts["author"][key], role=facts["role"][key])
    title = (
        (facts["title"], facts["language"]) if facts["title"] else (visit.say("article.untitled"), visit.language.tag)
    )
    return _plain(edition, visit, title, (by, visit.language.tag))


def of_site(edition, visit, id):
    """Return the card of a place: sign, first sentence that names it, and where it lies. Raises `UnknownSite`."""
    if id not in edition.plates:
        raise UnknownSite(id=id)
    plate = edition.plates[id]
    return _signed(edition, visit, plate.feature, plate)


def of_subdistrict(edition, visit, id):
    """Return the card of a subdistrict: what names it, or that nothing does. Raises `UnknownSubdistrict`."""
    known = subdistricts(edition.layers, edition.plates)
    if id not in known:
        raise UnknownSubdistrict(id=id)
    return _signed(edition, visit, known[id].feature, known[id].plate)


def _signed(edition, visit, feature, plate):
    properties = feature["properties"]
    promise = promises_of(plate, edition.layers, edition.plates, visit.form)[0] if plate else None
    symbol = plate.symbol if plate else "unknown"
    shown = {
        "tag": visit.language.tag,
        "name": (visit.name(properties), visit.language.tag),
        "second": _second(visit, properties),
        "sketch": sketch(edition.layers, edition.plates, chosen=feature["id"]),
        "sure": visit.say(f"sign.sure.{symbol}", metres=metres(properties["accuracy_m"] or 0)),
        "number": plate.number if plate else None,
        "vague": symbol == "approximate",
    }
    told = _told(edition, visit, plate, promise) if promise else _untold(edition, visit)
    return Card(**shown | told)


def _told(edition, visit, plate, promise):
    where = visit.say("sign.where", line=promise.commitment["line"], sentence=promise.commitment["sentence"])
    pieces = [Piece(piece.text, "name" if plate.id in piece.places else "words") for piece in promise.pieces]
    return {
        "said": visit.say("sign.said", district=_district(edition, visit)),
        "quote": tuple(pieces),
        "quote_tag": forms.language(promise.article, visit.form),
        "foot": _foot(edition, visit, where),
        "remark": where,
    }


def _untold(edition, visit):
    count = edition.counts["district"]
    return {"remark": visit.say("subdistrict.remark", count=count), "foot": _foot(edition, visit)}


def _plain(edition, visit, name, second):
    """Return a card without a place: what the site is, and how many promises of which kind there are."""
    remark = f"{described(visit, edition.layers)} {visit.say('home.count', **edition.counts)}"
    return Card(
        tag=visit.language.tag,
        name=name,
        second=second,
        sketch=sketch(edition.layers, edition.plates),
        sure=visit.say("home.plain"),
        foot=_foot(edition, visit),
        remark=remark,
    )


def _second(visit, properties):
    return visit.second_name(properties), visit.language.second_tag


def _district(edition, visit):
    return visit.name(query.district(edition.layers)["properties"])


def _foot(edition, visit, *where):
    name = visit.say("site.name", district=_district(edition, visit))
    owner = edition.colophon.owner
    whose = visit.say("site.owned", owner=owner) if owner else visit.say("site.unofficial")
    number = [approval(edition.colophon, visit)] if edition.colophon.approval else []
    return " · ".join((*where, name, whose, *number))
