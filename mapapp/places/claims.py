"""Which rows of the gazetteer claim a name: one each, or several that share it on purpose."""

from mapapp.errors import NameClaimedTwice, ShareAlone
from mapapp.places.audit import listed, names_of
from mapapp.reading.variants import fold


def ids_by_name(rows):
    """Return each name, folded, with the ids of the rows that claim it, in the order of the table."""
    ids = {}
    for row in rows:
        id = row.id
        names = dict.fromkeys((*names_of(row), *listed(row.shared_aliases)))
        for name in dict.fromkeys(map(fold, names)):
            ids[name] = (*ids[name], id) if name in ids else (id,)
    return ids


def claim_problems(path, rows, ids):
    """Return a problem for each name of two places that is not shared on purpose, or is shared by one alone.

    `ids`: what `ids_by_name` says of the rows; only the few that share something are looked at closely.
    """
    close = {id for owners in ids.values() if len(owners) > 1 for id in owners}
    numbered = [(n, row) for n, row in enumerate(rows, 2) if row.id in close or row.shared_aliases]
    own, shared = _by_name(numbered, names_of), _by_name(numbered, lambda row: listed(row.shared_aliases))
    claims = [owners | shared.get(name, {}) for name, owners in own.items()]
    clashes = [_clash(path, owners) for owners in claims if len(owners) > 1]
    return clashes + [_alone(path, owners) for owners in shared.values() if len(owners) == 1]


def _by_name(numbered, names):
    """Return {folded name: {id: (row number, name)}}."""
    owners = {}
    for number, row in numbered:
        for name in names(row):
            owners.setdefault(fold(name), {}).setdefault(row.id, (number, name))
    return owners


def _clash(path, claims):
    (other, (first, _)), (id, (number, name)) = list(claims.items())[:2]
    return NameClaimedTwice(file=path, row=number, id=id, name=name, other=other, first=first)


def _alone(path, claims):
    ((id, (number, name)),) = claims.items()
    return ShareAlone(file=path, row=number, id=id, name=name)
