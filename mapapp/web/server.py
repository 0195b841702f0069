"""The server: gunicorn with our application in it."""

import os
import socket

from gunicorn.app.base import BaseApplication
from gunicorn.workers.gthread import ThreadWorker

from mapapp.errors import AddressTaken
from mapapp.view.basemaps import choose
from mapapp.web.app import create_app
from mapapp.web.headers import GUARD, guard
from mapapp.web.language import WORDS

WORKERS = 2
THREADS = 4


def serve(settings, *, host, port):
    """Serve the map of `settings` until stopped; return the exit status. Raises `AddressTaken`."""
    _check_free(host, port)
    app = create_app(settings)
    jobs = app.extensions["results"].jobs
    jobs.warm()
    try:
        _Server(app, host, port, worker_with(guard(choose(settings).origin))).run()
    finally:
        jobs.close()
    return 0


def _check_free(host, port):
    """Ask the system for the address before gunicorn does, which would try again and again."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as reason:
        why = os.strerror(reason.errno) if reason.errno and reason.errno > 0 else reason
        raise AddressTaken(host=host, port=port, why=why) from reason


class GuardedWorker(ThreadWorker):
    """A worker whose own refusals, of what is no request at all, carry our headers too."""

    guard = GUARD

    def handle_error(self, req, client, addr, exc):
        super().handle_error(req, _Guarded(client, self.guard), addr, exc)


def worker_with(guard):
    """Return the class of workers whose refusals carry these guarding headers."""
    return type("GuardedWorker", (GuardedWorker,), {"guard": guard})


class _Guarded:
    """The socket of a client that is about to be refused: the status line is the worker's, all else is ours."""

    def __init__(self, client, guard):
        self._client = client
        self._guard = guard

    def __getattr__(self, name):
        return getattr(self._client, name)

    def sendall(self, answer):
        status = answer.partition(b"\r\n")[0]
        failed = status.split()[1] >= b"500"
        words = WORDS["error.failed" if failed else "error.refused"]
        self._client.sendall(status + b"\r\n" + _refusal(words, self._guard))


def _refusal(words, guard):
    """Return the headers and the body of a refusal in plain words."""
    body = f"{words['en']}\n{words['zh-hans']}\n".encode()
    own = [("Connection", "close"), ("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", len(body))]
    return "".join(f"{name}: {value}\r\n" for name, value in [*own, *guard]).encode() + b"\r\n" + body


class _Server(BaseApplication):
    def __init__(self, app, host, port, worker):
        self._app = app
        self._worker = worker
        self._bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        super().__init__(prog="mapapp serve")

    def load_config(self):
        self.cfg.set("bind", self._bind)
        self.cfg.set("workers", WORKERS)
        self.cfg.set("threads", THREADS)
        self.cfg.set("worker_class", self._worker)
        self.cfg.set("accesslog", None)
        self.cfg.set("when_ready", lambda server: print(f"The map is at http://{self._bind}/", flush=True))
        self.cfg.set("loglevel", "warning")

    def load(self):
        return self._app
