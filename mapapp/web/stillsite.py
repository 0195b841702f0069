"""The whole site as files for any web server: crawled, each page led to the files of others, under its own policy."""

import json
from urllib.parse import urlsplit

from mapapp.publish import leads
from mapapp.publish.folder import HTML, address_in, file_of, way_to
from mapapp.publish.placing import MARK, place, refuse_foreign
from mapapp.web.app import create_app
from mapapp.web.crawl import Crawl, rewritten
from mapapp.web.headers import content_policy
from mapapp.web.language import LANGUAGES
from mapapp.web.offline import UNSEEN, needs
from mapapp.web.visit import EMBED

HEAD = '<meta charset="utf-8">\n'
GUARD = '<meta http-equiv="Content-Security-Policy" content="{policy}">\n<meta name="referrer" content="same-origin">\n'


def write_site(settings, folder):
    """Write the site of some settings into a folder, in place of an earlier export; return its files.

    Raises `FolderNotOurs` before anything is done if something else lies there.
    """
    refuse_foreign(folder)
    files = still_site(settings)
    place(folder, files)
    return files


def still_site(settings):
    """Return the files of the site of some settings: path in the folder → bytes."""
    app = create_app(settings, served=False)
    edition = app.extensions["editions"].current()
    crawl = Crawl(app, settings.public_url)
    crawl.follow(*_beginnings(edition, app.extensions["assets"], settings.public_url))
    guard = GUARD.format(policy=content_policy(edition.ground.base.origin, framers=None))
    files = {
        answer.file: _file(crawl, address, answer, guard, settings.public_url)
        for address, answer in crawl.answers.items()
        if answer
    }
    mark = json.dumps({"made_by": "mapapp export --site", "build": edition.mark, "files": len(files)})
    return {MARK: f"{mark}\n".encode()} | files


def _beginnings(edition, assets, public_url):
    """Yield the addresses that no page links to, or only by script; all others follow from them."""
    yield "/"
    for code in LANGUAGES:
        yield from (f"/{code}/", f"/{code}{EMBED}")
    yield from edition.bodies
    yield from (f"/{path}" for path in needs(edition, assets) if f"/{path}" != UNSEEN)
    if public_url:
        yield from ("/robots.txt", "/sitemap.xml")


def _file(crawl, address, answer, guard, public_url):
    def lead(found, name=""):
        ours = crawl.within(found, name, address)
        if ours is None:
            return found
        return _put(crawl, "" if name == leads.WORDS else answer.file, *ours, public_url)

    content = rewritten(answer, lead)
    return content.replace(HEAD.encode(), (HEAD + guard).encode(), 1) if answer.kind == HTML else content


def _put(crawl, start, inside, fragment, whole, public_url):
    """Return the address, from the file `start` (or, to be read, in the folder), of what lies at one within the site.

    `None` if it is left out.
    """
    file = _pattern(inside) if "{" in inside else getattr(crawl.answer(inside), "file", None)
    if file is None:
        return None
    hash = f"#{fragment}" if fragment else ""
    if whole:
        return f"{public_url}/{address_in(file)}{hash}"
    return (way_to(file, start) if start else address_in(file)) + hash


def _pattern(inside):
    split = urlsplit(inside)
    return file_of(split.path, split.query, HTML)
