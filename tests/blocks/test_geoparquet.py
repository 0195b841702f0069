"""GeoParquet is counted before it is read, and its geometry is taken as its metadata says."""

import datetime
import io
import json

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from mapapp.blocks.blocks import Limits, Wishes
from mapapp.blocks.formats import geoparquet
from mapapp.errors import (
    GeometryCorrupt,
    GeometryEncodingUnknown,
    LayerEmpty,
    NoGeometry,
    ParquetCorrupt,
    TooManyColumns,
    TooManyFeatures,
    TooManyVertices,
    TooMuchMemory,
    UnknownCRS,
)
from tests.blocks import good_files

BOX = shapely.to_wkb(shapely.box(0, 0, 1, 1))


@pytest.fixture
def read(tmp_path):
    def read(data, limits=None):
        path = tmp_path / "upload"
        path.write_bytes(data)
        return geoparquet.read(path, "units.parquet", Wishes(), limits or Limits())

    return read


def table(columns, geo=None, **facts):
    """Return columns as Parquet; `facts`: what the metadata says of the column `geometry`."""
    geo = geo or {
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {"geometry": {"encoding": "WKB", **facts}},
    }
    packed = io.BytesIO()
    pq.write_table(pa.table(columns).replace_schema_metadata({"geo": json.dumps(geo)}), packed)
    return packed.getvalue()


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:4548", "EPSG:4490"])
@pytest.mark.parametrize("encoding", ["WKB", "geoarrow"])
def test_names_ids_shapes_and_crs_are_those_of_the_file(read, crs, encoding):
    found = read(good_files.geoparquet(crs, geometry_encoding=encoding, schema_version="1.1.0"))
    assert found.columns == {"编号": list(good_files.IDS), "名称": list(good_files.NAMES)}
    assert shapely.equals_exact(found.geometry, good_files.units_in(crs)).all()
    assert (found.crs.to_string(), found.by_format) == (crs, False)


def test_values_are_kept_exactly(read):
    columns = {
        "big": pa.array([2**63, None], pa.uint64()),
        "real": [0.1, None],
        "single": pa.array([0.1, None], pa.float32()),
        "yes": [True, None],
        "day": [datetime.date(2026, 1, 31), None],
        "list": [["月坛"], None],
        "photo": [b"\xff", None],
        "word": pa.array(["001", None]).dictionary_encode(),
        "geometry": [BOX, None],
    }
    found = read(table(columns))
    assert {name: cells[0] for name, cells in found.columns.items()} == {
        "big": "9223372036854775808",
        "real": "0.1",
        "single": "0.1",
        "yes": "true",
        "day": "2026-01-31",
        "list": '["月坛"]',
        "word": "001",
    }
    assert all(cells[1] is None for cells in found.columns.values())
    assert found.geometry[1] is None


def test_where_no_crs_is_stated_it_is_crs84_by_the_format(read):
    found = read(table({"geometry": [BOX]}))
    assert (":".join(found.crs.to_authority()), found.by_format) == ("OGC:CRS84", True)


def test_a_crs_of_null_says_that_none_is_known(read):
    found = read(table({"geometry": [BOX]}, crs=None))
    assert (found.crs, found.by_format) == (None, False)


@pytest.mark.parametrize(
    "crs",
    [
        {"type": "GeographicCRS", "name": "x", "$schema": "http://127.0.0.1/schema.json"},
        {"id": {"authority": "EPSG", "code": 999999}},
        "/etc/passwd",
        "+proj=longlat +nadgrids=/etc/passwd",
        4326,
        [],
    ],
)
def test_a_crs_that_is_none_is_refused(read, crs):
    with pytest.raises(UnknownCRS):
        read(table({"geometry": [BOX]}, crs=crs))


def test_parquet_without_geo_has_no_geometry(read):
    packed = io.BytesIO()
    pq.write_table(pa.table({"a": [1]}), packed)
    with pytest.raises(NoGeometry):
        read(packed.getvalue())


def test_a_table_without_rows_is_empty(read):
    with pytest.raises(LayerEmpty):
        read(table({"geometry": pa.array([], pa.binary())}))


@pytest.mark.parametrize("wkb", [b"", b"\1\3\0\0\0\xff\xff\xff\x7f", BOX[:-1], b"\1\x0a\0\0\0\1\0\0\0" + BOX])
def test_broken_wkb_is_named_by_its_row(read, wkb):
    with pytest.raises(GeometryCorrupt, match="row 2"):
        read(table({"geometry": [BOX, wkb]}))


