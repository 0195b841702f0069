"""What was made lately: kept up to so many bytes, for what can be asked for in endless ways."""

from collections import OrderedDict
from threading import Lock

MOST_BYTES = 24_000_000


class Lately:
    """Answers by key, the one not asked for longest forgotten first."""

    def __init__(self, most_bytes=MOST_BYTES):
        self._most = most_bytes
        self._kept = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def __len__(self):
        return len(self._kept)

    def get(self, key):
        """Return the body kept under a key, or `None`."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key, body):
        """Keep a body under a key, and return it."""
        with self._lock:
            old = self._kept.pop(key, None)
            self._kept[key] = body
            self._bytes += len(body.content) - (len(old.content) if old else 0)
            while self._bytes > self._most and len(self._kept) > 1:
                _, oldest = self._kept.popitem(last=False)
                self._bytes -= len(oldest.content)
        return body

    def page(self, key, make):
        """Return the body kept under a key, made by `make` if it is not there."""
        return self.get(key) or self.keep(key, make())
