"""Where an editor came from to place a row: the card of an article's queue, and the way back to it."""

from dataclasses import dataclass

from flask import request

from mapapp.desk.queue import FILTERS, read_key
from mapapp.desk.reviewing import next_address
from mapapp.reading.article import Span


@dataclass(frozen=True)
class Origin:
    """The name at `span` of an article, reached while the queue showed `show`."""

    article: str
    span: Span
    show: str

    @property
    def key(self):
        """What the card is called in addresses."""
        return f"n-{self.span.start}-{self.span.end}"

    @property
    def review(self):
        """The path back to the card."""
        return f"/articles/{self.article}?show={self.show}#{self.key}"

    @property
    def other(self):
        """The path of the page on which the name can mean another place."""
        return f"/articles/{self.article}/names/{self.span.start}-{self.span.end}?show={self.show}"

    def onward(self, desk, number):
        """Return the path of the next card that waits, behind this one, decided as `number`."""
        return next_address(desk, self.article, self.span, number, self.show)


def origin(state):
    """Return the `Origin` that the request names, or `None` for none. Raises what is wrong with its article or card."""
    article, key = request.values.get("article"), request.values.get("name")
    if not article or not key:
        return None
    state.article_path(article)
    show = request.values.get("show", "open")
    return Origin(article, read_key(key)[1], show if show in FILTERS else "open")
