"""A realistic answer for six units in the middle of the district, over the published layers, to test others with.

The figures are those of a plain computation in EPSG:4548, rounded. Units 001 to 003 stand north of 004 to 006; 002 and
003 overlap, a gap lies between 002 and 005, and two streets run along borders: Fuchengmen Inner Street between 001 and
004, Xidan North Street between 004 and 005.
"""

from pathlib import Path
from types import SimpleNamespace

import geopandas
import numpy as np
from shapely import Point, Polygon

from mapapp import paths
from mapapp.blocks.blocks import POINTS, UNITS, Blocks
from mapapp.blocks.dossier import Facts, dossier
from mapapp.blocks.findings import noted
from mapapp.blocks.sites import sites_of
from mapapp.layers import store

LAYERS = store.load(Path(paths.geodata()) / "layers")
SITES = sites_of(LAYERS)

WEST, A, B, EAST = 116.35, 116.3677, 116.38, 116.392
SOUTH, MIDDLE, NORTH = 39.9, 39.9224, 39.948
NOTCH = [(116.374, MIDDLE), (116.374, 39.922), (116.373, 39.922), (116.373, MIDDLE)]
BULGE = [(116.3799, 39.94), (116.3799, 39.93)]
UNIT_SHAPES = {
    "001": Polygon([(WEST, MIDDLE), (A, MIDDLE), (A, NORTH), (WEST, NORTH)]),
    "002": Polygon([(A, MIDDLE), (B, MIDDLE), (B, NORTH), (A, NORTH)]),
    "003": Polygon([(B, MIDDLE), (EAST, MIDDLE), (EAST, NORTH), (B, NORTH), *BULGE]),
    "004": Polygon([(WEST, SOUTH), (A, SOUTH), (A, MIDDLE), (WEST, MIDDLE)]),
    "005": Polygon([(A, SOUTH), (B, SOUTH), (B, MIDDLE), *NOTCH, (A, MIDDLE)]),
    "006": Polygon([(B, SOUTH), (EAST, SOUTH), (EAST, MIDDLE), (B, MIDDLE)]),
}
NAMES = ["001", "002", "003", "004", "005", "006"]
UNIT_AREA_M2 = np.array([4300664.8, 2988587.3, 2932583.6, 3764380.3, 2612109.0, 2552106.6])

PARTS = [
    (0, "shichahai", 132119.5, 0.0413, 0.0, 382705.2),
    (0, "fuchengmennei-dajie", 894.9, 0.6249, 0.0, 1432.1),
    (0, "jinrong-jie", 244.2, 0.0002, 0.0, 102554.6),
    (0, "dayunhe", 0.0, 0.0, 0.0, 1.0),
    (1, "shichahai", 1762052.5, 0.5502, 1219185.1, 2145404.7),
    (1, "gulou-xidajie", 610.0, 0.3782, 538.0, 682.0),
    (1, "dayunhe", 1.0, 1.0, 0.0, 1.0),
    (2, "shichahai", 1319665.0, 0.4121, 1058980.2, 1571845.0),
    (2, "gulou-xidajie", 1008.1, 0.6251, 936.6, 1079.7),
    (2, "dianmennei-dajie", 593.1, 1.0, 593.1, 593.1),
    (2, "zhongzhouxian", 2071.7, 0.2664, 2011.6, 2131.8),
    (2, "dayunhe", 0.0, 0.0, 0.0, 1.0),
    (3, "fuchengmennei-dajie", 537.2, 0.3751, 0.0, 1432.1),
    (3, "xidan-wenhua-guangchang", 0.0, 0.0, 0.0, 1.0),
    (3, "xidan-beidajie", 274.2, 0.2791, 0.0, 982.5),
    (3, "jinrong-jie", 1159753.9, 0.9998, 849878.6, 1159998.2),
    (3, "zhuanta-hutong", 766.3, 1.0, 701.2, 766.3),
    (4, "xidan-wenhua-guangchang", 1.0, 1.0, 0.0, 1.0),
    (4, "xidan-beidajie", 708.2, 0.7209, 0.0, 982.5),
    (4, "zhuanta-hutong", 0.0, 0.0, 0.0, 65.1),
    (5, "nanchang-jie", 933.6, 1.0, 933.6, 933.6),
    (5, "beichang-jie", 712.2, 1.0, 712.2, 712.2),
    (5, "zhongzhouxian", 2489.9, 0.3201, 1733.5, 2610.0),
]
"""Unit, site, measure, share, least and most."""
SIZES = {
    "shichahai": (3202323.3, 0.0, 0.0, 0.0036),
    "fuchengmennei-dajie": (1432.1, 0.0, 0.0, 0.0),
    "gulou-xidajie": (1612.8, 0.0, 0.0, 0.0033),
    "nanchang-jie": (933.6, 0.0, 0.0, 0.0),
    "beichang-jie": (712.2, 0.0, 0.0, 0.0),
    "xidan-beidajie": (982.4, 0.0, 0.0, 0.0),
    "nan-xinhua-jie": (1164.2, 1164.2, 1.0, 0.0),
    "dianmennei-dajie": (593.1, 0.0, 0.0, 0.0),
    "jinrong-jie": (1159998.1, 0.0, 0.0, 0.0),
    "zhongzhouxian": (7777.7, 3216.1, 0.4135, 0.0),
    "zhuanta-hutong": (766.3, 0.0, 0.0, 0.0),
    "xidan-wenhua-guangchang": (1.0, 0.0, 0.0, 0.0),
    "dayunhe": (1.0, 0.0, 0.0, 0.0),
}
"""Of each site its size, what of it lies in no unit, the share of that, and the share that is covered twice."""
IN_NO_UNIT = (1.0, 1.0, 1.0, 0.0)

