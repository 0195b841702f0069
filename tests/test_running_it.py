"""What stands in scripts/operations agrees with the code and the settings."""

import re
import subprocess
from dataclasses import fields

import pytest

from mapapp.paths import PACKAGE
from mapapp.settings import NUMBERS, Settings, names, read_settings
from mapapp.web.app import create_app
from mapapp.web.logbook import line
from mapapp.web.server import GRACE_S
from tests.conftest import FIRST

ROOT = PACKAGE.parent
THERE = ROOT / "scripts" / "operations"
UNIT, NGINX, CONTAINER, PAGE = (
    (THERE / name).read_text(encoding="utf-8")
    for name in ("mapapp.service", "nginx.conf", "Containerfile", "README.md")
)
RUN, SUPPLY = (
    (ROOT / "scripts" / "requirements" / name).read_text(encoding="utf-8") for name in ("run.txt", "supply.txt")
)


@pytest.mark.parametrize("text", [UNIT, NGINX, CONTAINER, PAGE], ids=["unit", "nginx", "container", "page"])
def test_every_setting_that_is_named_there_is_one(text):
    named = {name.lower() for name in re.findall(r"MAPAPP_([A-Z_]+)", text)}
    assert named
    assert named <= {*names(), "settings"}


def test_the_settings_of_unit_and_container_are_taken():
    in_unit = re.findall(r"^Environment=(\w+)=(\S+)", UNIT, re.MULTILINE)
    for stated in (in_unit, re.findall(r"(MAPAPP_\w+)=(\S+)", CONTAINER)):
        settings = read_settings(dict(stated))
        assert (settings.numbers["log_requests"], settings.numbers["stop_delay_s"]) == (1, 5)


def test_nobody_is_told_to_stop_before_the_master_and_all_have_the_time_they_need():
    stated = dict(re.findall(r"^(\w+)=(.*)$", UNIT, re.MULTILINE))
    delay = int(re.search(r"STOP_DELAY_S=(\d+)", UNIT)[1])
    assert stated["KillMode"] == "mixed"
    assert int(stated["TimeoutStopSec"]) >= delay + GRACE_S + 5
    assert f"--stop-timeout {stated['TimeoutStopSec']}" in PAGE
    assert {"NoNewPrivileges", "PrivateTmp", "PrivateDevices"} <= stated.keys()
    assert (stated["ProtectSystem"], stated["CapabilityBoundingSet"]) == ("strict", "")


def test_the_proxy_lets_through_what_an_upload_may_have_and_waits_for_its_answer():
    usual = {name: number for name, (number, _, _) in NUMBERS.items()}
    assert int(re.search(r"client_max_body_size (\d+)m", NGINX)[1]) > usual["upload_mb"]
    waits = int(re.search(r"proxy_read_timeout (\d+)s", NGINX)[1])
    assert waits > usual["upload_seconds"] + usual["upload_repair_seconds"] + 20
    assert "--port 8000" in UNIT and "127.0.0.1:8000" in NGINX and "EXPOSE 8000" in CONTAINER


def test_what_the_container_copies_is_there():
    copied = [path for line in re.findall(r"^COPY (.*) \S+$", CONTAINER, re.MULTILINE) for path in line.split()]
    assert copied
    assert [path for path in copied if not (ROOT / path).exists()] == []


def test_the_example_in_the_page_is_a_line_of_the_log():
    example = re.search(r"^time=.*$", PAGE, re.MULTILINE)[0]
    named = [part.partition("=")[0] for part in example.split()]
    assert named == [part.partition("=")[0] for part in line({}, 200, 0, 0.0, frozenset()).split()]


def test_no_setting_is_a_secret_with_a_default_and_the_application_signs_nothing():
    secret = re.compile(r"key|secret|password|token")
    held = {field.name: field.default for field in fields(Settings) if secret.search(field.name)}
    assert held
    assert set(held.values()) == {None}
    assert [name for name in NUMBERS if secret.search(name)] == []
    app = create_app(Settings(FIRST))
    assert app.secret_key is None
    with app.test_client() as visitor:
        assert [visitor.get(path).headers.get("Set-Cookie") for path in ("/", "/planners", "/api/blocks")] == [None] * 3


@pytest.mark.parametrize("lock", [RUN, SUPPLY], ids=["run", "supply"])
def test_every_locked_package_has_its_hashes(lock):
    packages = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)[1:]
    assert len(packages) > 30
    assert [package for package in packages if "==" not in package or "--hash=sha256:" not in package] == []


@pytest.mark.parametrize("script", ["audit", "bill_of_materials", "check_operations", "install"])
def test_a_script_is_one_that_bash_can_read(script):
    path = ROOT / "scripts" / script
    assert path.stat().st_mode & 0o111
    assert subprocess.run(["bash", "-n", path], check=False).returncode == 0
    assert f"scripts/{script}" in PAGE


def test_what_our_supply_tools_bring_does_not_reach_the_server():
    ours = set(re.findall(r"^([a-z0-9-]+)==", RUN, re.MULTILINE))
    assert not {"pip-audit", "cyclonedx-bom"} & ours
