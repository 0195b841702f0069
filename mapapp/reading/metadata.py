"""What is known about an article, and what is not: the JSON file beside its text."""

import json

from mapapp.errors import MetadataRefused

LANGUAGES = ("zh_hans", "zh_hant", "en")
STATED = ("title", "date", "publisher", "official_url")
"""Facts that the file must state, as `null` where they are not known."""


def open_metadata(path):
    """Return the metadata in `path` as a dict. Raises `MetadataRefused`."""
    try:
        metadata = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as reason:
        raise MetadataRefused(file=path, why_en="there is no such file", why_zh="没有这个文件") from reason
    except (OSError, ValueError) as reason:
        raise MetadataRefused(
            file=path, why_en=f"not JSON in UTF-8 ({reason})", why_zh="不是 UTF-8 的 JSON"
        ) from reason
    missing = list(_missing(metadata))
    if missing:
        names = ", ".join(missing)
        raise MetadataRefused(file=path, why_en=f"it does not state {names}", why_zh=f"没有写明 {names}")
    return metadata


def _missing(metadata):
    if not isinstance(metadata, dict):
        yield from ("language", "author", *STATED)
        return
    yield from (name for name in ("language", *STATED) if name not in metadata)
    for name in ("author", "role"):
        stated = metadata.get(name) or {}
        yield from (f"{name}.{language}" for language in LANGUAGES if not stated.get(language))
