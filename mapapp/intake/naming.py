"""The names of a thing, from the tags of OpenStreetMap or the columns of a table; none is made up here."""

import re

from mapapp.intake.candidate import Names
from mapapp.osm.letters import clean
from mapapp.reading.pinyin import is_chinese
from mapapp.reading.variants import fold, simplify

HANS = ("name_zh_hans", "name:zh-Hans", "name:zh-CN", "name:zh", "name_zh", "name", "名称", "地名", "标准名称", "title")
HANT = ("name_zh_hant", "name:zh-Hant", "name:zh-TW", "name:zh-HK")
EN = ("name_en", "name:en", "英文名", "英文名称")
PINYIN = ("pinyin", "拼音")
OTHERS = (
    "aliases", "alt_name", "alt_name:zh", "old_name", "old_name:zh", "short_name", "short_name:zh", "official_name",
    "official_name:zh", "loc_name", "loc_name:zh", "name:zh-Hans-CN", "别名", "曾用名", "简称",
)  # fmt: skip
LEAST, LONGEST, LONGEST_ENGLISH = 2, 60, 120
LATIN = re.compile("[A-Za-z]")
BETWEEN = re.compile("[;；|]")


def names_of(tags):
    """Return the `Names` in tags (key → text), or `None` without a Chinese one of 2 to 60 characters."""
    stated = [name for keys in (HANS, HANT) for key in keys for name in _parts(tags, key)]
    chinese = [name for name in stated if is_chinese(name)]
    if not chinese:
        return None
    main = simplified(chinese[0])
    aliases = [simplified(name) for name in chinese[1:] if not LATIN.search(name)]
    aliases += [simplified(name) for key in OTHERS for name in _parts(tags, key) if is_chinese(name)]
    different = {fold(name): name for name in reversed(aliases) if fold(name) != fold(main)}
    return Names(
        hans=main,
        hant=next((name for key in HANT for name in _parts(tags, key) if fold(name) == fold(main)), ""),
        en=next((name for key in EN for name in _parts(tags, key, LONGEST_ENGLISH) if not is_chinese(name)), ""),
        pinyin=next((name for key in PINYIN for name in _parts(tags, key) if re.fullmatch("[a-z ]+", name)), ""),
        aliases=tuple(sorted(different.values())),
    )


def simplified(name):
    """Return a name in Simplified characters; one that has no others stays as it is."""
    return name if fold(name) == name else simplify(name)


def _parts(tags, key, longest=LONGEST):
    parts = (clean(part) for part in BETWEEN.split(tags.get(key) or ""))
    return [part for part in parts if LEAST <= len(part) <= longest]
