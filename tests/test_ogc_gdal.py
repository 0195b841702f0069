"""GDAL, through which desktop tools read us, reads all of it by its driver for OGC API – Features."""

import socket
import subprocess
import sys
import time

import pyogrio
import pytest
import shapely

COUNTS = {"points": 7, "lines": 9, "areas": 2, "district": 16, "commitments": 61}


@pytest.fixture(scope="module")
def source():
    """A server in a process of its own: GDAL keeps Python waiting while it asks."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mapapp", "serve", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield f"OAPIF:http://127.0.0.1:{port}/ogc"
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(port):
    until = time.monotonic() + 60
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            assert time.monotonic() < until
            time.sleep(0.1)


def read(source, layer, **asked):
    return pyogrio.read_dataframe(source, layer=layer, **asked)


def test_it_reads_every_feature_of_every_collection(source):
    assert {layer: len(read(source, layer)) for layer, _ in pyogrio.list_layers(source)} == COUNTS
    assert set(read(source, "lines").geometry.geom_type) == {"LineString"}


def test_it_follows_the_pages(source):
    frame = read(source, "commitments", PAGE_SIZE="7")
    assert frame["id"].nunique() == COUNTS["commitments"]


def test_it_asks_by_box_and_by_attribute(source):
    assert list(read(source, "points", bbox=(116.34, 39.91, 116.35, 39.92))["id"]) == ["yuetan"]
    assert len(read(source, "commitments", where="scope = 'site'")) == 19
    assert list(read(source, "points", where="name_zh_hans = '月坛' AND accuracy_m >= 100")["id"]) == ["yuetan"]


@pytest.mark.parametrize("code", [4490, 4548])
def test_positions_are_right_in_every_system(source, code):
    frame = read(source, "points", CRS=f"EPSG:{code}")
    due = read(source, "points").to_crs(code)
    assert frame.crs.to_epsg() == code
    assert frame["id"].tolist() == due["id"].tolist()
    off = shapely.get_coordinates(frame.geometry) - shapely.get_coordinates(due.geometry)
    assert abs(off).max() < (0.001 if code == 4548 else 1e-7)


def test_a_box_in_metres_finds_the_same(source):
    due = read(source, "points").to_crs(4548).cx[442_000:446_100, 4_418_000:4_424_000]
    frame = read(source, "points", CRS="EPSG:4548", bbox=(442_000, 4_418_000, 446_100, 4_424_000))
    assert set(frame["id"]) == set(due["id"])
    assert 0 < len(frame) < COUNTS["points"]
