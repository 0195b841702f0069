"""The article file: its three texts, their position map, and the marks on them."""

from mapapp.atlas.versions import version_rows
from mapapp.layers import store
from mapapp.places.sites import concerned
from mapapp.reading.dates import stated_times
from mapapp.reading.sections import find_headings


def marked_article(atlas, chapter):
    """Return the content of `article-<id>.json`; marks are spans of the clean and the Simplified text."""
    article = chapter.article
    return {
        "id": chapter.id,
        "sha256": store.sha256(article.found),
        "metadata": chapter.metadata,
        "texts": {"found": article.found, "clean": article.clean, "simplified": article.simplified},
        "runs": article.runs,
        "headings": find_headings(article),
        "commitments": [_commitment(atlas, chapter, scoped) for scoped in chapter.survey.commitments],
        "mentions": _mentions(chapter),
        "achievements": [span._asdict() for span in chapter.survey.achievements],
    } | ({"versions": version_rows(chapter)} if chapter.earlier else {})


def _commitment(atlas, chapter, scoped):
    commitment = scoped.commitment
    position = {"line": commitment.line, "sentence": commitment.sentence, **commitment.span._asdict()}
    named = concerned(atlas.gazetteer, chapter.survey, scoped) if scoped.scope == "site" else []
    return chapter.commitment(scoped) | position | {"places": named, "dates": _dates(chapter.article, commitment.span)}


def _dates(article, span):
    """Return the times that a commitment states, word for word; a day that they do not fix is `None`."""
    return [
        {
            **time.span._asdict(),
            "words": article.quote(time.span),
            "kind": time.kind,
            "from": time.first and time.first.isoformat(),
            "to": time.last and time.last.isoformat(),
        }
        for time in stated_times(article.simplified[slice(*span)], start=span.start)
    ]


def _mentions(chapter):
    commitments = chapter.survey.commitments
    owners = {index: chapter.commitment_id(scoped) for scoped in commitments for index in scoped.mentions}
    return [_mention(chapter, named, owners.get(index)) for index, named in enumerate(chapter.survey.mentions)]


def _mention(chapter, named, commitment_id):
    span = named.mention.span
    return {
        **span._asdict(),
        "surface": chapter.article.quote(span),
        "canonical": named.canonical,
        "kind": named.kind,
        "places": named.mention.place_ids,
        "commitment": commitment_id,
        "selectors": chapter.selectors(span),
    }
