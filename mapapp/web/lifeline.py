"""A process that does not outlive the one that started it, however that one ended."""

import ctypes

PARENT_DEATH = 1
"""The option of prctl(2) that asks for a signal when the parent has gone."""


def end_with_parent(signal):
    """Have the system send this process a signal as soon as its parent has gone."""
    ctypes.CDLL(None).prctl(PARENT_DEATH, signal)
