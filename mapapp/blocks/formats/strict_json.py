"""JSON as RFC 8259 states it, with every number as it was written: a real one stays the bytes of its digits."""

import json

from mapapp.blocks import encoding
from mapapp.blocks.findings import noted
from mapapp.errors import EncodingInvalid, InvalidJSON

HEAD_BYTES = 4096
LONGEST_INTEGER = 300
"""Digits; longer ones are beyond any coordinate."""


def parse(text, name):
    """Return the value of a JSON text. Raises InvalidJSON for what RFC 8259 does not allow or leaves open.

    >>> parse('{"area": 0.50, "floors": 6}', "units.json")
    {'area': b'0.50', 'floors': 6}
    """
    try:
        return json.loads(
            text, object_pairs_hook=_object, parse_float=str.encode, parse_int=_integer, parse_constant=_no_constant
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
    if isinstance(value, bytes):
        return value.decode()
    return json.dumps(value, ensure_ascii=False, default=float)


def decode(data, name, wished=None):
    """Return the text of bytes, its encoding, and the `Finding` about it, or `None`.

    `wished`: the encoding that the planner names. Raises EncodingUnknown and EncodingInvalid, and InvalidJSON for
    bytes that make sense in no encoding of ours.
    """
    try:
        found, heard = _encoding(data, name, wished)
        return data.decode(encoding.codec(found, data[:HEAD_BYTES])), found, heard
    except (EncodingInvalid, UnicodeDecodeError):
        if wished:
            raise EncodingInvalid(file=name, encoding=encoding.known(wished), candidates=[*encoding.GUESSES]) from None
        raise InvalidJSON(file=name, why_en="it is not UTF-8", why_zh="不是 UTF-8 编码") from None


def _encoding(data, name, wished):
    if encoding.is_wide(data[:HEAD_BYTES], name, wished):
        return "UTF-16", noted("encoding_used", encoding="UTF-16")
    return encoding.decode([*encoding.runs(data)], name, [encoding.marked(data) or ""], wished)


class _Forbidden(Exception):
    def __init__(self, en, zh):
        self.en, self.zh = en, zh


def _object(pairs):
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Forbidden("a key stands twice in one object", "同一对象中有重复的键")
    return found


def _integer(text):
    return int(text) if len(text) <= LONGEST_INTEGER and text != "-0" else text.encode()


def _no_constant(text):
    raise _Forbidden(f"{text} is no number in JSON", f"JSON 中没有数值 {text}")
