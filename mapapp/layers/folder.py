"""Layers kept as files of one folder."""

import json
import os
import subprocess
import sys
from pathlib import Path

from mapapp.errors import LayersMissing, PublishingFailed
from mapapp.layers import publisher

RECEIPT = "receipt.json"


class Folder:
    """The files of a folder, which `publisher` exchanges all at once."""

    def __init__(self, path):
        self.path = Path(path)

    def __str__(self):
        return str(self.path)

    def file(self, name):
        """Return what a sentence calls the file of this name."""
        return self.path / name

    def is_there(self):
        """Return whether the folder is there, readable or not."""
        return self.path.is_dir()

    def local(self):
        """Return a folder of this machine with the same files."""
        return self.path

    def fingerprint(self):
        """Return a small value that changes whenever a new build is published; `None` if there is none."""
        try:
            status = os.stat(self.file(RECEIPT))
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns, status.st_size

    def read(self):
        """Return the bytes of every file by name, all from one generation of it. Raises `LayersMissing`."""
        try:
            handle = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY)
        except OSError as reason:
            raise LayersMissing(folder=self.path) from reason
        try:
            return {name: _bytes(name, handle) for name in sorted(_files(handle))}
        except FileNotFoundError as reason:
            raise LayersMissing(folder=self.path) from reason
        finally:
            os.close(handle)

    def put(self, files):
        """Make `files` (name → text) the whole content, old or new at any moment. Raises `PublishingFailed`."""
        folder = self.path.resolve()
        run = subprocess.run(
            [sys.executable, publisher.__file__, str(folder)],
            input=json.dumps(files),
            capture_output=True,
            text=True,
            start_new_session=True,
            check=False,
        )
        if run.returncode != 0:
            raise PublishingFailed(folder=folder, why=run.stderr.strip().rpartition("\n")[2])


def _files(folder_handle):
    with os.scandir(folder_handle) as entries:
        return [entry.name for entry in entries if entry.is_file()]


def _bytes(name, folder_handle):
    with open(name, "rb", opener=lambda path, flags: os.open(path, flags, dir_fd=folder_handle)) as file:
        return file.read()
