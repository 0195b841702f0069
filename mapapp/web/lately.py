"""The answers that were asked for lately: a bounded number, for addresses of which there is no end."""

import threading
from collections import OrderedDict


class Lately:
    """Keeps what was made under a key until `most` others have been asked for since."""

    def __init__(self, most):
        self._most = most
        self._kept = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self):
        return len(self._kept)

    def get(self, key, make):
        """Return what is kept under `key`, made by `make` if it is not there."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made
