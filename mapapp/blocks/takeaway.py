"""A planner's file laid over the commitments and written out in one go, for a command."""

import json
import shutil
import tempfile
import unicodedata
from pathlib import Path

from mapapp.blocks.drawer import ANSWER
from mapapp.errors import BlockFileClosed


def take_away(file, ending, wishes, jobs):
    """Return (answer, bytes) for the file at the path `file`: the dossier, and the result with this ending.

    `jobs` (`Jobs`) reads a copy of it; nothing else is left. Raises a `BadBlockFile`, among them `BlockFileClosed`.
    """
    name = "".join(sign for sign in file.name if unicodedata.category(sign)[0] != "C")
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder)
        try:
            path = shutil.copyfile(file, desk / "upload")
        except OSError as reason:
            raise BlockFileClosed(file=name, why=reason.strerror) from reason
        jobs.answer(path, name, wishes, desk / "result", id=None)
        jobs.export(desk / "result", name, ending, desk / "taken")
        return json.loads((desk / "result" / ANSWER).read_bytes()), (desk / "taken").read_bytes()
