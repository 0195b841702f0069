"""A place in the maps of others: an address for each, in that map's own datum."""

from dataclasses import dataclass
from urllib.parse import quote

from mapapp.earth.datums import BD09, GCJ02, WGS84, convert

DECIMALS = 7
"""Of a degree: half a centimetre is lost at most."""

ZOOM = 16
APP = "mapapp"
"""Who calls, as the maps ask to be told."""

SEPARATORS = str.maketrans(";:|", "；：｜")
"""What takes a name apart in a marker of Tencent, which knows no way to escape it, and what stands for it."""


@dataclass(frozen=True)
class MapLink:
    """`id`: of the map: amap, baidu, tencent, apple or openstreetmap. `datum`: the one its coordinates are on."""

    id: str
    datum: str
    address: str


def map_links(degrees, name):
    """Return a `MapLink` to each other map for a place at `degrees`, longitude and latitude on WGS-84.

    `name` is what the marker is called there; OpenStreetMap gives markers no name.

    The formats: lbs.amap.com/api/uri-api/guide/mobile-web/point (`coordinate=gaode` is GCJ-02, longitude first);
    lbs.baidu.com/docs/webapi?title=mapadjustment/uri/web (`coord_type=bd09ll`, latitude first);
    lbs.qq.com/webApi/uriV1/uriGuide/uriWebMarker (`coord_type=2`, its own, is GCJ-02, latitude first; it asks
    for an address, `addr`: the name again, for we know none);
    Apple's URL Scheme Reference, Map Links (`ll`, latitude first; `q` labels it);
    wiki.openstreetmap.org/wiki/Browsing (`mlat`, `mlon`).

    Apple states no datum. Its map of mainland China is on GCJ-02, and developers report that a link in WGS-84
    is off there by that shift (dpa99c/phonegap-launch-navigator, issue 186): it gets GCJ-02, which outside
    China is WGS-84.
    """
    return [MapLink(id, datum, write(_on(degrees, datum), name)) for id, (datum, write) in MAPS.items()]


def _on(degrees, datum):
    """Return (longitude, latitude) on a datum as they are written."""
    return tuple(f"{number:.{DECIMALS}f}" for number in convert([degrees], WGS84, datum)[0])


def _amap(degrees, name):
    longitude, latitude = degrees
    at = f"position={longitude},{latitude}&name={_coded(name)}"
    return f"https://uri.amap.com/marker?{at}&src={APP}&coordinate=gaode&callnative=0"


def _baidu(degrees, name):
    longitude, latitude = degrees
    at = f"location={latitude},{longitude}&title={_coded(name)}&content={_coded(name)}"
    return f"https://api.map.baidu.com/marker?{at}&output=html&coord_type=bd09ll&src=webapp.{APP}.{APP}"


def _tencent(degrees, name):
    longitude, latitude = degrees
    title = _coded(name.translate(SEPARATORS))
    at = f"marker=coord:{latitude},{longitude};title:{title};addr:{title}"
    return f"https://apis.map.qq.com/uri/v1/marker?{at}&coord_type=2&referer={APP}"


def _apple(degrees, name):
    longitude, latitude = degrees
    return f"https://maps.apple.com/?ll={latitude},{longitude}&q={_coded(name)}"


def _openstreetmap(degrees, _):
    longitude, latitude = degrees
    view = f"map={ZOOM}/{latitude}/{longitude}"
    return f"https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#{view}"


def _coded(text):
    return quote(text, safe="")


MAPS = {
    "amap": (GCJ02, _amap),
    "baidu": (BD09, _baidu),
    "tencent": (GCJ02, _tencent),
    "apple": (GCJ02, _apple),
    "openstreetmap": (WGS84, _openstreetmap),
}
"""Each other map: the datum that it reads coordinates on, and how its address is written."""
