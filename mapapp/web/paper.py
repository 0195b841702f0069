"""What stands on paper, in the words of a visit: of a sentence, of its places, of where it is from."""

from datetime import UTC, datetime

from mapapp.layers import query
from mapapp.layers.chronology import in_time
from mapapp.publish.faces import SONG
from mapapp.publish.legible import legible
from mapapp.publish.qr_code import qr_svg
from mapapp.view import forms
from mapapp.web.language import metres
from mapapp.web.naming import cited

BUILD = 16
"""So many characters of the receipt's digest name a build."""


def sentence(visit, promise, theme, faces, *, plates=(), chosen=None, signed=True, several=False):
    """Return what a sheet or card says of a promise, JSON values; `plates`: those of its places that are listed.

    `theme`: as `pages.theme_in` makes it. `chosen`: the id of the place being read. `signed`:
    whether the author of its article is named beside it. `several`: whether it says which
    article it is from. A quote in which a character is in no typeface is not set:
    `undrawable` says where to read it.
    """
    commitment, article = promise.commitment, promise.article
    tag = forms.language(article, visit.form)
    title, title_tag = theme(commitment, article)
    quote = "".join(piece.text for piece in promise.pieces)
    lost = not faces.have(SONG, tag, quote) or legible(quote) != quote
    translated = visit.language.code == "en" and commitment.get("translation_en")
    return {
        "theme": title or visit.say("paper.themeless"),
        "theme_tag": title_tag if title else visit.language.tag,
        "tag": tag,
        "pieces": [] if lost else [_piece(piece, chosen) for piece in promise.pieces],
        "undrawable": visit.say("paper.undrawable") if lost else None,
        "translation": commitment["translation_en"] if translated else None,
        "translation_label": visit.say("quote.translation"),
        "where": " · ".join(_source(visit, promise, signed, several)),
        "places": [place(visit, plate, chosen) for plate in plates],
    }


def _source(visit, promise, signed, several):
    """Yield what a sentence says of where it is from."""
    if several:
        yield cited(visit, promise.article)
    yield where(visit, promise)
    if signed:
        yield author(visit, promise.article)


def _piece(piece, chosen):
    return {"text": piece.text, "named": bool(piece.places), "marked": chosen is not None and chosen in piece.places}


def where(visit, promise):
    """Return where in its article a sentence stands."""
    return visit.say("sign.where", line=promise.commitment["line"], sentence=promise.commitment["sentence"])


def author(visit, article):
    facts, key = article["metadata"], visit.language.key
    return visit.say("site.by", author=facts["author"][key], role=facts["role"][key])


def place(visit, plate, chosen=None):
    """Return what stands for a place: its number, its symbol, its name, and how sure its position is."""
    return {
        "number": plate.number,
        "symbol": plate.symbol,
        "name": visit.name(plate.properties),
        "sure": sure(visit, plate),
        "chosen": plate.id == chosen,
    }


def sure(visit, plate):
    return visit.say(f"sign.sure.{plate.symbol}", metres=metres(plate.properties["accuracy_m"] or 0))


def sources(visit, articles, layers):
    """Return the sentences that say where words are from: each article in time order, its dates and digest; build."""
    lines = [line for article in in_time(articles) for line in _article(visit, article)]
    return [*lines, visit.say("paper.build", build=layers.receipt["receipt_sha256"][:BUILD])]


def _article(visit, article):
    title = article["metadata"]["title"] or visit.say("article.untitled")
    return [
        f"{title} · {author(visit, article)}",
        *dates(visit, [article]),
        visit.say("paper.digest", digest=article["sha256"]),
    ]


def dates(visit, articles):
    """Return the sentences that date articles: by their own day, if it is known, and when they were taken up."""
    return [line for article in articles for line in _dates(visit, article["metadata"])]


def _dates(visit, facts):
    if facts["date"]:
        yield visit.say("paper.dated", day=visit.day(facts["date"]))
    elif "date" in facts["notes"]:
        yield facts["notes"]["date"][visit.language.key]
    else:
        yield visit.say("paper.undated")
    yield visit.say("paper.added", day=visit.day(facts["added"]))


def day_of(layers):
    """Return the day from which a build's paper is dated, UTC: that on which its newest article was taken up."""
    newest = max(article["metadata"]["added"] for article in layers.articles.values())
    return datetime.fromisoformat(newest).replace(tzinfo=UTC)


def code(visit, address):
    """Return (SVG, what it says) of the QR code of an address."""
    return qr_svg(address).decode(), visit.say("share.qr.alt", address=address)


def district(visit, layers):
    return visit.name(query.district(layers)["properties"])


def base_notes(visit, ground):
    """Return what must be said of the base map besides its credits: what of it is not drawn."""
    left_out = [visit.say("home.ground.left_out", count=ground.left_out)] if ground.left_out else []
    tiles = [visit.say("paper.tiles", host=ground.base.host)] if ground.base.addresses else []
    return [*left_out, *tiles]


def whose(visit, colophon):
    """Return the sentence that says whose site this is, or that it is not an official one."""
    return visit.say("site.owned", owner=colophon.owner) if colophon.owner else visit.say("site.unofficial")
