"""Undoing: taking back a decision is a decision too, and what is not as the decision left it is not touched."""

from mapapp.editing.adding import hashes, paths_of
from mapapp.editing.deciding import Deed
from mapapp.editing.placing import checked_files, written
from mapapp.editing.rows import with_row_text, with_shape, with_shape_text, without_row
from mapapp.errors import AnchorRefused, ArticleTaken, DecisionHeld, DecisionOvertaken, DecisionUnknown
from mapapp.places.decided import overlap, span_of


def undo(state, id, others=None):
    """Return the deed that a decision, or an undo, no longer stands. Raises why it cannot be taken back.

    `others`: how files are put back after decisions that other rooms take, by what these are about: a function of
    the state, the decision, and what is taken back, that returns before, after and the changed files.
    """
    target = next((decision for decision in state.in_force if decision.id == id), None)
    if target is None:
        raise DecisionUnknown(id=id)
    root = _root(state, target)
    later = next((one for one in state.standing if one.id > id and _rests_on(state, one, root)), None)
    if later:
        raise DecisionHeld(id=id, later=later.id)
    undoing = (_UNDOING | (others or {})).get(root.subject, _leave_files)
    before, after, files = undoing(state, root, target)
    told = {"article": root.article, "place": root.place, "proposal": root.proposal}
    where = {name: value for name, value in told.items() if value}
    return Deed("undo", {}, before, after, where | {"of": id}, files)


def _root(state, target):
    """Return the decision that an undo, or an undo of an undo, is about in the end."""
    by_id = {decision.id: decision for decision in state.decisions}
    while target.did == "undo":
        target = by_id[target.of]
    return target


def _rests_on(state, later, root):
    if root.subject == "article":
        return later.article == root.article
    if root.subject in ("place", "proposal"):
        place = _row_of(root)
        return place is not None and (_row_of(later) == place or (_made_row(root) and place in _places(later)))
    return (later.article, later.subject) == (root.article, root.subject) and _touch(state, later, root)


def _row_of(decision):
    """Return the id of the row that a decision wrote; `None` for any other."""
    if decision.did == "proposal.accept":
        return decision.after["id"]
    return decision.place if decision.subject == "place" else None


def _made_row(decision):
    return decision.before is None or decision.before.get("row", "") is None


def _places(decision):
    return decision.after.get("places", ()) if decision.subject == "name" and decision.after else ()


def _touch(state, one, other):
    """Return whether two decisions are on the same words of an article."""
    article = state.article(one.article)
    return any(overlap(first, second) for first in _spans(article, one) for second in _spans(article, other))


def _spans(article, decision):
    for selector in (decision.selector, (decision.after or {}).get("selector")):
        try:
            yield from [span_of(article, selector)] if selector else []
        except AnchorRefused:
            continue


def _leave_files(state, root, target):
    return target.after, target.before, {}


def _restore_row(state, root, target):
    """Put row and shape back as they were before, to the byte; refuse if they are not as the decision left them."""
    now, then = target.after, target.before
    if written(state.table, state.shapes, root.place) != now:
        raise DecisionOvertaken(id=target.id, what=root.place)
    files = checked_files(
        state, _with_row(state, root.place, then["row"]), _with_shape(state, root.place, then["shape"])
    )
    return now, then, files


def _with_row(state, id, row):
    return without_row(state.table, id) if row is None else with_row_text(state.table, id, row)


def _with_shape(state, id, shape):
    return with_shape(state.shapes, id, None) if shape is None else with_shape_text(state.shapes, id, shape)


def _restore_article(state, root, target):
    """Take the files of an article away, and keep what they held in the line; or put them back from there."""
    text, metadata = paths_of(root.article)
    if target.after is None:
        if (state.geodata / text).exists():
            raise ArticleTaken(id=root.article)
        kept = target.before
        files = {text: kept["text"].encode("utf-8"), metadata: kept["metadata"].encode("utf-8")}
        return None, kept, files
    held = {"text": _text(state.geodata / text), "metadata": _text(state.geodata / metadata)}
    if held != target.after and hashes(held) != target.after:
        raise DecisionOvertaken(id=target.id, what=root.article)
    return held, None, {text: None, metadata: None}


def _text(path):
    """Return the text of a file of an article; "" where it is not there any more."""
    return path.read_bytes().decode("utf-8") if path.exists() else ""


_UNDOING = {"place": _restore_row, "article": _restore_article}
"""How the files of a decision are put back, by what it is about."""
