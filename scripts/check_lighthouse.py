"""What Lighthouse says of three pages: the median of three runs each, and whether it reaches the bar."""

import json
import socket
import subprocess
import sys
from contextlib import contextmanager
from statistics import median

PAGES = ("/", "/sites/yuetan", "/articles/xicheng")
BARS = {"performance": 0.95, "accessibility": 1, "best-practices": 1}
RUNS, TRIES = 3, 3
LONGEST_S = 180
CHROME_FLAGS = "--headless=new --no-sandbox --disable-gpu"
UNABLE = 2


class Unable(Exception):
    """Lighthouse could not judge a page."""


@contextmanager
def serving():
    """Serve the map as visitors get it; yields its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mapapp", "serve", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        if not server.stdout.readline():
            raise Unable("the map could not be served")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def judge(lighthouse, address):
    """Return Lighthouse's report of one visit to an address. It fails now and then by itself, so it may try again."""
    for left in reversed(range(TRIES)):
        report, reason = visit(lighthouse, address)
        if all(scores_of(report).get(category) is not None for category in BARS):
            return report
        print(f"{address}: {reason}; {left} more tries", file=sys.stderr)
    raise Unable(f"no judgement of {address}")


def visit(lighthouse, address):
    """Return the report of one run, empty without one, and what went wrong."""
    command = ["node", lighthouse, address, "--quiet", "--output=json", "--no-enable-error-reporting",
               f"--only-categories={','.join(BARS)}", f"--chrome-flags={CHROME_FLAGS}"]  # fmt: skip
    run = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST_S)
    report = json.loads(run.stdout) if run.returncode == 0 else {}
    reason = report.get("runtimeError", {}).get("message") or run.stderr.strip()
    return ({} if "runtimeError" in report else report), reason


def scores_of(report):
    """Return a report's score for each category, 0 to 1."""
    return {name: category["score"] for name, category in report.get("categories", {}).items()}


def losses(report):
    """Yield what takes points in a report: category, audit, its score and the value it measured."""
    for name, category in report["categories"].items():
        for reference in category["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"{name}: {audit['id']} {audit['score']:.2f} {audit.get('displayValue', '')}".rstrip()


def show(page, reports):
    """Print the row of a page and what takes points; return whether each median reaches its bar."""
    scores = {category: median(scores_of(report)[category] for report in reports) for category in BARS}
    print(f"{page:20}" + "".join(f"{scores[category]:>16.2f}" for category in BARS), flush=True)
    for loss in sorted({loss for report in reports for loss in losses(report)}):
        print(f"  {loss}")
    return all(scores[category] >= bar for category, bar in BARS.items())


def main(lighthouse):
    print(f"{f'median of {RUNS} runs':20}" + "".join(f"{category:>16}" for category in BARS))
    print(f"{'at least':20}" + "".join(f"{bar:>16.2f}" for bar in BARS.values()))
    with serving() as site:
        passed = [show(page, [judge(lighthouse, site + page) for _ in range(RUNS)]) for page in PAGES]
    return 0 if all(passed) else 1


try:
    sys.exit(main(sys.argv[1]))
except (Unable, subprocess.TimeoutExpired, OSError, ValueError) as reason:
    print(f"Lighthouse could not run: {reason}", file=sys.stderr)
    sys.exit(UNABLE)
