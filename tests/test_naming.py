"""Names beyond the gazetteer: what the finder sees, what neighbours share, and which name wins where several could."""

import re

import pytest

from mapapp.places.gazetteer import open_gazetteer
from mapapp.places.survey import Surveyor
from mapapp.reading.article import Article, Span
from mapapp.reading.bodies import in_title, names_body
from mapapp.reading.classwords import KIND_OF, class_word, kind_of
from mapapp.reading.finder import Finder, again, marked, whole
from mapapp.reading.lexicon import WORDS
from mapapp.reading.mentions import Names, find_mentions
from mapapp.reading.traits import traits
from tests.conftest import FIRST


@pytest.fixture(scope="module")
def finder():
    return Finder()


@pytest.fixture(scope="module")
def surveyor():
    return Surveyor(open_gazetteer(FIRST))


def surfaces(article, spans):
    return [article.clean[slice(*span)] for span in spans]


# What the gazetteer knows: parts that neighbours share

PAIRED = [
    "东经路",
    "西经路",
    "宣内大街",
    "宣外大街",
    "西四北头条",
    "西四北三条",
    "西四北八条",
    "新街口南大街",
    "新街口北大街",
    "东长安街",
    "西长安街",
    "西外大街",
    "德胜门外大街",
]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("整治东西经路。", {"东西经路": "东经路;西经路"}),
        ("宣内、宣外大街沿线", {"宣内": "宣内大街", "宣外大街": "宣外大街"}),
        ("西四北头条至八条", {"西四北头条": "西四北头条", "八条": "西四北八条"}),
        ("西四北三条、头条和八条", {"西四北三条": "西四北三条", "头条": "西四北头条", "八条": "西四北八条"}),
        ("新街口南北大街", {"新街口南北大街": "新街口南大街;新街口北大街"}),
        ("东、西长安街", {"东": "东长安街", "西长安街": "西长安街"}),
        ("新街口南、北两侧", {}),
        ("东至西长安街", {"西长安街": "西长安街"}),
        ("东到西长安街", {"西长安街": "西长安街"}),
        ("西、德胜门外大街", {"德胜门外大街": "德胜门外大街"}),
        ("南北经路", {}),
        ("宣内、月坛", {}),
    ],
)
def test_a_part_that_neighbours_share_is_filled_in_where_that_gives_a_known_name(sentence, expected):
    article = Article.of(sentence)
    found = find_mentions(article, {name: (name,) for name in PAIRED})
    assert {article.clean[slice(*m.span)]: ";".join(m.place_ids) for m in found} == expected


# What no gazetteer knows


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("推进永兴大街架空线入地。", ["永兴大街"]),
        ("年内完成青枣胡同、石磨巷和双桂里社区的环境整治。", ["青枣胡同", "石磨巷", "双桂里社区"]),
        ("对望河公园实施改造，打通公园至柳荫路的步行通道。", ["望河公园", "柳荫路"]),
        ("修缮文德书院旧址，恢复北护城河水系。", ["文德书院旧址", "北护城河"]),
        ("推進永興大街架空線入地。", ["永興大街"]),
        ("完善制度，理清思路，走出一条新路。", []),
        ("老旧小区、背街小巷和断头路要加快整治。", []),
        ("《永兴大街更新导则》正在编制。", []),
    ],
)
def test_names_are_found_that_no_gazetteer_knows(finder, sentence, expected):
    article = Article.of(sentence)
    assert surfaces(article, [found.span for found in finder.find(article)]) == expected


def test_a_name_that_is_found_is_found_wherever_it_stands(finder):
    article = Article.of("推进永兴大街改造。居民说起永兴大街都很高兴，《永兴大街志》却没人读。")
    assert surfaces(article, [found.span for found in finder.find(article)]) == ["永兴大街", "永兴大街"]


