"""The server as it is run: its log, its requests' numbers, and how it stops."""

import logging
import os
import random
import re
import signal
import socket
import threading
import time
from contextlib import contextmanager, suppress
from http.client import HTTPException
from statistics import median

import pytest

from mapapp.layers import store
from mapapp.settings import Settings
from mapapp.web.app import create_app
from mapapp.web.logbook import Discreet, line, logbook_with, shortened, told_path, visitor
from mapapp.web.requestid import request_id
from mapapp.web.server import GRACE_S
from tests.conftest import FIRST
from tests.running import Server, ask, free_port, length, machine, serving, square, status, upload

WORDS = {"", "sites", "en", "planners"}
RESULT = "Zx9_-" + "a" * 17
READY_S = 3


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:aaaa:bbbb::1", "2001:db8:aaaa::/48"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("somebody", "-"),
        ("", "-"),
    ],
)
def test_of_an_address_the_log_keeps_the_network(address, network):
    assert shortened(address) == network


@pytest.mark.parametrize(
    ("asking", "forwarded", "whose"),
    [
        ("127.0.0.1", "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        ("", "203.0.113.7", "203.0.113.7"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("127.0.0.1", "", "127.0.0.1"),
    ],
)
def test_only_a_proxy_on_this_machine_says_for_whom_it_asks(asking, forwarded, whose):
    assert visitor({"REMOTE_ADDR": asking, "HTTP_X_FORWARDED_FOR": forwarded}) == whose


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/sites/yuetan", 200, "/sites/yuetan"),
        (f"/planners/{RESULT}", 200, "/planners/Zx9_-a…"),
        (f"/api/blocks/{RESULT}.xlsx", 200, "/api/blocks/Zx9_-a….xlsx"),
        ("/en/sites/Li Xiaoming", 404, "/en/sites/…"),
        ("/116.3571,39.9171", 404, "/…"),
        ("/sites/Li", 503, "/sites/…"),
    ],
)
def test_a_path_is_told_without_what_a_visitor_may_have_put_into_it(path, status, told):
    assert told_path(path, status, WORDS) == told


def test_a_line_has_no_query_no_agent_and_no_method_of_somebodys_own():
    environ = {
        "REQUEST_METHOD": "LIXIAOMING",
        "QUERY_STRING": "near=116.3",
        "HTTP_USER_AGENT": "Secret",
        "PATH_INFO": "/",
    }
    told = line(environ, 200, 5, 0.0123, WORDS)
    assert re.fullmatch(r"time=\S+Z id=- from=- method=- path=/ status=200 ms=12 bytes=5\n", told)


@pytest.mark.parametrize("stated", ["0af7651916cd43dd8448eb211c80319c", "2f1e2a1c-9b7d-4a55-8c3e-5f6a7b8c9d0e"])
def test_the_number_of_a_request_is_taken_over(client, stated):
    answer = client.get("/no/such", headers={"X-Request-Id": stated})
    assert answer.headers["X-Request-Id"] == stated
    problem = client.get("/layers/none.geojson", headers={"X-Request-Id": stated})
    assert problem.json["request_id"] == problem.headers["X-Request-Id"] == stated


def test_what_is_kept_for_ever_has_no_number_of_a_request():
    client = create_app(Settings(FIRST)).test_client()
    page = client.get("/en/")
    (sheet,) = re.findall(r"<(/static/[^>]+)>", page.headers["Link"])
    assert "X-Request-Id" in page.headers
    assert "X-Request-Id" not in client.get(sheet).headers


@pytest.mark.parametrize("stated", [None, "", "short", "Li Xiaoming", "a" * 65, "g" * 32, "a" * 31 + "\n"])
def test_only_a_sane_number_is_taken_over(stated):
    numbers = {request_id(stated) for _ in range(3)}
    assert len(numbers) == 3
    assert stated not in numbers


def record(name, message, *args, thread="MainThread", exc=None):
    made = logging.LogRecord(name, logging.ERROR, "f.py", 1, message, args, exc and (type(exc), exc, exc.__traceback__))
    made.threadName = thread
    return made


