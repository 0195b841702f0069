"""From verdicts to proposals: a new row, a position, a better shape, further names; none of them changes anything."""

import hashlib
import json
from collections import Counter

import shapely

from mapapp.intake.fitting import as_geojson, fit, kind_for
from mapapp.intake.slugs import Slugs
from mapapp.intake.telling import method, origin
from mapapp.places.audit import COLUMNS
from mapapp.reading.pinyin import Readings
from mapapp.reading.variants import fold, traditional_name

NEW, POSITION, GEOMETRY, ALIAS, CORRECTION = ACTIONS = ("new", "position", "geometry", "alias", "correction")
OPEN, ACCEPTED, REJECTED = STATES = ("open", "accepted", "rejected")
TIMES_BETTER = 2
"""A shape is proposed in place of a sure one where it is at most half as far off."""
ALIKE = (0.5, 2)
"""How much smaller and larger than what is there it may be."""
ID_LENGTH = 12


class Proposer:
    """Makes proposals for a gazetteer of what a file says.

    `origin`: the path of its proposals, and its SHA-256. `verdicts`: on the places in it. `broken`: (name, reason) of
    those objects that have no shape.
    """

    def __init__(self, gazetteer, ground, origin, verdicts, broken=()):
        places = gazetteer.places.values()
        self._gazetteer, self._ground = gazetteer, ground
        self._path, self._sha256 = origin
        self._known = gazetteer.ids_by_name
        self._slugs = Slugs(gazetteer.places, Readings((place.name_zh_hans, place.pinyin) for place in places))
        self._claims = Counter(name for verdict in verdicts for name in {*map(fold, verdict.candidate.names.every)})
        self._verdicts, self._broken = verdicts, {}
        for name, reason in broken:
            self._broken.setdefault(fold(name), []).append(reason.facts["ref"])

    def proposals(self):
        """Return every proposal, a dict each, in the order of the verdicts."""
        return [proposal for verdict in self._verdicts for proposal in self._of(verdict)]

    def _of(self, verdict):
        if verdict.place is None:
            return [self._new(verdict)]
        return [one for one in (self._placed(verdict), self._named(verdict)) if one]

    def _new(self, verdict):
        candidate = verdict.candidate
        kind = kind_for(candidate.kind or "other", candidate.geometry)
        placed = fit(candidate, kind, self._ground) if kind != "district" else None
        aliases, shared = self._free(candidate.names.aliases)
        row = dict.fromkeys(COLUMNS, "") | self._names(candidate, aliases) | origin(candidate)
        row |= {"kind": kind} | self._position(placed)
        row |= method(candidate, placed, _dimension(candidate), _made(candidate.names))
        why = _left_out(verdict.why, shared)
        return self._proposal(verdict, NEW, row, placed and placed.geometry, None, why)

    def _names(self, candidate, aliases):
        names = candidate.names
        syllables = [said for said in self._slugs.syllables(names.hans) if said]
        id = self._slugs.new(names.hans, candidate.refs[0])
        return {
            "id": id,
            "name_zh_hans": names.hans,
            "name_zh_hant": names.hant or traditional_name(names.hans),
            "name_en": names.en or id.replace("-", " ").title(),
            "pinyin": names.pinyin or " ".join(syllables) or id,
            "aliases": _both_forms(aliases),
        }

    def _position(self, placed):
        if placed is None:
            return {}
        beyond = "yes" if self._ground.beyond(placed.geometry) else ""
        return {"certainty": placed.certainty, "accuracy_m": str(placed.accuracy_m), "beyond": beyond}

    def _placed(self, verdict):
        """Return the proposal of a position or a better shape for a row, or `None`."""
        candidate, place = verdict.candidate, verdict.place
        placed = fit(candidate, place.kind, self._ground)
        if placed is None or (place.geometry is None and place.kind == "district"):
            return None
        if place.geometry is not None and not self._is_better(placed, place):
            return None
        position = self._position(placed)
        row = position | {"beyond": position["beyond"] or ("yes" if place.beyond else "")} | origin(candidate)
        row |= method(candidate, placed, _dimension(candidate))
        action = POSITION if place.geometry is None else GEOMETRY
        return self._proposal(verdict, action, row, placed.geometry, self._before(place, row), verdict.why)

    def _is_better(self, placed, place):
        """Return whether a shape shows a row better: as much of it, surer or far less off, and of about its size."""
        new, old = self._ground.metres([placed.geometry, place.geometry])
        more = shapely.get_dimensions(new) - shapely.get_dimensions(old)
        if more < 0 or (more == 0 and not _alike(new, old, place.certainty)):
            return False
        surer = placed.certainty != "approximate"
        much_less_off = placed.accuracy_m * TIMES_BETTER <= place.accuracy_m
        return surer or much_less_off if place.certainty == "approximate" else surer and much_less_off

    def _named(self, verdict):
        """Return the proposal of further names for a row, or `None`. Who is ambiguous names nothing."""
        names, place = verdict.candidate.names, verdict.place
        if verdict.ambiguous:
            return None
        free, shared = self._free(names.every)
        if not free:
            return None
        row = {"aliases": ";".join((*place.aliases, _both_forms(free)))}
        shared = [name for name in shared if place.id not in self._known.get(fold(name), ())]
        why = _left_out(verdict.why, shared)
        return self._proposal(verdict, ALIAS, row, None, self._before(place, row, shape=False), why)

    def _free(self, names):
        """Return those of names that nobody else has or claims, and the others."""
        free = [name for name in names if self._claims[fold(name)] == 1 and fold(name) not in self._known]
        return free, [name for name in names if name not in free]

    def _before(self, place, row, *, shape=True):
        """Return what stands in the columns that `row` sets and, with `shape`, as shape."""
        stated = json.loads(self._gazetteer.rows[place.id])
        held = {column: stated[column] for column in row}
        drawn = self._gazetteer.shapes.get(place.id)
        return held | {"geometry": json.loads(drawn)["geometry"] if drawn else None} if shape else held

    def _proposal(self, verdict, action, row, geometry, before, why):
        candidate, place = verdict.candidate, verdict.place.id if verdict.place else None
        broken = self._broken.get(fold(candidate.names.hans), ())
        what = row["aliases"] if action == ALIAS else fold(candidate.names.hans)
        return {
            "id": hashed(self._path, candidate.source, candidate.refs[0], action, place or "", what),
            "action": action,
            "place": place,
            "row": row,
            "geometry": geometry and as_geojson(geometry),
            "before": before,
            "from": {
                "source": candidate.source,
                "ref": ", ".join(candidate.refs),
                "licence": candidate.licence,
                "sha256": self._sha256,
            },
            "why": dict(zip(("en", "zh"), _beside(why, candidate.beside, broken), strict=True)),
            "ambiguous": verdict.ambiguous,
            "state": OPEN,
        }


