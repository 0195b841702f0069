"""The application: settings in, a WSGI application out."""

from urllib.parse import urlsplit

from flask import Flask
from jinja2 import StrictUndefined

from mapapp import paths
from mapapp.errors import BadLayers
from mapapp.view.basemaps import choose
from mapapp.web import (
    api,
    blocks,
    crawlers,
    embedding,
    feeds,
    frames,
    manifest,
    mapviews,
    oembed,
    offers,
    offline,
    ogc,
    planners,
    printing,
    refusals,
    sharing,
)
from mapapp.web.assets import Assets
from mapapp.web.body import Body
from mapapp.web.edition import Editions, log
from mapapp.web.ground import open_ground
from mapapp.web.headers import framed_guard, framing_guard, guard, guarded
from mapapp.web.pages import Pages
from mapapp.web.requestid import numbered
from mapapp.web.results import Results
from mapapp.web.shelf import shelved
from mapapp.web.stopping import Stopping
from mapapp.web.studio import Studio


def create_app(settings, *, served=True, results=None, preparer=None):
    """Return the application that shows the layers of `settings`.

    `served`: whether the pages are for a server, or to be kept as files, and then offer nothing that needs one.
    `results`: the `Results` of planners, where there are some already. `preparer`: the `Preparer` that will get builds
    ready; without one they are got ready here.

    Without layers it says so, and shows them as soon as a build is published.
    Raises `SettingRefused` if the base map that they ask for cannot be drawn.
    """
    base = choose(settings)
    app, assets = _flask(), Assets(Body.hurry if preparer else Body.ready)
    root = urlsplit(settings.public_url or "").path
    ground = open_ground(base, settings.imported_basemap, settings.schematic)
    editions = Editions(settings.layers, assets, ground, root, settings, preparer)
    pages = Pages(app, editions, assets, settings, served)
    stopping = app.extensions["stopping"] = Stopping()
    api.register(app, editions, assets, stopping)
    offers.register(app, editions, pages)
    results = app.extensions["results"] = results or Results(settings)
    app.extensions |= {"pages": pages, "editions": editions, "assets": assets}
    blocks.register(app, pages, results)
    planners.register(app, pages, results)
    feeds.register(app, editions, pages)
    ogc.register(app, editions, pages)
    _draw(app, Studio(editions, pages, settings.public_url))
    crawlers.register(app, editions, settings.public_url)
    manifest.register(app, editions, assets, pages)
    offline.register(app, editions, assets)
    refusals.register(app, pages)
    sharing.register(app, settings.public_url)
    oembed.register(app, editions, pages, settings)
    embedding.register(app, pages, settings)
    frames.register(app, assets)
    guards = guard(base.origin), framed_guard(base.origin, settings.embed), framing_guard(base.origin)
    app.wsgi_app = numbered(guarded(shelved(app.wsgi_app, editions, assets), *guards))
    if served:
        _open(editions)
    return app


def _flask():
    """Return the application without a page: exact about its templates and lenient about slashes."""
    app = Flask("mapapp.web", template_folder=str(paths.templates()), static_folder=None)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    return app


def _draw(app, studio):
    """Add what is drawn here: paper and pictures."""
    printing.register(app, studio)
    mapviews.register(app, studio)


def _open(editions):
    """Load the layers before the first visitor comes."""
    try:
        editions.current()
    except BadLayers as reason:
        log.error("%s", reason)