FACTS = Facts(
    id="k3Jc0pQ4yTzBv8sWn2mHxA",
    made="2026-11-24T08:00:00Z",
    expires="2026-11-25T08:00:00Z",
    name="西城街区.zip",
    sha256="9f2c8e51d0b7a6431f0e5d4c3b2a19087f6e5d4c3b2a19087f6e5d4c3b2a1908",
    size=48213,
    layers_sha256=LAYERS.receipt["receipt_sha256"],
    settings={"nearby_m": 500},
)


def blocks(names=NAMES, *, illustrative=False, **changed):
    """Return the six `Blocks` as they were read from a Shapefile in EPSG:4548; `changed` replaces fields."""
    columns = {
        "编号": list(names),
        "街道": ["新街口", "什刹海", "什刹海", "金融街", "西长安街", None],
        "人口": ["12200"] * 6,
    }
    fields = {
        "kind": UNITS,
        "names": list(names),
        "columns": columns,
        "geometry": np.array(list(UNIT_SHAPES.values()), dtype=object),
        "rows": [1, 2, 3, 4, 5, 6],
        "crs": "EPSG:4548",
        "crs_name": "CGCS2000 / 3-degree Gauss-Kruger CM 117E",
        "format": "Shapefile",
        "layer": "街区",
        "layers": ("街区",),
        "label": "编号",
        "encoding": "GB18030",
        "illustrative": illustrative,
        "findings": (
            noted("format_recognised", format="Shapefile"),
            noted("encoding_used", encoding="GB18030"),
            noted("crs_stated", crs="EPSG:4548"),
            noted("label_chosen", label="编号"),
            noted("geometry_repaired", "003: 2932601.2 m² → 2932583.6 m²", count=1),
        ),
    }
    return Blocks(**fields | changed)


def overlay():
    """Return the overlay of the six units, with the fields that `mapapp.blocks.overlay` gives."""
    number = {site.id: index for index, site in enumerate(SITES)}
    unit, site, *measures = zip(*PARTS, strict=True)
    parts = SimpleNamespace(
        unit=np.array(unit),
        site=np.array([number[id] for id in site]),
        **dict(zip(("measure", "share", "low", "high"), map(np.array, measures), strict=True)),
    )
    sizes = np.array([SIZES.get(site.id, IN_NO_UNIT) for site in SITES]).T
    return SimpleNamespace(
        crs="EPSG:4548",
        parts=parts,
        unit_area_m2=UNIT_AREA_M2,
        **dict(zip(("sizes", "outside", "outside_share", "twice_share"), sizes, strict=True)),
        borders=[
            border(number["fuchengmennei-dajie"], (0, 3), 1432.1, (894.9, 537.2)),
            border(number["xidan-beidajie"], (3, 4), 982.5, (274.2, 708.2)),
        ],
        overlaps=[(1, 2, 16896.5)],
        gaps=[SimpleNamespace(units=(1, 4), area_m2=3807.4, at=(116.3735, 39.9222))],
    )


def border(site, units, length_m, drawn):
    """Return a street along the border of two units, which may lie wholly in either."""
    return SimpleNamespace(
        site=site, units=units, length_m=length_m, drawn=drawn, low=(0.0, 0.0), high=(length_m, length_m)
    )


def answer(names=NAMES, *, illustrative=False, **changed):
    """Return the answer for the six units."""
    return dossier(blocks(names, illustrative=illustrative, **changed), SITES, overlay(), LAYERS, FACTS)


def units(names=NAMES):
    """Return the GeoDataFrame that is kept beside the answer: WGS-84, `name` and the planner's columns as text."""
    read = blocks(names)
    return geopandas.GeoDataFrame({"name": read.names, **read.columns}, geometry=read.geometry, crs="EPSG:4326")


POINT_NAMES = ["西单", "太平桥", "远处"]
POINT_SHAPES = [Point(116.3685, 39.9075), Point(116.3585, 39.9207), Point(116.3, 40.1)]
NEAR = [
    [("xidan-beidajie", 58.8), ("xidan-wenhua-guangchang", 63.8)],
    [("zhuanta-hutong", 9.9), ("jinrong-jie", 21.3), ("fuchengmennei-dajie", 192.1)],
    [],
]
"""Of each point the sites near it, and the metres between them."""


def near():
    """Return what `mapapp.blocks.vicinity.near` found for the three points."""
    number = {site.id: index for index, site in enumerate(SITES)}
    return [[(number[id], distance) for id, distance in found] for found in NEAR]


def points():
    """Return the `Blocks` of a file that holds three points."""
    return blocks(
        POINT_NAMES,
        kind=POINTS,
        columns={"编号": POINT_NAMES},
        geometry=np.array(POINT_SHAPES, dtype=object),
        rows=[1, 2, 3],
        crs="EPSG:4326",
        crs_name="WGS 84",
        format="CSV",
        findings=(noted("format_recognised", format="CSV"), noted("crs_by_planner", crs="EPSG:4326")),
    )


def points_answer():
    """Return the answer for the three points."""
    return dossier(points(), SITES, near(), LAYERS, FACTS)
