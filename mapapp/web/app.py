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
    oembed,
    offline,
    planners,
    refusals,
    sharing,
)
from mapapp.web.assets import Assets
from mapapp.web.edition import MAP_DATA, Editions, log
from mapapp.web.ground import GROUND, open_ground
from mapapp.web.headers import framed_guard, framing_guard, guard, guarded
from mapapp.web.pages import Pages
from mapapp.web.results import Results
from mapapp.web.shelf import shelved


def create_app(settings):
    """Return the application that shows the layers of `settings`.

    Without layers it says so, and shows them as soon as a build is published.
    Raises `SettingRefused` if the base map that they ask for cannot be drawn.
    """
    base = choose(settings)
    app = Flask("mapapp.web", template_folder=str(paths.templates()), static_folder=None)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    assets = Assets()
    root = urlsplit(settings.public_url or "").path
    ground = open_ground(base, settings.imported_basemap, settings.schematic)
    editions = Editions(settings.layers, assets, ground, (root + MAP_DATA, root + GROUND))
    pages = Pages(app, editions, assets, settings)
    api.register(app, editions, assets)
    results = app.extensions["results"] = Results(settings)
    blocks.register(app, pages, results)
    planners.register(app, pages, results)
    feeds.register(app, editions, pages)
    crawlers.register(app, editions, settings.public_url)
    manifest.register(app, editions, assets, pages)
    offline.register(app, editions, assets)
    refusals.register(app, pages)
    sharing.register(app, settings.public_url)
    oembed.register(app, editions, pages, settings)
    embedding.register(app, pages, settings)
    frames.register(app, assets)
    guards = guard(base.origin), framed_guard(base.origin, settings.embed), framing_guard(base.origin)
    app.wsgi_app = guarded(shelved(app.wsgi_app, editions, assets), *guards)
    _open(editions)
    return app


def _open(editions):
    """Load the layers before the first visitor comes."""
    try:
        editions.current()
    except BadLayers as reason:
        log.error("%s", reason)
