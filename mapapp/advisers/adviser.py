"""An adviser: what is known of one geocoder, and the one way in which each of them is asked."""

from collections.abc import Callable
from dataclasses import dataclass, field

from mapapp.advisers.answer import Answer, legible, wgs84
from mapapp.errors import AdviserAnswerUnreadable, AdviserFailed, AdviserSaysNo

OK = 200
PUBLIC_PACE_S = 1.1
"""Seconds between two requests: the policy of Nominatim's public server allows one a second at most."""

MALFORMED = (KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError, OverflowError)
"""What a document of another form than the documented one makes of reading it."""


@dataclass(frozen=True)
class Adviser:
    """One geocoder. `name`: as settings and answers call it; `title`: as people do. `datum`: the one it answers in.

    `endpoint`: its public address. `needs`: the settings one of which must be given for it to be asked, the first
    that is given counts. `secret`: whether that is a key, to be shown nowhere. `query(question)`: what it is asked, a
    text. `parameters(question, credential)`: the query of a request. `objection(document)`: code and words, where the
    document says no. `findings(document)`: a list of `Finding`, the best first.
    """

    name: str
    title: str
    datum: str
    licence: str
    endpoint: str
    needs: tuple
    secret: bool
    query: Callable
    parameters: Callable
    objection: Callable
    findings: Callable


@dataclass(frozen=True)
class Access:
    """Where an adviser is asked, and by what right: a key, which no `repr` shows, or a contact."""

    endpoint: str
    credential: str | None = field(default=None, repr=False)


def access(adviser, settings):
    """Return the `Access` that the settings give; its credential is `None` where they give none."""
    given = (getattr(settings, name) for name in adviser.needs)
    endpoint = getattr(settings, f"{adviser.name}_url") or adviser.endpoint
    return Access(endpoint, next((credential for credential in given if credential), None))


def answers(adviser, question, status, document, today):
    """Return the `Answer`s in what came back: the HTTP `status` and the JSON `document`, `None` if it is none.

    Raises `AdviserSaysNo`, `AdviserFailed` and `AdviserAnswerUnreadable`.
    """
    try:
        if refusal := _refusal(adviser, document):
            raise refusal
        if status == OK:
            return [_answer(adviser, question, finding, today) for finding in adviser.findings(document)]
    except MALFORMED as reason:
        if status == OK:
            raise AdviserAnswerUnreadable(adviser=adviser.title) from reason
    raise AdviserFailed(adviser=adviser.title, status=status)


def _refusal(adviser, document):
    """Return the error for a document that says no, `None` for any other."""
    objection = adviser.objection(document)
    if objection is None:
        return None
    code, words = objection
    return AdviserSaysNo(adviser=adviser.title, code=legible(str(code)), words=legible(words) or "–")


def _answer(adviser, question, finding, today):
    lon, lat = wgs84(finding.lon, finding.lat, adviser.datum)
    return Answer(
        adviser=adviser.name,
        name=legible(finding.name),
        lon=lon,
        lat=lat,
        datum=adviser.datum,
        kind=legible(finding.kind),
        accuracy_m=finding.accuracy_m,
        ref=legible(finding.ref),
        licence=adviser.licence,
        query=adviser.query(question),
        fetched=today,
    )
