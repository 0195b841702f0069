"""What was noticed or assumed while a planner's file was understood, in sentences a person can act on."""

import json
from dataclasses import dataclass, field
from pathlib import Path

WORDS = json.loads(Path(__file__).with_name("findings.json").read_text(encoding="utf-8"))
"""By code: `kind`, "assumption" or "warning", and the sentence in each language, with the names of its facts."""
ASSUMPTION, WARNING = "assumption", "warning"


@dataclass(frozen=True)
class Finding:
    """One thing that was assumed, or that a planner should know.

    `facts` are filled into the sentence. `notes`: short lines without words of a language, such as the units or rows
    concerned and their figures.
    """

    code: str
    facts: dict = field(default_factory=dict)
    notes: tuple = ()

    @property
    def kind(self):
        """Whether this is an assumption of ours or a warning."""
        return WORDS[self.code]["kind"]

    def sentence(self, language):
        """Return the sentence in a language: "en", "zh-hans" or "zh-hant"."""
        return WORDS[self.code][language].format(**self.facts)


def noted(code, *notes, **facts):
    """Return the `Finding` of a code, with its notes and the facts of its sentence.

    >>> noted("encoding_used", encoding="UTF-8").sentence("en")
    'The text was read as UTF-8.'
    """
    return Finding(code, facts, notes)
