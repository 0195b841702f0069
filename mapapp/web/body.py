"""A ready answer: its bytes, plain and compressed, its ETag and its headers, made once and sent many times."""

import gzip
import hashlib
from functools import lru_cache

import brotli
from flask import Response
from werkzeug.http import parse_accept_header

from mapapp.web.mark import HEADER

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
FOR_ANYONE = ("Access-Control-Allow-Origin", "*")
"""Data and assets may be read from any page: a sandboxed frame of ours has no origin (HTML, 7.1.6, opaque origins)."""

SMALL = 200
PACKED = ("image/png", "application/pdf")
"""Kinds that are packed by themselves."""
CODINGS = ("br", "gzip")
"""How answers are packed, the smaller first. Browsers take Brotli (RFC 7932) on encrypted connections only."""


class Body:
    """Content of one kind that any number of requests are answered with; also a WSGI application.

    `cache`: its Cache-Control. `vary`: request headers, apart from Accept-Encoding, that
    the content was chosen by. `style`: the address of a stylesheet that the browser may
    ask for before it has read the page (RFC 8288, `rel=preload`). `mark`: the mark of the
    build that it belongs to, for what may be kept to be read offline. `is_passing`: it will
    not be sent often, and is packed fast.
    """

    def __init__(self, content, kind, *, cache=ASK_AGAIN, vary=(), style=None, mark=None, is_passing=False):
        self.content = content
        self.kind = kind
        self.digest = hashlib.sha256(content).hexdigest()[:16]
        fixed = [("Cache-Control", cache), ("Vary", ", ".join((*vary, "Accept-Encoding")))]
        fixed += [("Link", f"<{style}>; rel=preload; as=style")] if style else []
        fixed += [] if kind.startswith("text/html") else [FOR_ANYONE]
        fixed += [(HEADER, mark)] if mark else []
        self._kind, self._fixed = kind, fixed
        self._plain = _Form(content, kind, f'"{self.digest}"', fixed)
        self._codings = CODINGS if len(content) > SMALL and kind not in PACKED else ()
        self._pack, self._tag = _pack_fast if is_passing else _pack, "-{}"
        self._packed = {}

    def ready(self):
        """Return this answer, packed in every way now and not when somebody waits for it."""
        for coding in self._codings:
            self._packed[coding] = self._as(coding)
        return self

    def hurry(self):
        """Return this answer, which packs itself fast, under ETags of their own, until it `take`s what is smaller."""
        self._pack, self._tag = _pack_fast, "-{}-fast"
        return self

    def packed(self):
        """Return its content packed as small as can be, by (digest, coding)."""
        return {(self.digest, coding): _pack(self.content, coding) for coding in self._codings}

    def take(self, packed):
        """Be sent as somebody else has packed it, if it is among `packed`, bytes by (digest, coding)."""
        for coding in self._codings:
            if (self.digest, coding) in packed:
                self._packed[coding] = self._as(coding, packed[self.digest, coding], "-{}")

    def _as(self, coding, content=None, tag=None):
        headers = [("Content-Encoding", coding), *self._fixed]
        etag = f'"{self.digest}{(tag or self._tag).format(coding)}"'
        return _Form(content or self._pack(self.content, coding), self._kind, etag, headers)

    def response(self, environ, status=200):
        """Return Flask's response to a request, given its WSGI environment."""
        form = self._form(environ)
        if status == 200 and form.is_known(environ):
            return Response(status=304, headers=form.unchanged)
        return Response(form.content, status, form.headers)

    def __call__(self, environ, start_response):
        form = self._form(environ)
        if form.is_known(environ):
            start_response("304 NOT MODIFIED", form.unchanged)
            return []
        start_response("200 OK", form.headers)
        return [form.content] if environ["REQUEST_METHOD"] == "GET" else []

    def _form(self, environ):
        coding = _best_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if coding not in self._codings:
            return self._plain
        if coding not in self._packed:
            self._packed[coding] = self._as(coding)
        return self._packed[coding]


class _Form:
    """The bytes as they travel, and the headers to send with them."""

    def __init__(self, content, kind, etag, fixed):
        self.content = content
        self.etag = etag
        self.unchanged = [*fixed, ("ETag", etag)]
        self.headers = [("Content-Type", kind), ("Content-Length", str(len(content))), *self.unchanged]

    def is_known(self, environ):
        """Tell whether whoever asks has these very bytes already."""
        known = environ.get("HTTP_IF_NONE_MATCH", "")
        return self.etag in known or known.strip() == "*"


@lru_cache(maxsize=256)
def _best_coding(accepted):
    """Return the coding, of those that an Accept-Encoding header allows, which packs best; `None` if it allows none."""
    qualities = parse_accept_header(accepted)
    return next((coding for coding in CODINGS if qualities.quality(coding) > 0), None)


@lru_cache(maxsize=256)
def _pack(content, coding):
    """Return content packed as small as its coding can; the same content, such as a script, is packed once."""
    return brotli.compress(content, quality=11) if coding == "br" else gzip.compress(content, 9, mtime=0)


def _pack_fast(content, coding):
    """Return content packed in some milliseconds, a tenth larger than it could be."""
    return brotli.compress(content, quality=5) if coding == "br" else gzip.compress(content, 6, mtime=0)
