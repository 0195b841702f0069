"""Pinyin without tones: what a table of names states by hand comes first, then what pypinyin reads.

pypinyin alone reads 什刹海 as *shen sha hai* and 大栅栏 as *da zha lan*.
"""

import re
import unicodedata
from functools import lru_cache

from pypinyin import lazy_pinyin

from mapapp.reading.variants import fold

UNREAD = "-"
"""What stands for a character that has no reading."""

KEPT = 10_000
"""Of how many names and sentences the reading is remembered: at the desk every decision builds anew."""

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇]+")
_DIGITS = dict(zip("0123456789", ["ling", "yi", "er", "san", "si", "wu", "liu", "qi", "ba", "jiu"], strict=True))
_BETWEEN = re.compile(r"[\s'’·-]+")


def is_chinese(text):
    """Return whether there is a Chinese character in a text."""
    return bool(_HAN.search(text))


class Readings:
    """The readings of characters in texts, given names whose reading is known.

    `names`: pairs of a Chinese name and its pinyin, a syllable a character. Where a name is
    read otherwise than pypinyin would, it and its beginnings (大栅 and 大栅栏 of 大栅栏街道)
    are read like that wherever they stand; where two names disagree, the first counts.
    """

    def __init__(self, names):
        self._taught = {}
        for name, pinyin in names:
            self._teach(fold(name), _spoken(pinyin))
        longest_first = sorted(self._taught, key=lambda piece: (-len(piece), piece))
        self._known = re.compile("|".join(map(re.escape, longest_first)) or "(?!)")

    def syllables(self, text):
        """Return a syllable in plain letters for each character of `text`, *v* for ü, `UNREAD` for what is not read."""
        folded = fold(text)
        read = list(_by_dictionary(folded))
        for known in self._known.finditer(folded):
            read[known.start() : known.end()] = self._taught[known[0]]
        return read

    def _teach(self, name, syllables):
        by_dictionary = list(_by_dictionary(name))
        if len(syllables) != len(name):
            return
        for length in range(2, len(name) + 1):
            if syllables[:length] != by_dictionary[:length]:
                self._taught.setdefault(name[:length], syllables[:length])


@lru_cache(maxsize=KEPT)
def _by_dictionary(text):
    read = [_DIGITS.get(character, UNREAD) for character in text]
    for run in _HAN.finditer(text):
        syllables = lazy_pinyin(run[0], errors=lambda unknown: [UNREAD] * len(unknown))
        if len(syllables) == len(run[0]):
            read[run.start() : run.end()] = syllables
    return tuple(read)


def _spoken(pinyin):
    """Return the syllables of a pinyin text in plain lower-case letters."""
    marked = unicodedata.normalize("NFD", pinyin.lower()).replace("u\u0308", "v")
    plain = "".join(letter for letter in marked if not unicodedata.combining(letter))
    return [syllable for syllable in _BETWEEN.split(plain) if syllable]
