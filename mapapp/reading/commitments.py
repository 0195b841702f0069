"""Find what an article promises: its commitments, sentence by sentence, under their themes."""

import re
from dataclasses import dataclass

from mapapp.reading import genre
from mapapp.reading.article import Span
from mapapp.reading.sentences import split_lines

_CLAUSE = re.compile(r"[^,，;；:：]+")
_OPENING = ' 　“‘「『"《(（-—–•●▪◆○*·0123456789.、．)）①②③④⑤⑥⑦⑧⑨⑩'
_LONGEST_HEADING = 40


@dataclass(frozen=True)
class Section:
    """What stands above a sentence: `theme` and `group` (or `None`), and whether all of it promises, or reports."""

    theme: str | None = None
    group: str | None = None
    promises: bool = False
    reports: bool = False


@dataclass(frozen=True)
class Commitment:
    """A sentence that promises action; `line` and `sentence` count from 1, `theme` is Simplified."""

    line: int
    sentence: int
    span: Span
    theme: str | None
    group: str | None


def find_promises(article):
    """Return the commitments of `article` and the spans of its achievements, each in order.

    Headings, lead sentences, principles, descriptions and imprint are neither.
    """
    commitments, achievements = [], []
    for sentence, section in _body(article):
        verdict = _judge(article.simplified[slice(*sentence.span)], section)
        if verdict == "commitment":
            commitments.append(Commitment(sentence.line, sentence.number, sentence.span, section.theme, section.group))
        elif verdict == "achievement":
            achievements.append(sentence.span)
    return commitments, achievements


def _body(article):
    """Yield each sentence that may promise or report, with its `Section`."""
    text = article.simplified
    section, is_first = Section(), True
    for line in split_lines(article):
        words = text[slice(*line.span)].strip(" \t　\ufeff")
        if _is_heading(line, words):
            section = _headed(words, section, is_title=is_first)
        elif not genre.PRINCIPLE.match(words):
            yield from _paragraph(text, line, section)
        is_first = False


def _is_heading(line, words):
    numbered = bool(genre.NUMBERED.match(words)) and not words.endswith(("。", "；", ";"))
    unclosed = not line.is_closed and not line.is_listed
    return bool(genre.IMPRINT.match(words)) or ((unclosed or numbered) and len(words) <= _LONGEST_HEADING)


def _headed(words, section, *, is_title):
    """Return the section below a heading; a title and an imprint open none."""
    if genre.IMPRINT.match(words):
        return section
    return _led(words) or (section if is_title else _section(words))


def _led(words):
    """Return the `Section` that a lead sentence or numbered heading opens, or `None`."""
    lead = genre.LEAD.match(words)
    if lead:
        return Section(lead["theme"], lead["group"], promises=True)
    numbered = genre.NUMBERED.match(words)
    return _section(numbered["theme"]) if numbered else None


def _section(theme):
    return Section(theme, reports=bool(genre.REPORTING.search(theme)))


def _paragraph(text, line, section):
    first, *rest = line.sentences
    words = text[slice(*first.span)]
    led = _led(words) if rest and len(words) <= _LONGEST_HEADING else None
    for sentence in rest if led else line.sentences:
        yield sentence, led or section


def _judge(words, section):
    """Return "commitment", "achievement" or `None` for a sentence in Simplified characters."""
    words = words.strip(_OPENING)
    if genre.FUTURE.search(words):
        return "commitment"
    if genre.DONE.search(words):
        return "commitment" if _acts_after_report(words) else "achievement"
    if genre.UNDER_WAY.search(words) or (genre.DESCRIPTION.match(words) and not section.promises):
        return None
    if section.promises:
        return "commitment"
    if _acts(words):
        return "achievement" if section.reports else "commitment"
    return None


def _acts(words):
    return not genre.ATTITUDE.match(words) and any(map(genre.ACTION_CLAUSE.match, _clauses(words)))


def _acts_after_report(words):
    """Return whether a clause behind the last one that reports says what is to be done."""
    clauses = _clauses(words)
    last_report = max(i for i, clause in enumerate(clauses) if genre.DONE.search(clause))
    return any("继续" in clause or "下一步" in clause for clause in clauses[last_report + 1 :])


def _clauses(words):
    return [clause.strip(_OPENING) for clause in _CLAUSE.findall(words)]
