"""The time line as it is shown: each entry with what it is about, where its words are from, and in which language."""

import re
from dataclasses import dataclass

from mapapp.layers.status import progress_of, progress_of_site
from mapapp.view.tongues import CHINESE

HOST = re.compile(r"https?://([^/?#\\@\s]+)(?=[/?#]|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Said:
    """One entry. `sentence`: the commitment that it is about; `None` where it is about the place itself."""

    entry: dict
    sentence: dict | None

    @property
    def host(self):
        """The host that its words are from, as the address has it; `None` for an address that must not be a link."""
        found = HOST.match(self.entry["source"])
        return found[1] if found else None


def timeline(layers, feature):
    """Return a `Said` for each entry about a place or a sentence that concerns it, newest first."""
    return _said(layers, progress_of_site(layers, feature))


def newest(layers):
    """Return the newest `Said` about each sentence that has an entry of its own, by the sentence's id."""
    told = {id: _said(layers, progress_of(layers, id))[0] for id in {e["subject"] for e in layers.status["entries"]}}
    return {id: said for id, said in told.items() if said.sentence}


def _said(layers, progress):
    sentences = {c["id"]: c for article in layers.articles.values() for c in article["commitments"]}
    return [Said(entry, sentences.get(entry["subject"])) for entry in progress.entries]


def tongue(text):
    """Return the language tag of words that somebody else wrote: Chinese where some of them are; else not known: ""."""
    return "zh" if CHINESE.search(text) else ""
