"""Amounts of money stay the words of a sentence: no page, feed, file or layer adds, converts or rewrites one."""

import re
import shutil
import unicodedata

import pytest

from mapapp.atlas.build import build
from mapapp.layers import store
from mapapp.layers.schema import COMMITMENT
from mapapp.settings import Settings
from mapapp.web.app import create_app
from mapapp.web.onefile import one_file
from tests import pdfs
from tests.conftest import FIRST
from tests.years import add_article

STATED = {
    2018: (
        "推进月坛周边院落的修缮，投资1.2亿元。",
        "完善月坛的指路标识，投入3400万元。",
        "启动月坛周边步道的铺设，安排资金３００万元。",
    ),
    2019: ("推进月坛北侧院落的修缮，投资8600万元。", "建立会商制度，每年安排经费50万元。"),
}
AMOUNT = re.compile(
    r"[0-9０-９][0-9０-９.,，]*\s*(?:[千百十万亿萬億]+\s*)?[元圆圓]|(?:¥|￥|RMB|CNY|USD|\$)\s*[0-9]|"
    r"[0-9][0-9.,]*\s*(?:bn|million|billion|thousand|yuan)\b",
    re.IGNORECASE,
)
"""An amount as any of our languages would write it."""
PATHS = ("/", "/en/", "/zh-hant/", "/?text=simplified", "/sites/yuetan", "/en/sites/yuetan", "/articles/year-2018",
         "/en/articles", "/about", "/en/about", "/subdistricts", "/en/feed.atom", "/sites/yuetan/feed.atom",
         "/articles/year-2019/feed.atom", "/en/calendar.ics", "/map.geojson", "/search.json", "/layers/points.geojson",
         "/embed?lang=en&site=yuetan", "/map.svg", "/articles/year-2018.txt")  # fmt: skip


@pytest.fixture(scope="module")
def spending(tmp_path_factory):
    """A data folder with articles that state what things cost."""
    geodata = shutil.copytree(FIRST, tmp_path_factory.mktemp("spending") / "geodata")
    for year, said in STATED.items():
        content = f"{year}年实事安排\n一、今年要办的事\n{''.join(said)}\n"
        add_article(geodata, f"year-{year}", content, title=f"{year}年实事安排", date=str(year))
    store.publish(geodata / "layers", build(geodata))
    return geodata


@pytest.fixture(scope="module")
def visitor(spending):
    return create_app(Settings(spending)).test_client()


@pytest.fixture(scope="module")
def stated():
    """The amounts that the articles state, without spaces."""
    return {flat(found[0]) for said in STATED.values() for sentence in said for found in AMOUNT.finditer(sentence)}


def flat(text):
    return re.sub(r"\s", "", text)


def folded(text):
    """Return a text as search compares it: digits of full width are digits."""
    return unicodedata.normalize("NFKC", text)


def amounts(text):
    return {flat(found[0]) for found in AMOUNT.finditer(text)}


def test_the_test_knows_an_amount_when_it_sees_one(stated):
    assert len(stated) == 5
    for odd in ("1.54亿元", "合计 12,000 万元", "¥300", "120 million", "RMB 5", "240000000元", "1.5 亿 元"):
        assert amounts(odd), odd
    assert not amounts("895 m · 62.5%，第 12 段第 3 句，1280 × 630")


@pytest.mark.parametrize("path", PATHS)
def test_only_amounts_that_a_sentence_states_are_told_and_as_it_states_them(visitor, stated, path):
    answer = visitor.get(path)
    assert answer.status_code == 200
    told = amounts(answer.get_data(as_text=True))
    assert told <= (stated if path != "/search.json" else stated | {folded(one) for one in stated})


def test_the_amounts_of_a_place_are_there_word_for_word(visitor, stated):
    html = visitor.get("/zh-hans/sites/yuetan").get_data(as_text=True)
    assert amounts(html) == stated - {"50万元"}
    said = flat(re.sub(r"<[^>]*>", "", html))
    assert all(flat(sentence) in said for sentence in (*STATED[2018], STATED[2019][0]))


def test_paper_and_one_file_add_nothing_up(spending, visitor, stated):
    for path in ("/en/sheet.pdf", "/sites/yuetan/card.pdf"):
        told = amounts(pdfs.words(visitor.get(path).data))
        assert told and told <= stated, path
    page = re.sub(r'<script type="application/json".*?</script>', "", one_file(Settings(spending), "en").decode())
    assert "3400万元" in page and amounts(page) <= stated


def test_the_schema_of_a_commitment_has_no_column_for_money():
    assert not [column for column in COMMITMENT if re.search(r"amount|money|cost|budget|yuan|price", column)]
