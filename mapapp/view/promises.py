"""The sentences that name places, each with its places: the list beside the map."""

from collections import Counter
from dataclasses import dataclass

from mapapp.layers.chronology import moment
from mapapp.view.quotes import Piece, quote_pieces


@dataclass(frozen=True)
class Promise:
    """One sentence of the article: its row, its article, its pieces, and the plates of its places."""

    commitment: dict
    article: dict
    pieces: list[Piece]
    plates: list

    @property
    def id(self):
        return self.commitment["id"]


def promises(layers, plates, form="clean"):
    """Return a `Promise` for each commitment that names a site, in the order of the articles."""
    return [
        promise(commitment, article, plates, form)
        for article in layers.articles.values()
        for commitment in article["commitments"]
        if any(place in plates for place in commitment["places"])
    ]


def promise(stated, article, plates, form="clean"):
    """Return the `Promise` of a commitment stated in an article; its quote is that of the layers' rows."""
    named = [plates[place] for place in stated["places"] if place in plates]
    rows = [row for plate in named for row in plate.properties["commitments"] if row["id"] == stated["id"]]
    commitment = stated | rows[0] if rows else stated
    return Promise(commitment, article, quote_pieces(commitment, article, form), named)


def promises_of(plate, layers, plates, form="clean"):
    """Return the promises that name one site, each with the site's own row, in the time order of their articles."""
    rows = sorted(plate.properties["commitments"], key=lambda row: moment(layers.articles[row["article"]]))
    return [_with_own_row(row, layers.articles[row["article"]], plates, form) for row in rows]


def _with_own_row(row, article, plates, form):
    stated = next((c for c in article["commitments"] if c["id"] == row["id"]), {"places": []})
    named = [plates[place] for place in stated["places"] if place in plates]
    return Promise(stated | row, article, quote_pieces(row, article, form), named)


def drawn_and_not(commitment, plates):
    """Return how many of the places that a commitment names are drawn on the map, and how many are not."""
    drawn = sum(place in plates and plates[place].symbol != "unknown" for place in commitment["places"])
    return drawn, len(commitment["places"]) - drawn


def counts(layers, plates):
    """Return how many commitments there are, by scope, and how many sites are drawn."""
    scopes = Counter(c["scope"] for article in layers.articles.values() for c in article["commitments"])
    drawn = sum(plate.symbol != "unknown" for plate in plates.values())
    return {
        "commitments": scopes.total(),
        "site": scopes["site"],
        "district": scopes["district"],
        "policy": scopes["policy"],
        "sites": len(plates),
        "drawn": drawn,
        "undrawn": len(plates) - drawn,
        "articles": len(layers.articles),
    }
