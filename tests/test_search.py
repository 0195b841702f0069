"""What search is done by: how names and sentences are read, and the keys that the build makes of them."""

import copy
import csv
import json
import shutil
from pathlib import Path

import pytest

from mapapp import errors
from mapapp.atlas.build import build
from mapapp.layers import keys, store
from mapapp.reading.pinyin import Readings
from mapapp.reading.variants import fold
from mapapp.settings import Settings
from mapapp.web.app import create_app
from tests.conftest import FIRST, SECOND

QUERIES = Path(__file__).parent / "data" / "queries.csv"


@pytest.fixture(scope="module", params=[FIRST, SECOND], ids=["first", "second"])
def built(request):
    """The search keys of each of two districts."""
    return json.loads(build(request.param)[store.SEARCH])


# Readings


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("什刹海区域", "shi cha hai qu yu"),
        ("什剎海", "shi cha hai"),
        ("前大柵欄西街", "qian da shi lan xi jie"),
        ("栅栏", "zha lan"),
        ("成长街区", "cheng zhang jie qu"),
        ("绿园1号,A座", "lv yuan yi hao - - zuo"),
        ("", ""),
    ],
)
def test_what_is_read_by_hand_teaches_what_contains_it_and_nothing_else(text, read):
    names = [("什刹海", "Shí chà hǎi"), ("大栅栏街道", "da shi lan jie dao"), ("南长街", "nan chang jie")]
    assert " ".join(Readings(names).syllables(text)) == read


def test_a_name_whose_pinyin_does_not_fit_teaches_nothing():
    assert Readings([("什刹海", "shi cha")]).syllables("什刹海") == Readings([]).syllables("什刹海")


# Keys


def test_every_place_that_an_article_names_every_subdistrict_and_every_commitment_has_its_keys(read_article):
    content = json.loads(build(FIRST if read_article.doc == "xicheng" else SECOND)[store.SEARCH])
    named = {id for mention in read_article.survey.mentions for id in mention.mention.place_ids}
    places = [p for p in read_article.gazetteer.places.values() if p.id in named or p.kind == "subdistrict"]
    assert [place["id"] for place in content["places"]] == [place.id for place in places]
    assert len(content["sentences"]) == len(read_article.survey.commitments)
    for key, place in zip(content["places"], places, strict=True):
        assert key["names"][0][:2] == [place.name_zh_hans, place.pinyin]
        assert {*map(fold, place.names)} == {name for name, *_ in key["names"]} | {*key["english"][1:]}


def test_keys_are_small_and_hold_one_form_of_each_character(built):
    there = set("".join(sentence["text"] for sentence in built["sentences"]))
    assert not there & set(built["fold"]["from"])
    assert len(json.dumps(built, ensure_ascii=False).encode()) < 60_000


def test_an_english_alias_is_an_english_name():
    places = {place["id"]: place for place in json.loads(build(FIRST)[store.SEARCH])["places"]}
    assert places["gulou-xidajie"]["english"] == ["Gulou West Street", "Drum Tower West Street"]
    assert len(places["gulou-xidajie"]["names"]) == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda k: k["places"][2].pop("kind"), "shichahai.*kind is None"),
        (lambda k: k["places"][2]["names"].append(["什刹海", "shi cha", "什剎海"]), "character by character"),
        (lambda k: k["sentences"][0].update(pinyin="an"), r"xicheng\.11\.2.*character by character"),
        (lambda k: k["fold"].update(to=""), "differ in length"),
    ],
)
def test_keys_that_cannot_be_searched_by_are_refused_by_name(change, words):
    broken = copy.deepcopy(json.loads((FIRST / "layers" / store.SEARCH).read_bytes()))
    change(broken)
    with pytest.raises(errors.FeatureBroken, match=words):
        keys.check(store.SEARCH, broken)


# Served


def test_the_keys_are_served_packed_and_sent_once(client, published):
    answer = client.get("/search.json", headers={"Accept-Encoding": "br"})
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    assert answer.headers["Content-Encoding"] == "br"
    assert len(answer.data) < 16_000
    assert client.get("/search.json").data == (published / store.SEARCH).read_bytes()
    again = client.get("/search.json?v=1", headers={"Accept-Encoding": "br", "If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_another_district_has_its_own_keys(tmp_path):
    geodata = shutil.copytree(SECOND, tmp_path / "second")
    store.publish(geodata / "layers", build(geodata))
    answer = create_app(Settings(geodata)).test_client().get("/search.json")
    assert "longtan-jiedao" in answer.text and "xicheng" not in answer.text


# The questions


def test_there_are_sixty_questions_with_answers_that_exist():
    content = json.loads((FIRST / "layers" / store.SEARCH).read_bytes())
    known = {row["id"] for row in content["places"] + content["sentences"]}
    with QUERIES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len({row["query"] for row in rows}) == 60
    assert {id for row in rows for id in row["first"].split(";")} <= known
