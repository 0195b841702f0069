"""What is known about an article, and what is not: the JSON file beside its text."""

import json
import re
from datetime import date

from mapapp.errors import MetadataRefused

LANGUAGES = ("zh_hans", "zh_hant", "en")
STATED = ("title", "date", "publisher", "official_url")
"""Facts that the file states as a text, or as `null` where they are not known."""

ADDED = "added"
"""The day (`2026-11-24`) on which its owner took the article up into the map: always known; feeds are dated by it."""

DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
"""A date as exactly as the source states it, a day, a month or a year (ISO 8601): 2024-03-05, 2024-03, 2024."""

TRANSLATED = ("author", "role")
EXPLAINED = ("title", "date", "publisher")
"""Facts of which a note says so where they are not known."""


def open_metadata(path):
    """Return the metadata in `path` as a dict. Raises `MetadataRefused`, which names all that is missing or odd."""
    metadata = _read(path)
    check_metadata(path, metadata)
    return metadata


def check_metadata(path, metadata):
    """Raise `MetadataRefused`, which names all that is missing or odd, if this cannot be the metadata at `path`."""
    faults = ["{}"] if not isinstance(metadata, dict) else list(_faults(path.stem, metadata))
    if faults:
        names = ", ".join(faults)
        raise MetadataRefused(
            file=path, why_en=f"it does not state, or not properly: {names}", why_zh=f"没有写明或写得不对：{names}"
        )


def _read(path):
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as reason:
        raise MetadataRefused(file=path, why_en="there is no such file", why_zh="没有这个文件") from reason
    except (OSError, ValueError, RecursionError) as reason:
        raise MetadataRefused(
            file=path, why_en=f"not JSON in UTF-8 ({reason})", why_zh="不是 UTF-8 的 JSON"
        ) from reason


def _faults(stem, metadata):
    """Yield the name of each entry that is not as it should be."""
    if metadata.get("id") != stem:
        yield "id"
    if not isinstance(metadata.get("language"), str):
        yield "language"
    yield from (name for name in STATED if not isinstance(metadata.get(name, 0), str | None))
    if isinstance(metadata.get("date"), str) and not _is_date(metadata["date"]):
        yield "date (2024-03-05, 2024-03, 2024)"
    if not _is_day(metadata.get(ADDED)):
        yield ADDED
    yield from _untranslated("", TRANSLATED, metadata)
    notes = metadata.get("notes")
    needed = ["text", *(name for name in EXPLAINED if metadata.get(name) is None)]
    yield from _untranslated("notes.", needed, notes if isinstance(notes, dict) else {})


def _is_day(stated):
    """Return whether this is a day as `2026-11-24` (RFC 3339, full-date)."""
    try:
        return date.fromisoformat(stated).isoformat() == stated
    except (TypeError, ValueError):
        return False


def _is_date(stated):
    """Return whether this is a day, a month or a year as `DATE` says, one that there is."""
    return bool(DATE.fullmatch(stated)) and _is_day(stated + "-01-01"[len(stated) - 4 :])


def _untranslated(prefix, names, texts):
    for name in names:
        stated = texts.get(name)
        stated = stated if isinstance(stated, dict) else {}
        missing = [language for language in LANGUAGES if not isinstance(stated.get(language), str)]
        yield from (f"{prefix}{name}.{language}" for language in missing)
