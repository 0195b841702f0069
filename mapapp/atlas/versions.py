"""Earlier versions of the articles: which texts are kept, and what each says that the next one does not.

`articles/earlier/<id>.<day>.txt` is the text of the article `<id>` that was current until that day.
"""

from datetime import date

from mapapp.errors import VersionNameRefused
from mapapp.layers.store import sha256
from mapapp.reading.changes import changes

FOLDER = "earlier"


def earlier_paths(folder):
    """Return {article: {day: path}} of the texts kept in a folder of articles, the oldest first.

    Raises `VersionNameRefused` for one that is called otherwise, or of which there is no article.
    """
    found = {}
    for path in sorted((folder / FOLDER).glob("*.txt")):
        id, _, day = path.stem.rpartition(".")
        if not is_day(day) or not (folder / f"{id}.txt").exists():
            raise VersionNameRefused(file=path)
        found.setdefault(id, {})[day] = path
    return found


def is_day(text):
    """Return whether a text is a day as a file name states it: 2026-11-24."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def version_rows(chapter):
    """Return the `versions` of an article file (see `layers.versions`) for a `Chapter` with its earlier ones."""
    following = [*chapter.earlier.values(), chapter][1:]
    return [
        _row(until, version, after) for (until, version), after in zip(chapter.earlier.items(), following, strict=True)
    ]


def quotes(chapter):
    """Return the words of each commitment of a `Chapter` by its id, in the order of the text."""
    return {
        chapter.commitment_id(scoped): chapter.article.quote(scoped.commitment.span)
        for scoped in chapter.survey.commitments
    }


def changes_between(before, after):
    """Return the `Changes` from one `Chapter` to another."""
    return changes(quotes(before), quotes(after), after.article.clean)


def _row(until, version, after):
    found = changes_between(version, after)
    return {
        "until": until,
        "sha256": sha256(version.article.found),
        "text": version.article.found,
        "commitments": [_commitment(version, scoped) for scoped in version.survey.commitments],
        "changes": {
            "unchanged": list(found.unchanged),
            "moved": [{"from": before, "to": now} for before, now in found.moved],
            "vanished": list(found.vanished),
            "new": list(found.new),
            "still_said": list(found.still_said),
        },
    }


def _commitment(version, scoped):
    commitment = scoped.commitment
    position = {"line": commitment.line, "sentence": commitment.sentence, **commitment.span._asdict()}
    return version.commitment(scoped) | position
