"""Asks the fork server: the warm process that forks a throw-away process for each file, in milliseconds.

A job and its answers are lines of JSON over a Unix socket. The throw-away process tells its stages, then what was done
or refused, and is gone. The fork server (`forking`) ends with the process that started it.
"""

import contextlib
import json
import os
import secrets
import select
import socket
import subprocess
import sys
import threading
import time
import weakref

from mapapp import errors
from mapapp.errors import GeometryTooComplex, ReadingFailed, TooMuchTime

START_S, GRACE_S, LOOK_S = 60, 1.0, 0.2
NEARLY = 0.9
TRIES = 3
READING, REPAIRING, MEASURING = "reading", "repairing", "measuring"
"""The stages of a job."""
MODULE = "mapapp.blocks.forking"
MESSAGE_BYTES = 1 << 16


class ForkServer:
    """The way to the fork server, a program that is started where there is none; processes forked from ours share it.

    It listens at an address of Linux's abstract namespace (unix(7)), which leaves nothing on the disk. Who started it
    ends it: by `close`, or when the `ForkServer` is no longer used.
    """

    def __init__(self, module=MODULE):
        self._module = module
        self._name = f"mapapp-{secrets.token_hex(16)}"
        self._end = self._begun = self._starter = None
        self._lock = threading.Lock()

    def begin(self):
        """Start the fork server, and do not wait; `warm` does."""
        with self._lock:
            self._begun = self._launch()

    def warm(self):
        """Start the fork server if there is none; return when it listens. Raises `ReadingFailed` if it does not."""
        with self._lock:
            if not self._listens():
                self._start()

    def ask(self, job, *, file, limits, is_gone=lambda: False):
        """Return what the throw-away process answers to `job`, a dict that JSON can hold.

        `file`: its name in sentences. `limits`: its `Limits`. `is_gone`: tells whether whoever waits has left; then the
        answer is `None`. Raises the error that the process tells, or the `BadBlockFile` that its silent end means.
        """
        for _ in range(TRIES):
            # A connection that is reset was taken by nobody: the fork server ended at that moment.
            with contextlib.suppress(ConnectionError), self._connect() as line:
                line.sendall(json.dumps(job).encode() + b"\n")
                return _Hearing(line, file, limits).answer(is_gone)
        raise ReadingFailed(file=file)

    def close(self):
        """End the fork server, if we started it."""
        if self._end:
            self._end()

    def _connect(self):
        line = _new_line()
        if line.connect_ex(address(self._name)) != 0:
            self.warm()
            line.connect(address(self._name))
        return line

    def _listens(self):
        with _new_line() as line:
            return line.connect_ex(address(self._name)) == 0

    def _launch(self):
        ours = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        server = subprocess.Popen([sys.executable, "-m", self._module, self._name], stdin=subprocess.PIPE, env=ours)
        self._end = weakref.finalize(self, _end, server)
        self._starter = os.getpid()
        return server

    def _start(self):
        server, self._begun = self._begun or self._launch(), None
        end = time.monotonic() + START_S
        while not self._listens():
            if self._has_ended(server) or time.monotonic() > end:
                self.close()
                raise ReadingFailed(file=self._module)
            time.sleep(0.02)

    def _has_ended(self, server):
        if self._starter == os.getpid():
            return server.poll() is not None
        try:
            os.kill(server.pid, 0)
        except ProcessLookupError:
            return True
        return False


def _end(server):
    """End a fork server; one that another process started only loses our hold on it."""
    server.stdin.close()
    server.terminate()
    server.wait()


def address(name):
    """Return the address at which the fork server of a name listens."""
    return f"\0{name}"


def _new_line():
    return socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)


class _Hearing:
    """Hears what a throw-away process tells until it is done, refused, dead or too slow."""

    def __init__(self, line, file, limits):
        self._line = line
        self._file = file
        self._limits = limits
        self._stage = READING
        self._heard = b""
        self._begun = time.monotonic()

    def answer(self, is_gone):
        while time.monotonic() < self._begun + self._limits.seconds + GRACE_S:
            if is_gone():
                return None
            if select.select([self._line], [], [], LOOK_S)[0]:
                part = self._line.recv(MESSAGE_BYTES)
                if not part:
                    raise self._died()
                self._heard += part
                for message in self._messages():
                    if "done" in message:
                        return message["done"]
        raise self._too_slow()

    def _messages(self):
        """Yield the messages that are whole; raises a refusal among them."""
        while b"\n" in self._heard:
            line, _, self._heard = self._heard.partition(b"\n")
            message = json.loads(line)
            self._stage = message.get("stage", self._stage)
            if "refused" in message:
                raise getattr(errors, message["refused"])(**message["facts"])
            yield message

    def _died(self):
        """Return what it means that the process is gone without a word: the system ended it."""
        in_time = time.monotonic() < self._begun + NEARLY * self._limits.seconds
        return ReadingFailed(file=self._file) if in_time and self._stage != REPAIRING else self._too_slow()

    def _too_slow(self):
        if self._stage == REPAIRING:
            return GeometryTooComplex(file=self._file, seconds=self._limits.repair_seconds)
        return TooMuchTime(file=self._file, seconds=self._limits.seconds)
