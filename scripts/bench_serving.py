"""How fast layer and page are served, each against a named alternative.

Same server (gunicorn), workers and run; alternating rounds; wrk on the same machine.
"""

import re
import subprocess
from statistics import median

from bench_server import address, serving, wait_for

ROUNDS, SECONDS = 5, 4
PAIRS = (
    ("a layer against a bare Flask view of the same bytes", "/layers/lines.geojson", "bare"),
    ("the map page against a folium map built per request", "/", "folium_page"),
)


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
