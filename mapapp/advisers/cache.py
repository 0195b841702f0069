"""Answers that were given before: a JSON file for each question to each adviser, kept for some days, without a key."""

import hashlib
import json
import os
from dataclasses import asdict
from datetime import date

from mapapp.advisers.answer import Answer
from mapapp.errors import AdvisersFolderRefused

VERSION = 1


def make_private(folder):
    """Make the folder, for ourselves only. Raises `AdvisersFolderRefused` where that cannot be."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.is_symlink() or folder.stat().st_uid != os.getuid():
            raise AdvisersFolderRefused(folder=folder, why="it belongs to somebody else")
    except OSError as reason:
        raise AdvisersFolderRefused(folder=folder, why=reason.strerror) from reason


def place_of(folder, adviser, endpoint, question):
    """Return the file in which the answers of an adviser, asked at `endpoint`, are kept."""
    asked = [VERSION, adviser.name, endpoint, adviser.query(question), question.box]
    digest = hashlib.sha256(json.dumps(asked, ensure_ascii=True).encode()).hexdigest()
    return folder / f"{adviser.name}-{digest[:32]}.json"


def recall(path, today, days):
    """Return the `Answer`s kept in `path`; `None` if there are none, or none that are at most `days` old."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        age = (today - date.fromisoformat(kept["fetched"])).days
        return [Answer(**answer) for answer in kept["answers"]] if 0 <= age <= days else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(path, answers, today):
    """Keep the answers, all at once or not at all. Raises `AdvisersFolderRefused` where that cannot be."""
    content = {"fetched": today.isoformat(), "answers": [asdict(answer) for answer in answers]}
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
        os.replace(beside, path)
    except OSError as reason:
        raise AdvisersFolderRefused(folder=path.parent, why=reason.strerror) from reason
    finally:
        beside.unlink(missing_ok=True)
