"""Train the model that finds names of places: from the labelled texts of the tests to `mapapp/reading/names.crf`.

`train_names.py` writes the model; `train_names.py --folds 4` measures instead, on each quarter of the whole texts,
a model that was trained without it. What is learned is where names begin and end, not which names there are: in each
copy of a text most names give way to invented ones, and a part of them counts as known to a gazetteer.
"""

import argparse
import csv
import io
import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

import pycrfsuite

from mapapp import paths
from mapapp.reading.article import Article, Span, open_article
from mapapp.reading.classwords import KIND_OF, class_word
from mapapp.reading.finder import MODEL, TOPONYMS, familiar, hints_of, marked
from mapapp.reading.traits import traits
from tests.markup import open_labelled

DATA = Path(__file__).parent.parent / "tests" / "data"
LABELLED = DATA / "labelled"
ARTICLES = {"xicheng": paths.geodata() / "articles", "dongcheng": DATA / "second" / "articles"}
FAMILIAR = familiar()
SEED = 20180822
COPIES = 4
REPLACED, KNOWN, FORGOTTEN, BORROWED = 0.7, 0.3, 0.4, 0.5
OPTIONS = {"c1": 0.2, "c2": 0.1, "max_iterations": 150, "feature.minfreq": 2}
CHARACTERS = (
    "安定平永宁大小三四五六七八九新老金银铜铁玉珠石白黑红青黄蓝绿天日月星光明清武德仁义礼信忠孝廉福禄寿喜吉祥瑞庆丰盛兴隆昌茂荣华富"
    "龙凤虎马羊鹤松柳槐杨梅桃李杏竹菊兰荷莲花草山水河湖江海泉井桥门庙寺塔楼台亭阁宫营庄坟屯堡铺张王刘陈赵孙周吴郑冯史苏鲁魏秦沙油"
    "米面菜果茶酒盐炭灯帽绒棉布鞋旗箭弓炮车船帆渔樵耕读文景远通达顺和裕泰康乐善惠民育才建国复胜利解放"
)
"""Of which invented names are made."""


@dataclass(frozen=True)
class Line:
    """A line in Simplified characters; `names`, `known` and `free` (may be found or not) are (start, end) in it."""

    text: str
    names: tuple
    known: tuple
    free: tuple


def read(path):
    """Return a labelled text as its Simplified text, its names as (start, end, kind), and its free stretches."""
    labelled = open_labelled(path)
    article = Article.of(labelled.text)
    names = [(*article.in_clean(Span(start, end)), kind) for start, end, kind, _ in labelled.places]
    free = [(*article.in_clean(Span(*span)), None) for span in labelled.optional]
    return article.simplified, sorted(names + free)


