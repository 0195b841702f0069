"""Take pinyin glosses such as `區(qū)` out of a text, and remember where each character stood."""

import re

_MARKED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_GLOSS = re.compile(rf"(?<=[㐀-鿿])[(（](?=[a-zü]*[{_MARKED}])[a-zü{_MARKED}]{{1,6}}[)）]")


def strip_glosses(text):
    """Return `text` without its glosses, and the position in `text` of every character kept.

    A gloss is one syllable with its tone mark, in brackets, right after a Chinese character:

    >>> strip_glosses("區(qū)片(A)")
    ('區片(A)', [0, 5, 6, 7, 8])
    """
    kept = []
    start = 0
    for gloss in _GLOSS.finditer(text):
        kept.extend(range(start, gloss.start()))
        start = gloss.end()
    kept.extend(range(start, len(text)))
    return "".join(text[position] for position in kept), kept
