"""One request to an adviser and its answer: in time, of a size that can be, and from nobody else.

No redirect is followed, so that a key goes to no other host. The whole exchange, with the look-up of the host's
name, runs in a thread that is left behind when its time is over.
"""

import http.client
import json
import ssl
import time
import urllib.error
import urllib.request
from queue import Empty, SimpleQueue
from threading import Thread
from urllib.parse import urlencode

from mapapp.errors import AdviserAnswerTooLarge, AdviserRefused, AdviserSilent, AdviserUnreachable
from mapapp.version import VERSION

LIMIT_KB = 256
PIECE = 16_384
HANDLERS = (
    urllib.request.ProxyHandler,
    urllib.request.HTTPHandler,
    urllib.request.HTTPSHandler,
    urllib.request.HTTPDefaultErrorHandler,
    urllib.request.HTTPErrorProcessor,
)
"""What speaks http and https and nothing else, and follows no redirect."""


def exchange(adviser, access, parameters, contact, seconds):
    """Return the HTTP status and the JSON document, `None` if there is none, that the adviser answers.

    Raises `AdviserSilent` after `seconds`, `AdviserUnreachable` and `AdviserAnswerTooLarge`.
    """
    outcome = SimpleQueue()
    request = _request(access, parameters, contact)
    name = f"asking {adviser.name}"
    Thread(name=name, target=lambda: outcome.put(_outcome(adviser, request, seconds)), daemon=True).start()
    try:
        status, content = outcome.get(timeout=seconds)
    except Empty as reason:
        raise AdviserSilent(adviser=adviser.title, seconds=seconds) from reason
    if isinstance(content, AdviserRefused):
        raise content
    return status, _document(content, access.credential if adviser.secret else None)


def _request(access, parameters, contact):
    return urllib.request.Request(
        f"{access.endpoint}?{urlencode(parameters)}",
        headers={"User-Agent": f"mapapp/{VERSION} ({contact or 'no contact stated'})", "Accept": "application/json"},
    )


def _outcome(adviser, request, seconds):
    """Return status and bytes of the answer, or `None` and the error that came instead."""
    setting = f"MAPAPP_{adviser.name.upper()}_URL"
    try:
        return _fetch(request, time.monotonic() + seconds, seconds)
    except _TooLarge:
        return None, AdviserAnswerTooLarge(adviser=adviser.title, limit_kb=LIMIT_KB, setting=setting)
    except TimeoutError:
        return None, AdviserSilent(adviser=adviser.title, seconds=seconds)
    except (OSError, http.client.HTTPException, ValueError) as reason:
        return None, _unreachable(adviser, reason, seconds, setting)


def _unreachable(adviser, reason, seconds, setting):
    cause = getattr(reason, "reason", reason)
    if isinstance(cause, TimeoutError):
        return AdviserSilent(adviser=adviser.title, seconds=seconds)
    return AdviserUnreachable(adviser=adviser.title, why=_why(cause), setting=setting)


def _why(cause):
    """Return what went wrong in words that hold no part of the request: those of the system, or the kind of error."""
    if isinstance(cause, ssl.SSLError):
        return f"TLS: {cause.reason or type(cause).__name__}"
    return cause.strerror if isinstance(cause, OSError) and cause.strerror else type(cause).__name__


def _fetch(request, deadline, seconds):
    opener = urllib.request.OpenerDirector()
    for handler in HANDLERS:
        opener.add_handler(handler())
    try:
        response = opener.open(request, timeout=seconds)
    except urllib.error.HTTPError as error:
        response = error
    with response:
        return response.status, _content(response, deadline)


def _content(response, deadline):
    content = b""
    while piece := response.read1(PIECE):
        content += piece
        if len(content) > LIMIT_KB * 1000:
            raise _TooLarge
        if time.monotonic() > deadline:
            raise TimeoutError
    return content


class _TooLarge(Exception):
    """More bytes came than a geocoder answers."""


def _document(content, secret):
    """Return the JSON in `content` without the key, should it be repeated there; `None` if it is no JSON."""
    try:
        return _without(json.loads(content.decode("utf-8-sig")), secret)
    except (ValueError, RecursionError):
        return None


def _without(value, secret):
    if isinstance(value, str) and secret:
        return value.replace(secret, "…")
    if isinstance(value, list):
        return [_without(item, secret) for item in value]
    if isinstance(value, dict):
        return {name: _without(item, secret) for name, item in value.items()}
    return value
