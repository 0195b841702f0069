"""The pages: each found, shaped and rendered once per build and language, then answered from memory."""

from dataclasses import replace
from functools import partial
from urllib.parse import urlsplit

from flask import request

from mapapp.errors import UnknownSite
from mapapp.layers import query, schema
from mapapp.layers.themes import theme_of
from mapapp.publish import jsonld
from mapapp.publish.jsonld import path_of
from mapapp.view import forms, narrowing, sketch, sources
from mapapp.view.chronicle import chapters, chapters_of
from mapapp.view.colophon import colophon
from mapapp.view.plates import numbers
from mapapp.view.promises import promises_of
from mapapp.view.timeline import timeline, tongue
from mapapp.view.tongues import tongues
from mapapp.web import about, articles, frames, linked, oembed, previews, subdistricts
from mapapp.web.assets import colour
from mapapp.web.body import Body
from mapapp.web.colophon import approval, contact_address, credit
from mapapp.web.frame_code import ADDRESS, code
from mapapp.web.frame_options import USUAL
from mapapp.web.language import WORDS, metres
from mapapp.web.naming import date_in, district_in, several, theme_in, title_in, year_in
from mapapp.web.offline import UNSEEN
from mapapp.web.pictures import Pictures
from mapapp.web.scripting import MAP_WORDS, near_panel, script_page
from mapapp.web.sharing import site_parts
from mapapp.web.visit import PREFIXES, current_visit

HTML = "text/html; charset=utf-8"
CHOSEN_LANGUAGE = "/<any({}):language>".format(", ".join(f'"{prefix}"' for prefix in PREFIXES))


