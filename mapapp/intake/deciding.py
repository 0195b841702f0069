"""An editor's decisions on proposals: gazetteer, proposals and log change at once or not at all."""

import json
from dataclasses import dataclass
from pathlib import PurePosixPath

from mapapp.editing.revision import revise
from mapapp.errors import GazetteerUnreadable, ProposalDecided, ProposalUnknown
from mapapp.intake.accepting import accepted
from mapapp.intake.proposals import FOLDER, dump, parse, path_for
from mapapp.intake.proposing import ACCEPTED, OPEN, REJECTED
from mapapp.places.decisions import LOG, log_bytes, log_text, read_decisions
from mapapp.places.gazetteer import SHAPES, TABLE

DID = {ACCEPTED: "proposal.accept", REJECTED: "proposal.reject"}


@dataclass(frozen=True)
class Ruling:
    """`state`: accepted or rejected. `by`: who decides. `at`: when, in UTC: `2026-11-28T09:30:00Z`."""

    state: str
    by: str
    at: str


def decide(geodata, ids, ruling):
    """Decide on the proposals of `ids`; return them. Raises as `decided` does, and RevisionFailed."""
    return _decide(geodata, lambda shelves: list(dict.fromkeys(ids)), ruling)


def decide_all(geodata, file, ruling):
    """Decide on all open proposals that `file` made, but for ambiguous ones, which need a choice; return them."""
    path = path_for(file)

    def chosen(shelves):
        if path not in shelves:
            raise ProposalUnknown(ids=path, folder=geodata / FOLDER)
        return [one["id"] for one in shelves[path][1] if one["state"] == OPEN and not one["ambiguous"]]

    return _decide(geodata, chosen, ruling)


def _decide(geodata, choose, ruling):
    decisions = []

    def change():
        texts = _texts(geodata)
        shelves = _shelves(geodata, texts)
        contents, ruled = decided(geodata, texts, choose(shelves), ruling)
        decisions.extend(ruled)
        return {path: text.encode("utf-8") for path, text in contents.items()}

    revise(geodata, change)
    return decisions


def decided(geodata, texts, ids, ruling):
    """Return the contents (path → text) of the files that decisions on the proposals of `ids` change, and these.

    `texts`: path → text of the gazetteer's two files, of every file of proposals and, where there is one, of the log.
    Nothing is read or written: `geodata` is named in sentences. Raises ProposalUnknown, ProposalDecided,
    ProposalOutdated, what a broken log raises, and `Findings` where the gazetteer would break a rule.
    """
    shelves = _shelves(geodata, texts)
    there = {one["id"]: one for _, proposals in shelves.values() for one in proposals}
    unknown = [id for id in ids if id not in there]
    if unknown:
        raise ProposalUnknown(ids=", ".join(unknown), folder=geodata / FOLDER)
    ruled = [there[id] for id in ids]
    for proposal in ruled:
        if proposal["state"] != OPEN:
            raise ProposalDecided(id=proposal["id"], state=proposal["state"])
    contents, changes = {}, [(one["place"], None, None) for one in ruled]
    if ruling.state == ACCEPTED and ruled:
        contents, changes = accepted(geodata, texts, ruled)
    for proposal in ruled:
        proposal["state"] = ruling.state
    contents |= {path: dump(*shelf) for path, shelf in shelves.items() if any(one in ruled for one in shelf[1])}
    decisions = read_decisions(geodata / LOG, texts.get(LOG, "").encode("utf-8"))
    contents[LOG] = _logged(texts.get(LOG, ""), decisions, ruled, changes, ruling)
    return {path: text for path, text in contents.items() if text != texts.get(path, "")}, ruled


def _logged(log, decisions, ruled, changes, ruling):
    """Return the text of the log, which holds `decisions`, with a line for each that is taken now."""
    last = max((decision.id for decision in decisions), default=0)
    lines = [
        {
            "id": number, "at": ruling.at, "by": ruling.by, "did": DID[ruling.state], "place": place,
            "proposal": proposal["id"], "from": proposal["from"], "before": before, "after": after,
        }
        for number, (proposal, (place, before, after)) in enumerate(zip(ruled, changes, strict=True), last + 1)
    ]  # fmt: skip
    ended = log if not log or log.endswith("\n") else log + "\n"
    return ended + "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _texts(geodata):
    """Return the texts of the files that decisions may change, by path."""
    names = [TABLE, SHAPES, *(f"{FOLDER}/{file.name}" for file in sorted((geodata / FOLDER).glob("*.json")))]
    texts = {name: _text(geodata, name) for name in names}
    log = log_bytes(geodata)
    return texts if log is None else texts | {LOG: log_text(geodata / LOG, log)}


def _text(geodata, name):
    try:
        return (geodata / name).read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as reason:
        raise GazetteerUnreadable(file=geodata / name, why=reason) from reason


def _shelves(geodata, texts):
    """Return header and proposals of every file of proposals, by path."""
    return {
        path: parse(geodata / path, text) for path, text in texts.items() if PurePosixPath(path).parent.name == FOLDER
    }
