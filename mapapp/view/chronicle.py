"""What is said of something through the years: article by article, in time order."""

from dataclasses import dataclass

from mapapp.layers.chronology import in_time

MOST_OPEN = 60
"""So many sentences of several articles stand open below each other; where there are more, each article is folded."""


@dataclass(frozen=True)
class Chapter:
    """What one article says of something: the article, and its promises, or its themes as lists of rows, in its order.

    `count`: how many sentences that is. `is_open`: whether a list that folds its chapters shows this one open.
    """

    article: dict
    said: list
    count: int
    is_open: bool = True


def chapters(promises):
    """Return a `Chapter` for each article of some `Promise`s, the oldest first; one without a date comes last."""
    of_article = {}
    for promise in promises:
        of_article.setdefault(promise.article["id"], []).append(promise)
    articles = in_time(said[0].article for said in of_article.values())
    found = [(article, of_article[article["id"]]) for article in articles]
    return _folded([(article, said, len(said)) for article, said in found])


def chapters_of(themes, articles):
    """Return a `Chapter` for each article that has some of `themes`: rows by (article, theme), as of `unmapped`."""
    of_article = {}
    for (article, _), rows in themes.items():
        of_article.setdefault(article, []).append(rows)
    told = in_time(articles[id] for id in of_article)
    found = [(article, of_article[article["id"]]) for article in told]
    return _folded([(article, said, sum(map(len, said))) for article, said in found])


def _folded(found):
    is_open = sum(count for *_, count in found) <= MOST_OPEN
    return [Chapter(*one, is_open) for one in found]
