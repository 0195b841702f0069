"""What is said of something through the years: its promises article by article, in time order."""

from dataclasses import dataclass

from mapapp.layers.chronology import in_time


@dataclass(frozen=True)
class Chapter:
    """What one article says of something: the article, and its promises or rows in its own order."""

    article: dict
    said: list


def chapters(promises):
    """Return a `Chapter` for each article of some `Promise`s, the oldest first; one without a date comes last."""
    articles = {promise.article["id"]: promise.article for promise in promises}
    return [
        Chapter(article, [promise for promise in promises if promise.article is article])
        for article in in_time(articles.values())
    ]
