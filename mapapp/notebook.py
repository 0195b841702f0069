"""The map in a notebook: read a text, take the layers, lay units over them, draw all of it.

Tables are pandas and geopandas frames in WGS-84 degrees (EPSG:4326); nothing is written to the data folder. Every
`geodata` is a folder such as `geodata/`; without one it is that of the settings.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import geopandas
import pandas
import shapely
from shapely.geometry import shape

from mapapp.blocks.answering import answer_of
from mapapp.blocks.blocks import AMPLE, Wishes
from mapapp.blocks.dossier import Facts
from mapapp.blocks.frames import found_in
from mapapp.blocks.upload import understand
from mapapp.layers import query, store
from mapapp.places.gazetteer import open_gazetteer
from mapapp.places.survey import Surveyor
from mapapp.places.transcript import transcript
from mapapp.reading.article import read_article
from mapapp.settings import read_settings
from mapapp.view.notemap import draw

WGS84 = "EPSG:4326"
UNITS = "units"
MEASURES = ("measure", "share", "low", "high", "border")


@dataclass(frozen=True)
class Reading:
    """What stands in a text, a row each; `start`, `end`: Python string offsets into the text as given.

    `commitments`: theme, group, scope, `mentions` (rows of the other table) and `printed`, literally as in the text.
    `mentions`: surface, canonical, kind, and the ids of its `places`, none where the gazetteer has no row.
    """

    commitments: pandas.DataFrame
    mentions: pandas.DataFrame


@dataclass(frozen=True)
class Laid:
    """Units over the sites. `answer` is the whole dossier, as `POST /api/blocks` keeps it.

    `units`: each with its name, `area_m2`, how many commitments touch it `low` (surely), `drawn` and `high` (perhaps).
    `parts`: a row for each unit and site that meet, or may: names and ids, `measure` (metres of a street, m² of an
    area, 1 for a point), its `share` of the site, `low` and `high`, and whether the street is a `border` of the unit.
    `findings`: sentences on what was assumed, repaired or left out.
    """

    answer: dict
    units: geopandas.GeoDataFrame
    parts: pandas.DataFrame
    findings: list


def read_text(text, *, geodata=None):
    """Return the `Reading` of a text in Chinese, read as `mapapp read` does. Raises `BadArticle`."""
    article = read_article("text", text.encode("utf-8", "surrogatepass"))
    record = transcript("text", article, Surveyor(open_gazetteer(_folder(geodata))).survey(article))
    commitments = [said | {"printed": text[said["start"] : said["end"]]} for said in record["commitments"]]
    return Reading(pandas.DataFrame(commitments), pandas.DataFrame(record["mentions"]))


def layers(*, geodata=None):
    """Return the published layers by name (`points`, `lines`, `areas`, `district`), each a `GeoDataFrame`.

    Commitments stand in the column of that name, as in the GeoJSON. Raises `BadLayers`.
    """
    published = store.load(_published(geodata))
    return {
        name: geopandas.GeoDataFrame.from_features(collection["features"], crs=WGS84)
        for name, collection in published.collections.items()
    }


def overlay(units, *, label=None, crs=None, geodata=None):
    """Lay a `GeoDataFrame` of polygons over the commitments; return what was `Laid`.

    `label`: the column that names the units. `crs`: `EPSG:n`, `GCJ-02` or `BD-09`, where `units.crs` does not say so
    or says it wrongly. Repaired, measured and told as a planner's file is, within wider limits (`AMPLE`). Raises
    `BadBlockFile`; where nobody names a CRS, `error.facts["candidates"]` says which may be meant. Points have no parts.
    """
    published = store.load(_published(geodata))
    outline = shape(query.district(published)["geometry"])
    blocks = understand(found_in(units), UNITS, Wishes(crs=crs, label=label), AMPLE, outline)
    answer = answer_of(blocks, published, _facts(published, blocks))
    rows = [{name: unit[name] for name in ("name", "area_m2", "low", "drawn", "high")} for unit in answer["units"]]
    found = [one["en"] for one in answer["findings"]]
    return Laid(answer, geopandas.GeoDataFrame(rows, geometry=blocks.geometry, crs=WGS84), _parts(answer), found)


def folium_map(laid=None, *, geodata=None, tiles=None):
    """Return a `folium.Map` of the district, its places, and perhaps the units that were `Laid`; Jupyter shows it.

    Its page asks folium's usual hosts for Leaflet, and tiles only of whom `tiles` names, as folium takes it. Names of
    places and units are tooltips, and nothing but text.
    """
    published = store.load(_published(geodata))
    units = [] if laid is None else list(zip(laid.units["name"], laid.units.geometry, strict=True))
    return draw(published, units, tiles)


def _parts(answer):
    units, sites = answer["units"], answer["sites"]
    rows = [
        {"unit": unit["name"], "site": sites[part["site"]]["id"], "name": sites[part["site"]]["name_zh_hans"]}
        | {name: part[name] for name in MEASURES}
        for unit in units
        for part in unit["parts"]
    ]
    return pandas.DataFrame(rows, columns=["unit", "site", "name", *MEASURES])


def _facts(published, blocks):
    """Return the `Facts` of units that come from no file: their hash is that of their shapes in WGS-84."""
    content = b"".join(shapely.to_wkb(blocks.geometry))
    made = datetime.now(UTC).replace(microsecond=0).isoformat()
    sealed, shaping = published.receipt["receipt_sha256"], {"nearby_m": read_settings().numbers["nearby_m"]}
    return Facts(None, made, None, UNITS, store.sha256(content), len(content), sealed, shaping)


def _folder(geodata):
    return Path(geodata) if geodata else read_settings().geodata


def _published(geodata):
    return Path(geodata) / "layers" if geodata else read_settings().layers
