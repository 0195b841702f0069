"""The number of a request: in its answer, in its refusal, in the log; taken over from the proxy in front."""

import re
import secrets

from mapapp.web.body import FOR_EVER

HEADER, SENT, KEPT = "X-Request-Id", "HTTP_X_REQUEST_ID", "mapapp.request_id"
SANE = re.compile(r"[0-9a-fA-F-]{16,64}")
"""What is taken over: hexadecimal digits, as proxies make them; nothing that can hold words."""


def request_id(stated):
    """Return the number that a request states, if it is sane, or a new one.

    >>> request_id("0af7651916cd43dd8448eb211c80319c")
    '0af7651916cd43dd8448eb211c80319c'
    """
    return stated if stated and SANE.fullmatch(stated) else secrets.token_hex(8)


def numbered(wsgi_app):
    """Return a WSGI application whose every request has a number, which its answer states.

    One that browsers keep for ever does not: they would show it again with the number of another request.
    """

    def answer(environ, start_response):
        number = environ[KEPT] = request_id(environ.get(SENT))

        def start(status, headers, exc_info=None):
            stated = [] if ("Cache-Control", FOR_EVER) in headers else [(HEADER, number)]
            return start_response(status, [*headers, *stated], exc_info)

        return wsgi_app(environ, start)

    return answer
