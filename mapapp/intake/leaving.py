"""The gazetteer as a file for others: a table for a spreadsheet, which can be brought back, or Linked Places."""

import json

from mapapp.errors import GazetteerFormatUnknown
from mapapp.places.audit import COLUMNS, listed
from mapapp.writing import linkedplaces, spreadsheet


def write(gazetteer, file, base=""):
    """Return the bytes of a `Gazetteer` in the format that the ending of the path `file` asks for.

    `base`: the address of the site, for Linked Places. Raises `GazetteerFormatUnknown`.
    """
    ending = file.suffix.lower()
    if ending not in WRITE:
        raise GazetteerFormatUnknown(file=file, endings=", ".join(WRITE))
    return WRITE[ending](gazetteer, base)


def _table(gazetteer, base):
    return spreadsheet.write(COLUMNS, gazetteer.table)


def _linked(gazetteer, base):
    features = [_feature(place, gazetteer) for place in gazetteer.places.values()]
    told = linkedplaces.collection(features, lambda id: f"{base}/places.jsonld#{id}")
    return f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode()


def _feature(place, gazetteer):
    row, drawn = json.loads(gazetteer.rows[place.id]), gazetteer.shapes.get(place.id)
    lists = {"aliases": [*listed(row["aliases"]), *listed(row["shared_aliases"])]}
    typed = {"certainty": place.certainty, "accuracy_m": place.accuracy_m, "subdistrict": place.subdistrict}
    geometry = json.loads(drawn)["geometry"] if drawn else None
    return {"id": place.id, "geometry": geometry, "properties": row | lists | typed}


WRITE = {".csv": _table, ".json": _linked, ".jsonld": _linked}
