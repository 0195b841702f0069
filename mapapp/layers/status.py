"""What became of a promise: the entries about a place or a sentence, and what the newest of them says."""

from dataclasses import dataclass

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Progress:
    """All that is known about one place or sentence. `entries`: newest first, as the wall states them."""

    entries: tuple = ()

    @property
    def status(self):
        """What the newest entry says; `unknown` without one."""
        return self.entries[0]["status"] if self.entries else UNKNOWN

    @property
    def known_on(self):
        """The day of the newest entry (ISO 8601); `None` without one: then nothing is known."""
        return self.entries[0]["date"] if self.entries else None


def progress_of(layers, *subjects):
    """Return the `Progress` of some ids taken together: newest day first, and of one day the row written last."""
    newest_last = sorted(layers.status["entries"], key=lambda entry: entry["date"])
    return Progress(tuple(entry for entry in reversed(newest_last) if entry["subject"] in subjects))


def progress_of_site(layers, feature):
    """Return the `Progress` of a place: the entries about it, and about every commitment that concerns it."""
    commitments = (commitment["id"] for commitment in feature["properties"]["commitments"])
    return progress_of(layers, feature["id"], *commitments)
