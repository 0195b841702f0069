"""Every page and file that our own pages lead to, asked for as a visitor would and kept as it is answered."""

import re
from collections import deque
from dataclasses import dataclass
from urllib.parse import parse_qsl, urljoin, urlsplit

from werkzeug.test import Client

from mapapp.publish import leads
from mapapp.publish.folder import HTML, file_of
from mapapp.web.language import DEFAULT

FORM = re.compile(rb"<form\b")
STYLE = "style"
FORM_ONLY = {"text"}
"""What may stand in the query of an address that a file can answer: the form of the text."""


@dataclass(frozen=True)
class Answer:
    """What was answered at an address: its kind (media type), its bytes, and the file that it becomes."""

    kind: str
    content: bytes
    file: str


class Crawl:
    """The answers of an application by address (path and query below the site's own address).

    An address that is answered in the visitor's language stands for the one in our first language. Left out is what
    needs a server: what is not found, a page with a form, and an address that asks for more than a form of the text,
    unless it is a picture in a page.
    """

    def __init__(self, app, public_url):
        self._client = Client(app)
        self._public_url = public_url or ""
        self._root = urlsplit(self._public_url).path
        self.answers = {}
        self.meant = {}
        self._waiting = deque()

    def follow(self, *addresses):
        """Ask for these addresses and for all that they lead to."""
        self._waiting.extend(addresses)
        while self._waiting:
            address = self._waiting.popleft()
            if address not in self.answers and address not in self.meant:
                self._ask(address)

    def within(self, address, name="", page="/"):
        """Return (address within the site, fragment, whether it was a whole one); `None` for one of somebody else.

        In a stylesheet (`name`: "style") an address may be relative to that of its `page`.
        """
        if name == STYLE:
            address = urljoin(self._root + page, address)
        whole = bool(self._public_url) and address.startswith(f"{self._public_url}/")
        if not whole and not (address.startswith(f"{self._root}/") and not address.startswith("//")):
            return None
        bare, _, fragment = address.removeprefix(self._public_url if whole else self._root).partition("#")
        return bare, fragment, whole

    def answer(self, address):
        """Return the `Answer` that an address within the site stands for; `None` if it is left out."""
        return self.answers.get(self.meant.get(address, address))

    def _ask(self, address):
        response = self._client.get(address)
        kind = response.mimetype
        if "Accept-Language" in response.headers.get("Vary", "") and address != "/":
            self.meant[address] = f"/{DEFAULT}{address}"
            self._waiting.append(self.meant[address])
            return
        if response.status_code != 200 or (kind == HTML and FORM.search(response.data)):
            self.answers[address] = None
            return
        split = urlsplit(address)
        answer = Answer(kind, response.data, file_of(split.path, split.query, kind))
        self.answers[address] = answer
        rewritten(answer, lambda found, name="": self._meet(found, name, address))

    def _meet(self, found, name, page):
        """Remember an address that a page states, to be asked for in its turn."""
        ours = self.within(found, name, page)
        if ours and "{" not in found and (name == "src" or _asks_for_form_only(ours[0])):
            self._waiting.append(ours[0])
        return found


def rewritten(answer, lead):
    """Return the bytes of an answer with every address in it as `lead` puts it."""
    kind = answer.kind
    if kind == HTML or kind.endswith("+xml"):
        return leads.in_markup(answer.content.decode(), lead).encode()
    if kind == "application/manifest+json":
        return leads.in_data(answer.content.decode(), lead).encode()
    if kind == "text/css":
        return leads.in_styles(answer.content.decode(), lambda found: lead(found, STYLE)).encode()
    return answer.content


def _asks_for_form_only(address):
    return {name for name, _ in parse_qsl(urlsplit(address).query, keep_blank_values=True)} <= FORM_ONLY
