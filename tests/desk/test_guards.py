"""Nobody but this machine's own browser, from the desk's own pages, gets anything or changes anything."""

import socket
import subprocess
import sys

import pytest

from mapapp.cli import main
from mapapp.desk import server
from mapapp.places.decisions import LOG
from tests.desk.conftest import GOOD, HOST
from tests.desk.test_pages import ARTICLE, at

REJECT = {"what": "name", "did": "reject", **at("天寧一號")}


@pytest.mark.parametrize(
    "host", ["evil.test", "evil.test:8010", "127.0.0.1.evil.test:8010", "192.168.1.5:8010", "0.0.0.0:8010"]
)
def test_another_name_for_this_machine_is_refused(sitting, host):
    for answer in (
        sitting.get("/en/", Host=host),
        sitting.post(ARTICLE, {"Host": host, "Origin": f"http://{host}"}, **REJECT),
    ):
        assert answer.status_code == 403
        assert "xicheng" not in answer.text
    assert not (sitting.geodata / LOG).exists()


@pytest.mark.parametrize("host", ["127.0.0.1:9", "localhost:8010", "localhost"])
def test_its_own_names_are_answered(sitting, host):
    assert sitting.get("/en/", Host=host).status_code == 200


@pytest.mark.parametrize(
    "origin", [None, "null", "http://evil.test", "https://127.0.0.1:8010", "http://127.0.0.1:8011"]
)
def test_a_form_from_elsewhere_is_refused(sitting, origin):
    headers = {"Host": HOST} | ({"Origin": origin} if origin else {})
    assert sitting.post(ARTICLE, headers, **REJECT).status_code == 403
    assert not (sitting.geodata / LOG).exists()


@pytest.mark.parametrize("token", ["", "guess", "é"])
@pytest.mark.parametrize(
    "path", [ARTICLE, "/en/new", "/en/publish", "/en/history/1", "/en/places/yuetan", f"{ARTICLE}/names/0-4"]
)
def test_a_form_without_the_secret_of_this_start_is_refused(sitting, path, token):
    before = {path: path.stat().st_mtime_ns for path in sitting.geodata.rglob("*")}
    answer = sitting.client.post(path, data={"token": token, **REJECT}, headers=GOOD)
    assert answer.status_code == 403
    assert "reload the page" in answer.text
    assert {path: path.stat().st_mtime_ns for path in sitting.geodata.rglob("*")} == before


def test_every_answer_carries_the_guarding_headers(sitting):
    for path in ("/en/", "/en/nope", "/static/desk.css", "/basemap.geojson"):
        headers = sitting.get(path).headers
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_no_file_but_its_own_is_served(sitting):
    for path in ("/static/js/..%2fdesk.js", "/static/js/../../words.json", "/static/js/nope.js", "/static/words.json"):
        assert sitting.get(path).status_code == 404


def test_a_form_larger_than_any_text_is_refused(sitting):
    assert sitting.post("/en/new", text="x" * 6_000_000).status_code == 413


def test_the_desk_listens_on_this_machine_only_and_names_the_option_it_has(geodata, capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main.main(["desk", "--geodata", str(geodata), "--port", str(port)]) == 2
    said = capsys.readouterr().err
    assert f"port {port}" in said
    assert "--port" in said
    assert "--host" not in said
    assert server.HOST == "127.0.0.1"


def test_the_command_takes_no_host_and_needs_a_name(geodata, capsys):
    assert main.main(["desk", "--geodata", str(geodata), "--host", "0.0.0.0"]) == 2
    assert main.main(["desk", "--geodata", str(geodata), "--by", "two\nlines"]) == 2
    assert "--by NAME" in capsys.readouterr().err


def test_the_command_without_a_gazetteer_says_so(tmp_path):
    run = [sys.executable, "-m", "mapapp", "desk", "--geodata", str(tmp_path), "--port", "0"]
    done = subprocess.run(run, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
