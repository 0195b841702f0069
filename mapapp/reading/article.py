"""An article: the text is read once and never altered; findings are spans over it."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from mapapp.errors import ArticleClosed, ArticleEmpty, ArticleMissing, ArticleNotText, ArticleNotUTF8
from mapapp.reading.glosses import strip_glosses
from mapapp.reading.variants import fold, simplify

_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


class Span(NamedTuple):
    """A half-open piece of the clean text: from `start` up to, not including, `end`."""

    start: int
    end: int


@dataclass(frozen=True)
class Article:
    """One text in three aligned forms.

    `found` is the file as it is, `clean` the same without glosses, `simplified` has one
    character for each of `clean`. `origins[i]` is the position in `found` of `clean[i]`.
    All positions are Python string offsets (code points).
    """

    found: str
    clean: str
    origins: list

    @classmethod
    def of(cls, text):
        """Return the `Article` of a text as found."""
        return cls(text, *strip_glosses(text))

    @cached_property
    def simplified(self):
        """The clean text in Simplified characters, of the same length."""
        return simplify(self.clean)

    @cached_property
    def folded(self):
        """The clean text for comparing names, of the same length."""
        return fold(self.clean)

    def quote(self, span):
        """Return the clean text of `span`."""
        return self.clean[span.start : span.end]

    def as_printed(self, span):
        """Return the piece of the file that `span` covers, without a gloss behind its last character."""
        return self.found[slice(*self.in_found(span))]

    def in_found(self, span):
        """Return `span`, which must not be empty, as a `Span` of the text as found."""
        return Span(self.origins[span.start], self.origins[span.end - 1] + 1)

    def in_clean(self, span):
        """Return a `Span` of the text as found as one of the clean text.

        A position inside a gloss counts for the character before it.
        """
        return Span(bisect_right(self.origins, span.start) - 1, bisect_right(self.origins, span.end - 1))

    @cached_property
    def runs(self):
        """The position map, in runs `(clean start, found start, length)` between glosses."""
        starts = [i for i, origin in enumerate(self.origins) if i == 0 or origin != self.origins[i - 1] + 1]
        return [
            (start, self.origins[start], end - start)
            for start, end in zip(starts, [*starts[1:], len(self.origins)], strict=True)
        ]

    def lines(self):
        """Yield the `Span` of each line, without its line end."""
        start = 0
        for end in _LINE_END.finditer(self.clean):
            yield Span(start, end.start())
            start = end.end()
        yield Span(start, len(self.clean))


def open_article(path):
    """Return the `Article` in a UTF-8 file, its line ends and a byte order mark kept.

    Raises `ArticleMissing`, `ArticleClosed`, `ArticleEmpty`, `ArticleNotText` or `ArticleNotUTF8`.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError as reason:
        raise ArticleMissing(file=path) from reason
    except OSError as reason:
        raise ArticleClosed(file=path, why=reason.strerror) from reason
    return read_article(path, content)


def read_article(file, content):
    """Return the `Article` in bytes, which a refusal calls `file`.

    Raises `ArticleEmpty`, `ArticleNotText` or `ArticleNotUTF8`.
    """
    return Article.of(_decode(file, content))


def _decode(path, content):
    if b"\0" in content:
        raise ArticleNotText(file=path, position=content.index(b"\0"))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as reason:
        raise ArticleNotUTF8(file=path, position=reason.start) from reason
    if not text.strip("\ufeff \t\r\n\u3000"):
        raise ArticleEmpty(file=path)
    return text
