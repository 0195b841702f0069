"""Traditional and Simplified: conversions that keep the length, so that positions hold."""

from functools import cache

import opencc


def simplify(text):
    """Return `text` in Simplified characters, one for each of `text`.

    By OpenCC's `tw2s`, which looks at words. A line that it would lengthen or shorten is
    converted character by character instead.
    """
    return "\n".join(_simplify_line(line) for line in text.split("\n"))


def fold(text):
    """Return `text` with each character replaced by its Simplified form, whatever stands around it.

    For comparing only: two spellings of one name fold to the same string, in any text.

    >>> fold("動物園") == fold("动物园")
    True
    """
    return text.translate(_FOLD)


def traditional(text):
    """Return `text` in Traditional characters as they are used in Taiwan, by OpenCC's `s2tw`; lengths may differ.

    >>> traditional("什刹海街道")
    '什剎海街道'
    """
    return _to_traditional().convert(text)


def traditional_name(name):
    """Return the name of a place in Traditional characters: as `traditional`, but with what names keep.

    >>> traditional_name("砖塔胡同"), traditional("砖塔胡同")
    ('磚塔胡同', '磚塔衚衕')
    """
    return traditional(name).translate(_KEPT_IN_NAMES)


def traditional_forms(characters):
    """Return {character: the one it folds to} for every Chinese character that folds to another of `characters`.

    Of the blocks CJK Unified Ideographs and their Extension A (Unicode 16, U+3400 to U+9FFF).
    """
    every = [chr(code) for code in range(0x3400, 0xA000)]
    folded = _converter().convert("\n".join(every)).split("\n")
    return {one: to for one, to in zip(every, folded, strict=True) if one != to and to in characters}


def _simplify_line(line):
    converted = _converter().convert(line)
    return converted if len(converted) == len(line) else fold(line)


@cache
def _converter():
    return opencc.OpenCC("tw2s")


@cache
def _to_traditional():
    return opencc.OpenCC("s2tw")


class _Fold(dict):
    """A table for `str.translate` that learns each character when it first meets it."""

    def __missing__(self, code):
        converted = _converter().convert(chr(code))
        self[code] = converted if len(converted) == 1 else chr(code)
        return self[code]


_FOLD = _Fold()
_KEPT_IN_NAMES = str.maketrans("衚衕裡柺溼菸", "胡同里拐濕煙")
