"""Where paper and pictures are made: what an address asks for, drawn once per build, one at a time, kept a while."""

import threading
from contextlib import contextmanager
from dataclasses import replace

from flask import request

from mapapp import paths
from mapapp.errors import NoPictures, PressBusy
from mapapp.publish.map_svg import COLOURS
from mapapp.publish.press import Press
from mapapp.view import address, mapdrawing
from mapapp.view.basemaps import NAMED, NONE
from mapapp.view.colophon import credits_of
from mapapp.view.forms import FORMS
from mapapp.web import colophon, paper
from mapapp.web.assets import colour
from mapapp.web.body import Body

PDF, PNG = "application/pdf", "image/png"
PATIENCE_S = 20
"""Whoever has waited so long for the press is told to come again."""


class Studio:
    """What sheets, cards and pictures of one application share. Without typefaces only SVG can be drawn."""

    def __init__(self, editions, pages, public_url):
        self._editions = editions
        self._visit = pages.visit
        self._pictures = pages.pictures
        self._public_url = public_url
        self._turn = threading.Lock()
        self._press = Press(paths.templates()) if pages.pictures.there else None

    @property
    def faces(self):
        """The typefaces, to ask what can be set. Raises `NoPictures` where there are none."""
        if not self._pictures.there:
            raise NoPictures()
        return self._pictures.faces

    def asked(self, *others, only=address.EVERYWHERE):
        """Return (edition, visit, what the address asks for); `others`: what it may state besides `only`.

        Raises `UnknownPart` and `PartRefused`.
        """
        edition, visit = self._editions.current(), self._visit()
        parts = request.args.to_dict()
        address.check_names(parts, (*only, *others))
        address.one_of(address.TEXT, parts.get(address.TEXT), FORMS)
        return edition, visit, address.asked(parts, edition.layers, self.facts(edition))

    def origin(self):
        """Return where the site lies: as set, else on the host that was asked."""
        return self._public_url or request.host_url.rstrip("/")

    def facts(self, edition):
        return address.facts_of(edition.layers, edition.newest)

    def palette(self, dark=False):
        return {name: colour(name, dark=dark) for name in COLOURS}

    def drawing(self, edition, visit, asked, size, left):
        """Return the `MapDrawing` of what is asked for, with the places of the promises that are left."""
        plates = {plate.id: plate for _, some in left for plate in some}
        window = asked.window(edition.layers, mapdrawing.whole, *size)
        same = {plate.id for _, some in left for plate in some if asked.site in {one.id for one in some}}
        return mapdrawing.draw(window, edition.layers, plates, edition.base_features, visit.name, asked.site, same)

    def in_sight(self, edition, asked, size, left):
        """Return the plates, in order, of the places of the promises that are left which a map of a size shows."""
        window = asked.window(edition.layers, mapdrawing.whole, *size)
        plates = {plate.id: plate for _, some in left for plate in some}
        seen = [mark.plate for mark in mapdrawing.marks_in(window, plates)]
        unplaced = [] if asked.position else [plate for plate in plates.values() if plate.symbol == "unknown"]
        return sorted(seen + unplaced, key=lambda plate: plate.number)

    def notes(self, edition, visit, asked, left):
        """Return what must be said of a map that is drawn: of its base map, and of what it leaves out."""
        notes = paper.base_notes(visit, edition.ground)
        if asked.facets:
            shown = {plate.id for _, some in left for plate in some}
            counts = {"all": edition.counts["site"], "everywhere": edition.counts["sites"]}
            notes.append(visit.say("paper.narrowed", commitments=len(left), places=len(shown), **counts))
        if asked.near:
            notes.append(visit.say("paper.near"))
        return notes

    def colophon(self, edition, visit):
        """Return the sentences about owner, approval and credits that every sheet, card and picture carries."""
        ground = edition.ground
        drawn = replace(ground, base=NAMED[NONE]) if ground.base.addresses else ground
        credits = tuple(credits_of(drawn, edition.from_openstreetmap))
        return colophon.lines(replace(edition.colophon, credits=credits), visit)

    def answer(self, edition, visit, key, make):
        """Answer with what was made under a key in this language and form; `make` gives (bytes, kind) if it was not."""
        key = (visit.language.code, visit.form, visit.fixed, *key)
        body = edition.lately.get(key)
        if body is None:
            vary = () if visit.fixed else ("Accept-Language",)
            with self._turn_taken():
                body = edition.lately.get(key) or edition.lately.keep(key, Body(*make(), vary=vary))
        return body.response(request.environ)

    @contextmanager
    def _turn_taken(self):
        if not self._turn.acquire(timeout=PATIENCE_S):
            raise PressBusy()
        try:
            yield
        finally:
            self._turn.release()

    def pdf(self, template, data, edition):
        """Return (bytes, kind) of what is printed by a template."""
        return self._pressed().pdf(template, data, paper.day_of(edition.layers)), PDF

    def png(self, svg, width, height):
        """Return (bytes, kind) of the picture that the text of an SVG is."""
        return self._pressed().png(svg, width, height), PNG

    def _pressed(self):
        if self._press is None:
            raise NoPictures()
        return self._press
