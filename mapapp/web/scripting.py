"""What a page tells its script: our words in the visitor's language, names of properties, and addresses."""

import json

from mapapp.layers import query
from mapapp.layers.chronology import in_time
from mapapp.web.edition import MAP_DATA
from mapapp.web.language import WORDS
from mapapp.web.naming import several, title_in, year_in
from mapapp.web.offline import WORKER

FRAME_WORDS = ("sign.", "symbol.", "note.", "map.hint", "receipt.", "link.", "quote.")
"""The beginnings of the keys of our words that the browser writes with."""
SCRIPT_WORDS = (*FRAME_WORDS, "room.", "offline.kept")
"""The same, where it is not a frame."""
NEAR_WORDS = ("near.", "tools.near")
"""The same of those that only the map page needs."""
MAP_WORDS = ("filter.", "find.", "kind.", "site.kind", "tools.failed")
"""Those of the tools over the list: only the map page has them."""


def script_page(visit, district, edition, tool_words=(), frame=None):
    """Return, as JSON, what the browser needs to write in the language and form of a visit.

    `tool_words`: the beginnings of the keys of words that only this page writes with. `frame`: what a page in a
    frame is told of its options.
    """
    language = visit.language
    named = {"articles": _articles(visit, edition.layers)} if tool_words and several(edition.layers) else {}
    return _json(
        named
        | {
            "words": _script_words(visit, district, (*(FRAME_WORDS if frame else SCRIPT_WORDS), *tool_words)),
            "base": visit.root,
            "root": f"{visit.root}{visit.prefix}/",
            "query": visit.query,
            "pages": visit.page_patterns(),
            "served": visit.served,
            "data": MAP_DATA,
            "datum": edition.ground.base.datum,
            "build": edition.mark,
            "worker": None if visit.framed or not visit.served else visit.root + WORKER,
            "frame": frame,
            "form": visit.form,
            "tag": language.tag,
            "name": language.name,
            "second": language.second_name,
            "secondTag": language.second_tag,
            "themes": [[f"theme_{key}", tag] for key, tag in _themes_first(language.key)],
            "method": language.method,
        }
    )


def _articles(visit, layers):
    """Return [id, title, its language, year] of each article, in time order: said only where there are several."""
    title_of, year_of = title_in(visit), year_in(visit)
    return [[one["id"], *title_of(one), year_of(one)] for one in in_time(layers.articles.values())]


def near_panel(visit, layers):
    """Return, as JSON, what "near me" needs to know besides the map: its words, and the names of the subdistricts."""
    names = [[feature["id"], visit.name(feature["properties"])] for feature in query.subdistricts(layers)]
    return _json({"words": _words_of(visit, NEAR_WORDS), "subdistricts": names})


def _themes_first(key):
    """Return (key, tag) of the languages in which a theme may be told, that of the visit first."""
    tags = {"zh_hans": "zh-Hans", "zh_hant": "zh-Hant", "en": "en"}
    return [(key, tags[key]), ("zh_hans", tags["zh_hans"])]


def _script_words(visit, district, beginnings):
    return _words_of(visit, beginnings) | {"sign.said": visit.say("sign.said", district=district)}


def _words_of(visit, beginnings):
    return {key: texts[visit.language.code] for key, texts in WORDS.items() if key.startswith(beginnings)}


def _json(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
