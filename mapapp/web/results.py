"""The planners' results: made of an upload, found, exported and deleted. Every file is read by a process of its own."""

import shutil
from pathlib import Path
from urllib.parse import urlsplit

from flask import request

from mapapp.blocks.blocks import limits_of
from mapapp.blocks.drawer import DRAWN, Drawer, new_id
from mapapp.blocks.jobs import Jobs
from mapapp.blocks.shared_drawer import SharedDrawer
from mapapp.errors import FileMissing
from mapapp.web.uploads import UPLOAD, check_origin, is_gone, receive, wishes_in

RESULT, EXPORT = "result", "export"
SAMPLE = "sample_blocks.geojson"


class Results:
    """The results of one application, kept as its settings say."""

    def __init__(self, settings):
        self._numbers = settings.numbers
        self.jobs = Jobs(limits_of(settings.numbers), settings.layers, settings.numbers)
        self.drawer = _drawer(settings)
        self.sample = settings.geodata / "sample_blocks" / SAMPLE
        self.limits = self.jobs.limits
        self.upload_mb, self.hours = settings.numbers["upload_mb"], settings.numbers["results_hours"]
        public = urlsplit(settings.public_url or "")
        self._public_origin = f"{public.scheme}://{public.netloc}" if public.netloc else None

    def take(self):
        """Return the id of the result that the current request's form asks for; `None` if whoever asked has left.

        Raises a `BadBlockFile` that says why there is none.
        """
        check_origin(self._public_origin)
        with self.drawer.desk() as desk:
            path, name, form = receive(desk, self._numbers)
            if form.get("sample") and not path and self.sample.is_file():
                path, name = Path(shutil.copy(self.sample, desk / UPLOAD)), self.sample.name
            if not path:
                raise FileMissing()
            id, gone = new_id(), is_gone(request.environ)
            done = self.jobs.answer(path, name, wishes_in(form), desk / RESULT, id, gone)
            if done is None or gone():
                return None
            self.drawer.keep(desk / RESULT, id)
            return id

    def find(self, id):
        """Return the dossier of a result. Raises `UnknownResult`."""
        return self.drawer.answer(id)

    def map(self, id):
        """Return the units of a result as the page draws them, as GeoJSON. Raises `UnknownResult`."""
        return (self.drawer.find(id) / DRAWN).read_bytes()

    def delete(self, id):
        """Delete a result at once. Raises `UnknownResult`, or `OriginRefused` for a page of somebody else."""
        check_origin(self._public_origin)
        self.drawer.delete(id)

    def export(self, id, ending, query, crs):
        """Return (bytes, media type) of a result as a file with this ending.

        It holds the units that `query` chooses, in the CRS `crs`. Raises `UnknownResult`, or a `BadBlockFile`.
        """
        there = self.drawer.find(id)
        with self.drawer.desk() as desk:
            media_type = self.jobs.export(there, f"{id}.{ending}", ending, desk / EXPORT, query, crs)
            return (desk / EXPORT).read_bytes(), media_type


def _drawer(settings):
    """Return the drawer of the settings: in the store that they name, or in a folder."""
    kept = settings.results, settings.numbers["results_hours"], settings.numbers["results_mb"]
    return SharedDrawer(*kept, settings.store) if settings.store else Drawer(*kept)
