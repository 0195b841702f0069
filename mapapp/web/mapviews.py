"""Pictures of the map for reports: the view that an address asks for, as SVG or PNG."""

from dataclasses import replace

from flask import request

from mapapp.publish.map_picture import Frame, picture
from mapapp.publish.signs import KEY
from mapapp.view import address
from mapapp.web import paper
from mapapp.web.pages import CHOSEN_LANGUAGE

SVG = "image/svg+xml"
WIDTH, HEIGHT, COLOURS = "width", "height", "colours"
USUAL = {WIDTH: 1000, HEIGHT: 1200}
APART = "  ·  "
LEAST, MOST = 480, 2400
"""In pixels, each way."""
LIGHT, DARK = "light", "dark"


def register(app, studio):
    """Give the application the addresses of pictures."""
    views = MapViews(studio)
    for rule, view in {"/map.svg": views.as_svg, "/map.png": views.as_png}.items():
        app.add_url_rule(rule, view.__name__, view)
        app.add_url_rule(CHOSEN_LANGUAGE + rule, f"{view.__name__}_in", view)


class MapViews:
    """`studio`: where they are drawn."""

    def __init__(self, studio):
        self._studio = studio

    def as_svg(self, **_):
        return self._answer("svg", lambda svg, *_: (svg.encode(), SVG))

    def as_png(self, **_):
        return self._answer("png", self._studio.png)

    def _answer(self, kind, make):
        edition, visit, asked = self._studio.asked(WIDTH, HEIGHT, COLOURS)
        size = tuple(address.number(name, request.args.get(name), usual, LEAST, MOST) for name, usual in USUAL.items())
        dark = address.one_of(COLOURS, request.args.get(COLOURS), (LIGHT, DARK)) == DARK
        key = (kind, *size, dark, *asked.key)
        return self._studio.answer(
            edition, visit, key, lambda: make(self._drawn(edition, visit, asked, size, dark), *size)
        )

    def _drawn(self, edition, visit, asked, size, dark):
        """Return the text of the SVG: the frame says how much of its height is left for the map."""
        studio = self._studio
        left = address.narrowed(edition.promises[visit.form], asked.facets, studio.facts(edition))
        frame = Frame(
            *size,
            tag=visit.language.tag,
            title=visit.say("site.name", district=paper.district(visit, edition.layers)),
            key=tuple((name, visit.say(f"symbol.{name}")) for name in KEY),
            names=_names(visit, studio.in_sight(edition, asked, size, left)),
            foot=(
                APART.join(studio.colophon(edition, visit)),
                APART.join((*studio.notes(edition, visit, asked, left), paper.whose(visit, edition.colophon))),
            ),
        )
        within = size[0], frame.map_height
        drawing = studio.drawing(edition, visit, asked, within, left)
        named = replace(frame, names=_names(visit, studio.in_sight(edition, asked, within, left)))
        return picture(named, drawing, studio.palette(dark))


def _names(visit, plates):
    return tuple((plate, visit.name(plate.properties)) for plate in plates)
