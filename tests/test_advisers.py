"""Advisers: four geocoders asked on loopback stubs, their answers on one datum and side by side."""

import json
import threading
import time
from dataclasses import fields, replace
from datetime import date
from itertools import pairwise

import pytest
from shapely import box

from mapapp import errors
from mapapp.advisers.adviser import Access
from mapapp.advisers.answer import Answer, wgs84
from mapapp.advisers.baidu import accuracy_m
from mapapp.advisers.council import ADVISERS, consult
from mapapp.advisers.pace import wait_for_turn
from mapapp.advisers.question import Question
from mapapp.cli import main
from mapapp.earth.datums import WGS84
from mapapp.earth.metres import metres_between
from mapapp.places.ground import metres_away
from mapapp.settings import Settings, read_settings
from tests.conftest import FIRST
from tests.geocoders import KEYS, NAMES, TIANANMEN, geocoders

BOX = (116.3152, 39.8675, 116.3933, 39.9717)
GATE = Question("天安门", "西城区", BOX)
DAY = date(2026, 11, 28)
NORTH_250_M = (TIANANMEN[0], TIANANMEN[1] + 250 / 111_037)


@pytest.fixture
def stub(monkeypatch):
    """Four geocoders on loopback, reached without a proxy."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with geocoders() as stub:
        yield stub


@pytest.fixture
def settings(stub, tmp_path):
    """What an operator sets to ask the stubs."""
    return Settings(
        FIRST,
        contact="map@example.org",
        advisers_folder=tmp_path / "answers",
        tianditu_server_key=KEYS["tianditu"],
        amap_key=KEYS["amap"],
        baidu_key=KEYS["baidu"],
        **{f"{name}_url": f"{stub.url}/{name}" for name in NAMES},
    )


def ask(settings, question=GATE, today=DAY):
    return consult(question, settings, today=today, pace_s=0)


def reply_of(comparison, name):
    (reply,) = (reply for reply in comparison.replies if reply.adviser == name)
    return reply


def hasty(settings, seconds=1):
    return replace(settings, numbers=settings.numbers | {"advisers_seconds": seconds})


# Answers


@pytest.mark.parametrize(
    ("name", "datum"), [("nominatim", "WGS-84"), ("tianditu", "CGCS2000"), ("amap", "GCJ-02"), ("baidu", "BD-09")]
)
def test_each_answer_is_converted_from_the_datum_of_its_adviser(settings, name, datum):
    (answer,) = reply_of(ask(settings), name).answers
    assert answer.datum == datum
    assert metres_between((answer.lon, answer.lat), TIANANMEN) < 1


def test_the_published_position_in_gcj02_is_the_known_one_in_wgs84():
    assert metres_between(wgs84("116.3975", "39.9087", "GCJ-02"), TIANANMEN) < 10
    assert metres_between(wgs84("116.3975", "39.9087", WGS84), TIANANMEN) > 500


def test_all_advisers_answer_in_one_type(settings):
    answers = ask(settings).answers
    assert [answer.adviser for answer in answers] == list(NAMES)
    assert {type(answer) for answer in answers} == {Answer}
    assert {answer.fetched for answer in answers} == {"2026-11-28"}
    assert [answer.query for answer in answers] == ["天安门", *["西城区天安门"] * 3]
    assert [answer.kind for answer in answers] == ["historic/city_gate", "地名地址", "兴趣点", "旅游景点"]
    assert [answer.accuracy_m for answer in answers] == [None, None, None, 100]
    assert [answer.ref for answer in answers] == ["way/42", "", "", ""]
    assert answers[0].licence == "ODbL 1.0, © OpenStreetMap contributors"


def test_a_request_says_who_asks_and_where_the_district_lies(settings, stub):
    ask(settings)
    (query,) = stub.asked("nominatim")
    assert (query["viewbox"], query["bounded"]) == ("116.315200,39.867500,116.393300,39.971700", "1")
    for _, _, headers in stub.requests:
        assert headers["User-Agent"].startswith("mapapp/")
        assert "map@example.org" in headers["User-Agent"]


def test_an_address_that_names_its_district_is_asked_as_it_is():
    assert Question("西城区天安门", "西城区", BOX).address == "西城区天安门"


def test_baidus_confidence_is_told_in_metres():
    told = [accuracy_m(confidence) for confidence in (100, 99, 80, 79, 20, 19, 0, None, "80")]
    assert told == [20, 50, 100, 200, 10_000, None, None, None, None]


def test_nothing_found_is_no_refusal_and_no_answer(settings, stub):
    stub.places.clear()
    for reply in ask(settings).replies:
        assert (reply.answers, reply.refusal) == ((), None)


@pytest.mark.parametrize(("lon", "lat"), [("181", "0"), ("0", "-91"), ("nan", "0"), ("inf", "0"), ("", "0")])
def test_what_is_no_position_is_no_answer(settings, stub, lon, lat):
    place = {"lon": lon, "lat": lat, "name": "天安门"}
    stub.instead["nominatim"] = (200, {}, [json.dumps([place]).encode()])
    assert isinstance(reply_of(ask(settings), "nominatim").refusal, errors.AdviserAnswerUnreadable)


def test_a_name_as_answered_is_one_short_line_without_control_characters(settings, stub):
    place = {"lon": "116.39", "lat": "39.9", "name": "\x1b[2J天\n安\u202e门" + "长" * 500}
    stub.instead["nominatim"] = (200, {}, [json.dumps([place]).encode()])
    (answer,) = reply_of(ask(settings), "nominatim").answers
    assert answer.name.isprintable()
    assert len(answer.name) == 201


@pytest.mark.parametrize("name", ["", "天", "天\n安", "天" * 61])
def test_what_is_no_name_is_not_asked(settings, stub, name):
    with pytest.raises(errors.QuestionRefused):
        ask(settings, replace(GATE, name=name))
    assert stub.requests == []


# Comparing


def test_advisers_within_200_m_agree_and_their_spread_is_stated(settings):
    comparison = ask(settings)
    assert len(comparison.spreads) == 6
    assert comparison.spreads[0].metres < 1
    assert comparison.disagrees is False


def test_two_advisers_that_lie_farther_apart_than_200_m_disagree(settings, stub):
    stub.places["amap"] = NORTH_250_M
    comparison = ask(settings)
    assert comparison.disagrees is True
    apart = [spread for spread in comparison.spreads if spread.disagrees]
    assert {(spread.first, spread.second) for spread in apart} == {
        ("nominatim", "amap"),
        ("tianditu", "amap"),
        ("amap", "baidu"),
    }
    assert apart[0].metres == pytest.approx(250, abs=1)


def test_one_answer_alone_is_compared_with_nothing(settings, stub):
    stub.places = {"amap": TIANANMEN}
    assert (ask(settings).spreads, ask(settings).disagrees) == ((), None)


# Keys


def test_without_a_key_an_adviser_is_not_asked_and_that_is_said(settings, stub):
    comparison = ask(replace(settings, contact=None, tianditu_server_key=None, amap_key=None, baidu_key=None))
    needed = ["MAPAPP_CONTACT", "MAPAPP_TIANDITU_SERVER_KEY / MAPAPP_TIANDITU_KEY", "MAPAPP_AMAP_KEY"]
    assert stub.requests == []
    for reply, setting in zip(comparison.replies, [*needed, "MAPAPP_BAIDU_KEY"], strict=True):
        assert isinstance(reply.refusal, errors.AdviserNotAsked)
        assert setting in str(reply.refusal)


def test_the_tianditu_key_of_the_base_map_serves_where_there_is_no_other(settings, stub):
    ask(replace(settings, tianditu_server_key=None, tianditu_key=KEYS["tianditu"]))
    assert stub.asked("tianditu")[0]["tk"] == KEYS["tianditu"]


def everything_said(comparison, folder):
    refusals = [reply.refusal for reply in comparison.replies if reply.refusal]
    told = [sentence for refusal in refusals for sentence in map(refusal.sentence, ("en", "zh-hans", "zh-hant"))]
    kept = [path.name + path.read_text(encoding="utf-8") for path in folder.iterdir()]
    return "\n".join([repr(comparison), *told, *kept])


def test_a_key_is_shown_nowhere(settings, stub):
    said = everything_said(ask(settings), settings.advisers_folder)
    said += repr(settings) + repr(Access("https://a.example/", KEYS["amap"]))
    assert "天安门" in said
    assert [key for key in KEYS.values() if key in said] == []


def test_a_key_that_an_adviser_repeats_is_shown_nowhere(settings, stub):
    location = {"lon": "116.39", "lat": "39.9", "keyWord": f"天安门 {KEYS['tianditu']}"}
    echo = {"tianditu": {"status": "0", "location": location}}
    echo["amap"] = {"status": "0", "info": f"INVALID_USER_KEY {KEYS['amap']}", "infocode": KEYS["amap"]}
    echo["baidu"] = {"status": 240, "message": f"AK {KEYS['baidu']}"}
    for name, document in echo.items():
        stub.instead[name] = (200, {}, [json.dumps(document).encode()])
    said = everything_said(ask(settings), settings.advisers_folder)
    assert "INVALID_USER_KEY" in said
    assert [key for key in KEYS.values() if key in said] == []


# Refusals


def said_no(code, words):
    return errors.AdviserSaysNo, (code, words)


@pytest.mark.parametrize(
    ("name", "status", "body", "expected"),
    [
        ("nominatim", 429, "<html>Too Many Requests</html>", (errors.AdviserFailed, ("429",))),
        ("nominatim", 503, "", (errors.AdviserFailed, ("503",))),
        ("nominatim", 400, {"error": {"code": 400, "message": "Nothing to search for."}}, said_no("400", "Nothing to")),
        ("nominatim", 200, {"error": "Unable to geocode"}, said_no("error", "Unable to geocode")),
        ("nominatim", 200, "<html>Wartung</html>", (errors.AdviserAnswerUnreadable, ())),
        ("nominatim", 200, {"places": []}, (errors.AdviserAnswerUnreadable, ())),
        ("tianditu", 200, {"status": "404", "msg": "出错"}, said_no("404", "出错")),
        ("tianditu", 403, {"code": 301012, "msg": "权限类型错误"}, said_no("301012", "权限类型错误")),
        ("tianditu", 418, "I'm a teapot", (errors.AdviserFailed, ("418",))),
        ("tianditu", 200, {"status": "0"}, (errors.AdviserAnswerUnreadable, ())),
        ("tianditu", 200, {}, (errors.AdviserAnswerUnreadable, ())),
        (
            "amap",
            200,
            {"status": "0", "info": "DAILY_QUERY_OVER_LIMIT", "infocode": "10003"},
            said_no("10003", "DAI"),
        ),
        ("amap", 200, {"status": "1", "geocodes": [{"location": []}]}, (errors.AdviserAnswerUnreadable, ())),
        ("amap", 500, {"oops": 1}, (errors.AdviserFailed, ("500",))),
        ("baidu", 200, {"status": 211, "message": "APP SN校验失败"}, said_no("211", "APP SN校验失败")),
        ("baidu", 200, {"status": 302, "message": "天配额超限，限制访问"}, said_no("302", "天配额超限")),
        ("baidu", 200, [1], (errors.AdviserAnswerUnreadable, ())),
        ("baidu", 200, '{"status": 0, "result": ', (errors.AdviserAnswerUnreadable, ())),
        ("baidu", 200, "[" * 100_000, (errors.AdviserAnswerUnreadable, ())),
        ("baidu", 200, b"\xff\xfe\x00", (errors.AdviserAnswerUnreadable, ())),
    ],
)
def test_an_adviser_that_fails_is_told_of_beside_the_others(settings, stub, name, status, body, expected):
    content = body if isinstance(body, bytes) else (body if isinstance(body, str) else json.dumps(body)).encode()
    stub.instead[name] = (status, {}, [content])
    comparison = ask(settings)
    refusal = reply_of(comparison, name).refusal
    class_, words = expected
    assert type(refusal) is class_
    assert [word for word in words if word not in str(refusal)] == []
    assert [answer.adviser for answer in comparison.answers] == [other for other in NAMES if other != name]


def test_a_wrong_key_is_refused_in_the_words_of_each_adviser(settings):
    comparison = ask(replace(settings, tianditu_server_key="x", amap_key="y", baidu_key="z"))
    words = ["权限类型错误", "INVALID_USER_KEY", "APP SN校验失败"]
    for reply, said in zip(comparison.replies[1:], words, strict=True):
        assert said in str(reply.refusal)


def late(stub):
    stub.over.wait(20)
    yield b"[]"


def in_drips(stub):
    while not stub.over.wait(0.2):
        yield b" "


@pytest.mark.parametrize(("status", "pieces"), [(200, late), (200, in_drips), (None, in_drips)])
def test_an_adviser_that_does_not_answer_in_time_is_not_waited_for(settings, stub, status, pieces):
    stub.instead["nominatim"] = (status, {}, pieces(stub))
    began = time.monotonic()
    comparison = ask(hasty(settings))
    assert isinstance(reply_of(comparison, "nominatim").refusal, errors.AdviserSilent)
    assert time.monotonic() - began < 5
    assert len(comparison.answers) == 3


def test_an_answer_in_drips_keeps_no_thread_busy(settings, stub):
    stub.instead["nominatim"] = (200, {}, in_drips(stub))
    ask(hasty(settings))
    for asking in [thread for thread in threading.enumerate() if thread.name == "asking nominatim"]:
        asking.join(3)
        assert not asking.is_alive()


def test_an_answer_that_never_ends_is_not_read(settings, stub):
    stub.instead["amap"] = (200, {}, (b" " * 65_536 for _ in range(1_000)))
    comparison = ask(settings)
    assert isinstance(reply_of(comparison, "amap").refusal, errors.AdviserAnswerTooLarge)
    assert len(comparison.answers) == 3


def test_a_redirect_is_not_followed(settings, stub):
    with geocoders() as elsewhere:
        stub.instead["amap"] = (302, {"Location": f"{elsewhere.url}/amap"}, [])
        refusal = reply_of(ask(settings), "amap").refusal
        assert elsewhere.requests == []
    assert isinstance(refusal, errors.AdviserFailed)
    assert "302" in str(refusal)


def test_an_adviser_that_cannot_be_reached_is_told_of(settings):
    with geocoders() as gone:
        address = f"{gone.url}/baidu"
    refusal = reply_of(ask(replace(settings, baidu_url=address)), "baidu").refusal
    assert isinstance(refusal, errors.AdviserUnreachable)
    assert "MAPAPP_BAIDU_URL" in str(refusal)
    assert KEYS["baidu"] not in str(refusal)


# Pace


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self, now=1_000.0):
        self.now, self.slept = now, []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


def test_a_turn_comes_when_the_last_one_is_long_enough_ago(tmp_path):
    clock = Clock()
    for pause in (0, 0, 0.4, 5):
        clock.now += pause
        wait_for_turn(tmp_path, "nominatim", 1.1, clock=clock, sleep=clock.sleep)
    assert clock.slept == pytest.approx([1.1, 0.7])


def test_each_adviser_has_a_pace_of_its_own(tmp_path):
    clock = Clock()
    for name in NAMES:
        wait_for_turn(tmp_path, name, 1.1, clock=clock, sleep=clock.sleep)
    assert clock.slept == []


@pytest.mark.parametrize("noted", ["99999.0", "", "soon", "nan", "-inf", "1" * 400])
def test_a_time_that_nobody_can_have_noted_is_not_waited_for(tmp_path, noted):
    (tmp_path / "amap.turn").write_text(noted)
    clock = Clock()
    wait_for_turn(tmp_path, "amap", 1.1, clock=clock, sleep=clock.sleep)
    assert clock.slept == []
    wait_for_turn(tmp_path, "amap", 1.1, clock=clock, sleep=clock.sleep)
    assert clock.slept == pytest.approx([1.1])


def test_those_who_ask_at_once_go_one_by_one(tmp_path):
    turns = []

    def take_turn():
        wait_for_turn(tmp_path, "nominatim", 0.2)
        turns.append(time.monotonic())

    threads = [threading.Thread(target=take_turn) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    turns.sort()
    assert min(later - earlier for earlier, later in pairwise(turns)) > 0.15
    assert turns[-1] - turns[0] > 0.59


def test_requests_keep_the_pace(settings, stub):
    began = time.monotonic()
    for name in ("天安门", "正阳门"):
        consult(replace(GATE, name=name), settings, today=DAY, pace_s=0.3)
    assert len(stub.asked("nominatim")) == 2
    assert time.monotonic() - began >= 0.3


def test_a_public_server_is_asked_less_than_once_a_second(settings, monkeypatch):
    paces = []
    monkeypatch.setattr("mapapp.advisers.council.wait_for_turn", lambda _, name, seconds: paces.append(seconds))
    consult(GATE, settings, today=DAY)
    assert len(paces) == len(ADVISERS)
    assert min(paces) > 1


# Kept answers


def test_the_same_question_is_asked_once(settings, stub):
    first, second = ask(settings), ask(settings)
    assert len(stub.requests) == len(NAMES)
    assert second.answers == first.answers
    assert [reply.kept for reply in first.replies] == [False] * 4
    assert [reply.kept for reply in second.replies] == [True] * 4


def test_a_kept_answer_says_when_it_was_given_and_is_asked_for_again_in_time(settings, stub):
    ask(settings)
    assert ask(settings, today=date(2026, 12, 28)).answers[0].fetched == "2026-11-28"
    assert ask(settings, today=date(2026, 12, 29)).answers[0].fetched == "2026-12-29"
    assert len(stub.requests) == 2 * len(NAMES)


def test_that_nothing_was_found_is_kept_and_a_refusal_is_not(settings, stub):
    stub.places["amap"] = None
    stub.instead["baidu"] = (503, {}, [])
    ask(settings), ask(settings)
    assert (len(stub.asked("amap")), len(stub.asked("baidu"))) == (1, 2)


def test_another_name_box_or_address_is_another_question(settings, stub):
    ask(settings)
    ask(settings, replace(GATE, name="正阳门"))
    ask(settings, replace(GATE, box=(116.0, 39.0, 117.0, 40.0)))
    ask(replace(settings, nominatim_url=f"{stub.url}/nominatim/"))
    assert len(stub.requests) == 3 * len(NAMES) + 1


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"fetched": "2026-11-28", "answers": [{"lon": 1}]}', "\x00"])
def test_a_damaged_file_of_answers_is_asked_for_again(settings, stub, damage):
    ask(settings)
    for path in settings.advisers_folder.glob("*.json"):
        path.write_text(damage)
    assert len(ask(settings).answers) == len(NAMES)
    assert len(stub.requests) == 2 * len(NAMES)


def test_answers_are_kept_for_ourselves_only_and_whole(settings):
    ask(settings)
    assert settings.advisers_folder.stat().st_mode & 0o077 == 0
    assert {path.suffix for path in settings.advisers_folder.iterdir()} == {".json", ".turn"}
    kept = json.loads(next(settings.advisers_folder.glob("amap-*.json")).read_text(encoding="utf-8"))
    assert set(kept["answers"][0]) == {field.name for field in fields(Answer)}


def test_a_folder_of_somebody_else_is_refused_and_nobody_is_asked(settings, stub, tmp_path):
    (tmp_path / "theirs").mkdir()
    (tmp_path / "answers").symlink_to(tmp_path / "theirs")
    with pytest.raises(errors.AdvisersFolderRefused, match="MAPAPP_ADVISERS_FOLDER"):
        ask(settings)
    (tmp_path / "file").write_text("")
    with pytest.raises(errors.AdvisersFolderRefused):
        ask(replace(settings, advisers_folder=tmp_path / "file" / "below"))
    assert stub.requests == []


# Settings


@pytest.mark.parametrize(
    "url", ["ftp://a.example/", "file:///etc/passwd", "https://u:p@a.example/", "https://a.example/?k=1", "a.example"]
)
def test_an_adviser_is_asked_by_http_at_a_plain_address(url):
    with pytest.raises(errors.SettingRefused, match="amap_url"):
        read_settings({"MAPAPP_AMAP_URL": url})


def test_settings_of_advisers_are_read(tmp_path):
    environ = {"MAPAPP_ADVISERS_FOLDER": str(tmp_path), "MAPAPP_ADVISERS_DAYS": "0", "MAPAPP_BAIDU_KEY": "k" * 8}
    settings = read_settings(environ)
    assert (settings.advisers_folder, settings.numbers["advisers_days"]) == (tmp_path, 0)
    assert settings.baidu_key == "k" * 8
    assert "k" * 8 not in repr(settings)


@pytest.mark.parametrize("line", ["amap_key = 5550123", 'amap_keys = "5550123"'])
def test_a_key_that_is_written_wrongly_is_not_shown(tmp_path, line):
    path = tmp_path / "settings.toml"
    path.write_text(line)
    with pytest.raises(errors.SettingRefused) as refused:
        read_settings({"MAPAPP_SETTINGS": str(path)})
    assert "5550123" not in str(refused.value)


# The command


@pytest.fixture
def run(settings, capsys, monkeypatch):
    """Run `gazetteer advise` in English against the stubs; return its status and what it printed and complained of."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setattr("mapapp.advisers.council.PUBLIC_PACE_S", 0)
    for name in ("contact", "advisers_folder", "tianditu_server_key", "amap_key", "baidu_key"):
        monkeypatch.setenv(f"MAPAPP_{name.upper()}", str(getattr(settings, name)))
    for name in NAMES:
        monkeypatch.setenv(f"MAPAPP_{name.upper()}_URL", getattr(settings, f"{name}_url"))

    def _run(*arguments):
        status = main.main(["gazetteer", "advise", "--geodata", str(FIRST), *arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return _run


YUETAN = (116.3437, 39.9153)


def test_the_command_prints_a_line_for_each_answer_and_each_two(run, stub):
    stub.places = dict.fromkeys(NAMES, YUETAN)
    status, printed, complaint = run("月坛")
    lines = printed.splitlines()
    assert (status, complaint, len(lines)) == (0, "", 2 + 4 + 6)
    assert lines[0] == "asked: 月坛"
    assert lines[1].startswith("gazetteer: yuetan, 月坛, ±")
    for line, datum in zip(lines[2:6], ["WGS-84", "CGCS2000", "GCJ-02", "BD-09"], strict=True):
        assert f"116.343700 39.915300 WGS-84, answered in {datum}, " in line
        assert " m from yuetan, " in line
    assert [line for line in lines[6:] if not line.endswith(" lie 0 m apart: they agree")] == []


def test_the_command_says_that_advisers_disagree(run, stub):
    stub.places["baidu"] = NORTH_250_M
    status, printed, _ = run("太庙")
    assert status == 0
    assert "gazetteer: no row has this name" in printed
    assert "spread: nominatim and baidu lie 250 m apart: they disagree, by more than 200 m\n" in printed
    assert "spread: nominatim and amap lie 0 m apart: they agree\n" in printed


def test_the_command_asks_for_the_name_of_an_id_and_tells_what_is_kept(run, stub):
    first = run("yuetan")[1]
    assert stub.asked("amap")[0]["address"] == "西城区月坛"
    assert "(kept since" not in first
    second = run("月坛")[1]
    assert second.count("(kept since ") == 4
    assert len(stub.requests) == 4


def test_a_traditional_name_is_asked_for_in_simplified_characters(run, stub):
    assert run("月壇")[1].startswith("asked: 月坛\ngazetteer: yuetan, ")
    assert stub.asked("nominatim")[0]["q"] == "月坛"


def test_a_name_that_means_two_streets_is_measured_from_both(run):
    printed = run("南北长街")[1]
    assert printed.count(" m from nanchang-jie, ") == printed.count(" m from beichang-jie, ") == 4


def test_the_command_says_who_was_not_asked_and_who_failed(run, stub, monkeypatch):
    monkeypatch.setenv("MAPAPP_AMAP_KEY", "")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    stub.places["nominatim"] = None
    stub.instead["tianditu"] = (503, {}, [])
    status, printed, _ = run("天安门")
    assert status == 0
    assert "Nominatim (OpenStreetMap): nothing found\n" in printed
    assert "Tianditu (天地图)：服务器返回 HTTP 503" in printed
    assert "Amap (高德)：没有询问，因为未设置 MAPAPP_AMAP_KEY。\n" in printed
    assert "spread: fewer than two advisers answered" in printed


def test_what_is_no_name_gets_one_sentence(run, stub):
    status, printed, complaint = run("天")
    assert (status, printed, complaint.count("\n"), stub.requests) == (2, "", 1, [])


def test_a_distance_to_a_place_is_in_metres_and_nothing_inside_it():
    outline = box(116.34, 39.90, 116.36, 39.92)
    assert metres_away(outline, 116.35, 39.91) == 0
    assert metres_away(outline, 116.35, 39.92 + 100 / 111_037) == pytest.approx(100, abs=1)
