"""The rows of this district's gazetteer: how many there are, where each can be looked up, and what they leave alone."""

import csv
import re
import time
from collections import Counter

import pytest

from mapapp import paths
from mapapp.places.gazetteer import TABLE, open_gazetteer
from mapapp.places.ground import check_ground
from mapapp.places.survey import Surveyor
from mapapp.reading.article import Article
from mapapp.reading.pinyin import Readings
from mapapp.reading.variants import fold

LEAST = 400
OF_KIND = {
    "district": 17, "subdistrict": 15, "community": 263, "street": 200, "hutong": 284, "area": 109, "park": 29,
    "water": 12, "heritage": 106, "building": 59, "market": 10, "transport": 104, "other": 1,
}  # fmt: skip
COMMUNITIES = {
    "xichanganjie": 11, "xinjiekou": 21, "yuetan": 26, "zhanlanlu": 23, "desheng": 20, "jinrongjie": 20,
    "shichahai": 22, "dashilan": 9, "tianqiao": 9, "chunshu": 7, "taoranting": 10, "guanganmennei": 18, "niujie": 10,
    "baizhifang": 19, "guanganmenwai": 38,
}  # fmt: skip
CODE = re.compile(r"AreaCity-JsSpider-StatsGov, ok_data_level4\.csv @1ec0580: code (\d{9}|\d{12})")
ELEMENT = re.compile(r"\b(?:node|way|relation)/\d{7,11}\b")
FORMS = {
    "ODbL 1.0": re.compile(r"OpenStreetMap \(© OpenStreetMap contributors\): .*"),
    "MIT": re.compile(r"AreaCity-JsSpider-StatsGov, .*: (?:named in )?code (?:\d{9}|\d{12})|Tianditu .* 156110102 .*"),
    "facts": re.compile(
        r"Place names of (?:Xicheng|Xuanwu) \(《北京市(?:西城|宣武)区地名志》\), Beijing Publishing House 199[23]: .+|"
        r"Sites protected by the (?:State|City of Beijing) \(.+\), batch \d+(?:, \d{4})?: .+|"
        r"Division codes of China \(GB/T 2260\): code 1101\d\d|Wikipedia \(Chinese\), “.+”|Address[^:]*: .*\d.*|"
        r"(?:Parks|Outstanding modern buildings|Historic buildings|General plan) of Beijing .+: .+|"
        r"Conservation plan for 25 historic areas .+: .+|World Heritage nomination .+, 2014: .+|"
        r"News of .*2017 on .+: .+|hkfe\.hk/n/4073\.html, .+: .+|Bus stop .+ in ibz/bjbus @dd641c9 scrape/005-01\.json|"
        r"Named in the article; .+"
    ),
    "facts (CC0)": re.compile(r"Wikipedia \(English\), “.+”, its coordinates"),
}
"""What a source has to look like under each licence, so that it can be looked up."""


@pytest.fixture(scope="module")
def places():
    return list(open_gazetteer(paths.geodata()).places.values())


def of_kind(places, kind):
    return [place for place in places if place.kind == kind]


def test_the_district_is_named_in_breadth(places):
    assert len(places) >= LEAST
    assert Counter(place.kind for place in places) == OF_KIND


def test_every_source_has_a_form_that_can_be_looked_up(places):
    assert [place.id for place in places if not FORMS[place.licence].fullmatch(place.source)] == []
    from_openstreetmap = [place for place in places if place.licence == "ODbL 1.0"]
    assert [place.id for place in from_openstreetmap if not ELEMENT.search(place.source)] == []


