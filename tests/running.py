"""A server as an operator runs it, to be asked, stopped and killed."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException

from mapapp import paths

COMMAND = (sys.executable, "-m", "mapapp")
START_S = 60


def free_port():
    """Return a port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


class Server:
    """`mapapp serve` on a data folder; `lines` is what it has printed so far."""

    def __init__(self, geodata, port, preexec_fn=None, **settings):
        self.port = port
        self.lines = []
        stated = {f"MAPAPP_{name.upper()}": str(value) for name, value in settings.items()}
        environ = os.environ | {"MAPAPP_GEODATA": str(geodata), "PYTHONPATH": str(paths.PACKAGE.parent), **stated}
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        self.process = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(port)], env=environ, preexec_fn=preexec_fn, **pipes
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        with self.process.stdout as printed:
            for line in printed:
                self.lines.append(line)

    def wait_until_ready(self):
        """Return after how many seconds it was ready."""
        begun = time.monotonic()
        while status(self.port, "/readyz") != 200:
            assert self.process.poll() is None, self.lines
            assert time.monotonic() - begun < START_S, self.lines
            time.sleep(0.02)
        return time.monotonic() - begun

    def workers(self):
        """Return the ids of its worker processes."""
        return [int(id) for id in children(self.process.pid) if "forking" not in command_of(id)][1:]

    def preparer(self):
        """Return the id of the process that gets builds ready: the first that was started."""
        return int(children(self.process.pid)[0])

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        try:
            return self.process.wait(timeout=90)
        finally:
            self._reader.join(5)


@contextmanager
def serving(geodata, preexec_fn=None, **settings):
    """A server that is ready, and ends with the block."""
    server = Server(geodata, free_port(), preexec_fn, **settings)
    try:
        server.wait_until_ready()
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()


def children(pid):
    """Return the ids of the processes that a process started."""
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
        return file.read().split()


def command_of(pid):
    with open(f"/proc/{pid}/cmdline", encoding="utf-8") as file:
        return file.read().replace("\0", " ")


def resident_mb(pid):
    """Return how much memory of its own a process holds: what no other shares with it."""
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
        private = [int(line.split()[1]) for line in file if line.startswith("Private_")]
    return sum(private) / 1024


def cpu_s(pid):
    """Return how many seconds of processor time a process has used, with those of its children that ended."""
    with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
        times = file.read().rpartition(")")[2].split()[11:15]
    return sum(map(int, times)) / os.sysconf("SC_CLK_TCK")


def machine():
    """Return how busy the machine is, in words."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def status(port, path, **headers):
    """Return the status of an answer, `None` if there is none."""
    try:
        return ask(port, path, **headers)[0]
    except (OSError, HTTPException):
        return None


def ask(port, path, *, method="GET", body=None, **headers):
    """Return (status, headers, body) of an answer; `headers`: with `_` for `-`."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as line:
        line.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = line.getresponse()
        return answer.status, answer.headers, answer.read()


def upload(content, name, **fields):
    """Return (body, content type) of a planner's form."""
    parts = [
        f'--b\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n' for field, value in fields.items()
    ]
    head = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return "".join(parts).encode() + head.encode() + content + b"\r\n--b--\r\n", "multipart/form-data; boundary=b"


def square(name, lon=116.36, lat=39.91):
    """Return a block unit around a position, as GeoJSON."""
    ring = [[lon, lat], [lon + 0.02, lat], [lon + 0.02, lat + 0.02], [lon, lat + 0.02], [lon, lat]]
    unit = {"type": "Feature", "properties": {"name": name}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    return json.dumps({"type": "FeatureCollection", "features": [unit]}, ensure_ascii=False).encode()


def length(whole):
    """Return how long, or how often, a check goes on: `MAPAPP_CHECK_LENGTH`, 1 by default, shortens all of them."""
    return max(1, round(whole * float(os.environ.get("MAPAPP_CHECK_LENGTH", "1"))))
