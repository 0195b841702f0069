"""The desk killed at any moment: no decision that it answered is lost, and no file is torn."""

import http.client
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from urllib.parse import urlencode

import pytest

from mapapp.atlas.build import build
from mapapp.editing.revision import finish
from mapapp.places.decisions import open_decisions
from mapapp.places.gazetteer import open_gazetteer
from tests.desk.test_deciding import POINT


class Process:
    """A desk that runs as its editor starts it."""

    def __init__(self, geodata):
        run = [sys.executable, "-m", "mapapp", "desk", "--port", "0", "--by", "Li Hua", "--geodata", str(geodata)]
        self.process = subprocess.Popen(run, stdout=subprocess.PIPE, text=True, start_new_session=True)
        self.port = int(re.search(r":(\d+)/", self.process.stdout.readline())[1])
        page = self.ask("GET", "/en/new").read().decode()
        self.token = re.search(r'name="token" value="([^"]+)"', page)[1]

    def ask(self, method, path, **fields):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"}
        connection.request(method, path, urlencode(fields), kind)
        return connection.getresponse()

    def decide(self, number):
        """Take a decision that changes log, table and shapes, or the log alone; return whether it was answered."""
        if number % 2:
            row = {"id": f"row-{number}", "name_zh_hans": f"新地{number}号", "name_zh_hant": f"新地{number}號",
                   "name_en": "New", "pinyin": "xin", "kind": "building"}  # fmt: skip
            return self.ask("POST", "/en/articles/xicheng/names/6-9", did="row", token=self.token, **row, **POINT)
        accuracy = str(100 + number % 1000)
        return self.ask("POST", "/en/places/yuetan", token=self.token, **POINT | {"accuracy_m": accuracy})

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()


def decide_until_killed(desk, numbers, answered):
    """Decide one after the other; remember which decisions were answered."""
    for number in numbers:
        try:
            answer = desk.decide(number)
        except (OSError, http.client.HTTPException):
            return
        if answer.status == 303:
            answered.append(number)


def wait_for(true, patience_s=60):
    until = time.monotonic() + patience_s
    while not true() and time.monotonic() < until:
        time.sleep(0.01)


def killed_at_random(geodata, times):
    """Kill a desk that decides without end, again and again; after each, everything answered is there and whole."""
    first, answered = 1, []
    for _ in range(times):
        desk, numbers = Process(geodata), range(first, first + 10_000)
        worker = threading.Thread(target=decide_until_killed, args=(desk, numbers, answered))
        already = len(answered)
        worker.start()
        wait_for(lambda already=already: len(answered) > already)
        time.sleep(random.uniform(0, 0.6))
        desk.kill()
        worker.join()
        finish(geodata)
        assert_whole(geodata, answered)
        first += 10_000
    return answered


def assert_whole(geodata, answered):
    decisions, places = open_decisions(geodata), open_gazetteer(geodata).places
    assert [decision.id for decision in decisions] == list(range(1, len(decisions) + 1))
    added = {decision.place for decision in decisions if decision.did == "place.add"}
    assert {f"row-{number}" for number in answered if number % 2} <= added
    assert added == {id for id in places if id.startswith("row-")}
    positions = [decision for decision in decisions if decision.did == "place.position"]
    assert len(positions) >= sum(number % 2 == 0 for number in answered)
    if positions:
        assert f",approximate,{places['yuetan'].accuracy_m}," in positions[-1].after["row"]
    assert json.loads(build(geodata)["receipt.json"])["counts"]["places"] == len(places)
    assert not (geodata / ".revision").exists()


@pytest.fixture
def desk(geodata):
    process = Process(geodata)
    yield process
    process.kill()


def test_no_other_address_of_this_machine_answers(desk):
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", desk.port), timeout=10)


def test_decisions_at_the_same_time_are_taken_one_after_the_other(desk, geodata):
    answered, numbers = [], ([1, 2, 3, 4], [11, 12, 13, 14], [21, 22, 23, 24])
    workers = [threading.Thread(target=decide_until_killed, args=(desk, some, answered)) for some in numbers]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(answered) == sorted(number for some in numbers for number in some)
    assert_whole(geodata, answered)


def test_killed_at_any_moment_nothing_that_was_answered_is_lost(geodata):
    assert len(killed_at_random(geodata, 2)) >= 2


@pytest.mark.long
def test_killed_a_hundred_times_nothing_that_was_answered_is_lost(geodata):
    assert len(killed_at_random(geodata, 100)) >= 100
