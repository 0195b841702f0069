"""The sentences of an article, line by line."""

import re
from dataclasses import dataclass

from mapapp.reading.article import Span
from mapapp.reading.genre import LIST_MARK

_END = r"(?:[。！？!?]|(?<=[一-鿿])(?<![一二三四五六七八九十])\.(?![0-9]))[。！？!?]*[”’」』》)）]*"
_SENTENCE = re.compile(rf".*?(?:{_END}|$)")
_LIST_SENTENCE = re.compile(rf".*?(?:{_END}|[;；][;；。]*|$)")


@dataclass(frozen=True)
class Sentence:
    """A sentence: its line and its number in the line, both counted from 1, and its `Span`."""

    line: int
    number: int
    span: Span


@dataclass(frozen=True)
class Line:
    """A line with its sentences. `is_closed`: the last has an end mark. `is_listed`: it begins like a list item."""

    number: int
    span: Span
    sentences: list
    is_closed: bool
    is_listed: bool


def split_lines(article):
    """Return each `Line` of `article` that holds text."""
    lines = (_line(article.clean, number, span) for number, span in enumerate(article.lines(), 1))
    return [line for line in lines if line.sentences]


def sentence_at(article, position):
    """Return the `Sentence` of `article` that holds a position of the clean text, or `None`."""
    sentences = (sentence for line in split_lines(article) for sentence in line.sentences)
    return next((one for one in sentences if one.span.start <= position < one.span.end), None)


def _line(text, number, span):
    listed = bool(LIST_MARK.match(text, span.start, span.end))
    sentences = _sentences(text, number, span, _LIST_SENTENCE if listed else _SENTENCE)
    closed = bool(sentences) and text[sentences[-1].span.end - 1] in "。！？!?.;；”’」』》"
    return Line(number, span, sentences, closed, listed)


def _sentences(text, line, span, pattern):
    pieces = (_trimmed(text, match) for match in pattern.finditer(text, span.start, span.end))
    return [Sentence(line, number, piece) for number, piece in enumerate(filter(None, pieces), 1)]


def _trimmed(text, match):
    piece = match.group()
    start = match.start() + len(piece) - len(piece.lstrip(" \t　\ufeff"))
    end = match.end() - (len(piece) - len(piece.rstrip(" \t　")))
    return Span(start, end) if start < end else None
