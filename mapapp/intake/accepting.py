"""What accepting proposals makes of the gazetteer: pure, from texts to texts."""

import json

from mapapp.editing.rows import with_rows, with_shapes
from mapapp.errors import ProposalOutdated
from mapapp.intake.proposing import NEW
from mapapp.places.gazetteer import SHAPES, TABLE, read_gazetteer
from mapapp.places.ground import check_ground


def accepted(folder, texts, proposals):
    """Return the texts of the gazetteer (file → text) once `proposals` are accepted, and what each changes.

    `texts`: those of its two files in `folder`, which sentences name. The changes: (place, before, after) of each
    proposal in turn, rows with their geometry, or `None`. Raises ProposalOutdated where a row is no longer what it
    was, and `Findings` where the gazetteer would break a rule.
    """
    rows, shapes = stated_rows(read_gazetteer(folder, texts[TABLE], texts[SHAPES]))
    changes = [_change(proposal, rows, shapes) for proposal in proposals]
    touched = dict.fromkeys(place for place, _, _ in changes)
    drawn = {
        proposal["place"] or proposal["row"]["id"]: shape for proposal in proposals if (shape := proposal["geometry"])
    }
    table = with_rows(texts[TABLE], [rows[place] for place in touched])
    geometry = with_shapes(texts[SHAPES], {place: drawn[place] for place in touched if place in drawn})
    check_ground(folder / SHAPES, read_gazetteer(folder, table, geometry))
    return {TABLE: table, SHAPES: geometry}, changes


def stated_rows(gazetteer):
    """Return the rows (column → text) and the geometries of a gazetteer as its files state them, by id."""
    rows = {id: json.loads(row) for id, row in gazetteer.rows.items()}
    return rows, {id: json.loads(shape)["geometry"] for id, shape in gazetteer.shapes.items()}


def _change(proposal, rows, shapes):
    """Change `rows` and `shapes` as a proposal says; return the place, what it was before, and what it is after."""
    id = proposal["place"] or proposal["row"]["id"]
    _check_current(proposal, id, rows, shapes)
    before = whole(id, rows, shapes)
    rows[id] = rows.get(id, {}) | proposal["row"]
    if proposal["geometry"]:
        shapes[id] = proposal["geometry"]
    return id, before, whole(id, rows, shapes)


def whole(id, rows, shapes):
    """Return a row with its geometry, as the log of decisions states it; `None` if there is none."""
    return rows[id] | {"geometry": shapes.get(id)} if id in rows else None


def _check_current(proposal, id, rows, shapes):
    """Raise ProposalOutdated unless the row still holds what stood there when the proposal was made."""
    if proposal["action"] == NEW:
        changed = ["id"] if id in rows else []
    else:
        now, before = whole(id, rows, shapes) or {}, proposal["before"]
        changed = [column for column, value in before.items() if now.get(column) != value]
    if changed:
        raise ProposalOutdated(id=proposal["id"], place=id, columns=", ".join(changed))