def test_what_an_exception_says_of_itself_is_not_written():
    try:
        int("116.357112 secret.geojson")
    except ValueError as error:
        failed = error
    asked = record("mapapp.web", "Exception on %s [%s]", "/secret.geojson", "GET", exc=failed)
    told = Discreet().format(asked)
    assert "ValueError at test_operations.py:" in told
    assert "secret" not in told and "116" not in told


def test_what_others_log_while_they_answer_is_withheld_and_else_written():
    said = "Invalid request from ip=203.0.113.77: secret"
    assert "secret" not in Discreet().format(record("gunicorn.error", said, thread="ThreadPoolExecutor-0_1"))
    assert "Worker timeout" in Discreet().format(record("gunicorn.error", "Worker timeout"))
    ours = record("mapapp.web.edition", "A new build is not taken up: %s", "why", thread="ThreadPoolExecutor-0_1")
    assert Discreet().format(ours).endswith("A new build is not taken up: why")


def test_the_log_knows_the_words_of_our_addresses():
    words = logbook_with(create_app(Settings(FIRST)), True).words
    assert {"sites", "planners", "layers", "healthz"} <= words
    assert not any("<" in word for word in words)


# The running server


@pytest.fixture
def results(tmp_path):
    return tmp_path / "results"


def test_after_a_whole_journey_the_log_holds_nothing_of_the_visitor_or_the_file(geodata, results):
    marks = ["203.0.113.77", "Li_Xiaoming", "116.357112", "39.917734", "geheim"]
    with serving(geodata, log_requests=1, results=results) as server:
        who = {"X_Forwarded_For": marks[0], "User_Agent": marks[1], "Referer": f"https://a.example/{marks[1]}"}
        lonlat = f"{marks[2]},{marks[3]}"
        asked = [f"/en/?view={lonlat},14&near=yuetan", f"/sites/{marks[1]}", f"/en/{lonlat}"]
        asked += [f"/map.svg?view={lonlat},15", f"/layers/{marks[4]}.geojson?crs={marks[1]}", f"/oembed?url={lonlat}"]
        for path in ["/", *asked, f"/qr.svg?to=/{marks[1]}"]:
            ask(server.port, path, **who)
        for content in (square(marks[1], 116.357112, 39.917734), b"\x00geheim", square("x").replace(b"[[", b"[[[9e9,")):
            body, kind = upload(content, f"{marks[4]}.geojson", label="name")
            status, headers, _ = ask(server.port, "/api/blocks", method="POST", body=body, Content_Type=kind, **who)
            if status == 201:
                made = headers["Location"].rpartition("/")[2]
                page = ask(server.port, f"/en/planners/{made}", **who)
                assert (page[0], marks[1] in page[2].decode()) == (200, True)
                ask(server.port, f"/api/blocks/{made}.csv?name={marks[1]}", **who)
                ask(server.port, f"/api/blocks/{made}", method="DELETE", **who)
        with socket.create_connection(("127.0.0.1", server.port)) as line_:
            line_.sendall(f"{marks[1]} {marks[4]}\r\n\r\n".encode())
            line_.recv(1000)
        time.sleep(0.5)
    log = "".join(server.lines)
    assert [mark for mark in [*marks, made] if mark in log] == []
    assert log.count("from=203.0.113.0/24") >= 14
    assert re.search(rf"path=/en/planners/{re.escape(made[:6])}… status=200", log)
    assert re.search(r"id=[0-9a-f]{16} from=\S+ method=POST path=/api/blocks status=201", log)


