"""What the page of sources and accounts says: whom to thank for what, what is not on the map, what can be followed."""

from mapapp.layers import schema
from mapapp.layers.chronology import in_time
from mapapp.layers.themes import themes
from mapapp.publish import follow
from mapapp.view import sources


def accounts(edition, _):
    """Return the values of the page; they are the same for every visit."""
    layers = edition.layers
    return {
        "layers": layers,
        "articles": in_time(layers.articles.values()),
        "ledger": {reason: sources.unmapped(layers, reason) for reason in schema.REASONS},
        "unplaced": sources.unplaced(layers),
        "unlisted": sources.unlisted(layers),
        "credits": sources.credits(layers),
        "themes": themes(layers),
        "subdistricts": follow.subdistricts(layers),
        "undated": follow.undated(edition.followed),
        "dated": follow.dated(edition.followed),
    }
