"""The themes under which the articles promise, each with an id that filters, feeds and links name it by."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Theme:
    """`id`: `<article>.<line>` of the first line that has it. `name`: the article's own words, Simplified.

    `name_en`: our translation, or `None`. `commitments`: those of the article file, in its order.
    """

    id: str
    article: str
    name: str
    name_en: str | None
    commitments: list = field(default_factory=list)


def themes(layers):
    """Return every `Theme` by its id, in the order of the articles. Sentences under no heading have none."""
    found = {}
    for article in layers.articles.values():
        named = {}
        for commitment in article["commitments"]:
            name = commitment["theme"]
            if name:
                id = f"{article['id']}.{commitment['line']}"
                theme = named.setdefault(name, Theme(id, article["id"], name, commitment.get("theme_en")))
                theme.commitments.append(commitment)
        found |= {theme.id: theme for theme in named.values()}
    return found


def theme_of(layers):
    """Return the id of each commitment's theme by the commitment's id."""
    return {commitment["id"]: theme.id for theme in themes(layers).values() for commitment in theme.commitments}
