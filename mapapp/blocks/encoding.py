"""The encoding of a planner's text: as stated where that is true, and otherwise the reading that makes sense."""

import codecs
import re
import unicodedata
from functools import cache

from mapapp.blocks.findings import noted
from mapapp.errors import EncodingInvalid, EncodingUnknown

CODECS = {
    "UTF-8": "utf-8",
    "UTF-16": "utf-16",
    "GBK": "gb18030",
    "GB18030": "gb18030",
    "Big5": "cp950",
    "Big5-HKSCS": "big5hkscs",
    "EUC-KR": "cp949",
    "Shift_JIS": "cp932",
    "Windows-1252": "cp1252",
}
"""The encodings that may be stated, and the codec by which each is read; GBK is a part of GB18030."""
ALIASES = {
    "UTF-8": ("utf8", "utf8sig", "65001", "cp65001"),
    "UTF-16": ("utf16", "utf16le", "utf16be", "ucs2", "unicode"),
    "GBK": ("gbk", "gb2312", "cp936", "936", "ms936", "windows936", "ansi936", "oem936", "euccn"),
    "GB18030": ("gb18030", "54936", "cp54936"),
    "Big5": ("big5", "cp950", "950", "ms950", "windows950", "ansi950", "oem950"),
    "Big5-HKSCS": ("big5hkscs", "hkscs"),
    "EUC-KR": ("euckr", "cp949", "949", "ansi949", "oem949"),
    "Shift_JIS": ("shiftjis", "sjis", "cp932", "932", "ansi932", "oem932"),
    "Windows-1252": ("cp1252", "1252", "windows1252", "ansi1252", "latin1", "iso88591", "88591"),
}
ENCODINGS = {alias: encoding for encoding, aliases in ALIASES.items() for alias in aliases}
GUESSES = ("UTF-8", "GB18030", "Big5")
BEYOND_ASCII = re.compile(rb"[\x80-\xff][0-9\x40-\xff]*")
"""A run of bytes beyond ASCII with all that may belong to the same characters in any encoding of ours."""
INCOMPLETE = ("unexpected end of data", "incomplete multibyte sequence")
MARKS = {codecs.BOM_UTF8: "UTF-8", codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}
"""The encoding that the first bytes of a file may mark."""
STATED_BONUS, UTF8_BONUS = 0.3, 1.0
"""How much more plausible another reading must be before the stated one, or one that is valid UTF-8, is doubted."""
LEAST_PLAUSIBLE = 0.25
"""Below this a reading is no guess."""
MOST_PRIVATE = 0.2
"""The share of characters for private use beyond which a reading makes no sense."""
MOST_CHARACTERS = 200_000


def known(name):
    """Return the encoding of ours that a name means, in any spelling, or `None`.

    >>> known("ANSI 936"), known("utf8"), known("klingon")
    ('GBK', 'UTF-8', None)
    """
    return ENCODINGS.get("".join(filter(str.isalnum, name)).lower())


def check(wished, name):
    """Refuse an encoding that the planner names and nobody knows. Raises `EncodingUnknown`."""
    if wished and known(wished) is None:
        raise EncodingUnknown(file=name, encoding=wished, candidates=list(CODECS))


def marked(head):
    """Return the encoding that the first bytes of a file mark, or `None`."""
    return next((encoding for mark, encoding in MARKS.items() if head.startswith(mark)), None)


def is_wide(head, name, wished):
    """Return whether a file that begins with the bytes `head` is in UTF-16, by its mark or the planner's word.

    Raises `EncodingInvalid` where it cannot be what the planner says: what separates words has a zero byte.
    """
    if marked(head) == "UTF-16":
        return True
    if known(wished or "") != "UTF-16":
        return False
    if b"\0" not in head:
        raise EncodingInvalid(file=name, encoding="UTF-16", candidates=[*GUESSES])
    return True


def codec(encoding, head):
    """Return the codec by which a file that begins with the bytes `head` is read, without its mark.

    >>> codec("UTF-16", "名称,wkt".encode("utf-16-be"))
    'utf-16-be'
    """
    if encoding == "UTF-8":
        return "utf-8-sig"
    if encoding != "UTF-16" or marked(head) == "UTF-16":
        return CODECS[encoding]
    return "utf-16-be" if head[::2].count(0) > head[1::2].count(0) else "utf-16-le"


