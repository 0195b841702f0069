"""The sample of block units is as large and as many as the real ones, fits together, and says what it is."""

import json
from runpy import run_path

import numpy as np
import pyproj
import pytest
import shapely

from mapapp.layers import query
from tests.blocks.answers import LAYERS
from tests.conftest import FIRST

SAMPLE = FIRST / "sample_blocks" / "sample_blocks.geojson"
SCRIPT = FIRST.parent / "scripts" / "draw_sample_blocks.py"
TO_METRES = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:4548", always_xy=True)


def shape(feature):
    return shapely.from_geojson(json.dumps(feature["geometry"]))


def in_metres(shapes):
    return shapely.transform(shapes, lambda degrees: np.column_stack(TO_METRES.transform(*degrees.T)))


@pytest.fixture(scope="module")
def sample():
    return json.loads(SAMPLE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def shapes(sample):
    return np.array([shape(feature) for feature in sample["features"]])


def test_the_sample_is_what_its_script_draws():
    assert run_path(str(SCRIPT))["sample"]() == SAMPLE.read_text(encoding="utf-8")


def test_there_are_as_many_units_as_in_reality_and_as_large(shapes):
    areas = shapely.area(in_metres(shapes)) / 1e6
    assert len(areas) == 101
    assert areas.mean() == pytest.approx(0.5, rel=0.02)
    assert areas.min() == pytest.approx(0.128, rel=0.02)
    assert areas.max() == pytest.approx(1.868, rel=0.02)


def test_the_units_cover_the_district_without_gap_or_overlap(shapes):
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    union, outline = shapely.union_all(shapes), shape(query.district(LAYERS))
    assert not union.interiors
    assert union.hausdorff_distance(outline) < 2e-6


def test_coordinates_have_six_decimals(shapes):
    coordinates = shapely.get_coordinates(shapes)
    assert (coordinates == coordinates.round(6)).all()


def test_streets_run_along_borders_of_units(shapes):
    """Units are grown by a metre, for the raster moves borders by a few centimetres."""
    units = shapely.buffer(in_metres(shapes), 1)
    streets = {feature["id"]: shape(feature) for feature in query.sites(LAYERS) if feature["geometry"]}
    for id in ("fuchengmennei-dajie", "xidan-beidajie", "nan-xinhua-jie", "nanchang-jie", "gulou-xidajie"):
        street = in_metres(streets[id])
        inside = shapely.length(shapely.intersection(street, units)).sum()
        assert inside > 1.9 * street.length, id


def test_every_unit_and_the_file_say_that_they_are_illustrative(sample):
    assert sample["mapapp"]["illustrative"] is True
    assert "非官方" in sample["mapapp"]["note"]
    assert "not official" in sample["mapapp"]["note"]
    numbers = [f"{number:03}" for number in range(1, 102)]
    assert [feature["id"] for feature in sample["features"]] == numbers
    for number, feature in zip(numbers, sample["features"], strict=True):
        assert feature["properties"] == {
            "编号": number,
            "名称": f"示意单元 {number}",
            "示意": "示意样例，非官方街区单元",
            "illustrative": "illustrative sample, not an official block unit",
        }
