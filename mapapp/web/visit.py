"""One visit to a page: in which language, at which address, and how our pages speak and link within it."""

from dataclasses import dataclass
from urllib.parse import quote

from flask import request

from mapapp.web.language import LANGUAGES, Language, preferred, say

PREFIXES = tuple(LANGUAGES)


@dataclass(frozen=True)
class Visit:
    """`path`: the address without language prefix. `fixed`: the language stands in the address.
    `root`: where the site lies on its host, without a final slash. `query`: what of the
    address's query belongs to the page.
    """

    language: Language
    fixed: bool
    path: str
    root: str
    query: str = ""

    def say(self, key, **values):
        return say(self.language.code, key, **values)

    def link(self, path):
        """Return the address of a page in the language of this visit."""
        return self.root + (f"/{self.language.code}{path}" if self.fixed else path)

    def name(self, properties):
        return properties[self.language.name]

    def second_name(self, properties):
        return properties[self.language.second_name]

    def others(self):
        """Return (language, address) of this very page in every language."""
        return [(language, f"{self.root}/{code}{self.path}{self.query}") for code, language in LANGUAGES.items()]


def current_visit(root):
    """Return the `Visit` that the current request is."""
    path = quote(request.path).strip("/")
    first, _, rest = path.partition("/")
    if first in PREFIXES:
        return Visit(LANGUAGES[first], True, f"/{rest}", root)
    code = preferred(request.headers.get("Accept-Language", ""))
    return Visit(LANGUAGES[code], False, f"/{path}", root)
