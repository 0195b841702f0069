"""From a file of others to a file of proposals: the only thing that an import writes."""

from dataclasses import dataclass

from mapapp.editing.revision import revise
from mapapp.errors import ProposalsUnreadable
from mapapp.intake.ground import Ground
from mapapp.intake.joining import join
from mapapp.intake.matching import match, sift
from mapapp.intake.proposals import dump, header, merged, path_for
from mapapp.intake.proposing import ACTIONS, OPEN, Proposer
from mapapp.intake.returning import corrections, read_own
from mapapp.intake.returning import reading as reading_of
from mapapp.intake.sources import read_source
from mapapp.places.gazetteer import open_gazetteer


@dataclass(frozen=True)
class Account:
    """What became of every object of a file. `path`: of the proposals; `changed`: whether that file did.

    `objects` = `nameless` + `unsupported` + `broken` + `outside` + `used`; those used make `places`, of which
    `matched` are about a row. `proposed`: how many proposals are open, by action; `ambiguous`: of these.
    """

    path: str
    changed: bool
    objects: int
    nameless: int
    unsupported: int
    broken: int
    outside: int
    used: int
    places: int
    matched: int
    ambiguous: int
    decided: int
    proposed: dict


def import_file(file, geodata, wishes):
    """Write the proposals that the file at a path makes for the gazetteer in `geodata`; return the `Account`.

    Nothing else is changed; the same file makes the same bytes. Raises a `BadSource`, a `BadExtract`,
    a `BadProposal`, `Findings` of the gazetteer, or RevisionFailed.
    """
    propose = _proposer(file, geodata, wishes)
    path = path_for(file)
    accounts = []

    def change():
        text = text_of(geodata / path)
        content, account = propose(text)
        accounts.append(account)
        return {path: content.encode("utf-8")} if account.changed else {}

    revise(geodata, change)
    return accounts[0]


def _proposer(file, geodata, wishes):
    """Return a function from the text of the file of proposals (or `None`) to the new text and the `Account`."""
    own = read_own(file, wishes)
    if own:
        return lambda text: _corrected(file, geodata, *own, text)
    ground = Ground(open_gazetteer(geodata).district)
    reading, sha256 = read_source(file, wishes, ground.box)
    return lambda text: _proposed(file, geodata, reading, sha256, text)


def text_of(path):
    """Return the text of a file of proposals, or `None` where there is none. Raises ProposalsUnreadable."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as reason:
        raise ProposalsUnreadable(file=path, why=reason) from reason


def _proposed(file, geodata, reading, sha256, text):
    """Return the text of the file of proposals, and the `Account`."""
    gazetteer = open_gazetteer(geodata)
    ground = Ground(gazetteer.district)
    near, unsupported, outside = sift(reading.candidates, gazetteer, ground)
    verdicts, beyond = match(join(near, ground), gazetteer, ground)
    made = Proposer(gazetteer, ground, (path_for(file), sha256), verdicts, reading.broken).proposals()
    content, told = _written(file, geodata, text, header(file, sha256, reading), made)
    return content, Account(
        **told,
        objects=reading.objects,
        nameless=reading.nameless,
        unsupported=reading.unsupported + unsupported,
        broken=len(reading.broken),
        outside=outside + beyond,
        used=len(near) - beyond,
        places=len(verdicts),
        matched=sum(verdict.place is not None for verdict in verdicts),
    )


def _corrected(file, geodata, rows, sha256, text):
    """Return the text of the file of proposals, and the `Account`, of our own table come back."""
    gazetteer = open_gazetteer(geodata)
    made = corrections(rows, gazetteer, (path_for(file), sha256))
    content, told = _written(file, geodata, text, header(file, sha256, reading_of(rows)), made)
    known = sum(row["id"] in gazetteer.places for row in rows)
    nothing = dict.fromkeys(("nameless", "unsupported", "broken", "outside"), 0)
    return content, Account(**told, **nothing, objects=len(rows), used=len(rows), places=len(rows), matched=known)


def _written(file, geodata, text, told, made):
    """Return the text of the file of proposals once `made` are in it, and what the `Account` says of them."""
    proposals = merged(geodata / path_for(file), text, told, made)
    content = dump(told, proposals)
    open_ones = [proposal for proposal in proposals if proposal["state"] == OPEN]
    return content, {
        "path": path_for(file),
        "changed": content != text,
        "ambiguous": sum(proposal["ambiguous"] for proposal in open_ones),
        "decided": len(proposals) - len(open_ones),
        "proposed": {action: sum(proposal["action"] == action for proposal in open_ones) for action in ACTIONS},
    }
