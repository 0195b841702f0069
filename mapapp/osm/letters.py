"""The text of a tag."""


def clean(text):
    """Return a text on one line, without characters that print nothing, such as those that turn the direction."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())
