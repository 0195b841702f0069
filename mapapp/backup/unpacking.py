"""Bring an archive back: unpacked beside, proved file by file, and exchanged for what stands there."""

import hashlib
import os
import shutil
import tarfile
import zlib
from pathlib import Path

from mapapp.backup import manifest
from mapapp.errors import BackupBroken, RestoreFailed, RestoreRefused
from mapapp.layers.publisher import exchange, remove

PIECE = 1 << 20
SPARE_BYTES = 16 << 20
"""What must stay free on the disk."""


def unpack(file, geodata, results, *, replace=False):
    """Put the archive `file` in the place of `geodata`, and of `results` if it holds any; return its files.

    Nothing is touched before every file has come out with the hash that its manifest states. Raises `BackupBroken`,
    `RestoreRefused` where a folder stands and `replace` is not said, or `RestoreFailed`.
    """
    places = {manifest.GEODATA: Path(geodata).resolve(), manifest.RESULTS: Path(results).resolve()}
    if not replace and _holds_something(places[manifest.GEODATA]):
        raise RestoreRefused(folder=geodata)
    staged = {name: place.with_name(f".{place.name}.restored") for name, place in places.items()}
    try:
        files = _staged(Path(file), staged)
        _put_in_place({name: (staged[name], place) for name, place in places.items() if staged[name].is_dir()})
        return files
    except OSError as reason:
        raise RestoreFailed(folder=geodata, why=reason.strerror or reason) from reason
    finally:
        for folder in staged.values():
            remove(folder)


def _holds_something(folder):
    return folder.is_dir() and any(folder.iterdir())


def _staged(file, staged):
    """Unpack all files into the folders `staged`; return what the manifest says of them."""
    for folder in staged.values():
        remove(folder)
    try:
        with tarfile.open(file, "r:gz") as archive:
            found, stated = _unpacked(archive, file, staged)
    except (tarfile.TarError, EOFError, zlib.error, ValueError, RecursionError) as reason:
        raise BackupBroken(file=file, name=manifest.MANIFEST) from reason
    except OSError as reason:
        if reason.errno:
            raise
        raise BackupBroken(file=file, name=manifest.MANIFEST) from reason
    for name in sorted(found.keys() | stated.keys()):
        if found.get(name) != {key: stated.get(name, {}).get(key) for key in ("sha256", "bytes")}:
            raise BackupBroken(file=file, name=name)
    return stated


def _unpacked(archive, file, staged):
    """Write every entry where it belongs; return what came out and what the manifest, the last entry, states."""
    found = {}
    for entry in archive:
        if entry.name == manifest.MANIFEST and entry.isreg() and entry.size <= manifest.LONGEST_MANIFEST:
            stated = manifest.read(archive.extractfile(entry).read())
            if archive.next() is not None:
                raise ValueError
            return found, stated
        if not entry.isreg() or not manifest.is_safe(entry.name) or entry.name in found:
            raise BackupBroken(file=file, name=entry.name)
        found[entry.name] = _written(archive.extractfile(entry), entry, staged)
    raise ValueError


def _written(opened, entry, staged):
    first, _, rest = entry.name.partition("/")
    path, digest, length = staged[first] / rest, hashlib.sha256(), 0
    _make_folder(path.parent, staged[first])
    _check_room(path.parent, entry.size)
    with path.open("xb") as out:
        while part := opened.read(PIECE):
            out.write(part)
            digest.update(part)
            length += len(part)
        out.flush()
        os.fsync(out.fileno())
    os.utime(path, (entry.mtime, entry.mtime))
    os.utime(path.parent, (entry.mtime, entry.mtime))
    return {"sha256": digest.hexdigest(), "bytes": length}


def _make_folder(folder, top):
    """Make a folder below `top`; a folder of results is for its owner only."""
    mode = 0o700 if top.name.endswith(f"{manifest.RESULTS}.restored") else 0o755
    top.mkdir(mode=mode, parents=True, exist_ok=True)
    folder.mkdir(parents=True, exist_ok=True)


def _check_room(folder, size):
    """Refuse an entry that would fill the disk."""
    if size + SPARE_BYTES > shutil.disk_usage(folder).free:
        raise OSError(None, f"{size} bytes are more than the disk has room for")


def _put_in_place(pairs):
    """Exchange each folder for the one that stands in its place, or put it where there is none."""
    for fresh, place in pairs.values():
        if not place.exists():
            fresh.rename(place)
        elif not exchange(fresh, place):
            raise OSError(None, "the folder cannot be exchanged, as when it is a mount point: use one below it")
