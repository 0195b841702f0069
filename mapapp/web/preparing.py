"""A process beside the workers that gets every build ready: pages rendered, everything packed as small as it can be.

A worker that did so itself would keep its visitors waiting meanwhile. Until it is told, a worker shows the former
build, and packs fast.
"""

import logging
import os
import pickle
import signal
import time
from dataclasses import dataclass

from werkzeug.test import Client

from mapapp.errors import BadLayers
from mapapp.web.board import Board
from mapapp.web.language import LANGUAGES
from mapapp.web.lifeline import end_with_parent
from mapapp.web.logbook import write_discreetly
from mapapp.web.visit import PREFIXES

LOOK_EVERY_S = 0.5

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Prepared:
    """A build made ready. `print`: of its folder (`store.fingerprint`); `files`: its layers; `mark`: of its edition.

    `pages`: bodies by key, as an edition keeps them. `packed`: packed bytes by (digest, coding); empty at first.
    """

    print: tuple
    files: dict
    mark: str
    pages: dict
    packed: dict

    def give(self, edition, assets):
        """Let an edition, if it is of this build, and the assets have what was made."""
        if edition.mark == self.mark:
            for key, page in self.pages.items():
                edition.pages.setdefault(key, page)
        for body in (*assets.bodies.values(), *edition.bodies.values(), *edition.pages.values()):
            body.take(self.packed)


class Preparer:
    """The process, and what it has told. To be started before there are workers, which then inherit the board."""

    def __init__(self):
        self._board = Board()
        self._pid = self._starter = None

    def start(self, app):
        """Start the process; it ends with the one that started it."""
        self._starter = os.getpid()
        self._pid = os.fork()
        if self._pid == 0:
            try:
                end_with_parent(signal.SIGKILL)
                write_discreetly()
                self._go_on(app)
            except Exception:
                log.exception("Builds are no longer made ready beside the workers")
            finally:
                os._exit(1)

    def stop(self):
        """End the process, if we started it."""
        if self._starter == os.getpid():
            os.kill(self._pid, signal.SIGKILL)

    def news(self):
        """Return the `Prepared` that this process has not heard of yet, or `None`."""
        told = self._board.news()
        return pickle.loads(told) if told else None

    def tell(self, prepared):
        """Tell the workers."""
        self._board.state(pickle.dumps(prepared))

    def _go_on(self, app):
        """Get ready every build that is published."""
        editions, shown = app.extensions["editions"], None
        editions.go_alone()
        while os.getppid() == self._starter:
            try:
                edition = editions.newest()
            except BadLayers:
                edition = None
            if edition not in (None, shown):
                shown = edition
                for prepared in prepare(app, editions, edition):
                    self.tell(prepared)
            time.sleep(LOOK_EVERY_S)


def prepare(app, editions, edition):
    """Yield the `Prepared` of an edition: with its first pages, then, unless a newer one is there, with all packed."""
    client = Client(app)
    for path in ("/", *(f"/{prefix}/" for prefix in PREFIXES)):
        for language in LANGUAGES.values() if path == "/" else (None,):
            client.get(path, headers={"Accept-Language": language.tag} if language else {}).close()
    told = editions.print, edition.layers.files, edition.mark, {k: page.hurry() for k, page in edition.pages.items()}
    if editions.newest() is not edition:
        return
    yield Prepared(*told, packed={})
    packed, assets = {}, app.extensions["assets"]
    for body in (*edition.pages.values(), *edition.bodies.values(), *assets.bodies.values()):
        if editions.newest() is not edition:
            return
        packed |= body.packed()
    yield Prepared(*told, packed)
