"""The fork server: warm with all that reading a file needs, it forks a throw-away process for every job.

`python -m mapapp.blocks.forking NAME` listens under that name until its standard input ends.
"""

import gc
import json
import os
import select
import signal
import socket
import struct
import sys

from mapapp.blocks.forkserver import address

DRIVERS = ("FlatGeobuf", "GPKG")
"""The drivers that GDAL keeps; all others are skipped before it starts."""
CALM = {
    "PROJ_NETWORK": "OFF",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
}
LONGEST_JOB = 1 << 20
PATIENCE_S = 5


def main(name):
    """Do the jobs of `work` for whoever asks under a name."""
    _start_again_without_drivers()
    from mapapp.blocks.work import do

    serve(name, do)


def serve(name, do):
    """Listen under a name, and have each job done by `do(job, told)` in a process of its own."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(address(name))
        listener.listen(64)
        while sys.stdin not in select.select([listener, sys.stdin], [], [])[0]:
            _fork(listener, do)


def _start_again_without_drivers():
    """Start this program again with all other drivers of GDAL skipped, for it reads that only at its start."""
    if "GDAL_SKIP" not in os.environ or CALM.items() - os.environ.items():
        from pyogrio import list_drivers

        skipped = ",".join(sorted(list_drivers().keys() - set(DRIVERS)))
        here = os.environ | CALM | {"GDAL_SKIP": skipped}
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], here)


def _fork(listener, do):
    line, _ = listener.accept()
    if _is_ours(line) and os.fork() == 0:
        listener.close()
        # A short life: tidying up would take a third of it.
        gc.disable()
        try:
            _run(line, do)
        finally:
            os._exit(0)
    line.close()


def _is_ours(line):
    """Tell whether whoever asks is the user that we are, or root (struct ucred, unix(7))."""
    _, user, _ = struct.unpack("3i", line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i")))
    return user in (0, os.getuid())


def _run(line, do):
    """Have the job done that comes over `line`, and tell how it went."""
    job = _job(line)
    if job:
        _tell(line, do(job, lambda stage: _tell(line, {"stage": stage})))


def _tell(line, message):
    """Tell whoever asked. Where they have left there is nobody to go on for: this throw-away process ends."""
    try:
        line.sendall(json.dumps(message).encode() + b"\n")
    except ConnectionError:
        os._exit(0)


def _job(line):
    """Return the job, or `None` from somebody who only asks whether we listen."""
    line.settimeout(PATIENCE_S)
    with line.makefile("rb") as lines:
        told = lines.readline(LONGEST_JOB)
    line.settimeout(None)
    return json.loads(told) if told.endswith(b"\n") else None


if __name__ == "__main__":
    main(sys.argv[1])
