"""The fork server: each job in a process of its own, and a sentence for every way in which one can end."""

import gc
import os
import select
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from mapapp.blocks.blocks import Limits
from mapapp.blocks.forkserver import ForkServer, address
from mapapp.errors import GeometryTooComplex, ReadingFailed, TooMuchTime, UnknownCRS

SHORT = Limits(seconds=1)


@pytest.fixture(scope="module")
def forks():
    forks = ForkServer("tests.blocks.strange_jobs")
    forks.warm()
    yield forks
    forks.close()


def ask(forks, kind, **more):
    return forks.ask({"kind": kind, "limits": vars(SHORT), "said": "街区"}, file="街区.gpkg", limits=SHORT, **more)


def test_each_job_has_a_process_of_its_own_that_is_gone_afterwards(forks):
    processes = {ask(forks, "finish")["process"] for _ in range(3)}
    assert len(processes) == 3
    end = time.monotonic() + 5
    while any(os.path.exists(f"/proc/{process}") for process in processes):
        assert time.monotonic() < end


def test_a_refusal_comes_across_with_its_facts(forks):
    with pytest.raises(UnknownCRS, match="EPSG:0") as refused:
        ask(forks, "refuse")
    assert refused.value.facts["file"] == "街区.gpkg"


@pytest.mark.parametrize(
    ("kind", "means"), [("crash", ReadingFailed), ("sleep", TooMuchTime), ("repair", GeometryTooComplex)]
)
def test_an_end_without_a_word_is_a_sentence(forks, kind, means):
    begun = time.monotonic()
    with pytest.raises(means, match=r"街区\.gpkg"):
        ask(forks, kind)
    assert time.monotonic() - begun < SHORT.seconds + 2


def test_a_slow_job_holds_up_no_other(forks):
    with ThreadPoolExecutor() as pool:
        slow = pool.submit(ask, forks, "repair")
        begun = time.monotonic()
        assert ask(forks, "finish")["said"] == "街区"
        assert time.monotonic() - begun < 1
        assert isinstance(slow.exception(), GeometryTooComplex)


def test_who_has_left_is_not_waited_for(forks):
    begun = time.monotonic()
    assert ask(forks, "sleep", is_gone=lambda: True) is None
    assert time.monotonic() - begun < 2


def test_a_fork_server_that_is_gone_is_started_again(forks):
    forks.close()
    assert ask(forks, "finish")["said"] == "街区"


def test_a_fork_server_ends_with_the_last_use_of_it():
    forks = ForkServer("tests.blocks.strange_jobs")
    parent = ask(forks, "finish")["parent"]
    assert os.path.exists(f"/proc/{parent}")
    del forks
    gc.collect()
    assert not os.path.exists(f"/proc/{parent}")


def test_a_fork_of_ours_leaves_the_fork_server_alive():
    assert subprocess.run([sys.executable, "-c", FORKED], timeout=60).returncode == 0


def test_a_fork_of_ours_waits_for_the_fork_server_that_we_began():
    assert subprocess.run([sys.executable, "-c", BEGUN], timeout=60).returncode == 0


def test_a_job_whose_planner_has_left_ends_without_a_word():
    done = subprocess.run([sys.executable, "-c", LEFT], capture_output=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


LEFT = """
import socket
from mapapp.blocks import work
from mapapp.blocks.blocks import Limits
from mapapp.blocks.forking import _run

work.confine = lambda limits: True
work.JOBS["tells"] = lambda job, told: [told("measuring") for _ in range(9)]
line, planner = socket.socketpair()
planner.sendall(b'{"asked": true}\\n')
planner.close()
_run(line, lambda job, told: work.do({"kind": "tells", "limits": vars(Limits()), "name": "a"}, told))
print("it went on")
"""


FORKED = """
import os, sys
from tests.blocks.test_forkserver import ForkServer, ask

forks = ForkServer("tests.blocks.strange_jobs")
parent = ask(forks, "finish")["parent"]
if os.fork() == 0:
    sys.exit()
os.wait()
assert ask(forks, "finish")["parent"] == parent
"""


BEGUN = """
import os, sys
from tests.blocks.test_forkserver import ForkServer, ask

forks = ForkServer("tests.blocks.strange_jobs")
forks.begin()
begun = forks._begun.pid
if os.fork() == 0:
    os._exit(ask(forks, "finish")["parent"] != begun)
sys.exit(os.waitstatus_to_exitcode(os.wait()[1]))
"""


def test_a_job_that_nobody_took_is_given_again():
    forks = ForkServer("tests.blocks.strange_jobs")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as ending, ThreadPoolExecutor() as pool:
        ending.bind(address(forks._name))
        ending.listen()
        asked = pool.submit(ask, forks, "finish")
        line, _ = ending.accept()
        assert select.select([line], [], [], 5)[0]
        ending.close()
        line.close()
        assert asked.result()["said"] == "街区"
    forks.close()


def test_a_program_that_does_not_start_is_a_refusal():
    with pytest.raises(ReadingFailed):
        ForkServer("mapapp.no_such_module").warm()
