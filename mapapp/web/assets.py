"""The files a page asks for, by hashed address: scripts, one stylesheet, the icon and Leaflet's images."""

import re
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from urllib.parse import quote

import rcssmin
import rjsmin

from mapapp.web.body import ASK_AGAIN, FOR_EVER, Body
from mapapp.web.bundles import STATIC, Bundle

ROOT = "/static/"
HOST_SCRIPT = "/embed.js"
"""Other people's pages name it: its address stays, so a day is the longest that it may be kept."""

A_DAY = "public, max-age=86400"
ENTRY, FRAME_ENTRY, PLAIN_ENTRY, OFFLINE_ENTRY, INTAKE_ENTRY = "main", "framed", "plain", "unseen", "intake"
TOOLBOX, UNIT_ROOM = "toolbox", "unitroom"
"""The parts of the map's script that are fetched when a tool is wanted, and where a planner's result is shown."""
STYLES = (
    "tokens",
    "ground",
    "plate",
    "top",
    "split",
    "list",
    "chart",
    "basemap",
    "tiles",
    "sign",
    "reading",
    "drawing",
    "ledger",
    "facts",
    "subdistricts",
    "progress",
    "sharing",
    "seal",
    "unseen",
    "panels",
    "find",
    "filters",
    "near",
    "follow",
    "frame",
    "print",
)
CHAPTER_STYLES = ("chapters",)
"""What only pages load that are about several articles, or several versions of one."""
FILE_STYLES = ("carried", *CHAPTER_STYLES)
"""What only the map as one file wears."""
NOT_IN_FRAMES = ("top", "reading", "facts", "subdistricts", "unseen", "follow")
"""What the page for frames leaves to the others."""

PLANNERS_STYLES = ("planners", "table", "dossier")
"""What only the planners' pages load, after the others."""
EMBEDDING_STYLES, EMBEDDING_ENTRY = ("embedding",), "maker"
"""What only the pages of web editors load: styles, and their script."""
SCRIPT_KIND = "text/javascript; charset=utf-8"
STYLE_KIND = "text/css; charset=utf-8"
SYSTEM_IS_DARK = b"(prefers-color-scheme:dark)"
"""As the joined stylesheet writes it."""


class Assets:
    """The assets by their path; a script stays for pages that still ask for it.

    `make_ready`: `Body.ready`, or `Body.hurry` where somebody else packs.
    """

    def __init__(self, make_ready=Body.ready):
        self._make_ready = make_ready
        self.bodies = {}
        self.stylesheet = self._keep("site", "css", stylesheet(STYLES), STYLE_KIND)
        self.frame_styles = {name: self._keep("frame", "css", sheet, STYLE_KIND) for name, sheet in frame_stylesheets()}
        self.planners_stylesheet = self._keep("planners", "css", joined(ours(PLANNERS_STYLES)), STYLE_KIND)
        self.chapters_stylesheet = self._keep("chapters", "css", joined(ours(CHAPTER_STYLES)), STYLE_KIND)
        drawing = (STATIC / "icon.svg").read_bytes()
        self.icon = self._keep("icon", "svg", drawing, "image/svg+xml")
        self.icons = {name: self._keep(name, "png", picture, "image/png") for name, picture in icons()}
        self.icon_in_page = f"data:image/svg+xml,{quote(drawing)}"
        self.plain_script = self._keep("plain", "js", Bundle(PLAIN_ENTRY).script(), SCRIPT_KIND)
        self.offline_script = self._keep("offline", "js", Bundle(OFFLINE_ENTRY).script(), SCRIPT_KIND)
        self.intake_script = self._keep("intake", "js", Bundle(INTAKE_ENTRY).script(), SCRIPT_KIND)
        self.embedding_stylesheet = self._keep("embedding", "css", joined(ours(EMBEDDING_STYLES)), STYLE_KIND)
        self.embedding_script = self._keep("embedding", "js", Bundle(EMBEDDING_ENTRY).script(), SCRIPT_KIND)
        self.bodies[HOST_SCRIPT] = Body(host_script(), SCRIPT_KIND, cache=A_DAY)
        self._parts = {}
        self.toolbox, self.unit_room = (self._keep_part(name) for name in (TOOLBOX, UNIT_ROOM))
        for path in leaflet_files("images/*.png"):
            self.bodies[f"{ROOT}images/{path.name}"] = Body(path.read_bytes(), "image/png", cache=ASK_AGAIN)

    @property
    def in_pages(self):
        """The paths that pages name, as templates call them."""
        return {
            "icons": self.icons,
            "plain_script": self.plain_script,
            "offline_script": self.offline_script,
            "chapters_stylesheet": self.chapters_stylesheet,
            "planners_stylesheet": self.planners_stylesheet,
            "intake_script": self.intake_script,
            "embedding_stylesheet": self.embedding_stylesheet,
            "embedding_script": self.embedding_script,
        }

    def keep_script(self, map_script, entry=ENTRY):
        """Return the path of the script that draws one map, for the pages of an entry module."""
        return self._keep("map", "js", script(map_script, self._parts, entry), SCRIPT_KIND)

    def _keep_part(self, name):
        part = Bundle(name, within=Bundle(ENTRY))
        path = self._keep(name, "js", part.part(), SCRIPT_KIND)
        self._parts[name] = (path.removeprefix(ROOT), part.shared())
        return path

    def _keep(self, name, ending, content, kind):
        body = self._make_ready(Body(content, kind, cache=FOR_EVER))
        path = f"{ROOT}{name}.{body.digest}.{ending}"
        self.bodies[path] = body
        return path