def test_every_position_is_cited_and_a_name_without_one_claims_nothing():
    with open(paths.geodata() / TABLE, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    nowhere = [row for row in rows if not row["certainty"]]
    assert len(nowhere) > LEAST
    assert {(row["accuracy_m"], row["beyond"]) for row in nowhere} == {("", "")}
    placed = [row for row in rows if row["certainty"]]
    assert [row["id"] for row in placed if not (ELEMENT.search(row["source"]) or row["licence"] != "ODbL 1.0")] == []


def test_every_community_of_every_subdistrict_is_there_under_its_code(places):
    code_of = {place.id: CODE.fullmatch(place.source)[1] for place in of_kind(places, "subdistrict")}
    communities = of_kind(places, "community")
    assert Counter(place.subdistrict.removesuffix("-jiedao") for place in communities) == COMMUNITIES
    codes = [CODE.fullmatch(place.source)[1] for place in communities]
    assert len(set(codes)) == 263 and {len(code) for code in codes} == {12}
    assert all(code[:9] == code_of[place.subdistrict] for code, place in zip(codes, communities, strict=True))
    assert all(place.name_zh_hans.endswith("社区") and not place.aliases for place in communities)


def test_the_sixteen_districts_and_their_city_are_there_and_one_is_drawn(places):
    districts = of_kind(places, "district")
    assert len([place for place in districts if place.name_zh_hans.endswith("区")]) == 16
    assert [place.id for place in districts if place.geometry] == ["xicheng"]


def test_a_station_is_called_so_and_leaves_the_bare_name_to_the_area(places):
    ids = open_gazetteer(paths.geodata()).ids_by_name
    assert (ids["西单"], ids["西单站"], ids["西单地铁站"]) == (("xidan",), ("xidan-zhan",), ("xidan-zhan",))
    stations = [place for place in of_kind(places, "transport") if place.name_zh_hans.endswith("站")]
    assert len(stations) == 85 and all(place.geometry for place in stations)
    names = {name for place in stations for name in place.names if not name.endswith("站")}
    assert names == {"动物园公交枢纽", "動物園公交樞紐"}


@pytest.mark.parametrize(
    ("hans", "hant", "pinyin", "english"),
    [
        ("大栅栏", "大柵欄", "da shi lan", "Dashilan"),
        ("什刹三海", "什剎三海", "shi cha san hai", "Three Lakes of Shichahai"),
        ("长椿街", "長椿街", "chang chun jie", "Changchun Street"),
        ("三里河", "三里河", "san li he", "Sanlihe"),
        ("里仁街社区", "里仁街社區", "li ren jie she qu", "Lirenjie Community"),
        ("后海西沿", "後海西沿", "hou hai xi yan", "Houhai Xiyan"),
        ("扣钟社区", "扣鐘社區", "kou zhong she qu", "Kouzhong Community"),
        ("校场社区", "校場社區", "jiao chang she qu", "Jiaochang Community"),
        ("校尉营胡同", "校尉營胡同", "xiao wei ying hu tong", "Xiaoweiying Hutong"),
        ("安平巷社区", "安平巷社區", "an ping xiang she qu", "Anpingxiang Community"),
        ("广安门内大街", "廣安門內大街", "guang an men nei da jie", "Guang’anmen Inner Street"),
    ],
)
def test_names_are_written_and_read_as_they_are_here(places, hans, hant, pinyin, english):
    (place,) = (place for place in places if place.name_zh_hans == hans)
    assert (place.name_zh_hant, place.pinyin, place.name_en) == (hant, pinyin, english)


def test_both_scripts_and_the_pinyin_of_every_name_agree(places):
    readings = Readings([(place.name_zh_hans, place.pinyin) for place in places])
    for place in places:
        assert fold(place.name_zh_hant) == fold(place.name_zh_hans)
        assert not set("裏裡衚衕溼菸鍾") & set(place.name_zh_hant), place.id
        assert " ".join(readings.syllables(place.name_zh_hans)) == place.pinyin


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("推进廣內大街、宣外大街沿线提升。", ["广安门内大街", "宣武门外大街"]),
        ("府右街南社区和扣钟社区安装电梯。", ["府右街南社区", "扣钟社区"]),
        ("西單站出口与白塔寺周边一并整治。", ["西单站", "妙应寺"]),
        ("加强推广内容审核，改造过街天桥，整修工厂桥面。", []),
        ("今后海绵城市建设要打造新文化街区、小区西单元门。", []),
        ("石景山、风景山水、集团城市公司、北三环社区。", []),
        ("教育街道干部，喜迎新街坊，设计展览路线，贯通巷道。", []),
    ],
)
def test_places_are_found_and_ordinary_words_are_not(text, found):
    survey = Surveyor(open_gazetteer(paths.geodata())).survey(Article.of(text))
    assert [named.canonical for named in survey.mentions if named.mention.place_ids] == found


def test_the_gazetteer_is_open_and_checked_in_a_second_and_a_half():
    start = time.perf_counter()
    check_ground("gazetteer.geojson", open_gazetteer(paths.geodata()))
    assert time.perf_counter() - start < 1.5
