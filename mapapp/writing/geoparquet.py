"""GeoParquet 1.1: Arrow columns with shapes as WKB, and the definition of their coordinates as PROJJSON."""

import json

import pyarrow
import pyarrow.parquet
import shapely

MEDIA_TYPE = "application/vnd.apache.parquet"
VERSION = "1.1.0"
COLUMN = "geometry"


def write(columns, shapes, reference, about):
    """Return the bytes of a file: `columns` (name → Arrow array), `shapes` (shapely, `None`), and `about` as JSON.

    `reference`: the `Reference` of the coordinates, x first; `None` for WGS-84, which the format supposes (OGC:CRS84).
    """
    wkb = pyarrow.array(shapely.to_wkb(shapes).tolist() if len(shapes) else [], pyarrow.binary())
    told = {"geo": json.dumps(_geo(shapes, reference)), "mapapp": json.dumps(about, ensure_ascii=False)}
    table = pyarrow.table(columns | {COLUMN: wkb}).replace_schema_metadata(told)
    file = pyarrow.BufferOutputStream()
    pyarrow.parquet.write_table(table, file)
    return file.getvalue().to_pybytes()


def _geo(shapes, reference):
    there = [shape for shape in shapes if shape is not None]
    told = {
        "encoding": "WKB",
        "geometry_types": sorted({shape.geom_type for shape in there}),
        "orientation": "counterclockwise",
    }
    told |= {"bbox": shapely.total_bounds(there).tolist()} if there else {}
    told |= {"crs": reference.crs.to_json_dict()} if reference else {}
    return {"version": VERSION, "primary_column": COLUMN, "columns": {COLUMN: told}}