def test_sigterm_drops_no_request_in_flight_and_readyz_says_so_first(geodata, results):
    cut, answered, refused, over = [], [], [], threading.Event()

    def keep_asking(port):
        while not over.is_set():
            try:
                connected = socket.create_connection(("127.0.0.1", port), timeout=60)
            except ConnectionRefusedError:
                refused.append(time.monotonic())
                return
            with connected as line_:
                try:
                    answered.append(whole_answer(line_))
                except (OSError, ValueError) as reason:
                    cut.append(repr(reason))

    with serving(geodata, results=results, stop_delay_s=2) as server:
        asking = [threading.Thread(target=keep_asking, args=(server.port,)) for _ in range(64)]
        for thread in asking:
            thread.start()
        time.sleep(1)
        server.process.send_signal(signal.SIGTERM)
        told = time.monotonic()
        time.sleep(0.6)
        assert ask(server.port, "/readyz")[0] == 503
        assert ask(server.port, "/healthz")[0] == 200
        assert server.process.wait(timeout=60) == 0
        over.set()
        for thread in asking:
            thread.join()
    print(f"\nSIGTERM under 64 connections: {len(answered)} answered, {len(cut)} cut off")
    assert cut == []
    assert len(answered) > 64
    assert min(refused) - told >= 1.9


def whole_answer(line_):
    """Ask for a layer over an open line; return how many bytes its body has, all that were promised."""
    line_.sendall(b"GET /layers/points.geojson HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    content = b"".join(iter(lambda: line_.recv(1 << 16), b""))
    head, _, body = content.partition(b"\r\n\r\n")
    (length,) = re.findall(rb"(?i)content-length: (\d+)", head)
    if not head.startswith(b"HTTP/1.1 200") or len(body) != int(length):
        raise ValueError(head)
    return len(body)


def test_a_killed_server_starts_again_shows_nothing_torn_and_leaves_nothing(geodata, results, times):
    """Every second time its workers are killed with it. How long a start takes is told, and judged by people."""
    port, moment, took, workers = free_port(), random.Random(3), [], []
    server = Server(geodata, port, results=results)
    server.wait_until_ready()
    with reading(port, "/layers/points.geojson") as seen:
        for number in range(times(2, length(100))):
            upload_soon(port)
            time.sleep(moment.uniform(0, 0.5))
            workers += server.workers()
            gone = kill(server, with_workers=number % 2)
            server = Server(geodata, port, results=results)
            server.wait_until_ready()
            took.append(time.monotonic() - gone)
    server.stop()
    print(
        f"\nkilled {len(took)} times; ready again after {median(took):.2f} s, at most {max(took):.2f} s (bar: "
        f"{READY_S} s); {len(seen)} answers read; {machine()}"
    )
    published = (geodata / "layers" / "points.geojson").read_bytes()
    assert set(seen) == {(200, published)}
    store.load(geodata / "layers", patience_s=0)
    assert_nothing_is_left(workers, geodata, results)


def upload_soon(port):
    """Send a planner's file that is under way when the server is killed."""
    body, kind = upload(square("a"), "a.geojson")
    form = {"method": "POST", "body": body, "Content_Type": kind}
    threading.Thread(target=status, args=(port, "/api/blocks"), kwargs=form).start()


def kill(server, *, with_workers):
    """Kill a server, its workers first or not; return when, once its address is free."""
    for pid in server.workers() if with_workers else ():
        os.kill(pid, signal.SIGKILL)
    server.kill()
    gone = time.monotonic()
    while status(server.port, "/readyz"):
        time.sleep(0.01)
    return gone


@contextmanager
def reading(port, path):
    """Read an address again and again; yields the list of (status, body) of each answer that came whole."""
    seen, over = [], threading.Event()

    def read():
        while not over.wait(0.02):
            with suppress(OSError, HTTPException):
                answer, _, body = ask(port, path)
                seen.append((answer, body))

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()


def assert_nothing_is_left(workers, geodata, results):
    end = time.monotonic() + GRACE_S + 20
    while any_alive(workers):
        assert time.monotonic() < end
        time.sleep(0.05)
    assert sorted(path.name for path in geodata.parent.iterdir()) == ["geodata", "results"]
    assert [path.name for path in results.iterdir() if path.name.startswith(("begun", "unfinished"))] == []


def any_alive(pids):
    return any(os.path.exists(f"/proc/{pid}") for pid in pids)
