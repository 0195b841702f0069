"""Lines of a log of decisions, written as the desk writes them."""

import json

from mapapp.places.decisions import LOG
from mapapp.reading import anchors
from mapapp.reading.article import Span, open_article
from tests.conftest import FIRST

ARTICLE = open_article(FIRST / "articles" / "xicheng.txt")
TEXT = ARTICLE.clean
PROMISE = "深入推進垃圾分類管理和轉運站提升工程。"
"""A commitment of the article, xicheng.16.4, which names no place."""
REPORT = "聚焦建設國際一流和諧宜居之都目標"
STREET = {"places": ["nanchang-jie"], "kind": "street", "canonical": "南长街"}


def span_of(words):
    """Return the span of words that stand in the article once."""
    assert TEXT.count(words) == 1
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def selector(words):
    return anchors.selectors(ARTICLE, span_of(words))["found"]


def line(id, did, words=None, after=None, **more):
    """Return one line of the log."""
    stated = {"id": id, "at": "2026-11-28T09:30:00Z", "by": "Li Hua", "did": did}
    if words:
        stated |= {"article": "xicheng", "selector": selector(words)}
    return stated | {"from": {}, "before": None, "after": after} | more


def promise(scope="site", theme=None, **more):
    return {"scope": scope, "theme": theme, "group": None, **more}


def write(geodata, *lines):
    """Write lines as the log of a data folder."""
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines)
    (geodata / LOG).write_text(text, encoding="utf-8")
