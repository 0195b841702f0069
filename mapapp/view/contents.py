"""The table of contents of an article: its headings, and under each its themes with what their sentences are."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Theme:
    """Consecutive sentences of one theme: its first line, its places, and how many there are of each scope."""

    commitment: dict
    line: int
    plates: list = field(default_factory=list)
    scopes: Counter = field(default_factory=Counter)


@dataclass
class Section:
    """A heading (`line` and `words` are `None` before the first one) and the themes that follow it."""

    line: int | None
    words: str | None
    themes: list[Theme] = field(default_factory=list)


def contents(paragraphs, plates):
    """Return the `Section`s of an article that is given in `paragraphs`, whichever form they are in."""
    sections = [Section(None, None)]
    for paragraph in paragraphs:
        if paragraph.heading:
            sections.append(Section(paragraph.line, _words(paragraph)))
        for commitment in paragraph.commitments:
            _add(sections[-1].themes, paragraph.line, commitment, plates)
    return [section for section in sections if section.line or section.themes]


def _add(themes, line, commitment, plates):
    if not themes or themes[-1].commitment["theme"] != commitment["theme"]:
        themes.append(Theme(commitment, line))
    themes[-1].scopes[commitment["scope"]] += 1
    named = [plates[place] for place in commitment["places"] if place in plates]
    themes[-1].plates += [plate for plate in named if plate not in themes[-1].plates]


def _words(paragraph):
    return "".join(cut.text for stretch in paragraph.stretches for cut in stretch.cuts)
