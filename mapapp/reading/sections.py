"""What stands above a sentence: the headings and lead sentences of an article, and what their sections hold."""

import re
from dataclasses import dataclass, replace

from mapapp.reading import genre
from mapapp.reading.clauses import acts, bare
from mapapp.reading.sentences import Sentence, split_lines

_LONGEST_HEADING = 40
_LONGEST_LEAD = 24
_LONGEST_NOUN = 12
_SEVERAL_OR_COUNTED = re.compile("[,，；;0-9]")
_TITLE_END = re.compile("[。；;.][”’」』》]?$|[!?！？]$")
_TOP = -1
_SEVERAL = 4


@dataclass(frozen=True)
class Section:
    """`theme` and `group` (or `None`), and `holds`: what its heading says of the sentences below, of `genre.HOLDS`.

    `promises`: a lead sentence says that all of it promises. `acts`: the heading itself begins with what is done.
    """

    theme: str | None = None
    group: str | None = None
    holds: str | None = None
    promises: bool = False
    acts: bool = False


@dataclass(frozen=True)
class Placed:
    """A `Sentence` with its `Section`, whether its line `is_listed`, and whether it `leads` or `opens` what follows.

    `kind`: what the title says the article is, of `genre.KINDS`, or `None`. `is_unheaded`: it stands in a text of
    several lines, below no heading.
    """

    sentence: Sentence
    section: Section
    is_listed: bool
    leads: bool
    opens: bool
    kind: str | None
    is_unheaded: bool


def find_headings(article):
    """Return the numbers of the lines, counted from 1, that stand above others as title or heading."""
    return [line.number for line, _, kind in _lines(article) if kind in ("title", "heading")]


def placed_sentences(article):
    """Yield each sentence of `article` that may promise or report, as `Placed`."""
    lines = list(_lines(article))
    kind_of_text = _kind_of_text([words for _, words, _ in lines[:2]])
    above = [(_TOP, Section())]
    for line, words, kind in lines:
        if kind == "heading" or (kind == "title" and _led(words)):
            above = _under(above, words)
        elif kind == "announcement":
            level, section = above[-1]
            above[-1] = (level, replace(section, holds=_announced(words) or section.holds))
        elif kind == "text" and not genre.PRINCIPLE.match(words):
            is_unheaded = len(lines) >= _SEVERAL and above[-1][1].theme is None and above[-1][1].holds is None
            for sentence, section, leads, opens in _paragraph(article.simplified, line, above[-1][1]):
                yield Placed(sentence, section, line.is_listed, leads, opens, kind_of_text, is_unheaded)


def _under(above, words):
    """Return the headings, each with its level, that stand above what follows a new one."""
    own = _led(words) or section_of(genre.HEADING.match(words)["theme"])
    level = _level(words)
    kept = [one for one in above if one[0] < level]
    return [*kept, (level, replace(own, holds=_below(own.holds, kept[-1][1].holds)))]


def _announced(words):
    """Return what a line such as 今年将抓好以下工作： says of those below it."""
    if re.search("[一二三四五几多]年来|[做抓办干]了|取得|过去|主要做法", words):
        return "report"
    return "plan" if re.search("将|(?<!主)要|今年|明年|今后|下一步|未来|重点", words) else None


def _kind_of_text(titles):
    return next((kind for kind, pattern in genre.KINDS.items() if any(map(pattern.search, titles))), None)


def _below(own, above):
    """Return what a section holds that stands below another: what was done, or is wrong, stays so unless it plans."""
    return above or own if above in ("report", "problem") and own != "plan" else own or above


def _lines(article):
    """Yield each line with its Simplified words and what it is: "title", "heading", "imprint" or "text"."""
    lines = split_lines(article)
    words = [article.simplified[slice(*line.span)].strip(" \t　\ufeff") for line in lines]
    marks = [_mark(one) for one in words]
    for number, line in enumerate(lines):
        among = marks[number] in marks[max(0, number - 1) : number] + marks[number + 1 : number + 2]
        is_title = number == 0 or (number == 1 and words[1].startswith("—"))
        is_item = line.is_listed and not is_title and (among or marks[number] != "1")
        behind = words[number + 1] if number + 1 < len(lines) else ""
        is_lone = bool(behind) and (
            (not among and len(words[number]) <= _LONGEST_LEAD) or _is_above(words[number], behind)
        )
        yield line, words[number], _kind(line, words[number], is_title=is_title, is_item=is_item, is_lone=is_lone)


