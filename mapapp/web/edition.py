"""A published build made ready to be shown, and the watch that takes up the next one."""

import json
import logging
import threading
import time

from mapapp.errors import BadLayers, LayersIncomplete
from mapapp.layers import store
from mapapp.layers.versions import versions
from mapapp.publish import follow
from mapapp.view import parts, sitemap, sources
from mapapp.view.colophon import colophon, credits_of
from mapapp.view.datum import shifted
from mapapp.view.forms import FORMS
from mapapp.view.mapdata import map_data
from mapapp.view.narrowing import listed
from mapapp.view.paragraphs import paragraphs
from mapapp.view.plates import plates
from mapapp.view.promises import counts, promises
from mapapp.view.timeline import newest
from mapapp.web.assets import FRAME_ENTRY
from mapapp.web.body import Body
from mapapp.web.ground import GROUND
from mapapp.web.lately import Lately
from mapapp.web.mark import mark_of

GEOJSON = "application/geo+json"
JSON = "application/json"
TEXT = "text/plain; charset=utf-8"
MAP_DATA = "/map.geojson"
SEARCH_KEYS = "/search.json"
RECEIPT = "/receipt.json"
LOOK_EVERY_S = 1.0
PATIENCE_S = 2.5

BROKEN = (AttributeError, IndexError, KeyError, TypeError, ValueError)
"""What a build raises in which something is missing or is not what it should be."""

log = logging.getLogger(__name__)


class Edition:
    """One build: its layers, its numbered places, its map, and every answer made from them so far.

    `ground`: the base map under it. `root`: where the site lies on its host, without a final slash. `stated`: the
    settings that say who answers for the map. `make_ready`: as of `Assets`.
    """

    def __init__(self, layers, assets, ground, root, stated, make_ready=Body.ready):
        self.layers = layers
        self.ground = ground
        self.plates = plates(layers)
        self.promises = {form: promises(layers, self.plates, form) for form in FORMS}
        self.listed = listed(layers, self.promises[FORMS[0]])
        self.followed = follow.items(layers, self.plates)
        self.from_openstreetmap = sources.from_openstreetmap(layers)
        self.colophon = colophon(stated, credits_of(ground, self.from_openstreetmap))
        self.plain_colophon = colophon(stated, credits_of(ground.plain, self.from_openstreetmap))
        self.counts = counts(layers, self.plates)
        self.newest = newest(layers)
        self.paragraphs = {
            (id, form): paragraphs(article, form) for id, article in layers.articles.items() for form in FORMS
        }
        self.map = parts.take_apart(sitemap.draw(layers, MAP_DATA, GROUND if ground.is_there else None, ground.base))
        self.script = assets.keep_script(self.map.script)
        self.frame_script = assets.keep_script(self.map.script, FRAME_ENTRY)
        self.mark = mark_of(layers, ground, assets, self.script, root, self.colophon)
        self.bodies = {path: make_ready(body) for path, body in _ready(layers, ground, self.mark)}
        self.pages, self._derived, self._making = {}, {}, threading.RLock()
        self.base_features = json.loads(ground.body.content)["features"]
        self.lately = Lately()

    def page(self, key, make):
        """Return the answer, a `Body`, kept under `key`, made by `make` the first time, one after the other."""
        return self._kept(self.pages, key, make)

    def derived(self, key, make):
        """Return what answers are made from, kept under `key` as a page is."""
        return self._kept(self._derived, key, make)

    def _kept(self, kept, key, make):
        if key not in kept:
            with self._making:
                if key not in kept:
                    kept[key] = make()
        return kept[key]


