"""How well texts are read: what the reader found, held against careful labels.

`python -m tests.scores FILE_OR_FOLDER… [--figures] [--geodata DIR]` prints the figures of each labelled text and of
all, and, without `--figures`, each miss and each false find. The labels are in the mark-up of `tests/markup.py`.
"""

import argparse
import re
from dataclasses import dataclass, field
from pathlib import Path

from mapapp import paths
from mapapp.places.gazetteer import open_gazetteer
from mapapp.places.survey import Surveyor
from mapapp.places.transcript import transcript
from mapapp.reading.article import Article
from tests.markup import open_labelled

BARE = re.compile(
    "北京|首都|西城|東城|东城|中國|中国|美國|美国|英國|英国|法國|法国|德國|德国|日本|韓國|韩国|俄羅斯|俄罗斯"
)
MAY_STAY = re.compile(
    "(?:地区|區域|区域|地區|片区|片區|周边|周邊|沿线|沿線|[0-9０-９一二三四五六七八九十甲乙]+[号號]院?)+$"
)
BODY = re.compile(
    "[^，。、；,;\\s]{0,10}?(?:政府|政協|政协|人大|法院|檢察院|检察院|日報|日报|晚報|晚报|電視台|电视台|公司|集團|集团|"
    "委員會|委员会|管委[會会]|办事处|辦事處|街道办|街道辦|[局委办辦]|發改|发改|协会|協會|論壇|论坛|訊|讯)"
)


@dataclass
class Tally:
    """Of `found` things `right` are wanted; of `wanted` things `hit` are found."""

    found: int = 0
    right: int = 0
    wanted: int = 0
    hit: int = 0

    def add(self, other):
        for name in ("found", "right", "wanted", "hit"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def precision(self):
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self):
        return self.hit / self.wanted if self.wanted else 1.0

    @property
    def f1(self):
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass
class Score:
    """The figures of one text or of several.

    `commitments`, `places` (spans exactly), `overlap` (spans that touch) and `links` are found against wanted.
    `taken`: of the labelled achievements (`wanted`) those taken for commitments (`hit`). `scopes`, `canonicals`:
    of the commitments (places) found that are labelled (`wanted`) those with the labelled scope (name) (`hit`).
    `remarks` are the misses and false finds in words.
    """

    commitments: Tally = field(default_factory=Tally)
    taken: Tally = field(default_factory=Tally)
    scopes: Tally = field(default_factory=Tally)
    places: Tally = field(default_factory=Tally)
    overlap: Tally = field(default_factory=Tally)
    canonicals: Tally = field(default_factory=Tally)
    links: Tally = field(default_factory=Tally)
    remarks: list = field(default_factory=list)

    def add(self, other):
        for name, tally in vars(other).items():
            if name != "remarks":
                getattr(self, name).add(tally)

    def figures(self):
        """Return the figures as one line."""
        return "; ".join(
            f"{name} {tally.hit}/{tally.wanted}"
            if name in ("taken", "scopes", "canonicals")
            else f"{name} {tally.f1:.3f} (P {tally.precision:.3f} R {tally.recall:.3f} of {tally.wanted})"
            for name, tally in vars(self).items()
            if name != "remarks"
        )


def share_half(one, other):
    """Return whether two spans (start, end, …) share at least half of each of them."""
    return 2 * (min(one[1], other[1]) - max(one[0], other[0])) >= max(one[1] - one[0], other[1] - other[0])


def touch(one, other):
    """Return whether two spans have a character in common."""
    return min(one[1], other[1]) > max(one[0], other[0])


def same(one, other):
    return tuple(one[:2]) == tuple(other[:2])


def score(labelled, record):
    """Return the `Score` of a record of `mapapp read --format jsonl` against a `Labelled` text."""
    result = Score()
    promises = [(row["start"], row["end"], row["scope"]) for row in record["commitments"]]
    result.commitments = tally(labelled.commitments, promises, share_half)
    result.taken = tally(labelled.achievements, promises, share_half)
    result.scopes = agreement(labelled.commitments, promises, share_half)
    wanted, found = asked(labelled, record)
    result.places, result.overlap = tally(wanted, found, same), tally(wanted, found, touch)
    result.canonicals = agreement([row[:2] + row[3:] for row in wanted], [row[:2] + row[3:] for row in found], same)
    result.links = links(labelled, wanted, promises, found)
    result.remarks = [
        *remarks(labelled.text, "commitment", labelled.commitments, promises, share_half),
        *remarks(labelled.text, "place", wanted, found, same),
    ]
    return result


