"""The visitor's language, and our own words in each of the three."""

import json
from dataclasses import dataclass
from pathlib import Path

DEFAULT = "zh-hans"
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
TRADITIONAL = {"hant", "tw", "hk", "mo"}


@dataclass(frozen=True)
class Language:
    """A language: its name in addresses, its tag in HTML, and the properties of a place that are written in it."""

    code: str
    tag: str
    label: str
    title: str
    name: str
    second_name: str
    second_tag: str
    method: str

    @property
    def key(self):
        """The key of this language in the data."""
        return self.code.replace("-", "_")


LANGUAGES = {
    language.code: language
    for language in (
        Language("zh-hans", "zh-Hans", "简", "简体中文", "name_zh_hans", "name_en", "en", "method_zh_hans"),
        Language("zh-hant", "zh-Hant", "繁", "繁體中文", "name_zh_hant", "name_en", "en", "method_zh_hant"),
        Language("en", "en", "EN", "English", "name_en", "name_zh_hans", "zh-Hans", "method"),
    )
}

QUOTATION = {"zh-hans": ("“", "”"), "zh-hant": ("「", "」"), "en": ("“", "”")}
"""The quotation marks of each language."""

WORDS = json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))


def preferred(accept_language):
    """Return the code of the language that an Accept-Language header prefers.

    >>> preferred("zh-TW,zh;q=0.9,en;q=0.8")
    'zh-hant'
    """
    ranges = [_weighed(part, place) for place, part in enumerate(accept_language.split(","))]
    for weight, _, tag in sorted(ranges, key=lambda one: (-one[0], one[1])):
        code = _code(tag)
        if code and weight > 0:
            return code
    return DEFAULT


def _weighed(part, place):
    tag, *options = (piece.strip() for piece in part.lower().split(";"))
    try:
        weight = float(next((option[2:] for option in options if option.startswith("q=")), 1))
    except ValueError:
        weight = 0.0
    return weight, place, tag


def _code(tag):
    """Return our code for a language tag, by language and script; `None` for a language we lack."""
    primary, *parts = tag.split("-")
    if primary == "en":
        return "en"
    if primary in ("zh", "yue"):
        return "zh-hant" if "hans" not in parts and TRADITIONAL & set(parts) else "zh-hans"
    return None


def say(language, key, **values):
    """Return our words for `key` in a language, with `values` filled in."""
    return WORDS[key][language].format(**values)


def day(language, iso):
    """Return an ISO 8601 day, month or year as a language writes it: 2026年11月4日, 4 November 2026, 2026年, 2026."""
    year, *rest = map(int, iso.split("-"))
    if language == "en":
        return " ".join([*map(str, rest[1:]), *(MONTHS[month - 1] for month in rest[:1]), f"{year}"])
    return "".join(f"{number}{sign}" for number, sign in zip((year, *rest), "年月日", strict=False))


def metres(number):
    """Return a number of metres as digits, without a needless fraction."""
    return f"{number:g}"
