"""Which row of the gazetteer a candidate is about: by name or alias, kind and position; never by a likeness."""

from dataclasses import dataclass, replace

from mapapp.intake.kinds import may_be_one
from mapapp.reading.variants import fold

TOLERANCE_M = 100
"""How much farther than both are off a candidate may lie from the shape of its row."""


@dataclass(frozen=True)
class Verdict:
    """`place`: the row that a candidate is about, or `None`. `why`: (en, zh). `ambiguous`: somebody has to choose."""

    candidate: object
    place: object
    why: tuple
    ambiguous: bool = False


def sift(candidates, gazetteer, ground):
    """Return the candidates that are of a kind of ours, or of a name that a row has, and near; and how many are not."""
    known = gazetteer.ids_by_name
    named = [one for one in candidates if one.kind or any(fold(name) in known for name in one.names.every)]
    shapes = ground.metres([one.geometry for one in named])
    near = [one for one, shape in zip(named, shapes, strict=True) if shape is None or ground.near(shape)]
    return near, len(candidates) - len(named), len(named) - len(near)


def match(places, gazetteer, ground):
    """Return a `Verdict` for each of `places`, candidates that were joined, and how many objects lie outside.

    Of those that no row is about, what does not touch the district is left out.
    """
    shapes = ground.metres([one.geometry for one in places])
    known, rows = gazetteer.ids_by_name, gazetteer.places
    drawn = dict(zip(rows, ground.metres([row.geometry for row in rows.values()]), strict=True))
    verdicts, outside = [], 0
    for place, shape in zip(places, shapes, strict=True):
        verdict = _verdict(place, shape, [rows[id] for id in _ids(place.names, known)], drawn, ground)
        if verdict.place is None and shape is not None and not ground.within(shape):
            outside += len(place.refs) + len(place.beside)
        else:
            verdicts.append(verdict)
    return _namesakes(_contested(verdicts)), outside


def _ids(names, known):
    """Return the ids of the rows that have the main name; where none has it, of those that have another one of it."""
    main = known.get(fold(names.hans), ())
    return main or tuple(dict.fromkeys(id for alias in names.aliases for id in known.get(fold(alias), ())))


def _verdict(candidate, shape, rows, drawn, ground):
    if not rows:
        return Verdict(candidate, None, ("No row has this name.", "地名表里没有这个名称。"))
    alike = [row for row in rows if may_be_one(candidate.kind, row.kind)]
    if not alike:
        return _other_kind(candidate, rows[0])
    away = {row.id: _away_m(shape, drawn[row.id], ground) for row in alike}
    near = [row for row in alike if away[row.id] <= (row.accuracy_m or 0) + candidate.accuracy_m + TOLERANCE_M]
    if len(near) == 1:
        return Verdict(candidate, near[0], _matched(candidate, near[0], away[near[0].id], drawn))
    return _several(candidate, near) if near else _far(candidate, alike[0], away[alike[0].id])


def _away_m(shape, row_shape, ground):
    """Return how many metres a candidate lies from its row; 0 where either has no shape and may be there."""
    if shape is None:
        return 0
    if row_shape is None:
        return 0 if ground.within(shape) else float("inf")
    return shape.distance(row_shape)


def _matched(candidate, row, away_m, drawn):
    own = fold(candidate.names.hans) in map(fold, (row.name_zh_hans, row.name_zh_hant))
    en, zh = ("Same name", "名称相同") if own else ("A name of the row", "名称是该行的别名")
    if drawn[row.id] is None or candidate.geometry is None:
        return f"{en}, in the district.", f"{zh}，位于本区。"
    return f"{en}, {away_m:.0f} m from the row’s shape.", f"{zh}，距该行图形 {away_m:.0f} 米。"


def _other_kind(candidate, row):
    en = (
        f"The row {row.id} has this name and is of kind {row.kind}, not {candidate.kind}: not taken for the same place."
    )
    zh = f"{row.id} 一行有这个名称，但类别是 {row.kind}，不是 {candidate.kind}：不视为同一处。"
    return Verdict(candidate, None, (en, zh), ambiguous=True)


def _far(candidate, row, away_m):
    told_en, told_zh = (f"{away_m:.0f} m away", f"相距 {away_m:.0f} 米") if row.geometry else ("outside", "在区外")
    en = f"The row {row.id} has this name and lies elsewhere ({told_en}): not taken for the same place."
    zh = f"{row.id} 一行有这个名称，但位置不同（{told_zh}）：不视为同一处。"
    return Verdict(candidate, None, (en, zh), ambiguous=True)


def _several(candidate, rows):
    ids = ", ".join(row.id for row in rows)
    why = (f"Several rows have this name: {ids}.", f"几行都有这个名称：{ids}。")
    return Verdict(candidate, None, why, ambiguous=True)


def _contested(verdicts):
    """Return verdicts, those ambiguous that are about one row; the only one of its very kind stays sure."""
    claims = {}
    for verdict in verdicts:
        if verdict.place:
            claims.setdefault(verdict.place.id, []).append(verdict)
    return [_judged(verdict, claims[verdict.place.id]) if verdict.place else verdict for verdict in verdicts]


def _judged(verdict, rivals):
    same_kind = [one for one in rivals if one.candidate.kind == one.place.kind]
    if len(rivals) == 1 or same_kind == [verdict]:
        return verdict
    others = ", ".join(one.candidate.refs[0] for one in rivals if one is not verdict)
    return _unsure(verdict, f"Also of this name there: {others}.", f"此处同名的还有：{others}。")


def _namesakes(verdicts):
    """Return verdicts, those ambiguous that would make several new rows of one name."""
    called = {}
    for verdict in verdicts:
        if not verdict.place:
            called.setdefault(fold(verdict.candidate.names.hans), []).append(verdict)
    return [_told(verdict, called.get(fold(verdict.candidate.names.hans), [])) for verdict in verdicts]


def _told(verdict, namesakes):
    others = ", ".join(one.candidate.refs[0] for one in namesakes if one is not verdict)
    if verdict.place or not others:
        return verdict
    return _unsure(verdict, f"Elsewhere there is another of this name: {others}.", f"别处还有同名的：{others}。")


def _unsure(verdict, en, zh):
    why = (f"{verdict.why[0]} {en}", f"{verdict.why[1]}{zh}")
    return replace(verdict, why=why, ambiguous=True)
