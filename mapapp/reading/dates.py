"""Find the times that a sentence states: days, ends and spans with their year; and those that leave the day open.

Nothing is worked out from what the text does not say: without a year of its own (今年, 年底前, 6月30日), a
time is found and left unfixed, and so is one that can be read in two ways (2025年前), or that only seems to be
a day (2025年2月30日).
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from mapapp.reading.article import Span

KINDS = ("on", "by", "within", "through", "since", "unfixed")
"""A day; a last day; a period of which any day will do; from one day to another; a first day; not to be fixed."""

_YEAR = r"(?:(?<!\d)(?:19|20)\d\d(?!\d)|[一二][〇○零九][〇○零一二三四五六七八九]{2})"
_NUMBER = r"(?:\d{1,2}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_COUNT = r"(?:\d+|[一两二三四五六七八九十]+)"
_QUARTER = "第?[一二三四1-4]季度"
_UNTIL = r"(?P<until>(?<!达)到|至|截至|截止到?|最迟|最晚|不晚于|不迟于)?\s*"
_FEAST = "“?(?:元旦|春节|清明|五一|端午|中秋|国庆|[寒暑]假|汛期|[供采]暖|入冬|[春夏秋冬]季)”?节?"
_AFTER = (
    r"(?:(?P<around>前后|左右)|(?P<before>[之以]?前(?![一二三四五六七八九十\d]))|"
    r"(?P<since>开始|以来|起(?![步草点])))?"
)
_MOMENT = re.compile(
    rf"{_UNTIL}(?P<year>{_YEAR})\s*年度?(?![鉴版])\s*"
    rf"(?:(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度|"
    rf"(?P<month>{_NUMBER})\s*月份?(?:\s*(?P<day>{_NUMBER})\s*[日号]|(?P<third>[上中下])旬)?)?"
    rf"(?:年?(?P<end>[底末])|年?内(?!蒙)|(?P<vague>年?初|年中|中期|{_FEAST}))?{_AFTER}"
)
_NUMERIC = re.compile(
    rf"{_UNTIL}(?P<year>{_YEAR})(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})(?!\d){_AFTER}"
)
_RANGE = re.compile(
    rf"(?P<year>{_YEAR})\s*年?\s*(?:(?P<month>{_NUMBER})\s*月?\s*)?(?:(?P<day>{_NUMBER})\s*[日号]?)?"
    rf"\s*起?(?:[至到]|[-—–~]{{1,2}})\s*"
    rf"(?=[^,，。;；]{{1,12}}[年月日号])(?:(?P<year2>{_YEAR})\s*年\s*)?"
    rf"(?:(?P<month2>{_NUMBER})\s*月\s*)?(?:(?P<day2>{_NUMBER})\s*[日号])?[底末]?"
)
_IN_THE_YEAR = rf"(?:年?[底末初]|年?内|[上下]半年|{_QUARTER}|{_NUMBER}月(?:{_NUMBER}[日号]|[底末初]|[上中下]旬)?)"
_UNFIXED = re.compile(
    rf"(?:(?:[今明后来去]年|本年度?)(?!\S{{0,6}}以来){_IN_THE_YEAR}?|(?<![近几多数每全百年\d])年(?:内(?!蒙)|[底末])|"
    rf"(?<!每年)(?:[上下]半年|{_QUARTER})|"
    rf"(?<!每年)(?<![\d一二三四五六七八九十]){_NUMBER}月(?!坛)(?:{_NUMBER}[日号]|[底末初]|[上中下]旬)?|"
    rf"[本下]个?月[底内]?|{_COUNT}年(?:滚动|专项)?(?:行动|建设|实施)?(?:计划|规划|方案)|"
    rf"{_COUNT}(?:年|个月)(?:[之以]?内|时间)|(?:未来|今后){_COUNT}年|[“\"]十[一二三四五六]五[”\"](?:时期|期间|末))"
    r"(?:[之以]?前|起(?![步草点]))?"
)
_TITLE = re.compile("《[^《》\n]*》")
_WIDE = str.maketrans("０１２３４５６７８９／．－～", "0123456789/.-~")
_DIGIT = str.maketrans("〇○零一二三四五六七八九", "000123456789")


@dataclass(frozen=True)
class StatedTime:
    """A time that a text states at `span`: its kind, and the first and last day that it leaves open, if they are known.

    "by" has no first day and "since" no last; "unfixed" has neither.
    """

    span: Span
    kind: str
    first: date | None = None
    last: date | None = None


def stated_times(text, start=0):
    """Return the `StatedTime`s of a text in Simplified characters, in order; spans count from `start`.

    A name of a document (《…》), a count of years that are over (三年来) and what happens every year are none.
    """
    text = text.translate(_WIDE)
    taken = [Span(*title.span()) for title in _TITLE.finditer(text)]
    found = []
    for order, (pattern, read) in enumerate(_READERS):
        for match in filter(_says_something, pattern.finditer(text)):
            found.append((match.start(), order, _trimmed(match), read(match.groupdict())))
    times = []
    for *_, span, read in sorted(found, key=lambda one: one[:2]):
        if not any(span.start < other.end and other.start < span.end for other in taken):
            taken.append(span)
            times += [StatedTime(Span(start + span.start, start + span.end), *read)] if read else []
    return times


def _says_something(match):
    said = match.groupdict()
    return "year2" not in said or any(said[name] for name in ("year2", "month2", "day2"))


def _trimmed(match):
    return Span(match.start(), match.end() - (len(match[0]) - len(match[0].rstrip())))


def _read_moment(said):
    """Return (kind, first, last) of a moment with its year, `None` for one that merely looks back."""
    if said["since"] == "以来":
        return None
    days = _days(said)
    is_end = said["day"] or said.get("end")
    if not days or said.get("vague") or said["around"] or (said["before"] and not is_end):
        return ("unfixed",)
    if said["since"]:
        return "since", days[0], None
    if said["until"] or said["before"] or said.get("end"):
        return "by", None, days[1]
    return "on" if said["day"] else "within", *days


def _read_range(said):
    """Return (kind, first, last) of a range; what its end leaves out, it has from its beginning."""
    end = {name: said[f"{name}2"] for name in ("year", "month", "day")}
    end["year"] = end["year"] or said["year"]
    end["month"] = end["month"] or (said["month"] if end["day"] else None)
    first, last = _days(said), _days(end)
    return ("through", first[0], last[1]) if first and last and first[0] <= last[1] else ("unfixed",)


def _read_unfixed(_):
    return ("unfixed",)


_READERS = ((_RANGE, _read_range), (_NUMERIC, _read_moment), (_MOMENT, _read_moment), (_UNFIXED, _read_unfixed))


def _days(said):
    """Return the first and last day of what is said, `None` where there is no such day."""
    year = int(said["year"].translate(_DIGIT))
    begin, end = _months(said)
    try:
        first, last = date(year, begin, 1), date(year, end, monthrange(year, end)[1])
        if said["day"]:
            first = last = date(year, begin, _number(said["day"]))
    except ValueError:
        return None
    third = said.get("third")
    if third:
        first = first.replace(day={"上": 1, "中": 11, "下": 21}[third])
        last = last.replace(day={"上": 10, "中": 20, "下": last.day}[third])
    return first, last


def _months(said):
    if said["month"]:
        return (_number(said["month"]),) * 2
    if said.get("quarter"):
        quarter = _number(said["quarter"])
        return 3 * quarter - 2, 3 * quarter
    return {"上": (1, 6), "下": (7, 12)}.get(said.get("half"), (1, 12))


def _number(words):
    """Return a number below 100 in digits or Chinese numerals.

    >>> [_number(words) for words in ("7", "十", "二十", "三十一")]
    [7, 10, 20, 31]
    """
    tens, ten, ones = words.translate(_DIGIT).partition("十")
    return int(tens or 1) * 10 + int(ones or 0) if ten else int(tens)