def test_a_gloss_behind_the_name_stays_outside(surveyor):
    article = Article.of("推進永興大街(jiē)改造。")
    (named,) = surveyor.survey(article).mentions
    assert article.as_printed(named.span) == "永興大街"
    assert (named.canonical, named.kind, named.mention.place_ids) == ("永兴大街", "street", ())


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("永兴大街", "street"),
        ("青枣胡同", "hutong"),
        ("双桂里社区", "community"),
        ("广安门外街道", "subdistrict"),
        ("秦淮区", "district"),
        ("人定湖公园", "park"),
        ("转河", "water"),
        ("京报馆旧址", "heritage"),
        ("儿童医院", "building"),
        ("天陶菜市场", "market"),
        ("西直门站", "transport"),
        ("马连道", "street"),
        ("五棵松", "area"),
    ],
)
def test_the_last_word_says_the_kind(name, kind):
    assert kind_of(name) == kind


def test_each_class_word_is_of_one_kind_and_the_longest_counts():
    assert class_word("史家胡同博物馆", 7) == "博物馆"
    assert class_word("金融街", 2) == ""
    assert KIND_OF["菜市场"] == KIND_OF["市场"] == "market"


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("东起柳荫路，", "东起柳荫路", "柳荫路"),
        ("开辟相门大街", "开辟相门大街", "开辟相门大街"),
        ("修缮文德书院", "修缮文德书院", "文德书院"),
        ("史家胡同博物馆开馆", "史家胡同", "史家胡同博物馆"),
        ("柳荫路街道办事处", "柳荫路", None),
        ("秦淮区住房和城乡建设局", "秦淮区", None),
        ("秦淮区将改造", "秦淮区", "秦淮区"),
        ("十六条胡同", "十六条胡同", None),
        ("断头路", "断头路", None),
    ],
)
def test_a_name_is_whole_without_the_verb_before_it_and_with_its_class_word(text, name, expected):
    span = whole(text, Span(text.index(name), text.index(name) + len(name)))
    assert (span and text[slice(*span)]) == expected


def test_what_goes_on_as_a_body_is_no_place():
    assert names_body("西城区委宣传部", 0, 3)
    assert names_body("西城区文化和旅游局", 0, 3)
    assert names_body("中共北京市", 2, 5)
    assert not names_body("西城区委托专业机构", 0, 3)
    assert not names_body("西城区部分街道", 0, 3)
    assert list(in_title("看《路》。")) == [0, 1, 1, 1, 0]


def test_tags_mark_stretches():
    assert list(marked("OBIEOSBE")) == [(1, 4), (5, 6), (6, 8)]
    assert list(marked("OIEB")) == []


def test_the_same_name_again_is_taken_where_nothing_else_stands():
    text = "柳荫路，柳荫路口，再到柳荫路。"
    assert again(text, [Span(0, 3)]) == [Span(0, 3), Span(11, 14)]


# Which name wins


def mentions(surveyor, sentence):
    article = Article.of(sentence)
    return [(article.clean[slice(*m.span)], m.mention.place_ids) for m in surveyor.survey(article).mentions]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("推进月坛改造。", [("月坛", ("yuetan",))]),
        ("西城区永兴大街改造。", [("西城区", ("xicheng",)), ("永兴大街", ())]),
        ("提升砖塔胡同和青枣胡同。", [("砖塔胡同", ("zhuanta-hutong",)), ("青枣胡同", ())]),
    ],
)
def test_known_and_found_names_stand_side_by_side(surveyor, sentence, expected):
    assert mentions(surveyor, sentence) == expected


def test_traits_are_those_of_each_character():
    seen = traits("改造柳荫路", [(2, 5, "street")])
    assert len(seen) == 5
    assert "Bgstreet" in seen[2]
    assert "c路" not in seen[2]
    assert "Bc路" in seen[4]
    assert "Bwv2" in seen[0]


def test_ordinary_words_are_simplified_and_no_class_words_alone():
    assert all(re.fullmatch("[一-鿿]+", word) for word in WORDS)
    assert not [word for word in WORDS if len(word) == 1 and word in KIND_OF]


def test_names_know_their_ids():
    assert Names({"动批": ("dongpi",)}).ids("动批") == ("dongpi",)
    assert Names({}).ids("动批") == ()
