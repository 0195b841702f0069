"""The jobs that are done by throw-away processes: the answer to a planner's file, and a result written out."""

from mapapp.blocks.forkserver import ForkServer
from mapapp.layers import store

SETTINGS = ("nearby_m", "results_hours")
"""The settings that shape an answer."""


class Jobs:
    """Gives jobs to a fork server of its own, within `limits` (`Limits`).

    `layers`: where they are published, a folder or a store's address. `settings`: numbers by name, those of `SETTINGS`
    among them.
    """

    def __init__(self, limits, layers, settings):
        self.limits = limits
        self._layers = layers
        self._settings = {name: settings[name] for name in SETTINGS}
        self._forks = ForkServer()

    def begin(self):
        """Begin to get ready, and do not wait; `warm` does."""
        self._forks.begin()

    def warm(self):
        """Make ready to do the first job at once."""
        self._forks.warm()

    def close(self):
        """End the fork server."""
        self._forks.close()

    def answer(self, path, name, wishes, into, id, is_gone=lambda: False):
        """Read the file at `path`, in a folder of its own, and put the result into the new folder `into`.

        `name`: the file's, in sentences. `wishes`: `Wishes`. Returns `None` if `is_gone()` said so meanwhile, else how
        many units there are. Raises a `BadBlockFile`.
        """
        job = self._job("answer", path, name, into) | {"wishes": vars(wishes), "id": id}
        return self._forks.ask(job, file=name, limits=self.limits, is_gone=is_gone)

    def export(self, there, name, ending, into, query=None, crs=None):
        """Write the result in the folder `there` to the file `into`; return its media type.

        `ending`: one of `exports.endings.MODULES`. `query`: chooses units (`filtering`). `crs`: of its coordinates.
        Raises a `BadBlockFile`.
        """
        job = self._job("export", there, name, into) | {"ending": ending, "query": query or {}, "crs": crs}
        return self._forks.ask(job, file=name, limits=self.limits)["media_type"]

    def _job(self, kind, path, name, into):
        ours = {"limits": vars(self.limits), "layers": str(store.local(self._layers)), "settings": self._settings}
        return {"kind": kind, "path": str(path), "name": name, "into": str(into)} | ours
