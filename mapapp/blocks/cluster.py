"""A cluster of dask, and the jobs of a planner's file done with its help, for units by the million.

The file is read by this very process, without the walls that a stranger's file gets: it is for one's own.
"""

import importlib.util
from contextlib import contextmanager

from mapapp.blocks.blocks import AMPLE
from mapapp.blocks.jobs import Jobs
from mapapp.errors import ClusterUnreachable, EngineMissing

NEEDED = ("dask_geopandas", "distributed")
PATIENCE_S = 10
QUIET = {"distributed.admin.large-graph-warning-threshold": "4GB"}


@contextmanager
def cluster(address=None):
    """Work on the cluster whose scheduler has this address, or else on one of this machine, which ends with the work.

    Raises `EngineMissing`, or `ClusterUnreachable`.
    """
    if not all(map(importlib.util.find_spec, NEEDED)):
        raise EngineMissing()
    import dask
    from distributed import Client

    here = {"threads_per_worker": 1, "dashboard_address": "127.0.0.1:0"}
    try:
        client = Client(address, timeout=PATIENCE_S) if address else Client(**here)
    except (OSError, ValueError) as reason:
        raise ClusterUnreachable(address=address, why=str(reason) or type(reason).__name__) from reason
    with client, dask.config.set(QUIET):
        yield client


class ClusterJobs(Jobs):
    """Does the jobs in this process, the overlay on the cluster of the moment; `layers`, `settings`: as for `Jobs`."""

    def __init__(self, layers, settings):
        super().__init__(AMPLE, layers, settings)

    def answer(self, path, name, wishes, into, id, is_gone=lambda: False):
        """Do what `Jobs.answer` does. Raises a `BadBlockFile`."""
        from mapapp.blocks import clustered, work

        job = self._job("answer", path, name, into) | {"wishes": vars(wishes), "id": id}
        return work.answer(job, lambda stage: None, clustered.overlay)["units"]

    def export(self, there, name, ending, into, query=None, crs=None):
        """Do what `Jobs.export` does. Raises a `BadBlockFile`."""
        from mapapp.blocks import work

        job = self._job("export", there, name, into) | {"ending": ending, "query": query or {}, "crs": crs}
        return work.export(job, None)["media_type"]
