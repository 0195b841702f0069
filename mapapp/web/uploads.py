"""A planner's upload: who may send one, how long it may take, and where it is put while it comes."""

import contextlib
import math
import re
import socket
import threading
import time
import unicodedata
from urllib.parse import urlsplit

from flask import request
from gunicorn.http.errors import ParseException
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge
from werkzeug.formparser import FormDataParser
from werkzeug.wsgi import get_input_stream

from mapapp.blocks.blocks import Wishes
from mapapp.errors import FormTooLarge, FormUnclear, OriginRefused, UploadBroken, UploadTooLarge, UploadTooSlow

MB = 1 << 20
FIELDS = ("crs", "encoding", "layer", "label")
FIELD_BYTES = 100_000
PARTS = 20
PIECE_BYTES = 4096
LONGEST_NAME = 120
NAMELESS = "upload"
SLOWEST_BYTES_PER_S = 1_000
"""Below this, on average and after the patience of the setting, nobody waits for the rest of a file."""
DISCARD_S = 2.0
UPLOAD = "upload"
SOCKETS = ("gunicorn.socket", "werkzeug.socket")
LOOK_AT_LINE = socket.MSG_PEEK | socket.MSG_DONTWAIT
PATH = re.compile(r".*[/\\]", re.DOTALL)


def check_origin(public_origin):
    """Raise `OriginRefused` if a page that is not ours sent the request; programs name no origin."""
    origin = request.headers.get("Origin")
    if origin and origin != public_origin and urlsplit(origin).netloc != request.host:
        raise OriginRefused(origin=origin)


def receive(desk, numbers):
    """Return (path, name, fields) of the form that comes in, its file put on the desk as it comes.

    `path` is `None` where the form has no file. `numbers`: the settings. Raises `UploadTooLarge`, `UploadTooSlow`,
    `UploadBroken`, `FormTooLarge` or `FormUnclear`.
    """
    path, limit = desk / UPLOAD, numbers["upload_mb"]
    if (request.content_length or 0) > limit * MB:
        _discard()
        raise UploadTooLarge(limit_mb=limit)
    watch = _Watch(request.environ, numbers["upload_patience_s"])
    try:
        with watch:
            form, files = _parsed(path, watch, limit * MB)
    except RequestEntityTooLarge as reason:
        raise (UploadTooLarge(limit_mb=limit) if watch.bytes_come >= limit * MB else FormTooLarge()) from reason
    except (ClientDisconnected, ParseException, OSError, ValueError) as reason:
        raise (UploadTooSlow() if watch.is_over else UploadBroken()) from reason
    _check_clear(form, files)
    file = files.get("file")
    return (path, name_of(file.filename), form) if file and file.filename else (None, NAMELESS, form)


def _check_clear(form, files):
    """Raise `FormUnclear` where what is wished stands in the form twice, or as a file: one of the two would be lost."""
    twice = [name for name in FIELDS if len(form.getlist(name)) > 1]
    if twice or len(files.getlist("file")) > 1 or files.keys() - {"file"} & {*FIELDS}:
        raise FormUnclear()


def _parsed(path, watch, limit):
    """Return the fields and files of the form, the first file written to `path`."""
    paths = iter([path])
    stream = get_input_stream(request.environ, max_content_length=limit)
    with contextlib.ExitStack() as opened:
        parser = FormDataParser(
            lambda *_, **__: opened.enter_context(next(paths, path.with_name("other")).open("w+b")),
            max_form_memory_size=FIELD_BYTES,
            max_form_parts=PARTS,
            silent=False,
        )
        return parser.parse(_Counted(stream, watch), request.mimetype, None, request.mimetype_params)[1:]


class _Counted:
    """A stream, read in small pieces, that tells a watch how much of it has come."""

    def __init__(self, stream, watch):
        self._stream = stream
        self._watch = watch

    def read(self, size=-1):
        part = self._stream.read(PIECE_BYTES if size < 0 else min(size, PIECE_BYTES))
        self._watch.bytes_come += len(part)
        return part


class _Watch:
    """Ends the wait for a body that comes too slowly, by closing the line for what still comes."""

    def __init__(self, environ, patience_s, slowest=SLOWEST_BYTES_PER_S):
        self.bytes_come = 0
        self.is_over = False
        self._line = _line(environ)
        self._patience_s = patience_s
        self._slowest = slowest
        self._begun = time.monotonic()

    def __enter__(self):
        self._set()
        return self

    def __exit__(self, *_):
        self._timer.cancel()

    def _set(self):
        self._timer = threading.Timer(self._patience_s, self._look)
        self._timer.daemon = True
        self._timer.start()

    def _look(self):
        if self.bytes_come > (time.monotonic() - self._begun) * self._slowest:
            self._set()
        elif self._line:
            self.is_over = True
            self._line.shutdown(socket.SHUT_RD)


def _discard():
    """Read on for a moment what nobody will use: who is still sending would not hear the answer."""
    with contextlib.suppress(ClientDisconnected, OSError), _Watch(request.environ, DISCARD_S, slowest=math.inf):
        stream = get_input_stream(request.environ)
        while stream.read(MB):
            pass


def _line(environ):
    """Return the socket over which a request comes, where the server shows it."""
    return next((environ[name] for name in SOCKETS if name in environ), None)


def wishes_in(form):
    """Return the `Wishes` that a form states."""
    return Wishes(**{field: form.get(field, "").strip() or None for field in FIELDS})


def name_of(stated):
    """Return the name of a file as it may be shown: no path, no sign that cannot be seen, not too long.

    >>> name_of("C:\\\\Windows\\\\win.ini.geojson")
    'win.ini.geojson'
    """
    seen = "".join(sign for sign in PATH.sub("", stated or "") if unicodedata.category(sign)[0] != "C").strip()
    return (seen if len(seen) <= LONGEST_NAME else f"…{seen[1 - LONGEST_NAME :]}") or NAMELESS


def is_gone(environ):
    """Return a function that tells whether whoever asks has closed the line."""
    line = _line(environ)

    def gone():
        try:
            return line.recv(1, LOOK_AT_LINE) == b""
        except BlockingIOError:
            return False
        except OSError:
            return True

    return gone if line else lambda: False