def _level(words):
    """Return the level of a heading: the lower the number, the higher it stands."""
    return next((level for level, pattern in genre.LEVELS if pattern.match(words)), len(genre.LEVELS))


def _is_above(words, behind):
    """Return whether a few numbered words that count nothing stand above the line behind them."""
    numbered = genre.NUMBERED.match(words)
    plain = numbered and len(numbered["theme"]) <= _LONGEST_NOUN and not _SEVERAL_OR_COUNTED.search(numbered["theme"])
    return bool(plain) and _level(words) < _level(behind) and not genre.ENTRY.match(behind)


def _mark(words):
    """Return what kind of mark stands at the head of a line: "1" for 1. and (2), "一、" or "(一)", "①", "●"."""
    mark = genre.LIST_MARK.match(words) or genre.COUNTER.match(words)
    plain = re.sub("[0-9]+.*", "1", mark.group().strip("(（ 　")) if mark else ""
    return re.sub("[一二三四五六七八九十]+", "一", plain)


def _kind(line, words, *, is_title, is_item, is_lone):
    """A line without an end mark is a heading, unless it speaks of the future: that only a title may do.

    One that begins with a number may have an end mark, if it stands between lines of another kind.
    """
    if genre.IMPRINT.match(words):
        return "imprint"
    if genre.GREETING.match(words):
        return "greeting"
    if words.startswith("【") and words.endswith("】"):
        return "heading"
    if genre.ANNOUNCEMENT.search(words) and len(words) <= _LONGEST_HEADING:
        return "announcement"
    numbered = bool(genre.NUMBERED.match(words)) and (is_lone or not words.endswith(("。", "；", ";")))
    closed = _TITLE_END.search(words) if is_title else line.is_closed
    unclosed = not closed and not is_item and (is_title or not genre.FUTURE.search(words))
    if (unclosed or numbered) and len(line.sentences) == 1 and len(words) <= _LONGEST_HEADING:
        return "title" if is_title else "heading"
    return "text"


def _led(words):
    """Return the `Section` that a lead sentence or numbered heading opens, or `None`."""
    lead = genre.LEAD.match(words)
    if lead:
        return Section(lead["theme"], lead["group"], promises=True)
    numbered = genre.NUMBERED.match(words)
    return section_of(numbered["theme"]) if numbered else None


def section_of(theme):
    """Return the `Section` below a heading."""
    does = acts(bare(theme))
    named = (what for what, pattern in genre.HOLDS.items() if pattern.search(theme))
    holds = next((what for what in named if what == "plan" or not does), None)
    return Section(theme, holds=holds, acts=does)


def _paragraph(text, line, section):
    first, *rest = line.sentences
    words = text[slice(*first.span)]
    led = _led(words) if rest and len(words) <= _LONGEST_HEADING else None
    below = replace(led, holds=_below(led.holds, section.holds)) if led else section
    for sentence in rest if led else line.sentences:
        if genre.ENTRY.match(text, *sentence.span):
            continue
        following = line.sentences[sentence.number :]
        leads, opens = _leads(text, sentence, following) if following else (False, False)
        yield sentence, below, leads, opens


def _leads(text, sentence, following):
    """Return whether a short sentence of one clause is counted, and whether it opens a line uncounted."""
    words, behind = text[slice(*sentence.span)], text[slice(*following[0].span)]
    counted = bool(genre.COUNTER.match(words))
    several = re.search("[:：0-9]" if counted else "[,，:：0-9]", genre.COUNTER.sub("", words))
    if several or genre.COUNTER.match(behind) or len(words) > _LONGEST_LEAD:
        return False, False
    return counted, sentence.number == 1 and not counted
