"""The colophon of a map: who answers for it, under which approval number (审图号), and whom it thanks."""

import re
from dataclasses import dataclass

from mapapp.earth.datums import WGS84
from mapapp.view.basemaps import OPENSTREETMAP, TIANDITU

OSM_COPYRIGHT = "https://www.openstreetmap.org/copyright"
FORM_FROM = re.compile(r"[?{]")


@dataclass(frozen=True)
class Credit:
    """A line that stands wherever the map is drawn: `key` of our words for it, or the operator's own `text`.

    `values`: what the words speak of. `address`: where one reads on, or `None`.
    """

    key: str | None
    text: str = ""
    values: tuple = ()
    address: str | None = None


@dataclass(frozen=True)
class Colophon:
    """`approval`, `owner`, `contact`, `imprint`: as the operator states them, or `None`. `credits`: each `Credit`."""

    approval: str | None
    owner: str | None
    contact: str | None
    imprint: str | None
    credits: tuple = ()

    @property
    def reached_at(self):
        """The contact as one reads it on paper: an e-mail address, or that of a form without its fields."""
        return FORM_FROM.split(self.contact)[0] if self.contact else None


def colophon(stated, credits=()):
    """Return the `Colophon` of a map; `stated`: settings with `approval`, `owner`, `contact` and `imprint`."""
    return Colophon(stated.approval, stated.owner, stated.contact, stated.imprint, tuple(credits))


def credits_of(ground, places_from_openstreetmap):
    """Return the credits of a drawn map, those of its base map first; none of them can be switched off.

    `ground`: what lies below the places: its `base` (`BaseMap`), whether anything `is_there`, and whether that is
    `from_openstreetmap`.
    """
    below = [*_tiles(ground.base)] if ground.base.addresses else [_own(ground)]
    thanked = ground.base.name == OPENSTREETMAP or ground.from_openstreetmap
    places = [Credit("site.credit")] if places_from_openstreetmap and not thanked else []
    moved = [Credit("colophon.datum", values=(("datum", ground.base.datum),))] if ground.base.datum != WGS84 else []
    return [*below, *places, *moved]


def _tiles(base):
    """Yield whom tiles come from: in the words of their owner's licence where we know them, and in the operator's."""
    if base.name == OPENSTREETMAP:
        yield Credit("site.credit", address=OSM_COPYRIGHT)
    if base.name == TIANDITU:
        yield Credit("home.tiles.tianditu")
    if base.credit:
        yield Credit(None, base.credit)


def _own(ground):
    if ground.from_openstreetmap:
        return Credit("home.ground.openstreetmap")
    return Credit("home.ground" if ground.is_there else "home.plain")
