"""How far a commitment reaches: a site, the whole district, or policy with nothing to see."""

from mapapp.reading import genre

SCOPES = ("site", "district", "policy")


def scope_of(words, *, names_site):
    """Return "site", "district" or "policy" for a commitment in Simplified characters.

    `names_site`: whether it names a place with a position of its own. Without one, a
    commitment about things that can be seen or counted is for the whole district, one about a
    document is policy.
    """
    if names_site:
        return "site"
    if genre.DOCUMENT.match(words.lstrip("（）()一二三四五六七八九十、.0123456789")):
        return "policy"
    return "district" if genre.TANGIBLE.search(words) else "policy"
