"""Sites: the places that commitments name, each with every commitment that names it."""

from dataclasses import dataclass, field

from mapapp.places.gazetteer import Place


@dataclass
class Site:
    """A place, and `(article id, ScopedCommitment)` for each commitment that concerns it, in reading order."""

    place: Place
    commitments: list = field(default_factory=list)


def find_sites(gazetteer, surveys):
    """Return a `Site` for each place of `gazetteer`, by id.

    `surveys`: the `Survey` of each article by its id. A commitment of scope `site` belongs to
    every place that it names, regions apart; one of scope `district` to the district alone.
    """
    sites = {id: Site(place) for id, place in gazetteer.places.items()}
    for article_id, survey in surveys.items():
        for scoped in survey.commitments:
            for id in concerned(gazetteer, survey, scoped):
                sites[id].commitments.append((article_id, scoped))
    return sites


def concerned(gazetteer, survey, scoped):
    """Return the ids of the places that a commitment concerns, in the order in which it names them."""
    if scoped.scope == "district":
        return [gazetteer.district.id]
    named = [survey.mentions[index] for index in scoped.mentions if survey.mentions[index].kind != "district"]
    return list(dict.fromkeys(id for place in named for id in place.mention.place_ids))
