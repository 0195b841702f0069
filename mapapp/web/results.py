"""The planners' results: made of an upload, found, exported and deleted. Every file is read by a process of its own."""

import shutil
from pathlib import Path
from urllib.parse import urlsplit

from flask import request

from mapapp.blocks.blocks import Limits
from mapapp.blocks.drawer import DRAWN, Drawer, new_id
from mapapp.blocks.forkserver import ForkServer
from mapapp.errors import FileMissing
from mapapp.web.uploads import UPLOAD, check_origin, is_gone, receive, wishes_in

RESULT, EXPORT = "result", "export"
SAMPLE = "units.geojson"


class Results:
    """The results of one application, kept as its settings say."""

    def __init__(self, settings):
        numbers = settings.numbers
        self._settings = settings
        self._numbers = numbers
        self._forks = ForkServer()
        self._drawer = Drawer(settings.results, numbers["results_hours"], numbers["results_mb"])
        public = urlsplit(settings.public_url or "")
        self._public_origin = f"{public.scheme}://{public.netloc}" if public.netloc else None
        self.limits, self.upload_mb, self.hours = limits_of(numbers), numbers["upload_mb"], numbers["results_hours"]

    @property
    def sample(self):
        """The file of the illustrative units that come along."""
        return self._settings.geodata / "sample_blocks" / SAMPLE

    def warm(self):
        """Make ready to read the first file at once."""
        self._forks.warm()

    def close(self):
        """End the process that reads files."""
        self._forks.close()

    def take(self):
        """Return the id of the result that the current request's form asks for; `None` if whoever asked has left.

        Raises a `BadBlockFile` that says why there is none.
        """
        check_origin(self._public_origin)
        with self._drawer.desk() as desk:
            path, name, form = receive(desk, self._numbers)
            if form.get("sample") and not path:
                path, name = Path(shutil.copy(self.sample, desk / UPLOAD)), self.sample.name
            if not path:
                raise FileMissing()
            id = new_id()
            job = self._job(desk, path, name, form) | {"id": id}
            gone = is_gone(request.environ)
            done = self._forks.ask(job, file=name, limits=self.limits, is_gone=gone)
            if done is None or gone():
                return None
            self._drawer.keep(desk / RESULT, id)
            return id

    def find(self, id):
        """Return the dossier of a result. Raises `UnknownResult`."""
        return self._drawer.answer(id)

    def map(self, id):
        """Return the units of a result as the page draws them, as GeoJSON. Raises `UnknownResult`."""
        return (self._drawer.find(id) / DRAWN).read_bytes()

    def delete(self, id):
        """Delete a result at once. Raises `UnknownResult`, or `OriginRefused` for a page of somebody else."""
        check_origin(self._public_origin)
        self._drawer.delete(id)

    def export(self, id, ending, query, crs):
        """Return (bytes, media type) of a result as a file with this ending.

        It holds the units that `query` chooses, in the CRS `crs`. Raises `UnknownResult`, or a `BadBlockFile`.
        """
        there = self._drawer.find(id)
        with self._drawer.desk() as desk:
            job = self._common("export", there, f"{id}.{ending}", desk / EXPORT)
            job |= {"ending": ending, "query": query, "crs": crs}
            done = self._forks.ask(job, file=job["name"], limits=self.limits)
            return (desk / EXPORT).read_bytes(), done["media_type"]

    def _job(self, desk, path, name, form):
        settings = {name: self._numbers[name] for name in ("nearby_m", "results_hours")}
        asked = {"wishes": vars(wishes_in(form)), "layers": str(self._settings.layers), "settings": settings}
        return self._common("answer", path, name, desk / RESULT) | asked

    def _common(self, kind, path, name, into):
        return {"kind": kind, "path": str(path), "name": name, "into": str(into), "limits": vars(self.limits)}


def limits_of(numbers):
    """Return the `Limits` that the settings state."""
    return Limits(
        unpacked_mb=numbers["upload_unpacked_mb"],
        features=numbers["upload_features"],
        vertices=numbers["upload_vertices"],
        columns=numbers["upload_columns"],
        cell=numbers["upload_characters"],
        seconds=numbers["upload_seconds"],
        repair_seconds=numbers["upload_repair_seconds"],
        memory_mb=numbers["upload_memory_mb"],
    )
