"""A draft of a row for a name outside the gazetteer: what can be computed is filled in, to be read and corrected."""

from mapapp.places.audit import COLUMNS
from mapapp.reading.pinyin import Readings
from mapapp.reading.variants import simplify, traditional_name

ENDINGS = {
    "体育馆": ("building", "Gymnasium"), "文化馆": ("building", "Cultural Centre"),
    "幼儿园": ("building", "Kindergarten"), "饭店": ("building", "Hotel"), "宾馆": ("building", "Hotel"),
    "剧场": ("building", "Theatre"), "小区": ("area", "Estate"),
    "胡同": ("hutong", "Hutong"), "大街": ("street", "Street"), "街道": ("subdistrict", "Subdistrict"),
    "公园": ("park", "Park"), "广场": ("area", "Square"), "社区": ("community", "Community"),
    "故居": ("heritage", "Former Residence"), "市场": ("market", "Market"), "商场": ("market", "Shopping Centre"),
    "大厦": ("building", "Tower"), "剧院": ("building", "Theatre"), "医院": ("building", "Hospital"),
    "小学": ("building", "Primary School"), "中学": ("building", "Middle School"), "博物馆": ("building", "Museum"),
    "图书馆": ("building", "Library"), "地铁站": ("transport", "Metro Station"), "街": ("street", "Street"),
    "路": ("street", "Road"), "巷": ("hutong", "Lane"), "桥": ("transport", "Bridge"),
    "站": ("transport", "Station"), "湖": ("water", "Lake"), "河": ("water", "River"), "海": ("water", "Lake"),
    "寺": ("heritage", "Temple"), "庙": ("heritage", "Temple"), "塔": ("heritage", "Pagoda"),
    "楼": ("building", "Building"),
}  # fmt: skip
"""What the last characters of a name say of its kind, and how English names such a thing."""


def draft(surface, kind, gazetteer):
    """Return a row (column → text) for a name as a text has it; `kind`: what it was taken for, if not "other".

    Traditional characters, pinyin and English are made by machine, and are to be read.
    """
    name = simplify(surface)
    ending = next((one for one in sorted(ENDINGS, key=len, reverse=True) if name.endswith(one) and name != one), "")
    guessed, english = ENDINGS.get(ending, ("other", ""))
    syllables = Readings((place.name_zh_hans, place.pinyin) for place in gazetteer.places.values()).syllables(name)
    first, last = syllables[: len(name) - len(ending)], syllables[len(name) - len(ending) :]
    slug = "-".join("".join(part) for part in (first, last) if part)
    named = " ".join(filter(None, ["".join(first).capitalize(), english or "".join(last).capitalize()]))
    made = {
        "id": slug if slug.replace("-", "").isalnum() and slug.isascii() else "",
        "name_zh_hans": name,
        "name_zh_hant": surface if surface != name else traditional_name(name),
        "name_en": named,
        "pinyin": " ".join(syllables),
        "kind": guessed if kind == "other" else kind,
    }
    return dict.fromkeys(COLUMNS, "") | made
