"""A file of proposals: `proposals/NAME.json`, a line a fact, so that a difference can be read."""

import json
import re
from pathlib import PurePath

from mapapp.errors import ProposalsOfAnother, ProposalsUnreadable
from mapapp.intake.proposing import ACTIONS, OPEN, STATES
from mapapp.osm.letters import clean

FOLDER = "proposals"
KEYS = {"id": str, "action": str, "row": dict, "from": dict, "why": dict, "ambiguous": bool, "state": str}
LONGEST_NAME = 80
ENDINGS = (".osm.pbf", ".osm", ".pbf", ".geojson", ".jsonld", ".json", ".csv", ".txt", ".xml")


def path_for(file):
    """Return the path, in the data folder, of the proposals that a file makes: the same for every edition of it.

    >>> path_for("extracts/west city.osm.pbf")
    'proposals/west-city.json'
    """
    name = PurePath(file).name
    ending = next((ending for ending in ENDINGS if name.lower().endswith(ending)), "")
    stem = re.sub(r"[^\w-]+", "-", name[: len(name) - len(ending)]).strip("-")[:LONGEST_NAME]
    return f"{FOLDER}/{stem or 'unnamed'}.json"


def header(file, sha256, reading):
    """Return what a file of proposals says of the file that they come from."""
    return {
        "name": clean(PurePath(file).name),
        "sha256": sha256,
        "format": reading.format,
        "source": reading.source,
        "licence": reading.licence,
        "datum": reading.datum,
        "objects": reading.objects,
        "nameless": reading.nameless,
        "broken": [
            {"name": name, "en": reason.sentence("en"), "zh": reason.sentence("zh-hans")}
            for name, reason in reading.broken
        ],
    }


def parse(path, text):
    """Return the header and the proposals in a text. Raises ProposalsUnreadable."""
    try:
        stated = json.loads(text)
        proposals = stated["proposals"]
        sound = isinstance(stated["file"], dict) and all(map(_is_proposal, proposals))
    except (ValueError, RecursionError, KeyError, TypeError) as reason:
        raise ProposalsUnreadable(file=path, why=reason) from reason
    if not sound or len({proposal["id"] for proposal in proposals}) < len(proposals):
        raise ProposalsUnreadable(file=path, why="a proposal is not in our form, or stands twice")
    return stated["file"], proposals


def _is_proposal(proposal):
    typed = all(isinstance(proposal.get(key), type_) for key, type_ in KEYS.items())
    return typed and proposal["action"] in ACTIONS and proposal["state"] in STATES


def merged(path, text, header, proposals):
    """Return proposals with those of the file at `path` (its `text`, or `None`) that were decided on, sorted.

    Decided ones stay as they are and are not made again; open ones are what the file says now.
    Raises ProposalsUnreadable, and ProposalsOfAnother for a file of that name from another source.
    """
    if text is None:
        return sorted(proposals, key=_order)
    before, kept = parse(path, text)
    if before.get("source") != header["source"]:
        raise ProposalsOfAnother(file=path, source=before.get("source"))
    decided = {proposal["id"]: proposal for proposal in kept if proposal["state"] != OPEN}
    every = {proposal["id"]: proposal for proposal in proposals} | decided
    return sorted(every.values(), key=_order)


def dump(header, proposals):
    """Return the text of a file of proposals."""
    broken = "[" + ",".join(f"\n   {_line(one)}" for one in header["broken"]) + "]"
    told = ",\n  ".join(f'"{key}": {broken if key == "broken" else _line(value)}' for key, value in header.items())
    body = ",\n".join(map(_dump_one, proposals))
    return f'{{"file": {{\n  {told}}},\n"proposals": [\n{body}\n]}}\n'


def _dump_one(proposal):
    return " {" + ",\n  ".join(f'"{key}": {_line(value)}' for key, value in proposal.items()) + "}"


def _line(value):
    return json.dumps(value, ensure_ascii=False)


def _order(proposal):
    return proposal["place"] or proposal["row"]["id"], ACTIONS.index(proposal["action"]), proposal["id"]
