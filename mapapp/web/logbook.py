"""The log of the server: what happened, and nothing by which a visitor or a file could be known.

A line of `logged` holds no query, no user agent and no referrer; of an address its network, of a result's name its
beginning, of an address that is none of ours only the words that ours have too.
"""

import logging
import re
import sys
import time
import traceback
from ipaddress import ip_address, ip_network

from gunicorn.glogging import Logger

from mapapp.web.requestid import KEPT

METHODS = ("GET", "HEAD", "POST", "DELETE", "OPTIONS", "PUT", "PATCH")
RESULT = re.compile(r"(?<=/)[A-Za-z0-9_-]{22}(?=[/.]|$)")
RESULT_SHOWN = 6
NETWORK = {4: 24, 6: 48}
"""How many bits of an address are kept."""
NOWHERE = "-"
REQUEST_THREADS = "ThreadPoolExecutor"
OURS, FRAMEWORK = "mapapp.", "mapapp.web"


def shortened(address):
    """Return the network of an IP address; `-` for anything else.

    >>> shortened("203.0.113.77"), shortened("2001:db8:1:2::3"), shortened("")
    ('203.0.113.0/24', '2001:db8:1::/48', '-')
    """
    try:
        whole = ip_address(address)
    except ValueError:
        return NOWHERE
    whole = getattr(whole, "ipv4_mapped", None) or whole
    return str(ip_network((whole, NETWORK[whole.version]), strict=False))


def visitor(environ):
    """Return the address of who asks: as a proxy on this machine states it last, or as the connection has it."""
    asking = environ.get("REMOTE_ADDR", "")
    try:
        near = not asking or ip_address(asking).is_loopback
    except ValueError:
        near = False
    forwarded = environ.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    return forwarded if near and forwarded else asking


def told_path(path, status, words):
    """Return a path as the log tells it; `words`: the segments that the addresses of the application are made of."""
    if status < 400:
        return RESULT.sub(lambda found: f"{found[0][:RESULT_SHOWN]}…", path)
    return "/".join(part if part in words or not part else "…" for part in path.split("/"))


def line(environ, status, sent, seconds, words):
    """Return the line of the log for one answer."""
    method = environ.get("REQUEST_METHOD")
    told = {
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "id": environ.get(KEPT, NOWHERE),
        "from": shortened(visitor(environ)),
        "method": method if method in METHODS else NOWHERE,
        "path": told_path(environ.get("PATH_INFO", ""), status, words) or NOWHERE,
        "status": status,
        "ms": round(seconds * 1000),
        "bytes": sent,
    }
    return " ".join(f"{name}={value}" for name, value in told.items()) + "\n"


class Discreet(logging.Formatter):
    """Writes what was logged; of what somebody else's code says while it answers a request, only where and what kind.

    What an exception says of itself is never written: it may hold a name or a piece of a file.
    """

    def format(self, record):
        stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
        own = record.name.startswith(OURS) and record.name != FRAMEWORK
        withheld = not own and record.threadName.startswith(REQUEST_THREADS)
        words = "a request failed, or was none" if withheld or record.name == FRAMEWORK else record.getMessage()
        return f"time={stamp} level={record.levelname.lower()} from={record.name} {words}{_where(record.exc_info)}"


def _where(exc_info):
    """Return the kind of an exception and the places that it passed, on the same line."""
    if not exc_info or not exc_info[1]:
        return ""
    frames = traceback.extract_tb(exc_info[2])
    places = " < ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in reversed(frames))
    return f"; {exc_info[0].__name__} at {places}"


class Logbook(Logger):
    """What gunicorn logs with; `words` as in `told_path`, `requests`: whether every request has its line."""

    words, requests = frozenset(), False

    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(Discreet())

    def _compute_access_log_enabled(self):
        return self.requests

    def access(self, resp, req, environ, request_time):
        if self.requests:
            status = int(str(resp.status).split()[0])
            sys.stdout.write(line(environ, status, resp.sent, request_time.total_seconds(), self.words))
            sys.stdout.flush()


def logbook_with(app, requests):
    """Return the class of logs for an application; `requests`: whether every request has its line."""
    words = {part for rule in app.url_map.iter_rules() for part in rule.rule.split("/") if not set(part) & {"<", ">"}}
    return type("Logbook", (Logbook,), {"words": frozenset(words), "requests": requests})


def write_discreetly():
    """Let everything that this process logs be written by `Discreet`."""
    handler = logging.StreamHandler()
    handler.setFormatter(Discreet())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.captureWarnings(True)
