"""Deciding: a wish becomes one line of the log and the files that go with it, all at once or not at all."""

import json
from dataclasses import dataclass, field

from mapapp.editing.revision import revise
from mapapp.editing.state import open_state
from mapapp.errors import AnswerMissing
from mapapp.places.decisions import LOG
from mapapp.places.verdicts import is_name


@dataclass(frozen=True)
class Deed:
    """What is about to be decided: the columns of its line, and `files`, path → new bytes, or `None` to remove one."""

    did: str
    source: dict
    before: object
    after: object
    where: dict = field(default_factory=dict)
    files: dict = field(default_factory=dict)


def decide(geodata, wish, *, by, at):
    """Take decisions in the name of `by` at the moment `at` (UTC), all or none; return the id of the last.

    `wish(state)` returns a `Deed`, or several, or raises why not; then nothing is written. When this returns, log
    and files are on the disk.
    """
    if not is_name(by):
        raise AnswerMissing(field="--by")
    taken = []

    def change():
        state = open_state(geodata)
        deeds = wish(state)
        deeds = [deeds] if isinstance(deeds, Deed) else deeds
        taken.append(state.next_id + len(deeds) - 1)
        files = {path: content for deed in deeds for path, content in deed.files.items()}
        return {**files, LOG: appended(state, deeds, by, at)}

    revise(geodata, change)
    return taken[0]


def appended(state, deeds, by, at):
    """Return the bytes of the log with a line for each deed at its end."""
    gap = b"" if not state.log or state.log.endswith(b"\n") else b"\n"
    lines = [_line(id, deed, by, at) for id, deed in enumerate(deeds, state.next_id)]
    return state.log + gap + b"".join(json.dumps(line, ensure_ascii=False).encode("utf-8") + b"\n" for line in lines)


def _line(id, deed, by, at):
    line = {"id": id, "at": at.strftime("%Y-%m-%dT%H:%M:%SZ"), "by": by, "did": deed.did, **deed.where}
    return line | {"from": deed.source, "before": deed.before, "after": deed.after}
