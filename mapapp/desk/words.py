"""The desk's own words, in each of the three languages; kinds of places are called as on the map."""

import json
from pathlib import Path

from mapapp.web import language as map_language

WORDS = json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))
KIND = "kind."


def say(code, key, **values):
    """Return the desk's words for `key` in the language `code`, with `values` filled in."""
    if key.startswith(KIND):
        return map_language.say(code, key)
    return WORDS[key][code].format(**values)
