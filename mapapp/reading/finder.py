"""Find names of places that no gazetteer knows, by a small model of our own (`names.crf`).

The model is a conditional random field over the characters of a line, trained by `scripts/train_names` on labelled
texts of our own. Its library is CRFsuite (Okazaki 2007).
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pycrfsuite

from mapapp.reading.article import Span
from mapapp.reading.bodies import in_title, names_body
from mapapp.reading.classwords import KIND_OF, class_word, kind_of
from mapapp.reading.classwords import LONGEST as LONGEST_CLASS_WORD
from mapapp.reading.lexicon import WORDS
from mapapp.reading.mentions import Names
from mapapp.reading.traits import traits

MODEL = Path(__file__).with_name("names.crf")
TOPONYMS = Path(__file__).with_name("toponyms.txt")
"""Names known all over the country that no class word gives away (五道口), one a line, in Simplified characters."""

_LINE = re.compile("[^\r\n\x85\u2028\u2029]+")
_REACHES = re.compile("[东南西北](?:起|至|抵|临|邻|接|到|靠|依|连)")
_NUMBER = "(?:[0-9]+|[一二三四五六七八九十百千两几多数]+)"
_COUNTED = re.compile(f"{_NUMBER}余?(?:条|个|座|处|块|栋|家|所|项|段|片|余)|第[一二三四五六七八九十]+")
_VAGUE = {
    *("水系", "绿道", "公路", "老街", "停车场", "公交场站", "夜市", "片区", "地区", "商圈", "街区", "中心", "景区"),
    *("园区", "步行街"),
}
"""Class words that, behind a name, mostly speak of something else there."""
_BEFORE_NAMES = "了着说隔把被"
_SHORTEST_AGAIN = 3


@dataclass(frozen=True)
class FoundName:
    """A name that is found: its span in the clean text and the kind of place that it sounds like."""

    span: Span
    kind: str


class Finder:
    """Finds names with the model that comes along, which is opened once."""

    def __init__(self, model=MODEL):
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open(str(model))
        self._familiar = familiar()

    def find(self, article, known=()):
        """Return the `FoundName`s in `article`, in order.

        `known`: (`Span`, kind) of each name that a gazetteer knows there, in order; it helps to see the others.
        """
        text = article.simplified
        titles = in_title(text)
        hints = sorted([*known, *hints_of(article.folded, self._familiar)])
        spans = [kept for span in self._marked(text, hints) if (kept := whole(text, span))]
        spans = [span for span in again(text, spans) if not titles[span.start]]
        return [FoundName(span, kind_of(text[slice(*span)])) for span in spans]

    def _marked(self, text, hints):
        """Yield the spans that the model marks, line by line."""
        hints = list(reversed(hints))
        for line in _LINE.finditer(text):
            start, end = line.span()
            inside = []
            while hints and hints[-1][0].start < end:
                span, kind = hints.pop()
                inside.append((span.start - start, span.end - start, kind))
            for begin, stop in marked(self._tagger.tag(traits(line.group(), inside))):
                yield Span(start + begin, start + stop)


def familiar():
    """Return the `Names` that are well known all over the country."""
    return Names({name: (name,) for name in TOPONYMS.read_text(encoding="utf-8").split()})


def hints_of(folded, names):
    """Return (`Span`, "familiar") of each of `names` in a folded text."""
    return [(span, "familiar") for _, span in names.matches(folded)]


def marked(tags):
    """Yield (start, end) of each stretch that tags mark: B, I … E, or S alone."""
    start = None
    for i, tag in enumerate(tags):
        if tag in "BS":
            start = i
        if tag in "ES" and start is not None:
            yield start, i + 1
        if tag in "ESO":
            start = None


def whole(text, span):
    """Return `span` without a verb before the name and with the class word behind it; `None` if it is no name."""
    end = _with_class_word(text, span.end)
    start = _without_verb(text, span.start, end)
    name = text[start:end]
    if len(name) < 2 or name in WORDS or name in KIND_OF or _COUNTED.match(name) or names_body(text, start, end):
        return None
    return Span(start, end)


def _with_class_word(text, end):
    """Return where the name ends with the class word that follows, or that its last character begins (路 in 路口)."""
    for further in range(min(len(text), end + LONGEST_CLASS_WORD), end, -1):
        word = class_word(text, further)
        if len(word) > 1 and further - len(word) <= end and word not in _VAGUE:
            return further
    return end


def _without_verb(text, start, end):
    while start < end and (not text[start].isalnum() or (text[start] in _BEFORE_NAMES and end - start > 3)):
        start += 1
    if _REACHES.match(text, start) and end - start > 3:
        return start + 2
    for length in (3, 2):
        rest = text[start + length : end]
        if WORDS.get(text[start : start + length]) == "v" and len(rest) > len(class_word(rest, len(rest))) > 0:
            return start + length
    return start


def again(text, spans):
    """Return `spans` and every other place where one of their names stands by itself, in order."""
    names = {text[slice(*span)] for span in spans if span.end - span.start >= _SHORTEST_AGAIN}
    if not names:
        return spans
    taken = bytearray(len(text))
    for start, end in spans:
        taken[start:end] = b"\1" * (end - start)
    others = [span for _, span in Names({name: (name,) for name in names}).matches(text)]
    return sorted(spans + [span for span in others if not any(taken[slice(*span)]) and whole(text, span) == span])
