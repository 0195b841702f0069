"""The pages for web editors: `/embed/new` makes the code of a frame, `/embed/guide` says how to use it."""

from dataclasses import replace
from urllib.parse import urlsplit

from flask import request

from mapapp.publish.jsonld import path_of
from mapapp.settings import NOBODY
from mapapp.view.address import usual_view
from mapapp.view.forms import language, words
from mapapp.web import frame_code, maker, plain_code
from mapapp.web.assets import HOST_SCRIPT
from mapapp.web.embeddable import carried, path_of_frame
from mapapp.web.frame_options import FrameOptions, read
from mapapp.web.frames import PAPERS, offered
from mapapp.web.pages import CHOSEN_LANGUAGE
from mapapp.web.scripting import script_page
from mapapp.web.visit import EMBED

NEW, GUIDE = f"{EMBED}/new", f"{EMBED}/guide"
SCRIPT_WORDS = ("snippet.js.",)
BLUE = "0b5cad"
"""The accent of an example."""


def register(app, pages, settings):
    """Give the application the pages for web editors."""
    embedding = Embedding(pages, settings)
    for rule, view in ((NEW, embedding.new), (GUIDE, embedding.guide)):
        name = f"embed_{view.__name__}"
        app.add_url_rule(rule, name, view)
        app.add_url_rule(CHOSEN_LANGUAGE + rule, f"{name}_in", view)


class Embedding:
    """The views of the pages for web editors. They name whole addresses, and are made for each request."""

    def __init__(self, pages, settings):
        self._pages = pages
        self._settings = settings

    def new(self, **_):
        common = self._pages.common()
        visit, edition = common["visit"], common["edition"]
        stated = maker.stated(request.args)
        if "lang" not in request.args:
            stated["lang"] = visit.language.code
        known = offered(edition)
        reading = read(stated, known, PAPERS)
        pixels, more = maker.pixels_in(request.args.get(maker.PIXELS, "")), carried(request.args)
        name_of = maker.naming(edition, visit, common["theme"])
        return self._answer(
            "embed_new.html",
            common
            | self._code(reading.options, common["site_name"], pixels, more)
            | {"groups": maker.groups(reading.options, known, name_of), "options": reading.options}
            | {"view": usual_view(edition.layers)}
            | {"refused": reading.refused, "carried": more, "heights": (maker.LOWEST, maker.HIGHEST)},
        )

    def guide(self, **_):
        common = self._pages.common()
        visit, edition, home = common["visit"], common["edition"], self._home
        first = next(iter(edition.plates.values()))
        examples = {
            name: self._code(replace(options, lang=visit.language.code), common["site_name"], pixels)
            for name, (options, pixels) in _examples(edition, first).items()
        }
        at = f"{home}/{visit.language.code}"
        return self._answer(
            "embed_guide.html",
            common
            | {"conversation": frame_code.conversation(first.id)}
            | {"examples": examples, "home": home, "host": _origin(home), "first": first}
            | {"picture": self._picture(at, visit), "listing": plain_code.listing(_listed(edition, visit, at))},
        )

    def _picture(self, at, visit):
        """Return the code of the map's picture, or `None` where none can be drawn."""
        alt = visit.say("preview.map")
        return plain_code.picture(f"{at}/", f"{at}/share.png", alt) if self._pages.pictures.there else None

    @property
    def _home(self):
        """The address of the site: as stated, or as whoever asks knows it."""
        return self._settings.public_url or request.host_url.rstrip("/")

    def _code(self, options, title, pixels, more=None):
        """Return the address of a frame, on our host and whole, and the code that shows it."""
        path = path_of_frame(options, more or {})
        code = frame_code.code(self._home + path, title, height=pixels)
        if options.height == "fit":
            code = frame_code.with_script(code, self._home + HOST_SCRIPT)
        return {"shown": self._pages.root + path, "address": self._home + path, "code": code, "pixels": pixels}

    def _answer(self, template, shown):
        more = {
            "may_embed": self._settings.embed,
            "shows": self._settings.embed != NOBODY,
            "script_page": script_page(shown["visit"], shown["district"], shown["edition"], SCRIPT_WORDS),
        }
        return self._pages.body(template, is_passing=True, **shown | more).response(request.environ)


def _examples(edition, plate):
    """Return (options, height in CSS pixels) of the frames in the guide, one of which opens the place of a plate."""
    themes = offered(edition)["theme"][:1]
    return {
        "whole": (FrameOptions(), frame_code.HEIGHT),
        "place": (FrameOptions(site=plate.id, accent=BLUE, list="none", search=False, filters=False), 460),
        "theme": (FrameOptions(theme=themes, colours="light", list="below"), frame_code.HEIGHT),
        "fitting": (FrameOptions(height="fit"), frame_code.HEIGHT),
    }


def _listed(edition, visit, at):
    """Yield (quote, language tag, [(name, address)]) of each promise with a place, in the language of a visit."""
    for promise in edition.promises[visit.form]:
        quote = words(promise.commitment, visit.form)
        places = [(visit.name(plate.properties), f"{at}{path_of('sites', plate.id)}") for plate in promise.plates]
        yield quote, language(promise.article, visit.form), places


def _origin(address):
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
