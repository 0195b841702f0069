"""A planner's upload on its way in: who may send it, how large and how slow it may be, and what it is called."""

import http.client
import io
import select
import socket
import threading
import time

import pytest
from flask import Flask
from gunicorn.http.errors import InvalidChunkSize
from werkzeug.serving import make_server

from mapapp.errors import (
    BadBlockFile,
    FormTooLarge,
    FormUnclear,
    OriginRefused,
    UploadBroken,
    UploadTooLarge,
    UploadTooSlow,
)
from mapapp.web.uploads import check_origin, name_of, receive, wishes_in

NUMBERS = {"upload_mb": 1, "upload_patience_s": 1}
HEAD = b'--b\r\nContent-Disposition: form-data; name="file"; filename="units.geojson"\r\n\r\n'
POST = b"POST / HTTP/1.1\r\nHost: map\r\nContent-Type: multipart/form-data; boundary=b\r\n"


def receiving(desk):
    """Return an application that tells what it received, or the class of its refusal."""
    app = Flask(__name__)

    @app.post("/")
    def take():
        try:
            path, name, form = receive(desk, NUMBERS)
        except BadBlockFile as error:
            return type(error).__name__
        return {"bytes": path and path.stat().st_size, "name": name, "wishes": vars(wishes_in(form))}

    return app


@pytest.fixture
def app(tmp_path):
    return receiving(tmp_path)


def test_a_file_is_put_on_the_desk_with_what_is_wished_of_it(app, tmp_path):
    form = {"file": (io.BytesIO(b"{}"), "街区.geojson"), "crs": " EPSG:4548 ", "label": ""}
    got = app.test_client().post("/", data=form).json
    assert (got["bytes"], got["name"]) == (2, "街区.geojson")
    assert got["wishes"] == {"crs": "EPSG:4548", "encoding": None, "layer": None, "label": None}
    assert [path.name for path in tmp_path.iterdir()] == ["upload"]


@pytest.mark.parametrize("data", [{}, {"crs": "EPSG:4548"}, {"file": "no file"}])
def test_a_form_without_a_file_has_none(app, data):
    got = app.test_client().post("/", data=data, content_type="multipart/form-data").json
    assert got["bytes"] is None


@pytest.mark.parametrize(
    "form",
    [
        {"file": [(io.BytesIO(b"a"), "a.csv"), (io.BytesIO(b"b"), "b.csv")]},
        {"file": (io.BytesIO(b"a"), "a.csv"), "crs": ["EPSG:4548", "EPSG:4326"]},
        {"file": (io.BytesIO(b"a"), "a.csv"), "crs": (io.BytesIO(b"EPSG:4548"), "crs.txt")},
    ],
)
def test_what_is_said_twice_or_as_a_file_is_refused_and_nothing_of_it_is_lost(app, form):
    assert app.test_client().post("/", data=form).text == FormUnclear.__name__


def test_fields_too_long_are_told_from_a_file_too_large(app):
    form = {"file": (io.BytesIO(b"a"), "a.csv"), "label": "x" * 400_000}
    assert app.test_client().post("/", data=form).text == FormTooLarge.__name__


class BrokenChunks:
    """A body whose chunks do not say how long they are, as gunicorn hands it on."""

    def read(self, size=-1):
        raise InvalidChunkSize(b"ZZZ")


def test_a_body_in_broken_chunks_is_refused(app):
    broken = {"wsgi.input": BrokenChunks(), "wsgi.input_terminated": True}
    answer = app.test_client().post("/", content_type="multipart/form-data; boundary=b", environ_overrides=broken)
    assert answer.text == UploadBroken.__name__


def test_a_body_that_is_no_form_is_refused(app):
    answer = app.test_client().post("/", data=b"nonsense", content_type="multipart/form-data; boundary=b")
    assert answer.text == UploadBroken.__name__


@pytest.fixture
def address(app):
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address
    server.shutdown()
    thread.join()


@pytest.mark.parametrize("chunked", [False, True])
def test_a_file_over_the_limit_is_refused(address, chunked):
    line = http.client.HTTPConnection(*address)
    body = HEAD + bytes(1_100_000) + b"\r\n--b--\r\n"
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    line.request("POST", "/", iter([body]) if chunked else body, kind, encode_chunked=chunked)
    assert line.getresponse().read() == UploadTooLarge.__name__.encode()
    line.close()


def test_a_file_that_trickles_in_is_not_waited_for(address):
    with socket.create_connection(address) as line:
        begun = time.monotonic()
        line.sendall(POST + b"Content-Length: 100000\r\n\r\n" + HEAD)
        while not select.select([line], [], [], 0.05)[0] and time.monotonic() < begun + 20:
            line.sendall(b"x")
        assert UploadTooSlow.__name__.encode() in line.makefile("rb").read()
        assert time.monotonic() - begun < 5


def test_a_slow_line_that_moves_on_is_waited_for(address):
    content = b"x" * 20_000
    body = HEAD + content + b"\r\n--b--\r\n"
    with socket.create_connection(address) as line:
        line.sendall(POST + f"Content-Length: {len(body)}\r\n\r\n".encode() + body[:15_000])
        time.sleep(1.3)
        line.sendall(body[15_000:])
        assert b'"bytes":20000' in line.makefile("rb").read()


def test_a_file_that_breaks_off_is_refused(address):
    with socket.create_connection(address) as line:
        line.sendall(POST + b"Content-Length: 100000\r\n\r\n" + HEAD)
        line.shutdown(socket.SHUT_WR)
        assert UploadBroken.__name__.encode() in line.makefile("rb").read()


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ("units.geojson", "units.geojson"),
        ("C:\\Windows\\win.ini.geojson", "win.ini.geojson"),
        ("/etc/cron.d/x.geojson", "x.geojson"),
        ("../../x\r\nSet-Cookie: a", "xSet-Cookie: a"),
        ("\u202egnp.geojson", "gnp.geojson"),
        ("  .geojson", ".geojson"),
        ("西城街区.zip", "西城街区.zip"),
        ("", "upload"),
        (None, "upload"),
        ("/", "upload"),
    ],
)
def test_a_file_is_shown_by_a_name_without_path_or_tricks(stated, shown):
    assert name_of(stated) == shown


def test_a_long_name_keeps_its_end():
    shown = name_of("长" * 500 + ".geojson")
    assert shown.endswith("长.geojson")
    assert len(shown) == 120


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "http://localhost.evil.example"])
def test_a_page_of_somebody_else_may_not_send_a_file(origin):
    with Flask(__name__).test_request_context("/", headers={"Origin": origin}), pytest.raises(OriginRefused):
        check_origin("https://map.example")


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://localhost"}, {"Origin": "https://map.example"}])
def test_programs_and_our_own_pages_may(headers):
    with Flask(__name__).test_request_context("/", headers=headers):
        check_origin("https://map.example")
