"""JSON as RFC 8259 states it, with every number as it was written."""

import json

from mapapp.errors import EncodingInvalid, EncodingUnknown, InvalidJSON

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf8": "UTF-8",
    "gb18030": "GB18030",
    "gbk": "GB18030",
    "gb2312": "GB18030",
    "big5": "Big5",
}
"""The encodings that a planner may ask for, by their name in lower case."""
LONGEST_INTEGER = 300
"""Digits; longer ones are beyond any coordinate and stay text."""


class Real(float):
    """A number that remembers how it was written, as in `1.50`."""

    __slots__ = ("text",)

    def __new__(cls, text):
        number = super().__new__(cls, text)
        number.text = text
        return number

    def __repr__(self):
        return self.text


def parse(text, name):
    """Return the value of a JSON text. Raises InvalidJSON for what RFC 8259 does not allow or leaves open.

    >>> parse('{"area": 0.50}', "units.json")
    {'area': 0.50}
    """
    try:
        return json.loads(
            text, object_pairs_hook=_object, parse_float=_real, parse_int=_integer, parse_constant=_no_constant
        )
    except json.JSONDecodeError as error:
        why = f"{error.msg}, {error.lineno}:{error.colno}"
        raise InvalidJSON(file=name, why_en=why, why_zh=why) from None
    except RecursionError:
        raise InvalidJSON(file=name, why_en="it is nested too deeply", why_zh="嵌套过深") from None
    except _Forbidden as error:
        raise InvalidJSON(file=name, why_en=error.en, why_zh=error.zh) from None


def as_text(value):
    """Return a JSON value as the text of a cell: numbers as written, objects and lists as JSON; `None` for null."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    return json.dumps(value, ensure_ascii=False)


def decode(data, name, wished=None):
    """Return the text of bytes, its encoding, and whether the encoding was guessed.

    UTF-8 goes first, then GB18030, unless the bytes are plainly broken UTF-8. `wished`: the planner's choice.
    Raises EncodingUnknown, EncodingInvalid and InvalidJSON.
    """
    if wished:
        return _decoded_as(data, name, wished), ENCODINGS[wished.lower()], False
    try:
        return data.decode("utf-8-sig"), "UTF-8", False
    except UnicodeDecodeError as error:
        return _guessed(data, name, error.start), "GB18030", True


def _decoded_as(data, name, wished):
    if wished.lower() not in ENCODINGS:
        raise EncodingUnknown(encoding=wished)
    encoding = ENCODINGS[wished.lower()]
    try:
        return data.decode("utf-8-sig" if encoding == "UTF-8" else encoding)
    except UnicodeDecodeError:
        raise EncodingInvalid(file=name, encoding=encoding) from None


def _guessed(data, name, position):
    try:
        if not _broken_utf8(data):
            return data.decode("gb18030")
    except UnicodeDecodeError:
        pass
    raise InvalidJSON(
        file=name, why_en=f"byte {position} is not UTF-8", why_zh=f"第 {position} 字节不是 UTF-8"
    ) from None


def _broken_utf8(data):
    """Tell whether most of what is not ASCII makes sense as UTF-8: text in GB18030 hardly ever does."""
    strange = [character for character in data.decode("utf-8", errors="replace") if character > "\x7f"]
    return 2 * strange.count("\ufffd") < len(strange)


class _Forbidden(Exception):
    def __init__(self, en, zh):
        self.en, self.zh = en, zh


def _object(pairs):
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Forbidden("a key stands twice in one object", "同一对象中有重复的键")
    return found


def _real(text):
    number = float(text)
    return number if repr(number) == text else Real(text)


def _integer(text):
    return int(text) if len(text) <= LONGEST_INTEGER and text != "-0" else Real(text)


def _no_constant(text):
    raise _Forbidden(f"{text} is no number in JSON", f"JSON 中没有数值 {text}")
