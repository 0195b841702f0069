"""How long search takes to answer a keystroke, at 20 sites and at 2,000, against Fuse.js and a plain scan.

All three in the same page of one browser, in turn, on the same keystrokes: the sixty questions of the tests, letter by
letter, each the best of three times. The sites are made up from characters of the article; sentences come with them as
in the article, 48 for 19. Fuse.js (its own defaults, no more than 20 results) is given the same names, pinyin and
English; the plain scan looks with `includes` for the letters as they are typed. Neither knows initials, words apart, or
characters mixed with pinyin.
"""

import csv
import json
import os
import random
import shutil
from pathlib import Path
from statistics import median
from types import SimpleNamespace

from playwright.sync_api import sync_playwright

from mapapp import paths
from mapapp.atlas.searchkeys import search_keys
from mapapp.places.gazetteer import open_gazetteer
from mapapp.reading.pinyin import Readings
from mapapp.web.assets import STATIC

HOST = "http://bench.test"
SEED = 20180822
SITES = (20, 2000)
CLASS_WORDS = {"胡同": "Hutong", "大街": "Street", "公园": "Park", "市场": "Market", "故居": "Residence"}
QUERIES = Path(__file__).parent.parent / "tests" / "data" / "queries.csv"

ROUNDS = 3
TIMES = """async ([keys, keystrokes]) => {
  const { search, searchIndex } = await import('/search.js');
  const { default: Fuse } = await import('/fuse.mjs');
  const rows = [...keys.places.map(({ names, english }) => [...names.flat(), ...english]),
    ...keys.sentences.map(({ text, pinyin, english }) => [text, pinyin, english ?? ''])].map((told) => ({ told }));
  const texts = rows.map(({ told }) => told.join(' ').toLowerCase());
  const index = searchIndex(keys);
  const fuse = new Fuse(rows, { keys: ['told'] });
  const ways = {
    ours: (typed) => search(index, typed),
    fuse: (typed) => fuse.search(typed, { limit: 20 }),
    scan: (typed) => texts.filter((text) => text.includes(typed.toLowerCase())),
  };
  const times = {};
  for (const [name, way] of Object.entries(ways)) {
    keystrokes.slice(0, 20).forEach((typed) => way(typed));
    times[name] = keystrokes.map((typed) => Math.min(...Array.from({ length: ROUNDS }, () => {
      const start = performance.now();
      way(typed);
      return performance.now() - start;
    })));
  }
  return times;
}""".replace("ROUNDS", str(ROUNDS))


def made_up_place(pick, number, characters, readings):
    """Return a place with a name that begins like nothing in the district and ends like much in it."""
    first, ending = "".join(pick.sample(characters, pick.randint(2, 4))), pick.choice(list(CLASS_WORDS))
    pinyin = " ".join(readings.syllables(first + ending))
    english = f"{''.join(readings.syllables(first)).capitalize()} {CLASS_WORDS[ending]}"
    name = first + ending
    return SimpleNamespace(
        id=f"place-{number}", kind="hutong", name_zh_hans=name, name_zh_hant=name, name_en=english, pinyin=pinyin,
        names=(name, name, first),
    )  # fmt: skip


def keys_of(sites):
    """Return the search keys of a made-up district with that many sites beside those of the real one."""
    pick = random.Random(SEED)
    article = json.loads((paths.geodata() / "layers" / "article-xicheng.json").read_bytes())
    characters, readings = sorted({one for one in article["texts"]["simplified"] if "一" <= one <= "龥"}), Readings([])
    real = list(open_gazetteer(paths.geodata()).places.values())[:sites]
    made_up = [made_up_place(pick, number, characters, readings) for number in range(sites - len(real))]
    count = round(sites * len(article["commitments"]) / 19)
    article["commitments"] = [article["commitments"][number % len(article["commitments"])] for number in range(count)]
    places = {place.id: place for place in real + made_up}
    mentions = [SimpleNamespace(mention=SimpleNamespace(place_ids=tuple(places)))]
    chapters = [SimpleNamespace(survey=SimpleNamespace(mentions=mentions))]
    gazetteer = SimpleNamespace(places=places, district=real[0])
    return search_keys(SimpleNamespace(gazetteer=gazetteer, chapters=chapters), [article])


def keystrokes():
    """Return what stands in the box after each keystroke of each question."""
    with QUERIES.open(encoding="utf-8", newline="") as file:
        queries = [row["query"].strip() for row in csv.DictReader(file)]
    return [query[: end + 1] for query in queries for end in range(len(query))]


def answer(route):
    """Answer with a module of search, with Fuse.js, or with an empty page."""
    name = route.request.url.rpartition("/")[2]
    packages = Path(os.environ["SEARCH_PACKAGES"]) / "node_modules" / "fuse.js" / "dist"
    if name == "fuse.mjs":
        route.fulfill(path=packages / name, content_type="text/javascript")
    elif name.endswith(".js"):
        route.fulfill(path=STATIC / "js" / name, content_type="text/javascript")
    else:
        route.fulfill(body="<!doctype html>", content_type="text/html")


def show(sites, keys, times):
    print(f"{sites:,} sites, {len(keys['sentences']):,} sentences, {len(times['ours'])} keystrokes:")
    for name, told in (("ours", "search"), ("fuse", "Fuse.js"), ("scan", "a plain scan")):
        ordered = sorted(times[name])
        print(f"  {told}: {median(ordered):.1f} ms in the median, {ordered[int(0.95 * len(ordered))]:.1f} ms at the "
              f"95th percentile, {ordered[-1]:.1f} ms at worst")  # fmt: skip
    print(f"  Fuse.js takes {median(times['fuse']) / max(median(times['ours']), 0.01):.1f} times as long (medians)")


def main():
    path = os.environ.get("CHROME_PATH") or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.route(f"{HOST}/**", answer)
        page.goto(f"{HOST}/")
        for sites in SITES:
            keys = keys_of(sites)
            show(sites, keys, page.evaluate(TIMES, [keys, keystrokes()]))
        browser.close()


main()
