"""The three names of a thing, each as OpenStreetMap has it."""

from mapapp.osm.letters import clean

NAMELESS = ("", "", "")

HANS = ("name:zh-Hans", "name:zh", "name")
HANT = ("name:zh-Hant", *HANS)
EN = ("name:en", "name:zh_pinyin", "name:zh-Latn-pinyin", *HANS)


def names(tags):
    """Return its names in Simplified and Traditional characters and in English; three times "" if it has none.

    No name is made by machine: where one is missing, the next best that OpenStreetMap has
    stands in its place. Without a Traditional name that is the Simplified one, without an
    English one the pinyin or the Chinese.
    """
    cleaned = {key: clean(tags.get(key, "")) for key in EN + HANT}
    return tuple(next((cleaned[key] for key in keys if cleaned[key]), "") for keys in (HANS, HANT, EN))