def read_article(id):
    """Return, in the same form, an article whose names stand in a table by their lines."""
    article = open_article(ARTICLES[id] / f"{id}.txt")
    lines, names, reached = list(article.lines()), [], 0
    table = (DATA / "labels" / f"{id}_mentions.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(io.StringIO(table)):
        start = article.clean.index(row["surface"], max(reached, lines[int(row["line"]) - 1].start))
        reached = start + len(row["surface"])
        names.append((start, reached, row["kind"]))
    return article.simplified, names


def read_text(path):
    """Return, in the same form, a text whose names stand beside it in JSON, each with its number among its like."""
    article = open_article(path)
    rows = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["mentions"]
    starts = [[one.start() for one in re.finditer(row["text"], article.clean)][row["nth"]] for row in rows]
    names = [(start, start + len(row["text"]), "other") for start, row in zip(starts, rows, strict=True)]
    return article.simplified, sorted(names)


def lines_of(text, names, pick, stems):
    """Yield the lines of a text; with `stems`, most of its names are replaced by invented ones."""
    for line in re.finditer("[^\r\n]+", text):
        inside = [name for name in names if line.start() <= name[0] and name[1] <= line.end()]
        yield _line(text, line.span(), inside, pick, stems)


def _line(text, span, names, pick, stems):
    made, kept, known, free, position = "", [], [], [], span[0]
    for start, end, kind in names:
        made += text[position:start]
        surface = text[start:end]
        if stems and kind and pick.random() < REPLACED:
            surface = invented(surface, pick, stems)
        place = (len(made), len(made) + len(surface))
        (kept if kind else free).append(place)
        if kind and pick.random() < KNOWN:
            known.append((*place, kind))
        made, position = made + surface, end
    made += text[position : span[1]]
    hints = [(*hint, kind) for hint, kind in hints_of(made, FAMILIAR) if not stems or pick.random() > FORGOTTEN]
    return Line(made, tuple(kept), tuple(sorted(known + hints)), tuple(free))


def invented(surface, pick, stems):
    """Return a name with the class word of `surface` and another stem, real or made up."""
    word = class_word(surface, len(surface))
    if pick.random() < BORROWED:
        stem = pick.choice(stems)
    else:
        stem = "".join(pick.choices(CHARACTERS, k=pick.choice((2, 2, 2, 3, 3, 1) if word else (2, 3, 3))))
    if word == surface:
        return surface
    if word and pick.random() < 0.1:
        stem += pick.choice("东西南北")
    return stem + word


def stems_of(texts):
    """Return the names without their class words, of those that are left with two to four characters."""
    names = [text[start:end] for text, places in texts for start, end, kind in places if kind]
    stems = [name[: len(name) - len(class_word(name, len(name)))] for name in names]
    bare = TOPONYMS.read_text(encoding="utf-8").split()
    return sorted({stem for stem in stems + bare if 2 <= len(stem) <= 4 and stem not in KIND_OF})


def tags(line):
    """Return B, I, E, S or O for each character of a `Line`."""
    tags = ["O"] * len(line.text)
    for start, end in line.names:
        tags[start:end] = "S" if end - start == 1 else ["B", *"I" * (end - start - 2), "E"]
    return tags


def train(texts, model):
    """Train a model on (text, names) pairs; the same texts give the same model."""
    pick, stems = random.Random(SEED), stems_of(texts)
    trainer = pycrfsuite.Trainer(verbose=False, params=OPTIONS)
    for text, names in texts:
        for copy in range(COPIES + 1):
            for line in lines_of(text, names, pick, stems if copy else ()):
                trainer.append(traits(line.text, line.known), tags(line))
    trainer.train(str(model))


def measure(texts, others, folds, model):
    """Print how well each part of `texts` is read by a model that was trained on the rest and on `others`."""
    right = found = wanted = 0
    for fold in range(folds):
        train([text for i, text in enumerate(texts) if i % folds != fold] + others, model)
        tagger = pycrfsuite.Tagger()
        tagger.open(str(model))
        for text, names in texts[fold::folds]:
            for line in lines_of(text, names, random.Random(SEED), ()):
                hints = [hint for hint in line.known if hint[2] == "familiar"]
                seen = {span for span in marked(tagger.tag(traits(line.text, hints))) if not _touches(span, line.free)}
                right, found, wanted = right + len(seen & set(line.names)), found + len(seen), wanted + len(line.names)
    precision, recall = right / found, right / wanted
    print(
        f"P {precision:.3f}, R {recall:.3f}, F1 {2 * precision * recall / (precision + recall):.3f} of {wanted} names"
    )


def _touches(span, others):
    return any(span[0] < end and start < span[1] for start, end in others)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--folds", type=int, default=0, help="measure, and write to --model what was last trained")
    parser.add_argument("--model", type=Path, default=MODEL)
    options = parser.parse_args()
    whole, drill = ([read(path) for path in sorted((LABELLED / name).glob("*.txt"))] for name in ("open", "drill"))
    drill += [read_article(id) for id in ARTICLES] + [
        read_text(path) for path in sorted((DATA / "texts").glob("*.txt"))
    ]
    if options.folds:
        measure(whole, drill, options.folds, options.model)
    else:
        train(whole + drill, options.model)
        print(f"{options.model}: {options.model.stat().st_size / 1e6:.1f} MB from {len(whole + drill)} files")


if __name__ == "__main__":
    main()
