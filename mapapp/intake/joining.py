"""Several things of one name that are one place: ways of a street, or a park, its gate and its sign."""

from dataclasses import dataclass, replace

import shapely

from mapapp.intake.candidate import in_order, ref_key
from mapapp.intake.kinds import may_be_one
from mapapp.osm.roads import BESIDE_M, apart, joined
from mapapp.reading.variants import fold

GAP_M, NEXT_TO_M = 300, 150
"""How far apart two lines, or two other things, of one name may lie and still be one place."""

OF_NO_KIND = (None, "other")


@dataclass(frozen=True)
class _Way:
    id: str
    geometry: object


def join(candidates, ground):
    """Return candidates, those of one name, kind and neighbourhood as one, in the order of their refs.

    Lines are joined end to end, and of two carriageways one is kept; of other things the largest lends its shape.
    """
    named = {}
    for candidate, metres in zip(candidates, ground.metres([one.geometry for one in candidates]), strict=True):
        named.setdefault(fold(candidate.names.hans), []).append((candidate, metres))
    places = [_one(cluster, ground) for members in named.values() for cluster in _clusters(members)]
    return sorted(places, key=lambda place: ref_key(place.refs[0]))


def _clusters(members):
    """Return the members, pairs of a candidate and its shape in metres, parted into those that are one place."""
    owner = list(range(len(members)))

    def root(at):
        while owner[at] != at:
            at = owner[at]
        return at

    for at, neighbours in _neighbours(members).items():
        for other in neighbours:
            owner[root(at)] = root(other)
    clusters = {}
    for at, member in enumerate(members):
        clusters.setdefault(root(at), []).append(member)
    return list(clusters.values())


def _neighbours(members):
    """Return for each member those that are the same place; for one of no kind the nearest that has one, if any."""
    placed = [at for at, (_, metres) in enumerate(members) if metres is not None]
    tree = shapely.STRtree([members[at][1] for at in placed])
    found = {}
    for at in placed:
        candidate, metres = members[at]
        near = [placed[index] for index in sorted(tree.query(metres, "dwithin", GAP_M)) if placed[index] != at]
        same = [other for other in near if _is_one(members[at], members[other])]
        kinded = [other for other in same if members[other][0].kind not in OF_NO_KIND]
        if candidate.kind in OF_NO_KIND:
            same = [min(kinded, key=lambda other: metres.distance(members[other][1]))] if kinded else same
        else:
            same = kinded
        found[at] = same
    return found


def _is_one(member, other):
    (candidate, metres), (its, theirs) = member, other
    lines = metres.geom_type.endswith("LineString") and theirs.geom_type.endswith("LineString")
    near = shapely.dwithin(metres, theirs, GAP_M if lines else NEXT_TO_M)
    alike = (candidate.source, candidate.licence) == (its.source, its.licence)
    return near and alike and may_be_one(candidate.kind, its.kind)


def _one(cluster, ground):
    """Return one candidate for the members of a cluster."""
    first, *rest = sorted(cluster, key=_rank)
    if not rest:
        return first[0]
    kind = first[0].kind or next((one.kind for one, _ in rest if one.kind), None)
    is_line = first[1].geom_type.endswith("LineString")
    whole = replace(_road(cluster, ground) if is_line else first[0], kind=kind)
    beside = [ref for one, _ in cluster for ref in one.refs if ref not in whole.refs]
    return replace(whole, names=_names(first[0], [one for one, _ in rest]), beside=in_order(beside))


def _rank(member):
    """Areas before lines before points, of a kind before of none, the largest first, then by ref."""
    candidate, metres = member
    dimension = shapely.get_dimensions(metres) if metres is not None else -1
    size = 0 if metres is None else metres.area or metres.length
    return -dimension, candidate.kind is None, -round(size), *in_order(candidate.refs)


def _road(cluster, ground):
    """Return a candidate with the joined lines of a cluster."""
    ways = {one.refs[0]: (one, metres) for one, metres in cluster if metres.geom_type.endswith("LineString")}
    refs = in_order(ways)
    parts = [_Way(ref, line) for ref in refs for line in shapely.get_parts(ways[ref][1])]
    lines = [line for line, _ in joined(parts)]
    kept, doubled = apart(lines)
    (geometry,) = ground.degrees([_together([lines[place] for place in kept])])
    first = ways[refs[0]][0]
    remarks = (("Of two carriageways one is drawn.", "两条车道只画一条。"),) if doubled else ()
    accuracy_m = first.accuracy_m + BESIDE_M // 2 * bool(doubled)
    return replace(first, refs=refs, geometry=geometry, accuracy_m=accuracy_m, remarks=remarks)


def _together(lines):
    return lines[0] if len(lines) == 1 else shapely.MultiLineString(lines)


def _names(first, others):
    """Return the names of a place: what the first does not state, the next does."""
    every = [first.names, *(one.names for one in others)]
    stated = {
        key: next((value for names in every if (value := getattr(names, key))), "") for key in ("hant", "en", "pinyin")
    }
    aliases = {fold(alias): alias for names in reversed(every) for alias in names.aliases}
    return replace(first.names, **stated, aliases=tuple(sorted(aliases.values())))
