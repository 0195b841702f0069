"""What one process states and those forked from the same one read: in memory that they share, on no disk."""

import hashlib
import mmap

MOST_BYTES = 64_000_000
"""Memory is taken only for what is stated."""
DIGEST, LENGTH = 32, 8
HEAD = DIGEST + LENGTH


class Board:
    """Room for one statement, bytes. One process writes; whoever reads gets a whole statement, or none."""

    def __init__(self, most_bytes=MOST_BYTES):
        self._most = most_bytes
        self._shared = mmap.mmap(-1, HEAD + most_bytes)
        self._read = bytes(DIGEST)

    def state(self, content):
        """Put a statement in the place of the one before; tell whether there was room for it."""
        if len(content) > self._most:
            return False
        self._shared[:HEAD] = bytes(HEAD)
        self._shared[HEAD : HEAD + len(content)] = content
        self._shared[DIGEST:HEAD] = len(content).to_bytes(LENGTH, "big")
        self._shared[:DIGEST] = hashlib.sha256(content).digest()
        return True

    def news(self):
        """Return what this process has not read yet; `None` if there is nothing, or it is being written."""
        digest = self._shared[:DIGEST]
        length = int.from_bytes(self._shared[DIGEST:HEAD], "big")
        if digest in (self._read, bytes(DIGEST)) or length > self._most:
            return None
        content = self._shared[HEAD : HEAD + length]
        if hashlib.sha256(content).digest() != digest:
            return None
        self._read = digest
        return content
