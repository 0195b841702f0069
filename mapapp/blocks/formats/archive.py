"""The gate that every zip passes: what it claims is judged before a byte is unpacked, and counted while it is."""

import io
import re
import stat
import struct
import zipfile
import zlib
from itertools import pairwise
from pathlib import PurePosixPath

from mapapp.blocks import encoding
from mapapp.blocks.findings import noted
from mapapp.blocks.texts import text
from mapapp.errors import (
    ArchiveCorrupt,
    ArchiveEncrypted,
    ArchiveListTooLong,
    ArchiveOverlapping,
    ArchivePackedTooTightly,
    ArchivePathUnsafe,
    ArchiveTooLarge,
    EncodingInvalid,
    NothingInArchive,
)

MOST_ENTRIES = 512
LONGEST_DIRECTORY = 1 << 20
"""Bytes of the list of entries that are read at most."""
PIECE = 1 << 18
HIGHEST_RATIO, RATIO_FROM = 200, 16 << 20
"""No map file of more than `RATIO_FROM` bytes packs better than this."""
MAPS = {".shp", ".kml", ".kmz", ".geojson", ".gpkg", ".fgb", ".parquet", ".geoparquet", ".zip"}
"""How the names of files end that may hold units."""
MOST_NOTES, LONGEST_NOTE = 100, 100
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
LOCKED = 0x01 | 0x40
NAMED_IN_UTF8 = 0x800
HEADER_BYTES = 30
UNSAFE = re.compile(r"^/|^[A-Za-z]:|\\|\0|(^|/)\.\.(/|$)")
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError, OverflowError)
"""What `zipfile` throws at an archive that is broken, or packed in a way it does not know."""


class _ListTooLong(MemoryError):
    """The list of entries is longer than is read."""


class _Sparing(io.FileIO):
    """A file that refuses to be read in huge pieces, such as a list of a million entries."""

    def read(self, size=-1):
        if size > LONGEST_DIRECTORY:
            raise _ListTooLong
        return super().read(size)


def unpack(path, name, limits, wanted):
    """Return the content of every member whose name ends with one of `wanted`, a tuple: bytes by its path.

    All that the archive holds is read through and checked, and nothing is written to disk. Hidden files and what a
    Mac adds are passed over; archives within it stay closed. `name`: the file's, for sentences. Raises
    `ArchivePathUnsafe`, `ArchiveEncrypted`, `ArchiveCorrupt`, `ArchiveTooLarge` and `NothingInArchive`.
    """
    try:
        with _Sparing(path) as file, zipfile.ZipFile(file) as archive:
            entries = _named(archive.infolist())
            _judge(entries, archive.start_dir, name, limits)
            contents = {member: _content(archive, entry, wanted, member) for member, entry in entries.items()}
    except _ListTooLong as problem:
        raise ArchiveListTooLong(file=name, limit=MOST_ENTRIES) from problem
    except MemoryError as problem:
        raise ArchiveTooLarge(file=name, limit_mb=limits.unpacked_mb) from problem
    except BROKEN as problem:
        raise ArchiveCorrupt(file=name) from problem
    found = {member: content for member, content in contents.items() if content is not None and not _hidden(member)}
    if not found:
        raise NothingInArchive(file=name)
    return found


def suffixes(path):
    """Return how the names in an archive end, such as ".shp"; nothing where it is broken or its list endless."""
    return set(map(_suffix, _members(path)))


def passed_over(path, read):
    """Return the finding on map files in an archive that are none of those `read`, by their names, or `None`."""
    others = [member for member in _members(path) if _suffix(member) in MAPS and member not in read]
    notes = [text(member)[:LONGEST_NOTE] for member in others[:MOST_NOTES]]
    return noted("files_not_read", *notes, count=len(others)) if others else None


def _members(path):
    try:
        with _Sparing(path) as file, zipfile.ZipFile(file) as archive:
            return [member for member in _named(archive.infolist()) if not _hidden(member)]
    except (*BROKEN, MemoryError):
        return []


def _suffix(member):
    return PurePosixPath(member).suffix.lower()


def _named(entries):
    """Return the entries by their names: what has no mark of UTF-8 is in whatever encoding the packer's system has."""
    raw = [entry.orig_filename.encode("cp437") for entry in entries if not entry.flag_bits & NAMED_IN_UTF8]
    try:
        found, _ = encoding.decode(raw, "")
    except EncodingInvalid:
        return _distinct((entry.orig_filename, entry) for entry in entries)
    return _distinct((_name(entry, found), entry) for entry in entries)


def _name(entry, found):
    if entry.flag_bits & NAMED_IN_UTF8:
        return entry.orig_filename
    return encoding.text(entry.orig_filename.encode("cp437"), found)


def _distinct(pairs):
    """Return a dict of pairs whose keys must differ."""
    pairs = list(pairs)
    if len(dict(pairs)) < len(pairs):
        raise zipfile.BadZipFile
    return dict(pairs)


def _judge(entries, end, name, limits):
    """Refuse what the list of entries already shows."""
    if any(UNSAFE.search(member) or stat.S_ISLNK(entry.external_attr >> 16) for member, entry in entries.items()):
        raise ArchivePathUnsafe(file=name)
    if any(entry.flag_bits & LOCKED for entry in entries.values()):
        raise ArchiveEncrypted(file=name)
    _judge_size(entries, end, name, limits)
    if any(entry.compress_type not in METHODS or _lying(entry) for entry in entries.values()):
        raise ArchiveCorrupt(file=name)


def _judge_size(entries, end, name, limits):
    if len(entries) > MOST_ENTRIES:
        raise ArchiveListTooLong(file=name, limit=MOST_ENTRIES)
    if sum(entry.file_size for entry in entries.values()) > limits.unpacked_mb << 20:
        raise ArchiveTooLarge(file=name, limit_mb=limits.unpacked_mb)
    for member, entry in entries.items():
        if entry.file_size > max(RATIO_FROM, HIGHEST_RATIO * entry.compress_size):
            raise ArchivePackedTooTightly(file=name, member=text(member)[:LONGEST_NOTE], ratio=HIGHEST_RATIO)
    if _overlapping(entries.values(), end):
        raise ArchiveOverlapping(file=name)


def _overlapping(entries, end):
    """Whether two entries share bytes, or one reaches into the list at `end`."""
    spans = sorted((entry.header_offset, entry.header_offset + HEADER_BYTES + entry.compress_size) for entry in entries)
    return any(stop > start for (_, stop), (start, _) in pairwise([*spans, (end, end)]))


def _lying(entry):
    """Whether the packed bytes are too many for what they are said to unpack to."""
    return entry.compress_size > entry.file_size + entry.file_size // 1000 + 64


def _content(archive, entry, wanted, member):
    """Return the bytes of an entry if its name ends with one of `wanted`, and check it in any case."""
    kept = [] if member.lower().endswith(wanted) else None
    counted = 0
    with archive.open(entry) as stream:
        while piece := stream.read(PIECE):
            counted += len(piece)
            if kept is not None:
                kept.append(piece)
    if counted != entry.file_size:
        raise zipfile.BadZipFile
    return None if kept is None else b"".join(kept)


def _hidden(member):
    return any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(member).parts)
