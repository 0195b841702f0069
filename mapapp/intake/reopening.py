"""Taking back a decision on a proposal: the row as it was, and the proposal open again; or the other way round."""

from mapapp.editing.placing import checked_files
from mapapp.editing.rows import with_row, with_shape, without_row
from mapapp.errors import DecisionOvertaken, ProposalUnknown
from mapapp.intake.accepting import stated_rows, whole
from mapapp.intake.proposals import FOLDER, dump, parse
from mapapp.intake.proposing import ACCEPTED, OPEN, REJECTED

SHAPE = "geometry"


def reopen(state, root, target):
    """Return before, after and the changed files, path → bytes, once `target` is taken back: see `editing.undoing`.

    `root`: the decision on a proposal that this is about in the end; `target`: that one, or an undo. Raises
    `DecisionOvertaken` if the row is not as `target` left it, `ProposalUnknown` if the proposal is gone.
    """
    done = ACCEPTED if root.did == "proposal.accept" else REJECTED
    again = OPEN if _is_done(state, root, target) else done
    files = _restated(state, root.proposal, again)
    now, then = target.after, target.before
    if now != then:
        files |= _restored(state, target, root.place, now, then)
    return now, then, files


def _is_done(state, root, target):
    """Return whether the decision on the proposal stands as long as `target` does."""
    by_id = {decision.id: decision for decision in state.decisions}
    stands = True
    while target.id != root.id:
        target, stands = by_id[target.of], not stands
    return stands


def _restated(state, id, wanted):
    """Return the file of the proposal `id` with its new state."""
    for path in sorted((state.geodata / FOLDER).glob("*.json")):
        header, proposals = parse(path, path.read_bytes().decode("utf-8"))
        for proposal in proposals:
            if proposal["id"] == id:
                proposal["state"] = wanted
                return {f"{FOLDER}/{path.name}": dump(header, proposals).encode("utf-8")}
    raise ProposalUnknown(ids=id, folder=state.geodata / FOLDER)


def _restored(state, target, place, now, then):
    rows, shapes = stated_rows(state.gazetteer)
    id = place or (now or then)["id"]
    if whole(id, rows, shapes) != now:
        raise DecisionOvertaken(id=target.id, what=id)
    if then is None:
        return checked_files(state, without_row(state.table, id), with_shape(state.shapes, id, None))
    cells = {column: text for column, text in then.items() if column != SHAPE}
    drawn = state.shapes if (now or {}).get(SHAPE) == then[SHAPE] else with_shape(state.shapes, id, then[SHAPE])
    return checked_files(state, with_row(state.table, cells), drawn)
