"""GeoPackage: one layer of shapes in coordinates that it states, and tables beside it."""

from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

import pyarrow
import pyogrio
import shapely

MEDIA_TYPE = "application/geopackage+sqlite3"
VERSION = "1.2"
"""Of GeoPackage: what the programs of offices read without a doubt (GDAL 2.2 and later)."""
RESERVED = {"fid", "geom"}
"""The columns that a GeoPackage has of its own."""

_ONE_AT_A_TIME = Lock()
"""The date that GDAL writes is a setting of the whole process."""


def write(name, columns, shapes, tables, *, kind, code, made):
    """Return the bytes of the GeoPackage; the same arguments give the same bytes.

    `name`: of the layer, with `columns` (name → Arrow array) and `shapes` (shapely in the CRS `code`, or `None`), all
    of the geometry type `kind`. `tables`: (name, columns) each. `made`: a datetime in UTC, which the file states.
    """
    wkb = pyarrow.array(shapely.to_wkb(shapes).tolist(), pyarrow.binary())
    layer = pyarrow.table(columns | {"geom": wkb})
    shaped = {"geometry_name": "geom", "geometry_type": kind, "crs": code, "dataset_options": {"VERSION": VERSION}}
    with _ONE_AT_A_TIME, TemporaryDirectory(prefix="mapapp-") as folder:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": made.strftime("%Y-%m-%dT%H:%M:%S.000Z")})
        path = Path(folder) / "result.gpkg"
        pyogrio.write_arrow(layer, path, layer=name, driver="GPKG", **shaped)
        for beside, values in tables:
            pyogrio.write_arrow(pyarrow.table(values), path, layer=beside, driver="GPKG")
        return path.read_bytes()
