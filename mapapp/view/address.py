"""What the address of the map asks for: a position, what the list is narrowed to, and how a picture shall be.

The browser reads the same parts of an address (`address.js`, `filters.js`).
"""

import re
from dataclasses import dataclass, field

from shapely.geometry import shape

from mapapp.errors import PartRefused, UnknownPart
from mapapp.layers import query
from mapapp.layers.themes import theme_of
from mapapp.view.sitemap import MAX_ZOOM, MIN_ZOOM
from mapapp.view.window import Window, around

VIEW, TEXT, NEAR, WITHIN, SITE = "view", "text", "near", "within", "site"
POSITION = re.compile(r"(-?\d{1,3}(?:\.\d{1,12})?),(-?\d{1,2}(?:\.\d{1,12})?),(\d{1,2}(?:\.\d{1,12})?)", re.ASCII)
REACH = 0.5
"""How far beyond the district, in its own widths, a position may lie to be worth drawing."""
OF_COMMITMENTS = {"article": "none", "theme": "none", "group": "none", "scope": "none", "status": "unknown"}
OF_PLACES = {"kind": "unknown", "certainty": "unknown", "subdistrict": "unknown"}
"""What the list can be narrowed to, each with the value of what states none."""
FACETS = (*OF_COMMITMENTS, *OF_PLACES)
EVERYWHERE = (VIEW, TEXT, SITE, NEAR, WITHIN, *FACETS)
"""What the address of a drawn map may state: what that of the map states, and the place being read."""
LONGEST = 2000
FRAME = 640, 480
"""The size, in pixels, of a frame as most pages have it."""
SHOWN = 60
"""So many characters of a refused value are told again."""


@dataclass(frozen=True)
class Asked:
    """`position`: (longitude, latitude, zoom), or `None` for the whole district. `facets`: the values chosen of each.

    `site`: the id of the place being read. `near`: whether it also says what is near, which only the browser can tell.
    """

    position: tuple | None = None
    facets: dict = field(default_factory=dict)
    site: str | None = None
    near: bool = False

    @property
    def key(self):
        """What tells it from others, whatever the order of its parts."""
        facets = tuple(sorted((name, tuple(sorted(values))) for name, values in self.facets.items()))
        return self.position, facets, self.site, self.near

    def window(self, layers, whole, width, height):
        """Return the `Window` of a size that it asks for; `whole(layers, width, height)` makes that of the district."""
        return Window(*self.position, width, height) if self.position else whole(layers, width, height)


def asked(parts, layers, facts):
    """Return the `Asked` of the parts of a query, by name; `facts` as of `facts_of`. Raises `PartRefused`."""
    facets = {name: _values(name, parts[name], facts) for name in FACETS if parts.get(name)}
    return Asked(_position(parts.get(VIEW), layers), facets, _site(parts.get(SITE), layers), bool(parts.get(NEAR)))


def check_names(parts, known):
    """Raise `UnknownPart` for a part of a query that is called otherwise than what is `known`."""
    for name in parts:
        if name not in known:
            raise UnknownPart(name=name[:SHOWN], known=", ".join(known))


def _site(stated, layers):
    ids = [site["id"] for site in query.sites(layers)]
    return None if stated is None else one_of(SITE, stated, ids)


def facts_of(layers, newest):
    """Return a function from a facet and a commitment or place (its properties) to the value by which it is chosen."""
    themes = theme_of(layers)

    def fact(name, thing):
        if name == "theme":
            return themes.get(thing["id"]) or OF_COMMITMENTS[name]
        if name == "status":
            return newest[thing["id"]].entry["status"] if thing["id"] in newest else OF_COMMITMENTS[name]
        return thing[name] or (OF_COMMITMENTS | OF_PLACES)[name]

    fact.known = {name: _known(name, fact, layers) for name in FACETS}
    return fact


def _known(name, fact, layers):
    """Return every value that some commitment or place has of a facet."""
    if name in OF_COMMITMENTS:
        things = [one for article in layers.articles.values() for one in article["commitments"]]
    else:
        things = [site["properties"] for site in query.sites(layers)]
    return dict.fromkeys(fact(name, thing) for thing in things)


