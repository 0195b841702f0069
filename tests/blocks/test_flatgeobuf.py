"""FlatGeobuf is read whole or not at all."""

import struct

import geopandas
import pyogrio
import pytest
import shapely

from mapapp.blocks.blocks import Limits, Wishes
from mapapp.blocks.formats import fgb_layout, flatgeobuf
from mapapp.errors import FlatGeobufCorrupt, LayerEmpty, TooManyColumns, TooManyFeatures, TooManyVertices
from tests.blocks import good_files


@pytest.fixture
def read(tmp_path):
    def read(data, limits=None):
        path = tmp_path / "upload"
        path.write_bytes(data)
        return flatgeobuf.read(path, "units.fgb", Wishes(), limits or Limits())

    return read


@pytest.fixture
def written(tmp_path):
    def written(frame, **options):
        pyogrio.write_dataframe(frame, tmp_path / "a.fgb", driver="FlatGeobuf", **options)
        return (tmp_path / "a.fgb").read_bytes()

    return written


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:4548", "EPSG:4490"])
@pytest.mark.parametrize("index", ["YES", "NO"])
def test_names_ids_shapes_and_crs_are_those_of_the_file(read, crs, index):
    found = read(good_files.written("FlatGeobuf", crs, SPATIAL_INDEX=index))
    truth = dict(zip(good_files.NAMES, zip(good_files.IDS, good_files.units_in(crs), strict=True), strict=True))
    assert sorted(found.columns["名称"]) == sorted(truth)
    for name, id_, shape in zip(found.columns["名称"], found.columns["编号"], found.geometry, strict=True):
        assert id_ == truth[name][0]
        assert shapely.equals_exact(shape, truth[name][1])
    assert found.crs.to_string() == crs
    assert (found.layer, found.by_format) == ("街区单元", False)


def test_values_are_kept_exactly_and_what_is_missing_is_none(read, written):
    columns = {"big": [2**60 + 1, 2], "real": [0.1, None], "yes": [True, False], "text": ["001", None]}
    frame = geopandas.GeoDataFrame(columns, geometry=[shapely.box(0, 0, 1, 1), None], crs="EPSG:4326")
    found = read(written(frame, SPATIAL_INDEX="NO"))
    assert found.columns == {
        "big": ["1152921504606846977", "2"],
        "real": ["0.1", None],
        "yes": ["true", "false"],
        "text": ["001", None],
    }
    assert found.geometry[1] is None


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
def test_a_file_without_crs_states_none(read, written):
    found = read(written(good_files.frame().set_crs(None, allow_override=True)))
    assert (found.crs, found.by_format) == (None, False)


def test_a_file_that_was_cut_is_refused_wherever(read):
    data = good_files.written("FlatGeobuf")
    for size in range(3, len(data), 61):
        with pytest.raises(FlatGeobufCorrupt):
            read(data[:size])


def test_a_header_larger_than_the_file_is_refused(read):
    data = good_files.written("FlatGeobuf")
    with pytest.raises(FlatGeobufCorrupt):
        read(data[:8] + b"\xff\xff\xff\x7f" + data[12:])


@pytest.mark.parametrize("index", ["YES", "NO"])
@pytest.mark.parametrize("stated", [1, 3, 5, 7, 2**40])
def test_a_header_that_miscounts_the_features_is_refused(read, index, stated):
    data = good_files.written("FlatGeobuf", SPATIAL_INDEX=index)
    at = data.index(struct.pack("<Q", len(good_files.NAMES)), fgb_layout.HEADER_AT)
    with pytest.raises(FlatGeobufCorrupt):
        read(data[:at] + struct.pack("<Q", stated) + data[at + 8 :])


@pytest.mark.parametrize("count", [1, 2, 16, 17, 256, 257, 300])
def test_an_index_may_have_any_number_of_levels(read, written, count):
    frame = geopandas.GeoDataFrame({"n": range(count)}, geometry=[shapely.box(0, 0, 1, 1)] * count, crs="EPSG:4326")
    assert len(read(written(frame, SPATIAL_INDEX="YES")).geometry) == count


def test_a_file_that_counts_no_features_is_read_whole(read):
    data = good_files.written("FlatGeobuf", SPATIAL_INDEX="NO")
    at = data.index(struct.pack("<Q", len(good_files.NAMES)), fgb_layout.HEADER_AT)
    assert len(read(data[:at] + bytes(8) + data[at + 8 :]).geometry) == len(good_files.NAMES)


def test_another_version_is_refused(read):
    with pytest.raises(FlatGeobufCorrupt):
        read(b"fgb\x02fgb\x00" + good_files.written("FlatGeobuf")[8:])


def test_a_layer_without_features_is_empty(read, written):
    with pytest.raises(LayerEmpty):
        read(written(good_files.frame()[:0], geometry_type="Polygon", SPATIAL_INDEX="NO"))


@pytest.mark.parametrize(
    ("limits", "refusal"),
    [
        (Limits(features=5), TooManyFeatures),
        (Limits(vertices=39), TooManyVertices),
        (Limits(columns=1), TooManyColumns),
    ],
)
def test_limits_are_kept(read, limits, refusal):
    data = good_files.written("FlatGeobuf")
    assert len(read(data, Limits(features=6, vertices=40, columns=2)).geometry) == 6
    with pytest.raises(refusal):
        read(data, limits)