def tally(wanted, found, match):
    """Return the `Tally` of found spans against wanted ones."""
    right = sum(any(match(one, other) for other in wanted) for one in found)
    return Tally(len(found), right, len(wanted), sum(any(match(one, other) for other in found) for one in wanted))


def agreement(wanted, found, match):
    """Return of how many wanted spans that are found (`wanted`) the third column is the same (`hit`)."""
    pairs = [(one, next((other for other in found if match(one, other)), None)) for one in wanted]
    alike = [one[2] == other[2] for one, other in pairs if other]
    return Tally(wanted=len(alike), hit=sum(alike))


def asked(labelled, record):
    """Return the wanted and the found places that count, as (start, end, kind, canonical), cut to the bare names."""
    text = labelled.text
    rows = [(row["start"], row["end"], row["kind"], row["canonical"]) for row in record["mentions"]]
    free = [*labelled.optional, *(row for row in labelled.places if BARE.fullmatch(text[row[0] : row[1]]))]
    bare = labelled.about.get("district", "").rstrip("区區市县縣")
    wanted = [minimal(text, row) for row in labelled.places if row not in free]
    found = [minimal(text, row) for row in rows if not any(touch(row, one) for one in free)]
    return wanted, [row for row in found if any(touch(row, one) for one in wanted) or not not_asked(text, row, bare)]


def minimal(text, row):
    """Return a place without what may stay or go at its end: 地区, 沿线, a house number."""
    kept = MAY_STAY.sub("", text[row[0] : row[1]])
    return (row[0], row[0] + len(kept), *row[2:]) if kept else row


def not_asked(text, row, bare):
    """Return whether an unlabelled place is none that counts: bare 北京, in the name of a body or of a document."""
    start, end = row[:2]
    surface = text[start:end]
    if BARE.fullmatch(surface) or (bare and surface == bare) or text.rfind("《", 0, start) > text.rfind("》", 0, start):
        return True
    return bool(BODY.match(text, end)) and surface[-1:] in "區区市縣县街道鎮镇乡鄉"


def links(labelled, wanted, promises, found):
    """Return the `Tally` of places linked: those whose exact mention lies in a commitment that was found."""
    want = [place for place in wanted if any(inside(place, one) for one in labelled.commitments)]
    kept = [one for one in promises if any(share_half(one, other) for other in labelled.commitments)]
    have = [place for place in found if any(inside(place, one) for one in promises)]
    return Tally(
        len(have),
        sum(any(same(place, one) for one in want) for place in have),
        len(want),
        sum(any(inside(p, one) for one in kept) and any(same(p, one) for one in found) for p in want),
    )


def inside(place, span):
    return span[0] <= place[0] and place[1] <= span[1]


def remarks(text, what, wanted, found, match):
    """Yield each miss and each false find in words."""
    for one in wanted:
        if not any(match(one, other) for other in found):
            yield f"  missed {what} {one[2:]}: {told(text, one)}"
    for one in found:
        if not any(match(one, other) for other in wanted):
            yield f"  false {what} {one[2:]}: {told(text, one)}"


def told(text, span, around=8):
    if span[1] - span[0] > 20:
        return text[span[0] : span[1]]
    before, after = text[max(0, span[0] - around) : span[0]], text[span[1] : span[1] + around]
    return f"{before}【{text[span[0] : span[1]]}】{after}".replace("\n", "⏎")


def score_files(files, geodata):
    """Yield each file with its `Score`, read with the gazetteer of a data folder."""
    surveyor = Surveyor(open_gazetteer(geodata))
    for file in files:
        labelled = open_labelled(file)
        article = Article.of(labelled.text)
        yield file, score(labelled, transcript(file.stem, article, surveyor.survey(article)))


def labelled_files(places):
    """Return the labelled texts among files and in folders, by name."""
    files = [file for place in places for file in (place.glob("*.txt") if place.is_dir() else [place])]
    return sorted(files, key=lambda file: file.name)


def main(arguments=None):
    """Print the figures of each text and of all."""
    parser = argparse.ArgumentParser(prog="python -m tests.scores", description=__doc__.partition("\n")[0])
    parser.add_argument("places", nargs="+", type=Path, metavar="FILE_OR_FOLDER")
    parser.add_argument("--figures", action="store_true", help="no misses and false finds")
    parser.add_argument("--geodata", type=Path, default=paths.geodata())
    options = parser.parse_args(arguments)
    total = Score()
    for file, result in score_files(labelled_files(options.places), options.geodata):
        total.add(result)
        print(f"{file.name}: {result.figures()}")
        print(*([] if options.figures else result.remarks), sep="\n", end="" if options.figures else "\n")
    print(f"All: {total.figures()}")


if __name__ == "__main__":
    main()
