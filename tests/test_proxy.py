"""Behind nginx as we configure it: every address is the public one, and none is broken."""

import json
import re
import shutil
import ssl
import subprocess
import time
from collections import deque
from contextlib import closing, contextmanager
from html import unescape
from http.client import HTTPSConnection
from urllib.parse import quote, urljoin, urlsplit

import pytest

from mapapp.paths import PACKAGE
from mapapp.publish.qr_code import qr_svg
from tests.conftest import FIRST
from tests.running import free_port, serving, square, upload

pytestmark = pytest.mark.long
CONFIGURATION = (PACKAGE.parent / "scripts" / "operations" / "nginx.conf").read_text(encoding="utf-8")
PUBLIC = "https://map.example/xicheng"
LINKS = re.compile(r'(?:href|src)="((?:https?:/)?/[^"]*)"')
STATED = re.compile(rf'[">]({re.escape(PUBLIC)}[^"<>\s\\]*)[\\"<]')
AS_IS = "/?&=%:~,;+@!$'()*#[]"
FOREIGN = ("127.0.0.1", "localhost", "http://map.example", ":8000")


@contextmanager
def nginx(folder, port, upstream):
    """Run nginx as our configuration says, but for ports, certificate and logs."""
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=map.example"]
    subprocess.run(
        [*make, "-keyout", folder / "key.pem", "-out", folder / "fullchain.pem"], check=True, capture_output=True
    )
    ours = CONFIGURATION.replace("/etc/ssl/map.example", str(folder)).replace("/var/log/nginx", str(folder))
    ours = ours.replace("listen 80;", f"listen 127.0.0.1:{free_port()};").replace(
        "listen 443 ", f"listen 127.0.0.1:{port} "
    )
    ours = ours.replace("127.0.0.1:8000", f"127.0.0.1:{upstream}")
    paths = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = f"daemon off; pid {folder}/pid; events {{}} http {{ {paths} {ours} }}"
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")
    command = [
        shutil.which("nginx", path="/usr/sbin:/usr/bin"),
        "-e",
        folder / "error.log",
        "-c",
        folder / "nginx.conf",
    ]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert (tested.returncode, "[warn]" in tested.stderr) == (0, False), tested.stderr
    server = subprocess.Popen(command)
    time.sleep(0.5)
    try:
        yield
    finally:
        server.terminate()
        server.wait()


class Visitor:
    """Asks for addresses of the public site over encrypted lines."""

    def __init__(self, port):
        self._port = port
        self._context = ssl.create_default_context()
        self._context.check_hostname, self._context.verify_mode = False, ssl.CERT_NONE

    def ask(self, path, *, method="GET", body=None, **headers):
        """Return (status, headers, body)."""
        stated = {"Host": "map.example"} | {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(HTTPSConnection("127.0.0.1", self._port, context=self._context, timeout=60)) as line:
            line.request(method, quote(path, safe=AS_IS), body, stated)
            answer = line.getresponse()
            return answer.status, answer.headers, answer.read()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nginx")
    settings = {"public_url": PUBLIC, "results": folder / "results", "log_requests": 1}
    with serving(FIRST, **settings) as server, nginx(folder, port := free_port(), server.port):
        yield Visitor(port), server, folder


def test_every_link_of_every_page_leads_to_something_below_the_public_address(site):
    visitor = site[0]
    waiting, asked, broken, foreign = deque(["/xicheng/", "/xicheng/embed", "/xicheng/embed/new"]), set(), [], []
    while waiting:
        path = waiting.popleft()
        if path in asked:
            continue
        asked.add(path)
        status, headers, body = visitor.ask(path)
        if status != 200:
            broken.append((status, path))
        if re.match(r"text/|application/(.*json|.*xml|javascript|manifest)", headers["Content-Type"]):
            text = body.decode()
            foreign += [(path, mark) for mark in FOREIGN if mark in text and "static" not in path]
            found = STATED.findall(text) + (LINKS.findall(text) if "html" in headers["Content-Type"] else [])
            for address in map(unescape, found):
                whole = urlsplit(urljoin(PUBLIC, address))
                if whole.netloc == "map.example":
                    foreign += [] if whole.path.startswith("/xicheng") else [(path, address)]
                    if "{" not in address and "%7B" not in address:
                        waiting.append(whole.path + (f"?{whole.query}" if whole.query else ""))
    print(f"\n{len(asked)} addresses below {PUBLIC}: {len(broken)} broken, {len(foreign)} that are not public")
    assert broken == []
    assert foreign == []
    assert len(asked) > 200


def test_feeds_codes_embeds_and_oembed_answers_state_the_public_address(site):
    visitor = site[0]
    feed = visitor.ask("/xicheng/en/feed.atom")[2].decode()
    assert f'href="{PUBLIC}/en/' in feed
    assert visitor.ask("/xicheng/qr.svg?to=/en/sites/yuetan")[2] == qr_svg(f"{PUBLIC}/en/sites/yuetan")
    told = json.loads(visitor.ask(f"/xicheng/oembed?url={PUBLIC}/sites/yuetan&format=json")[2])
    assert f'src="{PUBLIC}/' in told["html"]
    assert f"{PUBLIC}/embed" in unescape(visitor.ask("/xicheng/en/embed/new")[2].decode())
    assert visitor.ask("/xicheng")[1]["Location"].endswith("/xicheng/")


def test_an_upload_works_behind_it_and_its_numbers_agree_in_answer_and_log(site):
    visitor, server, folder = site
    body, kind = upload(square("a"), "geheim.geojson", label="name")
    sent = {"method": "POST", "body": body, "Content_Type": kind, "Origin": "https://map.example"}
    status, headers, answer = visitor.ask("/xicheng/api/blocks", **sent)
    assert status == 201
    assert headers["Location"].startswith((PUBLIC, "/xicheng/"))
    assert visitor.ask(urlsplit(json.loads(answer)["page"]).path)[0] == 200
    assert visitor.ask("/xicheng/readyz")[0] == 200
    time.sleep(0.5)
    assert any(f"id={headers['X-Request-Id']} from=127.0.0.0/24 method=POST" in line for line in server.lines)
    logged = (folder / "map.log").read_text(encoding="utf-8")
    assert headers["X-Request-Id"] in logged
    assert not re.search(r"127\.0\.0\.1|geheim|blocks", logged)


def test_what_is_sent_again_unchanged_is_not_sent(site):
    status, headers, _ = site[0].ask("/xicheng/en/")
    assert (status, site[0].ask("/xicheng/en/", If_None_Match=headers["ETag"])[0]) == (200, 304)
