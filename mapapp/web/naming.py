"""What district and themes are called in the language of a visit."""

from mapapp.layers import query
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
