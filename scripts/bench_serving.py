"""How fast layer and page are served, each against a named alternative.

Same server (gunicorn), workers and run; alternating rounds; wrk on the same machine.
"""

import re
import subprocess
import sys
import time
from contextlib import contextmanager
from statistics import median
from urllib.error import URLError
from urllib.request import urlopen

ROUNDS, SECONDS = 5, 4
PORTS = {"ours": 8471, "bare": 8472, "folium_page": 8473}
PAIRS = (
    ("a layer against a bare Flask view of the same bytes", "/layers/lines.geojson", "bare"),
    ("the map page against a folium map built per request", "/", "folium_page"),
)


@contextmanager
def serving(app):
    """Serve one of the applications of `bench_apps` while the block runs."""
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--chdir", "scripts", "--workers", "2", "--threads", "4",
         "--bind", f"127.0.0.1:{PORTS[app]}", "--log-level", "error", f"bench_apps:{app}()"],
    )  # fmt: skip
    try:
        yield
    finally:
        server.terminate()
        server.wait()


def wait_for(app, path):
    """Wait until an application answers."""
    for _ in range(100):
        try:
            return urlopen(address(app, path)).read()
        except URLError:
            time.sleep(0.1)
    raise SystemExit(f"{app} does not answer")


def address(app, path):
    return f"http://127.0.0.1:{PORTS[app]}{path}"


def requests_per_second(app, path):
    command = ["wrk", "-t1", "-c16", f"-d{SECONDS}s", "--timeout", "20s", address(app, path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Non-2xx" not in run.stdout, run.stdout
    return float(re.search(r"Requests/sec:\s+([\d.]+)", run.stdout)[1])


def compare(what, path, other):
    with serving("ours"), serving(other):
        wait_for("ours", path)
        wait_for(other, path)
        rounds = [(requests_per_second("ours", path), requests_per_second(other, path)) for _ in range(ROUNDS)]
    for ours, theirs in rounds:
        print(f"  {ours:.0f} / {theirs:.0f} requests per second = {ours / theirs:.2f}")
    print(f"{what}: {median(ours / theirs for ours, theirs in rounds):.2f} (median of {ROUNDS})")


for pair in PAIRS:
    compare(*pair)
