"""What the finder of names sees at each character of a line: neighbours, class words, ordinary words, known names."""

import re

from mapapp.reading.classwords import KIND_OF, class_word
from mapapp.reading.lexicon import WORDS

_CLAUSE = re.compile(r"[^,，;；:：。.!！?？“”\"（）()《》\s]+")
_LINK = re.compile("[、和与及跟或]")
_LONGEST_WORD = max(map(len, WORDS))
_FIRST_OF_WORDS = {word[0] for word in WORDS}
_LAST_OF_CLASS_WORDS = {word[-1] for word in KIND_OF}
_FAR = 7
_LONGEST_STEM = 5
_EDGE = "\0" * 2


def traits(line, known):
    """Return a list of traits (strings) for each character of a line in Simplified characters.

    `known`: (start, end, kind) of each name in the line that a gazetteer knows.
    """
    seen = _neighbours(line)
    class_words = {end: word for end in range(1, len(line) + 1) if (word := _class_word(line, end))}
    words = list(_ordinary_words(line))
    _see_class_words(line, class_words, seen)
    _see_words(line, words, seen)
    _see_stems(line, class_words, words, seen)
    _see_links(line, class_words, seen)
    for start, end, kind in known:
        _mark(seen, start, end, f"g{kind}")
    return seen


def _class_word(line, end):
    return class_word(line, end) if line[end - 1] in _LAST_OF_CLASS_WORDS else ""


def _ordinary_words(line):
    """Yield (start, end, class) of the longest ordinary word at each character."""
    for start, character in enumerate(line):
        if character in _FIRST_OF_WORDS:
            for end in range(min(len(line), start + _LONGEST_WORD), start, -1):
                if kind := WORDS.get(line[start:end]):
                    yield start, end, kind
                    break


def _neighbours(line):
    padded = _EDGE + line + _EDGE
    return [
        [f"0{d}", f"-1{c}", f"-2{b}", f"1{e}", f"2{f}", f"-10{c}{d}", f"01{d}{e}", f"12{e}{f}", f"-101{c}{d}{e}"]
        for b, c, d, e, f in zip(padded, padded[1:], padded[2:], padded[3:], padded[4:], strict=False)
    ]


def _see_class_words(line, class_words, seen):
    """Say which class word covers a character, and how far away the next one ends."""
    following, kind = None, ""
    for i in range(len(line) - 1, -1, -1):
        if word := class_words.get(i + 1):
            following, kind = i, KIND_OF[word]
            _mark(seen, i + 1 - len(word), i + 1, f"c{word}")
            _mark(seen, i + 1 - len(word), i + 1, f"k{kind}")
        elif not "一" <= line[i] <= "鿿":
            following = None
        if following is not None:
            seen[i].append(f"f{min(following - i, _FAR)}{kind}")


def _see_words(line, words, seen):
    """Say where ordinary words begin, go on and end."""
    for start, end, kind in words:
        word = f"{kind}{min(end - start, 3)}"
        _mark(seen, start, end, f"w{word}")
        if start:
            seen[start - 1].append(f"wn{word}")
        if end < len(line):
            seen[end].append(f"wp{word}")


def _see_stems(line, class_words, words, seen):
    """Say where a name would begin if it were each class word with what stands unexplained before it."""
    free = ["一" <= character <= "鿿" for character in line]
    for start, end, _ in words:
        free[start:end] = [False] * (end - start)
    for end, word in class_words.items():
        if end > 1 and not class_words.get(end + 1, "").startswith(word):
            start = begin = end - len(word)
            while begin > 0 and start - begin < _LONGEST_STEM and free[begin - 1]:
                begin -= 1
            _mark(seen, begin, end, f"s{min(start - begin, 4)}")


def _see_links(line, class_words, seen):
    """Say of the members of an enumeration whether their neighbours end in a class word."""
    for clause in _CLAUSE.finditer(line):
        members = _members(line, *clause.span())
        if len(members) > 1:
            kinds = ["^", *(KIND_OF.get(class_words.get(end), "-") for _, end in members), "$"]
            for number, (start, end) in enumerate(members, 1):
                around = (
                    f"e<{kinds[number - 1]}",
                    f"e>{kinds[number + 1]}",
                    f"e={kinds[number]}{min(end - start, _FAR)}",
                )
                for i in range(start, end):
                    seen[i] += around


def _members(line, start, end):
    members = []
    for link in _LINK.finditer(line, start, end):
        members.append((start, link.start()))
        start = link.end()
    return [member for member in [*members, (start, end)] if member[0] < member[1]]


def _mark(seen, start, end, trait):
    """Give a trait to the characters of a stretch: to its first, its inner ones and its last in a form of its own."""
    seen[start].append(f"B{trait}")
    for i in range(start + 1, end):
        seen[i].append(f"I{trait}")
    seen[end - 1].append(f"E{trait}")
