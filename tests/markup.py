"""Labelled texts: one file in a small mark-up holds a text and what a careful reader sees in it.

The first line says what the text is: `# district: 西城区; genre: news; script: hans; date: 2023`. In the text,
`[[surface|kind|canonical]]` is a place (without canonical: the surface in Simplified characters, without glosses; a
gloss behind its last character is no part of it), `((surface))` one that may be found or not, `{C:site}…{/}` a
commitment with its scope, `{A}…{/}` an achievement.
"""

import re
from dataclasses import dataclass

from mapapp.reading.article import Article

KINDS = {
    *("district", "subdistrict", "community", "street", "hutong", "area", "park"),
    *("water", "heritage", "building", "market", "transport", "other"),
}
_MARK = re.compile(
    r"\[\[(?P<surface>[^|\[\]]+)\|(?P<kind>[a-z]+)(?:\|(?P<canonical>[^\[\]|]*))?\]\]|"
    r"\(\((?P<optional>[^\[\]{}\n]+?)\)\)(?!\))|\{(?P<open>C:site|C:district|C:policy|A)\}|(?P<close>\{/\})"
)
_GLOSS_BEHIND = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+\)$")
_LEFT_OVER = re.compile(r"\[\[|\]\]|\(\(|\{[CA/]|\|")


@dataclass(frozen=True)
class Labelled:
    """A text without marks and its labels, each with its `start` and `end` in the text, in order.

    `about`: the first line as a dict. `commitments`: (start, end, scope). `achievements` and `optional`:
    (start, end). `places`: (start, end, kind, canonical), canonical Simplified, several joined by ";".
    """

    about: dict
    text: str
    commitments: list
    achievements: list
    places: list
    optional: list


def open_labelled(path):
    """Return the `Labelled` text in a UTF-8 file, its line ends kept. Raises `ValueError` for broken mark-up."""
    try:
        return parse(path.read_bytes().decode("utf-8"))
    except ValueError as reason:
        raise ValueError(f"{path.name}: {reason}") from reason


def parse(marked):
    """Return the `Labelled` of a marked-up text. Raises `ValueError` for broken mark-up."""
    first, _, body = marked.partition("\n")
    labelled = Labelled(_about(first), *_labels(body))
    if broken := _LEFT_OVER.search(labelled.text):
        raise ValueError(f"a mark that is none: {labelled.text[max(0, broken.start() - 10) : broken.end() + 10]!r}")
    return labelled


def _about(line):
    if not line.startswith("# "):
        raise ValueError("the first line begins with '# '")
    pairs = (part.partition(":") for part in re.split("[;；]", line[2:].replace("：", ":")) if part.strip())
    return {name.strip(): value.strip() for name, _, value in pairs}


def _labels(body):
    text, end, opened = "", 0, None
    commitments, achievements, places, optional = [], [], [], []
    for mark in _MARK.finditer(body):
        text += body[end : mark.start()]
        end = mark.end()
        if surface := mark["surface"]:
            bare = _GLOSS_BEHIND.sub("", surface)
            places.append((len(text), len(text) + len(bare), _kind(mark), mark["canonical"] or _canonical(surface)))
        elif mark["optional"]:
            optional.append((len(text), len(text) + len(mark["optional"])))
        elif bool(mark["open"]) == bool(opened):
            raise ValueError(f"{mark.group()} does not fit behind {text[-20:]!r}")
        elif mark["open"]:
            opened = (len(text), mark["open"])
        else:
            _close(opened, len(text), commitments, achievements)
            opened = None
        text += surface or mark["optional"] or ""
    if opened:
        raise ValueError(f"nothing closes what begins with {text[opened[0] :][:20]!r}")
    return text + body[end:], commitments, achievements, places, optional


def _close(opened, end, commitments, achievements):
    start, what = opened
    if what == "A":
        achievements.append((start, end))
    else:
        commitments.append((start, end, what.removeprefix("C:")))


def _kind(mark):
    if mark["kind"] not in KINDS:
        raise ValueError(f"no kind of place: {mark['kind']!r}")
    return mark["kind"]


def _canonical(surface):
    return Article.of(surface).simplified