def test_coordinates_that_are_no_numbers_are_kept(read):
    shapes = [shapely.Point(np.nan, np.nan), shapely.Point(np.inf, 1), shapely.Point(1, 2, 3)]
    found = read(table({"geometry": list(shapely.to_wkb(shapes))}))
    assert [shape.wkt for shape in found.geometry] == ["POINT (NaN NaN)", "POINT (Infinity 1)", "POINT (1 2)"]


@pytest.mark.parametrize(
    "geo",
    [
        [],
        {"columns": {}},
        {"columns": {"geometry": {}}},
        {"primary_column": "nothing", "columns": {"nothing": {}}},
        {"primary_column": [], "columns": {"geometry": {}}},
        {"primary_column": "geometry", "columns": {"geometry": {"encoding": "polygon"}}},
    ],
)
def test_metadata_that_makes_no_sense_is_refused(read, geo):
    with pytest.raises(ParquetCorrupt):
        read(table({"geometry": [BOX]}, geo=geo or {"columns": []}))


def test_an_encoding_of_shapes_that_is_not_read_is_named(read):
    with pytest.raises(GeometryEncodingUnknown, match="secret"):
        read(table({"geometry": [BOX]}, encoding="secret"))


@pytest.mark.parametrize(
    ("kind", "numbers", "values"),
    [
        (pa.date32(), [2**31 - 1, 0, None], ["5881580-07-11", "1970-01-01", None]),
        (pa.timestamp("ms"), [2**38 * 1000, None], ["10680-07-14T06:09:04.000", None]),
        (pa.timestamp("ms", "Mars/Phobos"), [60_000, None], ["1970-01-01T00:01:00.000+00:00", None]),
        (pa.duration("s"), [2**62, 60], [None, "0:01:00"]),
    ],
)
def test_a_date_that_python_has_none_for_is_kept_as_text_or_blank(read, kind, numbers, values):
    raw = pa.int32() if kind == pa.date32() else pa.int64()
    columns = {"t": pa.array(numbers, raw).cast(kind), "geometry": [BOX] * len(numbers)}
    assert read(table(columns)).columns == {"t": values}


def test_the_bounds_of_shapes_are_no_attribute(read):
    box, other = dict.fromkeys(("xmin", "ymin", "xmax", "ymax"), 1.0), {"xmin": 1.0, "note": 2.0}
    found = read(table({"geometry": [BOX], "bbox": [box], "bbox_3d": [box | {"zmin": 0.0, "zmax": 1.0}], "a": [other]}))
    assert list(found.columns) == ["a"]


@pytest.mark.parametrize("dimensions", [2, 3])
def test_coordinates_may_be_interleaved(read, dimensions):
    ring = [[float(number) for number in (*point, 9)][:dimensions] for point in [(0, 0), (1, 0), (0, 1), (0, 0)]]
    kind = pa.list_(pa.list_(pa.list_(pa.float64(), dimensions)))
    found = read(table({"geometry": pa.array([[ring], None], kind)}, encoding="polygon"))
    assert found.geometry[0].wkt == "POLYGON ((0 0, 1 0, 0 1, 0 0))"
    assert found.geometry[1] is None


def test_shapes_may_be_written_as_wkt(read):
    found = read(table({"geometry": ["POLYGON ((0 0, 1 0, 0 1, 0 0))", None]}, encoding="WKT"))
    assert [shape and shape.wkt for shape in found.geometry] == ["POLYGON ((0 0, 1 0, 0 1, 0 0))", None]
    with pytest.raises(GeometryCorrupt, match="row 2"):
        read(table({"geometry": ["POINT (1 1)", "POLYGON ((0 0"]}, encoding="WKT"))


def test_a_file_that_was_cut_is_refused_wherever(read):
    data = good_files.geoparquet()
    for size in range(4, len(data), 401):
        with pytest.raises(ParquetCorrupt):
            read(data[:size])


@pytest.mark.parametrize(
    ("limits", "refusal"),
    [
        (Limits(features=5), TooManyFeatures),
        (Limits(vertices=39), TooManyVertices),
        (Limits(columns=2), TooManyColumns),
        (Limits(unpacked_mb=0), TooMuchMemory),
    ],
)
def test_limits_are_kept(read, limits, refusal):
    data = good_files.geoparquet()
    assert len(read(data, Limits(features=6, vertices=40, columns=3)).geometry) == 6
    with pytest.raises(refusal):
        read(data, limits)


def test_a_few_bytes_that_stand_for_many_are_noticed(read):
    columns = {"a": ["x" * 100_000] * 1_000, "geometry": [BOX] * 1_000}
    data = table(columns)
    assert len(data) < 200_000
    with pytest.raises(TooMuchMemory):
        read(data, Limits(unpacked_mb=20))