class Pages:
    """The pages of one application. Each view finds what it shows and names its template."""

    def __init__(self, app, editions, assets, settings, served=True):
        self._app = app
        self._editions = editions
        self._assets = assets
        self.public_url = settings.public_url or ""
        self._settings = settings
        self._colophon = colophon(settings)
        self._served = served
        app.add_template_filter(tongues)
        app.add_template_filter(tongue)
        app.jinja_env.globals.update(approval=approval, credit=credit, contact_address=contact_address)
        self.root = urlsplit(self.public_url).path
        self.origin = self.public_url.removesuffix(self.root)
        app.jinja_env.policies["json.dumps_function"] = jsonld.dumps
        self.pictures = Pictures(editions, self.visit)
        for rule, view in {
            "/": self.home,
            "/embed": self.embed,
            "/sites/<id>": self.site,
            "/subdistricts": self.subdistricts,
            "/subdistricts/<id>": self.subdistrict,
            **self.pictures.rules(),
            "/articles": self.articles,
            "/articles/<id>": self.article,
            "/articles/<id>/changes": self.changes,
            "/about": self.about,
            UNSEEN: self.unseen,
        }.items():
            app.add_url_rule(rule, view.__name__, view)
            app.add_url_rule(CHOSEN_LANGUAGE + rule, f"{view.__name__}_in", view)

    def home(self, **_):
        return self._page("home.html", self._home)

    def embed(self, **_):
        reading = frames.asked(request.args, self._editions.current())
        return self._page("embed.html", self._framed, reading, is_passing=reading != frames.NOTHING)

    def site(self, id, **_):
        return self._page("site.html", self._site, id)

    def subdistricts(self, **_):
        return self._page("subdistricts.html", partial(subdistricts.listed, self.address))

    def subdistrict(self, id, **_):
        return self._page("subdistrict.html", partial(subdistricts.one, self.address), id)

    def articles(self, **_):
        return self._page("articles.html", articles.listed)

    def article(self, id, **_):
        return self._page("article.html", partial(articles.one, self.address), id)

    def changes(self, id, **_):
        return self._page("article_changes.html", articles.changed, id)

    def about(self, **_):
        return self._page("about.html", about.accounts)

    def unseen(self, **_):
        return self._page("offline.html", lambda *_: {"visit": replace(self.visit(), path="/"), "said": WORDS})

    def _page(self, template, shape, *which, is_passing=False):
        """Answer with the page that `shape` finds the values for; `which` says which of its kind it is.

        `is_passing`: there is no end of this kind, so it is kept only for a while.
        """
        edition, visit = self._editions.current(), self.visit()
        page = (edition.lately.page if is_passing else edition.page)(
            (
                template,
                visit.language.code,
                visit.fixed,
                visit.form,
                visit.form_refused,
                visit.language_refused,
                *which,
            ),
            lambda: self.body(
                template,
                is_passing=is_passing,
                **_common(edition, visit) | self._discovery(edition, visit) | shape(edition, visit, *which),
            ),
        )
        return page.response(request.environ)

    def _discovery(self, edition, visit, options=""):
        """Return how programs find what to put into a page in place of this one."""
        found = oembed.discovery(edition, visit, self.origin, self._settings.embed, options) if visit.served else ()
        return {"oembed": found}

    def visit(self):
        """Return the `Visit` that the current request is."""
        return current_visit(self.root, self._served)

    def address(self, path):
        """Return the address of a path on the site: absolute where it is known, else as on its host."""
        return self.origin + self.root + path

    def whole_address(self, path):
        """Return the absolute address of a path, on the host that was asked where the site's own is not known."""
        return (self.origin or request.host_url.removesuffix("/")) + self.root + path

    def common(self):
        """Return what every page says of the build on show and of the current visit."""
        return _common(self._editions.current(), self.visit())

    def body(self, template, visit, *, is_passing=False, **values):
        """Return the page rendered from a template in the language of a visit, ready to be sent many times."""
        vary = () if visit.fixed else ("Accept-Language",)
        mark = values["edition"].mark if "edition" in values else None
        page = self.text(template, visit, **values).encode()
        style = self.root + self._stylesheet(values)
        return Body(page, HTML, vary=vary, style=style, mark=mark, is_passing=is_passing)

    def _stylesheet(self, values):
        """Return the path of a page's stylesheet; in a frame, in the colours asked for."""
        return self._assets.frame_styles[values["framed"].colours] if "framed" in values else self._assets.stylesheet

    def text(self, template, visit, *, site_name=None, from_openstreetmap=False, **values):
        """Return the text of the page rendered from a template in the language of a visit."""
        return self._app.jinja_env.get_template(template).render(
            visit=visit,
            say=visit.say,
            link=visit.link,
            origin=self.origin,
            pictured=bool(self.origin) and self.pictures.there,
            metres=metres,
            words=lambda commitment: forms.words(commitment, visit.form),
            quote_language=lambda article: forms.language(article, visit.form),
            root=self.root,
            static=lambda path: self.root + path,
            stylesheet=self._stylesheet(values),
            icon=self._assets.icon_in_page,
            **self._assets.in_pages,
            colour=colour,
            site_name=site_name or visit.say("site.nameless"),
            from_openstreetmap=from_openstreetmap,
            colophon=values["edition"].colophon if "edition" in values else self._colophon,
            **values,
        )

    def shown_at_home(self, edition, visit):
        """Return what the map page says of an edition to a visit."""
        return _common(edition, visit) | self._home(edition, visit)

    def _home(self, edition, visit):
        return {
            "promises": edition.promises[visit.form],
            "chapters": chapters(edition.promises[visit.form]),
            "numbers": numbers,
            "ledger": {reason: sources.unmapped(edition.layers, reason) for reason in schema.REASONS},
            "sketch": sketch.sketch(edition.layers, edition.plates),
            "frame": USUAL,
            "left": narrowing.left(edition.listed),
            "theme_of": theme_of(edition.layers),
            "near": near_panel(visit, edition.layers),
            "subdistrict_names": query.subdistrict_names(edition.layers),
            "script_page": script_page(visit, district_in(visit, edition), edition, MAP_WORDS),
            "may_embed": self._settings.embed,
            "frame_code": code(ADDRESS, visit.say("site.name", district=district_in(visit, edition))),
            "linked": linked.of_home(edition, visit, self.address),
        }

    def _framed(self, edition, visit, reading):
        discovery = self._discovery(edition, visit, reading.options.query)
        return self._home(edition, visit) | discovery | frames.parts(edition, visit, reading)

    def _site(self, edition, visit, id):
        if id not in edition.plates:
            raise UnknownSite(id=id)
        plate = edition.plates[id]
        promises = promises_of(plate, edition.layers, edition.plates, visit.form)
        return {
            "preview": previews.of_site(visit, plate, promises, edition, path_of("sites", id)),
            "linked": linked.of_site(edition, visit, self.address, plate, promises),
            "lies_in": query.feature(edition.layers, plate.properties["subdistrict"]),
            "plate": plate,
            "promises": promises,
            "chapters": chapters(promises),
            "timeline": timeline(edition.layers, plate.feature),
            "sketch": sketch.sketch(edition.layers, edition.plates, chosen=id),
        } | site_parts(edition, visit, plate, promises, self.origin, self._settings.contact)


def _common(edition, visit):
    """Return what every page of a build says: whose promises these are, and whom to thank."""
    district = district_in(visit, edition)
    return {
        "visit": visit,
        "preview": previews.of_map(visit, edition.layers),
        "district": district,
        "site_name": visit.say("site.name", district=district),
        "from_openstreetmap": edition.from_openstreetmap,
        "article_id": next(iter(edition.layers.articles)),
        "edition": edition,
        "plates": edition.plates,
        "counts": edition.counts,
        "newest": edition.newest,
        "theme": theme_in(visit),
        "chapters_of": lambda themes: chapters_of(themes, edition.layers.articles),
        "several": several(edition.layers),
        "title_of": title_in(visit),
        "date_of": date_in(visit),
        "year_of": year_in(visit),
        "script_page": script_page(visit, district, edition),
    }
