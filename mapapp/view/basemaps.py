"""The base maps that can be chosen: whose tiles lie below the places, on which datum, and whom they thank."""

import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from mapapp.earth.datums import DATUMS, WGS84
from mapapp.errors import SettingRefused

SCHEMATIC, NONE, OPENSTREETMAP, TIANDITU, ADDRESS = "schematic", "none", "openstreetmap", "tianditu", "address"


@dataclass(frozen=True)
class BaseMap:
    """A base map. `addresses`: of its tiles (XYZ, Web Mercator), the lowest first; none if it has no tiles.

    `datum`: the one its tiles are drawn on. `credit`: what the operator has said of it; what is
    said of a base map that we know by name stands among our own words. `max_zoom`: the nearest
    zoom that the server draws.
    """

    name: str
    addresses: tuple = ()
    datum: str = WGS84
    credit: str = ""
    max_zoom: int = 17

    @property
    def origin(self):
        """Scheme and host of the tile server; `None` if there is none."""
        return "{0.scheme}://{0.netloc}".format(urlsplit(self.addresses[0])) if self.addresses else None

    @property
    def host(self):
        """The tile server's host as a visitor is told of it; `None` if there is none."""
        return urlsplit(self.addresses[0]).netloc if self.addresses else None


OSM_TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
"""The one address that OpenStreetMap's operators ask for (openstreetmap/operations, issue 737)."""

TIANDITU_TILES = (
    "https://t0.tianditu.gov.cn/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={layer}&STYLE=default"
    "&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}&tk={key}"
)
"""Tianditu's tiles in Web Mercator. They are drawn on CGCS2000, which is WGS-84 to about a metre."""

TIANDITU_LAYERS = ("vec", "cva")
"""Its streets, and above them its Chinese labels."""

NAMED = {
    base.name: base
    for base in (
        BaseMap(SCHEMATIC),
        BaseMap(NONE),
        BaseMap(OPENSTREETMAP, (OSM_TILES,), max_zoom=19),
        BaseMap(TIANDITU, max_zoom=18),
    )
}
"""The base maps that need no address, all on WGS-84."""

HOST = re.compile(r"https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:(?P<port>[1-9][0-9]{0,4}))?/", re.IGNORECASE)
"""The beginning of an address of which a content policy can name scheme and host: no user, no wildcard, no IPv6."""

ADDRESS_TEXT = re.compile(r"[!$-&(-;=?-\[\]_a-{}~]+")
"""What may stand in an address: ASCII without spaces, quotes and what follows a hash sign."""

HIGHEST_PORT = 65535
BLANKS = ["{x}", "{y}", "{z}"]


def choose(settings):
    """Return the `BaseMap` that settings ask for. Raises `SettingRefused`."""
    if settings.basemap not in NAMED:
        return _addressed(settings)
    base = NAMED[settings.basemap]
    if settings.basemap_datum not in (None, base.datum):
        _refuse("basemap_datum", settings.basemap_datum, *_datum_of_its_own(base))
    if base.name == TIANDITU:
        base = replace(base, addresses=_tianditu(settings.tianditu_key or ""))
    if settings.basemap_credit and not base.addresses:
        _refuse("basemap_credit", settings.basemap_credit, *_nobody_to_credit(base))
    return replace(base, credit=settings.basemap_credit or "")


def _addressed(settings):
    """Return the base map of any XYZ tile server."""
    datum, credit = settings.basemap_datum or WGS84, (settings.basemap_credit or "").strip()
    if not _is_tile_address(settings.basemap):
        _refuse("basemap", settings.basemap, *NO_ADDRESS)
    if datum not in DATUMS:
        _refuse("basemap_datum", datum, f"it must be {', '.join(DATUMS)}", f"应为 {'、'.join(DATUMS)}")
    if not credit:
        _refuse("basemap_credit", credit, *NO_CREDIT)
    return BaseMap(ADDRESS, (settings.basemap,), datum, credit)


def _is_tile_address(text):
    host = HOST.match(text)
    is_whole = host and ADDRESS_TEXT.fullmatch(text) and int(host["port"] or 0) <= HIGHEST_PORT
    return bool(is_whole) and sorted(re.findall(r"\{[^{}]*\}|[{}]", text)) == BLANKS


def _tianditu(key):
    if not re.fullmatch(r"[0-9A-Za-z]+", key):
        _refuse("tianditu_key", "…" if key else "", *NO_KEY)
    return tuple(TIANDITU_TILES.format(layer=layer, key=key) for layer in TIANDITU_LAYERS)


NO_ADDRESS = (
    f"it must be {', '.join(NAMED)}, or the address of one tile server with {{z}}, {{x}} and {{y}}, each once, "
    "such as https://tiles.example/{z}/{x}/{y}.png; {s} is not known, for it may be one host only",
    f"应为 {'、'.join(NAMED)}，或一台瓦片服务器的网址，其中 {{z}}、{{x}}、{{y}} 各出现一次，"
    "例如 https://tiles.example/{z}/{x}/{y}.png；不支持 {s}，只能有一个主机",
)
NO_CREDIT = (
    "the base map of somebody else is shown only with its credit; state whom its licence asks to name",
    "他人的底图必须署名才能显示；请写明其许可要求注明的来源",
)
NO_KEY = (
    "Tianditu gives tiles only for a key of letters and digits; ask console.tianditu.gov.cn for one",
    "天地图只凭由字母和数字组成的密钥提供瓦片；请到 console.tianditu.gov.cn 申请",
)


def _datum_of_its_own(base):
    return (
        f"the base map {base.name} is on {base.datum}; leave this out",
        f"底图 {base.name} 用的是 {base.datum}；请去掉",
    )


def _nobody_to_credit(base):
    return f"the base map {base.name} comes from nobody else; leave this out", f"底图 {base.name} 不来自他人；请去掉"


def _refuse(name, value, why_en, why_zh):
    raise SettingRefused(name=name, value=value, why_en=why_en, why_zh=why_zh)
