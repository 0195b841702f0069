"""A fork server whose jobs end in every way a job can end; `test_forkserver` asks it."""

import ctypes
import os
import sys
import time

from mapapp.blocks.blocks import Limits
from mapapp.blocks.forking import serve
from mapapp.blocks.forkserver import REPAIRING
from mapapp.blocks.sandbox import confine


def do(job, told):
    """Do what the job says."""
    confine(Limits(**job["limits"]))
    return ENDS[job["kind"]](job, told)


def finish(job, _):
    return {"done": {"process": os.getpid(), "parent": os.getppid(), "said": job["said"]}}


def refuse(job, _):
    return {"refused": "UnknownCRS", "facts": {"file": "街区.gpkg", "crs": "EPSG:0"}}


def crash(*_):
    ctypes.string_at(0)


def sleep(*_):
    time.sleep(60)


def repair(_, told):
    told(REPAIRING)
    while True:
        pass


ENDS = {"finish": finish, "refuse": refuse, "crash": crash, "sleep": sleep, "repair": repair}

if __name__ == "__main__":
    serve(sys.argv[1], do)
