"""The files a page asks for, by hashed address: one script and one stylesheet, the icon and Leaflet's images."""

import re
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from urllib.parse import quote

import rcssmin
import rjsmin

from mapapp.web.body import ASK_AGAIN, FOR_EVER, Body

ROOT = "/static/"
STATIC = Path(__file__).with_name("static")
ENTRY, PLAIN_ENTRY, OFFLINE_ENTRY = "main", "plain", "unseen"
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
    "print",
)
SCRIPT_KIND = "text/javascript; charset=utf-8"
STYLE_KIND = "text/css; charset=utf-8"

IMPORT = re.compile(r'^import \{[^}]*\} from "\./(\w+)\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=function|const|class|async)", re.MULTILINE)


class Assets:
    """The assets by their path; a script stays for pages that still ask for it."""

    def __init__(self):
        self.bodies = {}
        self.stylesheet = self._keep("site", "css", stylesheet(), STYLE_KIND)
        drawing = (STATIC / "icon.svg").read_bytes()
        self.icon = self._keep("icon", "svg", drawing, "image/svg+xml")
        self.icons = {name: self._keep(name, "png", picture, "image/png") for name, picture in icons()}
        self.icon_in_page = f"data:image/svg+xml,{quote(drawing)}"
        self.plain_script = self._keep("plain", "js", plain_script(), SCRIPT_KIND)
        self.offline_script = self._keep("offline", "js", plain_script(OFFLINE_ENTRY), SCRIPT_KIND)
        for path in leaflet_files("images/*.png"):
            self.bodies[f"{ROOT}images/{path.name}"] = Body(path.read_bytes(), "image/png", cache=ASK_AGAIN)

    def keep_script(self, map_script):
        """Return the path of the script that draws one map."""
        return self._keep("map", "js", script(map_script), SCRIPT_KIND)

    def _keep(self, name, ending, content, kind):
        body = Body(content, kind, cache=FOR_EVER)
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
    return re.search(rf"--{token}: (#[0-9a-f]+);", night if dark else day)[1]


def leaflet_files(pattern):
    """Return the paths of Leaflet's own files, from the package that carries them."""
    files = metadata.files("django-js-lib-leaflet")
    return [Path(file.locate()) for file in files if file.match(f"js_lib_leaflet/static/js_lib_leaflet/{pattern}")]


def stylesheet():
    """Return Leaflet's stylesheet and ours, in order, as one, without comments and needless space."""
    ours = [STATIC / "css" / f"{name}.css" for name in STYLES]
    return rcssmin.cssmin(b"\n".join(path.read_bytes() for path in [*leaflet_files("leaflet.css"), *ours]))


def script(map_script):
    """Return Leaflet, our modules in import order, folium's script as `drawMap` and the entry module as one script."""
    *modules, entry = modules_in_order()
    draw_map = f"function drawMap() {{\n{map_script}\n}}"
    ours = "\n".join((*map(plain, modules), draw_map, plain(entry)))
    (leaflet,) = leaflet_files("leaflet.js")
    whole = leaflet.read_text(encoding="utf-8").replace("//# sourceMappingURL=leaflet.js.map", "")
    return f"{whole}\n{enclosed(ours)}".encode()


def plain_script(entry=PLAIN_ENTRY, folder="js"):
    """Return the script of the pages without a map: our modules in import order, the entry last."""
    return enclosed("\n".join(map(plain, modules_in_order(entry, folder)))).encode()


def enclosed(source):
    """Return a script that keeps its names to itself, without comments and needless space."""
    return rjsmin.jsmin(f'(function () {{\n"use strict";\n{source}\n}})();\n')


def modules_in_order(entry=ENTRY, folder="js"):
    """Return the sources of the browser modules of a folder, each after those it imports, the entry last."""
    ordered = {}

    def take(name):
        source = (STATIC / folder / f"{name}.js").read_text(encoding="utf-8")
        for imported in IMPORT.findall(source):
            if imported not in ordered:
                take(imported)
        ordered[name] = source

    take(entry)
    return list(ordered.values())


def plain(source):
    """Return a module's source as a part of a joined script: without imports and exports."""
    return EXPORT.sub("", IMPORT.sub("", source))
