"""The sandbox in which a stranger's file is read: what a process gives up before it opens one (Linux).

Limits are those of setrlimit(2). Network, other programs and other processes are closed by a seccomp filter
(seccomp(2), Linux 3.17 and later), on the two architectures whose call numbers are listed.
"""

import ctypes
import platform
import resource
import signal
import struct

FORBIDDEN = {
    "x86_64": (0xC000003E, (41, 42, 49, 50, 53, 59, 62, 101, 200, 234, 322, 425)),
    "aarch64": (0xC00000B7, (198, 199, 200, 201, 203, 221, 129, 117, 130, 131, 281, 425)),
}
"""By machine: its number for audits, and its calls socket, connect, bind, listen, socketpair, execve, kill, ptrace,
tkill, tgkill, execveat and io_uring_setup (linux/audit.h, asm/unistd.h), in the order of the machine."""

OPEN_FILES = 128
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1
_FOREIGN_CALLS = 0x40000000
MB = 1 << 20


def confine(limits):
    """Take from this process what reading a file does not need: time, memory, room on the disk, the network.

    `limits`: `Limits`. Beyond them the process is ended by the system, or gets a `MemoryError`. Returns whether the
    network is closed: not where the system knows no seccomp.
    """
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(limits.seconds)
    _limit(resource.RLIMIT_CPU, limits.seconds)
    _limit(resource.RLIMIT_AS, _memory_in_use() + limits.memory_mb * MB)
    _limit(resource.RLIMIT_FSIZE, limits.unpacked_mb * MB)
    _limit(resource.RLIMIT_NOFILE, OPEN_FILES)
    _limit(resource.RLIMIT_CORE, 0)
    return _close_network()


def _limit(kind, value):
    _, hard = resource.getrlimit(kind)
    most = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (most, most))


def _memory_in_use():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[0]) * resource.getpagesize()


def _close_network():
    if platform.machine() not in FORBIDDEN:
        return False
    program = _program(*FORBIDDEN[platform.machine()])
    code = ctypes.create_string_buffer(b"".join(program))
    frame = struct.pack("HxxxxxxP", len(program), ctypes.addressof(code))
    prctl = ctypes.CDLL(None).prctl
    return prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0 and prctl(_SECCOMP, _FILTER, frame, 0, 0) == 0


def _program(machine, calls):
    """Return the filter: calls of another machine or in `calls` fail with EPERM, all others pass."""
    refuse = len(calls) + 2
    native = [
        _step(_LOAD, 4),
        _step(_EQUAL, machine, 0, refuse + 1),
        _step(_LOAD, 0),
        _step(_AT_LEAST, _FOREIGN_CALLS, refuse - 1, 0),
    ]
    tests = [_step(_EQUAL, call, len(calls) - place, 0) for place, call in enumerate(calls)]
    return [*native, *tests, _step(_RETURN, _ALLOW), _step(_RETURN, _REFUSE)]


def _step(code, value, if_true=0, if_false=0):
    """Return one instruction of a classic BPF program (struct sock_filter, linux/filter.h)."""
    return struct.pack("HBBI", code, if_true, if_false, value)
