"""The site as files, for tests: made once for all test processes, with stand-ins for most of what is drawn."""

import fcntl
import os
import pickle
from contextlib import contextmanager

import pytest

from mapapp.publish.press import Press
from mapapp.settings import Settings
from mapapp.web import pictures, sheets, sitecards
from mapapp.web.stillsite import still_site
from tests.conftest import FIRST

PDF, PNG = b"%PDF-1.7 stand-in", b"\x89PNG\r\n\x1a\n stand-in"


@contextmanager
def sketched(config):
    """Let a few bytes stand for each sheet, card and picture of a page, unless tests run at full length."""
    with pytest.MonkeyPatch.context() as patch:
        if not config.getoption("long"):
            for module in (sheets, sitecards):
                patch.setattr(module, "told", lambda *_: {})
            patch.setattr(Press, "pdf", lambda *_: PDF)
            patch.setattr(pictures, "picture", lambda *_: PNG)
        yield


def exported(request, name, **settings):
    """Return the files of the site with some settings: path → bytes; `name` tells these settings from others."""

    def make():
        with sketched(request.config):
            return still_site(Settings(FIRST, **settings))

    return made_once(request.getfixturevalue("tmp_path_factory"), name, make)


def made_once(tmp_path_factory, name, make):
    """Return what `make` returns, called by the first test process that asks for it under this name."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    kept = folder / f"{name}.pickle"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_bytes(pickle.dumps(make()))
    return pickle.loads(kept.read_bytes())
