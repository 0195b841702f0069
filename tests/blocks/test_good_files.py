"""The good files against which everything is checked are what they are said to be."""

import shapely

from mapapp.earth.datums import convert
from tests.blocks import good_files


def test_there_are_thirty_in_all_formats():
    files = good_files.good_files()
    assert len(files) == len({file.name for file in files}) == 30
    assert {file.format for file in files} == {
        "GeoJSON",
        "Shapefile",
        "GeoPackage",
        "KML",
        "KMZ",
        "CSV",
        "FlatGeobuf",
        "GeoParquet",
    }


def test_they_are_the_same_whenever_they_are_made():
    again = good_files.good_files.__wrapped__()
    assert [file.data for file in again] == [file.data for file in good_files.good_files()]


def test_the_units_of_another_datum_are_those_of_wgs_84():
    back = shapely.transform(good_files.units_in("BD-09"), lambda xy: convert(xy, "BD-09", "WGS-84"))
    assert shapely.hausdorff_distance(back, good_files.units()).max() < 1e-9
    assert shapely.is_valid(good_files.units()).all()
