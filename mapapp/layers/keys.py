"""What `search.json` holds, and a check that it does."""

from mapapp.errors import FeatureBroken

PLACE = {
    "id": str, "kind": str, "name_zh_hans": str, "name_zh_hant": str, "name_en": str, "names": list, "english": list,
}  # fmt: skip
SENTENCE = {"id": str, "article": str, "places": list, "text": str, "pinyin": str, "english": str | None}


def check(file, keys):
    """Raise `FeatureBroken` for the first of the search `keys` that cannot be searched by."""
    if len(keys["fold"]["from"]) != len(keys["fold"]["to"]):
        raise _broken(file, "fold", "its two sides differ in length", "两边长短不同")
    for columns, rows in ((PLACE, keys["places"]), (SENTENCE, keys["sentences"])):
        for row in rows:
            for why_en, why_zh in _faults(columns, row):
                raise _broken(file, row.get("id", "?"), why_en, why_zh)


def _faults(columns, row):
    for column, type_ in columns.items():
        if not isinstance(row.get(column), type_):
            yield f"{column} is {row.get(column)!r}", f"{column} 的值是 {row.get(column)!r}"
    for text, pinyin in _read(row):
        if len(pinyin.split(" ")) != len(text):
            yield f"{text!r} is not read character by character", f"{text!r} 没有逐字注音"


def _read(row):
    return [(row["text"], row["pinyin"])] if "text" in row else [(name, pinyin) for name, pinyin, _ in row["names"]]


def _broken(file, id, why_en, why_zh):
    return FeatureBroken(file=file, id=id, why_en=why_en, why_zh=why_zh)