def narrowed(promises, chosen, facts):
    """Return (promise, its plates that are left) for each promise that facets leave; `facts` as of `facts_of`."""
    of_commitments = {name: values for name, values in chosen.items() if name in OF_COMMITMENTS}
    of_places = {name: values for name, values in chosen.items() if name in OF_PLACES}
    left = []
    for promise in promises:
        plates = [plate for plate in promise.plates if _fits(plate.properties, of_places, facts)]
        if plates and _fits(promise.commitment, of_commitments, facts):
            left.append((promise, plates))
    return left


def _fits(thing, chosen, facts):
    return all(facts(name, thing) in values for name, values in chosen.items())


def _values(name, stated, facts):
    """Return the values that an address states of a facet; in each, a comma and a per cent sign are coded."""
    values = [value.replace("%2C", ",").replace("%25", "%") for value in stated[:LONGEST].split(",") if value]
    known = facts.known[name]
    for value in values:
        if value not in known:
            listed = "、".join(known), ", ".join(known)
            refuse(name, value, *_must(*listed))
    return frozenset(values)


def _must(listed_zh, listed):
    return f"it must be among {listed}", f"应为下列之一：{listed_zh}", f"應為下列之一：{listed_zh}"


def one_of(name, stated, allowed):
    """Return a value that an address states, one of those allowed; the first where it states none."""
    if stated is None:
        return allowed[0]
    if stated not in allowed:
        refuse(name, stated, *_must("、".join(allowed), ", ".join(allowed)))
    return stated


def number(name, stated, usual, least, most):
    """Return the whole number that an address states within limits; the usual one where it states none."""
    if stated is None:
        return usual
    if not re.fullmatch(r"[0-9]{1,5}", stated) or not least <= int(stated) <= most:
        words = f"a whole number from {least} to {most}", f"{least} 到 {most} 的整数", f"{least} 到 {most} 的整數"
        refuse(
            name,
            stated,
            *(f"{begin}{word}" for begin, word in zip(("it must be ", "应为 ", "應為 "), words, strict=True)),
        )
    return int(stated)


def refuse(name, value, must_en, must_zh, must_zh_hant):
    """Raise `PartRefused` for the value of a part of an address, with what it must be."""
    raise PartRefused(name=name, value=value[:SHOWN], must_en=must_en, must_zh=must_zh, must_zh_hant=must_zh_hant)


def _position(stated, layers):
    if stated is None:
        return None
    found = POSITION.fullmatch(stated)
    position = tuple(map(float, found.groups())) if found else None
    if position is None or not _reaches(position, layers):
        refuse(
            VIEW, stated,
            f"it must be longitude,latitude,zoom near the district, in degrees, zoom {MIN_ZOOM} to {MAX_ZOOM}",
            f"应为“经度,纬度,缩放级别”，单位为度，在本区附近，级别 {MIN_ZOOM} 到 {MAX_ZOOM}",
            f"應為「經度,緯度,縮放級別」，單位為度，在本區附近，級別 {MIN_ZOOM} 到 {MAX_ZOOM}",
        )  # fmt: skip
    return position


def usual_view(layers):
    """Return the text of a view that shows the whole district: longitude, latitude and zoom."""
    window = around(shape(query.district(layers)["geometry"]).bounds, *FRAME)
    zoom = min(max(window.zoom, MIN_ZOOM), MAX_ZOOM)
    return f"{window.longitude:.3f},{window.latitude:.3f},{zoom:.1f}"


def _reaches(position, layers):
    longitude, latitude, zoom = position
    west, south, east, north = shape(query.district(layers)["geometry"]).bounds
    wide, high = (east - west) * REACH, (north - south) * REACH
    inside = west - wide <= longitude <= east + wide and south - high <= latitude <= north + high
    return inside and MIN_ZOOM <= zoom <= MAX_ZOOM
