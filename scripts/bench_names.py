"""How long the article takes to read in full with 100,000 names, and how long to start with them.

The named alternative: jieba's part-of-speech tagger (`jieba.posseg`) on the same Simplified text in the same run; ours
reads more than it does (commitments, scopes, known names, names that nobody knows). JIEBA names the folder that it
is installed in.
"""

import csv
import os
import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import copytree
from statistics import median
from time import perf_counter

from mapapp import paths
from mapapp.places.audit import COLUMNS
from mapapp.places.gazetteer import TABLE, open_gazetteer
from mapapp.places.survey import Surveyor
from mapapp.reading.article import Article

sys.path.insert(0, os.environ["JIEBA"])
import jieba.posseg

ROUNDS = 9
NAMES = 100_000
SEED = 20180822
SYLLABLES = "安定平永宁大小三四五六七八九新老金银铜铁玉珠石白黑红青黄蓝绿天日月星光明清武德仁义礼信忠孝廉福禄寿喜"
CLASS_WORDS = ("胡同", "大街", "公园", "路", "社区", "桥")


def made_up_rows():
    """Yield rows of a gazetteer, each with a name of its own."""
    pick, seen = random.Random(SEED), set(open_gazetteer(paths.geodata()).ids_by_name)
    wanted = len(seen) + NAMES
    stated = dict.fromkeys(COLUMNS, "") | {"kind": "street", "licence": "none", "source": "made up for measuring"}
    while len(seen) < wanted:
        name = "".join(pick.choices(SYLLABLES, k=pick.randint(2, 4))) + pick.choice(CLASS_WORDS)
        if name not in seen:
            seen.add(name)
            words = dict.fromkeys(("name_zh_hans", "name_zh_hant", "name_en", "pinyin"), name)
            methods = dict.fromkeys(("method", "method_zh_hans", "method_zh_hant"), "made up")
            yield stated | words | methods | {"id": f"made-up-{len(seen)}"}


def enlarged(folder):
    """Copy the data folder into `folder` with a gazetteer of that many names more; return it."""
    geodata = Path(copytree(paths.geodata(), Path(folder) / "geodata"))
    with open(geodata / TABLE, "a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, COLUMNS, lineterminator="\n").writerows(made_up_rows())
    return geodata


def milliseconds(action):
    start = perf_counter()
    action()
    return 1000 * (perf_counter() - start)


def compare(surveyor, text):
    """Print the medians of both readers, taken in turn."""
    simplified = Article.of(text).simplified
    theirs, ours, ten = [], [], []
    for _ in range(ROUNDS):
        ours.append(milliseconds(lambda: surveyor.survey(Article.of(text))))
        theirs.append(milliseconds(lambda: list(jieba.posseg.cut(simplified))))
        ten.append(milliseconds(lambda: surveyor.survey(Article.of("\n".join([text] * 10)))))
    one, other, long = median(ours), median(theirs), median(ten)
    print(f"reading the article with {NAMES:,} names: {one:.1f} ms; ", end="")
    print(f"jieba.posseg {other:.1f} ms, {other / one:.2f} times as long")
    print(f"ten copies of it: {long:.1f} ms, {long / one:.1f} times as long")


def start_up(geodata, text):
    """Print how long `mapapp read` takes for one short text, from the start of the process to its end."""
    file = geodata / "short.txt"
    file.write_text(text[:200], encoding="utf-8")
    command = [sys.executable, "-m", "mapapp", "read", "--geodata", geodata, file]
    times = [milliseconds(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(5)]
    print(
        f"`mapapp read` of 200 characters with {NAMES:,} names: {median(times) / 1000:.2f} s in all (of {len(times)})"
    )


def main():
    text = (paths.geodata() / "articles" / "xicheng.txt").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        geodata = enlarged(folder)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = perf_counter()
        surveyor = Surveyor(open_gazetteer(geodata))
        took = perf_counter() - start
        memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        print(f"getting ready with {NAMES:,} names: {took:.2f} s and {memory:.0f} MB")
        list(jieba.posseg.cut("先装入词典"))
        compare(surveyor, text)
        start_up(geodata, text)


main()
