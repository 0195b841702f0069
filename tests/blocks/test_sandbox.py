"""The sandbox in which a stranger's file is read."""

import os
import socket
import sys
import time

import pytest

from mapapp.blocks.blocks import Limits
from mapapp.blocks.sandbox import MB, confine

CLOSED = 0


def open_a_socket():
    socket.socket()


def start_a_program():
    os.execv(sys.executable, [sys.executable, "-c", ""])


def end_another_process():
    os.kill(os.getppid(), 0)


def take_memory():
    bytearray(200 * MB)


def fill_the_disk():
    with open("/tmp/mapapp-filled", "wb") as file:
        os.unlink(file.name)
        file.write(bytes(3 * MB))


def open_many_files():
    [open("/dev/null") for _ in range(1_000)]  # noqa: SIM115


def in_a_sandbox(act, **limits):
    """Do something in a process of its own, confined; return how it ended: (exit code, signal)."""
    process = os.fork()
    if process == 0:
        confine(Limits(**limits))
        try:
            act()
        except (OSError, MemoryError):
            os._exit(7)
        os._exit(0)
    _, status = os.waitpid(process, 0)
    return (os.WEXITSTATUS(status), None) if os.WIFEXITED(status) else (None, os.WTERMSIG(status))


def test_what_needs_nothing_is_let_do():
    assert in_a_sandbox(lambda: sum(range(1_000))) == (0, None)


@pytest.mark.parametrize("act", [open_a_socket, start_a_program, end_another_process, take_memory, open_many_files])
def test_what_no_file_needs_is_refused(act):
    assert in_a_sandbox(act, memory_mb=64) == (7, None)


def test_a_disk_cannot_be_filled():
    assert in_a_sandbox(fill_the_disk, unpacked_mb=1) != (0, None)


def test_who_takes_too_long_is_ended():
    begun = time.monotonic()
    assert in_a_sandbox(lambda: time.sleep(60), seconds=1)[1] is not None
    assert time.monotonic() - begun < 10
