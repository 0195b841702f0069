"""A planner's file from its bytes to units on WGS-84."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import CRS
from shapely import Point, Polygon, box

from mapapp.blocks import upload
from mapapp.blocks.antimeridian import split
from mapapp.blocks.blocks import Found, Limits, Wishes
from mapapp.blocks.findings import noted
from mapapp.earth.crs import reference
from mapapp.errors import (
    BadBlockFile,
    EncodingUnknown,
    LabelUnknown,
    LayerUnknown,
    LinesOpen,
    NoGeometry,
    TooManyColumns,
    TooManyFeatures,
    TooManyVertices,
)
from mapapp.layers import query
from tests.blocks import good_files

NEXT = np.array([box(116.355 + 0.004 * i, 39.895, 116.359 + 0.004 * i, 39.899) for i in range(3)], dtype=object)
BOW = Polygon([(116.35, 39.9), (116.36, 39.91), (116.36, 39.9), (116.35, 39.91)])
FILE = Found("GeoJSON", {"单元编号": ["001", "002", "003"], "街道": ["a", None, "c"]}, NEXT, by_format=True)
SIMPLE = ["format_recognised", "crs_by_format", "label_chosen", "datum_unverified"]


@pytest.fixture(scope="module")
def outline(layers):
    return shapely.geometry.shape(query.district(layers)["geometry"])


@pytest.fixture
def read(outline, monkeypatch, tmp_path):
    """Return a function that reads what a format is made to have found."""

    def read(found, wishes=Wishes(), limits=Limits(), told=lambda stage: None):  # noqa: B008
        monkeypatch.setattr(upload, "recognise", lambda path, name, wished: "GeoJSON")
        monkeypatch.setitem(upload.READERS, "GeoJSON", lambda path, name, wishes, limits: found)
        return upload.read_blocks(tmp_path / "upload", "街区.geojson", wishes, limits, outline, told)

    return read


def codes(blocks):
    return [finding.code for finding in blocks.findings]


def shapes(*geometry):
    array = np.empty(len(geometry), dtype=object)
    array[:] = geometry
    return array


def test_every_format_that_is_recognised_has_its_reader():
    from mapapp.blocks.formats import recognise

    assert {format_ for format_ in recognise.BY_EXTENSION.values() if format_} == upload.READERS.keys()


def test_a_plain_file_is_read_and_says_what_was_assumed(read):
    blocks = read(FILE)
    assert (blocks.kind, blocks.names, blocks.rows) == ("units", ["001", "002", "003"], [1, 2, 3])
    assert (blocks.crs, blocks.label, blocks.columns["街道"]) == ("EPSG:4326", "单元编号", ["a", None, "c"])
    assert shapely.equals_exact(blocks.geometry, NEXT).all()
    assert codes(blocks) == SIMPLE


def test_every_finding_has_its_sentence_in_three_languages(read):
    found = replace(FILE, layer="街区", layers=("街区", "道路"), encoding="GB18030", crs=CRS.from_epsg(2436))
    metres = shapely.transform(shapes(BOW, None, NEXT[2]), reference("EPSG:2436").from_wgs84)
    blocks = read(replace(found, geometry=metres))
    assert codes(blocks) == [
        *("format_recognised", "encoding_used", "layer_chosen", "crs_stated", "label_chosen"),
        *("datum_doubtful", "null_geometry", "geometry_repaired"),
    ]
    for finding in blocks.findings:
        assert all(finding.sentence(language) for language in ("en", "zh-hans", "zh-hant"))


def test_rows_that_cannot_be_used_leave_the_others_as_they_are(read):
    flat = Polygon([(116.35, 39.9), (116.36, 39.9), (116.37, 39.9)])
    blocks = read(replace(FILE, geometry=shapes(flat, None, NEXT[2])))
    assert (blocks.names, blocks.rows, blocks.columns["单元编号"]) == (["003"], [3], ["003"])
    dropped = next(finding for finding in blocks.findings if finding.code == "geometry_dropped")
    assert dropped.notes == ("001",)


def test_points_and_lines_beside_the_polygons_of_a_unit_are_named(read):
    two = shapely.GeometryCollection([NEXT[0], NEXT[1]])
    mixed = shapely.GeometryCollection([NEXT[2], Point(116.3, 39.9)])
    (finding,) = [one for one in read(replace(FILE, geometry=shapes(two, mixed, None))).findings if "parts" in one.code]
    assert (finding.code, finding.notes, finding.facts) == ("parts_ignored", ("2",), {"count": 1})


def test_repaired_units_are_valid_and_named(read):
    blocks = read(replace(FILE, geometry=shapes(NEXT[0], BOW, NEXT[2])))
    assert shapely.is_valid(blocks.geometry).all()
    mended = next(finding for finding in blocks.findings if finding.code == "geometry_repaired")
    assert [note.partition(":")[0] for note in mended.notes] == ["002"]


def test_a_file_of_points_is_no_file_of_units(read):
    blocks = read(replace(FILE, geometry=shapely.centroid(NEXT)))
    assert (blocks.kind, blocks.names) == ("points", ["001", "002", "003"])


def test_closed_lines_are_units_and_that_is_said(read):
    hole = box(116.356, 39.896, 116.357, 39.897)
    both = shapely.MultiLineString([NEXT[0].exterior, hole.exterior])
    blocks = read(replace(FILE, geometry=shapes(both, NEXT[1].exterior, Point(116.36, 39.9))))
    assert (blocks.kind, blocks.names) == ("units", ["001", "002"])
    assert blocks.geometry[0].equals(NEXT[0].difference(hole))
    assert blocks.geometry[1].equals(NEXT[1])
    assert "lines_as_units" in codes(blocks)
    assert "non_polygon_ignored" in codes(blocks)


def test_lines_that_are_not_closed_are_refused_as_such(read):
    open_ = shapely.LineString([(116.35, 39.9), (116.36, 39.91), (116.36, 39.9)])
    there_and_back = shapely.LineString([(116.35, 39.9), (116.36, 39.91), (116.35, 39.9)])
    with pytest.raises(LinesOpen, match="3 lines and no polygons, and 2 of"):
        read(replace(FILE, geometry=shapes(open_, NEXT[0].exterior, there_and_back)))
    assert read(replace(FILE, geometry=shapes(open_, Point(116.36, 39.9), None))).kind == "points"


GOOD = {file.name.rpartition(".")[2]: file for file in good_files.good_files()}


@pytest.mark.parametrize("ending", GOOD)
@pytest.mark.parametrize(
    ("wishes", "refusal"), [({"layer": "none"}, LayerUnknown), ({"encoding": "klingon"}, EncodingUnknown)]
)
def test_a_layer_or_an_encoding_that_nobody_knows_is_refused_in_every_format(
    outline, tmp_path, ending, wishes, refusal
):
    file, path = GOOD[ending], tmp_path / "upload"
    path.write_bytes(file.data)
    with pytest.raises(refusal) as refused:
        upload.read_blocks(path, file.name, Wishes(**wishes), Limits(), outline)
    assert refused.value.facts["candidates"]


def test_a_file_without_layers_is_one_by_its_name(read):
    assert read(FILE, Wishes(layer="街区")).names == ["001", "002", "003"]


def test_the_stages_are_told_in_their_order(read):
    heard = []
    read(FILE, told=heard.append)
    assert heard == ["reading", "repairing"]


def test_what_a_format_noticed_and_a_guess_of_the_encoding_come_along(read):
    blocks = read(replace(FILE, encoding="GB18030", findings=(noted("encoding_guessed", encoding="GB18030"),)))
    assert codes(blocks) == [*SIMPLE[:3], "datum_unverified", "encoding_guessed"]


def test_the_encoding_is_told_once(read):
    found = replace(FILE, encoding="UTF-8", findings=(noted("encoding_used", encoding="UTF-8"),))
    codes = [finding.code for finding in read(found).findings]
    assert codes.count("encoding_used") == 1


def test_bad_text_and_many_vertices_are_noticed(read):
    round_ = Point(116.36, 39.9).buffer(0.001, quad_segs=6000)
    blocks = read(replace(FILE, columns={"name": ["a\x00", "b" * 2000, "c"]}, geometry=shapes(round_, *NEXT[:2])))
    assert codes(blocks)[3:] == ["datum_unverified", "text_cleaned", "text_truncated", "geometry_simplified"]
    assert blocks.names == ["a", "b" * 1000, "c"]


def test_the_planner_chooses_the_label_and_the_datum(read):
    shifted = shapely.transform(NEXT, reference("GCJ-02").from_wgs84)
    blocks = read(replace(FILE, geometry=shifted), Wishes(crs="gcj02", label="街道"))
    assert (blocks.crs, blocks.names) == ("GCJ-02", ["a", "#2", "c"])
    assert np.abs(shapely.get_coordinates(blocks.geometry) - shapely.get_coordinates(NEXT)).max() < 1e-9
    with pytest.raises(LabelUnknown):
        read(FILE, Wishes(label="名称"))


def test_a_district_that_looks_shifted_is_hinted_at_unless_the_planner_chose(read, outline):
    whole = shapely.transform(shapes(outline), reference("GCJ-02").from_wgs84)
    found = replace(FILE, columns={}, geometry=whole)
    assert "datum_looks_shifted" in codes(read(found))
    assert "datum_looks_shifted" not in codes(read(found, Wishes(crs="EPSG:4326")))


@pytest.mark.parametrize(
    ("limits", "refusal"),
    [
        (Limits(features=2), TooManyFeatures),
        (Limits(columns=1), TooManyColumns),
        (Limits(vertices=14), TooManyVertices),
    ],
)
def test_limits_hold_for_every_format(read, limits, refusal):
    with pytest.raises(refusal):
        read(FILE, limits=limits)


def test_a_file_whose_polygons_have_no_area_is_refused(read):
    with pytest.raises(NoGeometry):
        read(replace(FILE, geometry=shapes(*[Polygon([(1, 1), (2, 2), (1, 1)])] * 3)))


NUMBERS = st.one_of(
    st.floats(), st.floats(-200, 200), st.sampled_from([116.36, 116.37, 39.9, 39.91, 444_429, 4_420_848])
)
RINGS = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=3, max_size=8)


@np.errstate(invalid="ignore")
def shape_of(kind, ring):
    """Return a shape of a kind with the coordinates of a ring, whatever they are."""
    polygon = Polygon([(116.36, 39.9), *ring, (116.36, 39.9)])
    return {
        "polygon": polygon,
        "point": Point(ring[0]),
        "collection": shapely.GeometryCollection([polygon, Point(ring[0])]),
        "several": shapely.multipolygons([polygon, polygon]),
        "none": None,
    }[kind]


KINDS = ["polygon", "point", "collection", "several", "none"]
ROWS = st.lists(st.tuples(st.sampled_from(KINDS), RINGS), min_size=1, max_size=3)
STATED = st.sampled_from([None, "EPSG:4326", "EPSG:4548", "GCJ-02", "BD-09", "EPSG:4527", "EPSG:3857"])


def test_whatever_the_shapes_are_they_become_valid_units_or_a_refusal(read, times):
    @settings(max_examples=times(50, 2000), deadline=None)
    @given(ROWS, STATED, st.booleans())
    def check(rows, crs, by_format):
        geometry = shapes(*(shape_of(*row) for row in rows))
        try:
            blocks = read(Found("GeoJSON", {}, geometry, by_format=by_format), Wishes(crs=crs))
        except BadBlockFile:
            return
        assert shapely.is_valid(blocks.geometry).all() and not shapely.is_empty(blocks.geometry).any()
        assert np.isfinite(shapely.get_coordinates(blocks.geometry)).all()

    check()


# Across the 180th meridian


def test_a_unit_across_the_180th_meridian_is_the_narrow_one(outline):
    ring = Polygon([(179, 39), (-179, 39), (-179, 40), (179, 40)])
    (cut,), (finding,) = split(shapes(ring), ["am"])
    assert cut.equals(shapely.union(box(179, 39, 180, 40), box(-180, 39, -179, 40)))
    assert not cut.intersects(outline)
    assert (finding.code, finding.notes) == ("antimeridian", ("am",))


@pytest.mark.parametrize("shape", [box(-180, -90, 180, 90), NEXT[0], shapely.union(box(-180, 1, -179, 2), NEXT[0])])
def test_whatever_else_keeps_its_shape(shape):
    (same,), findings = split(shapes(shape), ["a"])
    assert same is shape and findings == []
