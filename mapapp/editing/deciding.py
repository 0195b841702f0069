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
    """Take one decision in the name of `by` at the moment `at` (UTC); return its id.

    `wish(state)` returns the `Deed`, or raises why not; then nothing is written. When this returns, log
    and files are on the disk.
    """
    if not is_name(by):
        raise AnswerMissing(field="--by")
    taken = []

    def change():
        state = open_state(geodata)
        deed = wish(state)
        taken.append(state.next_id)
        return {**deed.files, LOG: appended(state, deed, by, at)}

    revise(geodata, change)
    return taken[0]


def appended(state, deed, by, at):
    """Return the bytes of the log with the line of a deed at its end."""
    line = {"id": state.next_id, "at": at.strftime("%Y-%m-%dT%H:%M:%SZ"), "by": by, "did": deed.did, **deed.where}
    line |= {"from": deed.source, "before": deed.before, "after": deed.after}
    gap = b"" if not state.log or state.log.endswith(b"\n") else b"\n"
    return state.log + gap + json.dumps(line, ensure_ascii=False).encode("utf-8") + b"\n"
