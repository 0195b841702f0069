"""The server under load: many readers while builds are published, and memory that does not grow. Needs wrk."""

import random
import re
import shutil
import socket
import subprocess
import threading
import time

import pytest

from mapapp.atlas.build import build
from mapapp.layers import store
from tests.conftest import FIRST
from tests.running import ask, length, resident_mb, serving, square, upload
from tests.test_publishing import write_version

pytestmark = pytest.mark.long
BOTH = """
local n = 0
request = function() n = n + 1; return wrk.format("GET", n % 2 == 0 and "/en/" or "/layers/points.geojson") end
"""
P99_MS, EVERY_S, CONNECTIONS = 250, 2, 64
GROWTH_MB = 20
LONGEST_S = 60


@pytest.fixture
def two_builds(geodata):
    """The files of two builds that differ."""
    builds = []
    for number in (1, 2):
        write_version(geodata, number)
        builds.append(build(geodata))
    return builds


def milliseconds(text):
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s)", text).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def test_readers_under_load_see_no_error_and_nothing_torn_while_builds_are_published(geodata, two_builds, tmp_path):
    seconds, over, seen, torn = length(60), threading.Event(), set(), []
    known = {store.sha256(files["points.geojson"]) for files in two_builds}
    (tmp_path / "both.lua").write_text(BOTH, encoding="ascii")
    store.publish(geodata / "layers", two_builds[0])

    def publish():
        for round in range(1, 10_000):
            if over.wait(EVERY_S):
                return
            store.publish(geodata / "layers", two_builds[round % 2])

    def read(port):
        while not over.wait(0.05):
            status, _, body = ask(port, "/layers/points.geojson")
            seen.add(store.sha256(body))
            if status != 200 or store.sha256(body) not in known:
                torn.append(status)

    with serving(geodata, results=tmp_path / "results") as server:
        threads = [threading.Thread(target=publish), threading.Thread(target=read, args=(server.port,))]
        for thread in threads:
            thread.start()
        command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "--timeout", "20s"]
        command += ["-s", str(tmp_path / "both.lua"), f"http://127.0.0.1:{server.port}"]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        over.set()
        for thread in threads:
            thread.join()
    p99 = milliseconds(re.search(r"99%\s+(\S+)", told)[1])
    rate = re.search(r"Requests/sec:\s+(\S+)", told)[1]
    print(f"\n{seconds} s, {CONNECTIONS} connections, a build every {EVERY_S} s: {rate} requests/s, p99 {p99:.0f} ms")
    assert "Non-2xx" not in told and "Socket errors" not in told, told
    assert torn == []
    assert seen == known
    assert p99 <= P99_MS


def test_an_answer_is_given_anew_after_a_build_and_only_then(geodata, two_builds, tmp_path):
    store.publish(geodata / "layers", two_builds[0])
    with serving(geodata, results=tmp_path / "results") as server:
        for path in ("/layers/points.geojson", "/en/"):
            tag = ask(server.port, path)[1]["ETag"]
            assert ask(server.port, path, If_None_Match=tag)[0] == 304
        store.publish(geodata / "layers", two_builds[1])
        end = time.monotonic() + 5
        while ask(server.port, path, If_None_Match=tag)[0] == 304 and time.monotonic() < end:
            time.sleep(0.1)
        assert ask(server.port, path, If_None_Match=tag)[0] == 200


def test_memory_grows_little_over_many_requests_half_of_the_uploads_cut_off(tmp_path):
    count, choose, held, statuses = length(10_000), random.Random(5), [], []
    pages = ["/", "/en/", "/layers/lines.geojson", "/sites/yuetan", "/feed.atom", "/search.json", "/about", "/none"]
    geodata = shutil.copytree(FIRST, tmp_path / "geodata")
    with serving(geodata, results=tmp_path / "results", results_hours=1) as server:
        for number in range(count):
            if number == count // 10:
                before = sum(map(resident_mb, server.workers()))
            begun = time.monotonic()
            if number % 5:
                statuses.append(ask(server.port, choose.choice(pages))[0])
            elif number % 2:
                cut_off(server.port)
            else:
                statuses.append(overlaid(server.port, number))
            held.append(time.monotonic() - begun)
        grown = sum(map(resident_mb, server.workers())) - before
    print(f"\n{count} requests: {grown:.1f} MB more than after the first {count // 10}; longest {max(held):.1f} s")
    assert set(statuses) == {200, 201, 404}
    assert max(held) < LONGEST_S
    assert grown <= GROWTH_MB


def overlaid(port, number):
    body, kind = upload(square(str(number), 116.3 + number % 90 / 1000), "units.geojson", label="name")
    status, headers, _ = ask(port, "/api/blocks", method="POST", body=body, Content_Type=kind)
    ask(port, "/api/blocks/" + headers["Location"].rpartition("/")[2], method="DELETE")
    return status


def cut_off(port):
    """Send half a form, or a whole one, and leave."""
    body, kind = upload(square("x"), "units.geojson", label="name")
    head = f"POST /api/blocks HTTP/1.1\r\nHost: a\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    sent = body[: random.choice([len(body) // 2, len(body)])]
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(head.encode() + sent)