class Editions:
    """The edition on show. A newer build is taken up within a second; a broken one is not.

    `preparer`: the `Preparer` that gets builds ready, if there is one. Then a newer build is taken up as soon as it
    says so, and without it only when nothing was heard of it for `PATIENCE_S`.
    """

    def __init__(self, folder, assets, ground, root, stated, preparer=None):
        self._folder = folder
        self._assets = assets
        self._stated = ground, root, stated, Body.hurry if preparer else Body.ready
        self._preparer = preparer
        self._lock = threading.Lock()
        self._looked = self._edition = self._waiting_since = None
        self.print = self.refused = None

    @property
    def has_one(self):
        """Whether there ever was an edition to show."""
        return self._edition is not None

    def current(self):
        """Return the edition on show; raises what is wrong with the layers if there never was one."""
        if self._edition is None:
            with self._lock:
                self._first()
        elif time.monotonic() - self._looked > LOOK_EVERY_S and self._lock.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._lock.release()
        return self._edition

    def go_alone(self):
        """Expect nothing of a preparer, for this process is the one."""
        self._preparer = None

    def newest(self):
        """Return the edition of the newest build that is whole; raises what is wrong if there never was one."""
        if self._edition is None:
            return self.current()
        with self._lock:
            self._look()
        return self._edition

    def _first(self):
        if self._edition is None:
            found, self._looked = store.fingerprint(self._folder), time.monotonic()
            self._edition, self.print = self._make(), found

    def _make(self, files=None):
        """Return the edition of the layers in the folder, or in its `files`."""
        try:
            layers = store.parse(self._folder, files) if files else store.load(self._folder, patience_s=0)
            return Edition(layers, self._assets, *self._stated)
        except BROKEN as reason:
            raise LayersIncomplete(folder=self._folder, why=f"{type(reason).__name__}: {reason}") from reason

    def _look(self):
        """Take up a new build if there is one, and what was made ready for the one on show."""
        self._looked = time.monotonic()
        try:
            found = store.fingerprint(self._folder)
        except BadLayers as reason:
            self._refuse(reason)
            return
        news = self._preparer.news() if self._preparer else None
        if found == self.print:
            self._waiting_since = self.refused = None
        elif news and news.print != self.print:
            self._take_up(news.print, news.files)
        elif self._has_waited():
            self._take_up(found)
        if news:
            news.give(self._edition, self._assets)

    def _has_waited(self):
        """Tell whether it is time to take up a build without having heard of it."""
        self._waiting_since = self._waiting_since or time.monotonic()
        return not self._preparer or time.monotonic() - self._waiting_since > PATIENCE_S

    def _take_up(self, found, files=None):
        """Show the build with the fingerprint `found`; `files`: its layers, if they are known."""
        self._waiting_since = None
        try:
            self._edition, self.print, self.refused = self._make(files), found, None
        except BadLayers as reason:
            self._refuse(reason)

    def _refuse(self, reason):
        """Remember what is wrong with the layers, and say it once."""
        if str(reason) != str(self.refused):
            log.warning("A new build is not taken up: %s", reason)
        self.refused = reason


def _ready(layers, ground, mark):
    """Yield (path, answer) for all that is handed out as it is."""
    yield MAP_DATA, Body(_json(shifted(map_data(layers), ground.base.datum)), GEOJSON, mark=mark)
    yield SEARCH_KEYS, Body(layers.files[store.SEARCH], JSON, mark=mark)
    yield GROUND, Body(ground.body.content, GEOJSON, mark=mark)
    for id, article in layers.articles.items():
        yield text_path(id), Body(article["texts"]["found"].encode(), TEXT, mark=mark)
        for version in versions(article):
            yield text_path(f"{id}.{version['until']}"), Body(version["text"].encode(), TEXT, mark=mark)
        yield text_path(f"{id}.simplified"), Body(article["texts"]["simplified"].encode(), TEXT, mark=mark)
    yield RECEIPT, Body(layers.files[store.RECEIPT], JSON)
    for name in layers.collections:
        yield layer_path(name), Body(layers.files[f"{name}.geojson"], GEOJSON)


def layer_path(name):
    """Return the path of a layer."""
    return f"/layers/{name}.geojson"


def text_path(article):
    """Return the path of an article's file, as found."""
    return f"/articles/{article}.txt"


def _json(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