def runs(content):
    """Return the different runs of bytes beyond ASCII, none of which begins or ends within a character.

    >>> runs("a=月坛,b=月坛".encode("gbk")) == {"月坛".encode("gbk")}
    True
    """
    return set() if content.isascii() else set(BEYOND_ASCII.findall(content))


def text(value, encoding, *, cut=False):
    """Return bytes as text, by an encoding of ours.

    `cut`: the bytes may end within a character, which is then left out. Raises `UnicodeDecodeError`.
    """
    try:
        return value.decode(CODECS[encoding])
    except UnicodeDecodeError as problem:
        if cut and problem.reason in INCOMPLETE:
            return value[: problem.start].decode(CODECS[encoding])
        raise


def decode(samples, name, stated=(), wished=None, *, cut=()):
    """Return the encoding of `samples`, byte strings that are whole texts, and the `Finding` about it, or `None`.

    `name`: the file's, for sentences. `stated`: what the file says, most trusted first; names that mean nothing are
    passed over. `wished`: what the planner says, which is taken at its word. `cut`: more samples, each of which may
    end within a character. Raises `EncodingInvalid` and `EncodingUnknown`.
    """
    if wished:
        return _as_wished(samples, cut, name, wished)
    stated = [encoding for encoding in map(known, stated) if encoding]
    if all(sample.isascii() for sample in (*samples, *cut)):
        return (stated or GUESSES)[0], None
    readings = _readings(samples, cut, stated)
    if not readings:
        raise EncodingInvalid(file=name, encoding=" / ".join(dict.fromkeys((*stated, *GUESSES))))
    best = max(readings, key=lambda encoding: plausibility(readings[encoding]) + _bonus(encoding, stated))
    certain = best == (stated or GUESSES)[0]
    return best, noted("encoding_used" if certain else "encoding_guessed", encoding=best)


def plausibility(words):
    """Return which share of the characters beyond ASCII are common in Chinese, 0 to 1.

    Text that is read by a wrong encoding has many rare characters: 月壇 in Big5 is る韭 in GB18030.
    """
    wide = [character for character in words[:MOST_CHARACTERS] if character > "\x7f"]
    return sum(character in _common() for character in wide) / max(len(wide), 1)


def _as_wished(samples, cut, name, wished):
    check(wished, name)
    encoding = known(wished)
    if _reading(samples, cut, encoding) is None:
        raise EncodingInvalid(file=name, encoding=encoding, candidates=[*GUESSES])
    return encoding, noted("encoding_used", encoding=encoding)


def _readings(samples, cut, stated):
    readings = {encoding: _reading(samples, cut, encoding) for encoding in dict.fromkeys((*stated, *GUESSES))}
    trusted = {*stated, "UTF-8"}
    valid = {encoding: words for encoding, words in readings.items() if words is not None}
    sensible = {encoding: words for encoding, words in valid.items() if encoding in trusted or _makes_sense(words)}
    return sensible or {encoding: words for encoding, words in valid.items() if _makes_sense(_public(words))}


def _reading(samples, cut, encoding):
    try:
        return "\n".join([text(b"\n".join(samples), encoding), *(text(sample, encoding, cut=True) for sample in cut)])
    except UnicodeDecodeError:
        return None


def _makes_sense(words):
    """Whether characters are common, and none is unassigned, for private use or a control character."""
    odd = any(unicodedata.category(one) in ("Co", "Cn", "Cs", "Cc") for one in set(words) - set("\t\n\r"))
    return not odd and plausibility(words) >= LEAST_PLAUSIBLE


def _public(words):
    """Return text without characters for private use, if they are few: offices keep rare characters of names there."""
    public = "".join(one for one in words if unicodedata.category(one) != "Co")
    return public if len(public) >= len(words) * (1 - MOST_PRIVATE) else ""


def _bonus(encoding, stated):
    return STATED_BONUS * (encoding in stated) + UTF8_BONUS * (encoding == "UTF-8")


@cache
def _common():
    """Return the characters of the first levels of GB 2312 and Big5, and the punctuation that goes with them."""
    cells = range(0xA1, 0xFF)
    simplified = _characters("gb2312", range(0xB0, 0xD8), cells)
    traditional = _characters("cp950", range(0xA4, 0xC7), (*range(0x40, 0x7F), *cells))
    return simplified | traditional | set("“”‘’…—·、。〈〉《》「」『』【】〔〕（），：；？！～％＃")


def _characters(codec, rows, cells):
    return set(bytes(byte for row in rows for cell in cells for byte in (row, cell)).decode(codec, "ignore"))
