"""The pages: each found, shaped and rendered once per build and language, then answered from memory."""

import json
from dataclasses import replace
from urllib.parse import urlsplit

from flask import request

from mapapp.errors import UnknownArticle, UnknownSite
from mapapp.layers import query, schema
from mapapp.layers.themes import theme_of
from mapapp.view import forms, sketch, sources
from mapapp.view.contents import contents
from mapapp.view.plates import numbers
from mapapp.view.promises import drawn_and_not, promises_of
from mapapp.view.quotes import theme
from mapapp.view.tongues import tongues
from mapapp.web.assets import colour
from mapapp.web.body import Body
from mapapp.web.edition import MAP_DATA
from mapapp.web.language import WORDS, metres
from mapapp.web.offline import UNSEEN, WORKER
from mapapp.web.visit import PREFIXES, current_visit

HTML = "text/html; charset=utf-8"
SCRIPT_WORDS = ("sign.", "symbol.", "note.", "map.hint", "room.", "receipt.", "link.", "quote.", "offline.kept")
"""The beginnings of the keys of our words that the browser writes with."""
CHOSEN_LANGUAGE = "/<any({}):language>".format(", ".join(f'"{prefix}"' for prefix in PREFIXES))


class Pages:
    """The pages of one application. Each view finds what it shows and names its template."""

    def __init__(self, app, editions, assets, public_url):
        self._app = app
        self._editions = editions
        self._assets = assets
        self.public_url = public_url or ""
        app.add_template_filter(tongues)
        self.root = urlsplit(self.public_url).path
        self.origin = self.public_url.removesuffix(self.root)
        for rule, view in {
            "/": self.home,
            "/sites/<id>": self.site,
            "/articles/<id>": self.article,
            "/about": self.about,
            UNSEEN: self.unseen,
        }.items():
            app.add_url_rule(rule, view.__name__, view)
            app.add_url_rule(CHOSEN_LANGUAGE + rule, f"{view.__name__}_in", view)

    def home(self, **_):
        return self._page("home.html", self._home)

    def site(self, id, **_):
        return self._page("site.html", self._site, id)

    def article(self, id, **_):
        return self._page("article.html", self._article, id)

    def about(self, **_):
        return self._page("about.html", self._about)

    def unseen(self, **_):
        return self._page("offline.html", lambda *_: {"visit": replace(self.visit(), path="/"), "said": WORDS})

    def _page(self, template, shape, *which):
        """Answer with the page that `shape` finds the values for; `which` says which of its kind it is."""
        edition, visit = self._editions.current(), self.visit()
        page = edition.page(
            (template, visit.language.code, visit.fixed, visit.form, visit.form_refused, *which),
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
            words=lambda commitment: forms.words(commitment, visit.form),
            quote_language=lambda article: forms.language(article, visit.form),
            root=self.root,
            static=lambda path: self.root + path,
            stylesheet=self._assets.stylesheet,
            icon=self._assets.icon_in_page,
            plain_script=self._assets.plain_script,
            offline_script=self._assets.offline_script,
            icons=self._assets.icons,
            colour=colour,
            site_name=site_name or visit.say("site.nameless"),
            from_openstreetmap=from_openstreetmap,
            **values,
        )
        vary = () if visit.fixed else ("Accept-Language",)
        mark = values["edition"].mark if "edition" in values else None
        return Body(page.encode(), HTML, vary=vary, style=self.root + self._assets.stylesheet, mark=mark)

    def _home(self, edition, visit):
        return {
            "promises": edition.promises[visit.form],
            "numbers": numbers,
            "ledger": {reason: sources.unmapped(edition.layers, reason) for reason in schema.REASONS},
            "sketch": sketch.sketch(edition.layers, edition.plates),
            "theme_of": theme_of(edition.layers),
        }

    def _site(self, edition, visit, id):
        if id not in edition.plates:
            raise UnknownSite(id=id)
        plate = edition.plates[id]
        return {
            "plate": plate,
            "promises": promises_of(plate, edition.layers, edition.plates, visit.form),
            "sketch": sketch.sketch(edition.layers, edition.plates, chosen=id),
        }

    def _article(self, edition, visit, id):
        if id not in edition.layers.articles:
            raise UnknownArticle(id=id)
        paragraphs = edition.paragraphs[id, visit.form]
        return {
            "article_id": id,
            "article": edition.layers.articles[id],
            "paragraphs": paragraphs,
            "contents": contents(paragraphs, edition.plates),
            "numbers": numbers,
            "sketch": sketch.sketch(edition.layers, edition.plates),
            "drawn_and_not": lambda commitment: drawn_and_not(commitment, edition.plates),
        }

    def _about(self, edition, _):
        layers = edition.layers
        return {
            "layers": layers,
            "ledger": {reason: sources.unmapped(layers, reason) for reason in schema.REASONS},
            "credits": sources.credits(layers),
        }


def _common(edition, visit):
    """Return what every page of a build says: whose promises these are, and whom to thank."""
    district = district_in(visit, edition)
    return {
        "visit": visit,
        "district": district,
        "site_name": visit.say("site.name", district=district),
        "from_openstreetmap": sources.from_openstreetmap(edition.layers),
        "article_id": next(iter(edition.layers.articles)),
        "edition": edition,
        "plates": edition.plates,
        "counts": edition.counts,
        "theme": theme_in(visit),
        "script_page": script_page(visit, district, edition.ground.base.datum, edition.mark),
    }


def district_in(visit, edition):
    return visit.name(query.district(edition.layers)["properties"])


def theme_in(visit):
    """Return a function from a commitment and its article to (theme, language tag); in English, as we translate it."""
    form, tag = ("clean", "zh-Hant") if visit.language.code == "zh-hant" else ("simplified", "zh-Hans")

    def told(commitment, article):
        if visit.language.code == "en" and commitment.get("theme_en"):
            return commitment["theme_en"], "en"
        return theme(commitment, article, form), tag

    return told


def script_page(visit, district, datum, mark):
    """Return, as JSON, what the browser needs to write in the language and form of a visit."""
    language = visit.language
    return _json(
        {
            "words": _script_words(visit, district),
            "base": visit.root,
            "root": f"{visit.root}{visit.prefix}/",
            "query": visit.query,
            "data": visit.root + MAP_DATA,
            "datum": datum,
            "build": mark,
            "worker": visit.root + WORKER,
            "form": visit.form,
            "tag": language.tag,
            "name": language.name,
            "second": language.second_name,
            "secondTag": language.second_tag,
            "themes": [[f"theme_{key}", tag] for key, tag in _themes_first(language.key)],
            "method": language.method,
        }
    )


def _themes_first(key):
    """Return (key, tag) of the languages in which a theme may be told, that of the visit first."""
    tags = {"zh_hans": "zh-Hans", "zh_hant": "zh-Hant", "en": "en"}
    return [(key, tags[key]), ("zh_hans", tags["zh_hans"])]


def _script_words(visit, district):
    said = {key: texts[visit.language.code] for key, texts in WORDS.items() if key.startswith(SCRIPT_WORDS)}
    return said | {"sign.said": visit.say("sign.said", district=district)}


def _json(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
