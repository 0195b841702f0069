"""Find what an article promises: its commitments, sentence by sentence, under their themes."""

import re
from dataclasses import dataclass, replace

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


def find_headings(article):
    """Return the numbers of the lines, counted from 1, that stand above others as title or heading."""
    return [line.number for line, _, kind in _lines(article) if kind in ("title", "heading")]


def _body(article):
    """Yield each sentence that may promise or report, with its `Section`."""
    section = chapter = Section()
    for line, words, kind in _lines(article):
        if kind == "heading":
            section = _led(words) or _section(words)
            if genre.SUBORDINATE.match(words):
                section = replace(section, reports=section.reports or chapter.reports)
            else:
                chapter = section
        elif kind == "title":
            section = _led(words) or section
        elif kind == "text" and not genre.PRINCIPLE.match(words):
            yield from _paragraph(article.simplified, line, section)


def _lines(article):
    """Yield each line with its Simplified words and what it is: "title", "heading", "imprint" or "text"."""
    is_first = True
    for line in split_lines(article):
        words = article.simplified[slice(*line.span)].strip(" \t　\ufeff")
        yield line, words, _kind(line, words, is_first=is_first)
        is_first = False


def _kind(line, words, *, is_first):
    """A line without an end mark is a heading, unless it speaks of the future: that only a title may do."""
    if genre.IMPRINT.match(words):
        return "imprint"
    numbered = bool(genre.NUMBERED.match(words)) and not words.endswith(("。", "；", ";"))
    unclosed = not line.is_closed and not line.is_listed and (is_first or not genre.FUTURE.search(words))
    if (unclosed or numbered) and len(line.sentences) == 1 and len(words) <= _LONGEST_HEADING:
        return "title" if is_first else "heading"
    return "text"


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
    words = _bare(words)
    if genre.HEARSAY.search(words) or genre.EXHORTATION.search(words):
        return None
    if _promises(words):
        return "commitment"
    if genre.DONE.search(words) or genre.PAST.search(words):
        return "achievement"
    if genre.UNDER_WAY.search(words) or (genre.DESCRIPTION.match(words) and not section.promises):
        return None
    if section.reports:
        return "achievement"
    return "commitment" if section.promises or _acts(words) else None


def _promises(words):
    """Return whether a sentence speaks of what is to come, be it beside what has been done."""
    if genre.PAST.search(words):
        return bool(genre.STILL_TO_COME.search(words) and (genre.FUTURE.search(words) or _acts_after_report(words)))
    return bool(genre.FUTURE.search(words)) or _acts_after_report(words)


def _acts_after_report(words):
    """Return whether a clause behind the last one that reports says what goes on to be done."""
    clauses = _clauses(words)
    reports = [i for i, clause in enumerate(clauses) if genre.DONE.search(clause) or genre.PAST.search(clause)]
    return bool(reports) and any(genre.STILL_TO_COME.search(clause) for clause in clauses[reports[-1] + 1 :])


def _acts(words):
    return any(map(genre.ACTION_CLAUSE.match, _clauses(words)))


def _clauses(words):
    return [_bare(clause) for clause in _CLAUSE.findall(words)]


def _bare(words):
    """Return words without list marks and enumerators before them."""
    words = words.strip(_OPENING)
    return words[match.end() :].strip(_OPENING) if (match := genre.ENUMERATOR.match(words)) else words
