"""An article read with the gazetteer at hand: what it promises, which places it names, and where the two meet."""

from bisect import bisect_left
from dataclasses import dataclass

from mapapp.places.lasting import uncollected
from mapapp.places.naming import NamedPlace, joined
from mapapp.reading.commitments import Commitment, find_promises
from mapapp.reading.finder import Finder
from mapapp.reading.mentions import Names, find_mentions
from mapapp.reading.scopes import scope_of


@dataclass(frozen=True)
class ScopedCommitment:
    """A commitment with its scope and the indexes of the mentions that lie in it."""

    commitment: Commitment
    scope: str
    mentions: tuple


@dataclass(frozen=True)
class Survey:
    """`commitments`: `ScopedCommitment`s; `achievements`: spans; `mentions`: `NamedPlace`s. Each in text order."""

    commitments: list
    achievements: list
    mentions: list


class Surveyor:
    """Reads any number of articles with one gazetteer."""

    def __init__(self, gazetteer):
        self._places = gazetteer.places
        with uncollected():
            self._names = Names(gazetteer.ids_by_name, folded=True)
        self._finder = Finder()
        self._regions = {place.name_zh_hans[:-1] for place in gazetteer.places.values() if place.kind == "district"}

    def survey(self, article):
        """Return the `Survey` of `article`."""
        known = [self._named(mention) for mention in find_mentions(article, self._names)]
        found = self._finder.find(article, [(place.span, place.kind) for place in known])
        mentions = [named for named in joined(article.simplified, known, found) if named.canonical not in self._regions]
        commitments, achievements = find_promises(article)
        return Survey(scoped(article, commitments, mentions), achievements, mentions)

    def _named(self, mention):
        places = [self._places[id] for id in mention.place_ids]
        return NamedPlace(mention, ";".join(place.name_zh_hans for place in places), places[0].kind)


def scoped(article, commitments, mentions, stated=None):
    """Return the `ScopedCommitment` of each commitment of `article`, given its mentions, both in text order.

    `stated`: the scope of those, by span, of which somebody stated it.
    """
    starts = [named.mention.span.start for named in mentions]
    scoped = []
    for commitment in commitments:
        span = commitment.span
        inside = range(bisect_left(starts, span.start), bisect_left(starts, span.end))
        names_site = any(mentions[index].kind != "district" for index in inside)
        scope = (stated or {}).get(span) or scope_of(article.simplified[slice(*span)], names_site=names_site)
        scoped.append(ScopedCommitment(commitment, scope, tuple(inside)))
    return scoped
