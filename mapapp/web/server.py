"""The server: gunicorn with our application in it."""

import os
import socket

from gunicorn.app.base import BaseApplication

from mapapp.errors import AddressTaken
from mapapp.web.app import create_app

WORKERS = 2
THREADS = 4


def serve(settings, *, host, port):
    """Serve the map of `settings` until stopped; return the exit status. Raises `AddressTaken`."""
    _check_free(host, port)
    _Server(create_app(settings), host, port).run()
    return 0


def _check_free(host, port):
    """Ask the system for the address before gunicorn does, which would try again and again."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as reason:
        why = os.strerror(reason.errno) if reason.errno and reason.errno > 0 else reason
        raise AddressTaken(host=host, port=port, why=why) from reason


class _Server(BaseApplication):
    def __init__(self, app, host, port):
        self._app = app
        self._bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        super().__init__(prog="mapapp serve")

    def load_config(self):
        self.cfg.set("bind", self._bind)
        self.cfg.set("workers", WORKERS)
        self.cfg.set("threads", THREADS)
        self.cfg.set("worker_class", "gthread")
        self.cfg.set("accesslog", None)
        self.cfg.set("when_ready", lambda server: print(f"The map is at http://{self._bind}/", flush=True))
        self.cfg.set("loglevel", "warning")

    def load(self):
        return self._app
