"""Paper: the print sheet of the map, A4 or A3, and the cards of its places, A6, as PDF."""

from urllib.parse import urlencode

from flask import request

from mapapp.errors import UnknownSite
from mapapp.view import address
from mapapp.web import sheets, sitecards
from mapapp.web.pages import CHOSEN_LANGUAGE

SIZE = "size"


def register(app, studio):
    """Give the application the addresses of paper."""
    printing = Printing(studio)
    for rule, view in {
        "/sheet.pdf": printing.sheet,
        "/cards.pdf": printing.cards,
        "/sites/<id>/card.pdf": printing.card,
    }.items():
        app.add_url_rule(rule, view.__name__, view)
        app.add_url_rule(CHOSEN_LANGUAGE + rule, f"{view.__name__}_in", view)


class Printing:
    """The paper of one application. `studio`: where it is drawn."""

    def __init__(self, studio):
        self._studio = studio

    def sheet(self, **_):
        edition, visit, asked = self._studio.asked(SIZE)
        size = address.one_of(SIZE, request.args.get(SIZE), tuple(sheets.SIZES))
        page = self._page(visit)

        def made():
            return self._studio.pdf("sheet.typ", sheets.told(self._studio, edition, visit, asked, size, page), edition)

        return self._studio.answer(edition, visit, ("sheet", size, *asked.key, page), made)

    def card(self, id, **_):
        edition, visit, _ = self._studio.asked(only=(address.TEXT,))
        if id not in edition.plates:
            raise UnknownSite(id=id)
        return self._cards(edition, visit, edition.plates[id])

    def cards(self, **_):
        edition, visit, _ = self._studio.asked(only=(address.TEXT,))
        return self._cards(edition, visit, *edition.plates.values())

    def _cards(self, edition, visit, *plates):
        def made():
            return self._studio.pdf("card.typ", sitecards.told(self._studio, edition, visit, plates), edition)

        key = ("cards", *(plate.id for plate in plates), self._studio.origin())
        return self._studio.answer(edition, visit, key, made)

    def _page(self, visit):
        """Return the whole address of the page that a sheet is of."""
        parts = {name: value for name, value in request.args.items() if name not in (SIZE, address.SITE)}
        chosen = f"#{request.args[address.SITE]}" if address.SITE in request.args else ""
        query = f"?{urlencode(parts, safe=',:')}" if parts else ""
        return f"{self._studio.origin()}/{visit.language.code}/{query}{chosen}"
