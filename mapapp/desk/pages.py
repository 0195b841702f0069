"""What every page of the desk shares: its language, its words, who decides, and how a form is answered."""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from flask import g, redirect, render_template, request

from mapapp.desk.words import say
from mapapp.editing.deciding import decide
from mapapp.editing.state import open_state
from mapapp.settings import Settings
from mapapp.web.language import LANGUAGES

SEE_OTHER, UNFIT = 303, 422


@dataclass(frozen=True)
class Desk:
    """A desk that was started: on which data, in whose name, and the secret that its forms carry."""

    settings: Settings
    by: str
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def geodata(self) -> Path:
        """The data folder."""
        return self.settings.geodata

    def state(self):
        """Return what stands in the data folder now."""
        return open_state(self.geodata)

    def decide(self, wish, *asked):
        """Take a decision in the name of whoever sits here; return its id. `wish(state, *asked)` makes the deed."""
        return decide(self.geodata, lambda state: wish(state, *asked), by=self.by, at=datetime.now(UTC))


def now():
    """Return the moment, UTC, as the log states it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def today():
    """Return the day, UTC, as rows and metadata state it."""
    return datetime.now(UTC).date().isoformat()


def page(template, problem=None, **told):
    """Return a page of the desk in the language of the address; with a `problem`, what is wrong and that status."""
    sentences = problem.sentence(g.language.code).split("\n") if problem else []
    return render_template(f"desk/{template}", problems=sentences, **told), UNFIT if problem else 200


def ours(key, **values):
    """Return the desk's words in the language of the address."""
    return say(g.language.code, key, **values)


def address(path):
    """Return the address of a page of the desk in the language of this one."""
    return f"/{g.language.code}{path}"


def go(path):
    """Return the answer to a form that was taken: the page to look at next."""
    return redirect(address(path), SEE_OTHER)


def others():
    """Return each language with the address of this page in it."""
    rest = request.full_path.rstrip("?").removeprefix(f"/{g.language.code}")
    return [(language, f"/{code}{rest}") for code, language in LANGUAGES.items()]


def moment(text):
    """Return a moment of the log as a person reads it.

    >>> moment("2026-11-28T09:30:00Z")
    '2026-11-28 09:30 UTC'
    """
    return text.replace("T", " ").removesuffix(":00Z").removesuffix("Z")[:16] + " UTC"


def name_of(place):
    """Return the name of a place in the language of the address."""
    return getattr(place, g.language.name)
