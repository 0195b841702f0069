"""The id of a new place: its pinyin, the word for what it is set off by a hyphen."""

import re

from mapapp.places.audit import ID
from mapapp.reading.pinyin import UNREAD

CLASS_WORDS = (
    "街道", "社区", "大街", "胡同", "夹道", "公园", "广场", "故居", "会馆", "市场", "商场", "小区", "大厦", "医院",
    "学校", "中学", "小学", "大学", "中心", "剧院", "街", "路", "巷", "桥", "寺", "庙", "塔", "门", "站",
)  # fmt: skip
LONGEST = 60


class Slugs:
    """Hands out ids that nobody has. `taken`: those that are used; `readings`: how characters are read."""

    def __init__(self, taken, readings):
        self._taken, self._readings = set(taken), readings

    def syllables(self, name):
        """Return how a name (Simplified) is read; letters and digits stay, what has no reading is left out."""
        read = zip(name.lower(), self._readings.syllables(name), strict=True)
        return [
            said if said != UNREAD else letter if letter.isascii() and letter.isalnum() else "" for letter, said in read
        ]

    def new(self, name, ref):
        """Return an id for a place of this name; `ref`: its id in the source, for a name that cannot be read."""
        plain = _hyphened(name, self.syllables(name)) or re.sub("[^a-z0-9]+", "-", ref.lower()).strip("-") or "place"
        id = plain[:LONGEST].strip("-")
        numbered = (f"{id}-{number}" for number in range(2, len(self._taken) + 3))
        free = id if id not in self._taken else next(one for one in numbered if one not in self._taken)
        self._taken.add(free)
        return free


def _hyphened(name, syllables):
    """Return syllables as an id, or "" where they make none."""
    word = next((word for word in CLASS_WORDS if name.endswith(word) and len(name) > len(word) + 1), "")
    at = len(name) - len(word)
    parts = ["".join(syllables[:at]), "".join(syllables[at:])]
    id = "-".join(part for part in parts if part)
    return id if ID.fullmatch(id) else ""
