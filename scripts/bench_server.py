"""The applications of the benches, served: same server (gunicorn), same workers."""

import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

PORTS = {"ours": 8471, "bare": 8472, "folium_page": 8473, "folium_visit": 8474}


@contextmanager
def serving(app, hosts=("127.0.0.1",)):
    """Serve one of the applications of `bench_apps` on some addresses of this machine while the block runs."""
    binds = [part for host in hosts for part in ("--bind", f"{host}:{PORTS[app]}")]
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--chdir", "scripts", "--workers", "2", "--threads", "4",
         *binds, "--log-level", "error", f"bench_apps:{app}()"],
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
