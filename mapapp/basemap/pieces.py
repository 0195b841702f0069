"""What will be drawn, in metres, before it becomes a feature."""

from dataclasses import dataclass, field

from mapapp.basemap.names import NAMELESS
from mapapp.osm.shapes import OSM_ERROR_M

SIMPLIFIED_M = 5
DRAWN_ERROR_M = OSM_ERROR_M + SIMPLIFIED_M
NAMED_AT_MOST = 3


@dataclass(frozen=True)
class Piece:
    """`ids`: the things it is made of, the first one lending its id; `part`: 1, or which of several with that id.

    `geometry`: in metres, of the type of its kind. `error_m`: how far off it may be. `rank`: `None` to go by its size.
    """

    kind: str
    ids: tuple
    geometry: object
    part: int = 1
    names: tuple = NAMELESS
    error_m: int = DRAWN_ERROR_M
    rank: int | None = None
    remark: str = field(default="")

    @property
    def id(self):
        """Its id, the same from one extract to the next: `osm-way-123`, and `osm-way-123-2` for a second part."""
        type_, number = self.ids[0]
        return f"osm-{type_}-{number}" + (f"-{self.part}" if self.part > 1 else "")

    @property
    def placed(self):
        """Where its position comes from, in words."""
        named = ", ".join(f"{type_}/{number}" for type_, number in self.ids[:NAMED_AT_MOST])
        more = len(self.ids) - NAMED_AT_MOST
        return f"OpenStreetMap {named}{f' and {more} more' if more > 0 else ''}, as of the extract{self.remark}"
