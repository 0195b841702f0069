"""What a file of others says of one place, before anybody compares it with the gazetteer."""

import re
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Names:
    """`hans`: Simplified; `hant`, `en`, `pinyin`: as the source states them, or ""; `aliases`: other Chinese names."""

    hans: str
    hant: str = ""
    en: str = ""
    pinyin: str = ""
    aliases: tuple = ()

    @property
    def every(self):
        """Every Chinese name, the main one first."""
        return (self.hans, *self.aliases)


@dataclass(frozen=True)
class Candidate:
    """`refs`: ids in the source, those whose shape is used first. `kind`: one of ours, or `None` where none is known.

    `geometry`: shapely, WGS-84 degrees, or `None`. `accuracy_m`: how far off it may be; `assumed`: that this is our
    assumption. `certain`: `False` where the source itself is not sure. `datum`: the one it came in.
    `beside`: the refs of things of the same name right there, whose shapes are not used. `remarks`: (en, zh) on it.
    """

    refs: tuple
    names: Names
    kind: str | None
    geometry: object
    source: str
    licence: str
    accuracy_m: float
    assumed: bool = True
    certain: bool = True
    datum: str = "WGS-84"
    beside: tuple = ()
    remarks: tuple = ()


@dataclass(frozen=True)
class Reading:
    """What was read of a file: `objects`: how many there are; `broken`: (name, reason) of those without a shape."""

    format: str
    source: str
    licence: str
    datum: str
    objects: int
    nameless: int
    unsupported: int
    candidates: list
    broken: list = field(default_factory=list)


def in_order(refs):
    """Return refs sorted, numbers in them by size.

    >>> in_order(["way/10", "way/9", "node/11"])
    ('node/11', 'way/9', 'way/10')
    """
    return tuple(sorted(refs, key=ref_key))


def ref_key(ref):
    """Return what refs are sorted by."""
    return [part.zfill(20) if part.isdigit() else part for part in re.findall(r"\d+|\D+", ref)], ref
