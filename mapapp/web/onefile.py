"""The map as one file: the page that a visit to it shows, and all that its script asks for."""

from dataclasses import dataclass, replace

from mapapp.layers.chronology import in_time
from mapapp.view import onefile
from mapapp.view.basemaps import NONE, SCHEMATIC
from mapapp.web.app import create_app
from mapapp.web.assets import FILE_STYLES, STYLES, stylesheet
from mapapp.web.bundles import Bundle
from mapapp.web.edition import MAP_DATA, SEARCH_KEYS, text_path
from mapapp.web.ground import GROUND
from mapapp.web.language import LANGUAGES
from mapapp.web.telling import build_of
from mapapp.web.visit import Visit

ENTRY = "unpack"
SCRIPT = "/map.js"
"""The path under which the entry finds the map's own script in the file."""
STYLES_LEFT_OUT = ("tiles", "facts", "subdistricts", "unseen")
"""Of the site's styles, what no part of this page wears."""
TEMPLATE = "onefile.html"


@dataclass(frozen=True)
class FileVisit(Visit):
    """A visit to the map as one file. `online`: where the site lies, if that is known."""

    online: str | None = None

    @property
    def shares(self):
        return False

    def link(self, path):
        """Return the way to a page: within the file where it holds it, else to the site."""
        kind, _, id = path.strip("/").partition("/")
        if kind == "articles":
            return ""
        if kind == "sites":
            return f"#{id}"
        return f"{self.online or ''}{self.prefix}{path}"

    def page_patterns(self):
        """Return the patterns of `Visit.page_patterns`; of pages that are not in the file, `None` without a site."""
        there = {kind: f"{self.online}{self.prefix}/{kind}s/{{id}}" for kind in ("site", "subdistrict")}
        ours = there if self.online else {"site": "#{id}", "subdistrict": None}
        lasting = f"{self.online}{self.prefix}/articles/{{id}}" if self.online else None
        return ours | {"article": "", "lasting": lasting}


def one_file(settings, language):
    """Return the map of `settings` in a language of ours as the bytes of one HTML file.

    Tiles of others are no part of it: the base map is ours, or none where the settings say so.
    """
    base = NONE if settings.basemap == NONE else SCHEMATIC
    app = create_app(replace(settings, basemap=base, basemap_datum=None, basemap_credit=None), served=False)
    pages, assets = app.extensions["pages"], app.extensions["assets"]
    edition = app.extensions["editions"].current()
    visit = FileVisit(LANGUAGES[language], True, "/", "", served=False, online=settings.public_url)
    told = pages.shown_at_home(edition, visit)
    if not visit.online:
        del told["linked"]
    told["articles_in_time"] = in_time(edition.layers.articles.values())
    page = pages.text(TEMPLATE, **told, build=build_of(edition.layers.receipt))
    style = stylesheet([name for name in (*STYLES, *FILE_STYLES) if name not in STYLES_LEFT_OUT])
    scripts = {SCRIPT: assets.bodies[edition.script].content, assets.toolbox: assets.bodies[assets.toolbox].content}
    return onefile.one_file(page, style, Bundle(ENTRY).script(), scripts, _files(edition))


def _files(edition):
    ground = [GROUND] if edition.ground.is_there else []
    paths = [MAP_DATA, SEARCH_KEYS, *ground, *map(text_path, edition.layers.articles)]
    return {path: edition.bodies[path].content for path in paths}
