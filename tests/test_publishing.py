"""Building, killing and reading all at once: nothing is torn, lost or left over."""

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest

from mapapp import paths
from mapapp.layers import store
from tests.conftest import FIRST

LAYERS = tuple(f"{name}.geojson" for name in store.LAYERS)
COMMAND = (sys.executable, "-m", "mapapp")
PATIENCE_S = 5
"""How long a published build may take to be on show."""


@contextmanager
def commands(geodata):
    """Yield a function that starts `mapapp` commands on a data folder; the processes end with the block."""
    started = []
    environ = os.environ | {"MAPAPP_GEODATA": str(geodata), "PYTHONPATH": str(paths.PACKAGE.parent), "LC_ALL": "C"}

    def start(*arguments):
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        started.append(subprocess.Popen([*COMMAND, *arguments], env=environ, **pipes))
        return started[-1]

    yield start
    for process in started:
        process.terminate()
    for process in started:
        process.communicate()


@pytest.fixture
def command(geodata):
    """A function that starts `mapapp` commands on the copied data."""
    with commands(geodata) as start:
        yield start


def write_version(geodata, number):
    """Change the data so that the next build differs from every other."""
    path = geodata / "gazetteer.csv"
    head, _, tail = path.read_text(encoding="utf-8").partition("The bell tower of the altar")
    path.write_text(f"{head}The bell tower of the altar{'!' * number}{tail.lstrip('!')}", encoding="utf-8")


def settled(geodata, patience_s=5):
    """Wait until a publisher that outlived its build has ended; return what lies in the data folder."""
    until = time.monotonic() + patience_s
    while (geodata / ".layers.next").exists() and time.monotonic() < until:
        time.sleep(0.02)
    return sorted(path.name for path in geodata.iterdir())


def build_time(command, geodata):
    start = time.monotonic()
    assert command("build").wait() == 0
    return time.monotonic() - start


def test_a_build_killed_at_any_moment_leaves_whole_layers_and_nothing_else(command, geodata, times):
    before, duration, moment = settled(geodata), build_time(command, geodata), random.Random(7)
    for round in range(times(4, 100)):
        write_version(geodata, round)
        build = command("build")
        time.sleep(moment.uniform(0.3, 1.05) * duration)
        os.kill(build.pid, signal.SIGKILL)
        build.communicate()
        assert settled(geodata) == before
        store.load(geodata / "layers", patience_s=0)
    assert command("build").wait() == 0
    assert command("check").wait() == 0


@dataclass(frozen=True)
class Served:
    """A data folder, the port of a server on it, and what starts other commands on it."""

    geodata: Path
    port: int
    command: Callable


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A server on a copy of the data; every test that publishes there writes versions of its own."""
    geodata = shutil.copytree(FIRST, tmp_path_factory.mktemp("served") / "geodata")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with commands(geodata) as command:
        process = command("serve", "--port", str(port))
        assert process.stdout.readline().startswith("The map is at")
        yield Served(geodata, port, command)


def get(port, address):
    with closing(HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request("GET", address)
        answer = connection.getresponse()
        return answer.status, answer.read()


def test_readers_get_whole_layers_while_builds_are_published(served, times):
    geodata, published, read = served.geodata, set(), []
    builds, reads = times(2, 20), times(100, 1000)

    def publish():
        for round in range(builds):
            write_version(geodata, round + 1)
            assert served.command("build").wait() == 0
            published.update(store.sha256(content) for content in store.read(geodata / "layers").values())

    published.update(store.sha256(content) for content in store.read(geodata / "layers").values())
    publisher = threading.Thread(target=publish)
    publisher.start()
    until = time.monotonic() + PATIENCE_S
    while publisher.is_alive() or len(read) < reads or (len(set(read)) <= len(LAYERS) and time.monotonic() < until):
        status, body = get(served.port, f"/layers/{LAYERS[len(read) % len(LAYERS)]}")
        read.append((status, store.sha256(body)))
    publisher.join()
    assert {status for status, _ in read} == {200}
    assert {digest for _, digest in read} <= published
    assert len({digest for _, digest in read}) > len(LAYERS)


def test_a_new_build_is_on_show_within_five_seconds(served):
    write_version(served.geodata, 100)
    assert served.command("build").wait() == 0
    expected = (served.geodata / "layers" / "points.geojson").read_bytes()
    until = time.monotonic() + PATIENCE_S
    while not all(get(served.port, "/layers/points.geojson")[1] == expected for _ in range(12)):
        assert time.monotonic() < until
        time.sleep(0.1)


def test_a_taken_port_is_said_in_one_sentence(served):
    second = served.command("serve", "--port", str(served.port))
    printed, complaint = second.communicate(timeout=20)
    assert (second.returncode, printed) == (2, "")
    assert complaint.count("\n") == 1
    assert "--port" in complaint
