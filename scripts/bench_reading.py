"""How long the article takes to read with 10,000 names, and whether ten copies take ten times as long.

The named alternative for finding the names: Python's `re`, all names in one alternation, the longest first.
"""

import random
import re
from statistics import median
from time import perf_counter

from mapapp import paths
from mapapp.reading.article import Article
from mapapp.reading.commitments import find_promises
from mapapp.reading.mentions import Names, find_mentions
from mapapp.reading.variants import fold

ROUNDS = 7
NAMES = 10_000
SEED = 20180822


def made_up_names(text, count):
    """Return `count` names that begin like pieces of the text, so that they are not told apart at once."""
    pick = random.Random(SEED)
    letters = re.sub(r"\W", "", text)
    starts = (pick.randrange(len(letters) - 8) for _ in iter(int, 1))
    names = set()
    while len(names) < count:
        start = next(starts)
        names.add(letters[start : start + pick.randint(2, 6)] + pick.choice(("胡同", "大街", "公园", "市场")))
    return {name: (name,) for name in sorted(names)}


def milliseconds(action):
    """Return the median time of `action` over the rounds."""
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        action()
        times.append(1000 * (perf_counter() - start))
    return median(times)


def read(text, names):
    """Read a text as the build does: its three forms, its commitments, its places."""
    article = Article.of(text)
    find_promises(article)
    find_mentions(article, names)


def main():
    text = (paths.geodata() / "articles" / "xicheng.txt").read_text(encoding="utf-8")
    ids_by_name = made_up_names(text, NAMES)
    names = Names(ids_by_name)
    alternation = re.compile("|".join(map(re.escape, sorted(map(fold, ids_by_name), key=len, reverse=True))))
    folded = Article.of(text).folded

    prepared = milliseconds(lambda: Names(ids_by_name))
    once, ten = milliseconds(lambda: read(text, names)), milliseconds(lambda: read("\n".join([text] * 10), names))
    ours, theirs = milliseconds(lambda: list(names.matches(folded))), milliseconds(lambda: alternation.findall(folded))
    print(f"reading the article with {NAMES:,} names: {once:.1f} ms (and {prepared:.1f} ms to prepare the names, once)")
    print(f"ten copies of it: {ten:.1f} ms, {ten / once:.1f} times as long")
    print(
        f"finding the names: {ours:.1f} ms; by one `re` alternation {theirs:.1f} ms, {theirs / ours:.1f} times as long"
    )


main()
