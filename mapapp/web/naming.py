"""What district, themes and articles are called in the language of a visit."""

from mapapp.layers import query
from mapapp.layers.chronology import year
from mapapp.view.quotes import theme


def district_in(visit, edition):
    return visit.name(query.district(edition.layers)["properties"])


def theme_in(visit):
    """Return a function from a commitment and its article to (theme, language tag); in English, as we translate it."""
    form, tag = ("clean", "zh-Hant") if visit.language.code == "zh-hant" else ("simplified", "zh-Hans")

    def told(commitment, article):
        if visit.language.code == "en" and commitment.get("theme_en"):
            return commitment["theme_en"], "en"
        return theme(commitment, article, form), tag

    return told


def several(layers):
    """Return whether a sentence must say which article it is from: there is more than one."""
    return len(layers.articles) > 1


def described(visit, layers):
    """Return the sentence that says what the map is: of one article, or of several."""
    return visit.say("site.description.several" if several(layers) else "site.description")


def title_in(visit):
    """Return a function from an article to (title, language tag); one without a title is called by its id."""

    def told(article):
        facts = article["metadata"]
        if facts["title"]:
            return facts["title"], facts["language"]
        return visit.say("chapter.untitled", id=article["id"]), visit.language.tag

    return told


def date_in(visit):
    """Return a function from an article to its date in words, or that it is not known."""

    def told(article):
        date = article["metadata"]["date"]
        return visit.day(date) if date else visit.say("chapter.undated")

    return told


def cited(visit, article):
    """Return an article as a sentence from it names it, in a line: its title and its year, or that none is known."""
    title, _ = title_in(visit)(article)
    return f"{title} · {year_in(visit)(article)}"


def year_in(visit):
    """Return a function from an article to its year, or that its date is not known."""
    return lambda article: year(article) or visit.say("chapter.undated")
