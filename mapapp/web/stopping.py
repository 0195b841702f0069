"""Whether the server is about to stop: told to all of its workers at once, asked by `/readyz`."""

import mmap


class Stopping:
    """A byte that processes share which were forked from the one that made it."""

    def __init__(self):
        self._shared = mmap.mmap(-1, 1)

    @property
    def begun(self):
        """Whether stopping has begun."""
        return self._shared[0] == 1

    def begin(self):
        """Say to every worker that stopping has begun."""
        self._shared[0] = 1
