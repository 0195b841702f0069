"""The subdistricts: what names each of them, and which places are known to lie in it."""

from dataclasses import dataclass

from mapapp.layers import query
from mapapp.view import sources


@dataclass(frozen=True)
class Subdistrict:
    """`plate`: its own, if a sentence names it. `plates`: of the places that a source puts in it.

    `unplaced`: the entries of the ledger that a source puts in it, by (kind, reason): its communities.
    """

    feature: dict
    plate: object
    plates: list
    unplaced: dict

    @property
    def id(self):
        return self.feature["id"]

    @property
    def properties(self):
        return self.feature["properties"]


def subdistricts(layers, plates):
    """Return every `Subdistrict` by its id, in the order of the gazetteer.

    Where a place lies is only what its row says; nothing is worked out from positions.
    """
    return {
        feature["id"]: Subdistrict(
            feature,
            plates.get(feature["id"]),
            [plate for plate in plates.values() if plate.properties["subdistrict"] == feature["id"]],
            sources.unplaced(layers, feature["id"]),
        )
        for feature in query.subdistricts(layers)
    }
