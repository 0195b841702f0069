"""The pages: each found, shaped and rendered once per build and language, then answered from memory."""

import json
from dataclasses import replace
from urllib.parse import urlsplit

from flask import request

from mapapp.errors import UnknownArticle, UnknownSite
from mapapp.layers import query, schema
from mapapp.view import paragraphs, sketch, sources
from mapapp.view.plates import numbers
from mapapp.view.promises import drawn_and_not, promises_of
from mapapp.view.quotes import theme
from mapapp.web.body import Body
from mapapp.web.edition import MAP_DATA
from mapapp.web.language import WORDS, metres
from mapapp.web.visit import PREFIXES, current_visit

HTML = "text/html; charset=utf-8"
CHOSEN_LANGUAGE = "/<any({}):language>".format(", ".join(f'"{prefix}"' for prefix in PREFIXES))


class Pages:
    """The pages of one application. Each view finds what it shows and names its template."""

    def __init__(self, app, editions, assets, public_url):
        self._app = app
        self._editions = editions
        self._assets = assets
        self.public_url = public_url or ""
        self.root = urlsplit(self.public_url).path
        self.origin = self.public_url.removesuffix(self.root)
        for rule, view in {
            "/": self.home,
            "/sites/<id>": self.site,
            "/articles/<id>": self.article,
            "/about": self.about,
        }.items():
            app.add_url_rule(rule, view.__name__, view)
            app.add_url_rule(CHOSEN_LANGUAGE + rule, f"{view.__name__}_in", view)

    def home(self, **_):
        return self._page("home.html", self._home)

    def site(self, id, **_):
        return self._page("site.html", self._site, id)

    def article(self, id, **_):
        return self._page("article.html", self._article, id, text_form(request.args.get("text")))

    def about(self, **_):
        return self._page("about.html", self._about)

    def _page(self, template, shape, *which):
        """Answer with the page that `shape` finds the values for; `which` says which of its kind it is."""
        edition, visit = self._editions.current(), self.visit()
        page = edition.page(
            (template, visit.language.code, visit.fixed, *which),
            lambda: self.body(template, **_common(edition, visit) | shape(edition, visit, *which)),
        )
        return page.response(request.environ)

    def visit(self):
        """Return the `Visit` that the current request is."""
        return current_visit(self.root)

    def body(self, template, visit, *, site_name=None, from_openstreetmap=False, **values):
        """Return the page rendered from a template in the language of a visit."""
        page = self._app.jinja_env.get_template(template).render(
            visit=visit,
            say=visit.say,
            link=visit.link,
            origin=self.origin,
            metres=metres,
            static=lambda path: self.root + path,
            stylesheet=self._assets.stylesheet,
            icon=self._assets.icon,
            site_name=site_name or visit.say("site.nameless"),
            from_openstreetmap=from_openstreetmap,
            **values,
        )
        return Body(page.encode(), HTML, vary=() if visit.fixed else ("Accept-Language",))

    def _home(self, edition, visit):
        return {
            "article_id": first_article(edition),
            "edition": edition,
            "promises": edition.promises,
            "numbers": numbers,
            "theme": theme_in(visit),
            "counts": edition.counts,
            "words": script_words(visit, district_in(visit, edition)),
            "data": self.root + MAP_DATA,
            "sketch": sketch.sketch(edition.layers, edition.plates),
        }

    def _site(self, edition, visit, id):
        if id not in edition.plates:
            raise UnknownSite(id=id)
        plate = edition.plates[id]
        return {
            "article_id": first_article(edition),
            "plate": plate,
            "theme": theme_in(visit),
            "promises": promises_of(plate, edition.layers, edition.plates),
            "sketch": sketch.sketch(edition.layers, edition.plates, chosen=id),
        }

    def _article(self, edition, visit, id, form):
        if id not in edition.layers.articles:
            raise UnknownArticle(id=id)
        article = edition.layers.articles[id]
        return {
            "article_id": id,
            "article": article,
            "form": form,
            "forms": paragraphs.FORMS,
            "paragraphs": edition.paragraphs[id, form],
            "drawn_and_not": lambda commitment: drawn_and_not(commitment, edition.plates),
            "plates": edition.plates,
            "visit": replace(visit, query="" if form == paragraphs.FORMS[0] else f"?text={form}"),
        }

    def _about(self, edition, visit):
        layers = edition.layers
        return {
            "article_id": first_article(edition),
            "layers": layers,
            "plates": edition.plates,
            "ledger": {reason: sources.unmapped(layers, reason) for reason in schema.REASONS},
            "credits": sources.credits(layers),
            "theme": theme_in(visit),
        }


def _common(edition, visit):
    """Return what every page of a build says: whose promises these are, and whom to thank."""
    district = district_in(visit, edition)
    return {
        "visit": visit,
        "district": district,
        "site_name": visit.say("site.name", district=district),
        "from_openstreetmap": sources.from_openstreetmap(edition.layers),
    }


def district_in(visit, edition):
    return visit.name(query.district(edition.layers)["properties"])


def text_form(asked):
    """Return the form of the text that an address asks for; the clean one if it names none of ours."""
    return asked if asked in paragraphs.FORMS else paragraphs.FORMS[0]


def first_article(edition):
    return next(iter(edition.layers.articles))


def theme_in(visit):
    """Return a function from a commitment and its article to (theme, language tag); in English, as we translate it."""
    form, tag = ("clean", "zh-Hant") if visit.language.code == "zh-hant" else ("simplified", "zh-Hans")

    def told(commitment, article):
        if visit.language.code == "en" and commitment.get("theme_en"):
            return commitment["theme_en"], "en"
        return theme(commitment, article, form), tag

    return told


def script_words(visit, district):
    """Return, as JSON, our words that the browser needs to write a sign."""
    code = visit.language.code
    words = {key: texts[code] for key, texts in WORDS.items() if key.startswith(("sign.", "symbol."))}
    words["sign.said"] = visit.say("sign.said", district=district)
    return json.dumps(words, ensure_ascii=False, separators=(",", ":"))
