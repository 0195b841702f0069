"""What is published stays: the log must begin with the entries that the wall holds, in their order."""

from difflib import SequenceMatcher

from mapapp.atlas.statusaudit import seen
from mapapp.errors import PublishedRowRewritten, SubjectReworded
from mapapp.layers import schema


def rewritten(path, rows, published):
    """Yield a problem for each published entry that the `rows` (row, cells) of the log do not have in its place.

    Each names the row that stands there now and the one that is published; rows after the last published one are new.
    """
    held = [tuple(entry[column] or "" for column in schema.ENTRY) for entry in published]
    now = [cells for _, cells in rows]
    if now[: len(held)] == held:
        return
    for kind, begin, end, at, until in SequenceMatcher(None, held, now, autojunk=False).get_opcodes():
        for step in range(max(end - begin, until - at) if kind != "equal" else 0):
            where = min(begin + step, end)
            if where < len(held):
                yield _rewritten(path, rows, min(at + step, until), held[where])


def reworded(path, rows, published, subjects):
    """Yield a problem for each published entry whose sentence is no longer the one that it was written about."""
    for row, (subject, *_) in rows[: len(published.entries)]:
        before, now = published.quotes.get(subject), subjects.get(subject)
        if before and now and before != now:
            article = subject.partition(".")[0]
            yield SubjectReworded(file=path, row=row, subject=subject, article=article, before=before, now=now)


def _rewritten(path, rows, at, published):
    row, cells = rows[at] if at < len(rows) else (rows[-1][0] + 1 if rows else 2, None)
    now = f"“{_line(cells)}”" if cells else None
    return PublishedRowRewritten(
        file=path, row=row, now_en=now or "nothing", now_zh=now or "空行", published=f"“{_line(published)}”"
    )


def _line(cells):
    return seen(",".join(cells))
