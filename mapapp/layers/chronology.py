"""The articles through the years: in the order of the dates that their sources state, never of guessed ones."""


def in_time(articles):
    """Return articles, the oldest first. One without a date comes last, for nobody knows where it belongs."""
    return sorted(articles, key=moment)


def moment(article):
    """Return what orders an article among others in time; articles of the same date keep the order they come in."""
    date = article["metadata"]["date"]
    return date is None, date or ""


def year(article):
    """Return the year of an article in digits; `None` where no date is stated."""
    date = article["metadata"]["date"]
    return date[:4] if date else None


def taken_up(articles):
    """Return articles in the order in which they were taken up: one that comes later changes nothing before it."""
    return sorted(articles, key=lambda article: (article["metadata"]["added"], article["id"]))
