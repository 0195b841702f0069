"""One visit to a page: in which language and form of the text, at which address, and how our pages link within it."""

import re
from dataclasses import dataclass, replace
from urllib.parse import quote

from flask import request

from mapapp.view.forms import FORMS
from mapapp.web.language import LANGUAGES, Language, day, preferred, say

PREFIXES = tuple(LANGUAGES)
EMBED = "/embed"
FOREIGN = re.compile(r"/([a-z]{2}(?:-[a-z0-9]{2,8})*)(/.*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Visit:
    """`path`: the address without language prefix. `fixed`: the language stands in the address.
    `root`: where the site lies on its host, without a final slash. `form`: the form of the
    text in which quotes are shown; `form_refused`: the address asked for one that there is not.
    `language_refused`: the query of a page in a frame asked for a language that there is not.
    `served`: whether a server of ours answers what the page asks for; it does not where pages are files.
    `frame_query`: its other options, as a query without a question mark.
    """

    language: Language
    fixed: bool
    path: str
    root: str
    form: str = FORMS[0]
    form_refused: bool = False
    language_refused: bool = False
    served: bool = True
    frame_query: str = ""

    @property
    def query(self):
        """What of the address's query belongs to the page."""
        return "" if self.form == FORMS[0] else f"?text={self.form}"

    @property
    def framed(self):
        """Whether this is the page that others show in a frame; its language may stand in the query."""
        return self.path == EMBED

    @property
    def shares(self):
        """Whether the page has an address of its own to be passed on."""
        return not self.framed

    def say(self, key, **values):
        return say(self.language.code, key, **values)

    def day(self, iso):
        """Return a day (ISO 8601) as the language of this visit writes it."""
        return day(self.language.code, iso)

    def link(self, path):
        """Return the address of a page in the language and form of this visit."""
        return self.root + self.prefix + path + self.query

    def feed(self, path):
        """Return the address of a feed, which keeps this language: whoever reads it later says none."""
        return replace(self, fixed=True).link(path)

    @property
    def prefix(self):
        """The language as it stands in the address."""
        return f"/{self.language.code}" if self.fixed else ""

    def page_patterns(self):
        """Return the address of a page of each kind, `{id}` where its id goes; `lasting`: of an article for anybody."""
        kinds = {kind: self.link(f"/{kind}s/{{id}}") for kind in ("site", "subdistrict", "article")}
        return kinds | {"lasting": self.feed("/articles/{id}"), "map": self.feed("/"), "frame": self.feed(EMBED)}

    def forms(self):
        """Return (form, address) of this very page in every form of the text."""
        return [(form, self._kept(replace(self, form=form).link(self.path))) for form in FORMS]

    def _kept(self, address):
        """Return the address of this very page with the options of its frame."""
        sign = "&" if "?" in address else "?"
        return f"{address}{sign}{self.frame_query}" if self.frame_query else address

    def name(self, properties):
        return properties[self.language.name]

    def second_name(self, properties):
        return properties[self.language.second_name]

    def others(self):
        """Return (language, address) of this very page in every language."""
        return [(language, f"{self.root}/{code}{self.path}{self.query}") for code, language in LANGUAGES.items()]


def current_visit(root, served=True):
    """Return the `Visit` that the current request is; `served` as there."""
    path = quote(request.path).strip("/")
    first, _, rest = path.partition("/")
    asked = request.args.get("text", FORMS[0])
    form = {"form": asked, "form_refused": False} if asked in FORMS else {"form_refused": True}
    form["served"] = served
    if first in PREFIXES:
        return _framed(Visit(LANGUAGES[first], True, f"/{rest}", root, **form))
    code = preferred(request.headers.get("Accept-Language", ""))
    return _framed(Visit(LANGUAGES[code], False, f"/{path}", root, **form))


def _framed(visit):
    """Return a visit in the language that its query asks for, if it is to the page for frames."""
    asked = request.args.get("lang")
    if not visit.framed or not asked:
        return visit
    if asked not in LANGUAGES:
        return replace(visit, language_refused=True)
    return replace(visit, language=LANGUAGES[asked], fixed=True)


def foreign(path):
    """Return (language, the page's own path) for a path that begins with a language that is none of ours, or `None`."""
    found = FOREIGN.fullmatch(path)
    return (found[1], found[2] or "/") if found and found[1] not in PREFIXES else None
