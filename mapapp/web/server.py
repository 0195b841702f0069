"""The server: gunicorn with our application in it."""

import contextlib
import gc
import os
import signal
import socket

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.workers.gthread import ThreadWorker

from mapapp.errors import AddressTaken, NoRoomLeft, StoreUnreachable
from mapapp.view.basemaps import choose
from mapapp.web.app import create_app
from mapapp.web.headers import GUARD, guard
from mapapp.web.language import WORDS
from mapapp.web.lifeline import end_with_parent
from mapapp.web.logbook import logbook_with, write_discreetly
from mapapp.web.preparing import Preparer
from mapapp.web.results import Results

WORKERS = 2
THREADS = 4
GRACE_S = 40
"""How long answers under way may still take when the server stops; the longest is a planner's file."""
MEMORY = "/dev/shm"
"""Where workers show that they live: not on a disk, which may be full or slow."""


def serve(settings, *, host, port):
    """Serve the map of `settings` until stopped; return the exit status. Raises `AddressTaken`."""
    _check_free(host, port)
    choose(settings)
    results, preparer = Results(settings), Preparer()
    with contextlib.suppress(NoRoomLeft, StoreUnreachable, OSError):
        results.drawer.sweep()
    try:
        app = create_app(settings, results=results, preparer=preparer)
        preparer.start(app)
        gc.freeze()
        _Server(app, host, port, settings).run()
    finally:
        preparer.stop()
        results.jobs.close()
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
    """A worker that stops without dropping a request, and whose own refusals carry our headers too."""

    guard = GUARD

    def init_process(self):
        """Stop when the master is gone: whoever starts the server again finds its address free."""
        end_with_parent(signal.SIGTERM)
        super().init_process()

    def set_accept_enabled(self, enabled):
        """When stopping, take every connection that waits, and close the door: one left waiting would be cut off."""
        super().set_accept_enabled(enabled)
        if not enabled and not self.alive:
            for listener in self.sockets:
                self._take_waiting(listener)
                listener.close()

    def _take_waiting(self, listener):
        before = None
        while before != self.nr_conns:
            before = self.nr_conns
            self.accept(listener)

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
    def __init__(self, app, host, port, settings):
        self._app = app
        self._worker = worker_with(guard(choose(settings).origin))
        self._logbook = logbook_with(app, settings.numbers["log_requests"] == 1)
        self.stopping, self.stop_delay_s = app.extensions["stopping"], settings.numbers["stop_delay_s"]
        self._bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        super().__init__(prog="mapapp serve")

    def load_config(self):
        self.cfg.set("bind", self._bind)
        self.cfg.set("workers", WORKERS)
        self.cfg.set("threads", THREADS)
        self.cfg.set("worker_class", self._worker)
        self.cfg.set("logger_class", self._logbook)
        self.cfg.set("graceful_timeout", GRACE_S)
        self.cfg.set("worker_tmp_dir", MEMORY if os.path.isdir(MEMORY) else None)
        self.cfg.set("control_socket_disable", True)
        self.cfg.set("when_ready", lambda server: self._say_so())
        self.cfg.set("loglevel", "warning")

    def _say_so(self):
        """Say where the map is; only now get ready to read planners' files, which takes longer than all else."""
        self._app.extensions["results"].jobs.begin()
        print(f"The map is at http://{self._bind}/", flush=True)

    def load(self):
        return self._app

    def run(self):
        write_discreetly()
        _GentleArbiter(self).run()


class _GentleArbiter(Arbiter):
    """Says by `/readyz` that it stops, goes on as long as the setting says, and stops then; asked twice, at once."""

    def handle_term(self):
        if self.app.stopping.begun or not self.app.stop_delay_s:
            self.app.stopping.begin()
            super().handle_term()
        self.app.stopping.begin()
        signal.signal(signal.SIGALRM, lambda *_: self.signal(signal.SIGTERM, None))
        signal.setitimer(signal.ITIMER_REAL, self.app.stop_delay_s)
