"""What can be followed: every promise, from the day it was taken up, and every entry of the status log.

A promise that came in with a new version of its article is dated by the last day of the text before.
"""

from dataclasses import dataclass
from datetime import date

from mapapp.layers import query
from mapapp.layers.themes import themes
from mapapp.layers.versions import since

SUBDISTRICT = "subdistrict"


@dataclass(frozen=True)
class Time:
    """A time that a promise states: its words, what it is, and the first and last day to put it at; `None`: unfixed."""

    words: str
    kind: str
    first: date | None
    last: date | None


@dataclass(frozen=True)
class Item:
    """A promise, or (with `status`, an entry of the log) what became of one, or of a place.

    `day`: ISO 8601. `commitment` and `article`: as the article files state them; `None` for what is said of a place.
    `plates`: the places it is about. `theme`: that of its promise, or `None`.
    """

    day: str
    plates: list
    commitment: dict | None = None
    article: dict | None = None
    theme: object = None
    status: dict | None = None

    @property
    def times(self):
        """The `Time`s that a promise states; none of a status, whose day is its own."""
        return [] if self.status else [_time(stated) for stated in self.commitment.get("dates", ())]

    @property
    def key(self):
        """What tells this item from all others, in texts."""
        told = [self.status[name] for name in ("subject", "date", "status", "quote", "source")] if self.status else []
        return [self.commitment["id"] if self.commitment else "", *told]


def items(layers, plates):
    """Return every `Item`: what became of things, the latest first; then the promises, in the order of the articles."""
    promised = {commitment.commitment["id"]: commitment for commitment in _promises(layers, plates)}
    told = [_told(entry, promised, plates) for entry in layers.status["entries"]]
    newest_last = sorted(filter(None, told), key=lambda item: item.day)
    return [*reversed(newest_last), *promised.values()]


def of_theme(items, id):
    """Return the items about the promises of a theme, and about the places that these name."""
    return _of(items, lambda item: item.theme and item.theme.id == id)


def of_article(items, id):
    """Return the items about the promises of an article, and about the places that these name."""
    return _of(items, lambda item: item.article and item.article["id"] == id)


def _of(items, is_meant):
    named = {plate.id for item in items if is_meant(item) for plate in item.plates}
    return [
        item
        for item in items
        if is_meant(item) or (item.commitment is None and any(plate.id in named for plate in item.plates))
    ]


def of_site(items, id):
    """Return the items about a place."""
    return [item for item in items if any(plate.id == id for plate in item.plates)]


def of_subdistrict(items, id):
    """Return the items about a subdistrict, about what is known to lie in it, and about the whole district."""
    return [
        item
        for item in items
        if (item.commitment and item.commitment["scope"] == "district")
        or any(id in (plate.id, plate.properties["subdistrict"]) for plate in item.plates)
    ]


def subdistricts(layers):
    """Return the features of the subdistricts by id."""
    return {one["id"]: one for one in query.features(layers) if one["properties"]["kind"] == SUBDISTRICT}


def undated(items):
    """Return (item, `Time`) for each time that is stated without a day."""
    return [(item, time) for item in items for time in item.times if not time.first]


def dated(items):
    """Return how many days the items have for a calendar: the day of each status, and every time with a day."""
    return sum(1 if item.status else sum(bool(time.first) for time in item.times) for item in items)


def day_of(item):
    """Return the day of an item as a date."""
    return date.fromisoformat(item.day)


def latest(layers, items):
    """Return the day of the latest item; without any, the latest on which an article was taken up."""
    return max([item.day for item in items] or [article["metadata"]["added"] for article in layers.articles.values()])


def _promises(layers, plates):
    theme_of = {one["id"]: theme for theme in themes(layers).values() for one in theme.commitments}
    for article in layers.articles.values():
        added, came = date.fromisoformat(article["metadata"]["added"]).isoformat(), since(article)
        for commitment in article["commitments"]:
            named = [plates[id] for id in commitment["places"] if id in plates]
            day = max(added, came.get(commitment["id"], added))
            yield Item(day, named, commitment, article, theme_of.get(commitment["id"]))


def _told(entry, promised, plates):
    """Return the `Item` of an entry of the status log, `None` if it is about nothing that is shown."""
    about, day = promised.get(entry["subject"]), date.fromisoformat(entry["date"]).isoformat()
    if about:
        return Item(day, about.plates, about.commitment, about.article, about.theme, entry)
    return Item(day, [plates[entry["subject"]]], status=entry) if entry["subject"] in plates else None


def _time(stated):
    """Return a `Time` at the days to put it at: an end and a period at their last, a beginning at its first."""
    first, last = (day and date.fromisoformat(day) for day in (stated["from"], stated["to"]))
    if stated["kind"] in ("by", "within"):
        first = last
    return Time(stated["words"], stated["kind"], first, last or first)
