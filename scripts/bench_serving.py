"""How fast a layer is served, against a bare Flask view that returns the same bytes.

Same server (gunicorn), workers and run; alternating rounds; wrk on the same machine.
"""

import re
import subprocess
import sys
import time
from statistics import median
from urllib.error import URLError
from urllib.request import urlopen

from mapapp import paths

ROUNDS, SECONDS = 5, 4
OURS = "bench_apps:ours()"
BARE = "bench_apps:bare()"
PORTS = {OURS: 8471, BARE: 8472}


def start(app):
    """Start gunicorn with one of the two applications, and wait until it answers."""
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--chdir", "scripts", "--workers", "2", "--threads", "4",
         "--bind", f"127.0.0.1:{PORTS[app]}", "--log-level", "error", app],
    )  # fmt: skip
    for _ in range(100):
        try:
            return server, urlopen(address(app)).read()
        except URLError:
            time.sleep(0.1)
    raise SystemExit(f"{app} does not answer")


def address(app):
    return f"http://127.0.0.1:{PORTS[app]}/layers/lines.geojson"


def requests_per_second(app):
    run = subprocess.run(
        ["wrk", "-t1", "-c16", f"-d{SECONDS}s", address(app)], capture_output=True, text=True, check=True
    )
    assert "Non-2xx" not in run.stdout, run.stdout
    return float(re.search(r"Requests/sec:\s+([\d.]+)", run.stdout)[1])


def main():
    servers = [start(app) for app in (OURS, BARE)]
    layer = (paths.geodata() / "layers" / "lines.geojson").read_bytes()
    assert all(body == layer for _, body in servers)
    try:
        rounds = [(requests_per_second(OURS), requests_per_second(BARE)) for _ in range(ROUNDS)]
    finally:
        for server, _ in servers:
            server.terminate()
            server.wait()
    for ours, bare in rounds:
        print(f"  {ours:.0f} / {bare:.0f} requests per second = {ours / bare:.2f}")
    print(f"a layer against a bare Flask view: {median(ours / bare for ours, bare in rounds):.2f} (median of {ROUNDS})")


main()
