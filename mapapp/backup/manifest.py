"""What an archive says of itself: the hash and the length of each of its files, in its last entry."""

import json
import re

from mapapp.version import VERSION

MANIFEST = "manifest.json"
MADE_BY = "mapapp backup"
GEODATA, RESULTS = "geodata", "results"
LONGEST_MANIFEST = 64 << 20
HASH = re.compile(r"[0-9a-f]{64}")


def written(files, made):
    """Return the manifest of `files` (path → {sha256, bytes}) as bytes; `made`: when, ISO 8601."""
    stated = {"made_by": MADE_BY, "version": VERSION, "made": made, "files": files}
    return json.dumps(stated, ensure_ascii=False, indent=1).encode()


def read(content):
    """Return the files that a manifest states: path → {sha256, bytes}. Raises `ValueError` for anything else."""
    stated = json.loads(content)
    if not isinstance(stated, dict) or stated.get("made_by") != MADE_BY or not isinstance(stated.get("files"), dict):
        raise ValueError
    for path, file in stated["files"].items():
        if not is_safe(path) or not isinstance(file, dict) or not HASH.fullmatch(str(file.get("sha256"))):
            raise ValueError
    return stated["files"]


def is_safe(path):
    """Return whether a path lies inside one of the folders of an archive, and nowhere else.

    >>> [is_safe(path) for path in ("geodata/a.csv", "geodata/../a", "/geodata/a", "other/a", "geodata")]
    [True, False, False, False, False]
    """
    first, *rest = path.split("/")
    plain = path.isprintable() and "\\" not in path and not {"", ".", ".."} & set(rest)
    return first in (GEODATA, RESULTS) and bool(rest) and plain