def icons():
    """Yield (name, bytes) of the icons of the installed map, which `scripts/draw_icons` draws."""
    for path in sorted((STATIC / "icons").glob("*.png")):
        yield path.stem, path.read_bytes()


@lru_cache
def colour(token, *, dark=False):
    """Return the value of a colour of the page's look, `#rrggbb` or `#rgb`, by day or in the dark."""
    tokens = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
    day, _, night = tokens.partition("@media (prefers-color-scheme: dark)")
    stated = (re.search(rf"--{token}: (#[0-9a-f]+);", part) for part in ((night, day) if dark else (day,)))
    return next(found for found in stated if found)[1]


def leaflet_files(pattern):
    """Return the paths of Leaflet's own files, from the package that carries them."""
    files = metadata.files("django-js-lib-leaflet")
    return [Path(file.locate()) for file in files if file.match(f"js_lib_leaflet/static/js_lib_leaflet/{pattern}")]


def stylesheet(names=STYLES):
    """Return Leaflet's stylesheet and those of ours that have these names, in order, as one."""
    return joined([*leaflet_files("leaflet.css"), *ours(names)])


def frame_stylesheets():
    """Yield (colours, stylesheet): as the visitor's system has it, and by day or in the dark whatever it has."""
    auto = stylesheet([name for name in STYLES if name not in NOT_IN_FRAMES])
    for colours, when in {"auto": SYSTEM_IS_DARK, "light": b"not all", "dark": b"all"}.items():
        yield colours, auto.replace(SYSTEM_IS_DARK, when)


def host_script():
    """Return the script for pages that show the map in a frame."""
    return rjsmin.jsmin((STATIC / "host" / "embed.js").read_text(encoding="utf-8")).encode()


def ours(names):
    """Return the paths of our stylesheets of these names."""
    return [STATIC / "css" / f"{name}.css" for name in names]


def joined(styles):
    """Return the stylesheets at some paths as one, without comments and needless space."""
    return rcssmin.cssmin(b"\n".join(path.read_bytes() for path in styles))


def script(map_script, parts, entry=ENTRY):
    """Return Leaflet and our modules as one script, folium's script within it as `drawMap`; `parts` come later."""
    (leaflet,) = leaflet_files("leaflet.js")
    whole = leaflet.read_text(encoding="utf-8").replace("//# sourceMappingURL=leaflet.js.map", "")
    return f"{whole}\n".encode() + Bundle(entry).script(f"function drawMap() {{\n{map_script}\n}}", parts)
