"""The overlay on dask: piece by piece, and the same as in one piece."""

import json
import os
import sys

import dask
import numpy as np
import pytest
import shapely

from mapapp.blocks import cluster, clustered
from mapapp.blocks.overlay import overlay
from mapapp.errors import ClusterUnreachable, EngineMissing
from tests.blocks.cases import in_degrees, site, square, street
from tests.blocks.test_overlay import check
from tests.conftest import FIRST
from tests.test_cli import one_sentence, run

__all__ = ["run"]

SAMPLE = FIRST / "sample_blocks" / "sample_blocks.geojson"
PLACES = 1e-9
"""By what part two figures may differ; of figures below 1, by how much."""


@pytest.fixture
def in_this_process():
    with dask.config.set(scheduler="synchronous"):
        yield


@pytest.fixture
def small_pieces(monkeypatch, in_this_process):
    monkeypatch.setattr(clustered, "SITES", 1)
    monkeypatch.setattr(clustered, "UNITS", 2)


def assert_same(one, other):
    for name in ("unit", "site", "measure", "share", "low", "high"):
        np.testing.assert_allclose(getattr(other.parts, name), getattr(one.parts, name), PLACES, PLACES, err_msg=name)
    for name in ("unit_area_m2", "sizes", "outside", "outside_share", "twice_share"):
        np.testing.assert_allclose(getattr(other, name), getattr(one, name), PLACES, PLACES, err_msg=name)
    assert one.crs == other.crs
    assert_same_rows([vars(border) for border in one.borders], [vars(border) for border in other.borders])
    assert_same_rows([{"at": pair} for pair in one.overlaps], [{"at": pair} for pair in other.overlaps])
    gaps = [sorted((gap.units, gap.area_m2, gap.at) for gap in found.gaps) for found in (one, other)]
    assert_same_rows(*[[{"units": gap[0], "area": gap[1], "at": gap[2]} for gap in found] for found in gaps])


def assert_same_rows(rows, others):
    assert len(rows) == len(others)
    for row, other in zip(rows, others, strict=True):
        assert other == {name: pytest.approx(value, rel=PLACES, abs=PLACES) for name, value in row.items()}


def test_any_units_in_small_pieces_give_the_same(small_pieces, times):
    check(lambda case: assert_same(overlay(*case), clustered.overlay(*case)), times(25, 1_000))


def test_a_gap_that_no_piece_can_see_is_found(small_pieces):
    ring = [square(x, y) for x in (0, 100, 200) for y in (0, 100, 200) if (x, y) != (100, 100)]
    found = clustered.overlay(in_degrees(*ring), [site(shapely.Point(50, 50))])
    assert [gap.units for gap in found.gaps] == [tuple(range(8))]
    assert found.gaps[0].area_m2 == pytest.approx(100 * 100, rel=1e-3)


def test_what_overlaps_across_pieces_and_runs_along_their_border_is_told_once(small_pieces):
    units = in_degrees(*(square(x, 0, 120) for x in range(0, 500, 100)))
    found = clustered.overlay(units, [site(street((110, -50), (110, 200)), 5.0), site(street((0, 60), (500, 60)), 5.0)])
    assert [pair[:2] for pair in found.overlaps] == [(0, 1), (1, 2), (2, 3), (3, 4)]
    assert_same(overlay(units, [site(street((110, -50), (110, 200)), 5.0)]),
                clustered.overlay(units, [site(street((110, -50), (110, 200)), 5.0)]))  # fmt: skip


def test_many_units_agree_to_a_billionth(times, in_this_process):
    sys.path.insert(0, str(FIRST.parent / "scripts"))
    try:
        import bench_overlay
    finally:
        sys.path.pop(0)
    units = bench_overlay.units_of(times(2_000, 200_000))
    case = bench_overlay.sites_in(units, bench_overlay.places_of(len(units) // 10, units))
    assert_same(overlay(*case), clustered.overlay(*case))


def test_the_command_gives_the_same_result_on_a_cluster(run, tmp_path):
    told = []
    for engine in ("plain", "dask"):
        out = tmp_path / f"{engine}.geojson"
        assert run("overlay", SAMPLE, "--out", out, "--engine", engine)[0] == 0
        features = json.loads(out.read_text(encoding="utf-8"))["features"]
        told.append(json.dumps(features))
    assert told[0] == told[1]


def test_without_dask_the_command_says_what_to_install(run, tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "NEEDED", ("dask_geopandas", "no_such_package"))
    status, printed, complaint = run("overlay", SAMPLE, "--out", tmp_path / "a.csv", "--engine", "dask")
    assert (status, printed) == (2, "")
    assert complaint.strip() == EngineMissing().sentence("en")
    assert os.listdir(tmp_path) == []


def test_a_cluster_that_is_not_there_is_named(run, tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE_S", 1)
    address = "tcp://127.0.0.1:9"
    status, _, complaint = run("overlay", SAMPLE, "--out", tmp_path / "a.csv", "--engine", "dask", "--cluster", address)
    assert status == 2
    assert complaint.startswith(ClusterUnreachable(address=address, why="…").sentence("en").partition("…")[0])


def test_a_cluster_without_its_engine_is_refused(run, tmp_path):
    status, _, complaint = run("overlay", SAMPLE, "--out", tmp_path / "a.csv", "--cluster", "tcp://127.0.0.1:9")
    assert status == 2
    assert one_sentence(complaint)
    assert "--engine dask" in complaint