def _alike(new, old, certainty):
    """Return whether two shapes in metres are about as large; of an approximate area the size says nothing."""
    if old.area:
        return certainty == "approximate" or ALIKE[0] <= new.area / old.area <= ALIKE[1]
    return not old.length or ALIKE[0] <= new.length / old.length <= ALIKE[1]


def _dimension(candidate):
    return shapely.get_dimensions(candidate.geometry) if candidate.geometry is not None else -1


def _made(names):
    """Return what of a new row's names is made by machine, (en, zh) each."""
    every = (
        ("Traditional characters", "繁体名称", names.hant),
        ("pinyin", "拼音", names.pinyin),
        ("English name", "英文名称", names.en),
    )
    return [(en, zh) for en, zh, stated in every if not stated]


def _both_forms(names):
    """Return names as a cell holds them, each in Simplified and, where that differs, in Traditional characters."""
    return ";".join(dict.fromkeys(form for name in names for form in (name, traditional_name(name))))


def _left_out(why, shared):
    if not shared:
        return why
    told = ", ".join(shared)
    return f"{why[0]} Not taken over, as others have it too: {told}.", f"{why[1]}另有他处使用、未采用的名称：{told}。"


def _beside(why, beside, broken):
    """Return (en, zh) with what else has the name: `beside` it, or without a shape."""
    en, zh = why
    if beside:
        en, zh = f"{en} Of the same name beside it: {', '.join(beside)}.", f"{zh}旁边同名的还有：{'、'.join(beside)}。"
    if broken:
        en, zh = f"{en} Broken and left out: {', '.join(broken)}.", f"{zh}已损坏、未采用：{'、'.join(broken)}。"
    return en, zh


def hashed(*parts):
    """Return the id of a proposal: the same for the same texts."""
    return hashlib.sha256("\n".join(parts).encode("utf-8")).hexdigest()[:ID_LENGTH]
