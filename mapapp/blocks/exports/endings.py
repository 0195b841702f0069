"""The takeaways by the ending of their file: which there are, and how each is written."""

from importlib import import_module

MODULES = {"csv": "csv_text", "xlsx": "workbook", "geojson": "geojson", "gpkg": "geopackage", "kml": "kml"}
"""The module that writes each; loaded when it is first wanted, for GDAL and the workbook are heavy."""


def media_type(ending):
    """Return the media type of an ending, one of `MODULES`."""
    return _writer(ending).MEDIA_TYPE


def write(ending, answer, units, chosen, reference=None):
    """Return the bytes of the takeaway with this ending, one of `MODULES`.

    `units`: the GeoDataFrame in WGS-84. `chosen`: indexes of units, in order. `reference`: the `Reference` that is
    wanted; `None` for WGS-84, and for a GeoPackage the planner's own. Raises `TakeawayTooLarge`.
    """
    return _writer(ending).write(answer, units, list(chosen), reference)


def _writer(ending):
    return import_module(f"mapapp.blocks.exports.{MODULES[ending]}")
