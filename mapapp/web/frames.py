"""The map page for a frame in somebody's page: what its options show, and the stylesheet of its accent."""

from dataclasses import asdict, replace

from flask import request

from mapapp.errors import UnknownPage
from mapapp.view import narrowing, sketch
from mapapp.view.basemaps import NONE
from mapapp.view.promises import promises_of
from mapapp.web import accent
from mapapp.web.assets import A_DAY, HOST_SCRIPT, STYLE_KIND, colour
from mapapp.web.body import Body
from mapapp.web.frame_options import OPTIONS, USUAL, Reading, grounds, read
from mapapp.web.naming import district_in
from mapapp.web.scripting import MAP_WORDS, script_page

PAPERS = {"light": colour("paper"), "dark": colour("paper", dark=True)}
FILTERS = ("article", "theme", "scope", "subdistrict")
SHEET = "/embed/accent/{colours}/{accent}.css"
NIGHT = "@media screen and (prefers-color-scheme: dark)"
NOTHING = Reading(USUAL, ())


def register(app, assets):
    """Give the application the stylesheets of accents, and the script for the pages around.

    A colour that a frame would refuse has no stylesheet.
    """

    @app.get(HOST_SCRIPT)
    def host_script():
        return assets.bodies[HOST_SCRIPT].response(request.environ)

    @app.get(SHEET.format(colours="<colours>", accent="<code>"))
    def accent_sheet(colours, code):
        is_known = colours in OPTIONS["colours"].values and accent.spelled(code) == code
        if not (is_known and accent.is_readable(code, grounds(colours, PAPERS))):
            raise UnknownPage()
        return Body(stylesheet(colours, code).encode(), STYLE_KIND, cache=A_DAY).response(request.environ)


def asked(stated, edition):
    """Return the `Reading` of a query for the map of a build. The language, and whether it is known, says the visit."""
    reading = read(stated, offered(edition), PAPERS)
    return Reading(replace(reading.options, lang=""), tuple(name for name in reading.refused if name != "lang"))


def offered(edition):
    """Return the values that a build and its operator offer for each option whose values are theirs."""
    themes = {sentence.theme: None for sentence in edition.listed}
    within = {subdistrict: None for sentence in edition.listed for _, subdistrict in sentence.places}
    base = edition.ground.base.name
    return {
        "site": tuple(edition.plates),
        "article": tuple(edition.layers.articles),
        "theme": tuple(themes),
        "subdistrict": tuple(within),
        "basemap": tuple(dict.fromkeys((base, NONE))),
    }


def parts(edition, visit, reading):
    """Return what the page says beside what the map page says anyway."""
    options = reading.options
    left = narrowing.left(edition.listed, **{name: getattr(options, name) for name in FILTERS})
    drawing = sketch.sketch(edition.layers, edition.plates, chosen=options.site or None)
    return {
        "visit": replace(visit, frame_query=options.query),
        "frame": options,
        "framed": options,
        "refused": reading.refused,
        "accent_sheet": SHEET.format(**asdict(options)) if options.accent else None,
        "left": left,
        "sketch": replace(
            drawing, marks=[mark for mark in drawing.marks if mark.plate.id in left.places | {options.site}]
        ),
        "opened": _opened(edition, visit, options.site),
        "script_page": script_page(visit, district_in(visit, edition), edition, MAP_WORDS, told(options)),
    }


def told(options):
    """Return what the page's script needs to know of its options."""
    return {
        "query": "?" + replace(options, site="").query,
        "names": [name for name in OPTIONS if name != "lang"],
        "site": options.site,
        "fit": options.height == "fit",
    }


def _opened(edition, visit, site):
    """Return (plate, promises) of the place that is open, or `None`."""
    if not site:
        return None
    plate = edition.plates[site]
    return plate, promises_of(plate, edition.layers, edition.plates, visit.form)


def stylesheet(colours, code):
    """Return the stylesheet that puts an accent in the place of our gold, by day, in the dark, or both."""
    shades = {
        "light": _shade(code, PAPERS["light"], colour("ink"), 0.4),
        "dark": _shade(code, PAPERS["dark"], colour("ink", dark=True), 0.22),
    }
    words = f":root{{--gold:#{code};--on-gold:{accent.ink_on(code)}}}"
    if colours == "auto":
        return f"{words}@media screen{{{shades['light']}}}{NIGHT}{{{shades['dark']}}}"
    return f"{words}@media screen{{{shades[colours]}}}"


def _shade(code, paper, ink, opacity):
    red, green, blue = accent.channels(code)
    edge = accent.edge_on(f"#{code}", paper, ink)
    return f":root{{--gold-edge:{edge};--error:rgba({red},{green},{blue},{opacity})}}"
