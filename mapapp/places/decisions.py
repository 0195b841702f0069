"""The log of an editor's decisions: `decisions.jsonl`, one line a decision, checked, and only ever added to."""

import json
from dataclasses import dataclass

from mapapp.errors import DecisionLogUnreadable, Findings
from mapapp.places import verdicts

LOG = "decisions.jsonl"


@dataclass(frozen=True)
class Decision:
    """One line of the log. `at`: when, in UTC; `by`: who; `source`: from what (`from` in the log).

    `selector`: the quote and position selector, in the article's text as found, of what was decided on.
    `before`, `after`: what was there and what is there now, in the form of its kind; `None`: nothing.
    `of`: the id of the decision that an `undo` takes back.
    """

    id: int
    at: str
    by: str
    did: str
    source: dict
    before: object
    after: object
    article: str | None = None
    selector: list | None = None
    place: str | None = None
    proposal: str | None = None
    of: int | None = None

    @property
    def subject(self):
        """What it is about: "commitment", "name", "place", "proposal", "article" or "undo"."""
        return self.did.partition(".")[0]


def open_decisions(geodata):
    """Return every `Decision` of a data folder, in the order of the log; none without a log.

    Raises `DecisionLogUnreadable`, or `Findings`, which names every line that is no decision, and why.
    """
    return read_decisions(geodata / LOG, log_bytes(geodata) or b"")


def read_decisions(path, content):
    """Return every `Decision` in the `content` of the log at `path`. Raises as `open_decisions` does."""
    lines = [(number, line) for number, line in enumerate(log_text(path, content).split("\n"), 1) if line.strip()]
    stated = [(number, _object(path, number, line)) for number, line in lines]
    problems = verdicts.problems(path, stated)
    if problems:
        raise Findings(problems)
    return [_decision(line) for _, line in stated]


def standing(decisions):
    """Return the decisions that stand: those that no standing undo takes back, undos left out."""
    return [decision for decision in in_force(decisions) if decision.did != "undo"]


def in_force(decisions):
    """Return the decisions, undos too, that no undo in force takes back."""
    ids = verdicts.ids_in_force([(decision.id, decision.of) for decision in decisions])
    return [decision for decision in decisions if decision.id in ids]


def log_bytes(geodata):
    """Return the bytes of the log; `None` where there is none. Raises `DecisionLogUnreadable`."""
    try:
        return (geodata / LOG).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as reason:
        raise DecisionLogUnreadable(file=geodata / LOG, line=1, why=reason.strerror) from reason


def log_text(path, content):
    """Return the text of the `content` of the log at `path`. Raises `DecisionLogUnreadable`, which names the line."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as reason:
        line = content[: reason.start].count(b"\n") + 1
        raise DecisionLogUnreadable(file=path, line=line, why=f"byte {reason.start} is not UTF-8") from reason


def _object(path, number, line):
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as reason:
        raise DecisionLogUnreadable(file=path, line=number, why=f"JSON: {reason}") from reason


def _decision(line):
    columns = ("id", "at", "by", "did", "before", "after", "article", "selector", "place", "proposal", "of")
    return Decision(source=line["from"], **{column: line.get(column) for column in columns})
